package transact

import (
	"cmp"
	"slices"

	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// A Key is an API key about to be made (APIキー). The door sees only what its
// secret hashes to, and its first characters.
type Key struct {
	Hash, Start string
	Name        string
	Days        int
}

// MakeAPIKey gives a person a key for a program of theirs (R13.1). They show who
// they are once more; the staff's session has shown a second factor (R13.2), as
// the key will open what their desk opens. The answer is the account.Token.
type MakeAPIKey struct {
	AccountID string
	Verified  string // the password's hash that was matched
	Session   string // hash
	Key       Key
}

// Names the account.
func (o MakeAPIKey) Names() store.Names { return audited(own(o.AccountID)) }

// Decide makes it.
func (o MakeAPIKey) Decide(w *Work) (any, error) {
	a, err := w.justShown(o.AccountID, o.Verified, o.Session, "R13.1")
	session := w.Rows.Tokens[o.Session]
	switch {
	case err != nil:
		return nil, err
	case a.ProofNeeded(session), a.Staff() && !a.AtDesk(session):
		return nil, refusal.Denied("R13.2", "Show your second factor first.")
	}
	return w.makeAPIKey(a, o.Key)
}

// IssueAPIKey gives an account a key by the hand of who runs the machine; the
// answer is the account.Token.
type IssueAPIKey struct {
	AccountID string
	Key       Key
}

// Names the account.
func (o IssueAPIKey) Names() store.Names { return audited(own(o.AccountID)) }

// Decide makes it, for an account that may sign in.
func (o IssueAPIKey) Decide(w *Work) (any, error) {
	a, err := w.account(o.AccountID)
	if err == nil && !a.Confirmed() {
		err = refusal.Conflict(refusal.EmailUnconfirmed, "R13.1", "The address of this account is not confirmed yet.")
	}
	if err != nil {
		return nil, err
	}
	return w.makeAPIKey(a, o.Key)
}

// makeAPIKey makes a key, which its owner and the trail hear of.
func (w *Work) makeAPIKey(a account.Account, k Key) (any, error) {
	made, err := a.MakeAPIKey(k.Hash, k.Start, k.Name, k.Days, w.Now)
	switch _, taken := w.Rows.Tokens[k.Hash]; {
	case err != nil:
		return nil, err
	case taken:
		return nil, refusal.Conflict(refusal.StateConflict, "R13.1", "This key is there already.")
	case len(w.apiKeys(a.ID)) >= account.MaxAPIKeys:
		return nil, refusal.Conflict(refusal.TooManyKeys, "R13.1", "An account has at most 10 API keys. Revoke one that is not needed any more.")
	}
	w.putToken(made)
	w.tellOwner(notice.APIKeyMade, a, canonical.Object{"name": made.Name, "start": made.Start, "ends_at": made.ExpiresAt.String()})
	w.audit(audit.APIKeyMade, a.ID, canonical.Object{"start": made.Start, "days": k.Days})
	return made, nil
}

// RevokeAPIKey ends a key of one's own (失効). There is no answer.
type RevokeAPIKey struct {
	AccountID string
	Hash      string
}

// Names the account.
func (o RevokeAPIKey) Names() store.Names { return audited(own(o.AccountID)) }

// Decide ends it; one that ended before stays so.
func (o RevokeAPIKey) Decide(w *Work) (any, error) {
	a, err := w.account(o.AccountID)
	if err != nil {
		return nil, err
	}
	k, ok := w.Rows.Tokens[o.Hash]
	if !ok || k.Kind != account.APIKey || k.AccountID != a.ID {
		return nil, refusal.NoSuch("API key")
	}
	if k.Live(w.Now) {
		w.revoke(a, k)
		w.audit(audit.APIKeyRevoked, a.ID, canonical.Object{"start": k.Start})
	}
	return nil, nil
}

// revoke ends keys of one account, and tells its owner once.
func (w *Work) revoke(a account.Account, keys ...account.Token) {
	names := make([]string, len(keys))
	for i, k := range keys {
		w.putToken(k.End(w.Now))
		names[i] = k.Name
	}
	if len(keys) > 0 {
		w.tellOwner(notice.APIKeyRevoked, a, canonical.Object{"names": names})
	}
}

// apiKeys are the good ones of an account, the oldest first.
func (w *Work) apiKeys(accountID string) (keys []account.Token) {
	for _, t := range w.Rows.Tokens {
		if t.AccountID == accountID && t.Kind == account.APIKey && t.Live(w.Now) {
			keys = append(keys, t)
		}
	}
	slices.SortFunc(keys, func(a, b account.Token) int {
		return cmp.Or(cmp.Compare(a.CreatedAt, b.CreatedAt), cmp.Compare(a.Hash, b.Hash))
	})
	return keys
}

// TouchAPIKey notes that a key is in use, now and then. A program that calls is
// nobody who looks: it is no visit of its owner's. There is no answer.
type TouchAPIKey struct{ Hash string }

// Names the key.
func (o TouchAPIKey) Names() store.Names { return store.Names{Tokens: []string{o.Hash}} }

// Decide notes it.
func (o TouchAPIKey) Decide(w *Work) (any, error) {
	k, ok := w.Rows.Tokens[o.Hash]
	if !ok || k.Kind != account.APIKey || !k.Live(w.Now) {
		return nil, refusal.NoSuch("API key")
	}
	if used, changed := k.Used(w.Now); changed {
		w.putToken(used)
	}
	return nil, nil
}
