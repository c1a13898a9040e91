package auth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/base/seal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A Desk (受付) is where people sign up, sign in and change their keys. Its no is
// a *refusal.Refusal, a *TooMany, ErrBusy or ErrCeremony; all else is our fault.
type Desk struct {
	Engine    *engine.Engine
	Passwords *Passwords
	Limits    *Limits
	Passkeys  *Passkeys
	Key       seal.Key // opens second factors and bank accounts
}

// NewDesk sets a desk up for the site at a base URL; the secret seals the
// ceremonies of passkeys (empty: a random one), the key what is kept.
func NewDesk(e *engine.Engine, baseURL string, secret []byte, key seal.Key) (*Desk, error) {
	passwords, err := NewPasswords()
	if err != nil {
		return nil, err
	}
	passkeys, err := NewPasskeys(baseURL, secret)
	if err != nil {
		return nil, err
	}
	return &Desk{e, passwords, NewLimits(), passkeys, key}, nil
}

// A Visitor is where a request comes from.
type Visitor struct {
	IP    netip.Addr
	Agent string // the header User-Agent
	Known string // what Know gave the browser; empty when nobody signed in with it
}

// A Form is what somebody signs up with.
type Form struct {
	Name, Email, Password string
	Language              words.Language
}

// SignUp takes a form. The answer is the same whether the address is known or
// not; a mail says the rest.
func (d *Desk) SignUp(ctx context.Context, f Form, from Visitor) error {
	now, err := d.Engine.Now(ctx)
	if err != nil {
		return err
	}
	err = errors.Join(account.CheckName(f.Name), account.CheckEmail(f.Email), CheckPassword(f.Password, f.Email))
	if err != nil {
		return firstRefusal(err)
	}
	if err := d.Limits.Allow(SignUpsByIP, ByIP(from.IP), now); err != nil {
		return err
	}
	if err := d.mail(f.Email, now); err != nil {
		return err
	}
	hash, err := d.Passwords.Hash(ctx, f.Password)
	if err != nil {
		return err
	}
	return d.do(ctx, account.Account{}, transact.SignUp{Name: f.Name, Email: f.Email, Language: f.Language, PasswordHash: hash, Letter: letter(ConfirmPath)})
}

// Resend sends the confirmation again, to who waits for one.
func (d *Desk) Resend(ctx context.Context, email string) error {
	return d.write(ctx, email, func() transact.Command { return transact.ResendConfirmation{Email: email, Letter: letter(ConfirmPath)} })
}

// RequestReset sends a link that sets a new password, to whom the address
// signs in.
func (d *Desk) RequestReset(ctx context.Context, email string) error {
	return d.write(ctx, email, func() transact.Command { return transact.RequestReset{Email: email, Letter: letter(ResetPath)} })
}

// write sends mail to an address that anybody may have typed.
func (d *Desk) write(ctx context.Context, email string, cmd func() transact.Command) error {
	if err := account.CheckEmail(email); err != nil {
		return err
	}
	now, err := d.Engine.Now(ctx)
	if err != nil {
		return err
	}
	if err := d.mail(email, now); err != nil {
		return err
	}
	return d.do(ctx, account.Account{}, cmd())
}

// mail counts a mail to an address, whoever asks for it.
func (d *Desk) mail(email string, now calendar.Instant) error {
	return d.Limits.Allow(ResetMails, account.FoldEmail(email), now)
}

// Confirm opens the link of a confirmation; the answer is whose address it was.
func (d *Desk) Confirm(ctx context.Context, secret string) (account.Account, error) {
	t, err := d.link(ctx, secret)
	if err != nil {
		return account.Account{}, err
	}
	return ask[account.Account](ctx, d, account.Account{}, transact.ConfirmEmail{Token: t})
}

// ResetLink reports whether a link may still set a password, so that a page
// need not ask for one in vain.
func (d *Desk) ResetLink(ctx context.Context, secret string) error {
	t, err := d.link(ctx, secret)
	if err != nil {
		return err
	}
	now, err := d.Engine.Now(ctx)
	if err == nil && (t.Kind != account.Reset || !t.Unused(now)) {
		return expired()
	}
	return err
}

// Reset sets a password by a link. It ends every session and every passkey, and
// begins none.
func (d *Desk) Reset(ctx context.Context, secret, password string) (account.Account, error) {
	if err := d.ResetLink(ctx, secret); err != nil {
		return account.Account{}, err
	}
	t, err := d.link(ctx, secret)
	if err != nil {
		return account.Account{}, err
	}
	if err := CheckPassword(password, t.Email); err != nil {
		return account.Account{}, err
	}
	hash, err := d.Passwords.Hash(ctx, password)
	if err != nil {
		return account.Account{}, err
	}
	return ask[account.Account](ctx, d, account.Account{}, transact.ResetPassword{Token: t, PasswordHash: hash})
}

func (d *Desk) link(ctx context.Context, secret string) (account.Token, error) {
	t, err := d.Engine.Store.Token(ctx, account.Hash(secret))
	if errors.Is(err, store.ErrNotFound) {
		return t, expired()
	}
	return t, err
}

func expired() error {
	return refusal.Conflict(refusal.LinkExpired, "R13.1", "This link was used, or is too old. Ask for another one.")
}

// Know makes a browser one in which somebody has signed in with an address; the
// answer is for its cookie, and says nothing to others.
func (d *Desk) Know(email string) string { return d.Key.Seal("known", browserOf(email)) }

func browserOf(email string) string { return "a browser of " + account.FoldEmail(email) }

// guess counts a try to sign in with an address: by itself for each network and
// for each browser that is known, so that nobody is kept out by who guesses
// elsewhere; all networks together have a wider bound, which does not hold known
// browsers. The answer is for Limits.Guessed.
func (d *Desk) guess(email string, from Visitor, now calendar.Instant) (key string, err error) {
	_, unknown := d.Key.Open(from.Known, browserOf(email))
	if unknown == nil {
		key = email + " in " + account.Hash(from.Known)
		return key, d.Limits.Guess(key, now)
	}
	key = email + " from " + ByIP(from.IP)
	if err := d.Limits.Guess(key, now); err != nil {
		return key, err
	}
	return key, d.Limits.Allow(LoginsByEmail, email, now)
}

// SignIn checks an address and a password, and begins a session; the answer is
// its secret, for the cookie. An unknown address takes as long as a known one.
func (d *Desk) SignIn(ctx context.Context, email, password string, from Visitor) (secret string, err error) {
	now, err := d.Engine.Now(ctx)
	if err != nil {
		return "", err
	}
	email = account.FoldEmail(email)
	if err := d.Limits.Allow(LoginsByIP, ByIP(from.IP), now); err != nil {
		return "", err
	}
	guess, err := d.guess(email, from, now)
	if err != nil {
		return "", err
	}
	var a account.Account
	if account.CheckEmail(email) == nil && len(password) <= 4*MaxPassword {
		a, err = d.Engine.Store.AccountByEmail(ctx, email)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return "", err
		}
	} else {
		password = "" // no database and no hash need see it
	}
	ok, rehashed, err := d.Passwords.Check(ctx, password, a.PasswordHash)
	if err != nil {
		return "", err
	}
	verified := a.PasswordHash
	if !ok {
		a.ID, verified = "", "" // the door says no in its own words
	}
	secret = account.Secret()
	err = d.do(ctx, a, transact.SignIn{AccountID: a.ID, Verified: verified, Rehashed: rehashed, Session: account.Hash(secret), Agent: from.Agent})
	if err != nil {
		return "", err
	}
	d.Limits.Guessed(guess)
	return secret, nil
}

// SignInByPasskey finishes a ceremony that Passkeys.BeginLogin began, and begins
// a session; the answer is its secret.
func (d *Desk) SignInByPasskey(ctx context.Context, state string, answer io.Reader, from Visitor) (secret string, err error) {
	now, err := d.Engine.Now(ctx)
	if err != nil {
		return "", err
	}
	if err := d.Limits.Allow(LoginsByIP, ByIP(from.IP), now); err != nil {
		return "", err
	}
	used, err := d.Passkeys.FinishLogin(ctx, d.Engine.Store, state, answer, now)
	if err != nil {
		return "", err
	}
	secret = account.Secret()
	err = d.do(ctx, account.Account{ID: used.AccountID}, transact.SignIn{AccountID: used.AccountID, Passkey: &used, Session: account.Hash(secret), Agent: from.Agent})
	return secret, err
}

// AddPasskey checks who somebody is, finishes a ceremony that
// Passkeys.BeginRegistration began, and keeps the passkey under a name.
func (d *Desk) AddPasskey(ctx context.Context, a account.Account, session account.Token, password, name, state string, answer io.Reader) (account.Credential, error) {
	verified, err := d.Verify(ctx, a, password)
	if err != nil {
		return account.Credential{}, err
	}
	now, err := d.Engine.Now(ctx)
	if err != nil {
		return account.Credential{}, err
	}
	registered, err := d.Engine.Store.CredentialsOf(ctx, a.ID)
	if err != nil {
		return account.Credential{}, err
	}
	made, err := d.Passkeys.FinishRegistration(a, registered, state, answer, now)
	if err != nil {
		return account.Credential{}, err
	}
	made.Name = name
	return ask[account.Credential](ctx, d, a, transact.AddPasskey{AccountID: a.ID, Verified: verified, Session: session.Hash, Credential: made})
}

// Session finds who is signed in by a cookie's secret, and notes now and then
// that they are here; store.ErrNotFound when nobody is.
func (d *Desk) Session(ctx context.Context, secret string) (account.Account, account.Token, error) {
	now, err := d.Engine.Now(ctx)
	if err != nil {
		return account.Account{}, account.Token{}, err
	}
	a, t, err := d.Engine.Store.AccountByToken(ctx, account.Hash(secret), now)
	if err == nil && t.Kind != account.Session {
		err = store.ErrNotFound
	}
	if err != nil {
		return account.Account{}, account.Token{}, err
	}
	hold := a.Hold()
	if d.Engine.Sandbox != nil { // its clock leaps, and nobody should be out for that
		hold = account.Long
	}
	if _, due := t.Touch(hold, now); due {
		t, err = ask[account.Token](ctx, d, a, transact.TouchSession{Session: t.Hash, AccountID: t.AccountID, Hold: hold})
		if isRefusal(err) { // it ended this moment
			err = store.ErrNotFound
		}
	}
	return a, t, err
}

// Verify checks a person's password again, before something that needs it; the
// answer is for the Verified of a command. An account without a password has
// nothing to check.
func (d *Desk) Verify(ctx context.Context, a account.Account, password string) (verified string, err error) {
	if a.PasswordHash == "" {
		return "", nil
	}
	now, err := d.Engine.Now(ctx)
	if err != nil {
		return "", err
	}
	guess := "password of " + a.ID // by who is signed in, whoever guesses before the door
	if err := d.Limits.Guess(guess, now); err != nil {
		return "", err
	}
	ok, _, err := d.Passwords.Check(ctx, password, a.PasswordHash)
	switch {
	case err != nil:
		return "", err
	case !ok:
		return "", refusal.Conflict(refusal.SignInFailed, "R13.1", "The password is not right.")
	}
	d.Limits.Guessed(guess)
	return a.PasswordHash, nil
}

// ChangePassword checks the present password, if there is one, and sets another.
// Other sessions end.
func (d *Desk) ChangePassword(ctx context.Context, a account.Account, present, password string, session account.Token) error {
	verified, err := d.Verify(ctx, a, present)
	if err != nil {
		return err
	}
	if err := CheckPassword(password, a.Email); err != nil {
		return err
	}
	hash, err := d.Passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	return d.do(ctx, a, transact.ChangePassword{AccountID: a.ID, Email: a.Email, Verified: verified, PasswordHash: hash, Session: session.Hash})
}

// ChangeEmail checks the password, if there is one, and asks the new address to
// be confirmed.
func (d *Desk) ChangeEmail(ctx context.Context, a account.Account, password, email string) error {
	verified, err := d.Verify(ctx, a, password)
	if err != nil {
		return err
	}
	return d.write(ctx, email, func() transact.Command {
		return transact.ChangeEmail{AccountID: a.ID, Email: email, Verified: verified, Letter: letter(ConfirmPath)}
	})
}

// letter is a new link; its secret goes into the mail alone.
func letter(path string) transact.Letter {
	secret := account.Secret()
	return transact.Letter{Hash: account.Hash(secret), Path: path + secret}
}

func (d *Desk) do(ctx context.Context, as account.Account, cmd transact.Command) error {
	_, err := d.Engine.Door.Do(ctx, transact.Request{Actor: contract.Actor{Account: as.ID, Operator: as.Staff()}, Command: cmd})
	return err
}

func ask[T any](ctx context.Context, d *Desk, as account.Account, cmd transact.Command) (answer T, err error) {
	outcome, err := d.Engine.Door.Do(ctx, transact.Request{Actor: contract.Actor{Account: as.ID, Operator: as.Staff()}, Command: cmd})
	if err != nil {
		return answer, err
	}
	answer, ok := outcome.Result.(T)
	if !ok {
		return answer, fmt.Errorf("%T answered a %T", cmd, outcome.Result)
	}
	return answer, nil
}

func isRefusal(err error) bool {
	var no *refusal.Refusal
	return errors.As(err, &no)
}

// firstRefusal is the first of several refusals.
func firstRefusal(err error) error {
	var no *refusal.Refusal
	if errors.As(err, &no) {
		return no
	}
	return err
}
