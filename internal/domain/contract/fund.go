package contract

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/ledger"
)

// Fund (仮払い) is the client paying into escrow what is waited for: the running
// milestone's amount (R2.2), or the difference of an agreed change (R1.6). It
// orders the payment at the gateway; the gateway's answer comes back as
// SettlePayment. While the order is under way, a second Fund joins it.
type Fund struct{}

// Verb is "fund".
func (Fund) Verb() Verb { return VerbFund }

func (Fund) check(s *step) error {
	due, ok := s.c.ToFund()
	switch p := s.c.Payment; {
	case !ok:
		return s.conflict(refusal.AlreadyFunded, "R2.2", milestoneFunded)
	case p.UnderWay() && !p.pays(due):
		return s.conflict(refusal.PaymentUnderWay, "", "A payment is under way; the next one can be made when it has come to an end.")
	}
	return nil
}

func (Fund) apply(s *step) error {
	if due, _ := s.c.ToFund(); !s.c.Payment.UnderWay() {
		s.order(due.For, due.Amount)
	}
	return nil
}

// ToFund is the payment into escrow that the contract waits for, with no id yet:
// the running milestone's amount, or the difference of an agreed change.
func (c *Contract) ToFund() (due Payment, ok bool) {
	switch {
	case c.State == AwaitingEscrow:
		return Payment{MilestoneID: c.Milestone().ID, Amount: c.Milestone().Amount}, true
	case c.Amendment.AwaitsEscrow():
		return Payment{MilestoneID: c.Milestone().ID, For: c.Amendment.ID, Amount: c.Amendment.Difference()}, true
	}
	return Payment{}, false
}

// Awaited reports whether the contract still waits for a payment that is under
// way, and until when: the money for a bonus may come at any time (zero).
func (c *Contract) Awaited(p *Payment) (until calendar.Instant, ok bool) {
	due, waiting := c.ToFund()
	switch {
	case c.Bonus != nil && p.For == c.Bonus.ID:
		return 0, true
	case !waiting || !p.pays(due):
		return 0, false
	case p.For == "":
		return c.Until, true
	}
	return c.Amendment.DueAt, true
}

func (p *Payment) pays(due Payment) bool { return p.MilestoneID == due.MilestoneID && p.For == due.For }

// order orders one payment at the gateway.
func (s *step) order(what string, amount money.Yen) {
	s.c.Payment = &Payment{
		ID: s.IDs.New(id.Payment, s.Now), MilestoneID: s.c.Milestone().ID, For: what, Amount: amount, State: PaymentOrdered, At: s.Now,
	}
}

// SettlePayment is the gateway's final answer to one order. Said twice it does
// nothing the second time; paid for what no longer waits for it, the money goes
// back in full (R2.6).
type SettlePayment struct {
	PaymentID string
	Paid      bool
}

// Verb is "settle-payment".
func (SettlePayment) Verb() Verb { return VerbSettlePayment }

func (SettlePayment) check(*step) error { return nil }

func (p SettlePayment) apply(s *step) error {
	order := s.c.Payment
	if order == nil || order.ID != p.PaymentID || order.State != PaymentOrdered {
		return nil
	}
	due, waiting := s.c.ToFund()
	awaited := waiting && order.pays(due)
	bonus := s.c.Bonus != nil && order.For == s.c.Bonus.ID
	switch {
	case !p.Paid && bonus:
		order.State, s.c.Bonus.State = PaymentFailed, BonusFailed
		s.record(BonusFailedFact, canonical.Object{"bonus_id": order.For, "amount": int64(order.Amount)})
	case !p.Paid:
		order.State = PaymentFailed
		s.record(EscrowFailed, order.data())
	case bonus:
		s.payBonus()
	case awaited && order.For == "":
		order.State = PaymentSucceeded
		s.hold(EscrowFunded)
		s.enter(InProgress)
		s.message("", words.EscrowFunded)
	case awaited:
		order.State = PaymentSucceeded
		s.raise()
		s.message("", words.ChangeFunded)
	case order.For != "":
		order.State = PaymentRefunded
		s.take(s.record(EscrowReturned, order.data()))
	default:
		order.State = PaymentRefunded
		d := s.c.divide(order.Amount, 0)
		s.settle(s.hold(EscrowReturned), d)
	}
	return nil
}

// data is the payment as events tell it.
func (p *Payment) data() canonical.Object {
	data := canonical.Object{"milestone_id": p.MilestoneID, "amount": int64(p.Amount)}
	if p.For != "" {
		data["change_id"] = p.For
	}
	return data
}

// take takes the paid money in; it is the client's until it is held.
func (s *step) take(cause string) {
	order := s.c.Payment
	s.move(ledger.Deposit(s.transferID(), s.origin(cause), order.ID, s.c.ClientID, order.Amount))
}

// hold takes the paid money in and holds it for the running milestone.
func (s *step) hold(kind FactKind) (cause string) {
	order, m := s.c.Payment, s.c.Milestone()
	cause = s.record(kind, order.data())
	s.take(cause)
	s.move(ledger.Hold(s.transferID(), s.origin(cause), m.ID, s.c.ClientID, order.Amount))
	m.Funded = order.Amount
	return cause
}

// raise takes the difference in, adds it to what is held for the running
// milestone, and brings the change into force.
func (s *step) raise() {
	order, m := s.c.Payment, s.c.Milestone()
	cause := s.record(EscrowRaised, order.data())
	s.take(cause)
	s.move(ledger.Raise(s.transferID(), s.origin(cause), order.For, m.ID, s.c.ClientID, order.Amount))
	m.Funded += order.Amount
	s.amend()
}
