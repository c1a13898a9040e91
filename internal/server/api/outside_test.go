package api

import (
	"strings"
	"testing"
)

const meet = `{"means":"ビデオ通話","reason":"画面を見ながら決めたい"}`

// TestOutsideContactByTheAPI follows R11.5 from the wire: asked, agreed,
// approved; nobody else's business, and never by silence.
func TestOutsideContactByTheAPI(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.funded(1000))
	o := c + "/outside-contact"
	h.post("client", o+"/agree", `{}`).refused(409, "no_contact_open")
	asked := h.post("worker", o, meet).is(201)
	if asked.field("state") != "requested" || asked.field("by") != "worker" || asked.field("answer_by") != "2026-12-01T15:00:00Z" || asked.field("actions.0") != "withdraw" || asked.field("actions.1") != "" {
		t.Errorf("asked: %s", asked.body)
	}
	h.post("client", o, meet).refused(409, "contact_open")
	h.post("worker", o+"/agree", `{}`).refused(403, "not_your_request")
	h.post("client", o+"/withdraw", `{}`).refused(403, "not_your_request")
	h.post("operator", "/v1/operator/outside-contacts/"+asked.field("id")+"/approve", `{}`).refused(409, "no_contact_open")
	if list := h.get("client", o).is(200); list.field("data.0.actions.0") != "agree" || list.field("data.0.actions.1") != "decline" || list.field("data.1.id") != "" {
		t.Errorf("the other side sees %s", list.body)
	}
	if told := h.get("client", "/v1/notifications").is(200); told.field("data.0.kind") != "contact.requested" || !strings.Contains(told.field("data.0.body"), "12月1日(火) 24:00") {
		t.Errorf("the other side is told %s", told.body)
	}
	agreed := h.post("client", o+"/agree", `{}`).is(200)
	if agreed.field("state") != "agreed" || agreed.field("decide_by") != "2026-11-26T15:00:00Z" || agreed.field("actions.0") != "" {
		t.Errorf("agreed: %s", agreed.body)
	}
	h.post("client", o+"/agree", `{}`).refused(409, "no_contact_open")
	h.post("", "/v1/sandbox/clock/advance", `{"by":"720h"}`).is(200)
	queue := h.get("operator", "/v1/operator/outside-contacts").is(200)
	if queue.field("data.0.id") != asked.field("id") || queue.field("data.0.late") != "true" || queue.field("data.0.state") != "agreed" || queue.field("data.0.actions.0") != "approve" {
		t.Errorf("after a month: %s", queue.body)
	}
	h.post("operator", "/v1/operator/outside-contacts/"+asked.field("id")+"/deny", `{"reason":" "}`).refused(422, "validation_failed")
	done := h.post("operator", "/v1/operator/outside-contacts/"+asked.field("id")+"/approve", `{"reason":"打ち合わせに限ります"}`).is(200)
	if done.field("state") != "approved" || done.field("answer") != "打ち合わせに限ります" || done.field("late") != "false" {
		t.Errorf("decided: %s", done.body)
	}
	h.post("worker", o, meet).refused(409, "state_conflict")
	chain := h.get("client", c+"/events?limit=100").is(200)
	for _, kind := range []string{"contact.requested", "contact.agreed", "contact.approved"} {
		if !strings.Contains(string(chain.body), `"kind":"`+kind+`"`) {
			t.Errorf("no %s on the chain", kind)
		}
	}
	if check := h.get("operator", "/v1/operator/ledger/check").is(200); check.field("ok") != "true" {
		t.Errorf("the chains: %s", check.body)
	}
}

// TestOutsideContactEndsOtherwise declines, withdraws, denies and lapses it; it
// may be asked for again each time, until the contract has ended.
func TestOutsideContactEndsOtherwise(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.funded(1000))
	o := c + "/outside-contact"
	h.post("worker", o, meet).is(201)
	if a := h.post("client", o+"/decline", `{"reason":"ここで足ります"}`).is(200); a.field("state") != "declined" || a.field("answer") != "ここで足ります" {
		t.Errorf("declined: %s", a.body)
	}
	h.post("worker", o, meet).is(201)
	h.post("worker", o+"/withdraw", `{}`).is(200)
	h.post("client", o, meet).is(201)
	id := h.post("worker", o+"/agree", `{}`).is(200).field("id")
	if a := h.post("operator", "/v1/operator/outside-contacts/"+id+"/deny", `{"reason":"メッセージで足ります"}`).is(200); a.field("state") != "denied" {
		t.Errorf("denied: %s", a.body)
	}
	h.post("worker", o, meet).is(201)
	fired := h.post("", "/v1/sandbox/clock/advance", `{"to":"2026-12-01T14:59:59.999999Z"}`).is(200)
	if strings.Contains(string(fired.body), "contact") {
		t.Errorf("before the end: %s", fired.body)
	}
	fired = h.post("", "/v1/sandbox/clock/advance", `{"to":"2026-12-01T15:00:00Z"}`).is(200)
	if want := `{"at":"2026-12-01T15:00:00Z","kind":"contact.lapsed","contract_id":"` + strings.TrimPrefix(c, "/v1/contracts/") + `"}`; !strings.Contains(string(fired.body), want) {
		t.Errorf("at the end: %s", fired.body)
	}
	h.post("client", o+"/agree", `{}`).refused(409, "no_contact_open")
	if told := h.get("worker", "/v1/notifications").is(200); told.field("data.0.kind") != "contact.lapsed" {
		t.Errorf("who asked is told %s", told.body)
	}
	list := h.get("client", o).is(200)
	for i, state := range []string{"lapsed", "denied", "withdrawn", "declined"} {
		if got := list.field("data." + string(rune('0'+i)) + ".state"); got != state {
			t.Errorf("request %d is %s, not %s", i, got, state)
		}
	}
	h.post("worker", c+"/deliver", `{"note":"納品します"}`).is(200)
	h.post("client", c+"/accept", `{}`).is(200)
	h.post("worker", o, meet).refused(409, "state_conflict")
}

// TestAskingOutsideShowsUp holds R5.3 for what is decided in another room: who
// asks or answers is not silent.
func TestAskingOutsideShowsUp(t *testing.T) {
	h := openHouse(t)
	c := h.silent()
	h.post("worker", c+"/outside-contact", meet).is(201)
	h.post("client", c+"/nudge", `{}`).refused(409, "nudge_too_early")
}
