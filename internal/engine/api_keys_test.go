package engine_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// key is a key about to be made, known by its hash.
func key(hash string, days int) transact.Key {
	return transact.Key{Hash: hash, Start: "azk_" + hash, Name: "鍵 " + hash, Days: days}
}

// owner has signed up, and in, with the session s.
func (m *members) owner() account.Account {
	m.t.Helper()
	a := m.member("青木", "aoki@example.jp", "hash 1")
	m.signIn(a, "hash 1", "s")
	return a
}

func (m *members) makeKey(a account.Account, hash string, days int) {
	m.t.Helper()
	m.do(transact.MakeAPIKey{AccountID: a.ID, Verified: "hash 1", Session: "s", Key: key(hash, days)})
}

// keysOf lists the good keys, newest first.
func (m *members) keysOf(a account.Account) string {
	m.t.Helper()
	var all []string
	for _, k := range must(m.Store.APIKeysOf(context.Background(), a.ID, m.now())) {
		all = append(all, k.Hash)
	}
	return strings.Join(all, " ")
}

// calls reports whether a token authorizes API calls.
func (m *members) calls(hash string) bool {
	_, t, err := m.Store.AccountByToken(context.Background(), hash, m.now())
	return err == nil && t.CallsAPI()
}

// prove notes that a second factor was shown in a session.
func (m *members) prove(session string) {
	m.t.Helper()
	if err := m.Store.Write(context.Background(), store.Names{Tokens: []string{session}}, func(rows store.Rows) (store.Changes, error) {
		return store.Changes{Tokens: []account.Token{rows.Tokens[session].Prove(m.now())}}, nil
	}); err != nil {
		m.t.Fatal(err)
	}
}

// acts are those on the trail about an account, oldest first.
func (m *members) acts(a account.Account) (all []audit.Act) {
	m.t.Helper()
	for _, l := range must(m.Store.AuditTrail(context.Background(), store.AuditQuery{Subject: a.ID}, store.Page{})) {
		all = append([]audit.Act{l.Act}, all...)
	}
	return all
}

var programs = map[string]func(m *members){
	"AKeyIsMadeByWhoShowsWhoTheyAre": func(m *members) {
		a, b := m.owner(), m.member("馬場", "baba@example.jp", "hash 2")
		m.signIn(b, "hash 2", "sb")
		for _, wrong := range []struct {
			code refusal.Code
			cmd  transact.MakeAPIKey
		}{
			{refusal.SignInFailed, transact.MakeAPIKey{Verified: "wrong", Session: "s", Key: key("k", 30)}},
			{refusal.SignInFailed, transact.MakeAPIKey{Session: "s", Key: key("k", 30)}},
			{refusal.Missing, transact.MakeAPIKey{Verified: "hash 1", Session: "sb", Key: key("k", 30)}},
			{refusal.Missing, transact.MakeAPIKey{Verified: "hash 1", Key: key("k", 30)}},
			{refusal.ValidationFailed, transact.MakeAPIKey{Verified: "hash 1", Session: "s", Key: key("k", 31)}},
			{refusal.ValidationFailed, transact.MakeAPIKey{Verified: "hash 1", Session: "s", Key: key("k", 0)}},
			{refusal.ValidationFailed, transact.MakeAPIKey{Verified: "hash 1", Session: "s", Key: transact.Key{Hash: "k", Start: "azk_k", Name: " ", Days: 30}}},
			{refusal.ValidationFailed, transact.MakeAPIKey{Verified: "hash 1", Session: "s", Key: transact.Key{Hash: "k", Start: "azk_k", Name: "一\n二", Days: 30}}},
		} {
			wrong.cmd.AccountID = a.ID
			m.refused(wrong.code, wrong.cmd)
		}
		m.same("keys of who did not show it", m.keysOf(a), "")
		m.makeKey(a, "k", 30)
		m.refused(refusal.StateConflict, transact.MakeAPIKey{AccountID: a.ID, Verified: "hash 1", Session: "s", Key: key("k", 30)})
		m.same("the keys", m.keysOf(a)+" / "+m.keysOf(b), "k / ")
		m.same("it calls", fmt.Sprint(m.calls("k"), m.calls("s"), m.calls("secret 1")), "true false false")
		m.same("the mails", m.mails()[len(m.mails())-1], "aoki@example.jp: account.api_key_made")
		m.same("the trail", m.acts(a), []audit.Act{audit.SignedIn, audit.APIKeyMade})
	},
	"WhoHasNoPasswordShowsAPasskeyOfJustNow": func(m *members) {
		a := m.do(transact.OpenAccount{Account: account.Account{Name: "一", Email: "a@example.jp"}, Token: "a"}).(account.Account)
		m.do(transact.IssueToken{AccountID: a.ID, Hash: "s", Kind: account.Session}) // has shown a second factor
		m.do(transact.MakeAPIKey{AccountID: a.ID, Session: "s", Key: key("k1", 30)})
		m.wait(5*time.Minute + time.Microsecond)
		m.refused(refusal.Forbidden, transact.MakeAPIKey{AccountID: a.ID, Session: "s", Key: key("k2", 30)})
		m.same("the keys", m.keysOf(a), "k1")
	},
	"AnAccountHasTenKeysThatAreGood": func(m *members) {
		a := m.owner()
		for i := range account.MaxAPIKeys {
			m.makeKey(a, fmt.Sprint("k", i), map[bool]int{true: 30, false: 90}[i == 0])
		}
		eleventh := transact.MakeAPIKey{AccountID: a.ID, Verified: "hash 1", Session: "s", Key: key("x", 30)}
		m.refused(refusal.TooManyKeys, eleventh)
		m.do(transact.RevokeAPIKey{AccountID: a.ID, Hash: "k5"})
		m.do(eleventh)
		m.refused(refusal.TooManyKeys, transact.MakeAPIKey{AccountID: a.ID, Verified: "hash 1", Session: "s", Key: key("y", 30)})
		for range 30 { // k0 and x end by themselves
			m.wait(24 * time.Hour)
			m.do(transact.TouchSession{Session: "s", AccountID: a.ID, Hold: account.Hold{Idle: time.Hour * 1000, Life: time.Hour * 1000}})
		}
		m.makeKey(a, "y", 30)
		m.same("how many", len(strings.Fields(m.keysOf(a))), 9)
	},
	"AKeyEndsByItselfToTheMicrosecond": func(m *members) {
		a := m.owner()
		for hash, days := range map[string]int{"short": 30, "long": 365} {
			m.makeKey(a, hash, days)
		}
		m.wait(30*24*time.Hour - time.Microsecond)
		m.same("at its last instant", m.calls("short"), true)
		m.wait(time.Microsecond)
		m.same("after it", m.calls("short"), false)
		m.same("the other one", m.calls("long"), true)
		m.same("those of the last month", len(must(m.Store.APIKeysOf(context.Background(), a.ID, m.now().Add(-time.Hour)))), 2)
		m.refused(refusal.Missing, transact.TouchAPIKey{Hash: "short"})
	},
	"OnlyItsOwnerRevokesAKey": func(m *members) {
		a, b := m.owner(), m.member("馬場", "baba@example.jp", "hash 2")
		m.makeKey(a, "k", 90)
		m.refused(refusal.Missing, transact.RevokeAPIKey{AccountID: b.ID, Hash: "k"})
		m.refused(refusal.Missing, transact.RevokeAPIKey{AccountID: a.ID, Hash: "s"}) // a session is no key
		m.same("it is good", m.calls("k"), true)
		m.do(transact.RevokeAPIKey{AccountID: a.ID, Hash: "k"})
		m.same("it is good", m.calls("k"), false)
		m.do(transact.RevokeAPIKey{AccountID: a.ID, Hash: "k"}) // once more: nothing happens
		m.same("the mails", m.mails()[2:], []string{"aoki@example.jp: account.api_key_made", "aoki@example.jp: account.api_key_revoked"})
		m.same("the trail", m.acts(a), []audit.Act{audit.SignedIn, audit.APIKeyMade, audit.APIKeyRevoked})
	},
	"KeysOutliveAPasswordThatIsChangedAndNotOneThatIsReset": func(m *members) {
		a := m.owner()
		m.makeKey(a, "k1", 90)
		m.makeKey(a, "k2", 90)
		m.do(transact.EndOtherSessions{AccountID: a.ID})
		m.do(transact.ChangePassword{AccountID: a.ID, Email: a.Email, Verified: "hash 1", PasswordHash: "hash 2"})
		m.same("after a change", m.keysOf(a), "k1 k2")
		before := len(m.mails())
		m.do(transact.RequestReset{Email: a.Email, Letter: m.letter()})
		m.do(transact.ResetPassword{Token: m.token(), PasswordHash: "hash 3"})
		m.same("after a reset", m.keysOf(a), "")
		told := m.mails()[before:]
		m.same("the mails", told, []string{"aoki@example.jp: account.reset", "aoki@example.jp: account.password_changed", "aoki@example.jp: account.api_key_revoked"})
		n := must(m.Store.Notices(context.Background(), a.ID, false, store.Page{}))[0]
		m.same("which", n.Data, `{"names":["鍵 k1","鍵 k2"]}`)
	},
	"AnEmergencyEndsKeys": func(m *members) {
		a, b := m.owner(), m.member("馬場", "baba@example.jp", "hash 2")
		m.makeKey(a, "k1", 90)
		m.makeKey(a, "k2", 30)
		m.same("ended", m.do(transact.EndSessions{Accounts: []string{a.ID, b.ID}}), transact.Ended{Sessions: 1, Keys: 2})
		m.same("the keys", m.keysOf(a), "")
		m.same("ended", m.do(transact.EndSessions{Accounts: []string{a.ID, b.ID}}), transact.Ended{})
	},
	"TheStaffsKeysTakeASecondFactor": func(m *members) {
		a := m.owner()
		m.makeKey(a, "before", 90)
		m.do(transact.GrantRoles{AccountID: a.ID, Roles: account.RolesOf(account.Support)})
		m.same("keys from before", m.calls("before"), false)
		m.signIn(a, "hash 1", "t")
		cmd := transact.MakeAPIKey{AccountID: a.ID, Verified: "hash 1", Session: "t", Key: key("k", 90)}
		m.refused(refusal.Forbidden, cmd)
		m.prove("t")
		m.do(cmd)
		cmd.Key = key("year", 365)
		m.refused(refusal.ValidationFailed, cmd)
		m.same("the keys", m.keysOf(a), "k")
		m.do(transact.GrantRoles{AccountID: a.ID})
		m.same("keys of who is not of the staff any more", m.calls("k"), false)
		m.same("the trail", m.acts(a), []audit.Act{audit.SignedIn, audit.APIKeyMade, audit.RolesChanged, audit.SignedIn, audit.APIKeyMade, audit.RolesChanged})
	},
	"WhoRunsTheMachineIssuesKeys": func(m *members) {
		m.signUp("青木", "aoki@example.jp", "hash 1")
		a := must(m.Store.AccountByEmail(context.Background(), "aoki@example.jp"))
		m.refused(refusal.EmailUnconfirmed, transact.IssueAPIKey{AccountID: a.ID, Key: key("k", 30)})
		m.do(transact.ConfirmEmail{Token: m.token()})
		m.refused(refusal.Missing, transact.IssueAPIKey{AccountID: "acc_x", Key: key("k", 30)})
		m.do(transact.IssueAPIKey{AccountID: a.ID, Key: key("k", 30)})
		m.same("it is good", m.calls("k"), true)
		m.same("the mails", m.mails(), []string{"aoki@example.jp: account.confirm", "aoki@example.jp: account.api_key_made"})
	},
	"ALastUseIsNotedOnceAnHour": func(m *members) {
		a := m.owner()
		m.makeKey(a, "k", 90)
		used := func() string {
			m.do(transact.TouchAPIKey{Hash: "k"})
			return must(m.Store.Token(context.Background(), "k")).LastSeenAt.String()
		}
		ends, made := must(m.Store.Token(context.Background(), "k")).ExpiresAt, m.now()
		m.same("the first use", used(), made)
		m.wait(59 * time.Minute)
		m.same("within the hour", used(), made)
		m.wait(time.Minute)
		m.same("after an hour", used(), m.now())
		m.same("its end", must(m.Store.Token(context.Background(), "k")).ExpiresAt, ends)
		m.refused(refusal.Missing, transact.TouchAPIKey{Hash: "s"})
	},
}

// TestProgramsCallByKeys tells each story of API keys on all three stores.
func TestProgramsCallByKeys(t *testing.T) {
	for _, kind := range kinds {
		for claim, story := range programs {
			t.Run(claim+"/"+kind.name, func(t *testing.T) { story(newMembers(t, kind.open(t, t.TempDir()))) })
		}
	}
}
