package history

import (
	"context"
	"fmt"
	"strings"

	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
)

// letter is a link with a secret of its own.
func (h *history) letter() transact.Letter {
	secret := fmt.Sprint("letter ", len(h.letters))
	h.letters = append(h.letters, secret)
	return transact.Letter{Hash: secret, Path: "/" + secret}
}

// opened is a letter of a kind, mostly one that is still good.
func (h *history) opened(kind account.TokenKind) account.Token {
	var all []account.Token
	for _, secret := range h.letters {
		t, err := h.model().store.Token(context.Background(), secret)
		if err == nil && (t.Kind == kind && t.Unused(h.now()) || h.between("old letter", 0, 9) == 0) {
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		return account.Token{Hash: "none"}
	}
	return oneOf(h, "letter", all)
}

// keys does something with what opens accounts (R13.1): people sign up with one
// another's addresses, confirm them late, reset and change what they sign in
// with.
func (h *history) keys() {
	who := h.anyone()
	if h.maybe("signed in") {
		key := account.Credential{ID: "passkey 1" + who.Account, Name: "鍵", Data: "{}"}
		a, first := must(h.model().store.Account(context.Background(), who.Account)), fmt.Sprint("session at first ", h.steps, " ", h.now())
		_, _ = h.do(who, transact.IssueToken{AccountID: a.ID, Hash: first, Kind: account.Session})
		if a.PasswordHash == "" {
			a.PasswordHash = "hash 0"
			_, _ = h.do(who, transact.ChangePassword{AccountID: a.ID, Email: a.Email, PasswordHash: a.PasswordHash, Session: first})
		}
		_, _ = h.do(who, transact.AddPasskey{AccountID: a.ID, Verified: a.PasswordHash, Session: first, Credential: key})
		_, _ = h.do(who, transact.SignIn{AccountID: who.Account, Passkey: &key, Session: fmt.Sprint("session by passkey ", h.steps, " ", h.now())})
	}
	for range 8 {
		h.key(who)
	}
}

func (h *history) key(who contract.Actor) {
	ctx := context.Background()
	email := oneOf(h, "email", []string{"client1@example.jp", "CLIENT1@example.jp", "worker1@example.jp", "new@example.jp", "no address"})
	a := must(h.model().store.Account(ctx, who.Account))
	if signed, err := h.model().store.AccountByEmail(ctx, email); err == nil && h.maybe("by address") {
		a = signed
	}
	passkey := "passkey " + oneOf(h, "passkey", []string{"1", "2", "3"})
	session := "session " + oneOf(h, "session", []string{"1", "2", "3", "4"})
	fresh := fmt.Sprint("session ", 4+h.between("fresh", 1, 1_000_000))
	if _, err := h.model().store.Token(ctx, fresh); err == nil {
		return
	}
	verified := a.PasswordHash
	if h.between("wrong", 0, 9) == 0 {
		verified = "wrong"
	}
	var sessions []string
	for _, t := range must(h.model().store.SessionsOf(ctx, a.ID, h.now())) {
		sessions = append(sessions, t.Hash)
	}
	if len(sessions) > 0 {
		session = oneOf(h, "own", sessions)
	}
	if registered := must(h.model().store.CredentialsOf(ctx, a.ID)); len(registered) > 0 && h.maybe("own passkey") {
		passkey = strings.TrimSuffix(oneOf(h, "registered", registered).ID, a.ID)
	}
	var apiKeys []string
	for _, t := range must(h.model().store.APIKeysOf(ctx, a.ID, h.now())) {
		apiKeys = append(apiKeys, t.Hash)
	}
	apiKey := "API key " + fmt.Sprint(h.between("API key", 1, 20))
	if len(apiKeys) > 0 && h.maybe("own API key") {
		apiKey = oneOf(h, "own", apiKeys)
	}
	secret := transact.Key{Hash: fmt.Sprint("API key ", 20+h.between("fresh", 1, 1_000_000)), Start: "azk_x", Name: "鍵", Days: oneOf(h, "days", []int{30, 90, 365})}
	hash := fmt.Sprint("hash ", h.between("hash", 0, 9))
	key := account.Credential{ID: passkey + a.ID, Name: "鍵", Data: hash}
	commands := []func() transact.Command{
		func() transact.Command {
			return transact.SignUp{Name: "新人", Email: email, Language: words.English, PasswordHash: hash, Letter: h.letter()}
		},
		func() transact.Command { return transact.ResendConfirmation{Email: email, Letter: h.letter()} },
		func() transact.Command { return transact.ConfirmEmail{Token: h.opened(account.Confirm)} },
		func() transact.Command { return transact.RequestReset{Email: email, Letter: h.letter()} },
		func() transact.Command {
			return transact.ResetPassword{Token: h.opened(account.Reset), PasswordHash: hash}
		},
		func() transact.Command {
			return transact.ChangeEmail{AccountID: a.ID, Email: email, Verified: verified, Letter: h.letter()}
		},
		func() transact.Command {
			return transact.ChangePassword{AccountID: a.ID, Email: a.Email, Verified: verified, PasswordHash: hash, Session: session}
		},
		func() transact.Command { // twice as often
			return transact.SignIn{AccountID: a.ID, Verified: verified, Session: fresh, Agent: hash}
		},
		func() transact.Command {
			return transact.SignIn{AccountID: a.ID, Verified: verified, Session: fresh, Agent: hash}
		},
		func() transact.Command { return transact.SignIn{AccountID: a.ID, Passkey: &key, Session: fresh} },
		func() transact.Command { return transact.TouchSession{Session: session, AccountID: a.ID} },
		func() transact.Command { return transact.EndSession{AccountID: a.ID, Session: session} },
		func() transact.Command { return transact.EndOtherSessions{AccountID: a.ID, Session: session} },
		func() transact.Command {
			return transact.AddPasskey{AccountID: a.ID, Verified: verified, Session: session, Credential: key}
		},
		func() transact.Command {
			return transact.MakeAPIKey{AccountID: a.ID, Verified: verified, Session: session, Key: secret}
		},
		func() transact.Command { return transact.IssueAPIKey{AccountID: a.ID, Key: secret} },
		func() transact.Command { return transact.RevokeAPIKey{AccountID: a.ID, Hash: apiKey} },
		func() transact.Command { return transact.TouchAPIKey{Hash: apiKey} },
		func() transact.Command { return transact.RemovePasskey{AccountID: a.ID, CredentialID: key.ID} },
		func() transact.Command { return transact.ChangeIntro{AccountID: a.ID, Intro: hash} },
		func() transact.Command { return transact.ChangeLanguage{AccountID: a.ID, Language: words.English} },
	}
	next := oneOf(h, "key", commands)
	if h.maybe("open a letter") && len(h.letters) > 0 { // before it is too old
		if t, err := h.model().store.Token(ctx, h.letters[len(h.letters)-1]); err == nil && t.Unused(h.now()) {
			next = func() transact.Command {
				if t.Kind == account.Reset {
					return transact.ResetPassword{Token: t, PasswordHash: hash}
				}
				return transact.ConfirmEmail{Token: t}
			}
		}
	}
	_, _ = h.do(contract.Actor{Account: a.ID}, next())
	_, _ = h.all(func(one *house) (any, error) { return value(one.store.AccountByEmail(ctx, email)) })
	_, _ = h.all(func(one *house) (any, error) { return rows(one.store.SessionsOf(ctx, a.ID, h.now())) })
	_, _ = h.all(func(one *house) (any, error) { return rows(one.store.APIKeysOf(ctx, a.ID, h.now())) })
	_, _ = h.all(func(one *house) (any, error) { return rows(one.store.CredentialsOf(ctx, a.ID)) })
	_, _ = h.all(func(one *house) (any, error) { return value(one.store.CredentialByID(ctx, key.ID)) })
}
