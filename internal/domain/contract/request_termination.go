package contract

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
)

// RequestTermination asks the other side to end a funded contract midway, with
// an amount of the escrow for the worker (R6.1).
type RequestTermination struct {
	Reason       string    // required, checked where it is read
	WorkerAmount money.Yen // 0…escrow, before the fee
}

// Verb is "termination".
func (RequestTermination) Verb() Verb { return VerbRequestTermination }

func (RequestTermination) check(s *step) error {
	if s.c.Termination.Open() {
		return s.conflict(refusal.TerminationOpen, "R6.6", "A termination request is open already; there can be one at a time.")
	}
	return nil
}

func (r RequestTermination) apply(s *step) error {
	if r.WorkerAmount < 0 || r.WorkerAmount > s.c.Escrow() {
		return refusal.Invalid("worker_amount", "R6.1", "The worker's amount lies between 0 and the escrow of "+s.c.Escrow().String()+".")
	}
	s.c.Termination = &Termination{
		ID: s.IDs.New(id.Termination, s.Now), State: TerminationOpen, By: s.role,
		WorkerAmount: r.WorkerAmount, Reason: r.Reason,
		AskedAt: s.Now, DueAt: s.periodOf(s.c.Policy().TerminationDays),
		ConsentOnly: s.c.State == Delivered,
	}
	t := s.c.Termination
	s.record(TerminationRequested, s.foresee(canonical.Object{
		"termination_id": t.ID, "by": string(t.By), "reason": t.Reason, "worker_amount": int64(t.WorkerAmount),
		"answer_by": t.DueAt.String(),
	}))
	return nil
}
