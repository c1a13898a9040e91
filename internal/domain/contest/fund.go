package contest

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
)

// Fund (仮払い) is the client paying all prizes into escrow at once (R2.2, R8.1).
// While one order is under way, a second Fund joins it.
type Fund struct{}

// Verb is "fund".
func (Fund) Verb() Verb { return VerbFund }

func (Fund) check(*step) error { return nil }

func (Fund) apply(s *step) error {
	if p := s.c.Payment; p != nil && p.State == contract.PaymentOrdered {
		return nil
	}
	s.c.Payment = &contract.Payment{ID: s.IDs.New(id.Payment, s.Now), Amount: s.c.Total(), State: contract.PaymentOrdered, At: s.Now}
	return nil
}

// SettlePayment is the gateway's final answer to the order. Said twice it does
// nothing the second time; paid for a contest that no longer waits for it, the
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
	if order == nil || order.ID != p.PaymentID || order.State != contract.PaymentOrdered {
		return nil
	}
	switch {
	case !p.Paid:
		order.State = contract.PaymentFailed
		s.record(EscrowFailed, canonical.Object{"amount": int64(order.Amount)})
	case s.c.State == AwaitingEscrow:
		order.State = contract.PaymentSucceeded
		s.enter(Open)
		s.c.Until = s.c.EntriesUntil
		s.hold(s.record(Funded, canonical.Object{"amount": int64(order.Amount), "entries_until": s.c.Until.String()}))
	default:
		order.State = contract.PaymentRefunded
		cause := s.record(EscrowReturned, canonical.Object{"amount": int64(order.Amount)})
		s.hold(cause)
		s.refund(cause)
	}
	return nil
}

// hold takes the paid money in and holds each prize in its own escrow.
func (s *step) hold(cause string) {
	s.move(ledger.Deposit(s.transferID(), s.origin(cause), s.c.Payment.ID, s.c.ClientID, s.c.Payment.Amount))
	for i := range s.c.Prizes {
		p := &s.c.Prizes[i]
		s.move(ledger.Hold(s.transferID(), s.origin(cause), p.ID, s.c.ClientID, p.Amount))
		p.State = PrizeHeld
	}
}

// refund gives every prize that is still held back to the client.
func (s *step) refund(cause string) {
	for i := range s.c.Prizes {
		if p := &s.c.Prizes[i]; p.State == PrizeHeld {
			s.move(ledger.Refund(s.transferID(), s.origin(cause), p.ID, s.c.ClientID, p.Amount))
			p.State = PrizeRefunded
		}
	}
}
