package memory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
)

// requests are all that ever hung on one contract, oldest first: the contract
// itself knows the latest of each kind only.
type requests struct {
	nudges       []contract.Nudge
	terminations []contract.Termination
	disputes     []contract.Dispute
	changes      []contract.Amendment
	payments     []contract.Payment
	bonuses      []contract.Bonus
}

func copiedRequests(r requests) requests {
	return requests{slices.Clone(r.nudges), slices.Clone(r.terminations), slices.Clone(r.disputes),
		slices.Clone(r.changes), slices.Clone(r.payments), slices.Clone(r.bonuses)}
}

// putRequests takes over the requests that a contract had in each of its
// states, and refuses to keep two where there may be one; new bonuses open their
// escrow accounts.
func (d *draft) putRequests(contractID string, states []contract.Contract) error {
	r, _ := d.requests.get(contractID)
	paid := len(r.bonuses)
	for _, c := range states {
		r.nudges = follow(r.nudges, c.Nudge, func(n contract.Nudge) string { return n.ID })
		r.terminations = follow(r.terminations, c.Termination, func(t contract.Termination) string { return t.ID })
		r.disputes = follow(r.disputes, c.Dispute, func(d contract.Dispute) string { return d.ID })
		r.changes = follow(r.changes, c.Amendment, func(a contract.Amendment) string { return a.ID })
		r.bonuses = follow(r.bonuses, c.Bonus, func(b contract.Bonus) string { return b.ID })
		r.payments = follow(r.payments, c.Payment, func(p contract.Payment) string { return p.ID })
	}
	if err := errors.Join(r.fault(), d.knownDeciders(r)); err != nil {
		return fmt.Errorf("contract %s: %w", contractID, err)
	}
	for _, b := range r.bonuses[paid:] {
		if err := d.open(ledger.Escrow(b.ID)); err != nil {
			return err
		}
	}
	put(d, &d.requests, contractID, r)
	return nil
}

// follow keeps a request as it stands now, in the place that it has or as the
// newest.
func follow[T any](kept []T, now *T, id func(T) string) []T {
	if now == nil {
		return kept
	}
	if i := slices.IndexFunc(kept, func(one T) bool { return id(one) == id(*now) }); i >= 0 {
		kept[i] = *now
		return kept
	}
	return append(kept, *now)
}

// fault refuses what can be there once only.
func (r requests) fault() error {
	ordered := map[string]int{}
	for _, p := range r.payments {
		if p.State == contract.PaymentOrdered {
			ordered[p.MilestoneID]++
		}
	}
	for milestone, n := range ordered {
		if n > 1 {
			return fmt.Errorf("%d payments are ordered for milestone %s: %w", n, milestone, store.ErrRetry)
		}
	}
	switch {
	case count(r.nudges, func(n contract.Nudge) bool { return n.Open() }) > 1: // R5.9
		return fmt.Errorf("two nudges are open: %w", store.ErrRetry)
	case count(r.terminations, func(t contract.Termination) bool { return t.Open() }) > 1: // R6.6
		return fmt.Errorf("two termination requests are open: %w", store.ErrRetry)
	case count(r.changes, func(a contract.Amendment) bool { return a.Undecided() }) > 1: // R1.6
		return fmt.Errorf("two changes of the terms are under way: %w", store.ErrRetry)
	case len(r.disputes) > 1:
		return fmt.Errorf("there are two disputes: %w", store.ErrRetry)
	}
	for _, d := range r.disputes {
		if d.ProposedBy != "" && d.ProposedBy == d.ResolvedBy { // R7.2
			return fmt.Errorf("dispute %s: one operator confirms alone", d.ID)
		}
	}
	return nil
}

func count[T any](rows []T, is func(T) bool) (n int) {
	for _, row := range rows {
		if is(row) {
			n++
		}
	}
	return n
}

// knownDeciders refuses decisions by accounts that are not there.
func (d *draft) knownDeciders(r requests) error {
	for _, n := range r.nudges {
		if err := needIf("account", &d.accounts, n.DecidedBy); err != nil {
			return err
		}
	}
	for _, one := range r.disputes {
		if err := errors.Join(needIf("account", &d.accounts, one.ProposedBy), needIf("account", &d.accounts, one.ResolvedBy)); err != nil {
			return err
		}
	}
	return nil
}

// ContractOfNudge finds the contract that a nudge belongs to.
func (s *Store) ContractOfNudge(_ context.Context, nudgeID string) (string, error) {
	return s.contractOf(func(r requests) bool {
		return slices.ContainsFunc(r.nudges, func(n contract.Nudge) bool { return n.ID == nudgeID })
	})
}

// ContractOfDispute finds the contract that a dispute belongs to.
func (s *Store) ContractOfDispute(_ context.Context, disputeID string) (string, error) {
	return s.contractOf(func(r requests) bool {
		return slices.ContainsFunc(r.disputes, func(d contract.Dispute) bool { return d.ID == disputeID })
	})
}

func (s *Store) contractOf(has func(requests) bool) (string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for contractID, r := range s.requests.rows {
		if has(r) {
			return contractID, nil
		}
	}
	return "", store.ErrNotFound
}

// OpenOrders lists the payments that await the gateway's answer, oldest first.
func (s *Store) OpenOrders(context.Context) ([]store.Order, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	open := []store.Order{}
	for contractID, r := range s.requests.rows {
		for _, p := range r.payments {
			if p.State == contract.PaymentOrdered {
				open = append(open, store.Order{Room: store.ContractRoom, ID: contractID, PaymentID: p.ID, Amount: p.Amount})
			}
		}
	}
	open = append(append(open, s.contestOrders()...), s.taskOrders()...)
	slices.SortFunc(open, func(a, b store.Order) int { return strings.Compare(a.PaymentID, b.PaymentID) })
	return open, nil
}
