package contract

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/words"
	"azukari/internal/domain/ledger"
)

// Fund (仮払い) is the client paying the running milestone into escrow (R2.2).
// It orders the payment at the gateway; the gateway's answer comes back as
// SettlePayment. While one order is under way, a second Fund joins it.
type Fund struct{}

// Verb is "fund".
func (Fund) Verb() Verb { return VerbFund }

func (Fund) check(*step) error { return nil }

func (Fund) apply(s *step) error {
	if p := s.c.Payment; p != nil && p.State == PaymentOrdered {
		return nil
	}
	m := s.c.Milestone()
	s.c.Payment = &Payment{
		ID: s.IDs.New(id.Payment, s.Now), MilestoneID: m.ID, Amount: m.Amount, State: PaymentOrdered, At: s.Now,
	}
	return nil
}

// SettlePayment is the gateway's final answer to one order. Said twice it does
// nothing the second time; paid for a contract that no longer waits for it, the
// money goes back in full (R2.6).
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
	awaited := s.c.State == AwaitingEscrow && s.c.Milestone().ID == order.MilestoneID
	switch {
	case !p.Paid:
		order.State = PaymentFailed
		s.record(EscrowFailed, canonical.Object{"milestone_id": order.MilestoneID, "amount": int64(order.Amount)})
	case awaited:
		order.State = PaymentSucceeded
		s.hold(EscrowFunded)
		s.enter(InProgress)
		s.message("", words.EscrowFunded)
	default:
		order.State = PaymentRefunded
		d := s.c.divide(order.Amount, 0)
		s.settle(s.hold(EscrowReturned), d)
	}
	return nil
}

// hold takes the paid money in and holds it for the running milestone.
func (s *step) hold(kind FactKind) (cause string) {
	order, m := s.c.Payment, s.c.Milestone()
	cause = s.record(kind, canonical.Object{"milestone_id": m.ID, "amount": int64(order.Amount)})
	s.move(ledger.Deposit(s.transferID(), s.origin(cause), order.ID, s.c.ClientID, order.Amount))
	s.move(ledger.Hold(s.transferID(), s.origin(cause), m.ID, s.c.ClientID, order.Amount))
	m.Funded = order.Amount
	return cause
}
