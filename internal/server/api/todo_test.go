package api

import "testing"

// TestTheListFillsAndEmptiesItself follows one contract and one task by what
// each side is to do.
func TestTheListFillsAndEmptiesItself(t *testing.T) {
	h := openHouse(t)
	first := func(who, act, title string) {
		t.Helper()
		a := h.get(who, "/v1/todo").is(200)
		if a.field("data.0.act") != act || title != "" && a.field("data.0.title") != title {
			t.Errorf("the %s is to %s: %s", who, act, a.body)
		}
	}
	first("client", "", "")
	proposal := h.proposed()
	first("client", "answer_proposals", "翻訳")
	c := h.contract(h.post("client", proposal+"/accept", `{}`).is(201).field("id"))
	first("client", "fund", "翻訳")
	first("worker", "", "")
	h.post("client", c+"/fund", `{}`).is(200)
	first("worker", "deliver", "翻訳")
	first("client", "", "")
	h.post("worker", c+"/deliver", `{"note":"納品します"}`).is(200)
	first("client", "inspect", "翻訳")
	if a := h.get("client", "/v1/todo").is(200); a.field("data.0.outcome") != "accepted" || a.field("data.0.due_at") != "2026-12-01T15:00:00Z" || a.field("data.0.waits_id") != h.ids["worker"] {
		t.Errorf("to inspect: %s", a.body)
	}
	h.post("client", c+"/request-revision", `{"reason":"3ページ目"}`).is(200)
	first("worker", "revise", "翻訳")
	h.post("worker", c+"/termination", `{"reason":"都合","worker_amount":0}`).is(201)
	first("client", "answer_termination", "翻訳")
	h.post("client", c+"/termination/agree", `{}`).is(200)
	first("client", "rate", "翻訳")

	task, answer := h.working()
	first("worker", "hand_in", "アンケート")
	h.post("worker", answer+"/submit", `{"values":{"q1":"良い"}}`).is(200)
	if a := h.get("client", "/v1/todo").is(200); a.field("data.1.act") != "review_answers" {
		t.Errorf("to look at: %s", a.body)
	}
	h.post("client", task+"/answers/reject", `{"answers":["`+h.get("worker", answer).field("id")+`"],"reason":"短い"}`).is(200)
	first("worker", "appeal", "アンケート")
	h.get("", "/v1/todo").refused(401, "unauthenticated")
}
