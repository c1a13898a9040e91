package api

import (
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/job"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var proposalRoutes = []route{
	post[proposalIn, Proposal]("/v1/jobs/{id}/proposals", "proposals", "Propose (応募する)", person, propose, http.StatusCreated),
	get("/v1/jobs/{id}/proposals", "proposals", "A job's proposals: all to its client, to a worker their own", person, listProposals),
	get("/v1/proposals", "proposals", "The caller's own proposals, newest first", person, listOwnProposals),
	get("/v1/proposals/{id}", "proposals", "One proposal", person, readProposal),
	post[acceptIn, Contract]("/v1/proposals/{id}/accept", "proposals", "Accept the offer that stands: forms the contract", person, acceptProposal, http.StatusCreated),
	post[byID, Proposal]("/v1/proposals/{id}/decline", "proposals", "Decline the offer that stands; no reason, no penalty", person, declineProposal, http.StatusOK),
	post[byID, Proposal]("/v1/proposals/{id}/withdraw", "proposals", "Take one's own offer back", person, withdrawProposal, http.StatusOK),
	post[counterIn, Proposal]("/v1/proposals/{id}/counter", "proposals", "Answer the offer that stands with another", person, counterOffer, http.StatusOK),
}

type proposalIn struct {
	ID   string `path:"id"`
	Body struct {
		Amount  money.Yen `json:"amount" minimum:"1" maximum:"1000000000000"`
		DueOn   string    `json:"due_on" format:"date"`
		Message prose     `json:"message" maxLength:"10000"`
	}
}

// TermsIn are the terms that an offer asks for; what is left out has the
// policy's default.
type TermsIn struct {
	Criteria       []prose       `json:"criteria,omitempty" nullable:"false" maxItems:"20" maxLength:"500" doc:"Acceptance criteria (検収基準)"`
	InspectionDays *int          `json:"inspection_days,omitempty" minimum:"1" maximum:"30"`
	RevisionRounds *int          `json:"revision_rounds,omitempty" minimum:"0" maximum:"10"`
	Milestones     []MilestoneIn `json:"milestones,omitempty" nullable:"false" maxItems:"50" doc:"They sum to the agreed amount"`
}

// MilestoneIn is a milestone that a client asks for.
type MilestoneIn struct {
	Title  prose     `json:"title" maxLength:"200"`
	Amount money.Yen `json:"amount" minimum:"1" maximum:"1000000000000"`
	DueOn  string    `json:"due_on,omitempty" format:"date"`
}

// conditions are the terms as the kernel knows them, nil when none are asked
// for.
func (t *TermsIn) conditions() *job.Conditions {
	if t == nil {
		return nil
	}
	c := &job.Conditions{Criteria: texts(t.Criteria), InspectionDays: t.InspectionDays, RevisionRounds: t.RevisionRounds}
	for _, m := range t.Milestones {
		c.Milestones = append(c.Milestones, job.Milestone{Title: string(m.Title), Amount: m.Amount, DueOn: m.DueOn})
	}
	return c
}

type acceptIn struct {
	ID   string `path:"id"`
	Body *struct {
		Version int64    `json:"version,omitempty" minimum:"1" doc:"The proposal's version that you saw: when another offer stands, 409 state_conflict; left out, whichever stands"`
		Terms   *TermsIn `json:"terms,omitempty"`
	} `required:"false"`
}

type counterIn struct {
	ID   string `path:"id"`
	Body struct {
		Amount  money.Yen `json:"amount,omitempty" minimum:"1" maximum:"1000000000000"`
		DueOn   string    `json:"due_on,omitempty" format:"date"`
		Message string    `json:"message,omitempty" maxLength:"10000"`
		Terms   *TermsIn  `json:"terms,omitempty"`
	}
}

// Proposal is a proposal (応募) with the offer that stands.
type Proposal struct {
	ID         string           `json:"id"`
	JobID      string           `json:"job_id"`
	ClientID   string           `json:"client_id"`
	WorkerID   string           `json:"worker_id"`
	State      string           `json:"state" enum:"entered,open,countered,accepted,declined,withdrawn" doc:"entered: an entry to a contest"`
	OfferBy    string           `json:"offer_by" enum:"worker,client" doc:"Whose offer stands"`
	Amount     money.Yen        `json:"amount"`
	Currency   string           `json:"currency"`
	DueOn      *string          `json:"due_on"`
	Message    string           `json:"message"`
	Terms      *TermsIn         `json:"terms" doc:"What the offer asks for beyond amount and date; null when nothing"`
	ContractID *string          `json:"contract_id"`
	CreatedAt  calendar.Instant `json:"created_at" format:"date-time"`
	Version    int64            `json:"version" doc:"Rises with every answer: name it when you accept, and you accept what you saw"`
}

func viewProposal(p job.Proposal) Proposal {
	by := "worker"
	if p.State == job.Countered {
		by = "client"
	}
	return Proposal{
		p.ID, p.JobID, p.ClientID, p.WorkerID, string(p.State), by, p.Offer.Amount, money.Currency, optional(p.Offer.DueOn),
		p.Offer.Message, viewConditions(p.Offer.Conditions), optional(p.ContractID), p.CreatedAt, p.Version,
	}
}

func viewConditions(c job.Conditions) *TermsIn {
	if len(c.Criteria)+len(c.Milestones) == 0 && c.InspectionDays == nil && c.RevisionRounds == nil {
		return nil
	}
	t := &TermsIn{Criteria: proses(c.Criteria), InspectionDays: c.InspectionDays, RevisionRounds: c.RevisionRounds}
	for _, m := range c.Milestones {
		t.Milestones = append(t.Milestones, MilestoneIn{Title: prose(m.Title), Amount: m.Amount, DueOn: m.DueOn})
	}
	return t
}

func renderProposal(status int) func(any) (int, any) {
	return func(result any) (int, any) { return status, viewProposal(result.(job.Proposal)) }
}

func propose(q *request, in *proposalIn) (reply, error) {
	offer := job.Offer{Amount: in.Body.Amount, DueOn: in.Body.DueOn, Message: string(in.Body.Message)}
	return q.do(transact.Propose{JobID: in.ID, Offer: offer}, renderProposal(http.StatusCreated))
}

func acceptProposal(q *request, in *acceptIn) (reply, error) {
	accept := transact.AcceptProposal{ProposalID: in.ID}
	if in.Body != nil {
		accept.Seen, accept.Conditions = in.Body.Version, in.Body.Terms.conditions()
	}
	return q.do(accept, q.agreement(http.StatusCreated))
}

func declineProposal(q *request, in *byID) (reply, error) {
	return q.do(transact.DeclineProposal{ProposalID: in.ID}, renderProposal(http.StatusOK))
}

func withdrawProposal(q *request, in *byID) (reply, error) {
	return q.do(transact.WithdrawProposal{ProposalID: in.ID}, renderProposal(http.StatusOK))
}

func counterOffer(q *request, in *counterIn) (reply, error) {
	b, conditions := in.Body, in.Body.Terms.conditions()
	if b.Amount == 0 && b.DueOn == "" && b.Message == "" && conditions == nil {
		return reply{}, refusal.Invalid("amount", "R1.3", "A counter-offer changes something: the amount, the date or the terms.")
	}
	return q.do(transact.CounterOffer{ProposalID: in.ID, Offer: func(o job.Offer) job.Offer {
		if b.Amount != 0 {
			o.Amount = b.Amount
		}
		if b.DueOn != "" {
			o.DueOn = b.DueOn
		}
		if b.Message != "" {
			o.Message = b.Message
		}
		if conditions != nil {
			o.Conditions = *conditions
		}
		return o
	}}, renderProposal(http.StatusOK))
}

func readProposal(q *request, in *struct {
	ID string `path:"id"`
}) (Proposal, error) {
	p, err := q.store().Proposal(q.ctx, in.ID)
	if err == nil && !p.Party(q.caller.ID) {
		err = refusal.NoSuch("proposal")
	}
	return viewProposal(p), err
}

func listProposals(q *request, in *struct {
	ID string `path:"id"`
	Paging
}) (List[Proposal], error) {
	j, err := q.store().Job(q.ctx, in.ID)
	if err != nil {
		return List[Proposal]{}, err
	}
	query := store.ProposalQuery{JobID: in.ID}
	if j.ClientID != q.caller.ID {
		query.WorkerID = q.caller.ID
	}
	return q.proposals(query, in.Paging)
}

func listOwnProposals(q *request, in *struct{ Paging }) (List[Proposal], error) {
	return q.proposals(store.ProposalQuery{WorkerID: q.caller.ID}, in.Paging)
}

func (q *request) proposals(query store.ProposalQuery, p Paging) (List[Proposal], error) {
	return page(p, func(p store.Page) ([]job.Proposal, error) { return q.store().Proposals(q.ctx, query, p) },
		func(p job.Proposal) string { return p.ID }, viewProposal)
}
