// Package stories tells the rules as stories in plain text (*.story) and runs
// each through the door on SQLite, on PostgreSQL and on the in-memory model.
// After every line the invariants of the book are checked. The text of a story
// is the rule as a person would tell it; the first line names it and its
// number.
package stories

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/rating"
	"azukari/internal/engine"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/memory"
	"azukari/internal/store/pgtest"
	"azukari/internal/store/sqlstore"
	"azukari/internal/store/sqltest"
)

func TestMain(m *testing.M) { pgtest.Main(m, pgtest.Options{NoFsync: true}) }

// start is when a story begins unless it says otherwise: a Tuesday, 10:00 JST.
const start = "2026-11-24T10:00"

var stores = []struct {
	name string
	open func(t *testing.T) store.Store
}{
	{"memory", func(t *testing.T) store.Store { return memory.New() }},
	{"sqlite", func(t *testing.T) store.Store {
		s, err := sqlstore.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "azukari.db"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}},
	{"postgres", func(t *testing.T) store.Store {
		s, err := sqlstore.OpenPostgres(t.Context(), sqltest.Database(t))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}},
}

// TestStories tells each story on each store; with -short, which is for the race
// detector, on one of them by turns.
func TestStories(t *testing.T) {
	paths, err := filepath.Glob("*.story")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no stories found: %v", err)
	}
	for n, path := range paths {
		s := read(t, path)
		for turn, kept := range stores {
			if testing.Short() && turn != n%len(stores) {
				continue
			}
			t.Run(s.name+"/"+kept.name, func(t *testing.T) {
				t.Parallel()
				tell(t, s, kept.open(t))
			})
		}
	}
}

// A teller runs one story on one store.
type teller struct {
	t        *testing.T
	ctx      context.Context
	engine   *engine.Engine
	people   map[string]account.Account
	contract string
	job      string           // of the contest or the task
	fired    []transact.Fired // by the last movement of the clock
	down     bool             // nobody looks at deadlines
	seen     contract.Contract
}

func tell(t *testing.T, s story, kept store.Store) {
	at := start
	if s.lines[0].subject == "start" {
		at, s.lines = s.lines[0].verb, s.lines[1:]
	}
	begin, err := instant(at)
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.Open(t.Context(), engine.Options{
		Store: kept, Sandbox: true, Start: begin, Random: rand.NewChaCha8([32]byte{1}),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close(); kept.Close() })
	tl := &teller{t: t, ctx: context.Background(), engine: e, people: map[string]account.Account{}}
	for _, name := range []string{"client", "worker", "operator", "operator2", "stranger", "worker2", "worker3"} {
		tl.people[name] = tl.do(contract.Actor{}, transact.OpenAccount{
			Account: account.Account{Name: name, Email: name + "@example.jp", Roles: account.AllRolesIf(strings.HasPrefix(name, "operator"))},
			Token:   "token of " + name,
		}).(account.Account)
	}
	for _, l := range s.lines {
		if err := tl.line(l); err != nil {
			t.Fatalf("%s.story:%d: %s\n\t%v", s.name, l.at, l.text, err)
		}
		if report, err := engine.Check(tl.ctx, kept); err != nil || !report.OK {
			t.Fatalf("%s.story:%d: %s\n\tthe invariants are broken: %+v %v", s.name, l.at, l.text, report.Checks, err)
		}
	}
}

func (tl *teller) do(who contract.Actor, cmd transact.Command) any {
	outcome, err := tl.engine.Door.Do(tl.ctx, transact.Request{Actor: who, Command: cmd})
	if err != nil {
		tl.t.Fatal(err)
	}
	return outcome.Result
}

// line runs one line; the error says how it went otherwise than told.
func (tl *teller) line(l line) error {
	switch l.subject {
	case "formed":
		return tl.form(l)
	case "posted":
		return tl.postContest(l)
	case "contest":
		return tl.expectContest(l)
	case "asked":
		return tl.postTask(l)
	case "task":
		return tl.expectTask(l)
	case "answer":
		return tl.expectAnswer(l)
	case "money":
		return tl.expectMoney(l)
	case "wait":
		d, err := span(l.verb)
		if err != nil {
			return err
		}
		return tl.moveTo(tl.now().Add(d))
	case "until":
		at, err := tl.moment(l.verb)
		if err != nil {
			return err
		}
		return tl.moveTo(at)
	case "down":
		tl.down = true
		return nil
	case "up":
		tl.down = false
		fired, err := tl.engine.Keeper.TakeDue(tl.ctx)
		tl.fired = fired
		return err
	case "page": // somebody opens it, and answers what it shows with "seen"
		tl.seen = tl.read()
		return nil
	case "gateway":
		tl.engine.Sandbox.Gateway.Next(gateway.Mood(l.verb))
		return nil
	case "expect":
		return tl.expect(l)
	case "fired":
		return tl.expectFired(l)
	case "told":
		return tl.expectTold(l, true)
	case "not-told":
		return tl.expectTold(l, false)
	case "event":
		return tl.expectEvent(l)
	case "thread":
		return tl.expectThread(l)
	case "visible":
		return tl.expectRating(l, true)
	case "hidden":
		return tl.expectRating(l, false)
	case "stars":
		return tl.expectStars(l)
	}
	return tl.act(l)
}

// form lets the client post a job, the worker propose and the client accept.
func (tl *teller) form(l line) error {
	amount := l.yen("amount", 100_000)
	conditions := &job.Conditions{
		Criteria: l.list("criteria"), InspectionDays: l.number("inspection_days"), RevisionRounds: l.number("revision_rounds"),
	}
	for i, part := range l.list("milestones") {
		n := line{args: map[string]string{"amount": part}}
		conditions.Milestones = append(conditions.Milestones, job.Milestone{Title: fmt.Sprintf("第%d段階", i+1), Amount: n.yen("amount", 0)})
	}
	posted := tl.do(tl.actor("client"), transact.PostJob{Job: job.Job{
		Format: job.Project, Title: "会社案内の翻訳", Description: "日本語から英語へ", Category: "翻訳", BudgetAmount: amount,
	}}).(job.Job)
	proposed := tl.do(tl.actor("worker"), transact.Propose{JobID: posted.ID, Offer: job.Offer{
		Amount: amount, DueOn: "2026-12-20", Message: "お任せください",
	}}).(job.Proposal)
	_, err := tl.outcome(l, func() (any, error) {
		outcome, err := tl.engine.Door.Do(tl.ctx, transact.Request{
			Actor: tl.actor("client"), Command: transact.AcceptProposal{ProposalID: proposed.ID, Conditions: conditions},
		})
		if err == nil {
			tl.contract = outcome.Result.(transact.Agreement).Contract.ID
		}
		return outcome.Result, err
	})
	return err
}

func (tl *teller) actor(name string) contract.Actor {
	a := tl.people[name]
	return contract.Actor{Account: a.ID, Operator: a.Staff()}
}

// act lets somebody give a command to the contract.
func (tl *teller) act(l line) error {
	if _, ok := tl.people[l.subject]; !ok {
		return fmt.Errorf("nobody is called %s", l.subject)
	}
	_, err := tl.outcome(l, func() (any, error) {
		if l.verb == "fund-contest" {
			outcome, err := tl.engine.Cashier.Fund(tl.ctx, tl.actor(l.subject), store.ContestRoom, tl.job, nil)
			return outcome.Result, err
		}
		if l.verb == "fund-task" {
			outcome, err := tl.engine.Cashier.Fund(tl.ctx, tl.actor(l.subject), store.TaskRoom, tl.job, nil)
			return outcome.Result, err
		}
		if cmd, ok := taskCommand(l, tl); ok {
			outcome, err := tl.engine.Door.Do(tl.ctx, transact.Request{Actor: tl.actor(l.subject), Command: cmd})
			return outcome.Result, err
		}
		if cmd, ok := contestCommand(l, tl); ok {
			return tl.compete(l, cmd)
		}
		if l.verb == "bonus" {
			bonus := contract.PayBonus{Amount: l.yen("amount", 10_000), Message: l.arg("message", "")}
			outcome, err := tl.engine.Cashier.PayBonus(tl.ctx, tl.actor(l.subject), tl.contract, bonus, nil)
			return outcome.Result, err
		}
		if l.verb == "fund" {
			outcome, err := tl.engine.Cashier.Fund(tl.ctx, tl.actor(l.subject), store.ContractRoom, tl.contract, nil)
			return outcome.Result, err
		}
		cmd, err := command(l, tl)
		if err != nil {
			return nil, err
		}
		outcome, err := tl.engine.Door.Do(tl.ctx, transact.Request{Actor: tl.actor(l.subject), Command: cmd})
		return outcome.Result, err
	})
	return err
}

// outcome compares a refusal with the expected one.
func (tl *teller) outcome(l line, run func() (any, error)) (any, error) {
	result, err := run()
	no, refused := err.(*refusal.Refusal)
	switch {
	case err != nil && !refused:
		return nil, err
	case refused && string(no.Code) != l.refused:
		return nil, fmt.Errorf("refused: %v", no)
	case !refused && l.refused != "":
		return nil, fmt.Errorf("was not refused")
	}
	if at, ok := l.args["available_at"]; ok {
		want, err := instant(at)
		if err != nil || no.AvailableAt != want {
			return nil, fmt.Errorf("available at %s", no.AvailableAt)
		}
	}
	return result, nil
}

func command(l line, tl *teller) (transact.Command, error) {
	reason := l.arg("reason", "理由")
	on := func(c contract.Command) (transact.Command, error) {
		return transact.OnContract{ContractID: tl.contract, Command: c}, nil
	}
	var end, change string
	var offer *money.Yen
	if l.has("seen") {
		if tl.seen.Termination != nil {
			end = tl.seen.Termination.ID
		}
		if tl.seen.Amendment != nil {
			change = tl.seen.Amendment.ID
		}
		if tl.seen.Dispute != nil {
			offer = &tl.seen.Dispute.OfferAmount
		}
	}
	switch l.verb {
	case "nda":
		return on(contract.SignNDA{})
	case "cancel":
		return on(contract.Cancel{Reason: reason})
	case "deliver":
		return on(contract.Deliver{Note: l.arg("note", "納品します"), Files: []string{}})
	case "accept":
		return on(contract.Accept{})
	case "request-revision":
		var failed []contract.Criterion
		for _, text := range l.list("failed") {
			failed = append(failed, contract.Criterion{Text: text})
		}
		return on(contract.RequestRevision{Reason: reason, FailedCriteria: failed})
	case "termination":
		return on(contract.RequestTermination{Reason: reason, WorkerAmount: l.yen("worker", 0)})
	case "termination/agree":
		return on(contract.AgreeTermination{Seen: end})
	case "termination/decline":
		return on(contract.DeclineTermination{Reason: reason, Seen: end})
	case "termination/withdraw":
		return on(contract.WithdrawTermination{})
	case "change":
		return on(tl.change(l, reason))
	case "change/agree":
		return on(contract.AgreeChange{Seen: change})
	case "change/decline":
		return on(contract.DeclineChange{Reason: reason, Seen: change})
	case "change/withdraw":
		return on(contract.WithdrawChange{})
	case "nudge":
		return on(contract.RequestNudge{Note: l.arg("note", "")})
	case "approve-nudge":
		return on(contract.ApproveNudge{})
	case "deny-nudge":
		return on(contract.DenyNudge{Code: l.arg("code", "other"), Reason: reason})
	case "dispute":
		return on(contract.OpenDispute{Reason: reason})
	case "offer":
		return on(contract.OfferSettlement{WorkerAmount: l.yen("worker", 0)})
	case "accept-offer":
		return on(contract.AcceptOffer{Seen: offer})
	case "resolve":
		return on(contract.ResolveDispute{WorkerAmount: l.yen("worker", 0), Reason: reason})
	case "message":
		return transact.WriteMessage{ContractID: tl.contract, Body: l.arg("body", "ご連絡いただけますか？")}, nil
	case "rate":
		scores := rating.Scores{4, 4, 4, 4, 4}
		for i, one := range l.list("scores") {
			n, err := strconv.Atoi(one)
			if err != nil || i >= len(scores) {
				return nil, fmt.Errorf("%q are no scores", l.args["scores"])
			}
			scores[i] = n
		}
		return transact.Rate{ContractID: tl.contract, Items: scores, Comment: l.long("comment", "ありがとうございました")}, nil
	case "reply":
		// To what the other side said, or, with to=…, to what somebody else did.
		by := l.arg("to", map[string]string{"client": "worker", "worker": "client"}[l.subject])
		r, _ := tl.rating(by)
		return transact.ReplyToRating{RatingID: r.ID, Text: l.long("text", "こちらこそ、ありがとうございました")}, nil
	case "payout":
		return transact.RequestPayout{AccountID: tl.people[l.subject].ID, Amount: l.yen("amount", 0)}, nil
	}
	return nil, fmt.Errorf("nobody knows how to %s", l.verb)
}

// change asks for what the line says; milestone=2 is the second one.
func (tl *teller) change(l line, reason string) contract.RequestChange {
	r := contract.RequestChange{Reason: reason}
	if amount := l.yen("amount", -1); amount >= 0 {
		r.Amount = &amount
	}
	if due, ok := l.args["due_on"]; ok {
		r.DueOn = &due
	}
	if scope, ok := l.args["scope"]; ok {
		r.Scope = &scope
	}
	if criteria := l.list("criteria"); criteria != nil {
		r.Criteria = &criteria
	}
	if n := l.number("milestone"); n != nil {
		r.MilestoneID = tl.read().Milestones[*n-1].ID
	}
	return r
}

func (tl *teller) now() calendar.Instant {
	now, err := tl.engine.Now(tl.ctx)
	if err != nil {
		tl.t.Fatal(err)
	}
	return now
}

// moment reads a point in time: an instant, or one of the contract's own
// deadlines with an offset, such as deadline-1us.
func (tl *teller) moment(s string) (calendar.Instant, error) {
	name, offset := s, ""
	if at, ok, err := tl.taskMoment(s); ok {
		return at, err
	}
	if strings.HasPrefix(s, "contest") {
		c, err := tl.engine.Store.Contest(tl.ctx, tl.job)
		if err != nil {
			return 0, err
		}
		if s == "contest" {
			return c.Until, nil
		}
		d, err := span(s[len("contest-"):])
		return c.Until.Add(-d), err
	}
	if at := strings.LastIndexAny(s, "-+"); at > 0 && s[0] >= 'a' {
		name, offset = s[:at], s[at:]
	}
	if s[0] < 'a' {
		return instant(s)
	}
	c := tl.read()
	var at calendar.Instant
	switch name {
	case "deadline":
		d, ok := c.Deadline()
		if !ok {
			return 0, fmt.Errorf("the contract has no deadline")
		}
		at = d.At
	case "review":
		at = c.Nudge.ReviewBy
	case "reply":
		at = c.Nudge.ReplyBy
	case "change":
		at = c.Amendment.DueAt
	case "bonuses": // the end of the days in which one can be paid
		at = c.BonusBy(tl.engine.Calendar)
	case "ratings": // the end of the window
		at = c.RateBy(tl.engine.Calendar)
	default:
		return instant(s)
	}
	if offset == "" {
		return at, nil
	}
	d, err := span(offset[1:])
	if offset[0] == '-' {
		d = -d
	}
	return at.Add(d), err
}

// moveTo moves the clock; while the server is down nothing fires on the way.
func (tl *teller) moveTo(to calendar.Instant) error {
	if tl.down {
		tl.do(contract.Actor{}, transact.MoveClock{To: to})
		return nil
	}
	fired, err := tl.engine.Sandbox.Advance(tl.ctx, to)
	tl.fired = fired
	return err
}

// read is the contract as it is kept.
func (tl *teller) read() contract.Contract {
	c, err := tl.engine.Store.Contract(tl.ctx, tl.contract)
	if err != nil {
		tl.t.Fatal(err)
	}
	return c
}

// expect compares the contract, the money and the requests with what the line
// says.
func (tl *teller) expect(l line) error {
	c := tl.read()
	got := map[string]string{
		"escrow": tl.balance(escrows(c)...), "fee": tl.balance(ledger.Fees), "tax": tl.balance(ledger.Tax),
		"worker": tl.balance(ledger.User(c.WorkerID)), "client": tl.balance(ledger.User(c.ClientID)),
		"pending":  tl.balance(ledger.Pending(c.WorkerID)),
		"ended_by": string(c.EndedBy), "milestone": fmt.Sprint(c.Current), "revisions": fmt.Sprint(c.Milestone().Revisions),
	}
	if d, ok := c.Deadline(); ok {
		got["deadline"], got["kind"], got["outcome"] = d.At.String(), d.Kind, string(d.Outcome)
	}
	if n := c.Nudge; n != nil {
		got["nudge"], got["review_by"], got["reply_by"], got["auto"] = string(n.State), n.ReviewBy.String(), n.ReplyBy.String(), fmt.Sprint(n.AutoApproved)
	}
	if r := c.Termination; r != nil {
		got["termination"] = string(r.State)
	}
	if d := c.Dispute; d != nil {
		got["dispute"], got["decide_by"] = string(d.State), d.DecideBy.String()
	}
	if a := c.Amendment; a != nil {
		got["change"], got["change_by"] = string(a.State), a.DueAt.String()
	}
	if b := c.Bonus; b != nil {
		got["bonus"], got["bonuses"] = string(b.State), fmt.Sprint(c.Bonuses)
	}
	got["amount"], got["due_on"], got["criteria"] = fmt.Sprint(int64(c.Amount)), c.Milestone().DueOn, strings.Join(c.Criteria, "|")
	terms := tl.terms(c)
	got["edition"], got["scope"] = fmt.Sprint(terms.edition), terms.scope
	if c.Rateable() {
		got["rate_by"] = c.RateBy(tl.engine.Calendar).String()
	}
	if p := c.Payment; p != nil {
		got["payment"] = string(p.State)
	}
	if want := l.verb; want != "" && want != string(c.State) {
		return fmt.Errorf("the contract is %s", c.State)
	}
	if l.has("deemed") != c.Deemed {
		return fmt.Errorf("deemed is %v", c.Deemed)
	}
	for name, want := range l.args {
		if got[name] != want {
			return fmt.Errorf("%s is %s", name, got[name])
		}
	}
	return nil
}

// terms reads the terms in force, and every document that they took the place
// of: each is there, has the hash by which it is named, and is of this contract.
func (tl *teller) terms(c contract.Contract) (found struct {
	edition int
	scope   string
}) {
	for hash, first := c.TermsHash, true; hash != ""; first = false {
		document, err := tl.engine.Store.Terms(tl.ctx, c.ID, hash)
		if err != nil || contract.HashOf(document) != hash {
			tl.t.Fatalf("the terms %s: %v", hash, err)
		}
		var said struct {
			Of    string `json:"contract_id"`
			Scope string `json:"description"`
		}
		if err := json.Unmarshal([]byte(document), &said); err != nil || said.Of != c.ID {
			tl.t.Fatalf("the terms %s are of %s: %v", hash, said.Of, err)
		}
		edition := contract.EditionOf(document)
		if first {
			found.edition, found.scope = edition.Number, said.Scope
			if edition.Amount != c.Amount {
				tl.t.Fatalf("the contract is over %s, its terms over %s", c.Amount, edition.Amount)
			}
		}
		hash = edition.Previous
	}
	return found
}

func escrows(c contract.Contract) []ledger.Account {
	var all []ledger.Account
	for _, m := range c.Milestones {
		all = append(all, ledger.Escrow(m.ID))
	}
	return all
}

func (tl *teller) balance(accounts ...ledger.Account) string {
	sum := int64(0)
	for _, a := range accounts {
		b, err := tl.engine.Store.Balance(tl.ctx, a)
		if err != nil {
			tl.t.Fatal(err)
		}
		sum += int64(b)
	}
	return fmt.Sprint(sum)
}

// expectFired compares what the last movement of the clock fired, in order.
func (tl *teller) expectFired(l line) error {
	var got, want []string
	for _, f := range tl.fired {
		got = append(got, f.Kind)
	}
	if l.verb != "nothing" {
		want = append([]string{l.verb}, l.words...)
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		return fmt.Errorf("fired: %v", tl.fired)
	}
	return nil
}

// expectTold looks for a notification, in-site and, with "mail", by e-mail.
func (tl *teller) expectTold(l line, want bool) error {
	notices, err := tl.engine.Store.Notices(tl.ctx, tl.people[l.verb].ID, false, store.Page{})
	if err != nil {
		return err
	}
	count, mails := 0, 0
	for _, n := range notices {
		if string(n.Kind) == l.words[0] {
			count++
			if n.Mail == "sent" || n.Mail == "queued" {
				mails++
			}
		}
	}
	times := 1
	if n := l.number("times"); n != nil {
		times = *n
	}
	switch {
	case want && count != times:
		return fmt.Errorf("told %d times", count)
	case !want && count != 0:
		return fmt.Errorf("told %d times", count)
	case want && l.has("mail") && mails != times:
		return fmt.Errorf("mailed %d times", mails)
	}
	return nil
}

// expectEvent looks at the last event of a kind in the contract's chain.
func (tl *teller) expectEvent(l line) error {
	of := tl.contract
	if strings.HasPrefix(l.verb, "contest.") || strings.HasPrefix(l.verb, "task.") {
		of = tl.job
	}
	events, err := tl.engine.Store.Events(tl.ctx, of, store.Page{})
	if err != nil {
		return err
	}
	for i := len(events) - 1; i >= 0; i-- {
		e := events[i]
		if string(e.Kind) != l.verb {
			continue
		}
		if at, ok := l.args["at"]; ok && e.At.String() != at {
			return fmt.Errorf("it was at %s", e.At)
		}
		if actor, ok := l.args["actor"]; ok && string(e.Actor) != actor {
			return fmt.Errorf("it was by %s", e.Actor)
		}
		if l.has("deemed") != e.Deemed {
			return fmt.Errorf("deemed is %v", e.Deemed)
		}
		return nil
	}
	return fmt.Errorf("there is no such event")
}

// expectThread looks for a message in the contract's thread.
func (tl *teller) expectThread(l line) error {
	messages, err := tl.engine.Store.Messages(tl.ctx, tl.read().ProposalID, store.Page{})
	if err != nil {
		return err
	}
	for _, m := range messages {
		if strings.Contains(m.Body, l.args["says"]) && (l.verb == "system") == (m.From == "") {
			return nil
		}
	}
	return fmt.Errorf("nothing in the thread says so: %+v", messages)
}

// rating is what one side said of the other on the contract.
func (tl *teller) rating(by string) (found rating.Rating, ok bool) {
	all, err := tl.engine.Store.RatingsOfContract(tl.ctx, tl.contract)
	if err != nil {
		tl.t.Fatal(err)
	}
	for _, r := range all {
		if r.By == tl.people[by].ID {
			return r, true
		}
	}
	return rating.Rating{}, false
}

// expectRating looks for one side's rating with the eyes of the other side and
// of everybody; who gave it always sees it.
func (tl *teller) expectRating(l line, want bool) error {
	r, given := tl.rating(l.verb)
	if !given {
		return fmt.Errorf("the %s has not rated", l.verb)
	}
	now := tl.now()
	if !r.SeenBy(r.By, now) {
		return fmt.Errorf("who gave it does not see it")
	}
	shown, err := tl.engine.Store.RatingsOf(tl.ctx, r.Of, now, store.Page{})
	if err != nil {
		return err
	}
	public := len(shown) == 1 && shown[0] == r
	if len(shown) > 0 && !public {
		return fmt.Errorf("everybody sees %+v", shown)
	}
	for _, eyes := range []string{r.Of, tl.people["stranger"].ID, tl.people["operator"].ID} {
		if r.SeenBy(eyes, now) != want || public != want {
			return fmt.Errorf("it is shown: %v, to everybody: %v", r.SeenBy(eyes, now), public)
		}
	}
	if reply, ok := l.args["reply"]; ok && reply != r.Reply.Text {
		return fmt.Errorf("the reply is %q", r.Reply.Text)
	}
	return nil
}

// expectStars compares the sums of what is shown of somebody.
func (tl *teller) expectStars(l line) error {
	s, err := tl.engine.Store.RatingSummary(tl.ctx, tl.people[l.verb].ID, tl.now())
	if err != nil {
		return err
	}
	t := s.Side(contract.Role(l.verb))
	got := map[string]string{"count": fmt.Sprint(t.Count), "sums": strings.Trim(strings.ReplaceAll(fmt.Sprint(t.Sums), " ", "|"), "[]")}
	for name, want := range l.args {
		if got[name] != want {
			return fmt.Errorf("%s is %s", name, got[name])
		}
	}
	return nil
}
