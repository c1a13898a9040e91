package contract

// DeclineTermination answers no, with a reason; nothing changes, and either
// side may then open a dispute (R6.3).
type DeclineTermination struct {
	Reason string
	Seen   string // the request that is declined, by its id; empty: the one that stands
}

// Verb is "termination/decline".
func (DeclineTermination) Verb() Verb { return VerbDeclineTermination }

func (d DeclineTermination) check(s *step) error { return s.judgeTermination(d.Verb()) }

func (d DeclineTermination) apply(s *step) error {
	if err := s.answering(d.Seen == "" || d.Seen == s.c.Termination.ID, "R6.3"); err != nil {
		return err
	}
	s.declineTermination(d.Reason)
	return nil
}
