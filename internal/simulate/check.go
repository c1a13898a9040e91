package simulate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"azukari/internal/base/money"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
)

// checkDay holds what was written that day against what is kept: every row is as
// the last commit left it, every balance is the sum of all that ever moved on
// it, all of them together are nothing; and what people were told that day they
// are told again. What was not written is looked at by checkBook.
func (r *run) checkDay() {
	ctx, s := r.ctx, r.house.store
	look(r, "contract", &r.book.contracts, func(id string) (contract.Contract, error) { return s.Contract(ctx, id) })
	look(r, "contest", &r.book.contests, func(id string) (contest.Contest, error) { return s.Contest(ctx, id) })
	look(r, "task", &r.book.tasks, func(id string) (task.Task, error) { return s.Task(ctx, id) })
	look(r, "payout", &r.book.payouts, func(id string) (payout.Payout, error) { return s.Payout(ctx, id) })
	look(r, "report", &r.book.reports, func(id string) (report.Report, error) { return s.Report(ctx, id) })
	r.checkBatches()
	var total money.Yen
	for _, a := range slices.Sorted(maps.Keys(r.book.sums)) {
		total += r.book.sums[a]
		if r.book.touched[a] {
			if stands := must(s.Balance(ctx, a)); stands != r.book.sums[a] || stands < 0 && !a.External() {
				r.broken("a balance is the sum of what moved", "%s stands at %d, %d moved", a, stands, r.book.sums[a])
			}
		}
	}
	clear(r.book.touched)
	if total != 0 {
		r.broken("all accounts sum to zero", "they sum to %d", total)
	}
	if r.book.deposited > r.provider.paid {
		r.broken("nothing comes in twice", "%d were paid in at the provider, %d are in the book", r.provider.paid, r.book.deposited)
	}
	r.tellAgain(8)
}

// look compares the rows of a kind that were written since the last look.
func look[T any](r *run, kind string, s *shelf[T], read func(string) (T, error)) {
	for _, id := range slices.Sorted(maps.Keys(s.touched)) {
		kept, err := read(id)
		if got, want := render(bare(kept), nil), render(bare(s.of[id]), nil); err != nil || got != want {
			r.broken("what is acknowledged is kept", "%s %s is kept as\n%s (%v) and was written as\n%s", kind, id, got, err, want)
		}
	}
	clear(s.touched)
}

// checkBatches holds the batches of the day against the payouts that are in them.
func (r *run) checkBatches() {
	for _, id := range slices.Sorted(maps.Keys(r.book.batches.touched)) {
		b := r.book.batches.of[id]
		var count, open int
		var total money.Yen
		for _, p := range r.book.payouts.where(func(p payout.Payout) bool { return p.BatchID == id }) {
			count, total = count+1, total+p.Amount
			if p.Underway() {
				open++
			}
		}
		if b.State != payout.Withdrawn && (count != b.Count || open != b.Open || total != b.Total) {
			r.broken("a batch is its payouts", "batch %s has %d of %d yen, %d of them open, and says %d of %d, %d open", id, count, total, open, b.Count, b.Total, b.Open)
		}
	}
	clear(r.book.batches.touched)
}

// bare leaves out what a row does not carry back: the documents of new entries.
func bare(v any) any {
	if c, ok := v.(contest.Contest); ok {
		c.Entries = slices.Clone(c.Entries)
		for i := range c.Entries {
			c.Entries[i].Document = ""
		}
		return c
	}
	return v
}

// tellAgain asks for some of the day's answers once more: 0 lost, 0 doubled.
func (r *run) tellAgain(most int) {
	now := r.now()
	acked := r.told.acked
	for i, one := range acked {
		if len(acked) > most && i%(len(acked)/most) > 0 {
			continue
		}
		key, name, _ := strings.Cut(one, "\x00")
		kept := r.told.kept[key]
		if now >= kept.at.Add(transact.AnswersKept) {
			continue
		}
		outcome, err := r.house.engine.Door.Do(r.ctx, transact.Request{Command: transact.Answered{}, Once: &transact.Once{
			Key: key, Fingerprint: name, Answer: func(any, error) (int, []byte, bool) { return 0, nil, false },
		}})
		if err != nil || !outcome.Replay || string(outcome.Kept.Body) != kept.body {
			r.broken("what was answered is answered again", "%s of %s: %v, replay %v", name, key, err, outcome.Replay)
		}
	}
	r.told.acked = nil
}

// checkBook recomputes every invariant of the whole book, and forgets old
// answers as the house does.
func (r *run) checkBook() {
	report, err := engine.Check(r.ctx, r.house.store)
	if err != nil {
		r.broken("the book can be read", "%v", err)
	}
	for _, c := range report.Checks {
		if !c.OK {
			r.broken(c.Name, "%s", c.Detail)
		}
	}
	_ = must(r.house.store.PurgeAnswers(r.ctx, r.now().Add(-transact.AnswersKept), 100_000))
	for key, a := range r.told.kept {
		if a.at.Add(transact.AnswersKept) <= r.now() {
			delete(r.told.kept, key)
		}
	}
}

// atRest is within how many virtual days everything must be over once nothing
// fails any more and both sides of everything are silent. The longest way that
// the rules leave here is a contest: up to 9 days for entries, 14 to choose, 7
// of grace, or a choice on the last of them with an inspection of 14; beside it
// a dispute after 7 days of silence with 5 business days for the staff.
const atRest = 60

// rest is the quiet phase. Two things the rules leave to people, by design, and
// no clock ends them: funded work that nobody delivers, for which one side gives
// its last word once – it asks to end the contract – and what the operator's
// staff decides: disputes, appeals, payouts. All else is silence.
func (r *run) rest() {
	r.calm, r.post.today, r.house.back = true, fair, 0
	for _, p := range r.people {
		if must(r.house.store.PaidTo(r.ctx, p.Account)).ID == "" {
			r.registerBank(p)
		}
	}
	for n := 1; n <= atRest; n++ {
		r.day++
		r.giveUp()
		if n%7 == 1 && n < atRest-7 {
			r.takeOut()
		}
		r.liveDay()
		r.checkDay()
		if r.unrest() == "" && r.report.Rest == 0 {
			r.report.Rest = n
		}
		if n < atRest {
			r.mayEnd()
		}
	}
	r.checkBook()
	if left := r.unrest(); left != "" {
		r.broken(fmt.Sprintf("everything ends within %d days", atRest), "%s", left)
	}
	if r.book.deposited != r.provider.paid {
		r.broken("what was paid in is in the book", "%d were paid in at the provider, %d are in the book", r.provider.paid, r.book.deposited)
	}
	for a, sum := range r.book.sums {
		if k := a.Kind(); sum != 0 && (k == "escrow" || k == "payout") {
			r.broken("each yen has an owner", "%s stands at %d", a, sum)
		}
	}
}

// giveUp asks to end what is funded and nobody delivers.
func (r *run) giveUp() {
	for _, c := range r.book.contracts.where(func(c contract.Contract) bool {
		return (c.State == contract.InProgress || c.State == contract.Revising) && !c.Termination.Open() && !c.Amendment.Undecided()
	}) {
		_, _ = r.ask(request{who: r.by(c.ClientID), name: "give up " + c.ID, cmd: transact.OnContract{ContractID: c.ID, Command: contract.RequestTermination{Reason: "終わりにします"}}})
	}
}

// takeOut has everybody's money paid out to them.
func (r *run) takeOut() {
	for _, p := range r.people {
		if stands := r.book.sums[ledger.User(p.Account)]; stands > 0 {
			_, _ = r.ask(request{who: p, name: fmt.Sprint("take out ", stands), cmd: transact.RequestPayout{AccountID: p.Account, Amount: stands, OnDemand: true}})
		}
	}
}

// unrest is the first thing that has not ended, empty when there is none.
func (r *run) unrest() string {
	for _, c := range r.book.contracts.where(func(c contract.Contract) bool { return !c.Ended() || c.Escrow() != 0 }) {
		return fmt.Sprintf("contract %s is %s and holds %d", c.ID, c.State, c.Escrow())
	}
	for _, c := range r.book.contests.where(func(c contest.Contest) bool { return !c.Ended() }) {
		return fmt.Sprintf("contest %s is %s", c.JobID, c.State)
	}
	for _, t := range r.book.tasks.where(func(t task.Task) bool { return !t.Ended() || t.InEscrow() != 0 }) {
		return fmt.Sprintf("task %s is %s and holds %d", t.JobID, t.State, t.InEscrow())
	}
	for _, p := range r.book.payouts.where(func(p payout.Payout) bool { return p.Underway() }) {
		return fmt.Sprintf("payout %s is %s", p.ID, p.State)
	}
	for _, o := range r.book.reports.where(func(o report.Report) bool { return o.State == report.Open }) {
		return "report " + o.ID + " is open"
	}
	for _, o := range r.book.outside.where(func(o outside.Request) bool { return o.Open() }) {
		return "request " + o.ID + " is open"
	}
	s := r.house.store
	if open := must(s.OpenOrders(r.ctx)); len(open) > 0 {
		return fmt.Sprintf("%d payments are under way, %s among them", len(open), open[0].PaymentID)
	}
	if queued := must(s.QueuedMail(r.ctx, r.now().Add(1_000*time.Hour), 1)); len(queued) > 0 {
		return "letter " + queued[0].ID + " is queued"
	}
	if next := must(s.NextDue(r.ctx)); next != 0 {
		return "something is due at " + next.String()
	}
	return ""
}
