package transact

import (
	"azukari/internal/domain/account"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// ChangePassword sets another password, or the first one, and ends all other
// sessions; the programs' API keys go on. There is no answer.
type ChangePassword struct {
	AccountID    string
	Email        string // the account's address, which its password goes with
	Verified     string // the hash of the present one, as somebody checked it; empty when there is none
	PasswordHash string
	Session      string // the one that stays
}

// Names the account and its address.
func (o ChangePassword) Names() store.Names {
	n := own(o.AccountID)
	n.Logins = []string{account.FoldEmail(o.Email)}
	return n
}

// Decide sets it. An account that had no login gets one, if its address is
// free.
func (o ChangePassword) Decide(w *Work) (any, error) {
	a, err := w.account(o.AccountID)
	if err != nil {
		return nil, err
	}
	if err := checked(a, o.Verified); err != nil {
		return nil, err
	}
	if account.FoldEmail(a.Email) == account.FoldEmail(o.Email) {
		if err := w.claim(a.Email, a.ID); err != nil {
			return nil, err
		}
	}
	w.setPassword(a, o.PasswordHash, o.Session)
	return nil, nil
}

// setPassword ends what anybody may have begun who knew the one before: other
// sessions, links that set a password, and changes of the address.
func (w *Work) setPassword(a account.Account, hash, session string) {
	a.PasswordHash = hash
	w.changeAccount(a)
	w.endTokens(a.ID, account.Session, session)
	w.endTokens(a.ID, account.Reset, "")
	w.endTokens(a.ID, account.Confirm, "")
	w.tellOwner(notice.PasswordChanged, a, nil)
}

// RequestReset sends a link that sets a new password to who signs in with an
// address; for an unknown one it does nothing. There is no answer.
type RequestReset struct {
	Email  string
	Letter Letter
}

// Names the address.
func (o RequestReset) Names() store.Names {
	return store.Names{Logins: []string{account.FoldEmail(o.Email)}}
}

// Decide sends it.
func (o RequestReset) Decide(w *Work) (any, error) {
	a, held := w.holder(o.Email)
	if !held {
		return nil, nil
	}
	t := account.Token{Hash: o.Letter.Hash, Kind: account.Reset, AccountID: a.ID, CreatedAt: w.Now, ExpiresAt: w.Now.Add(account.ResetLife), Email: a.Email}
	w.putToken(t)
	w.notify(notice.OfAccount(notice.AccountReset, a, nil, w.IDs, w.Now).WithLink(o.Letter.Path, t.ExpiresAt))
	return nil, nil
}

// ResetPassword sets a password by a link (パスワードの再設定) and ends all else
// that opens the account: every session, every passkey and every API key, for who
// resets may be putting an intruder out. A second factor stays. The link came by
// mail, so the address is confirmed with it. The answer is the account.Account.
type ResetPassword struct {
	Token        account.Token // as read before
	PasswordHash string
}

// Names the token, its account and its address.
func (o ResetPassword) Names() store.Names { return ConfirmEmail{o.Token}.Names() }

// Decide sets it.
func (o ResetPassword) Decide(w *Work) (any, error) {
	t, a, err := w.unused(o.Token.Hash, account.Reset)
	if err == nil && !a.Confirmed() {
		err = w.claimable(t.Email, a.ID)
	}
	if err != nil {
		return nil, err
	}
	w.useUp(t)
	if !a.Confirmed() {
		if a, err = w.confirm(a, t.Email); err != nil {
			return nil, err
		}
	}
	w.setPassword(a, o.PasswordHash, "")
	for _, k := range w.liveKeys(a.ID) {
		w.removeKey(a, k)
	}
	w.revoke(a, w.apiKeys(a.ID)...)
	return w.Rows.Accounts[a.ID], nil
}
