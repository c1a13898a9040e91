package task

import "azukari/internal/base/canonical"

// Cancel (取消) takes a task back before it is funded, without fault (R2.3).
type Cancel struct{}

// Verb is "cancel".
func (Cancel) Verb() Verb { return VerbCancel }

func (Cancel) check(*step) error { return nil }

func (Cancel) apply(s *step) error { return s.cancel() }

// ExpireEscrow is the clock cancelling a task that was not funded in time (R2.3).
type ExpireEscrow struct{}

// Verb is "expire-escrow".
func (ExpireEscrow) Verb() Verb { return VerbExpireEscrow }

func (ExpireEscrow) check(s *step) error { return s.due(EscrowDeadline) }

func (ExpireEscrow) apply(s *step) error { return s.cancel() }

func (s *step) cancel() error {
	s.enter(Cancelled)
	s.record(CancelledFact, canonical.Object{}, nil)
	return nil
}
