package transact

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// maxPasskeys bounds a keyring.
const maxPasskeys = 20

// AddPasskey keeps a passkey that server/auth registered (パスキーの登録), for who
// has just shown who they are: a session alone, which may be stolen, makes no
// other way in. The answer is the account.Credential.
type AddPasskey struct {
	AccountID  string
	Verified   string             // the password's hash that was matched
	Session    string             // hash
	Credential account.Credential // ID, Name and Data
}

// Names the account.
func (o AddPasskey) Names() store.Names { return own(o.AccountID) }

// Decide keeps it.
func (o AddPasskey) Decide(w *Work) (any, error) {
	a, err := w.justShown(o.AccountID, o.Verified, o.Session, "R13.1")
	if err != nil {
		return nil, err
	}
	k := o.Credential
	k.Name = strings.TrimSpace(k.Name)
	known, again := w.Rows.Keys[k.ID]
	switch {
	case k.Name == "" || utf8.RuneCountInString(k.Name) > account.MaxName || !utf8.ValidString(k.Name) || strings.ContainsRune(k.Name, 0):
		return nil, refusal.Invalid("name", "R13.1", "A passkey's name has 1 to 100 characters.")
	case again && (known.AccountID != a.ID || known.Live()):
		return nil, refusal.Conflict(refusal.StateConflict, "R13.1", "This passkey is registered already.")
	case len(w.liveKeys(a.ID)) >= maxPasskeys:
		return nil, refusal.Conflict(refusal.StateConflict, "R13.1", "An account has at most 20 passkeys.")
	}
	k.AccountID, k.CreatedAt, k.LastUsedAt, k.RemovedAt = a.ID, w.Now, 0, 0
	if again {
		k.CreatedAt = known.CreatedAt
	}
	w.putKey(k)
	w.tellOwner(notice.PasskeyAdded, a, canonical.Object{"name": k.Name})
	return k, nil
}

// RemovePasskey takes a passkey away, unless nothing else opens the account.
// There is no answer.
type RemovePasskey struct {
	AccountID    string
	CredentialID string
}

// Names the account.
func (o RemovePasskey) Names() store.Names { return own(o.AccountID) }

// Decide removes it.
func (o RemovePasskey) Decide(w *Work) (any, error) {
	a, err := w.account(o.AccountID)
	if err != nil {
		return nil, err
	}
	k, ok := w.Rows.Keys[o.CredentialID]
	if !ok || k.AccountID != a.ID || !k.Live() {
		return nil, refusal.NoSuch("passkey")
	}
	if a.PasswordHash == "" && len(w.liveKeys(a.ID)) == 1 {
		return nil, refusal.Conflict(refusal.LastWayIn, "R13.1", "This is the last way to sign in. Set a password or add another passkey first.")
	}
	w.removeKey(a, k)
	return nil, nil
}

func (w *Work) removeKey(a account.Account, k account.Credential) {
	k.RemovedAt = w.Now
	w.putKey(k)
	w.tellOwner(notice.PasskeyRemoved, a, canonical.Object{"name": k.Name})
}

// liveKeys are an account's passkeys, in the same order each time.
func (w *Work) liveKeys(accountID string) (keys []account.Credential) {
	for _, k := range w.Rows.Keys {
		if k.AccountID == accountID && k.Live() {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b account.Credential) int { return cmp.Compare(a.ID, b.ID) })
	return keys
}
