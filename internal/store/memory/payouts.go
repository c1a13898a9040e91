package memory

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"azukari/internal/domain/payout"
	"azukari/internal/store"
)

// Payout finds one payout.
func (s *Store) Payout(_ context.Context, id string) (payout.Payout, error) {
	return get(s, &s.payouts, id)
}

// Payouts lists payouts, newest first.
func (s *Store) Payouts(_ context.Context, q store.PayoutQuery, p store.Page) ([]payout.Payout, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.payouts.newest(p, func(one payout.Payout) bool {
		return (q.AccountID == "" || q.AccountID == one.AccountID) && (q.BatchID == "" || q.BatchID == one.BatchID) && (q.State == "" || q.State == one.State)
	}), nil
}

// Batch finds one batch of payouts.
func (s *Store) Batch(_ context.Context, id string) (payout.Batch, error) {
	return get(s, &s.batches, id)
}

// Batches lists batches of payouts, newest first.
func (s *Store) Batches(_ context.Context, state payout.State, p store.Page) ([]payout.Batch, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.batches.newest(p, func(b payout.Batch) bool { return state == "" || state == b.State }), nil
}

// BankAccount finds one bank account, replaced or not.
func (s *Store) BankAccount(_ context.Context, id string) (payout.BankAccount, error) {
	return get(s, &s.bankAccounts, id)
}

// PaidTo is the bank account that somebody is paid to; empty when there is none.
func (s *Store) PaidTo(_ context.Context, accountID string) (payout.BankAccount, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.inUse(accountID), nil
}

func (s *Store) inUse(accountID string) payout.BankAccount {
	for _, b := range s.bankAccounts.rows {
		if b.AccountID == accountID && b.Live() {
			return b
		}
	}
	return payout.BankAccount{}
}

// pickPayouts copies named payouts, batches with theirs, and where people are
// paid.
func (s *Store) pickPayouts(rows store.Rows, names store.Names) {
	pick(rows.Payouts, &s.payouts, names.Payouts...)
	pick(rows.Batches, &s.batches, names.Batches...)
	for _, p := range s.payouts.rows {
		if p.BatchID != "" && slices.Contains(names.Batches, p.BatchID) {
			rows.Payouts[p.ID] = p
		}
	}
	for _, account := range names.PaidTo {
		if b := s.inUse(account); b.ID != "" {
			rows.PaidTo[account] = b
		}
	}
}

func (d *draft) putPayout(p payout.Payout) error {
	err := errors.Join(need("account", &d.accounts, p.AccountID), needIf("batch", &d.batches, p.BatchID), needIf("bank account", &d.bankAccounts, p.BankAccountID), needIf("account", &d.accounts, p.ReturnBy))
	if err != nil {
		return err
	}
	inBatch := p.State == payout.Batched || p.State == payout.Paid || p.State == payout.Returned
	if p.Amount < 1 || inBatch != (p.BatchID != "") || inBatch != (p.BankAccountID != "") || p.Underway() != p.EndedAt.IsZero() ||
		(p.State == payout.Returned) != (p.Reason != "") || !slices.Contains(payout.Machine.States(), p.State) {
		return fmt.Errorf("payout %s cannot be", p.ID)
	}
	if _, ok := d.payouts.get(p.ID); ok && !d.read.payouts[p.ID] {
		return fmt.Errorf("payout %s is there already", p.ID)
	}
	put(d, &d.payouts, p.ID, p)
	return nil
}

func (d *draft) putBatch(b payout.Batch) error {
	if err := errors.Join(need("account", &d.accounts, b.CreatedBy), needIf("account", &d.accounts, b.ApprovedBy)); err != nil {
		return err
	}
	ended := b.State == payout.Closed || b.State == payout.Withdrawn
	if b.Count < 1 || b.Total < 1 || b.Open < 0 || b.Open > b.Count || ended != (b.Open == 0) || (b.State == payout.Approved || b.State == payout.Closed) != (b.ApprovedBy != "") ||
		!slices.Contains(payout.BatchStates, b.State) {
		return fmt.Errorf("batch %s cannot be", b.ID)
	}
	if kept, ok := d.batches.get(b.ID); ok && kept.Version >= b.Version {
		return fmt.Errorf("batch %s was changed meanwhile: %w", b.ID, store.ErrRetry)
	}
	put(d, &d.batches, b.ID, b)
	return nil
}

func (d *draft) putBankAccount(b payout.BankAccount) error {
	if err := need("account", &d.accounts, b.AccountID); err != nil {
		return err
	}
	if b.Sealed == "" || len(b.Tail) != 3 || b.UsableAt < b.RegisteredAt {
		return fmt.Errorf("bank account %s cannot be", b.ID)
	}
	kept, ok := d.bankAccounts.get(b.ID)
	if ok && !kept.Live() {
		return fmt.Errorf("bank account %s is replaced already: %w", b.ID, store.ErrRetry)
	}
	if other := d.inUse(b.AccountID); b.Live() && other.ID != "" && other.ID != b.ID {
		return fmt.Errorf("%s is paid to %s: %w", b.AccountID, other.ID, store.ErrRetry)
	}
	put(d, &d.bankAccounts, b.ID, b)
	return nil
}
