package memory

import (
	"context"

	"azukari/internal/domain/account"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
)

// Account finds one person's account.
func (s *Store) Account(_ context.Context, id string) (account.Account, error) {
	return get(s, &s.accounts, id)
}

// Accounts lists everyone, newest first.
func (s *Store) Accounts(_ context.Context, p store.Page) ([]account.Account, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.accounts.newest(p, func(account.Account) bool { return true }), nil
}

// AccountByToken finds whom a token of that kind lets act.
func (s *Store) AccountByToken(_ context.Context, hash string, kind account.TokenKind) (account.Account, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	token, ok := s.tokens.get(hash)
	if !ok || token.Kind != kind {
		return account.Account{}, store.ErrNotFound
	}
	return s.accounts.rows[token.AccountID], nil
}

// addAccount opens a person's ledger accounts too.
func (d *draft) addAccount(a account.Account) error {
	if err := free("account", &d.accounts, a.ID); err != nil {
		return err
	}
	put(d, &d.accounts, a.ID, a)
	return each([]ledger.Account{ledger.User(a.ID), ledger.Pending(a.ID)}, d.open)
}

func (d *draft) putToken(t account.Token) error {
	if err := need("account", &d.accounts, t.AccountID); err != nil {
		return err
	}
	put(d, &d.tokens, t.Hash, t)
	return nil
}
