package contract

import (
	"azukari/internal/base/refusal"
)

// OpenDispute asks the operator to decide: either side after a declined
// termination, or the client during inspection, where it counts as the
// inspection report (R7.1, R3.2).
type OpenDispute struct{ Reason string }

// Verb is "dispute".
func (OpenDispute) Verb() Verb { return VerbOpenDispute }

func (OpenDispute) check(s *step) error {
	inspecting := s.c.State == Delivered && s.role == Client
	if inspecting || s.c.Milestone().Declined {
		return nil
	}
	return s.conflict(refusal.StateConflict, "R7.1", "A dispute can be opened after a declined termination request, and by the client during inspection.")
}

func (o OpenDispute) apply(s *step) error {
	s.openDispute(s.role, o.Reason)
	return nil
}
