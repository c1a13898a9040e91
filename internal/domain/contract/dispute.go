package contract

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
)

// A Dispute (調整) is what the parties could not settle between themselves (R7).
type Dispute struct {
	ID       string
	State    State
	By       Role
	Reason   string
	OpenedAt calendar.Instant
	DecideBy calendar.Instant // when an operator should have decided

	// The latest settlement that one side offers the other.
	OfferBy     Role // empty: no offer
	OfferAmount money.Yen

	// What a first operator proposed, where a second must confirm.
	ProposedBy     string // account; empty: no proposal
	ProposedAmount money.Yen

	WorkerAmount money.Yen // as settled or resolved, before the fee
	ResolvedBy   string    // the operator's account
	Resolution   string    // the operator's reasons
	ClosedAt     calendar.Instant
}

// The states of a dispute.
const (
	DisputeOpen     State = "open"
	DisputeSettled  State = "settled"  // the parties agreed
	DisputeResolved State = "resolved" // an operator decided
)

// Open reports whether the dispute is undecided.
func (d *Dispute) Open() bool { return d != nil && d.State == DisputeOpen }

// openDispute stops the contract's own clock and calls the operator.
func (s *step) openDispute(by Role, reason string) {
	s.closeRequests()
	s.lapseChange()
	s.enter(Disputed)
	s.c.Dispute = &Dispute{
		ID: s.IDs.New(id.Dispute, s.Now), State: DisputeOpen, By: by, Reason: reason, OpenedAt: s.Now,
		DecideBy: s.Calendar.EndOfBusinessDays(s.Now, s.c.Policy().DisputeDays),
	}
	s.record(DisputeOpened, canonical.Object{
		"dispute_id": s.c.Dispute.ID, "by": string(by), "reason": reason, "decide_by": s.c.Dispute.DecideBy.String(),
	})
}

// closeDispute divides the escrow and ends the contract.
func (s *step) closeDispute(as State, by EndedBy, gross money.Yen, reason string) {
	d := s.c.Dispute
	d.State, d.ClosedAt, d.WorkerAmount, d.Resolution = as, s.Now, gross, reason
	s.record(DisputeResolvedFact, canonical.Object{
		"dispute_id": d.ID, "by": string(by), "worker_amount": int64(gross), "reason": reason,
	})
	s.terminate(by, gross)
}
