package contract

// WithdrawTermination takes one's own open request back, at any time (R6.6).
type WithdrawTermination struct{}

// Verb is "termination/withdraw".
func (WithdrawTermination) Verb() Verb { return VerbWithdrawTermination }

func (w WithdrawTermination) check(s *step) error { return s.judgeTermination(w.Verb()) }

func (WithdrawTermination) apply(s *step) error {
	s.withdrawTermination()
	return nil
}
