package sqlstore

import (
	"context"

	"azukari/internal/domain/job"
	"azukari/internal/store"
)

var proposals = table[job.Proposal]{
	name: "proposals",
	fixed: func(p *job.Proposal) []column {
		return []column{
			{"id", &p.ID},
			{"job_id", &p.JobID},
			{"client_id", &p.ClientID},
			{"worker_id", &p.WorkerID},
			{"message", &p.Message},
			{"created_at", (*int64)(&p.CreatedAt)},
		}
	},
	moving: func(p *job.Proposal) []column {
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
}

var proposalByID = proposals.byKey()

// Proposal finds one proposal.
func (r *reader) Proposal(ctx context.Context, id string) (job.Proposal, error) {
	return one(ctx, r, proposals, proposalByID, id)
}

// Proposals lists proposals, newest first.
func (r *reader) Proposals(ctx context.Context, q store.ProposalQuery, p store.Page) ([]job.Proposal, error) {
	sql, args := proposalsQuery(q, p)
	return list(ctx, r, proposals, sql, args...)
}

func proposalsQuery(q store.ProposalQuery, p store.Page) (string, []any) {
	s := selection{}
	s.equal("p.job_id", q.JobID)
	s.equal("p.worker_id", q.WorkerID)
	return "select " + proposals.list("p") + " from proposals p" + s.newestFirst("p.id", p), s.args
}
