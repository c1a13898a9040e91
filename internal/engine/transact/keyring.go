package transact

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// A Letter is a link for a mail. The door sees only what its secret hashes to,
// and the path, which the mail alone shows.
type Letter struct {
	Hash string // of the secret in the path
	Path string // such as /confirm/…
}

// own is the keyring of one account, and what any change of it names.
func own(accountID string) store.Names { return store.Names{Keyrings: []string{accountID}} }

func (w *Work) account(id string) (account.Account, error) {
	a, ok := w.Rows.Accounts[id]
	if !ok {
		return account.Account{}, refusal.NoSuch("account")
	}
	return a, nil
}

// changeAccount notes a changed account.
func (w *Work) changeAccount(a account.Account) {
	a.Version++
	w.keepAccount(a)
}

// keepAccount notes a new or changed account as it stands.
func (w *Work) keepAccount(a account.Account) {
	w.Rows.Accounts[a.ID] = a
	w.pending.Accounts = put(w.pending.Accounts, a, func(o account.Account) bool { return o.ID == a.ID })
}

func (w *Work) putLogin(l account.Login) {
	w.Rows.Logins[l.Email] = l
	w.pending.Logins = put(w.pending.Logins, l, func(o account.Login) bool { return o.Email == l.Email })
}

func (w *Work) putKey(k account.Credential) {
	w.Rows.Keys[k.ID] = k
	w.pending.Keys = put(w.pending.Keys, k, func(o account.Credential) bool { return o.ID == k.ID })
}

// holder is who holds an address; ok is false when nobody does.
func (w *Work) holder(email string) (a account.Account, ok bool) {
	held := w.Rows.Logins[account.FoldEmail(email)]
	if held.AccountID == "" {
		return a, false
	}
	a, ok = w.Rows.Accounts[held.AccountID]
	return a, ok
}

// claim makes an address the login of an account, unless somebody else has
// confirmed it.
func (w *Work) claim(email, accountID string) error {
	if err := w.claimable(email, accountID); err != nil {
		return err
	}
	w.putLogin(account.Login{Email: account.FoldEmail(email), AccountID: accountID})
	return nil
}

func (w *Work) claimable(email, accountID string) error {
	if other, held := w.holder(email); held && other.ID != accountID && other.Confirmed() {
		return refusal.Conflict(refusal.EmailTaken, "R13.1", "Somebody signs in with this address already.")
	}
	return nil
}

// endTokens ends an account's tokens of one kind, all but one.
func (w *Work) endTokens(accountID string, kind account.TokenKind, but string) (ended int) {
	for _, t := range w.Rows.Tokens {
		if t.AccountID == accountID && t.Kind == kind && t.Hash != but && t.Live(w.Now) {
			w.putToken(t.End(w.Now))
			ended++
		}
	}
	return ended
}

// askToConfirm sends a link to an address, which shows that mail arrives there.
func (w *Work) askToConfirm(a account.Account, email string, l Letter) {
	t := account.Token{Hash: l.Hash, Kind: account.Confirm, AccountID: a.ID, CreatedAt: w.Now, ExpiresAt: w.Now.Add(account.ConfirmLife), Email: email}
	w.putToken(t)
	n := notice.OfAccount(notice.AccountConfirm, a, canonical.Object{"email": email}, w.IDs, w.Now)
	w.notify(n.To(email).WithLink(l.Path, t.ExpiresAt))
}

func (w *Work) tellOwner(kind notice.Kind, a account.Account, data canonical.Object) {
	w.notify(notice.OfAccount(kind, a, data, w.IDs, w.Now))
}

// unused finds a token that works once, with its account.
func (w *Work) unused(hash string, kind account.TokenKind) (account.Token, account.Account, error) {
	t, ok := w.Rows.Tokens[hash]
	if !ok || t.Kind != kind || !t.Unused(w.Now) {
		return t, account.Account{}, refusal.Conflict(refusal.LinkExpired, "R13.1", "This link was used, or is too old. Ask for another one.")
	}
	a, err := w.account(t.AccountID)
	return t, a, err
}

func (w *Work) useUp(t account.Token) {
	t.UsedAt = w.Now
	w.putToken(t)
}

// justShown is the account of who has shown just now that it is theirs, in a
// session of their own: by its password, or where it has none by a second factor
// that is at most five minutes old.
func (w *Work) justShown(accountID, verified, session, rule string) (account.Account, error) {
	a, err := w.account(accountID)
	if err == nil {
		err = checked(a, verified)
	}
	if err != nil {
		return a, err
	}
	in, err := w.liveSession(accountID, session)
	if err == nil && a.PasswordHash == "" && !in.ProvedLately(w.Now) {
		err = refusal.Denied(rule, "Sign in with your passkey once more first.")
	}
	return a, err
}

// checked refuses who does not know the password as it stands; an account
// without one has nothing to check.
func checked(a account.Account, verified string) error {
	if a.PasswordHash != verified {
		return refusal.Conflict(refusal.SignInFailed, "R13.1", "The password is not right.")
	}
	return nil
}
