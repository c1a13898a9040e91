package contract

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
)

// OfferSettlement offers the other side of a dispute a division; a new offer
// replaces the last one (R7.2).
type OfferSettlement struct{ WorkerAmount money.Yen }

// Verb is "dispute/offer".
func (OfferSettlement) Verb() Verb { return VerbOfferSettlement }

func (OfferSettlement) check(*step) error { return nil }

func (o OfferSettlement) apply(s *step) error {
	if err := s.withinEscrow(o.WorkerAmount); err != nil {
		return err
	}
	s.c.Dispute.OfferBy, s.c.Dispute.OfferAmount = s.role, o.WorkerAmount
	s.record(DisputeOffered, canonical.Object{
		"dispute_id": s.c.Dispute.ID, "by": string(s.role), "worker_amount": int64(o.WorkerAmount),
	})
	return nil
}

// AcceptOffer settles the dispute as the other side offered (R7.2).
type AcceptOffer struct {
	Seen *money.Yen // what the offer gives the worker, as it was seen; nil: whatever stands
}

// Verb is "dispute/accept-offer".
func (AcceptOffer) Verb() Verb { return VerbAcceptOffer }

func (AcceptOffer) check(s *step) error {
	switch s.c.Dispute.OfferBy {
	case "":
		return s.conflict(refusal.StateConflict, "R7.2", "There is no offer to accept yet.")
	case s.role:
		return &refusal.Refusal{Kind: refusal.NotYou, Code: refusal.NotYourRequest, Detail: "The offer is your own: the other side may accept it."}
	}
	return nil
}

func (a AcceptOffer) apply(s *step) error {
	if err := s.answering(a.Seen == nil || *a.Seen == s.c.Dispute.OfferAmount, "R7.2"); err != nil {
		return err
	}
	s.closeDispute(DisputeSettled, ByAgreement, s.c.Dispute.OfferAmount, "")
	return nil
}

func (s *step) withinEscrow(amount money.Yen) error {
	if amount < 0 || amount > s.c.Escrow() {
		return refusal.Invalid("worker_amount", "R7.2", "The worker's amount lies between 0 and the escrow of "+s.c.Escrow().String()+".")
	}
	return nil
}
