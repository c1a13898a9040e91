package contract

import (
	"azukari/internal/base/canonical"
)

// AgreeTermination ends the contract at once as the other side proposed (R6.2).
type AgreeTermination struct{}

// Verb is "termination/agree".
func (AgreeTermination) Verb() Verb { return VerbAgreeTermination }

func (a AgreeTermination) check(s *step) error { return s.judgeTermination(a.Verb()) }

func (AgreeTermination) apply(s *step) error {
	s.closeTermination(TerminationAgreed)
	s.record(TerminationAgreedFact, canonical.Object{"termination_id": s.c.Termination.ID})
	s.terminate(ByAgreement, s.c.Termination.WorkerAmount)
	return nil
}
