package transact

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// SignIn begins a session for somebody whose password or passkey was checked
// (ログイン, R13.1); server/auth checks it, and this holds it to what stands. The
// answer is the session's account.Token.
type SignIn struct {
	AccountID string
	Verified  string              // the password's hash that was matched, or …
	Rehashed  string              // (the same password by newer parameters; empty: keep)
	Passkey   *account.Credential // … the passkey that signed, with what is to be kept of it
	Session   string              // hash
	Agent     string              // what the browser calls itself
}

// Names the account.
func (o SignIn) Names() store.Names {
	names := audited(own(o.AccountID))
	names.Attention = []string{o.AccountID}
	return names
}

// Decide begins the session, and tells of a browser that was never seen, unless
// the house is in quarantine.
func (o SignIn) Decide(w *Work) (any, error) {
	failed := refusal.Denied("R13.1", "The address or the password is not right.")
	failed.Code = refusal.SignInFailed
	a, ok := w.Rows.Accounts[o.AccountID]
	switch {
	case !ok:
		return nil, failed
	case o.Passkey != nil:
		k, ok := w.Rows.Keys[o.Passkey.ID]
		if !ok || k.AccountID != a.ID || !k.Live() {
			return nil, failed
		}
		k.Data, k.LastUsedAt = o.Passkey.Data, w.Now
		w.putKey(k)
	case a.PasswordHash == "" || a.PasswordHash != o.Verified:
		return nil, failed
	case !a.Confirmed():
		no := refusal.Denied("R13.1", "Please confirm the address first; we can send the mail again.")
		no.Code = refusal.EmailUnconfirmed
		return nil, no
	case o.Rehashed != "":
		a.PasswordHash = o.Rehashed
		w.changeAccount(a)
	}
	session := account.Begin(o.Session, a.ID, o.Agent, a.Hold(), w.Now)
	if o.Passkey != nil { // a device and who holds it: two factors
		session = session.Prove(w.Now)
	}
	if !w.restored.Quarantined() && w.unfamiliar(session) {
		w.tellOwner(notice.NewDevice, a, canonical.Object{"agent": session.Agent, "signed_in_at": w.Now.String()})
	}
	w.putToken(session)
	w.visited(a.ID)
	w.Actor.Account = a.ID
	w.audit(audit.SignedIn, a.ID, canonical.Object{"agent": session.Agent, "passkey": o.Passkey != nil})
	return session, nil
}

// unfamiliar reports whether an account that knows browsers does not know this
// one.
func (w *Work) unfamiliar(session account.Token) bool {
	known := false
	for _, t := range w.Rows.Tokens {
		if t.AccountID != session.AccountID || t.Kind != account.Session {
			continue
		}
		if account.SameDevice(t.Agent, session.Agent) {
			return false
		}
		known = true
	}
	return known
}

// TouchSession notes that a session is in use, now and then; the answer is the
// account.Token.
type TouchSession struct {
	Session, AccountID string
	Hold               account.Hold
}

// Names the session and whose it is.
func (o TouchSession) Names() store.Names {
	return store.Names{Tokens: []string{o.Session}, Attention: []string{o.AccountID}}
}

// Decide notes it.
func (o TouchSession) Decide(w *Work) (any, error) {
	t, ok := w.Rows.Tokens[o.Session]
	if !ok || t.Kind != account.Session || t.AccountID != o.AccountID || !t.Live(w.Now) {
		return nil, refusal.NoSuch("session")
	}
	if touched, changed := t.Touch(o.Hold, w.Now); changed {
		w.putToken(touched)
		w.visited(t.AccountID)
		return touched, nil
	}
	return t, nil
}

// EndSession ends one of the account's own sessions (ログアウト). There is no
// answer.
type EndSession struct {
	AccountID string
	Session   string
}

// Names the session.
func (o EndSession) Names() store.Names { return store.Names{Tokens: []string{o.Session}} }

// Decide ends it; one that ended before stays so.
func (o EndSession) Decide(w *Work) (any, error) {
	t, ok := w.Rows.Tokens[o.Session]
	if !ok || t.Kind != account.Session || t.AccountID != o.AccountID {
		return nil, refusal.NoSuch("session")
	}
	if t.Live(w.Now) {
		w.putToken(t.End(w.Now))
	}
	return nil, nil
}

// EndOtherSessions ends all of the account's sessions but one; the answer is
// how many.
type EndOtherSessions struct {
	AccountID string
	Session   string // the one that stays
}

// Names the account.
func (o EndOtherSessions) Names() store.Names { return own(o.AccountID) }

// Decide ends them.
func (o EndOtherSessions) Decide(w *Work) (any, error) {
	return w.endTokens(o.AccountID, account.Session, o.Session), nil
}
