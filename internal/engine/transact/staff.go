package transact

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/store"
)

// CreateOperator makes an account for one of the operator's staff (運営), who
// chooses a password by a link. The link is handed over by hand: there may be no
// mail server yet. The answer is the account.Account.
type CreateOperator struct {
	Name   string
	Email  string
	Roles  account.Roles
	Letter Letter
}

// Names the address.
func (o CreateOperator) Names() store.Names {
	return store.Names{Logins: []string{account.FoldEmail(o.Email)}, Audit: true}
}

// Decide makes it, unless somebody signs in with the address: who decides over
// others has an account for nothing else.
func (o CreateOperator) Decide(w *Work) (any, error) {
	if o.Roles == "" {
		return nil, refusal.Invalid("roles", "R13.2", "Who is of the staff has a role: support, finance or admin.")
	}
	if err := account.CheckEmail(o.Email); err != nil {
		return nil, err
	}
	a, err := account.Account{Email: o.Email, Roles: o.Roles}.Rename(o.Name)
	if err != nil {
		return nil, err
	}
	if who, held := w.holder(o.Email); held && who.Confirmed() {
		return nil, refusal.Conflict(refusal.EmailTaken, "R13.1", "Somebody signs in with this address already.")
	}
	a = account.Open(a, w.IDs, w.Now)
	w.keepAccount(a)
	w.audit(audit.RolesChanged, a.ID, canonical.Object{"roles": string(a.Roles)})
	w.putLogin(account.Login{Email: account.FoldEmail(a.Email), AccountID: a.ID})
	w.putToken(account.Token{Hash: o.Letter.Hash, Kind: account.Reset, AccountID: a.ID, CreatedAt: w.Now, ExpiresAt: w.Now.Add(account.ResetLife), Email: a.Email})
	return a, nil
}

// EndSessions ends every session of some accounts, wherever they are, and with
// them every API key; the answer is an Ended.
type EndSessions struct{ Accounts []string }

// Ended is how many sessions and API keys ended.
type Ended struct{ Sessions, Keys int }

// Names the accounts.
func (o EndSessions) Names() store.Names { return store.Names{Keyrings: o.Accounts, Audit: true} }

// Decide ends them, and says so on the trail.
func (o EndSessions) Decide(w *Work) (any, error) {
	var ended Ended
	for _, id := range o.Accounts {
		a, err := w.account(id)
		if err != nil {
			return nil, err
		}
		sessions, keys := w.endTokens(id, account.Session, ""), w.apiKeys(id)
		w.revoke(a, keys...)
		if sessions+len(keys) > 0 {
			w.audit(audit.SessionsEnded, id, canonical.Object{"sessions": sessions, "api_keys": len(keys)})
		}
		ended.Sessions += sessions
		ended.Keys += len(keys)
	}
	return ended, nil
}

// GrantRoles gives somebody of the staff other roles, or none any more; the
// answer is the account.Account. Every session and every API key of theirs ends:
// what they may do is what they sign in to.
type GrantRoles struct {
	AccountID string
	Roles     account.Roles
}

// Names the account.
func (o GrantRoles) Names() store.Names {
	return audited(own(o.AccountID))
}

func (o GrantRoles) official() (Official, bool) {
	return Official{account.RunHouse, audit.RolesChanged, o.AccountID, canonical.Object{"roles": string(o.Roles)}}, true
}

// Decide gives them. Nobody changes their own: whoever takes an admin away stays
// one.
func (o GrantRoles) Decide(w *Work) (any, error) {
	a, err := w.account(o.AccountID)
	switch {
	case err != nil:
		return nil, err
	case account.RolesOf(o.Roles.List()...) != o.Roles:
		return nil, refusal.Invalid("roles", "R13.2", "The roles are support, finance and admin.")
	case a.ID == w.Actor.Account:
		return nil, refusal.Denied("R13.2", "Nobody changes their own roles.")
	}
	a.Roles = o.Roles
	w.changeAccount(a)
	w.endTokens(a.ID, account.Session, "")
	w.revoke(a, w.apiKeys(a.ID)...)
	if !w.Actor.Operator { // who runs the machine; the door writes down what the staff does
		w.audit(audit.RolesChanged, a.ID, canonical.Object{"roles": string(o.Roles)})
	}
	return a, nil
}
