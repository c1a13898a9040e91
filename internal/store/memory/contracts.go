package memory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
)

// Contract finds one contract with all that hangs on it.
func (s *Store) Contract(_ context.Context, id string) (contract.Contract, error) {
	return get(s, &s.contracts, id)
}

// Terms finds one document of a contract's terms.
func (s *Store) Terms(_ context.Context, contractID, sha256 string) (string, error) {
	one, err := get(s, &s.terms, termsKey(contractID, sha256))
	return one.Document, err
}

// Contracts lists contracts, newest first.
func (s *Store) Contracts(_ context.Context, q store.ContractQuery, p store.Page) ([]contract.Contract, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.contracts.newest(p, func(c contract.Contract) bool {
		return (q.ClientID == "" || q.ClientID == c.ClientID) &&
			(q.WorkerID == "" || q.WorkerID == c.WorkerID) &&
			(q.Party == "" || q.Party == c.ClientID || q.Party == c.WorkerID) &&
			(q.State == "" || q.State == c.State) &&
			(q.DisputeIn == "" || c.Dispute != nil && q.DisputeIn == c.Dispute.State)
	}), nil
}

// Nudges lists contact nudges, newest first.
func (s *Store) Nudges(_ context.Context, state contract.State, p store.Page) ([]store.NudgeOf, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := []store.NudgeOf{}
	for contractID, r := range s.requests.rows {
		for _, n := range r.nudges {
			if (state == "" || state == n.State) && (p.Cursor == "" || n.ID < p.Cursor) {
				all = append(all, store.NudgeOf{ContractID: contractID, Nudge: n})
			}
		}
	}
	slices.SortFunc(all, func(a, b store.NudgeOf) int { return strings.Compare(b.ID, a.ID) })
	return first(all, p.Rows()), nil
}

// Due lists what the clock owes something after an instant and by now, earliest first.
func (s *Store) Due(_ context.Context, after, now calendar.Instant, limit int) ([]store.Due, error) {
	return first(s.dues(func(d store.Due) bool { return d.At > after && d.At <= now }), limit), nil
}

// NextDue is the earliest instant at which the clock owes something.
func (s *Store) NextDue(context.Context) (calendar.Instant, error) {
	owed := s.dues(func(store.Due) bool { return true })
	if len(owed) == 0 {
		return 0, nil
	}
	return owed[0].At, nil
}

// dues lists what the clock owes of what is to be kept, earliest first.
func (s *Store) dues(keep func(store.Due) bool) []store.Due {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var owed []store.Due
	for _, c := range s.contracts.rows {
		if c.Next.At > 0 {
			owed = append(owed, store.Due{At: c.Next.At, Room: store.ContractRoom, ID: c.ID})
		}
	}
	for _, r := range s.outside.rows {
		if r.Due() > 0 {
			owed = append(owed, store.Due{At: r.Due(), Room: store.OutsideRoom, ID: r.ContractID})
		}
	}
	owed = slices.DeleteFunc(append(append(owed, s.contestDues()...), append(s.taskDues(), s.attentionDues()...)...), func(d store.Due) bool { return !keep(d) })
	slices.SortFunc(owed, inDueOrder)
	return owed
}

// putContract keeps a contract as the batch leaves it, and every request that
// it had on the way; new milestones open their escrow accounts.
func (d *draft) putContract(ch store.ContractChange) error {
	c := ch.After
	if err := errors.Join(d.fresh(ch), fault(c), d.known(c)); err != nil {
		return fmt.Errorf("contract %s: %w", c.ID, err)
	}
	parts := 0
	if ch.Before != nil {
		parts = len(ch.Before.Milestones)
	}
	for i, m := range c.Milestones {
		if i < parts {
			continue
		}
		if m.Funded != 0 { // a won prize brings its escrow along
			continue
		}
		if err := d.open(ledger.Escrow(m.ID)); err != nil {
			return err
		}
	}
	put(d, &d.contracts, c.ID, c)
	return d.putRequests(c.ID, append(slices.Clone(ch.Between), c))
}

// fresh refuses a decision on a contract that is not as it was read.
func (d *draft) fresh(ch store.ContractChange) error {
	if ch.Before == nil {
		return free("contract", &d.contracts, ch.After.ID)
	}
	kept, ok := d.contracts.rows[ch.After.ID]
	if !ok || kept.Version != ch.Before.Version {
		return fmt.Errorf("version %d was read, %d is kept: %w", ch.Before.Version, kept.Version, store.ErrRetry)
	}
	return nil
}

// known refuses a contract of what is not there.
func (d *draft) known(c contract.Contract) error {
	return errors.Join(need("job", &d.jobs, c.JobID), need("proposal", &d.proposals, c.ProposalID),
		need("account", &d.accounts, c.ClientID), need("account", &d.accounts, c.WorkerID))
}

// fault refuses a contract that contradicts itself.
func fault(c contract.Contract) error {
	switch {
	case c.ClientID == c.WorkerID:
		return fmt.Errorf("client and worker are one (R1.2)")
	case c.Paid.Gross != c.Paid.Net+c.Paid.Charge.Sum():
		return fmt.Errorf("what was paid does not add up: %+v (R9.3 e)", c.Paid)
	case c.Paid.Bonus < 0 || c.Paid.Bonus > c.Paid.Gross:
		return fmt.Errorf("bonuses of %d in pay of %d", c.Paid.Bonus, c.Paid.Gross)
	case (c.Next.At > 0) != (c.Next.Kind != ""):
		return fmt.Errorf("the clock owes half a thing: %+v", c.Next)
	case c.Ended() != (c.EndedBy != ""):
		return fmt.Errorf("%s, and ended by %q", c.State, c.EndedBy)
	}
	for _, m := range c.Milestones {
		if m.Funded != 0 && m.Funded != m.Amount {
			return fmt.Errorf("milestone %s is funded in part (R9.3 d)", m.ID)
		}
	}
	return nil
}

func (d *draft) addTerms(documents []store.Terms) error {
	for _, t := range documents {
		key := termsKey(t.ContractID, t.SHA256)
		if err := errors.Join(need("contract", &d.contracts, t.ContractID), free("terms of", &d.terms, key)); err != nil {
			return err
		}
		put(d, &d.terms, key, t)
	}
	return nil
}

// knownTerms refuses a change of the terms whose document is not kept.
func (d *draft) knownTerms(ch store.ContractChange) error {
	for _, c := range append(slices.Clone(ch.Between), ch.After) {
		if a := c.Amendment; a != nil {
			if err := need("terms", &d.terms, termsKey(c.ID, a.TermsHash)); err != nil {
				return err
			}
		}
	}
	return nil
}

func termsKey(contractID, sha256 string) string { return contractID + " " + sha256 }

func copiedContract(c contract.Contract) contract.Contract {
	c.Criteria, c.Milestones = slices.Clone(c.Criteria), slices.Clone(c.Milestones)
	c.Nudge, c.Termination, c.Dispute, c.Payment = copied(c.Nudge), copied(c.Termination), copied(c.Dispute), copied(c.Payment)
	c.Amendment, c.Bonus = copied(c.Amendment), copied(c.Bonus)
	return c
}
