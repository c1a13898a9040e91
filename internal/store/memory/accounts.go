package memory

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"azukari/internal/base/calendar"
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

// AccountByToken finds whom a token lets act, and the token.
func (s *Store) AccountByToken(_ context.Context, hash string, now calendar.Instant) (account.Account, account.Token, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	token, ok := s.tokens.get(hash)
	if !ok || !token.Live(now) {
		return account.Account{}, account.Token{}, store.ErrNotFound
	}
	return s.accounts.rows[token.AccountID], token, nil
}

// AccountByEmail finds who signs in with an address.
func (s *Store) AccountByEmail(_ context.Context, email string) (account.Account, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	held, ok := s.logins.get(account.FoldEmail(email))
	if !ok || held.AccountID == "" {
		return account.Account{}, store.ErrNotFound
	}
	return s.accounts.rows[held.AccountID], nil
}

// Token finds one token, good or not.
func (s *Store) Token(_ context.Context, hash string) (account.Token, error) {
	return get(s, &s.tokens, hash)
}

// SessionsOf lists a person's good sessions, the last used first.
func (s *Store) SessionsOf(_ context.Context, accountID string, now calendar.Instant) ([]account.Token, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	sessions := s.tokens.list(s.tokens.keys(func(t account.Token) bool {
		return t.AccountID == accountID && t.Kind == account.Session && t.ExpiresAt > now
	}))
	slices.SortStableFunc(sessions, func(a, b account.Token) int { return cmp.Compare(b.LastSeenAt, a.LastSeenAt) })
	return sessions, nil
}

// APIKeysOf lists a person's API keys that end after an instant, newest first.
func (s *Store) APIKeysOf(_ context.Context, accountID string, after calendar.Instant) ([]account.Token, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	keys := s.tokens.list(s.tokens.keys(func(t account.Token) bool {
		return t.AccountID == accountID && t.Kind == account.APIKey && t.ExpiresAt > after
	}))
	slices.SortStableFunc(keys, func(a, b account.Token) int { return cmp.Compare(b.CreatedAt, a.CreatedAt) })
	return keys, nil
}

// CredentialsOf lists a person's passkeys, the oldest first.
func (s *Store) CredentialsOf(_ context.Context, accountID string) ([]account.Credential, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	own := s.passkeys.list(s.passkeys.keys(func(c account.Credential) bool { return c.AccountID == accountID && c.Live() }))
	slices.SortStableFunc(own, func(a, b account.Credential) int { return cmp.Compare(a.CreatedAt, b.CreatedAt) })
	return own, nil
}

// CredentialByID finds a passkey that was not removed.
func (s *Store) CredentialByID(_ context.Context, id string) (account.Credential, error) {
	found, err := get(s, &s.passkeys, id)
	if err != nil || !found.Live() {
		return account.Credential{}, store.ErrNotFound
	}
	return found, nil
}

// pickKeyrings copies accounts with all that opens them, and the named logins
// with who holds them.
func (s *Store) pickKeyrings(rows store.Rows, named store.Names) {
	pick(rows.Accounts, &s.accounts, named.Keyrings...)
	pick(rows.Logins, &s.logins, named.Logins...)
	for _, l := range rows.Logins {
		pick(rows.Accounts, &s.accounts, l.AccountID)
	}
	for _, id := range named.Keyrings {
		pick(rows.Tokens, &s.tokens, s.tokens.keys(func(t account.Token) bool { return t.AccountID == id && t.Kind != account.Bearer })...)
		pick(rows.Logins, &s.logins, s.logins.keys(func(l account.Login) bool { return l.AccountID == id })...)
		pick(rows.Keys, &s.passkeys, s.passkeys.keys(func(c account.Credential) bool { return c.AccountID == id })...)
	}
}

// pickMuted copies what they have switched off who may hear of what is named.
func (s *Store) pickMuted(rows store.Rows, named store.Names) {
	hear := func(ids ...string) {
		for _, id := range ids {
			if muted := s.accounts.rows[id].Muted; muted != "" {
				rows.Muted[id] = muted
			}
			pick(rows.Attention, &s.attention, id)
		}
	}
	hear(named.Attention...)
	for _, j := range rows.Jobs {
		hear(j.ClientID)
	}
	for _, p := range rows.Proposals {
		hear(p.ClientID, p.WorkerID)
	}
	for _, c := range rows.Contracts {
		hear(c.ClientID, c.WorkerID)
	}
	for _, c := range rows.Contests {
		hear(c.ClientID)
		for _, e := range c.Entries {
			hear(e.WorkerID)
		}
	}
}

// names is which rows a batch has read, of the kinds whose change does not bring
// the row along as it was.
type names struct {
	accounts, logins, passkeys map[string]bool
	payouts                    map[string]bool

	works map[string]int64 // their versions
}

func noted(rows store.Rows) names {
	works := map[string]int64{}
	for id, a := range rows.Works {
		works[id] = a.Version
	}
	return names{keysOf(rows.Accounts), keysOf(rows.Logins), keysOf(rows.Keys), keysOf(rows.Payouts), works}
}

func keysOf[T any](rows map[string]T) map[string]bool {
	all := map[string]bool{}
	for key := range rows {
		all[key] = true
	}
	return all
}

// putLogin keeps who holds an address; one that the batch did not read was taken
// by somebody else meanwhile.
func (d *draft) putLogin(l account.Login) error {
	if err := needIf("account", &d.accounts, l.AccountID); err != nil {
		return err
	}
	if _, taken := d.logins.rows[l.Email]; taken && !d.read.logins[l.Email] {
		return fmt.Errorf("login %s is there already: %w", l.Email, store.ErrRetry)
	}
	put(d, &d.logins, l.Email, l)
	return nil
}

func (d *draft) putPasskey(c account.Credential) error {
	if err := need("account", &d.accounts, c.AccountID); err != nil {
		return err
	}
	if !d.read.passkeys[c.ID] {
		if err := free("credential", &d.passkeys, c.ID); err != nil {
			return err
		}
	}
	put(d, &d.passkeys, c.ID, c)
	return nil
}

// putAccount keeps an account that the batch has read, and opens the ledger
// accounts of a new one.
func (d *draft) putAccount(a account.Account) error {
	if d.read.accounts[a.ID] {
		put(d, &d.accounts, a.ID, a)
		return nil
	}
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
	if key := t.Kind == account.APIKey; key != (t.Name != "") || key != (t.Start != "") || key && t.ExpiresAt < t.CreatedAt {
		return fmt.Errorf("token %s is half an API key", t.Hash)
	}
	put(d, &d.tokens, t.Hash, t)
	return nil
}
