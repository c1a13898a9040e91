package transact

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// SetSecondFactor makes an authenticator app the account's second factor
// (二要素認証の設定, R13.1), in place of one that there may be; the session in which
// it is done has shown it. Other sessions end. There is no answer.
type SetSecondFactor struct {
	AccountID string
	Verified  string       // the password's hash that was matched
	TOTP      account.TOTP // sealed, with the step of the code that was shown
	Session   string       // hash
}

// Names the account.
func (o SetSecondFactor) Names() store.Names { return audited(own(o.AccountID)) }

// Decide sets it. Who has a second factor shows it before setting another.
func (o SetSecondFactor) Decide(w *Work) (any, error) {
	a, err := w.account(o.AccountID)
	if err == nil {
		err = checked(a, o.Verified)
	}
	if err != nil {
		return nil, err
	}
	session, err := w.liveSession(o.AccountID, o.Session)
	switch {
	case err != nil:
		return nil, err
	case a.ProofNeeded(session):
		return nil, refusal.Denied("R13.1", "Show the present second factor first.")
	}
	a.TOTP = o.TOTP
	w.changeAccount(a)
	w.endTokens(a.ID, account.Session, session.Hash)
	w.putToken(session.Prove(w.Now))
	w.tellOwner(notice.SecondFactorSet, a, canonical.Object{})
	w.audit(audit.Proved, a.ID, canonical.Object{"set": true})
	return nil, nil
}

// RemoveSecondFactor takes an account's second factor away; the staff's stays.
// There is no answer.
type RemoveSecondFactor struct {
	AccountID string
	Verified  string // the password's hash that was matched
	Session   string // hash
}

// Names the account.
func (o RemoveSecondFactor) Names() store.Names { return audited(own(o.AccountID)) }

// Decide removes it.
func (o RemoveSecondFactor) Decide(w *Work) (any, error) {
	a, err := w.account(o.AccountID)
	if err == nil {
		err = checked(a, o.Verified)
	}
	if err != nil {
		return nil, err
	}
	session, err := w.liveSession(o.AccountID, o.Session)
	switch {
	case err != nil:
		return nil, err
	case a.ProofNeeded(session):
		return nil, refusal.Denied("R13.1", "Show the present second factor first.")
	case a.Staff():
		return nil, refusal.Denied("R13.2", "The staff's second factor can be replaced, not removed.")
	case !a.TOTP.Set():
		return nil, nil
	}
	a.TOTP = account.TOTP{}
	w.changeAccount(a)
	w.tellOwner(notice.SecondFactorRemoved, a, canonical.Object{})
	w.audit(audit.Proved, a.ID, canonical.Object{"removed": true})
	return nil, nil
}

// ProveSession notes that a code was shown in a session, which server/auth has
// checked; the answer is the session's account.Token.
type ProveSession struct {
	AccountID string
	Session   string // hash
	Step      int64  // of the code, or …
	Recovery  string // … what the recovery code hashes to
}

// Names the account.
func (o ProveSession) Names() store.Names { return audited(own(o.AccountID)) }

// Decide notes it; no code works twice.
func (o ProveSession) Decide(w *Work) (any, error) {
	a, err := w.account(o.AccountID)
	if err != nil {
		return nil, err
	}
	session, err := w.liveSession(o.AccountID, o.Session)
	if err != nil {
		return nil, err
	}
	used := refusal.Conflict(refusal.SecondFactorFailed, "R13.1", "This code is not right, or was used already.")
	if o.Recovery != "" {
		rest, ok := a.TOTP.Recover(o.Recovery)
		if !ok {
			return nil, used
		}
		a.TOTP = rest
		w.tellOwner(notice.RecoveryCodeUsed, a, canonical.Object{"left": rest.RecoveryLeft()})
	} else {
		if !a.TOTP.Set() || o.Step <= a.TOTP.Step {
			return nil, used
		}
		a.TOTP.Step = o.Step
	}
	w.changeAccount(a)
	session = session.Prove(w.Now)
	w.putToken(session)
	w.audit(audit.Proved, a.ID, canonical.Object{"recovery_code": o.Recovery != ""})
	return session, nil
}

// liveSession is one of an account's own sessions that has not ended.
func (w *Work) liveSession(accountID, hash string) (account.Token, error) {
	t, ok := w.Rows.Tokens[hash]
	if !ok || t.Kind != account.Session || t.AccountID != accountID || !t.Live(w.Now) {
		return t, refusal.NoSuch("session")
	}
	return t, nil
}

// audited names the end of the audit trail too.
func audited(n store.Names) store.Names {
	n.Audit = true
	return n
}
