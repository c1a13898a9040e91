package contract

// ExpireTermination is the clock answering a request that met silence: the
// contract ends and the money returns to the client, as the client proposed; a
// worker's own proposal above 0 becomes a dispute instead (R6.4); a request made
// while work awaited inspection lapses (R6.5).
type ExpireTermination struct{}

// Verb is "expire-termination".
func (ExpireTermination) Verb() Verb { return VerbExpireTermination }

func (ExpireTermination) check(s *step) error { return s.due(TerminationDeadline) }

func (ExpireTermination) apply(s *step) error {
	t := s.c.Termination
	switch t.BySilence() {
	case OutcomeLapsed:
		s.closeRequests()
	case OutcomeDisputed:
		s.openDispute(t.By, t.Reason)
	case OutcomeTerminated:
		s.closeTermination(TerminationExpired)
		s.terminate(ByClock, t.WorkerAmount)
	}
	return nil
}
