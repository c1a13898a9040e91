package sqlstore

import (
	"context"

	"azukari/internal/domain/job"
	"azukari/internal/store"
)

type proposalRow struct {
	job.Proposal
	was int64 // the version that an update replaces
}

func proposalRowOf(p job.Proposal) proposalRow { return proposalRow{Proposal: p} }

func (p proposalRow) proposal() job.Proposal { return p.Proposal }

var proposals = table[proposalRow]{
	name: "proposals",
	fixed: func(p *proposalRow) []column {
		return []column{
			{"id", &p.ID},
			{"job_id", &p.JobID},
			{"client_id", &p.ClientID},
			{"worker_id", &p.WorkerID},
			{"message", &p.Message},
			{"created_at", (*int64)(&p.CreatedAt)},
		}
	},
	moving: func(p *proposalRow) []column {
		return []column{
			{"state", (*string)(&p.State)},
			{"own_amount", (*int64)(&p.Own.Amount)},
			{"own_due_on", &p.Own.DueOn},
			{"own_message", &p.Own.Message},
			{"own_conditions", document[job.Conditions]{&p.Own.Conditions}},
			{"offer_amount", (*int64)(&p.Offer.Amount)},
			{"offer_due_on", &p.Offer.DueOn},
			{"offer_message", &p.Offer.Message},
			{"offer_conditions", document[job.Conditions]{&p.Offer.Conditions}},
			{"contract_id", &p.ContractID},
			{"version", &p.Version},
		}
	},
	guard: func(p *proposalRow) column { return column{"version", &p.was} },
}

var proposalByID = proposals.byKey()

// Proposal finds one proposal.
func (r *reader) Proposal(ctx context.Context, id string) (job.Proposal, error) {
	found, err := one(ctx, r, proposals, proposalByID, id)
	return found.Proposal, err
}

// Proposals lists proposals, newest first.
func (r *reader) Proposals(ctx context.Context, q store.ProposalQuery, p store.Page) ([]job.Proposal, error) {
	sql, args := proposalsQuery(q, p)
	found, err := list(ctx, r, proposals, sql, args...)
	return unwrap(found, proposalRow.proposal), err
}

func proposalsQuery(q store.ProposalQuery, p store.Page) (string, []any) {
	s := selection{}
	s.equal("p.job_id", q.JobID)
	s.equal("p.client_id", q.ClientID)
	s.equal("p.worker_id", q.WorkerID)
	s.equal("p.state", string(q.State))
	return "select " + proposals.list("p") + " from proposals p" + s.newestFirst("p.id", p), s.args
}
