package memory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"azukari/internal/base/bigram"
	"azukari/internal/domain/job"
	"azukari/internal/store"
)

// Job finds one job.
func (s *Store) Job(_ context.Context, id string) (job.Job, error) { return get(s, &s.jobs, id) }

// Jobs lists jobs that have all the words of the query somewhere in their title
// or description, newest first.
func (s *Store) Jobs(_ context.Context, q store.JobQuery, p store.Page) ([]job.Job, error) {
	words := bigram.Words(q.Text)
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.jobs.newest(p, func(j job.Job) bool {
		text := bigram.Fold(j.Title + "\n" + j.Description)
		return (q.State == store.AnyState || j.State == cmp.Or(q.State, job.Open)) &&
			(q.ClientID == "" || q.ClientID == j.ClientID) &&
			(q.MinBudget == 0 || q.MinBudget <= j.BudgetAmount) &&
			(q.MaxBudget == 0 || q.MaxBudget >= j.BudgetAmount) &&
			(q.Category == "" || q.Category == j.Category) &&
			(q.Format == "" || q.Format == j.Format) &&
			!slices.ContainsFunc(words, func(w bigram.Word) bool { return !strings.Contains(text, w.Text) })
	}), nil
}

// Proposal finds one proposal.
func (s *Store) Proposal(_ context.Context, id string) (job.Proposal, error) {
	return get(s, &s.proposals, id)
}

// Proposals lists proposals, newest first.
func (s *Store) Proposals(_ context.Context, q store.ProposalQuery, p store.Page) ([]job.Proposal, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.proposals.newest(p, func(one job.Proposal) bool {
		return (q.JobID == "" || q.JobID == one.JobID) && (q.ClientID == "" || q.ClientID == one.ClientID) &&
			(q.WorkerID == "" || q.WorkerID == one.WorkerID) && (q.State == "" || q.State == one.State)
	}), nil
}

func (d *draft) putJob(j job.Job) error {
	if err := need("account", &d.accounts, j.ClientID); err != nil {
		return err
	}
	put(d, &d.jobs, j.ID, j)
	return nil
}

func (d *draft) putProposal(p job.Proposal) error {
	if p.ClientID == p.WorkerID { // R1.2
		return fmt.Errorf("proposal %s is to oneself", p.ID)
	}
	if err := errors.Join(need("job", &d.jobs, p.JobID), need("account", &d.accounts, p.ClientID), need("account", &d.accounts, p.WorkerID)); err != nil {
		return err
	}
	put(d, &d.proposals, p.ID, p)
	return nil
}

func copiedProposal(p job.Proposal) job.Proposal {
	p.Own.Conditions = copiedConditions(p.Own.Conditions)
	p.Offer.Conditions = copiedConditions(p.Offer.Conditions)
	return p
}

func copiedConditions(c job.Conditions) job.Conditions {
	c.Criteria, c.Milestones = slices.Clone(c.Criteria), slices.Clone(c.Milestones)
	c.InspectionDays, c.RevisionRounds = copied(c.InspectionDays), copied(c.RevisionRounds)
	return c
}

// copied is a pointer to a copy; nil stays nil.
func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}
