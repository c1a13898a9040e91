package watch

import (
	"encoding/json"
	"fmt"
	"slices"

	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/outside"
)

// paid is a state only of the path: a milestone was paid out, and the next event
// says whether another one follows.
const paid contract.State = "(paid)"

// A path follows a contract's events along the rows of its table (C1).
type path struct{ at contract.State }

// told is what the path needs of an event's data.
type told struct {
	EndedBy     contract.EndedBy `json:"ended_by"`
	By          contract.Role    `json:"by"`
	MilestoneID string           `json:"milestone_id"`
	Refunded    money.Yen        `json:"refunded_amount"`
	Net         money.Yen        `json:"worker_net_amount"`
	Fee         money.Yen        `json:"fee_amount"`
	Tax         money.Yen        `json:"fee_tax_amount"`
	Amount      money.Yen        `json:"amount"`
	ContactID   string           `json:"contact_id"`
	DueAt       string           `json:"due_at"`
}

func tell(f event.Fact) (d told) {
	if err := json.Unmarshal([]byte(f.JSON), &d); err != nil {
		panic(fmt.Sprintf("event %s has malformed data %q: %v", f.ID, f.JSON, err))
	}
	return d
}

// follow takes one event; the error says which row of the table is missing.
func (p *path) follow(f event.Fact) error {
	d, clock := tell(f), f.Actor == contract.Clock
	switch f.Kind {
	case outside.RequestedFact, outside.AgreedFact, outside.DeclinedFact, outside.WithdrawnFact, outside.LapsedFact, outside.ApprovedFact, outside.DeniedFact:
		if !slices.Contains(contactRoles[f.Kind], f.Actor) {
			return fmt.Errorf("%s by the %s", f.Kind, f.Actor)
		}
		return nil
	case contract.Formed:
		if p.at != "" {
			return fmt.Errorf("formed again while %s", p.at)
		}
		p.at = contract.AwaitingEscrow
		return nil
	case contract.Won:
		if p.at != "" {
			return fmt.Errorf("won while %s", p.at)
		}
		p.at = contract.InProgress
		return nil
	case contract.EscrowFunded:
		return p.move(f, contract.VerbSettlePayment, contract.InProgress)
	case contract.EscrowFailed, contract.EscrowReturned, contract.EscrowRaised, contract.BonusPaidFact, contract.BonusFailedFact:
		return p.move(f, contract.VerbSettlePayment, contract.Same)
	case contract.DeliveryMade:
		return p.move(f, contract.VerbDeliver, contract.Delivered)
	case contract.RevisionRequested:
		return p.move(f, contract.VerbRequestRevision, contract.Revising)
	case contract.Accepted:
		if d.Refunded != 0 {
			return fmt.Errorf("acceptance returned %d to the client", d.Refunded)
		}
		return p.accepted(f, clock)
	case contract.CompletedFact:
		return p.leave(paid, contract.Completed)
	case contract.EscrowDue:
		if p.at == paid {
			return p.leave(paid, contract.AwaitingEscrow)
		}
		return p.move(f, contract.VerbRemind, contract.Same)
	case contract.CancelledFact:
		return p.move(f, either(clock, contract.VerbExpireEscrow, contract.VerbCancel), contract.Cancelled)
	case contract.DisputeOpened:
		return p.move(f, either(clock, contract.VerbExpireTermination, contract.VerbOpenDispute), contract.Disputed)
	case contract.TerminatedFact:
		return p.terminated(f, d)
	case contract.TerminationRequested:
		return p.move(f, contract.VerbRequestTermination, contract.Same)
	case contract.DisputeOffered:
		return p.move(f, contract.VerbOfferSettlement, contract.Same)
	case contract.ChangeRequested:
		return p.move(f, contract.VerbRequestChange, contract.Same)
	case contract.ChangeAgreedFact:
		return p.move(f, contract.VerbAgreeChange, contract.Same)
	case contract.ChangeDeclinedFact:
		return p.move(f, contract.VerbDeclineChange, contract.Same)
	case contract.ChangeWithdrawnFact:
		return p.move(f, contract.VerbWithdrawChange, contract.Same)
	case contract.InspectionReminder, contract.TerminationReminder, contract.NudgeReminder, contract.ChangeReminder, contract.ChangeUnfunded:
		return p.move(f, contract.VerbRemind, contract.Same)
	case contract.NudgeApproved:
		return p.move(f, either(clock, contract.VerbAutoApproveNudge, contract.VerbApproveNudge), contract.Same)
	}
	return nil // what accompanies another event
}

// accepted is the whole escrow going to the worker, by the client or the clock.
func (p *path) accepted(f event.Fact, clock bool) error {
	verb := either(clock, contract.VerbDeemAccepted, contract.VerbAccept)
	if err := p.allowed(f, verb, contract.Completed); err != nil {
		return err
	}
	if err := p.allowed(f, verb, contract.AwaitingEscrow); err != nil {
		return err
	}
	if f.Deemed != clock {
		return fmt.Errorf("acceptance by the %s is marked deemed=%v", f.Actor, f.Deemed)
	}
	p.at = paid
	return nil
}

// terminated is an end midway. Silence never moves delivered work's money (C7).
func (p *path) terminated(f event.Fact, d told) error {
	verb := contract.VerbAgreeTermination
	switch {
	case d.EndedBy == contract.ByClock:
		verb = contract.VerbExpireTermination
		if p.at == contract.Delivered {
			return fmt.Errorf("silence ended delivered work: %s", f.JSON)
		}
	case d.EndedBy == contract.ByOperator:
		verb = contract.VerbResolveDispute
	case p.at == contract.Disputed:
		verb = contract.VerbAcceptOffer
	}
	return p.move(f, verb, contract.Terminated)
}

func (p *path) move(f event.Fact, v contract.Verb, to contract.State) error {
	if err := p.allowed(f, v, to); err != nil {
		return err
	}
	if to != contract.Same {
		p.at = to
	}
	return nil
}

func (p *path) allowed(f event.Fact, v contract.Verb, to contract.State) error {
	for _, row := range contract.Machine.Rows {
		if row.Verb == v && slices.Contains(row.From, p.at) && slices.Contains(row.By, f.Actor) && slices.Contains(row.To, to) {
			return nil
		}
	}
	return fmt.Errorf("no row lets the %s %s from %s to %s (%s)", f.Actor, v, p.at, to, f.Kind)
}

func (p *path) leave(from, to contract.State) error {
	if p.at != from {
		return fmt.Errorf("to %s from %s", to, p.at)
	}
	p.at = to
	return nil
}

func either(is bool, yes, no contract.Verb) contract.Verb {
	if is {
		return yes
	}
	return no
}

// contactRoles says who may bring about each event of contact outside.
var contactRoles = map[event.Kind][]contract.Role{
	outside.RequestedFact: {contract.Client, contract.Worker}, outside.AgreedFact: {contract.Client, contract.Worker},
	outside.DeclinedFact: {contract.Client, contract.Worker}, outside.WithdrawnFact: {contract.Client, contract.Worker},
	outside.LapsedFact: {contract.Clock}, outside.ApprovedFact: {contract.Operator}, outside.DeniedFact: {contract.Operator},
}
