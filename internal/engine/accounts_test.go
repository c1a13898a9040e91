package engine_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/attention"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/notice"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// members is a house with people who sign in by themselves.
type members struct {
	t *testing.T
	*engine.Engine
	letters int
}

func newMembers(t *testing.T, s store.Store) *members {
	e := open(t, s, 1)
	t.Cleanup(func() {
		e.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &members{t: t, Engine: e}
}

func (m *members) try(cmd transact.Command) (any, error) {
	outcome, err := m.Door.Do(context.Background(), transact.Request{Command: cmd})
	return outcome.Result, err
}

func (m *members) do(cmd transact.Command) any {
	m.t.Helper()
	result, err := m.try(cmd)
	if err != nil {
		m.t.Fatalf("%T: %v", cmd, err)
	}
	return result
}

// refused expects a no with a code.
func (m *members) refused(code refusal.Code, cmd transact.Command) {
	m.t.Helper()
	_, err := m.try(cmd)
	if no := (*refusal.Refusal)(nil); !errors.As(err, &no) || no.Code != code {
		m.t.Errorf("%T: %v, not %s", cmd, err, code)
	}
}

func (m *members) wait(d time.Duration) {
	m.t.Helper()
	m.do(transact.MoveClock{To: m.now().Add(d)})
}

func (m *members) letter() transact.Letter {
	m.letters++
	hash := fmt.Sprint("secret ", m.letters)
	return transact.Letter{Hash: hash, Path: "/open/" + hash}
}

// token is the one that the last letter carries.
func (m *members) token() account.Token {
	m.t.Helper()
	t, err := m.Store.Token(context.Background(), fmt.Sprint("secret ", m.letters))
	if err != nil {
		m.t.Fatal(err)
	}
	return t
}

func (m *members) signUp(name, email, password string) {
	m.t.Helper()
	m.do(transact.SignUp{Name: name, Email: email, PasswordHash: password, Letter: m.letter()})
}

// member has signed up and confirmed.
func (m *members) member(name, email, password string) account.Account {
	m.t.Helper()
	m.signUp(name, email, password)
	return m.do(transact.ConfirmEmail{Token: m.token()}).(account.Account)
}

func (m *members) signIn(a account.Account, password, session string) {
	m.t.Helper()
	m.do(transact.SignIn{AccountID: a.ID, Verified: password, Session: session, Agent: "Firefox/1.0"})
}

func (m *members) sessions(a account.Account) string {
	m.t.Helper()
	all, err := m.Store.SessionsOf(context.Background(), a.ID, m.now())
	if err != nil {
		m.t.Fatal(err)
	}
	names := []string{}
	for _, s := range all {
		names = append(names, s.Hash)
	}
	return strings.Join(names, " ")
}

func (m *members) now() (now calendar.Instant) {
	m.t.Helper()
	now, err := m.Now(context.Background())
	if err != nil {
		m.t.Fatal(err)
	}
	return now
}

// mails lists "address: kind" of all that was sent, oldest first.
func (m *members) mails() (all []string) {
	m.t.Helper()
	ctx := context.Background()
	if err := m.Outbox.Drain(ctx); err != nil {
		m.t.Fatal(err)
	}
	sent, err := m.Store.SentMail(ctx, "", store.Page{})
	if err != nil {
		m.t.Fatal(err)
	}
	for _, n := range sent {
		to, err := m.Store.Account(ctx, n.AccountID)
		if err != nil {
			m.t.Fatal(err)
		}
		all = append([]string{m.Outbox.Letter(n, to).To + ": " + string(n.Kind)}, all...)
	}
	return all
}

func (m *members) same(what string, got, want any) {
	m.t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		m.t.Errorf("%s: %v, not %v", what, got, want)
	}
}

func (m *members) byEmail(email string) string {
	m.t.Helper()
	a, err := m.Store.AccountByEmail(context.Background(), email)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		m.t.Fatal(err)
	}
	return a.Name
}

var signingIn = map[string]func(m *members){
	"AnAddressSignsInOnceItIsConfirmed": func(m *members) {
		m.signUp("青木", "Aoki@example.jp", "hash 1")
		a := must(m.Store.AccountByEmail(context.Background(), "AOKI@example.jp"))
		m.refused(refusal.SignInFailed, transact.SignIn{AccountID: a.ID, Verified: "hash 2", Session: "s"})
		m.refused(refusal.SignInFailed, transact.SignIn{AccountID: a.ID, Session: "s"})
		m.refused(refusal.SignInFailed, transact.SignIn{Session: "s"})
		m.refused(refusal.EmailUnconfirmed, transact.SignIn{AccountID: a.ID, Verified: "hash 1", Session: "s"})
		m.do(transact.ConfirmEmail{Token: m.token()})
		m.refused(refusal.LinkExpired, transact.ConfirmEmail{Token: m.token()})
		m.signIn(a, "hash 1", "s1")
		m.same("the sessions", m.sessions(a), "s1")
		m.same("the mails", m.mails(), []string{"Aoki@example.jp: account.confirm"})
	},
	"SigningUpWithAKnownAddressTellsOnlyItsOwner": func(m *members) {
		m.member("青木", "aoki@example.jp", "hash 1")
		m.same("the answer", m.do(transact.SignUp{Name: "偽", Email: "AOKI@example.jp", PasswordHash: "hash 2", Letter: m.letter()}), nil)
		m.same("who signs in", m.byEmail("aoki@example.jp"), "青木")
		m.same("the mails", m.mails(), []string{"aoki@example.jp: account.confirm", "aoki@example.jp: account.exists"})
		if _, err := m.Store.Token(context.Background(), "secret 2"); !errors.Is(err, store.ErrNotFound) {
			m.t.Error("a link was made for somebody else's address")
		}
	},
	"AnUnconfirmedAddressIsNotSquatted": func(m *members) {
		m.signUp("先", "aoki@example.jp", "hash 1")
		first := m.token()
		m.signUp("後", "aoki@example.jp", "hash 2")
		second := m.token()
		m.same("who holds it", m.byEmail("aoki@example.jp"), "後")
		m.do(transact.ConfirmEmail{Token: first})
		m.same("who confirmed it", m.byEmail("aoki@example.jp"), "先")
		m.refused(refusal.EmailTaken, transact.ConfirmEmail{Token: second})
	},
	"ProgramsOpenManyAccountsWithOneAddress": func(m *members) {
		for _, token := range []string{"a", "b"} {
			made := m.do(transact.OpenAccount{Account: account.Account{Name: token, Email: "aoki@example.jp"}, Token: token}).(account.Account)
			m.same("confirmed", made.Confirmed(), true)
		}
		m.same("who signs in", m.byEmail("aoki@example.jp"), "")
		m.member("青木", "aoki@example.jp", "hash 1")
		m.same("who signs in", m.byEmail("aoki@example.jp"), "青木")
	},
	"AProgramsAccountGetsALoginWithItsFirstPassword": func(m *members) {
		one := m.do(transact.OpenAccount{Account: account.Account{Name: "一", Email: "aoki@example.jp"}, Token: "a"}).(account.Account)
		two := m.do(transact.OpenAccount{Account: account.Account{Name: "二", Email: "aoki@example.jp"}, Token: "b"}).(account.Account)
		m.do(transact.ChangePassword{AccountID: one.ID, Email: one.Email, PasswordHash: "hash 1"})
		m.refused(refusal.EmailTaken, transact.ChangePassword{AccountID: two.ID, Email: two.Email, PasswordHash: "hash 2"})
		m.same("who signs in", m.byEmail("aoki@example.jp"), "一")
	},
	"LinksGrowOld": func(m *members) {
		m.signUp("青木", "aoki@example.jp", "hash 1")
		m.wait(account.ConfirmLife)
		m.refused(refusal.LinkExpired, transact.ConfirmEmail{Token: m.token()})
		m.do(transact.ResendConfirmation{Email: "aoki@example.jp", Letter: m.letter()})
		m.do(transact.ConfirmEmail{Token: m.token()})
		m.do(transact.RequestReset{Email: "aoki@example.jp", Letter: m.letter()})
		m.wait(account.ResetLife)
		m.refused(refusal.LinkExpired, transact.ResetPassword{Token: m.token(), PasswordHash: "hash 2"})
		m.same("the mails", m.mails(), []string{"aoki@example.jp: account.confirm"}) // one was superseded, as was the reset
		m.do(transact.ResendConfirmation{Email: "aoki@example.jp", Letter: m.letter()})
		m.do(transact.RequestReset{Email: "nobody@example.jp", Letter: m.letter()})
		m.same("the mails", len(m.mails()), 1)
	},
	"SessionsEndWhenIdleAndSomeDayInAnyCase": func(m *members) {
		a := m.member("青木", "aoki@example.jp", "hash 1")
		m.signIn(a, "hash 1", "idle")
		m.signIn(a, "hash 1", "used")
		ok := func(hash string) bool {
			_, _, err := m.Store.AccountByToken(context.Background(), hash, m.now())
			return err == nil
		}
		for range 3 {
			m.wait(account.Long.Idle - time.Microsecond)
			if ok("used") {
				m.do(transact.TouchSession{Session: "used", AccountID: a.ID, Hold: account.Long})
			}
		}
		m.same("idle for long", ok("idle"), false)
		m.same("past its life", ok("used"), false)
		m.refused(refusal.Missing, transact.TouchSession{Session: "used", AccountID: a.ID, Hold: account.Long})
		m.signIn(a, "hash 1", "new")
		m.wait(account.Long.Idle - time.Microsecond)
		m.same("at its last instant", ok("new"), true)
		m.wait(time.Microsecond)
		m.same("after it", ok("new"), false)
	},
	"ASessionIsTouchedOnceAnHour": func(m *members) {
		a := m.member("青木", "aoki@example.jp", "hash 1")
		m.signIn(a, "hash 1", "s")
		first := m.now()
		m.wait(59 * time.Minute)
		m.same("within the hour", m.do(transact.TouchSession{Session: "s", AccountID: a.ID, Hold: account.Long}).(account.Token).LastSeenAt, first)
		m.wait(time.Minute)
		m.same("after an hour", m.do(transact.TouchSession{Session: "s", AccountID: a.ID, Hold: account.Long}).(account.Token).LastSeenAt, m.now())
	},
	"WhoDoesNotLookIsToldOnce": func(m *members) {
		client, worker := m.member("青木", "aoki@example.jp", "hash 1"), m.member("佐藤", "sato@example.jp", "hash 2")
		m.signIn(worker, "hash 2", "s")
		by := func(a account.Account, cmd transact.Command) any {
			outcome, err := m.Door.Do(context.Background(), transact.Request{Actor: contract.Actor{Account: a.ID}, Command: cmd})
			if err != nil {
				m.t.Fatalf("%T: %v", cmd, err)
			}
			return outcome.Result
		}
		told := func(kind notice.Kind, a account.Account) (n int) {
			all := must(m.Store.Notices(context.Background(), a.ID, false, store.Page{}))
			for _, one := range all {
				if one.Kind == kind {
					n++
					m.same("it is mailed", one.Mail == notice.NoMail, false)
				}
			}
			return n
		}
		advance := func(d time.Duration) (fired []string) {
			for _, f := range must(m.Sandbox.Advance(context.Background(), m.now().Add(d))) {
				if f.Room == store.AttentionRoom {
					fired = append(fired, f.Kind+" "+f.At.String())
				}
			}
			return fired
		}
		posted := by(client, transact.PostJob{Job: job.Job{Format: job.Project, Title: "翻訳", Description: "説明", Category: "翻訳", BudgetAmount: 1}}).(job.Job)
		p := by(worker, transact.Propose{JobID: posted.ID, Offer: job.Offer{Amount: 1_000, DueOn: "2027-01-31", Message: "はい"}}).(job.Proposal)
		by(client, transact.WriteMessage{ProposalID: p.ID, Body: "質問です"})
		written := m.now()
		m.same("a day but a microsecond", advance(24*time.Hour-time.Microsecond), []string(nil))
		m.same("a day", advance(time.Microsecond), []string{"message.digest " + written.Add(24*time.Hour).String()})
		m.same("digests", told("message.digest", worker), 1)
		m.same("three days away", advance(48*time.Hour), []string{"visit.reminder " + written.Add(72*time.Hour).String()})
		m.same("reminders", told("visit.reminder", worker), 1)
		by(client, transact.WriteMessage{ProposalID: p.ID, Body: "いかがですか"})
		m.same("no second reminder without a visit", len(advance(30*24*time.Hour)), 1)
		m.same("digests of two messages", told("message.digest", worker), 2)
		m.same("the client never looked here", told("message.digest", client)+told("visit.reminder", client), 0)
		m.signIn(worker, "hash 2", "s2")
		messages := must(m.Store.Messages(context.Background(), p.ID, store.Page{}))
		by(worker, transact.MarkRead{Thread: p.ID, Upto: messages[len(messages)-1].ID})
		by(client, transact.WriteMessage{ProposalID: p.ID, Body: "では"})
		messages = must(m.Store.Messages(context.Background(), p.ID, store.Page{}))
		by(worker, transact.MarkRead{Thread: p.ID, Upto: messages[len(messages)-1].ID})
		m.same("read, and nothing waits", advance(10*24*time.Hour), []string(nil))
		seen := must(m.Store.Attention(context.Background(), worker.ID))
		m.same("nothing is due any more", seen.Next(), calendar.Instant(0))
		var scanned int
		m.same("it is scanned", m.Store.Scan(context.Background(), store.Scan{Attention: func(attention.Attention) error { scanned++; return nil }}), nil)
		m.same("one row", scanned, 1)
	},
	"SessionsAreEndedOneByOneAndTogether": func(m *members) {
		a, b := m.member("青木", "aoki@example.jp", "hash 1"), m.member("馬場", "baba@example.jp", "hash 2")
		for _, s := range []string{"s1", "s2", "s3"} {
			m.signIn(a, "hash 1", s)
			m.wait(time.Second)
		}
		m.signIn(b, "hash 2", "sb")
		m.same("the sessions", m.sessions(a), "s3 s2 s1")
		m.refused(refusal.Missing, transact.EndSession{AccountID: b.ID, Session: "s1"})
		m.do(transact.EndSession{AccountID: a.ID, Session: "s1"})
		m.same("the sessions", m.sessions(a), "s3 s2")
		m.same("ended", m.do(transact.EndOtherSessions{AccountID: a.ID, Session: "s2"}), 1)
		m.same("the sessions", m.sessions(a)+" "+m.sessions(b), "s2 sb")
	},
	"ANewPasswordEndsOtherSessions": func(m *members) {
		a := m.member("青木", "aoki@example.jp", "hash 1")
		m.signIn(a, "hash 1", "s1")
		m.signIn(a, "hash 1", "s2")
		m.do(transact.RequestReset{Email: a.Email, Letter: m.letter()})
		reset := m.token()
		m.refused(refusal.SignInFailed, transact.ChangePassword{AccountID: a.ID, Email: a.Email, Verified: "old", PasswordHash: "hash 2", Session: "s2"})
		m.do(transact.ChangePassword{AccountID: a.ID, Email: a.Email, Verified: "hash 1", PasswordHash: "hash 2", Session: "s2"})
		m.same("the sessions", m.sessions(a), "s2")
		m.refused(refusal.LinkExpired, transact.ResetPassword{Token: reset, PasswordHash: "hash 3"})
		m.refused(refusal.SignInFailed, transact.SignIn{AccountID: a.ID, Verified: "hash 1", Session: "s3"})
	},
	"AResetEndsEverySessionAndConfirms": func(m *members) {
		a := m.member("青木", "aoki@example.jp", "hash 1")
		m.signIn(a, "hash 1", "s1")
		m.do(transact.RequestReset{Email: "AOKI@example.jp", Letter: m.letter()})
		m.do(transact.ResetPassword{Token: m.token(), PasswordHash: "hash 2"})
		m.refused(refusal.LinkExpired, transact.ResetPassword{Token: m.token(), PasswordHash: "hash 3"})
		m.same("the sessions", m.sessions(a), "")
		m.signIn(a, "hash 2", "s2")

		m.signUp("馬場", "baba@example.jp", "forgotten")
		m.do(transact.RequestReset{Email: "baba@example.jp", Letter: m.letter()})
		b := m.do(transact.ResetPassword{Token: m.token(), PasswordHash: "hash 4"}).(account.Account)
		m.signIn(b, "hash 4", "s3")
	},
	"AResetPutsAnIntruderOut": func(m *members) {
		a := m.member("青木", "aoki@example.jp", "hash 1")
		m.signIn(a, "hash 1", "theirs")
		m.do(transact.AddPasskey{AccountID: a.ID, Verified: "hash 1", Session: "theirs", Credential: account.Credential{ID: "k2", Name: "二", Data: "{}"}})
		m.do(transact.AddPasskey{AccountID: a.ID, Verified: "hash 1", Session: "theirs", Credential: account.Credential{ID: "k1", Name: "一", Data: "{}"}})
		m.do(transact.ChangeEmail{AccountID: a.ID, Email: "intruder@example.jp", Verified: "hash 1", Letter: m.letter()})
		theirs := m.token()
		m.do(transact.RequestReset{Email: a.Email, Letter: m.letter()})
		m.do(transact.ResetPassword{Token: m.token(), PasswordHash: "hash 2"})
		m.refused(refusal.LinkExpired, transact.ConfirmEmail{Token: theirs})
		m.same("who holds the intruder's address", m.byEmail("intruder@example.jp"), "")
		for _, k := range []string{"k1", "k2"} {
			m.refused(refusal.SignInFailed, transact.SignIn{AccountID: a.ID, Passkey: &account.Credential{ID: k}, Session: "again"})
		}
		told := m.mails()
		m.same("the mails", told[len(told)-3:], []string{"aoki@example.jp: account.password_changed", "aoki@example.jp: account.passkey_removed", "aoki@example.jp: account.passkey_removed"})
	},
	"AChangedPasswordEndsAChangeOfTheAddress": func(m *members) {
		a := m.member("青木", "aoki@example.jp", "hash 1")
		m.signIn(a, "hash 1", "own")
		m.do(transact.ChangeEmail{AccountID: a.ID, Email: "intruder@example.jp", Verified: "hash 1", Letter: m.letter()})
		m.do(transact.ChangePassword{AccountID: a.ID, Email: a.Email, Verified: "hash 1", PasswordHash: "hash 2", Session: "own"})
		m.refused(refusal.LinkExpired, transact.ConfirmEmail{Token: m.token()})
	},
	"AStolenSessionAddsNoPasskey": func(m *members) {
		a, b := m.member("青木", "aoki@example.jp", "hash 1"), m.member("馬場", "baba@example.jp", "hash 2")
		m.signIn(a, "hash 1", "stolen")
		m.signIn(b, "hash 2", "sb")
		add := func(verified, session string) transact.AddPasskey {
			return transact.AddPasskey{AccountID: a.ID, Verified: verified, Session: session, Credential: account.Credential{ID: "k", Name: "電話", Data: "{}"}}
		}
		m.refused(refusal.SignInFailed, add("", "stolen"))
		m.refused(refusal.SignInFailed, add("hash 2", "stolen"))
		m.refused(refusal.Missing, add("hash 1", "sb"))
		m.do(add("hash 1", "stolen"))

		c := m.do(transact.OpenAccount{Account: account.Account{Name: "一", Email: "c@example.jp"}, Token: "c"}).(account.Account)
		m.do(transact.IssueToken{AccountID: c.ID, Hash: "sc", Kind: account.Session})
		m.wait(5*time.Minute + time.Microsecond) // it has shown who it is, and not lately
		m.refused(refusal.Forbidden, transact.AddPasskey{AccountID: c.ID, Session: "sc", Credential: account.Credential{ID: "kc", Name: "電話", Data: "{}"}})
	},
	"AnAddressChangesWhenTheNewOneIsConfirmed": func(m *members) {
		a := m.member("青木", "aoki@example.jp", "hash 1")
		m.member("馬場", "baba@example.jp", "hash 2")
		m.refused(refusal.SignInFailed, transact.ChangeEmail{AccountID: a.ID, Email: "new@example.jp", Verified: "x", Letter: m.letter()})
		m.do(transact.ChangeEmail{AccountID: a.ID, Email: "baba@example.jp", Verified: "hash 1", Letter: m.letter()})
		m.do(transact.ChangeEmail{AccountID: a.ID, Email: "New@example.jp", Verified: "hash 1", Letter: m.letter()})
		m.same("before", m.byEmail("aoki@example.jp")+m.byEmail("new@example.jp"), "青木")
		m.do(transact.ConfirmEmail{Token: m.token()})
		m.same("after", m.byEmail("aoki@example.jp")+m.byEmail("new@example.jp"), "青木")
		m.same("the mails", m.mails()[2:], []string{"baba@example.jp: account.exists", "New@example.jp: account.confirm", "aoki@example.jp: account.email_changed"})
		m.member("新", "aoki@example.jp", "hash 3") // given up, so free
	},
	"TheLastWayInStays": func(m *members) {
		a := m.do(transact.OpenAccount{Account: account.Account{Name: "一", Email: "aoki@example.jp"}, Token: "a"}).(account.Account)
		hash, session := "", "s0"
		add := func(id string) transact.AddPasskey {
			return transact.AddPasskey{AccountID: a.ID, Verified: hash, Session: session, Credential: account.Credential{ID: id, Name: "電話", Data: "{}"}}
		}
		m.do(transact.IssueToken{AccountID: a.ID, Hash: "s0", Kind: account.Session})
		m.do(transact.SetSecondFactor{AccountID: a.ID, TOTP: account.TOTP{Sealed: "sealed"}, Session: session})
		m.do(add("k1"))
		m.refused(refusal.StateConflict, add("k1"))
		m.refused(refusal.LastWayIn, transact.RemovePasskey{AccountID: a.ID, CredentialID: "k1"})
		m.do(add("k2"))
		m.do(transact.RemovePasskey{AccountID: a.ID, CredentialID: "k1"})
		m.refused(refusal.Missing, transact.RemovePasskey{AccountID: a.ID, CredentialID: "k1"})
		m.refused(refusal.SignInFailed, transact.SignIn{AccountID: a.ID, Passkey: &account.Credential{ID: "k1"}, Session: "s"})
		m.do(transact.SignIn{AccountID: a.ID, Passkey: &account.Credential{ID: "k2", Data: `{"count":1}`}, Session: "s"})
		m.do(transact.ChangePassword{AccountID: a.ID, Email: a.Email, PasswordHash: "hash", Session: "s"})
		hash, session = "hash", "s"
		m.do(transact.RemovePasskey{AccountID: a.ID, CredentialID: "k2"})
		left, err := m.Store.CredentialsOf(context.Background(), a.ID)
		m.same("passkeys left", len(left), 0)
		m.same("asking", err, nil)
		m.do(add("k1")) // again
	},
	"ANewDeviceIsTold": func(m *members) {
		a := m.member("青木", "aoki@example.jp", "hash 1")
		in := func(session, agent string) {
			m.do(transact.SignIn{AccountID: a.ID, Verified: "hash 1", Session: session, Agent: agent})
		}
		in("s1", "Firefox/145.0")
		in("s2", "Firefox/146.1")
		m.same("the mails", len(m.mails()), 1)
		in("s3", "Safari/18")
		in("s4", "Safari/18.2")
		m.same("the mails", m.mails()[1:], []string{"aoki@example.jp: account.new_device"})
	},
	"WhatIsMutedIsNotMailedAndNeverNews": func(m *members) {
		a, b := m.member("青木", "aoki@example.jp", "hash 1"), m.member("馬場", "baba@example.jp", "hash 2")
		m.refused(refusal.ValidationFailed, transact.ChangeNotifications{AccountID: a.ID, Muted: "mail:escrow.due"})
		m.refused(refusal.ValidationFailed, transact.ChangeNotifications{AccountID: a.ID, Muted: "fax:message.received"})
		m.do(transact.ChangeNotifications{AccountID: a.ID, Muted: "site:proposal.received mail:message.received mail:proposal.received"})
		as := func(who account.Account, cmd transact.Command) any {
			m.t.Helper()
			outcome, err := m.Door.Do(context.Background(), transact.Request{Actor: contract.Actor{Account: who.ID}, Command: cmd})
			if err != nil {
				m.t.Fatal(err)
			}
			return outcome.Result
		}
		posted := as(a, transact.PostJob{Job: job.Job{Format: job.Project, Title: "翻訳", Description: "説明", Category: "翻訳", BudgetAmount: 1}}).(job.Job)
		before := len(m.mails())
		proposed := as(b, transact.Propose{JobID: posted.ID, Offer: job.Offer{Amount: 10_000, DueOn: "2027-01-31", Message: "はい"}}).(job.Proposal)
		as(b, transact.WriteMessage{ProposalID: proposed.ID, Body: "よろしく"})
		formed := as(a, transact.AcceptProposal{ProposalID: proposed.ID}).(transact.Agreement).Contract
		as(b, transact.WriteMessage{ContractID: formed.ID, Body: "よろしく"})
		as(a, transact.WriteMessage{ContractID: formed.ID, Body: "こちらこそ"})
		m.same("the mails", m.mails()[before:], []string{
			"aoki@example.jp: contract.formed", "baba@example.jp: contract.formed", "baba@example.jp: message.received",
		})
		unread, err := m.Store.Notices(context.Background(), a.ID, true, store.Page{})
		kinds := ""
		for _, n := range unread {
			kinds += string(n.Kind) + " "
		}
		m.same("news", kinds, "message.received contract.formed message.received account.confirm ")
		m.same("asking", err, nil)
	},
	"AProfileChanges": func(m *members) {
		a := m.member("青木", "aoki@example.jp", "hash 1")
		m.do(transact.ChangeName{AccountID: a.ID, Name: " 青木 花子 "})
		m.do(transact.ChangeIntro{AccountID: a.ID, Intro: "翻訳者です。\r\nよろしく。"})
		a = m.do(transact.ChangeLanguage{AccountID: a.ID, Language: words.English}).(account.Account)
		m.same("the profile", []any{a.Name, a.Intro, a.Language, a.Version}, []any{"青木 花子", "翻訳者です。\nよろしく。", words.English, 5})
		m.refused(refusal.ValidationFailed, transact.ChangeName{AccountID: a.ID, Name: " "})
		m.refused(refusal.ValidationFailed, transact.ChangeIntro{AccountID: a.ID, Intro: strings.Repeat("長", account.MaxIntro+1)})
		m.refused(refusal.ValidationFailed, transact.ChangeLanguage{AccountID: a.ID, Language: "fr"})
		m.same("unchanged", m.do(transact.ChangeName{AccountID: a.ID, Name: "青木 花子"}).(account.Account), a)
	},
	"OnlyTheMailShowsASecretAndOnlyUntilItHasLeft": func(m *members) {
		m.Outbox.KeepLink = false // as in earnest
		m.signUp("青木", "aoki@example.jp", "hash 1")
		a := must(m.Store.AccountByEmail(context.Background(), "aoki@example.jp"))
		read := func() notice.Notice { return must(m.Store.Notices(context.Background(), a.ID, false, store.Page{}))[0] }
		n := read()
		if _, body := words.Notice(words.Japanese, string(n.Kind), n.Data, m.Calendar); strings.Contains(body, "secret") || strings.Contains(n.Data, "secret") {
			m.t.Error("the notification shows the secret")
		}
		if sent := m.Outbox.Letter(n, a); !strings.Contains(sent.Text, "http://localhost:8080/open/secret 1\n") {
			m.t.Errorf("the mail shows no link: %s", sent.Text)
		}
		m.mails()
		m.same("the link after sending", read().MailLink, "")
	},
	"TwoWhoTakeOneAddressAtOnceDoNotBothHaveIt": func(m *members) {
		a := m.do(transact.OpenAccount{Account: account.Account{Name: "一", Email: "aoki@example.jp"}, Token: "a"}).(account.Account)
		b := m.do(transact.OpenAccount{Account: account.Account{Name: "二", Email: "aoki@example.jp"}, Token: "b"}).(account.Account)
		var both sync.WaitGroup
		var taken [2]error
		for i, who := range []account.Account{a, b} {
			both.Go(func() {
				_, taken[i] = m.try(transact.ChangePassword{AccountID: who.ID, Email: who.Email, PasswordHash: "hash"})
			})
		}
		both.Wait()
		if (taken[0] == nil) == (taken[1] == nil) {
			m.t.Errorf("two took one address: %v, %v", taken[0], taken[1])
		}
	},
}

// TestSigningIn tells each story of R13.1 on all three stores.
func TestSigningIn(t *testing.T) {
	for _, kind := range kinds {
		for claim, story := range signingIn {
			t.Run(claim+"/"+kind.name, func(t *testing.T) { story(newMembers(t, kind.open(t, t.TempDir()))) })
		}
	}
}
