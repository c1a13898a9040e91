package transact

import (
	"strings"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// ChangeName gives an account another name; contracts keep the one that they
// were formed with. The answer is the account.Account.
type ChangeName struct{ AccountID, Name string }

// Names the account.
func (o ChangeName) Names() store.Names { return own(o.AccountID) }

// Decide changes it.
func (o ChangeName) Decide(w *Work) (any, error) {
	return w.change(o.AccountID, func(a account.Account) (account.Account, error) { return a.Rename(o.Name) })
}

// ChangeIntro replaces what somebody says of themselves; the answer is the
// account.Account.
type ChangeIntro struct{ AccountID, Intro string }

// Names the account.
func (o ChangeIntro) Names() store.Names { return own(o.AccountID) }

// Decide changes it.
func (o ChangeIntro) Decide(w *Work) (any, error) {
	return w.change(o.AccountID, func(a account.Account) (account.Account, error) { return a.Introduce(o.Intro) })
}

// ChangeLanguage sets the language of pages and mail; the answer is the
// account.Account.
type ChangeLanguage struct {
	AccountID string
	Language  words.Language
}

// Names the account.
func (o ChangeLanguage) Names() store.Names { return own(o.AccountID) }

// Decide changes it.
func (o ChangeLanguage) Decide(w *Work) (any, error) {
	return w.change(o.AccountID, func(a account.Account) (account.Account, error) { return a.Speak(o.Language) })
}

// ChangeNotifications sets all that an account has switched off (R11.2); the
// answer is the account.Account.
type ChangeNotifications struct {
	AccountID string
	Muted     account.Muted
}

// Names the account.
func (o ChangeNotifications) Names() store.Names { return own(o.AccountID) }

// Decide sets it, and refuses to mute what may not be.
func (o ChangeNotifications) Decide(w *Work) (any, error) {
	var muted account.Muted
	for _, one := range strings.Fields(string(o.Muted)) {
		channel, kind, _ := strings.Cut(one, ":")
		known := account.Channel(channel) == account.Mail || account.Channel(channel) == account.Site
		if !known || !notice.MayBeMuted(notice.Kind(kind)) {
			return nil, refusal.Invalid("muted", "R11.2", "These notifications cannot be switched off.")
		}
		muted = muted.With(account.Channel(channel), kind)
	}
	changed, err := w.change(o.AccountID, func(a account.Account) (account.Account, error) {
		a.Muted = muted
		return a, nil
	})
	if err == nil {
		w.Rows.Muted[o.AccountID] = muted // what the batch still has to tell heeds it
	}
	return changed, err
}

// change changes one's own account; what stays the same is not written.
func (w *Work) change(accountID string, how func(account.Account) (account.Account, error)) (any, error) {
	a, err := w.account(accountID)
	if err != nil {
		return nil, err
	}
	changed, err := how(a)
	if err != nil {
		return nil, err
	}
	if changed != a {
		w.changeAccount(changed)
	}
	return w.Rows.Accounts[accountID], nil
}
