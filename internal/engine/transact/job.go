package transact

import (
	"azukari/internal/base/refusal"
	"azukari/internal/domain/job"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// PostJob publishes a job; the answer is the job.Job.
type PostJob struct{ Job job.Job }

// Names nothing: the job is new.
func (PostJob) Names() store.Names { return store.Names{} }

// Decide posts the job for its client, the actor.
func (o PostJob) Decide(w *Work) (any, error) {
	if err := w.takes(job.Project); err != nil {
		return nil, err
	}
	o.Job.ClientID = w.Actor.Account
	posted := job.Post(o.Job, w.IDs, w.Now)
	w.putJob(posted)
	return posted, nil
}

// CloseJob ends the search for workers; the answer is the job.Job.
type CloseJob struct{ JobID string }

// Names the job.
func (o CloseJob) Names() store.Names { return store.Names{Jobs: []string{o.JobID}} }

// Decide closes the job.
func (o CloseJob) Decide(w *Work) (any, error) {
	j, ok := w.Rows.Jobs[o.JobID]
	if !ok {
		return nil, refusal.NoSuch("job")
	}
	j, err := job.Close(j, w.Actor.Account)
	if err != nil {
		return nil, err
	}
	w.putJob(j)
	return j, nil
}

// Propose answers a job with an offer; the answer is the job.Proposal.
type Propose struct {
	JobID string
	Offer job.Offer
}

// Names the job.
func (o Propose) Names() store.Names { return store.Names{Jobs: []string{o.JobID}} }

// Decide makes the proposal, and tells the client.
func (o Propose) Decide(w *Work) (any, error) {
	j, ok := w.Rows.Jobs[o.JobID]
	if !ok {
		return nil, refusal.NoSuch("job")
	}
	p, err := job.Propose(j, w.Actor.Account, o.Offer, w.IDs, w.Now)
	if err != nil {
		return nil, err
	}
	w.putProposal(p)
	w.tell(notice.ProposalReceived, p, j)
	return p, nil
}

// CounterOffer answers the offer that stands with another; the answer is the
// job.Proposal.
type CounterOffer struct {
	ProposalID string
	Offer      func(standing job.Offer) job.Offer // what changes in it
}

// Names the proposal.
func (o CounterOffer) Names() store.Names { return store.Names{Proposals: []string{o.ProposalID}} }

// Decide makes the counter-offer, and tells the other side.
func (o CounterOffer) Decide(w *Work) (any, error) {
	return w.onProposal(o.ProposalID, notice.ProposalCountered, func(p job.Proposal) (job.Proposal, error) {
		return p.Counter(w.Actor.Account, o.Offer(p.Offer))
	})
}

// DeclineProposal refuses the offer that stands; the answer is the job.Proposal.
type DeclineProposal struct{ ProposalID string }

// Names the proposal.
func (o DeclineProposal) Names() store.Names { return store.Names{Proposals: []string{o.ProposalID}} }

// Decide declines, and tells the other side.
func (o DeclineProposal) Decide(w *Work) (any, error) {
	return w.onProposal(o.ProposalID, notice.ProposalDeclined, func(p job.Proposal) (job.Proposal, error) {
		return p.Decline(w.Actor.Account)
	})
}

// WithdrawProposal takes back one's own offer; the answer is the job.Proposal.
type WithdrawProposal struct{ ProposalID string }

// Names the proposal.
func (o WithdrawProposal) Names() store.Names { return store.Names{Proposals: []string{o.ProposalID}} }

// Decide withdraws, and tells the other side.
func (o WithdrawProposal) Decide(w *Work) (any, error) {
	return w.onProposal(o.ProposalID, notice.ProposalWithdrawn, func(p job.Proposal) (job.Proposal, error) {
		return p.Withdraw(w.Actor.Account)
	})
}

// onProposal changes a proposal and tells the other side.
func (w *Work) onProposal(id string, kind notice.Kind, change func(job.Proposal) (job.Proposal, error)) (any, error) {
	p, err := w.proposal(id)
	if err != nil {
		return nil, err
	}
	if p, err = change(p); err != nil {
		return nil, err
	}
	w.putProposal(p)
	w.tell(kind, p, w.Rows.Jobs[p.JobID])
	return p, nil
}

func (w *Work) tell(kind notice.Kind, p job.Proposal, j job.Job) {
	w.notify(notice.OfProposal(kind, p, j, w.Actor.Account, w.IDs, w.Now))
}

func (w *Work) proposal(id string) (job.Proposal, error) {
	p, ok := w.Rows.Proposals[id]
	if !ok || !p.Party(w.Actor.Account) {
		return job.Proposal{}, refusal.NoSuch("proposal")
	}
	return p, nil
}

func (w *Work) putJob(j job.Job) {
	w.Rows.Jobs[j.ID] = j
	w.pending.Jobs = put(w.pending.Jobs, j, func(o job.Job) bool { return o.ID == j.ID })
}

func (w *Work) putProposal(p job.Proposal) {
	w.Rows.Proposals[p.ID] = p
	w.pending.Proposals = put(w.pending.Proposals, p, func(o job.Proposal) bool { return o.ID == p.ID })
}

// put replaces the row that a batch already changed, or adds it.
func put[T any](rows []T, row T, same func(T) bool) []T {
	for i := range rows {
		if same(rows[i]) {
			rows[i] = row
			return rows
		}
	}
	return append(rows, row)
}
