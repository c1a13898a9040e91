package memory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
)

// Contest finds the contest of a job, with its entries.
func (s *Store) Contest(_ context.Context, jobID string) (contest.Contest, error) {
	return get(s, &s.contests, jobID)
}

// Contests lists contests, newest first.
func (s *Store) Contests(_ context.Context, q store.ContestQuery, p store.Page) ([]contest.Contest, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.contests.newest(p, func(c contest.Contest) bool {
		return (q.ClientID == "" || q.ClientID == c.ClientID) &&
			(q.WorkerID == "" || slices.ContainsFunc(c.Entries, func(e contest.Entry) bool { return e.WorkerID == q.WorkerID }))
	}), nil
}

// EntryDocument finds what was entered.
func (s *Store) EntryDocument(_ context.Context, entryID string) (string, error) {
	return get(s, &s.documents, entryID)
}

// putContest keeps a contest as the batch leaves it; its prizes open their
// escrow accounts with it, and what was entered is kept by itself.
func (d *draft) putContest(ch store.ContestChange) error {
	c := ch.After
	err := errors.Join(d.freshContest(ch), need("job", &d.jobs, c.JobID), need("account", &d.accounts, c.ClientID))
	if (c.Next.At > 0) != (c.Next.Kind != "") {
		err = errors.Join(err, fmt.Errorf("the clock owes half a thing: %+v", c.Next))
	}
	if err != nil {
		return fmt.Errorf("contest of %s: %w", c.JobID, err)
	}
	entries := 0
	if ch.Before == nil {
		for _, p := range c.Prizes {
			if err := d.open(ledger.Escrow(p.ID)); err != nil {
				return err
			}
		}
	} else {
		entries = len(ch.Before.Entries)
	}
	c = copiedContest(c)
	for i := range c.Entries {
		e := &c.Entries[i]
		if i >= entries {
			if err := errors.Join(need("proposal", &d.proposals, e.ID), need("account", &d.accounts, e.WorkerID), free("entry", &d.documents, e.ID)); err != nil {
				return err
			}
			put(d, &d.documents, e.ID, e.Document)
		}
		e.Document = ""
	}
	put(d, &d.contests, c.JobID, c)
	return nil
}

func (d *draft) freshContest(ch store.ContestChange) error {
	if ch.Before == nil {
		return free("contest", &d.contests, ch.After.JobID)
	}
	kept, ok := d.contests.rows[ch.After.JobID]
	if !ok || kept.Version != ch.Before.Version {
		return fmt.Errorf("version %d was read, %d is kept: %w", ch.Before.Version, kept.Version, store.ErrRetry)
	}
	return nil
}

// contestDues lists what the clock owes contests.
func (s *Store) contestDues() (owed []store.Due) {
	for _, c := range s.contests.rows {
		if c.Next.At > 0 {
			owed = append(owed, store.Due{At: c.Next.At, Room: store.ContestRoom, ID: c.JobID})
		}
	}
	return owed
}

// contestOrders lists the payments for contests that await the gateway.
func (s *Store) contestOrders() (open []store.Order) {
	for _, c := range s.contests.rows {
		if c.Payment != nil && c.Payment.State == contract.PaymentOrdered {
			open = append(open, store.Order{Room: store.ContestRoom, ID: c.JobID, PaymentID: c.Payment.ID, Amount: c.Payment.Amount})
		}
	}
	return open
}

func inDueOrder(a, b store.Due) int {
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Room, b.Room))
}

func copiedContest(c contest.Contest) contest.Contest {
	c.Criteria, c.Prizes, c.Entries = slices.Clone(c.Criteria), slices.Clone(c.Prizes), slices.Clone(c.Entries)
	c.Payment = copied(c.Payment)
	return c
}
