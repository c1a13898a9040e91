package transact

import (
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// SignUp makes an account for somebody who will sign in with an address and a
// password (会員登録, R13.1). The address must be confirmed first. Whether it is
// known is never said here, but in a mail to it. There is no answer.
type SignUp struct {
	Name         string
	Email        string
	Language     words.Language
	PasswordHash string
	Letter       Letter
}

// Names the address.
func (o SignUp) Names() store.Names { return store.Names{Logins: []string{account.FoldEmail(o.Email)}} }

// Decide makes the account, or tells who has one already. An address that
// nobody has confirmed yet is held by who signed up last.
func (o SignUp) Decide(w *Work) (any, error) {
	if err := account.CheckEmail(o.Email); err != nil {
		return nil, err
	}
	a, err := account.Account{Email: o.Email, PasswordHash: o.PasswordHash}.Rename(o.Name)
	if err != nil {
		return nil, err
	}
	if o.Language != "" {
		if a, err = a.Speak(o.Language); err != nil {
			return nil, err
		}
	}
	if who, held := w.holder(o.Email); held && who.Confirmed() {
		w.tellOwner(notice.AccountExists, who, nil)
		return nil, nil
	}
	a = account.Open(a, w.IDs, w.Now)
	w.keepAccount(a)
	w.putLogin(account.Login{Email: account.FoldEmail(a.Email), AccountID: a.ID})
	w.askToConfirm(a, a.Email, o.Letter)
	return nil, nil
}

// ResendConfirmation sends the link again to who has not confirmed an address;
// to all others it does nothing. There is no answer.
type ResendConfirmation struct {
	Email  string
	Letter Letter
}

// Names the address.
func (o ResendConfirmation) Names() store.Names {
	return store.Names{Logins: []string{account.FoldEmail(o.Email)}}
}

// Decide sends it.
func (o ResendConfirmation) Decide(w *Work) (any, error) {
	if a, held := w.holder(o.Email); held && !a.Confirmed() {
		w.askToConfirm(a, a.Email, o.Letter)
	}
	return nil, nil
}

// ConfirmEmail uses a confirmation up (メールアドレスの確認): the address is the
// account's from now on, for mail and for signing in. It begins no session: who
// clicks may be another person than who signed up. The answer is the
// account.Account.
type ConfirmEmail struct {
	Token account.Token // as read before
}

// Names the token, its account and its address.
func (o ConfirmEmail) Names() store.Names {
	n := own(o.Token.AccountID)
	n.Tokens, n.Logins = []string{o.Token.Hash}, []string{account.FoldEmail(o.Token.Email)}
	return n
}

// Decide confirms. When it replaces another address, that one hears of it and
// signs nobody in any more.
func (o ConfirmEmail) Decide(w *Work) (any, error) {
	t, a, err := w.unused(o.Token.Hash, account.Confirm)
	if err == nil {
		err = w.claimable(t.Email, a.ID)
	}
	if err != nil {
		return nil, err
	}
	w.useUp(t)
	return w.confirm(a, t.Email)
}

func (w *Work) confirm(a account.Account, email string) (account.Account, error) {
	if err := w.claim(email, a.ID); err != nil {
		return a, err
	}
	old := a
	a.Email = email
	if !a.Confirmed() {
		a.ConfirmedAt = w.Now
	}
	w.changeAccount(a)
	w.endTokens(a.ID, account.Confirm, "")
	if account.FoldEmail(old.Email) == account.FoldEmail(email) {
		return w.Rows.Accounts[a.ID], nil
	}
	w.endTokens(a.ID, account.Reset, "")
	if held := w.Rows.Logins[account.FoldEmail(old.Email)]; held.AccountID == a.ID {
		w.putLogin(account.Login{Email: held.Email})
	}
	w.notify(notice.OfAccount(notice.EmailChanged, a, map[string]any{"email": email}, w.IDs, w.Now).To(old.Email))
	return w.Rows.Accounts[a.ID], nil
}

// ChangeEmail asks a new address to be confirmed; until then nothing changes.
// Whether the address is known is never said, but in a mail to it. There is no
// answer.
type ChangeEmail struct {
	AccountID string
	Email     string
	Verified  string // the password's hash, as somebody checked it; empty when there is none
	Letter    Letter
}

// Names the account and the address.
func (o ChangeEmail) Names() store.Names {
	n := own(o.AccountID)
	n.Logins = []string{account.FoldEmail(o.Email)}
	return n
}

// Decide asks.
func (o ChangeEmail) Decide(w *Work) (any, error) {
	a, err := w.account(o.AccountID)
	if err != nil {
		return nil, err
	}
	if err := checked(a, o.Verified); err != nil {
		return nil, err
	}
	if err := account.CheckEmail(o.Email); err != nil {
		return nil, err
	}
	if who, held := w.holder(o.Email); held && who.ID != a.ID && who.Confirmed() {
		w.tellOwner(notice.AccountExists, who, nil)
		return nil, nil
	}
	w.askToConfirm(a, o.Email, o.Letter)
	return nil, nil
}
