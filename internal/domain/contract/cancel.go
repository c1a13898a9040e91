package contract

import (
	"azukari/internal/base/canonical"
)

// Cancel ends a contract that is not funded, by either side and without fault
// (R2.3).
type Cancel struct{ Reason string }

// Verb is "cancel".
func (Cancel) Verb() Verb { return VerbCancel }

func (Cancel) check(*step) error { return nil }

func (x Cancel) apply(s *step) error {
	s.record(CancelledFact, canonical.Object{"ended_by": string(s.role), "reason": x.Reason})
	s.end(Cancelled, EndedBy(s.role))
	return nil
}

// ExpireEscrow is the clock ending a contract that nobody funded (R2.3).
type ExpireEscrow struct{}

// Verb is "expire-escrow".
func (ExpireEscrow) Verb() Verb { return VerbExpireEscrow }

func (ExpireEscrow) check(s *step) error { return s.due(EscrowDeadline) }

func (ExpireEscrow) apply(s *step) error {
	s.record(CancelledFact, canonical.Object{"ended_by": string(ByClock), "reason": ""})
	s.end(Cancelled, ByClock)
	return nil
}
