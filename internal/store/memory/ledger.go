package memory

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"azukari/internal/base/money"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
)

// Balance is what stands on an account of the ledger.
func (s *Store) Balance(_ context.Context, a ledger.Account) (money.Yen, error) {
	return get(s, &s.balances, string(a))
}

// Lines lists an account's entries, newest first.
func (s *Store) Lines(_ context.Context, a ledger.Account, p store.Page) ([]ledger.Line, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	on := func(e ledger.Entry) bool { return e.Account == a }
	lines := []ledger.Line{}
	for _, t := range s.transfers.newest(p, func(t ledger.Posted) bool { return slices.ContainsFunc(t.Entries, on) }) {
		e := t.Entries[slices.IndexFunc(t.Entries, on)] // a transfer touches an account once
		l := ledger.Line{Transfer: t.ID, Kind: t.Kind, Account: a, Amount: e.Amount, Cause: t.Cause, Subject: t.Subject, At: t.At}
		for _, e := range t.Entries {
			switch e.Account {
			case ledger.Fees:
				l.Fee = e.Amount
			case ledger.Tax:
				l.Tax = e.Amount
			}
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// open adds an account with nothing on it to the ledger.
func (d *draft) open(a ledger.Account) error {
	if err := free("ledger account", &d.balances, string(a)); err != nil {
		return err
	}
	put(d, &d.balances, string(a), 0)
	return nil
}

// post writes the transfers of a batch into the book. What an account may not
// go below, it may not after the last one.
func (d *draft) post(transfers []ledger.Transfer) error {
	for _, t := range transfers {
		if err := d.postOne(t.Record()); err != nil {
			return fmt.Errorf("transfer %s: %w", t.ID(), err)
		}
	}
	for _, t := range transfers {
		for _, e := range t.Entries() {
			if balance := d.balances.rows[string(e.Account)]; balance < 0 && !e.Account.External() {
				return fmt.Errorf("transfer %s leaves %s at %d", t.ID(), e.Account, balance) // R9.3 b
			}
		}
	}
	return nil
}

func (d *draft) postOne(p ledger.Posted) error {
	if fault := p.Fault(); fault != "" {
		return errors.New(fault)
	}
	if err := errors.Join(free("transfer", &d.transfers, p.ID), d.caused(p)); err != nil {
		return err
	}
	if by, taken := d.keys.get(p.Key); taken {
		return fmt.Errorf("key %s was used by %s already: %w", p.Key, by, store.ErrRetry)
	}
	for _, e := range p.Entries {
		if err := need("ledger account", &d.balances, string(e.Account)); err != nil {
			return err
		}
		put(d, &d.balances, string(e.Account), d.balances.rows[string(e.Account)]+e.Amount)
	}
	put(d, &d.keys, p.Key, p.ID)
	put(d, &d.transfers, p.ID, p)
	return nil
}

// caused refuses a transfer without exactly one cause: an event of what it
// belongs to, or a payout, which belongs to nothing (R9.3 f).
func (d *draft) caused(p ledger.Posted) error {
	if p.Subject == "" {
		return need("payout", &d.payouts, p.Cause)
	}
	return errors.Join(d.subject(p.Subject), need("event", &d.events, p.Cause))
}

func copiedPosted(p ledger.Posted) ledger.Posted {
	p.Entries = slices.Clone(p.Entries)
	return p
}
