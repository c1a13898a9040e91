package web

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// TestMailThatDoesNotArriveIsACase: one row for each person, with a service
// clock; what was done about it is noted, on the trail, and the row goes (R11.3).
func TestMailThatDoesNotArriveIsACase(t *testing.T) {
	s := openShop(t)
	support := s.hire(account.Support)
	g, finance := s.asID(support.ID), s.asID(s.hire(account.Finance).ID)
	to := s.people["佐藤 健"].ID
	told, err := s.engine.Store.Notices(t.Context(), to, false, store.Page{Limit: 2})
	if err != nil || len(told) != 2 {
		t.Fatal(told, err)
	}
	now, err := s.engine.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	answers := []string{"550 sato@example.jp is unknown here", "550 5.1.1 <SATO@Example.JP>: no such user"}
	for i, n := range told {
		err := s.engine.Store.Write(t.Context(), store.Names{Notices: []string{n.ID}}, func(rows store.Rows) (store.Changes, error) {
			n := rows.Notices[n.ID]
			n.Mail, n.MailAt, n.MailTries = notice.Bounced, now, 1
			return store.Changes{Notices: []notice.Notice{n}, Attempts: []store.MailAttempt{{NoticeID: n.ID, Try: 7, At: now, Outcome: "bounced", Detail: answers[i]}}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	email := s.people["佐藤 健"].Email
	has(t, "the queue", g.get(200, "/desk?kind=mail"), "届かないメール", "佐藤 健 さん宛てのメール 2件", "あと2営業日")
	page := g.get(200, "/desk/mail/"+to)
	has(t, "the case", page, "この方に関わる期限", "is unknown here", masked(email))
	list := finance.get(200, "/desk/mail")
	has(t, "the list", list, "佐藤 健", "is unknown here", "no such user", masked(email))
	for _, one := range []string{page, list} {
		if strings.Contains(strings.ToLower(said(one)), email) {
			t.Errorf("it shows %s in full: %s", email, said(one))
		}
	}
	form := url.Values{"mail": {told[0].ID, told[1].ID}, "reason": {"電話でお知らせしました"}}
	finance.post(403, "/desk/mail/"+to, form)
	g.post(422, "/desk/mail/"+to, url.Values{"mail": form["mail"], "reason": {" "}})
	g.post(404, "/desk/mail/"+s.people["青木商店"].ID, form)
	g.post(303, "/desk/mail/"+to, form)
	g.get(409, "/desk/mail/"+to)
	g.post(409, "/desk/mail/"+to, form)
	if strings.Contains(said(g.get(200, "/desk")), "さん宛てのメール") {
		t.Error("the row is still there")
	}
	has(t, "the list", g.get(200, "/desk/mail"), "佐藤 健")
	trail, err := s.engine.Store.AuditTrail(t.Context(), store.AuditQuery{By: support.ID}, store.Page{})
	if err != nil || len(trail) != 1 || trail[0].Act != "mail.handled" || trail[0].Subject != to || !strings.Contains(trail[0].Data, "電話") {
		t.Errorf("the trail: %+v, %v", trail, err)
	}
}

// A held store has a deadline that nobody takes.
type held struct {
	store.Store
	due store.Due
}

func (h *held) Due(ctx context.Context, after, now calendar.Instant, limit int) ([]store.Due, error) {
	all, err := h.Store.Due(ctx, after, now, limit)
	if h.due.At > after && h.due.At <= now {
		all = append(all, h.due)
	}
	return all, err
}

// TestADeadlineThatAFaultHoldsUpIsACase: late from the first, with what is known
// of it; it goes when it is taken.
func TestADeadlineThatAFaultHoldsUpIsACase(t *testing.T) {
	s := openShop(t)
	running, err := s.engine.Store.Contracts(t.Context(), store.ContractQuery{State: contract.Delivered}, store.Page{Limit: 1})
	if err != nil || len(running) != 1 {
		t.Fatal(running, err)
	}
	c := running[0]
	now, err := s.engine.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	kept := s.engine.Store
	fault := &held{kept, store.Due{At: now.Add(-9 * time.Minute), Room: store.ContractRoom, ID: c.ID}}
	s.engine.Store = fault
	g := s.asID(s.hire(account.Support).ID)
	if strings.Contains(said(g.get(200, "/desk")), "止まっている期限") {
		t.Error("a deadline of a moment ago is held up")
	}
	fault.due.At = now.Add(-11 * time.Minute)
	has(t, "the queue", g.get(200, "/desk"), "止まっている期限", c.Title, "期限超過")
	at := "/desk/overdue/contract-" + c.ID
	has(t, "the case", g.get(200, at), c.Title, c.ID, "本来の期限", "お預かり中の金額")
	if code, _ := g.ask("POST", at); code != 405 {
		t.Errorf("it can be decided: %d", code)
	}
	s.engine.Store = kept
	g.get(409, at)
}

// TestWhatAFaultSaysIsForAdmins: the keeper says why it could not take a deadline.
func TestWhatAFaultSaysIsForAdmins(t *testing.T) {
	s := openShop(t)
	delivered, err := s.engine.Store.Contracts(t.Context(), store.ContractQuery{State: contract.Delivered}, store.Page{Limit: 1})
	if err != nil || len(delivered) != 1 {
		t.Fatal(delivered, err)
	}
	c := delivered[0]
	now, err := s.engine.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fault := &held{s.engine.Store, store.Due{At: now.Add(-time.Second), Room: store.ContractRoom, ID: c.ID}} // after the keeper's last look
	s.engine.Store, s.engine.Keeper.Store = fault, fault
	if _, err := s.engine.Keeper.TakeDue(t.Context()); err == nil {
		t.Fatal("it was taken")
	}
	fault.due.At = now.Add(-time.Hour)
	at, why := "/desk/overdue/contract-"+c.ID, "the clock owes it nothing"
	has(t, "for an admin", s.asID(s.hire(account.Admin).ID).get(200, at), why)
	if strings.Contains(s.asID(s.hire(account.Support).ID).get(200, at), why) {
		t.Error("everybody reads it")
	}
}
