package engine_test

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/charter"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/memory"
	"azukari/internal/store/sqltest"
)

// wednesday is the day after the tests begin.
var wednesday = calendar.Date{Year: 2026, Month: 11, Day: 25}

// second is the second version of the numbers in every test of this process: a
// version says the same for ever.
func second() transact.ChangeNumbers {
	return transact.ChangeNumbers{Version: 2, Day: wednesday, To: map[string]int64{
		"escrow_days": 3, "inspection_days": 4, "termination_days": 10, "fee_rate_1": 1_000, "nudge_silence_hours": 24,
	}}
}

func (r *raced) advance(to calendar.Instant) {
	r.t.Helper()
	if _, err := r.engines[0].Sandbox.Advance(context.Background(), to); err != nil {
		r.t.Fatal(err)
	}
}

func (r *raced) seen(s store.Reader) contract.Contract {
	r.t.Helper()
	return must(s.Contract(context.Background(), r.contract))
}

// paid lets the present contract run to its end, and is what the worker got of it.
func (r *raced) paid(s store.Reader) money.Yen {
	r.t.Helper()
	before := must(s.Balance(context.Background(), ledger.User(r.people["worker"].Account)))
	if r.seen(s).State == contract.AwaitingEscrow {
		r.fund()
	}
	r.on("worker", contract.Deliver{Note: "納品", Files: []string{}})
	r.on("client", contract.Accept{})
	return must(s.Balance(context.Background(), ledger.User(r.people["worker"].Account))) - before
}

// TestARunningContractKeepsItsNumbers is R0.5, over a change of the numbers and a
// restart: what began before the day keeps its periods and its fee, what begins
// on it has the new ones, and both run side by side.
func TestARunningContractKeepsItsNumbers(t *testing.T) {
	kinds := []struct {
		name   string
		reopen func(t *testing.T) func() store.Store
	}{
		{"memory", func(*testing.T) func() store.Store { s := memory.New(); return func() store.Store { return s } }},
		{"sqlite", func(t *testing.T) func() store.Store {
			dir := t.TempDir()
			return func() store.Store { return sqlite(t, dir) }
		}},
		{"postgres", func(t *testing.T) func() store.Store {
			url := sqltest.Database(t)
			return func() store.Store { return postgres(t, url) }
		}},
	}
	for i, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			reopen := kind.reopen(t)
			s := reopen()
			e := open(t, s, byte(i))
			r := newRace(t, e)
			r.hire("admin", account.Admin)
			cal := e.Calendar

			r.form(100_000)
			old := r.contract
			r.check("operator2", "", second())
			r.advance(cal.StartOf(wednesday) - 1)
			r.form(100_000)
			if c := r.seen(s); c.PolicyVersion != 1 || c.Until != cal.EndOfDays(tuesday, 7) {
				t.Errorf("a microsecond before the day: version %d until %s", c.PolicyVersion, c.Until)
			}
			r.advance(cal.StartOf(wednesday))
			r.form(100_000)
			fresh := r.contract
			if c := r.seen(s); c.PolicyVersion != 2 || c.Until != cal.EndOfDays(cal.StartOf(wednesday), 3) || c.InspectionDays != 4 {
				t.Errorf("on the day: version %d until %s, %d days of inspection", c.PolicyVersion, c.Until, c.InspectionDays)
			}
			r.contract = old
			r.fund()

			// A restart.
			e.Close()
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = reopen()
			e = open(t, s, byte(i+10))
			t.Cleanup(func() { e.Close(); _ = s.Close() })
			r.engines[0] = e
			if p := e.Door.Book().Policy(must(e.Now(context.Background()))); p.Version != 2 || p.NudgeSilence.Hours() != 24 {
				t.Fatalf("after a restart version %d is in force", p.Version)
			}
			r.on("client", contract.RequestTermination{Reason: "都合"})
			if c := r.seen(s); c.Termination.DueAt != cal.EndOfDays(cal.StartOf(wednesday), 7) {
				t.Errorf("a request on the old one ends %s", c.Termination.DueAt)
			}
			r.on("client", contract.WithdrawTermination{})
			if got := r.paid(s); got != 78_000 {
				t.Errorf("the old one pays %s", got)
			}
			r.contract = fresh
			r.fund()
			r.on("client", contract.RequestTermination{Reason: "都合"})
			if c := r.seen(s); c.Termination.DueAt != cal.EndOfDays(cal.StartOf(wednesday), 10) {
				t.Errorf("a request on the new one ends %s", c.Termination.DueAt)
			}
			r.on("client", contract.WithdrawTermination{})
			if got := r.paid(s); got != 89_000 {
				t.Errorf("the new one pays %s", got)
			}
			if report, err := engine.Check(context.Background(), s); err != nil || !report.OK {
				t.Errorf("the book is not whole: %+v, %v", report.Checks, err)
			}
		})
	}
}

// TestTheHouseIsSetByItsAdmins: nobody else sets it, each act is on the trail in
// its commit, and what is refused leaves no line (R13.2).
func TestTheHouseIsSetByItsAdmins(t *testing.T) {
	onEachStore(t, func(r *raced, s store.Store) {
		ctx := context.Background()
		for name, role := range map[string]account.Role{"support": account.Support, "finance": account.Finance, "admin": account.Admin} {
			r.hire(name, role)
		}
		r.people["pretender"] = contract.Actor{Account: r.people["client"].Account, Operator: true}
		face := transact.ChangeHouse{House: charter.House{Version: 1, Name: "みなと仕事市場", Closed: []job.Format{job.Project}}}
		for _, who := range []string{"client", "support", "finance", "pretender"} {
			r.check(who, refusal.Forbidden, second())
			r.check(who, refusal.Forbidden, face)
		}
		late := second()
		late.Day = calendar.Date{Year: 2026, Month: 11, Day: 24}
		r.check("admin", refusal.ValidationFailed, late)
		if head := must(s.AuditHead(ctx)); head.Seq != 0 || len(must(s.Editions(ctx))) != 0 {
			t.Errorf("%d lines of what was refused", head.Seq)
		}
		r.form(10_000)
		r.check("admin", "", second())
		r.check("admin", refusal.StateConflict, second())
		r.check("admin", "", face)
		trail := must(s.AuditTrail(ctx, store.AuditQuery{By: r.people["admin"].Account}, store.Page{}))
		if len(trail) != 2 || trail[1].Act != "policy/publish" || trail[1].Subject != "policy/2" || !strings.Contains(trail[1].Data, `"fee_rate_1":1000`) ||
			!strings.Contains(trail[1].Data, `"starts_on":"2026-11-25"`) || trail[0].Act != "house/change" || !strings.Contains(trail[0].Data, "みなと仕事市場") {
			t.Errorf("%+v", trail)
		}

		// A format that is switched off takes nothing new; what runs goes on.
		post := transact.PostJob{Job: job.Job{Format: job.Project, Title: "翻訳", Description: "説明", Category: "翻訳", BudgetAmount: 1}}
		r.check("client", refusal.FormatClosed, post)
		r.deliver()
		r.on("client", contract.Accept{})
		if c := r.seen(s); c.State != contract.Completed {
			t.Errorf("what ran is %s", c.State)
		}
		r.check("admin", "", transact.ChangeHouse{House: charter.House{Version: 2}})
		r.check("client", "", post)
	})
}

// TestNodesPublishOneVersion: admins at several nodes publish at once; one of
// them is first, and every node, a fresh process too, goes by that version.
func TestNodesPublishOneVersion(t *testing.T) {
	url := sqltest.Database(t)
	a, b := postgres(t, url), postgres(t, url)
	one, two := open(t, a, 1), open(t, b, 2)
	t.Cleanup(func() { one.Close(); two.Close(); _ = a.Close(); _ = b.Close() })
	r := newRace(t, one, two)
	ctx := context.Background()
	if won := r.race(func(i int, e *engine.Engine) error {
		_, err := e.Door.Do(ctx, transact.Request{Actor: r.people["operator"], Command: second()})
		return err
	}); won != 1 {
		t.Errorf("%d were first", won)
	}
	for i, e := range r.engines {
		if err := e.Door.Reread(ctx); err != nil || e.Door.Book().LastPolicy().Version != 2 || len(e.Door.Book().Editions(charter.Numbers)) != 1 {
			t.Errorf("node %d goes by version %d, %v", i, e.Door.Book().LastPolicy().Version, err)
		}
	}
	r.advance(one.Calendar.StartOf(wednesday))
	r.form(100_000)
	r.deliver()

	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), nodeDatabase+"="+url)
	child.Stderr = os.Stderr
	in := must(child.StdinPipe())
	out := bufio.NewReader(must(child.StdoutPipe()))
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { in.Close(); _ = child.Wait() }()
	order := must(json.Marshal(map[string]string{"Account": r.people["client"].Account, "Contract": r.contract, "Command": "accept"}))
	if line := must(out.ReadString('\n')); line != "ready\n" {
		t.Fatal(line)
	}
	if _, err := in.Write(append(order, '\n')); err != nil {
		t.Fatal(err)
	}
	if answer := must(out.ReadString('\n')); answer != "won\n" {
		t.Fatal(answer)
	}
	if got := must(a.Balance(ctx, ledger.User(r.people["worker"].Account))); got != 89_000 {
		t.Errorf("a process that was not there paid %s", got)
	}
}
