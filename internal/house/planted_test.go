package house

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	plant = flag.Bool("plant", false, "plant each bug in a copy of the house, watch it being caught, and write docs/planted-bugs.md")
	only  = flag.String("only", "", "of the bugs, plant those that run only these tests (internal/engine/linear, for one), or the one that is called so; the others keep their lines")
)

// A bug is one line made wrong, and the tests that must notice.
type bug struct {
	what     string
	file     string
	was, now string
	tests    string // packages
	run      string // -run, empty for all
}

// besides is what must be made wrong together with a bug, where one safeguard
// makes up for another: it alone would be no bug that anybody could notice.
var besides = map[string][]edit{
	"who loses against another node is told that they won": {
		{"internal/store/sqlstore/postgres_writer.go", `where id = any($1) order by id" + holding
	lockBalances`, `where id = any($1) order by id"
	lockBalances`},
	},
	"two nodes pay out of one balance": {
		{"internal/store/sqlstore/migrations/postgres/0001_house.sql", "check (balance >= 0 or id in", "check (balance >= 0 or true or id in"},
	},
	"an answer goes out before its commit": {
		{"internal/engine/transact/door.go", "changes, err = d.decide(ctx, batch, rows)\n\t\t\treturn changes, err", "changes, err = d.decide(ctx, batch, rows)\n\t\t\tfor _, c := range batch {\n\t\t\t\tselect {\n\t\t\t\tcase <-c.done:\n\t\t\t\tdefault:\n\t\t\t\t\tclose(c.done)\n\t\t\t\t}\n\t\t\t}\n\t\t\treturn changes, err"},
	},
	"a letter is sent by who has not claimed it": {
		{"internal/engine/outbox/outbox.go", "err != nil || here >= n.MailAt", "err != nil || here < 0"},
		{"internal/engine/outbox/outbox.go", "outcome, err := o.Door.Do(ctx, transact.Request{Command: transact.ClaimMail", "_, err = o.Door.Do(ctx, transact.Request{Command: transact.ClaimMail"},
	},
	"a key is looked up before its rows are held": {
		{"internal/store/sqlstore/postgres_writer.go", "p.queue(\"begin\", nil)\n\tlockRows(p, tokens", "p.queue(\"begin\", nil)\n\ttakeRows(p, answers, answers.byKeys(), distinct(names.Answers), func(a answerRow) { rows.Answers[a.Key] = a.Answer })\n\tlockRows(p, tokens"},
		{"internal/store/sqlstore/plan.go", "newAnswers          = answers.insert()", "newAnswers          = answers.put()"},
	},
}

// An edit makes a line wrong.
type edit struct{ file, was, now string }

const (
	linear  = "./internal/engine/linear"
	kernel  = "./internal/domain/contract"
	told    = "./stories"
	races   = "./internal/engine"
	history = "./internal/engine/history"
	crash   = "./crash"
	inModel = "TestStories/.*/memory"
)

// bugs were each planted and caught; docs/planted-bugs.md says by what.
var bugs = []bug{
	{"a deadline passes one microsecond late", "internal/domain/contract/clock.go", "if !ok || due.At > now {", "if !ok || due.At >= now {", told, inModel},
	{"silence refunds delivered work", "internal/domain/contract/termination.go", "case t.ConsentOnly:\n\t\treturn OutcomeLapsed", "case t.ConsentOnly:\n\t\treturn OutcomeTerminated", kernel, ""},
	{"one revision round too many", "internal/domain/contract/request_revision.go", "s.c.Milestone().Revisions < s.c.RevisionRounds", "s.c.Milestone().Revisions <= s.c.RevisionRounds", told, inModel},
	{"fee bands start anew with each milestone", "internal/domain/contract/settle.go", "ledger.FeeOn(c.Policy().Fees, c.Paid.Gross, c.Paid.Charge, gross)", "ledger.FeeOn(c.Policy().Fees, 0, ledger.Charge{}, gross)", told, inModel},
	{"tax is rounded up", "internal/domain/ledger/fee.go", "return hundredths / 10_000", "return (hundredths + 9_999) / 10_000", "./internal/domain/ledger", ""},
	{"a worker's own proposal is granted by silence", "internal/domain/contract/termination.go", "case t.By == Worker && t.WorkerAmount > 0:", "case false:", told, inModel},
	{"an operator confirms their own decision", "internal/domain/contract/resolve_dispute.go", "case confirmed && d.ProposedBy == s.Who.Account:", "case false:", told, inModel},
	{"a payment for a dead contract is kept", "internal/domain/contract/fund.go", "s.settle(s.hold(EscrowReturned), d)", "s.hold(EscrowReturned); _ = d", told, inModel},
	{"a payment said twice funds twice", "internal/domain/contract/fund.go", " || order.State != PaymentOrdered {", " {", told, inModel},
	{"the escrow is released without its event", "internal/engine/transact/work.go", "if f.Chained() {", "if f.Chained() && f.Kind != contract.Accepted {", told, inModel},
	{"a transfer is forgotten", "internal/engine/transact/work.go", "w.pending.Transfers = append(w.pending.Transfers, change.Transfers...)", "_ = change.Transfers", told, inModel},
	{"holidays are business days", "internal/base/calendar/holidays.go", "return !holiday", "return true || holiday", told, inModel},
	{"the applicant's own message answers their nudge", "internal/domain/contract/take.go", "n.Open() && n.By != s.role", "n.Open()", told, inModel},
	{"a denied nudge is told to the other side", "internal/domain/notice/notice.go", `contract.NudgeDeniedFact:       {{"nudge.denied", theAsker, true}},`, `contract.NudgeDeniedFact:       {{"nudge.denied", theAsked, true}},`, told, inModel},
	{"a used key is answered whatever is sent with it", "internal/engine/transact/work.go", "if kept.Fingerprint != once.Fingerprint {", "if false {", "./internal/server/api", "TestAKeyWithAnotherBody"},
	{"an answer is not kept with its effect", "internal/engine/transact/work.go", "w.pending.Answers = append(w.pending.Answers, answer)", "_ = answer", "./internal/server/api", "TestOneKeyHasOneEffect"},
	{"what the clock owed is not taken first", "internal/engine/transact/work.go", "if len(caughtUp.Fired) > 0 {", "if len(caughtUp.Fired) > 1000 {", told, inModel},
	{"the databases forget an offer", "internal/store/sqlstore/requests.go", "(*int64)(&d.OfferAmount)", "new(int64)", history, "TestRandomHistories"},
	{"a stranger is told that there is a contract", "internal/domain/contract/take.go", "return refusal.NoSuch(\"contract\")\n\t}\n\trow, verdict", "return refusal.Denied(\"\", \"no\")\n\t}\n\trow, verdict", kernel, "TestEveryCell"},
	{"silence changes the terms", "internal/domain/contract/answer_change.go", "func (ExpireChange) apply(s *step) error {\n\ts.lapseChange()", "func (ExpireChange) apply(s *step) error {\n\ts.amend()", told, inModel},
	{"a higher amount holds before its difference is funded", "internal/domain/contract/answer_change.go", "if held && a.Difference() > 0 {", "if held && a.Difference() > 1<<40 {", told, inModel},
	{"a delivery leaves an open request for less money", "internal/domain/contract/deliver.go", "a.Open() && a.Difference() < 0", "a.Open() && a.Difference() < -1<<40", told, inModel},
	{"a bonus begins the fee bands anew", "internal/domain/contract/bonus.go", "d := s.c.IfPaid(b.Amount)", "d := Division{Escrow: b.Amount, Gross: b.Amount, Charge: ledger.FeeOn(s.c.Policy().Fees, 0, ledger.Charge{}, b.Amount)}\n\td.Net = d.Gross - d.Charge.Sum()", told, inModel},
	{"a slot is given away while its rejection can be appealed", "internal/domain/task/task.go", "- c.Approved - c.Claims }", "- c.Approved }", "./internal/domain/task", ""},
	{"the cap forgets rejections that stand for good", "internal/domain/task/task.go", "return t.Claims + t.Upheld }", "return t.Claims }", "./internal/domain/task", ""},
	{"what no client decides is never paid", "internal/domain/task/clock.go", "if t.State == Reviewing {\n\t\t\treturn event.Due{At: t.Until, Kind: ReviewDeadline}", "if t.State == Completed {\n\t\t\treturn event.Due{At: t.Until, Kind: ReviewDeadline}", "./internal/domain/task", ""},
	{"the client reads what was rejected", "internal/domain/task/task.go", "return a.State == AnswerSubmitted || a.State == AnswerApproved", "return true", "./internal/domain/task", ""},
	{"an answer that changes is not written", "internal/engine/transact/task.go", "w.works = append(w.works, a.ID)", "_ = a.ID", told, inModel},
	{"a split drops the yen that do not divide", "internal/domain/contest/shares.go", "amount := p.Amount/n + p.Amount%n", "amount := p.Amount / n", "./internal/domain/contest", ""},
	{"closing a contest early is a way to the refund", "internal/domain/contest/close.go", "case n < s.c.Guaranteed:", "case false:", told, inModel},
	{"a message is in two digests", "internal/domain/attention/attention.go", " || i.Since <= a.DigestedAt:", ":", "./internal/domain/attention", ""},
	{"who loses against another node is told that they won", "internal/engine/transact/door.go", "if !errors.Is(err, store.ErrRetry) || try == maxTries {", "if errors.Is(err, store.ErrRetry) {\n\t\t\treturn store.Changes{}, nil\n\t\t}\n\t\tif !errors.Is(err, store.ErrRetry) || try == maxTries {", linear, "EachContract"},
	{"two nodes pay out of one balance", "internal/store/sqlstore/postgres_writer.go", "t.byKeys()+holding", "t.byKeys()", linear, "ABalance"},
	{"a payout forgets what its batch moved", "internal/engine/transact/payout.go", "for _, t := range w.pending.Transfers {", "for _, t := range w.pending.Transfers[:0] {", linear, "WholeHouse"},
	{"of a batch's movements of one balance the last counts", "internal/store/sqlstore/plan.go", "sums[string(e.Account)] += int64(e.Amount)", "sums[string(e.Account)] = int64(e.Amount)", linear, "ABalance"},
	{"a balance is read as it was a reading ago", "internal/store/sqlstore/ledger.go", "\treturn money.Yen(n), err\n}", "\tseen := <-before\n\tdefer func() { before <- seen }()\n\tif old, ok := seen[a]; ok {\n\t\tdelete(seen, a)\n\t\treturn old, err\n\t}\n\tseen[a] = money.Yen(n)\n\treturn money.Yen(n), err\n}\n\nvar before = func() chan map[ledger.Account]money.Yen {\n\tc := make(chan map[ledger.Account]money.Yen, 1)\n\tc <- map[ledger.Account]money.Yen{}\n\treturn c\n}()", linear, "ABalance"},
	{"a contract is read as it was a reading ago", "internal/store/sqlstore/contracts.go", "\treturn found[0], nil\n}", "\tseen := <-before\n\tdefer func() { before <- seen }()\n\tif old, ok := seen[id]; ok {\n\t\tdelete(seen, id)\n\t\treturn old, err\n\t}\n\tseen[id] = found[0]\n\treturn found[0], nil\n}\n\nvar before = func() chan map[string]contract.Contract {\n\tc := make(chan map[string]contract.Contract, 1)\n\tc <- map[string]contract.Contract{}\n\treturn c\n}()", linear, "EachContract"},
	{"a key forgets its answer when the clock moves", "internal/engine/transact/work.go", "kept.At.Add(AnswersKept) <= w.Now", "kept.At < w.Now", linear, "EachContract"},
	{"a used key is carried out again", "internal/engine/transact/work.go", "return &kept, kept.Whole() || once.note != nil && kept.Begun(), nil", "return &kept, false, nil", linear, "EachContract"},
	{"a key is looked up before its rows are held", "internal/store/sqlstore/postgres_writer.go", "lockRows(p, answers, names.Answers, func(a answerRow) { rows.Answers[a.Key] = a.Answer })", "", linear, "EachContract"},
	{"a command is decided on the contract before what the clock owed", "internal/engine/transact/work.go", "return caughtUp.Contract, caughtUp.Fired, nil", "return c, caughtUp.Fired, nil", linear, "EachContract"},
	{"a node goes by the time that it saw first", "internal/engine/clock/clock.go", "// Now is where the user left the clock.\nfunc (s Sandbox) Now(ctx context.Context) (calendar.Instant, error) {\n\tnow, err := s.Kept.Clock(ctx)", "var first calendar.Instant\n\n// Now is where the user left the clock.\nfunc (s Sandbox) Now(ctx context.Context) (calendar.Instant, error) {\n\tnow, err := s.Kept.Clock(ctx)\n\tif first == 0 {\n\t\tfirst = now\n\t}\n\tnow = first", linear, "EachContract"},
	{"an answer goes to whoever waited first", "internal/engine/transact/door.go", "c.outcome, c.err = Outcome{Result: result, Kept: w.keep(c.Once, result, err)}, err", "batch[0].outcome, batch[0].err = Outcome{Result: result, Kept: w.keep(c.Once, result, err)}, err", linear, "EachContract"},
	{"an answer goes out before its commit", "internal/engine/transact/door.go", "\t\tclose(c.done)\n\t}\n}", "\t\tselect {\n\t\tcase <-c.done:\n\t\tdefault:\n\t\t\tclose(c.done)\n\t\t}\n\t}\n}", crash, "TestKilledUnderLoad"},
	{"a key is not kept with what it was given for", "internal/engine/transact/work.go", "w.pending.Answers = append(w.pending.Answers, answer)", "_ = answer", crash, "TestKilledUnderLoad"},
	{"a letter is noted as sent before it is", "internal/engine/outbox/outbox.go", "\terr = o.Sender.Send(ctx, o.Letter(n, to))", "\t_, _ = o.Door.Do(ctx, transact.Request{Command: tried(n, now, nil)})\n\terr = o.Sender.Send(ctx, o.Letter(n, to))", crash, "TestKilledUnderLoad"},
	{"commits are not synced", "internal/store/sqlstore/sqlite.go", "{\"synchronous\", \"2\"}", "{\"synchronous\", \"0\"}", crash, "TestPowerCuts$"},
	{"a file has its name before it is synced", "internal/store/blob/blob.go", "err = f.Sync()", "err = nil", crash, "TestPowerCuts$"},
	{"a commit that nobody confirmed is taken for done", "internal/store/sqlstore/postgres_errors.go", "return fmt.Errorf(\"%w: %w\", store.ErrUnknown, err)", "return nil", crash, "TestTheDatabaseGoesAway"},
	{"what may have been done is done again without its key", "internal/engine/transact/door.go", "if !errors.Is(err, store.ErrRetry) || try == maxTries {", "if errors.Is(err, store.ErrUnknown) && try < maxTries {\n\t\t\tfor _, c := range batch {\n\t\t\t\tc.Once = nil\n\t\t\t}\n\t\t\tnames.Answers = nil\n\t\t\tcontinue\n\t\t}\n\t\tif !errors.Is(err, store.ErrRetry) || try == maxTries {", crash, "TestTheDatabaseGoesAway"},
	{"a node that stopped in the middle of a sentence holds its rows", "internal/store/sqlstore/postgres_stopped.go", "interval '10 seconds'", "interval '1000 seconds'", crash, "TestANodeStopsInTheMiddle"},
	{"a letter is sent by who has not claimed it", "internal/engine/outbox/outbox.go", "o.sendAll(ctx, outcome.Result.([]notice.Notice), now)", "o.sendAll(ctx, queued, now)", crash, "TestKilledUnderLoad|TestNodesKilled"},
	{"a sync that failed is tried again", "internal/store/sqlstore/sqlite_writer.go", "\t\treturn store.ErrBroken\n", "\t\treturn store.ErrRetry\n", crash, "TestASyncFails/fdatasync:error=EIO"},
	{"a commit whose wait was cancelled counts as confirmed", "internal/store/sqlstore/postgres_lineage.go", "l.unconfirmed.Add(1)", "_ = n.Code", crash, "TestACancelledWait"},
	{"a node goes back to a primary that was left behind", "internal/store/sqlstore/postgres_lineage.go", "case timeline < l.latest:", "case timeline < -l.latest:", crash, "TestFailover"},
	{"a table strands somebody", "internal/domain/contract/table.go", "{Verb: VerbResolveDispute, From: []State{Disputed}, By: []Role{Operator}", "{Verb: VerbResolveDispute, From: []State{Disputed}, By: []Role{Client}", kernel, ""},
}

// TestPlantedBugsAreCaught looks, each time, whether every bug of the list still
// has its place in the code; with -plant it plants them one after another in a
// copy and demands that the named tests fail.
func TestPlantedBugsAreCaught(t *testing.T) {
	root := filepath.Join("..", "..")
	var table strings.Builder
	table.WriteString("<!-- Written by `go test ./internal/house -run Planted -plant -timeout 60m`; do not edit. -->\n# Planted bugs\n\nEach was planted in a copy of the house and caught. Lines are in `internal/house/planted_test.go`, where anyone may plant them again.\n\n| bug | file | caught by |\n|---|---|---|\n")
	copied := ""
	if *plant {
		copied = copyOf(t, root)
	}
	page := filepath.Join(root, "docs", "planted-bugs.md")
	before, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range bugs {
		spoiled, err := b.spoil(root)
		if err != nil {
			t.Error(err)
			continue
		}
		line := fmt.Sprintf("| %s | `%s` | ", b.what, b.file)
		switch _, known, _ := strings.Cut(string(before), line); {
		case *plant && (strings.HasSuffix(b.tests, *only) || b.what == *only):
			fmt.Fprintf(&table, "%s%s |\n", line, planted(t, root, copied, b, spoiled))
		case known == "":
			t.Errorf("%s: it was never planted", b.what)
		default:
			known, _, _ = strings.Cut(known, "\n")
			fmt.Fprintln(&table, line+known)
		}
	}
	if *plant && !t.Failed() {
		if err := os.WriteFile(page, []byte(table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if len(bugs) < 10 {
		t.Errorf("only %d bugs", len(bugs))
	}
}

var failing = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)|^panic: (.*)`)

// copyOf copies the house to where it may be spoiled.
func copyOf(t *testing.T, root string) string {
	t.Helper()
	to := t.TempDir()
	copied := exec.Command("sh", "-c", `tar -C "$0" --exclude=.git -cf - . | tar -C "$1" -xf -`, root, to)
	if out, err := copied.CombinedOutput(); err != nil {
		t.Fatalf("copy the house: %v %s", err, out)
	}
	return to
}

// spoil is the bug's files with the bug in them.
func (b bug) spoil(root string) (map[string]string, error) {
	spoiled := map[string]string{}
	for _, e := range append([]edit{{b.file, b.was, b.now}}, besides[b.what]...) {
		source, ok := spoiled[e.file]
		if !ok {
			read, err := os.ReadFile(filepath.Join(root, e.file))
			if err != nil {
				return nil, err
			}
			source = string(read)
		}
		if !strings.Contains(source, e.was) {
			return nil, fmt.Errorf("%s: its place in %s is gone", b.what, e.file)
		}
		spoiled[e.file] = strings.ReplaceAll(source, e.was, e.now)
	}
	return spoiled, nil
}

// planted runs a bug's tests on the copy while it has it, and says which caught
// it.
func planted(t *testing.T, root, house string, b bug, spoiled map[string]string) string {
	t.Helper()
	for file, source := range spoiled {
		sound, err := os.ReadFile(filepath.Join(root, file))
		if err == nil {
			err = os.WriteFile(filepath.Join(house, file), []byte(source), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := os.WriteFile(filepath.Join(house, file), sound, 0o644); err != nil {
				t.Fatal(err)
			}
		}()
	}
	run := exec.Command("go", "test", "-count=1", "-timeout=3m", "-run", b.run, b.tests)
	run.Dir = house
	out, err := run.CombinedOutput()
	found := failing.FindAllStringSubmatch(string(out), -1)
	if err == nil || len(found) == 0 {
		t.Errorf("%s: not caught by %s %s\n%s", b.what, b.tests, b.run, out)
		return "nothing"
	}
	last := found[min(len(found)-1, 1)] // the subtest, where there is one
	name := last[1] + last[2]
	t.Logf("%s: caught by %s", b.what, name)
	return "`" + strings.TrimPrefix(b.tests, "./") + "` " + name
}
