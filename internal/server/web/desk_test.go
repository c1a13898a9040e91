package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// hire makes up one of the staff.
func (s *shop) hire(roles ...account.Role) account.Account {
	s.t.Helper()
	name := string(account.RolesOf(roles...))
	made, err := s.engine.Door.Do(s.t.Context(), transact.Request{Command: transact.OpenAccount{Account: account.Account{Name: name, Email: "x@example.jp", Roles: account.RolesOf(roles...)}, Token: name}})
	if err != nil {
		s.t.Fatal(err)
	}
	return made.Result.(account.Account)
}

// ask is the status of a page, and where it sends on.
func (g *guest) ask(method, path string) (int, string) {
	g.t.Helper()
	r, err := http.NewRequest(method, g.url+path, nil)
	if err != nil {
		g.t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	got, err := g.client.Do(r)
	if err != nil {
		g.t.Fatal(err)
	}
	defer got.Body.Close()
	return got.StatusCode, got.Header.Get("Location")
}

// TestTheDeskNeedsASecondFactor: a session by a password alone is sent to set one
// up (R13.2).
func TestTheDeskNeedsASecondFactor(t *testing.T) {
	s := openShop(t)
	staff := s.hire(account.Support)
	g := s.as("", words.Japanese)
	session := "a session by a password"
	if err := s.engine.Store.Write(t.Context(), store.Names{}, func(store.Rows) (store.Changes, error) {
		now, err := s.engine.Now(t.Context())
		return store.Changes{Tokens: []account.Token{account.Begin(account.Hash(session), staff.ID, "", account.Long, now)}}, err
	}); err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(g.url)
	if err != nil {
		t.Fatal(err)
	}
	g.client.Jar.SetCookies(at, []*http.Cookie{{Name: sessionCookie, Value: session}})
	if code, to := g.ask("GET", "/desk"); code != 303 || to != "/settings/two-factor?next=%2Fdesk" {
		t.Errorf("%d %s", code, to)
	}
}

// TestMessagesOpenOnlyForACaseAndWithAReason: what two people wrote is closed to
// the staff; a look is told to both and stands on the trail (R13.2).
func TestMessagesOpenOnlyForACaseAndWithAReason(t *testing.T) {
	s := openShop(t)
	var disputed, quiet contract.Contract
	all, err := s.engine.Store.Contracts(t.Context(), store.ContractQuery{}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Dispute.Open() {
			disputed = c
		} else if c.Nudge == nil && c.State == contract.InProgress {
			quiet = c
		}
	}
	support := s.hire(account.Support)
	g := s.asID(support.ID)
	at := "/desk/contracts/" + disputed.ID + "/messages"
	g.get(403, at)
	has(t, "the case", g.get(200, "/desk/disputes/"+disputed.Dispute.ID), "理由を記録して開く", "お預かり中の金額")
	g.post(422, at, url.Values{"reason": {" "}})
	g.post(409, "/desk/contracts/"+quiet.ID+"/messages", url.Values{"reason": {"気になる"}})
	if _, to := g.post(303, at, url.Values{"reason": {"納品物の確認のため"}}); to != at {
		t.Errorf("it leads to %s", to)
	}
	thread, err := s.engine.Store.Messages(t.Context(), disputed.ProposalID, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	page := g.get(200, at)
	for _, m := range thread {
		if m.From != "" && !strings.Contains(page, strings.Split(m.Body, "\n")[0]) {
			t.Errorf("%q is not shown", m.Body)
		}
	}
	for _, party := range []string{disputed.ClientID, disputed.WorkerID} {
		told, err := s.engine.Store.Notices(t.Context(), party, true, store.Page{Limit: 1})
		if err != nil || len(told) != 1 || told[0].Kind != "desk.messages_opened" || !strings.Contains(told[0].Data, "納品物の確認のため") {
			t.Errorf("%s hears %+v", party, told)
		}
	}
	s.asID(s.hire(account.Support, account.Finance).ID).get(403, at) // each opens for themselves
	trail, err := s.engine.Store.AuditTrail(t.Context(), store.AuditQuery{By: support.ID}, store.Page{})
	if err != nil || len(trail) != 1 || trail[0].Subject != disputed.ID {
		t.Errorf("the trail: %+v, %v", trail, err)
	}
}

// TestTwoDoNotDoOneRow: who has a case in hand is seen by the others (R13.3).
func TestTwoDoNotDoOneRow(t *testing.T) {
	s := openShop(t)
	nudges, err := s.engine.Store.Nudges(t.Context(), contract.NudgeRequested, store.Page{})
	if err != nil || len(nudges) == 0 {
		t.Fatal(nudges, err)
	}
	id := nudges[0].ID
	one, other := s.asID(s.hire(account.Support).ID), s.asID(s.hire(account.Support, account.Admin).ID)
	one.post(303, "/desk/claims/"+id, url.Values{"next": {"/desk/nudges/" + id}})
	has(t, "one's own", one.get(200, "/desk/nudges/"+id), "あなたが担当しています。")
	has(t, "the other's", other.get(200, "/desk/nudges/"+id), "support さんが担当しています。")
	has(t, "the queue", other.get(200, "/desk"), "support")
	one.post(303, "/desk/claims/"+id, url.Values{"back": {"1"}})
	if page := other.get(200, "/desk/nudges/"+id); strings.Contains(page, "担当しています") {
		t.Error("what was given back is in hand")
	}
	other.post(303, "/desk/nudges/"+id, url.Values{"decision": {"approve"}, "once": {"a"}})
	one.get(409, "/desk/nudges/"+id)
	one.post(409, "/desk/nudges/"+id, url.Values{"decision": {"approve"}, "once": {"b"}})
}

// TestRolesAreChangedAtTheDesk: by an admin, never one's own, and on the trail.
func TestRolesAreChangedAtTheDesk(t *testing.T) {
	s := openShop(t)
	admin, support := s.hire(account.Admin), s.hire(account.Support)
	g := s.asID(admin.ID)
	g.post(303, "/desk/staff/"+support.ID, url.Values{"role": {"finance", "support"}})
	a, err := s.engine.Store.Account(t.Context(), support.ID)
	if err != nil || !slices.Equal(a.Roles.List(), []account.Role{account.Finance, account.Support}) {
		t.Errorf("%q, %v", a.Roles, err)
	}
	g.post(403, "/desk/staff/"+admin.ID, url.Values{"role": {"finance"}})
	page, _ := g.post(422, "/desk/staff", url.Values{"email": {"nobody@example.jp"}, "role": {"support"}})
	has(t, "nobody", page, "このメールアドレスでログインする人はいません。")
	has(t, "the trail", g.get(200, "/desk/trail"), "roles", "finance support")
}
