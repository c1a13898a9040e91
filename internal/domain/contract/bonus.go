package contract

import (
	"fmt"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/ledger"
)

// A Bonus (追加支払い) is what a client pays on top after completion, through an
// escrow of its own (R1.7).
type Bonus struct {
	ID      string
	State   State
	Amount  money.Yen // before the fee
	Message string    // to the worker, may be empty
	At      calendar.Instant
	PaidAt  calendar.Instant
}

// The states of a bonus.
const (
	BonusOrdered State = "ordered"
	BonusPaid    State = "paid"
	BonusFailed  State = "failed" // the payment did not go through, and nothing was taken
)

// PayBonus orders the payment of a bonus; the gateway's answer comes back as
// SettlePayment (R1.7).
type PayBonus struct {
	Amount  money.Yen // before the fee
	Message string
}

// Verb is "bonus".
func (PayBonus) Verb() Verb { return VerbPayBonus }

func (PayBonus) check(s *step) error {
	p := s.c.Policy()
	switch {
	case s.Now >= s.c.BonusBy(s.Calendar):
		return s.conflict(refusal.StateConflict, "", fmt.Sprintf("A bonus can be paid for %d days after completion.", p.BonusDays))
	case s.c.Bonuses >= p.MaxBonuses:
		return s.conflict(refusal.BonusLimitReached, "", fmt.Sprintf("A contract can have at most %d bonuses.", p.MaxBonuses))
	case s.c.Payment.UnderWay():
		return s.conflict(refusal.PaymentUnderWay, "", "A payment is under way; the next one can be made when it has come to an end.")
	}
	return nil
}

func (b PayBonus) apply(s *step) error {
	if b.Amount < 1 || b.Amount > money.Max-s.c.Paid.Gross {
		return refusal.Invalid("amount", "R1.7", "The amount is at least 1 yen.")
	}
	s.c.Bonus = &Bonus{ID: s.IDs.New(id.Bonus, s.Now), State: BonusOrdered, Amount: b.Amount, Message: b.Message, At: s.Now}
	s.order(s.c.Bonus.ID, b.Amount)
	return nil
}

// BonusBy is until when a bonus can be paid, for a contract that is completed.
func (c *Contract) BonusBy(cal calendar.Calendar) calendar.Instant {
	return cal.EndOfDays(c.Since, c.Policy().BonusDays)
}

// payBonus holds what came in, and releases it to the worker at once.
func (s *step) payBonus() {
	b := s.c.Bonus
	s.c.Payment.State, b.State, b.PaidAt = PaymentSucceeded, BonusPaid, s.Now
	d := s.c.IfPaid(b.Amount)
	cause := s.record(BonusPaidFact, d.data(canonical.Object{"bonus_id": b.ID, "amount": int64(b.Amount), "message": b.Message}))
	from := s.origin(cause)
	s.take(cause)
	s.move(ledger.Hold(s.transferID(), from, b.ID, s.c.ClientID, b.Amount))
	s.move(ledger.Release(s.transferID(), from, b.ID, s.c.WorkerID, b.Amount, d.Charge))
	s.c.Bonuses++
	s.c.Paid.Bonus += b.Amount
	s.c.Paid.add(d)
	s.message("", words.BonusPaid)
}
