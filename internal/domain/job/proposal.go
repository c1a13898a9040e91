package job

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
)

// ProposalState is where a proposal stands.
type ProposalState string

// The states of a proposal.
const (
	Entered   ProposalState = "entered"   // an entry to a contest, which its choice decides
	Proposed  ProposalState = "open"      // the worker's offer awaits the client
	Countered ProposalState = "countered" // the client's counter-offer awaits the worker
	Accepted  ProposalState = "accepted"
	Declined  ProposalState = "declined"
	Withdrawn ProposalState = "withdrawn"
)

// A Proposal (応募) is a worker's answer to a job.
type Proposal struct {
	ID         string
	JobID      string
	ClientID   string
	WorkerID   string
	State      ProposalState
	Message    string
	Own        Offer // what the worker last offered
	Offer      Offer // what stands now: the worker's own, or the client's counter-offer
	ContractID string
	CreatedAt  calendar.Instant
	Version    int64 // +1 with every answer
}

// An Offer is what one side offers the other.
type Offer struct {
	Amount     money.Yen
	DueOn      string
	Message    string
	Conditions Conditions
}

// Conditions are what the client asks for beyond amount and date (R1.4); nil
// means the policy's default.
type Conditions struct {
	Criteria       []string    `json:"criteria,omitempty"`
	InspectionDays *int        `json:"inspection_days,omitempty"`
	RevisionRounds *int        `json:"revision_rounds,omitempty"`
	Milestones     []Milestone `json:"milestones,omitempty"`
}

// A Milestone is one part of the work as asked for.
type Milestone struct {
	Title  string    `json:"title"`
	Amount money.Yen `json:"amount"`
	DueOn  string    `json:"due_on,omitempty"`
}

// Propose answers a job with an offer (R1.3). Nobody proposes on their own job
// (R1.2).
func Propose(j Job, worker string, offer Offer, ids *id.Minter, now calendar.Instant) (Proposal, error) {
	switch {
	case j.ClientID == worker:
		return Proposal{}, refusal.Conflict(refusal.OwnJob, "R1.2", "This is your own job: nobody is client and worker on the same one.")
	case !j.SeenBy(worker):
		return Proposal{}, refusal.NoSuch("job")
	case j.Format != Project:
		return Proposal{}, refusal.Conflict(refusal.StateConflict, "R8.1", "This job takes no proposals: it is a "+string(j.Format)+".").In(string(j.State))
	case j.State != Open:
		return Proposal{}, refusal.Conflict(refusal.JobClosed, "R1.3", "The job does not take proposals any more.").In(string(j.State))
	}
	return Proposal{
		ID: ids.New(id.Proposal, now), JobID: j.ID, ClientID: j.ClientID, WorkerID: worker,
		State: Proposed, Message: offer.Message, Own: offer, Offer: offer, CreatedAt: now, Version: 1,
	}, nil
}

// Counter answers the offer that stands with another one: the client's
// counter-offer, or the worker's next.
func (p Proposal) Counter(by string, offer Offer) (Proposal, error) {
	if err := p.answering(by); err != nil {
		return p, err
	}
	if err := offer.fits(); err != nil {
		return p, err
	}
	p.Offer, p.State = offer, Countered
	if by == p.WorkerID {
		p.Own, p.State = offer, Proposed
	}
	p.Version++
	return p, nil
}

// fits refuses an offer that could never be accepted.
func (o Offer) fits() error {
	var sum money.Yen
	for _, m := range o.Conditions.Milestones {
		sum += m.Amount
	}
	if len(o.Conditions.Milestones) > 0 && sum != o.Amount {
		return refusal.Invalid("terms.milestones", "R4.1", "The milestones sum to "+sum.String()+", the offer is "+o.Amount.String()+": give terms whose milestones fit it, or terms without any.")
	}
	return nil
}

// Accept takes the offer that stands, which forms the contract. A client may
// add conditions to a worker's offer; a worker takes the counter-offer as it is.
// Whoever says which version they saw takes no other; 0 is whatever stands.
func (p Proposal) Accept(by string, seen int64, conditions *Conditions) (Proposal, error) {
	if err := p.answering(by); err != nil {
		return p, err
	}
	if seen != 0 && seen != p.Version {
		return p, refusal.Conflict(refusal.StateConflict, "R1.3", "Another offer has taken the place of the one that you saw; nothing was accepted. Read what stands now, and answer that.").In(string(p.State))
	}
	if conditions != nil && by == p.WorkerID {
		return p, refusal.Invalid("terms", "R1.3", "You accept the client's offer as it stands; to change it, make a counter-offer.")
	}
	if conditions != nil {
		p.Offer.Conditions = *conditions
	}
	p.State = Accepted
	p.Version++
	return p, nil
}

// Decline refuses the offer that stands: one click, no reason, no penalty
// (R12.3).
func (p Proposal) Decline(by string) (Proposal, error) {
	if err := p.answering(by); err != nil {
		return p, err
	}
	p.State = Declined
	p.Version++
	return p, nil
}

// Withdraw takes back one's own offer: the worker the proposal, the client the
// counter-offer, after which the worker's own offer stands again (R1.3).
func (p Proposal) Withdraw(by string) (Proposal, error) {
	if err := p.open(by); err != nil {
		return p, err
	}
	if by == p.ClientID {
		if p.State != Countered {
			return p, refusal.Denied("R1.3", "The proposal is the worker's: you may decline it.")
		}
		p.Offer, p.State = p.Own, Proposed
	} else {
		p.State = Withdrawn
	}
	p.Version++
	return p, nil
}

// Party reports whether somebody may see the proposal at all.
func (p Proposal) Party(account string) bool { return account == p.ClientID || account == p.WorkerID }

// open refuses strangers and what is over.
func (p Proposal) open(by string) error {
	if !p.Party(by) {
		return refusal.NoSuch("proposal")
	}
	if p.State != Proposed && p.State != Countered {
		return refusal.Conflict(refusal.StateConflict, "R1.3", "The proposal is "+string(p.State)+" already.").In(string(p.State))
	}
	return nil
}

// answering refuses whoever made the offer that stands: the other side answers.
func (p Proposal) answering(by string) error {
	if err := p.open(by); err != nil {
		return err
	}
	if (p.State == Countered) != (by == p.WorkerID) {
		if p.State == Countered {
			return refusal.Conflict(refusal.StateConflict, "R1.3", "Your counter-offer awaits the worker's answer.").In(string(p.State))
		}
		return refusal.Denied("R1.3", "The proposal awaits the client's answer.")
	}
	return nil
}
