package auth

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/store"
)

// ErrCeremony refuses what a browser answered in a ceremony: too late, for
// another one, or not rightly signed.
var ErrCeremony = errors.New("this passkey could not be used")

// ceremonyLife is how long somebody may take to touch their key.
const ceremonyLife = 5 * time.Minute

// Passkeys holds the ceremonies of passkeys (WebAuthn). Between its two steps a
// ceremony is a value that the browser keeps for us, sealed by a key of ours, so
// that any node with the key can finish it; which ones were finished here is
// remembered until they are too old.
type Passkeys struct {
	web   *webauthn.WebAuthn
	key   []byte
	mu    sync.Mutex
	spent map[string]calendar.Instant // by challenge: until when it would be good
}

// NewPasskeys makes passkeys for the site at a base URL, such as
// https://azukari.example; they work there alone, for ever. An empty key is
// replaced by a random one: then only this process finishes what it began.
func NewPasskeys(baseURL string, key []byte) (*Passkeys, error) {
	site, err := url.Parse(baseURL)
	if err != nil || site.Hostname() == "" {
		return nil, fmt.Errorf("passkeys need the site's base URL, not %q: %w", baseURL, err)
	}
	web, err := webauthn.New(&webauthn.Config{
		RPID: site.Hostname(), RPDisplayName: "azukari", RPOrigins: []string{site.Scheme + "://" + site.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
		},
	})
	if err != nil {
		return nil, fmt.Errorf("set passkeys up: %w", err)
	}
	if len(key) == 0 {
		key = make([]byte, 32)
		_, _ = rand.Read(key) // never fails
	}
	return &Passkeys{web: web, key: key, spent: map[string]calendar.Instant{}}, nil
}

// BeginRegistration answers the options for navigator.credentials.create, as
// JSON, and the sealed state to send back. The device keeps the passkey under the
// name that the house has for people.
func (p *Passkeys) BeginRegistration(house string, a account.Account, registered []account.Credential, now calendar.Instant) (options []byte, state string, err error) {
	who, err := userOf(a, registered)
	if err != nil {
		return nil, "", err
	}
	creation, session, err := p.web.BeginRegistration(who, webauthn.WithExclusions(webauthn.Credentials(who.credentials).CredentialDescriptors()))
	if err != nil {
		return nil, "", fmt.Errorf("begin to register a passkey: %w", err)
	}
	creation.Response.RelyingParty.Name = house
	return p.begun(creation, "register", session, now)
}

// FinishRegistration checks what the browser answered. The credential has no
// name yet; transact.AddPasskey keeps it.
func (p *Passkeys) FinishRegistration(a account.Account, registered []account.Credential, state string, answer io.Reader, now calendar.Instant) (account.Credential, error) {
	session, err := p.resume(state, "register", now)
	if err != nil {
		return account.Credential{}, err
	}
	who, err := userOf(a, registered)
	if err != nil {
		return account.Credential{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBody(answer)
	if err != nil {
		return account.Credential{}, refusedCeremony(err)
	}
	made, err := p.web.CreateCredential(who, session, parsed)
	if err != nil {
		return account.Credential{}, refusedCeremony(err)
	}
	return kept(a.ID, made)
}

// BeginLogin answers the options for navigator.credentials.get, as JSON, and the
// sealed state to send back. Nobody says who they are: the key does.
func (p *Passkeys) BeginLogin(now calendar.Instant) (options []byte, state string, err error) {
	assertion, session, err := p.web.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, "", fmt.Errorf("begin a sign-in by passkey: %w", err)
	}
	return p.begun(assertion, "login", session, now)
}

// FinishLogin checks what the browser answered, and answers whose passkey
// signed, with what is to be kept of it.
func (p *Passkeys) FinishLogin(ctx context.Context, in store.Reader, state string, answer io.Reader, now calendar.Instant) (account.Credential, error) {
	session, err := p.resume(state, "login", now)
	if err != nil {
		return account.Credential{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBody(answer)
	if err != nil {
		return account.Credential{}, refusedCeremony(err)
	}
	var fault error // ours, which is no refusal
	find := func(rawID, handle []byte) (webauthn.User, error) {
		who, err := find(ctx, in, rawID, handle)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			fault = err
		}
		return who, err
	}
	who, used, err := p.web.ValidatePasskeyLogin(find, session, parsed)
	switch {
	case fault != nil:
		return account.Credential{}, fault
	case err != nil:
		return account.Credential{}, refusedCeremony(err)
	case used.Authenticator.CloneWarning:
		return account.Credential{}, fmt.Errorf("its counter went back: %w", ErrCeremony)
	}
	return kept(string(who.WebAuthnID()), used)
}

func find(ctx context.Context, in store.Reader, rawID, handle []byte) (*user, error) {
	credential, err := in.CredentialByID(ctx, base64.RawURLEncoding.EncodeToString(rawID))
	if err != nil {
		return nil, err
	}
	if credential.AccountID != string(handle) {
		return nil, store.ErrNotFound
	}
	a, err := in.Account(ctx, credential.AccountID)
	if err != nil {
		return nil, err
	}
	return userOf(a, []account.Credential{credential})
}

// user is an account as the library knows it.
type user struct {
	account.Account
	credentials []webauthn.Credential
}

func userOf(a account.Account, registered []account.Credential) (*user, error) {
	u := &user{Account: a}
	for _, one := range registered {
		var c webauthn.Credential
		if err := json.Unmarshal([]byte(one.Data), &c); err != nil {
			return nil, fmt.Errorf("read passkey %s: %w", one.ID, err)
		}
		u.credentials = append(u.credentials, c)
	}
	return u, nil
}

func (u *user) WebAuthnID() []byte                         { return []byte(u.ID) }
func (u *user) WebAuthnName() string                       { return u.Email }
func (u *user) WebAuthnDisplayName() string                { return u.Name }
func (u *user) WebAuthnCredentials() []webauthn.Credential { return u.credentials }

func kept(accountID string, c *webauthn.Credential) (account.Credential, error) {
	data, err := json.Marshal(c)
	if err != nil {
		return account.Credential{}, fmt.Errorf("write a passkey down: %w", err)
	}
	return account.Credential{ID: base64.RawURLEncoding.EncodeToString(c.ID), AccountID: accountID, Data: string(data)}, nil
}

// ceremony is what the browser keeps for us.
type ceremony struct {
	For     string               `json:"for"`
	Until   calendar.Instant     `json:"until"`
	Session webauthn.SessionData `json:"session"`
}

func (p *Passkeys) begun(options any, purpose string, session *webauthn.SessionData, now calendar.Instant) ([]byte, string, error) {
	shown, err := json.Marshal(options)
	if err != nil {
		return nil, "", fmt.Errorf("write the options of a ceremony: %w", err)
	}
	inner, err := json.Marshal(ceremony{purpose, now.Add(ceremonyLife), *session})
	if err != nil {
		return nil, "", fmt.Errorf("write the state of a ceremony: %w", err)
	}
	return shown, base64.RawURLEncoding.EncodeToString(inner) + "." + p.seal(inner), nil
}

func (p *Passkeys) seal(inner []byte) string {
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte("azukari passkey ceremony\n"))
	mac.Write(inner)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// resume opens a sealed state, once.
func (p *Passkeys) resume(state, purpose string, now calendar.Instant) (webauthn.SessionData, error) {
	text, seal, _ := strings.Cut(state, ".")
	inner, err := base64.RawURLEncoding.DecodeString(text)
	var c ceremony
	switch {
	case err != nil || !hmac.Equal([]byte(seal), []byte(p.seal(inner))):
		return c.Session, fmt.Errorf("its state is not ours: %w", ErrCeremony)
	case json.Unmarshal(inner, &c) != nil || c.For != purpose:
		return c.Session, fmt.Errorf("its state is for something else: %w", ErrCeremony)
	case now >= c.Until:
		return c.Session, fmt.Errorf("it took too long: %w", ErrCeremony)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for challenge, until := range p.spent {
		if now >= until {
			delete(p.spent, challenge)
		}
	}
	if _, again := p.spent[c.Session.Challenge]; again {
		return c.Session, fmt.Errorf("it was finished before: %w", ErrCeremony)
	}
	p.spent[c.Session.Challenge] = c.Until
	return c.Session, nil
}

func refusedCeremony(err error) error {
	detail := err.Error()
	var known *protocol.Error
	if errors.As(err, &known) {
		detail = known.Details + " " + known.DevInfo
	}
	return fmt.Errorf("%s: %w", detail, ErrCeremony)
}
