package contract

// DeclineTermination answers no, with a reason; nothing changes, and either
// side may then open a dispute (R6.3).
type DeclineTermination struct{ Reason string }

// Verb is "termination/decline".
func (DeclineTermination) Verb() Verb { return VerbDeclineTermination }

func (d DeclineTermination) check(s *step) error { return s.judgeTermination(d.Verb()) }

func (d DeclineTermination) apply(s *step) error {
	s.declineTermination(d.Reason)
	return nil
}
