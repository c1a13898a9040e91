package task

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
)

// Fund (仮払い) is the client paying unit price × count into escrow (R2.2, R8.2).
// While one order is under way, a second Fund joins it.
type Fund struct{}

// Verb is "fund".
func (Fund) Verb() Verb { return VerbFund }

func (Fund) check(*step) error { return nil }

func (Fund) apply(s *step) error {
	if p := s.t.Payment; p != nil && p.State == contract.PaymentOrdered {
		return nil
	}
	s.t.Payment = &contract.Payment{ID: s.IDs.New(id.Payment, s.Now), Amount: s.t.Total(), State: contract.PaymentOrdered, At: s.Now}
	return nil
}

// SettlePayment is the gateway's final answer to the order. Said twice it does
// nothing the second time; paid for a task that no longer waits for it, the
// money goes back in full (R2.6).
type SettlePayment struct {
	PaymentID string
	Paid      bool
}

// Verb is "settle-payment".
func (SettlePayment) Verb() Verb { return VerbSettlePayment }

func (SettlePayment) check(*step) error { return nil }

func (p SettlePayment) apply(s *step) error {
	order := s.t.Payment
	if order == nil || order.ID != p.PaymentID || order.State != contract.PaymentOrdered {
		return nil
	}
	data := canonical.Object{"amount": int64(order.Amount)}
	switch {
	case !p.Paid:
		order.State = contract.PaymentFailed
		s.record(EscrowFailed, data, nil)
	case s.t.State == AwaitingEscrow:
		order.State = contract.PaymentSucceeded
		s.enter(Open)
		s.t.Until = s.t.AnswersUntil
		data["answers_until"] = s.t.Until.String()
		s.hold(s.record(Funded, data, nil))
	default:
		order.State = contract.PaymentRefunded
		cause := s.record(EscrowReturned, data, nil)
		s.hold(cause)
		s.move(ledger.Refund(s.transferID(), s.origin(cause), s.t.JobID, s.t.ClientID, order.Amount))
	}
	return nil
}

// hold takes the paid money in and holds it in the task's escrow.
func (s *step) hold(cause string) {
	s.move(ledger.Deposit(s.transferID(), s.origin(cause), s.t.Payment.ID, s.t.ClientID, s.t.Payment.Amount))
	s.move(ledger.Hold(s.transferID(), s.origin(cause), s.t.JobID, s.t.ClientID, s.t.Payment.Amount))
}
