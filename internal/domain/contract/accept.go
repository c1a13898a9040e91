package contract

import (
	"azukari/internal/base/canonical"
)

// Accept (検収完了) is the client's acceptance: the milestone's escrow is
// released to the worker (R3.6).
type Accept struct{}

// Verb is "accept".
func (Accept) Verb() Verb { return VerbAccept }

func (Accept) check(*step) error { return nil }

func (Accept) apply(s *step) error {
	s.accept(ByClient)
	return nil
}

// DeemAccepted (みなし検収) is the clock's acceptance when the inspection period
// ended without a report; its effect on the money is the same (R3.4).
type DeemAccepted struct{}

// Verb is "deem-accepted".
func (DeemAccepted) Verb() Verb { return VerbDeemAccepted }

func (DeemAccepted) check(s *step) error { return s.due(InspectionDeadline) }

func (DeemAccepted) apply(s *step) error {
	s.accept(ByClock)
	return nil
}

// accept pays the running milestone out and goes on to the next one, or
// completes the contract.
func (s *step) accept(by EndedBy) {
	s.c.Deemed = by == ByClock
	d := s.c.Divide(s.c.Escrow())
	cause := s.recordDeemed(Accepted, d.data(canonical.Object{"milestone_id": s.c.Milestone().ID}), s.c.Deemed)
	s.settle(cause, d)
	if s.c.Current == len(s.c.Milestones)-1 {
		s.end(Completed, by)
		s.record(CompletedFact, canonical.Object{"ended_by": string(by), "rate_by": s.rateBy()})
		return
	}
	s.closeRequests()
	if a := s.c.Amendment; a.Undecided() && a.MilestoneID == s.c.Milestone().ID {
		s.lapseChange()
	}
	s.c.Milestone().State = Completed
	s.c.Current++
	s.awaitEscrow()
	s.record(EscrowDue, canonical.Object{
		"milestone_id": s.c.Milestone().ID, "amount": int64(s.c.Milestone().Amount), "due_at": s.c.Until.String(),
	})
}
