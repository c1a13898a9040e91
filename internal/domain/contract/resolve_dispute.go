package contract

import (
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
)

// ResolveDispute is an operator's decision, with reasons. Above the policy's
// limit a first operator proposes and a second one, deciding the same amount,
// confirms (R7.2).
type ResolveDispute struct {
	WorkerAmount money.Yen
	Reason       string
}

// Verb is "dispute/resolve".
func (ResolveDispute) Verb() Verb { return VerbResolveDispute }

func (ResolveDispute) check(*step) error { return nil }

func (r ResolveDispute) apply(s *step) error {
	if err := s.withinEscrow(r.WorkerAmount); err != nil {
		return err
	}
	d := s.c.Dispute
	if s.c.Escrow() > s.c.Policy().SecondOperatorAbove {
		confirmed := d.ProposedBy != "" && d.ProposedAmount == r.WorkerAmount
		switch {
		case confirmed && d.ProposedBy == s.Who.Account:
			return refusal.Denied("R7.2", "Above "+s.c.Policy().SecondOperatorAbove.String()+" a second operator must confirm your decision.")
		case !confirmed:
			d.ProposedBy, d.ProposedAmount, d.Resolution = s.Who.Account, r.WorkerAmount, r.Reason
			return nil
		}
	}
	d.ResolvedBy = s.Who.Account
	reasons := r.Reason
	if d.ProposedBy != "" && d.ProposedAmount == r.WorkerAmount && d.Resolution != r.Reason {
		reasons = d.Resolution + "\n" + r.Reason // both operators' reasons
	}
	s.closeDispute(DisputeResolved, ByOperator, r.WorkerAmount, reasons)
	return nil
}
