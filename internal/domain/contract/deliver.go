package contract

import (
	"azukari/internal/base/canonical"
)

// Deliver (納品) hands over the work and starts the inspection period (R3.1).
// An open termination request is thereby declined (R6.6), and an open request
// for a lower amount lapses (R1.6).
type Deliver struct {
	Note  string   // required, checked where it is read
	Files []string // references to files or links
}

// Verb is "deliver".
func (Deliver) Verb() Verb { return VerbDeliver }

func (Deliver) check(*step) error { return nil }

func (d Deliver) apply(s *step) error {
	if s.c.Termination.Open() {
		if s.c.Termination.By == s.role {
			s.withdrawTermination()
		} else {
			s.declineTermination("納品されたため")
		}
	}
	if a := s.c.Amendment; a.Open() && a.Difference() < 0 && s.c.touchesEscrow(a) {
		s.lapseChange() // from now on the amount can only go up
	}
	s.enter(Delivered)
	s.c.Until = s.periodOf(s.c.InspectionDays)
	s.record(DeliveryMade, canonical.Object{
		"milestone_id": s.c.Milestone().ID, "note": d.Note, "files": d.Files, "inspect_by": s.c.Until.String(),
	})
	return nil
}
