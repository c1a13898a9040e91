package engine_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/payout"
	"azukari/internal/engine"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// TestRandomHistoriesAreTheSameOnAllStores drives one random history after
// another through three engines, on the model, SQLite and PostgreSQL: every
// answer is the same, the book is whole after each step, and so is, at the end,
// everything that is kept.
func TestRandomHistoriesAreTheSameOnAllStores(t *testing.T) {
	if flag.Lookup("rapid.checks").Value.String() == "100" { // not asked for otherwise
		_ = flag.Set("rapid.checks", "40")
	}
	if err := flag.Set("rapid.steps", "150"); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		h := begin(t, r)
		defer h.end()
		r.Repeat(map[string]func(*rapid.T){
			"":           h.whole,
			"propose":    h.propose,
			"negotiate":  h.negotiate,
			"form":       h.form,
			"fund":       h.fund,
			"command":    h.command,
			"command ":   h.command, // most of what happens
			"command  ":  h.command,
			"say":        h.say,
			"clock":      h.moveClock,
			"outage":     h.outage,
			"payout":     h.payout,
			"read":       h.readNotice,
			"same again": h.sameAgain,
		})
		h.compareDumps()
	})
	t.Logf("commands that succeeded: %v", done)
	for _, cmd := range []any{contract.Deliver{}, contract.Accept{}, contract.RequestRevision{}, contract.RequestTermination{}, contract.AgreeTermination{}, contract.OpenDispute{}, contract.ResolveDispute{}, transact.RequestPayout{}, transact.CounterOffer{}} {
		if name := fmt.Sprintf("%T", cmd); done[name] == 0 && !t.Failed() {
			t.Errorf("%s never succeeded: the histories show too little", name)
		}
	}
}

// done counts the commands that succeeded, over all histories.
var done = map[string]int{}

func count(cmd transact.Command, err error) {
	if err != nil {
		return
	}
	if on, ok := cmd.(transact.OnContract); ok {
		done[fmt.Sprintf("%T", on.Command)]++
		return
	}
	done[fmt.Sprintf("%T", cmd)]++
}

// A history is one run, on three engines.
type history struct {
	r         *rapid.T
	engines   []*engine.Engine
	close     []func()
	people    []contract.Actor
	jobs      []string
	proposals []string
	contracts []string
	before    map[string]contract.Contract // as last seen, to check each step
	once      []repeat
	steps     int
}

// A repeat is a request that had a key, to be sent again.
type repeat struct {
	who    contract.Actor
	cmd    transact.Command
	key    string
	answer string
}

func begin(t *testing.T, r *rapid.T) *history {
	h := &history{r: r, before: map[string]contract.Contract{}}
	dir, err := os.MkdirTemp("", "azukari-history-")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range kinds {
		s := kind.open(t, dir)
		e := open(t, s, 9)
		h.engines = append(h.engines, e)
		h.close = append(h.close, func() { e.Close(); _ = s.Close() })
	}
	h.close = append(h.close, func() { _ = os.RemoveAll(dir) })
	for _, name := range []string{"client1", "client2", "worker1", "worker2", "stranger", "operator1", "operator2"} {
		operator := strings.HasPrefix(name, "operator")
		made, _ := h.do(contract.Actor{}, transact.OpenAccount{Account: account.Account{Name: name, Email: name + "@example.jp", Operator: operator}, Token: name})
		h.people = append(h.people, contract.Actor{Account: made.(account.Account).ID, Operator: operator})
	}
	for range 3 {
		h.start()
	}
	return h
}

// start brings one contract on its way, mostly funded.
func (h *history) start() {
	before := len(h.contracts)
	for len(h.contracts) == before {
		h.propose(h.r)
		h.form(h.r)
	}
	if id := h.contracts[before]; rapid.IntRange(0, 4).Draw(h.r, "unfunded") > 0 {
		c := must(h.engines[0].Store.Contract(context.Background(), id))
		_, _ = h.all(func(e *engine.Engine) (any, error) {
			outcome, err := e.Cashier.Fund(context.Background(), contract.Actor{Account: c.ClientID}, id, nil)
			return outcome.Result, err
		})
	}
}

func (h *history) end() {
	for _, c := range h.close {
		c()
	}
}

// do brings one command to all three engines and compares their answers.
func (h *history) do(who contract.Actor, cmd transact.Command) (any, error) {
	result, err := h.all(func(e *engine.Engine) (any, error) {
		outcome, err := e.Door.Do(context.Background(), transact.Request{Actor: who, Command: cmd})
		return outcome.Result, err
	})
	count(cmd, err)
	return result, err
}

// all does one thing on all three engines; the answers must be the same.
func (h *history) all(do func(*engine.Engine) (any, error)) (result any, err error) {
	var first string
	for i, e := range h.engines {
		got, gotErr := do(e)
		if no := (*refusal.Refusal)(nil); gotErr != nil && !errors.As(gotErr, &no) {
			h.r.Fatalf("%s: our own fault: %v", kinds[i].name, gotErr)
		}
		text := show(got, gotErr)
		if i == 0 {
			first, result, err = text, got, gotErr
		} else if text != first {
			h.r.Fatalf("%s answers\n%s\n%s answers\n%s", kinds[0].name, first, kinds[i].name, text)
		}
	}
	return result, err
}

func show(v any, err error) string {
	if no := (*refusal.Refusal)(nil); errors.As(err, &no) {
		return fmt.Sprintf("refused %+v", *no)
	}
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func (h *history) anyone() contract.Actor { return rapid.SampledFrom(h.people).Draw(h.r, "who") }

func (h *history) one(of []string, what string) string {
	if len(of) == 0 {
		return "ctr_000000000000000000000000"
	}
	return rapid.SampledFrom(of).Draw(h.r, what)
}

var amounts = []money.Yen{1, 5, 7, 49, 50, 99_999, 100_000, 100_001, 199_999, 200_001, 1_000_000}

func (h *history) amount() money.Yen { return rapid.SampledFrom(amounts).Draw(h.r, "amount") }

func (h *history) propose(r *rapid.T) {
	h.r = r
	if len(h.jobs) < 3 {
		posted, _ := h.do(h.people[rapid.IntRange(0, 1).Draw(r, "client")], transact.PostJob{Job: job.Job{
			Format: job.Project, Title: "翻訳", Description: "説明", Category: "翻訳", BudgetAmount: h.amount(),
		}})
		h.jobs = append(h.jobs, posted.(job.Job).ID)
	}
	made, err := h.do(h.anyone(), transact.Propose{JobID: h.one(h.jobs, "job"), Offer: job.Offer{Amount: h.amount(), DueOn: "2027-01-31", Message: "はい"}})
	if err == nil {
		h.proposals = append(h.proposals, made.(job.Proposal).ID)
	}
}

func (h *history) negotiate(r *rapid.T) {
	h.r = r
	id := h.one(h.proposals, "proposal")
	amount := h.amount()
	cmd := rapid.SampledFrom([]transact.Command{
		transact.DeclineProposal{ProposalID: id}, transact.WithdrawProposal{ProposalID: id}, transact.WriteMessage{ProposalID: id, Body: "質問"},
		transact.CounterOffer{ProposalID: id, Offer: func(o job.Offer) job.Offer { o.Amount = amount; return o }},
	}).Draw(r, "answer")
	_, _ = h.do(h.anyone(), cmd)
}

// form accepts an open proposal, mostly as who may; with terms of all kinds.
func (h *history) form(r *rapid.T) {
	h.r = r
	if len(h.contracts) >= 6 {
		return
	}
	id := h.one(h.proposals, "proposal")
	p, err := h.engines[0].Store.Proposal(context.Background(), id)
	if err != nil {
		return
	}
	days, rounds := rapid.SampledFrom([]int{1, 7, 30, 31}).Draw(r, "days"), rapid.IntRange(0, 2).Draw(r, "rounds")
	conditions := &job.Conditions{InspectionDays: &days, RevisionRounds: &rounds}
	if rapid.Bool().Draw(r, "criteria") {
		conditions.Criteria = []string{"誤訳がない", "納期を守る"}
	}
	if p.Offer.Amount > 1 && rapid.Bool().Draw(r, "milestones") {
		half := p.Offer.Amount / 2
		conditions.Milestones = []job.Milestone{{Title: "前半", Amount: half}, {Title: "後半", Amount: p.Offer.Amount - half}}
	}
	who := contract.Actor{Account: p.ClientID}
	if p.State == job.Countered {
		who, conditions = contract.Actor{Account: p.WorkerID}, nil
	}
	if made, err := h.do(who, transact.AcceptProposal{ProposalID: id, Conditions: conditions}); err == nil {
		h.contracts = append(h.contracts, made.(transact.Agreement).Contract.ID)
	}
}

// party is mostly one of the two sides.
func (h *history) party(id string) contract.Actor {
	c, err := h.engines[0].Store.Contract(context.Background(), id)
	if err != nil || rapid.IntRange(0, 5).Draw(h.r, "somebody else") == 0 {
		return h.anyone()
	}
	return contract.Actor{Account: rapid.SampledFrom([]string{c.ClientID, c.WorkerID}).Draw(h.r, "side")}
}

func (h *history) fund(r *rapid.T) {
	h.r = r
	id := h.one(h.contracts, "contract")
	mood := rapid.SampledFrom([]gateway.Mood{gateway.Succeed, gateway.Succeed, gateway.Succeed, gateway.Fail, gateway.Delay, gateway.Duplicate}).Draw(r, "mood")
	who := h.party(id)
	_, _ = h.all(func(e *engine.Engine) (any, error) {
		e.Sandbox.Gateway.Next(mood)
		outcome, err := e.Cashier.Fund(context.Background(), who, id, nil)
		return outcome.Result, err
	})
}

// command gives a command to a contract: mostly one that is open to who gives
// it, sometimes any by anybody.
func (h *history) command(r *rapid.T) {
	h.r = r
	id := h.one(h.contracts, "contract")
	who := h.party(id)
	verbs := slices.Collect(maps.Keys(h.commands()))
	slices.Sort(verbs)
	if rapid.IntRange(0, 3).Draw(r, "any") > 0 {
		if open := h.open(id, who); len(open) > 0 {
			verbs = open
		}
	}
	verb := rapid.SampledFrom(verbs).Draw(r, "verb")
	switch verb {
	case contract.VerbApproveNudge, contract.VerbDenyNudge, contract.VerbResolveDispute:
		who = h.people[5+rapid.IntRange(0, 1).Draw(r, "operator")]
	}
	h.keyed(who, transact.OnContract{ContractID: id, Command: h.commands()[verb]})
}

// open lists what somebody, or an operator, may do on a contract now.
func (h *history) open(id string, who contract.Actor) []contract.Verb {
	e := h.engines[0]
	c, err := e.Store.Contract(context.Background(), id)
	if err != nil {
		return nil
	}
	on := contract.Occasion{Who: who, Now: must(e.Now(context.Background())), Calendar: e.Calendar, IDs: id0}
	c = contract.CatchUp(c, on).Contract
	var verbs []contract.Verb
	for _, a := range contract.Actions(c, on) {
		if a.Command != contract.VerbFund {
			verbs = append(verbs, a.Command)
		}
	}
	if c.Nudge.Open() && c.Nudge.State == contract.NudgeRequested {
		verbs = append(verbs, contract.VerbApproveNudge, contract.VerbDenyNudge)
	}
	if c.Dispute.Open() {
		verbs = append(verbs, contract.VerbResolveDispute)
	}
	return verbs
}

// id0 names what is only tried.
var id0 = id.NewMinter(rand.NewChaCha8([32]byte{0}))

// commands draws one command of each verb.
func (h *history) commands() map[contract.Verb]contract.Command {
	amount := money.Yen(0)
	if rapid.Bool().Draw(h.r, "some amount") {
		amount = h.amount()
	}
	revision := contract.RequestRevision{Reason: "修正"}
	if rapid.Bool().Draw(h.r, "criteria named") {
		revision.FailedCriteria = []contract.Criterion{{Index: 1}}
	}
	return map[contract.Verb]contract.Command{
		contract.VerbCancel: contract.Cancel{Reason: "都合"}, contract.VerbDeliver: contract.Deliver{Note: "納品", Files: []string{"a"}},
		contract.VerbAccept: contract.Accept{}, contract.VerbRequestRevision: revision,
		contract.VerbRequestTermination: contract.RequestTermination{Reason: "都合", WorkerAmount: amount},
		contract.VerbAgreeTermination:   contract.AgreeTermination{}, contract.VerbDeclineTermination: contract.DeclineTermination{Reason: "いや"},
		contract.VerbWithdrawTermination: contract.WithdrawTermination{}, contract.VerbRequestNudge: contract.RequestNudge{Note: "返事がない"},
		contract.VerbApproveNudge: contract.ApproveNudge{}, contract.VerbDenyNudge: contract.DenyNudge{Code: "x", Reason: "理由"},
		contract.VerbOpenDispute: contract.OpenDispute{Reason: "理由"}, contract.VerbOfferSettlement: contract.OfferSettlement{WorkerAmount: amount},
		contract.VerbAcceptOffer: contract.AcceptOffer{}, contract.VerbResolveDispute: contract.ResolveDispute{WorkerAmount: amount, Reason: "理由"},
	}
}

// keyed gives a command, sometimes with an idempotency key.
func (h *history) keyed(who contract.Actor, cmd transact.Command) {
	if !rapid.Bool().Draw(h.r, "with a key") {
		_, _ = h.do(who, cmd)
		return
	}
	again := repeat{who: who, cmd: cmd, key: fmt.Sprintf("key %d", len(h.once))}
	again.answer = h.send(again, again.key)
	h.once = append(h.once, again)
}

func (h *history) send(x repeat, fingerprint string) string {
	once := &transact.Once{Key: x.key, Fingerprint: fingerprint, Answer: func(result any, err error) (int, []byte, bool) {
		return 200, []byte(show(result, err)), true
	}}
	answered, err := h.all(func(e *engine.Engine) (any, error) {
		outcome, err := e.Door.Do(context.Background(), transact.Request{Actor: x.who, Command: x.cmd, Once: once})
		if outcome.Kept != nil {
			return string(outcome.Kept.Body), nil
		}
		return nil, err
	})
	text := show(answered, err)
	if !strings.Contains(text, "refused {") && fingerprint == x.key {
		count(x.cmd, nil)
	}
	return text
}

// sameAgain repeats an earlier request: the same answer and nothing more; with
// another body, a refusal.
func (h *history) sameAgain(r *rapid.T) {
	h.r = r
	if len(h.once) == 0 {
		return
	}
	x := rapid.SampledFrom(h.once).Draw(r, "request")
	kept := h.answers()[x.key]
	now := must(h.engines[0].Now(context.Background()))
	if kept.At.Add(transact.AnswersKept) <= now {
		return // a day later it is a new request
	}
	before := h.dump(h.engines[0])
	if got := h.send(x, x.key); got != x.answer {
		r.Fatalf("the same key is answered\n%s\nafter\n%s", got, x.answer)
	}
	if got := h.send(x, "another body"); !strings.Contains(got, "idempotency_key_reused") {
		r.Fatalf("another body with a used key is answered %s", got)
	}
	if after := h.dump(h.engines[0]); !slices.Equal(before, after) {
		r.Fatalf("a repeat had an effect")
	}
}

func (h *history) answers() map[string]store.Answer {
	all := map[string]store.Answer{}
	err := h.engines[0].Store.Scan(context.Background(), store.Scan{Answer: func(a store.Answer) error { all[a.Key] = a; return nil }})
	if err != nil {
		h.r.Fatal(err)
	}
	return all
}

func (h *history) say(r *rapid.T) {
	h.r = r
	id := h.one(h.contracts, "contract")
	h.keyed(h.party(id), transact.WriteMessage{ContractID: id, Body: "ご連絡いただけますか？"})
}

// moveClock moves on by some hours or days, or right before or to the next
// deadline; what falls due on the way happens, in the same order everywhere.
func (h *history) moveClock(r *rapid.T) {
	h.r = r
	now := must(h.engines[0].Now(context.Background()))
	next := must(h.engines[0].Store.NextDue(context.Background()))
	to := now.Add(time.Duration(rapid.SampledFrom([]int{1, 2, 24, 73, 24 * 8}).Draw(r, "hours")) * time.Hour)
	if next > now {
		to = rapid.SampledFrom([]calendar.Instant{to, next, next - 1}).Draw(r, "to")
	}
	_, _ = h.all(func(e *engine.Engine) (any, error) { return e.Sandbox.Advance(context.Background(), to) })
}

// outage lets time pass while nobody looks at the deadlines.
func (h *history) outage(r *rapid.T) {
	h.r = r
	if rapid.IntRange(0, 3).Draw(r, "no outage") > 0 {
		return
	}
	now := must(h.engines[0].Now(context.Background()))
	to := now.Add(time.Duration(rapid.IntRange(1, 12).Draw(r, "days")) * 24 * time.Hour)
	_, _ = h.do(contract.Actor{}, transact.MoveClock{To: to})
}

func (h *history) payout(r *rapid.T) {
	h.r = r
	who := h.anyone()
	_, _ = h.do(who, transact.RequestPayout{AccountID: who.Account, Amount: h.amount()})
}

func (h *history) readNotice(r *rapid.T) {
	h.r = r
	who := h.anyone()
	notices, err := h.engines[0].Store.Notices(context.Background(), who.Account, true, store.Page{Limit: 5})
	if err != nil || len(notices) == 0 {
		return
	}
	_, _ = h.do(who, transact.ReadNotice{NoticeID: rapid.SampledFrom(notices).Draw(r, "notice").ID})
}

// whole checks, after each step, what must always hold.
func (h *history) whole(r *rapid.T) {
	h.r = r
	h.steps++
	for i, e := range h.engines {
		if i > 0 && h.steps%7 != 0 {
			continue // the databases are compared with the model in every answer
		}
		if report, err := engine.Check(context.Background(), e.Store); err != nil || !report.OK {
			r.Fatalf("%s: the book is not whole: %+v %v", kinds[i].name, report.Checks, err)
		}
	}
	for _, id := range h.contracts {
		c := must(h.engines[0].Store.Contract(context.Background(), id))
		if was, ok := h.before[id]; ok {
			h.step(was, c)
		}
		h.before[id] = c
	}
}

// step checks one contract's way from one step to the next.
func (h *history) step(was, is contract.Contract) {
	switch {
	case contract.Machine.IsFinal(was.State) && is.State != was.State:
		h.r.Fatalf("a contract left its final state %s for %s", was.State, is.State)
	case is.Version < was.Version || is.Events < was.Events:
		h.r.Fatalf("a contract went back from %d to %d", was.Version, is.Version)
	case is.Ended() && (is.Escrow() != 0 || is.Termination.Open() || is.Nudge.Open() || is.Dispute.Open()):
		h.r.Fatalf("an ended contract has something open: %+v", is)
	case is.Deemed && is.EndedBy == contract.ByClock && is.State == contract.Completed && is.Paid.Refunded > was.Paid.Refunded:
		h.r.Fatalf("silence took delivered work")
	case is.Milestone().Revisions > is.RevisionRounds:
		h.r.Fatalf("%d revision rounds of %d", is.Milestone().Revisions, is.RevisionRounds)
	}
}

// compareDumps compares everything that is kept.
func (h *history) compareDumps() {
	first := h.dump(h.engines[0])
	for i, e := range h.engines[1:] {
		other := h.dump(e)
		for n := range max(len(first), len(other)) {
			a, b := "nothing", "nothing"
			if n < len(first) {
				a = first[n]
			}
			if n < len(other) {
				b = other[n]
			}
			if a != b {
				h.r.Fatalf("%s keeps\n%s\n%s keeps\n%s", kinds[0].name, a, kinds[i+1].name, b)
			}
		}
	}
}

func (h *history) dump(e *engine.Engine) []string {
	var rows []string
	keep := func(kind string, v any) error {
		rows = append(rows, kind+" "+show(v, nil))
		return nil
	}
	err := e.Store.Scan(context.Background(), store.Scan{
		Account:  func(a account.Account) error { return keep("account", a) },
		Job:      func(j job.Job) error { return keep("job", j) },
		Proposal: func(p job.Proposal) error { return keep("proposal", p) },
		Balance:  func(b ledger.Balance) error { return keep("balance", b) },
		Contract: func(c contract.Contract) error { return keep("contract", c) },
		Event:    func(e store.Event) error { e.Data = nil; return keep("event", e) },
		Transfer: func(t ledger.Posted) error {
			t.Entries = slices.Clone(t.Entries)
			slices.SortFunc(t.Entries, func(a, b ledger.Entry) int { return cmp.Compare(a.Account, b.Account) })
			return keep("transfer", t)
		},
		Message: func(m message.Message) error { return keep("message", m) },
		Payout:  func(p payout.Payout) error { return keep("payout", p) },
		Notice:  func(n notice.Notice) error { return keep("notice", n) },
		Answer:  func(a store.Answer) error { return keep("answer", a) },
	})
	if err != nil {
		h.r.Fatal(err)
	}
	return rows
}
