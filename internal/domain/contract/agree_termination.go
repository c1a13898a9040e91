package contract

import (
	"azukari/internal/base/canonical"
)

// AgreeTermination ends the contract at once as the other side proposed (R6.2).
type AgreeTermination struct {
	Seen string // the request that is agreed to, by its id; empty: the one that stands
}

// Verb is "termination/agree".
func (AgreeTermination) Verb() Verb { return VerbAgreeTermination }

func (a AgreeTermination) check(s *step) error { return s.judgeTermination(a.Verb()) }

func (a AgreeTermination) apply(s *step) error {
	if err := s.answering(a.Seen == "" || a.Seen == s.c.Termination.ID, "R6.2"); err != nil {
		return err
	}
	s.closeTermination(TerminationAgreed)
	s.record(TerminationAgreedFact, canonical.Object{"termination_id": s.c.Termination.ID})
	s.terminate(ByAgreement, s.c.Termination.WorkerAmount)
	return nil
}
