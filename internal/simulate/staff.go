package simulate

import (
	"fmt"
	"slices"

	"azukari/internal/base/lifecycle"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
)

// staffLooks is the operator's staff at the desk, unless they sleep that day: the
// clock then decides what is the clock's to decide.
func (r *run) staffLooks() {
	if r.hit(r.knobs.StaffAsleep) {
		return
	}
	for _, p := range r.staff {
		r.nudges(p)
		r.disputes(p)
		r.appeals(p)
		r.decideReports(p)
		r.outsideCases(p)
	}
	r.payOut(oneOf(r, r.staff))
	if r.hit(r.knobs.Numbers) {
		r.publish(oneOf(r, r.staff))
	}
}

// decide is a decision of the staff, which another of them may take as well at the
// same moment.
func (r *run) decide(q request) {
	_, _ = r.ask(q)
	if r.hit(r.knobs.TwoAtOnce) {
		r.house.faults["two of the staff at one case"]++
		q.who = oneOf(r, r.staff)
		_, _ = r.ask(q)
	}
}

// publish brings the next version of the rules' numbers out; it begins tomorrow or
// in some days. A version says the same in every seed, as it does for ever.
func (r *run) publish(p *person) {
	next := r.house.engine.Door.Book().LastPolicy().Version + 1
	n := int64(next)
	r.decide(request{who: p, name: fmt.Sprint("publish version ", next), cmd: transact.ChangeNumbers{
		Version: next, Day: r.calendar.Day(r.now()).Plus(1 + r.dice.IntN(4)),
		To: map[string]int64{
			"fee_rate_1": 2_000 - 37*(n%7), "fee_rate_2": 1_000 + 11*(n%5), "fee_up_to_1": 90_000 + 5_001*(n%4), "task_fee_rate": 1_500 + 101*(n%5),
			"escrow_days": 3 + n%6, "termination_days": 3 + n%6, "nudge_reply_days": 3 + n%5, "nudge_silence_hours": 24 + 12*(n%5), "nudge_cooldown_days": 3 + n%9,
			"dispute_days": 5 + n%6, "change_days": 2 + n%6, "inspection_days": 2 + n%7, "revision_rounds": n % 4, "second_operator_above": 50_000 + 10_000*(n%9),
			"contest_choose_days": 7 + n%8, "task_review_days": 7 + n%8, "bank_hold_days": 1 + n%4,
		},
	}})
}

func (r *run) nudges(p *person) {
	for _, c := range r.book.contracts.where(func(c contract.Contract) bool {
		return c.Nudge.Open() && c.Nudge.State == contract.NudgeRequested && !c.Ended()
	}) {
		if r.calm || r.maybe(30) {
			var cmd contract.Command = contract.ApproveNudge{}
			if r.maybe(40) {
				cmd = contract.DenyNudge{Code: "answered", Reason: "返事がある"}
			}
			r.decide(request{who: p, name: string(cmd.Verb()) + " " + c.ID, cmd: transact.OnContract{ContractID: c.ID, Command: cmd}})
		}
	}
}

// disputes decides; a large sum takes two of them.
func (r *run) disputes(p *person) {
	for _, c := range r.book.contracts.where(func(c contract.Contract) bool { return c.Dispute.Open() && !c.Ended() }) {
		if !r.calm && !r.maybe(12) {
			continue
		}
		amount := oneOf(r, []money.Yen{0, c.Milestone().Amount / 2, c.Escrow()})
		if c.Dispute.ProposedBy != "" && (r.calm || r.maybe(70)) {
			amount = c.Dispute.ProposedAmount
		}
		r.decide(request{who: p, name: "resolve " + c.ID, cmd: transact.OnContract{ContractID: c.ID, Command: contract.ResolveDispute{WorkerAmount: amount, Reason: "双方の話を聞いて"}}})
	}
}

func (r *run) appeals(p *person) {
	for _, a := range r.book.works.where(func(a task.Answer) bool { return a.State == task.AnswerAppealed }) {
		if r.calm || r.maybe(15) {
			var cmd task.Command = task.Uphold{AnswerID: a.ID, Finding: "答えがない"}
			if r.maybe(50) {
				cmd = task.Overturn{AnswerID: a.ID, Finding: "答えがある"}
			}
			r.decide(request{who: p, name: "decide the appeal of " + a.ID, cmd: transact.OnAnswers{IDs: []string{a.ID}, Command: cmd}})
		}
	}
}

func (r *run) decideReports(p *person) {
	for _, o := range r.book.reports.where(func(o report.Report) bool { return o.State == report.Open }) {
		if r.calm || r.maybe(20) {
			outcome := oneOf(r, []lifecycle.State{report.NoViolation, report.Warned})
			r.decide(request{who: p, name: "decide " + o.ID, cmd: transact.DecideReport{Report: o, Outcome: outcome, Text: "確認しました"}})
		}
	}
}

func (r *run) outsideCases(p *person) {
	for _, o := range r.book.outside.where(func(o outside.Request) bool { return o.State == outside.Agreed }) {
		if r.calm || r.maybe(30) {
			r.decide(request{who: p, name: "decide " + o.ID, cmd: transact.OnOutside{ContractID: o.ContractID, Verb: oneOf(r, []lifecycle.Verb{outside.VerbApprove, outside.VerbDeny}), Text: "確認しました"}})
		}
	}
}

// payOut makes a batch of what waits, lets another approve it, and books what the
// bank says, which sends some of it back.
func (r *run) payOut(p *person) {
	other := oneOf(r, slices.DeleteFunc(slices.Clone(r.staff), func(o *person) bool { return o == p }))
	for _, b := range r.book.batches.where(func(b payout.Batch) bool { return b.State == payout.Proposed || b.State == payout.Approved }) {
		do := transact.ApproveBatch
		if b.State == payout.Approved {
			do = transact.SettleBatch
		} else if !r.calm && r.maybe(15) {
			do = transact.WithdrawBatch
		}
		if !r.calm && r.maybe(40) {
			continue
		}
		act := transact.OnBatch{BatchID: b.ID, Do: do}
		if do == transact.SettleBatch {
			for _, o := range r.book.payouts.where(func(o payout.Payout) bool { return o.BatchID == b.ID && o.State == payout.Batched }) {
				result := payout.Result{PayoutID: o.ID}
				if r.hit(r.knobs.Returned) {
					result.Returned, result.Reason = true, "口座がない"
					r.house.faults["payout returned"]++
				}
				act.Results = append(act.Results, result)
			}
		}
		_, _ = r.ask(request{who: other, name: string(do) + " " + b.ID, cmd: act})
	}
	if !r.calm && !r.maybe(12) {
		return
	}
	made := transact.MakeBatch{PayOn: payout.PayDay(r.calendar.Day(r.now()), true)}
	now := r.now()
	for _, o := range r.book.payouts.where(func(o payout.Payout) bool { return o.State == payout.Requested }) {
		if to := must(r.house.store.PaidTo(r.ctx, o.AccountID)); to.Usable(now) {
			made.Payouts, made.Owners = append(made.Payouts, o.ID), append(made.Owners, o.AccountID)
		}
	}
	if len(made.Payouts) > 0 {
		_, _ = r.ask(request{who: p, name: "make a batch", cmd: made})
	}
	// What came back after it had arrived, weeks later.
	if paid := r.book.payouts.where(func(o payout.Payout) bool { return o.State == payout.Paid }); len(paid) > 0 && r.hit(r.knobs.Returned/4) {
		o := oneOf(r, paid)
		r.house.faults["payout returned late"]++
		for _, who := range []*person{p, other} { // a large batch takes both of them
			_, _ = r.ask(request{who: who, name: "returned late " + o.ID, cmd: transact.OnBatch{BatchID: o.BatchID, Do: transact.SettleBatch, Results: []payout.Result{{PayoutID: o.ID, Returned: true, Reason: "口座が閉じられた"}}}})
		}
	}
}
