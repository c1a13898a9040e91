package api

import (
	"fmt"
	"testing"
)

// TestAnAnswerIsToWhatWasSeen replaces what one side proposes while the other has
// it before their eyes: the answer that names it is refused, and changes nothing
// (R6.2, R7.2, R1.6, R1.3).
func TestAnAnswerIsToWhatWasSeen(t *testing.T) {
	unchanged := func(t *testing.T, h *testHouse, path string, answer func()) {
		t.Helper()
		before := h.get("worker", path).is(200)
		answer()
		if after := h.get("worker", path).is(200); string(after.body) != string(before.body) {
			t.Errorf("a refused answer has changed\n%s to\n%s", before.body, after.body)
		}
	}
	t.Run("a request to end", func(t *testing.T) {
		h := openHouse(t)
		c := h.contract(h.funded(100_000))
		ask := func(amount int) string {
			return h.post("client", c+"/termination", fmt.Sprintf(`{"reason":"都合","worker_amount":%d}`, amount)).is(201).field("termination.id")
		}
		seen := ask(50_000)
		h.post("client", c+"/termination/withdraw", `{}`).is(200)
		stands := ask(0)
		unchanged(t, h, c, func() {
			h.post("worker", c+"/termination/agree", fmt.Sprintf(`{"termination_id":%q}`, seen)).refused(409, "state_conflict")
			h.post("worker", c+"/termination/decline", fmt.Sprintf(`{"termination_id":%q,"reason":"いや"}`, seen)).refused(409, "state_conflict")
			h.post("worker", c+"/preview", fmt.Sprintf(`{"command":"termination/agree","termination_id":%q}`, seen)).refused(409, "state_conflict")
		})
		h.post("worker", c+"/preview", fmt.Sprintf(`{"command":"termination/agree","termination_id":%q}`, stands)).is(200)
		h.post("worker", c+"/termination/decline", fmt.Sprintf(`{"termination_id":%q,"reason":"いや"}`, stands)).is(200)
		h.post("worker", c+"/termination/agree", fmt.Sprintf(`{"termination_id":%q}`, ask(1))).is(200)
	})
	t.Run("a change", func(t *testing.T) {
		h := openHouse(t)
		c := h.contract(h.funded(100_000))
		ask := func(amount int) string {
			return h.post("client", c+"/change", fmt.Sprintf(`{"reason":"都合","amount":%d}`, amount)).is(201).field("change.id")
		}
		seen := ask(110_000)
		h.post("client", c+"/change/withdraw", `{}`).is(200)
		stands := ask(1)
		unchanged(t, h, c, func() {
			h.post("worker", c+"/change/agree", fmt.Sprintf(`{"change_id":%q}`, seen)).refused(409, "state_conflict")
			h.post("worker", c+"/change/decline", fmt.Sprintf(`{"change_id":%q,"reason":"いや"}`, seen)).refused(409, "state_conflict")
		})
		h.post("worker", c+"/change/decline", fmt.Sprintf(`{"change_id":%q,"reason":"いや"}`, stands)).is(200)
		h.post("worker", c+"/change/agree", fmt.Sprintf(`{"change_id":%q}`, ask(90_000))).is(200)
	})
	t.Run("an offer of a dispute", func(t *testing.T) {
		h := openHouse(t)
		c := h.disputed()
		h.post("client", c+"/dispute/offer", `{"worker_amount":500}`).is(200)
		h.post("client", c+"/dispute/offer", `{"worker_amount":0}`).is(200)
		unchanged(t, h, c, func() {
			h.post("worker", c+"/dispute/accept-offer", `{"worker_amount":500}`).refused(409, "state_conflict")
		})
		h.post("worker", c+"/dispute/accept-offer", `{"worker_amount":0}`).is(200)
	})
	t.Run("a counter-offer", func(t *testing.T) {
		h := openHouse(t)
		job := h.post("client", "/v1/jobs", `{"format":"project","title":"翻訳","description":"会社案内","category":"翻訳","budget_amount":50000}`).is(201).field("id")
		made := h.post("worker", "/v1/jobs/"+job+"/proposals", `{"amount":50000,"due_on":"2027-01-31","message":"お任せください"}`).is(201)
		p := "/v1/proposals/" + made.field("id")
		seen := h.post("client", p+"/counter", `{"amount":40000}`).is(200).field("version")
		h.post("client", p+"/withdraw", ``).is(200)
		stands := h.post("client", p+"/counter", `{"amount":1}`).is(200).field("version")
		unchanged(t, h, p, func() {
			h.post("worker", p+"/accept", `{"version":`+seen+`}`).refused(409, "state_conflict")
		})
		if formed := h.post("worker", p+"/accept", `{"version":`+stands+`}`).is(201); formed.field("amount") != "1" {
			t.Errorf("%s", formed.body)
		}
	})
}
