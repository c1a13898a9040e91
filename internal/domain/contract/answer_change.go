package contract

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/ledger"
)

// AgreeChange gives the consent that a change needs (R1.6). It comes into force
// at once; a lower amount of a funded milestone returns the difference to the
// client, a higher one waits for the client to fund the difference.
type AgreeChange struct {
	Seen string // the change that is agreed to, by its id; empty: the one that stands
}

// Verb is "change/agree".
func (AgreeChange) Verb() Verb { return VerbAgreeChange }

func (x AgreeChange) check(s *step) error {
	if err := s.judgeChange(x.Verb()); err != nil {
		return err
	}
	if s.c.touchesEscrow(s.c.Amendment) && s.c.Payment.UnderWay() {
		return s.conflict(refusal.PaymentUnderWay, "", "A payment is under way; the amount can change when it has come to an end.")
	}
	return s.undecidedEnd()
}

func (x AgreeChange) apply(s *step) error {
	a := s.c.Amendment
	if err := s.answering(x.Seen == "" || x.Seen == a.ID, "R1.6"); err != nil {
		return err
	}
	a.AgreedAt = s.Now
	held := s.c.funded() && s.c.touchesEscrow(a)
	if held && a.Difference() > 0 {
		a.State, a.DueAt = ChangeAwaitingEscrow, s.periodOf(s.c.Policy().EscrowDays)
		s.record(ChangeAgreedFact, a.data(canonical.Object{"difference_amount": int64(a.Difference()), "fund_by": a.DueAt.String()}))
		s.message("", words.ChangeAwaitsEscrow)
		return nil
	}
	s.record(ChangeAgreedFact, a.data(canonical.Object{}))
	if held {
		s.lower(a)
	}
	s.amend()
	s.message("", words.ChangeInForce)
	return nil
}

// lower returns what is held too much to the client, at once.
func (s *step) lower(a *Amendment) {
	back := -a.Difference()
	cause := s.record(EscrowLowered, canonical.Object{"milestone_id": a.MilestoneID, "change_id": a.ID, "refunded_amount": int64(back)})
	s.move(ledger.Lower(s.transferID(), s.origin(cause), a.ID, a.MilestoneID, s.c.ClientID, back))
	s.c.Milestone().Funded -= back
	s.c.Paid.Refunded += back
}

// DeclineChange answers no, with a reason; nothing changes (R1.6).
type DeclineChange struct {
	Reason string
	Seen   string // the change that is declined, by its id; empty: the one that stands
}

// Verb is "change/decline".
func (DeclineChange) Verb() Verb { return VerbDeclineChange }

func (x DeclineChange) check(s *step) error { return s.judgeChange(x.Verb()) }

func (x DeclineChange) apply(s *step) error {
	if err := s.answering(x.Seen == "" || x.Seen == s.c.Amendment.ID, "R1.6"); err != nil {
		return err
	}
	s.closeChange(ChangeDeclined)
	s.c.Amendment.DeclineReason = x.Reason
	s.record(ChangeDeclinedFact, s.c.Amendment.data(canonical.Object{"reason": x.Reason}))
	return nil
}

// WithdrawChange takes one's own open request back (R1.6).
type WithdrawChange struct{}

// Verb is "change/withdraw".
func (WithdrawChange) Verb() Verb { return VerbWithdrawChange }

func (x WithdrawChange) check(s *step) error { return s.judgeChange(x.Verb()) }

func (WithdrawChange) apply(s *step) error {
	s.closeChange(ChangeWithdrawn)
	s.record(ChangeWithdrawnFact, s.c.Amendment.data(canonical.Object{}))
	return nil
}

// ExpireChange is the clock closing a change that met silence, or whose
// difference was not funded: silence never changes terms (R1.6).
type ExpireChange struct{}

// Verb is "expire-change".
func (ExpireChange) Verb() Verb { return VerbExpireChange }

func (ExpireChange) check(s *step) error { return s.due(ChangeDeadline) }

func (ExpireChange) apply(s *step) error {
	s.lapseChange()
	return nil
}
