package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestOperatorsReadContractsButDoNothingToThem tries every route of a contract
// as somebody of the staff.
func TestOperatorsReadContractsButDoNothingToThem(t *testing.T) {
	h := openHouse(t)
	for _, r := range table() {
		if !strings.HasPrefix(r.path, "/v1/contracts/{id}") {
			continue
		}
		if r.method == http.MethodPost {
			c := postCases[r.path](h)
			h.post("operator", c.path, c.body).refused(403, "forbidden")
			continue
		}
		path := strings.Replace(r.path, "{id}", h.delivered(1000), 1)
		if strings.Contains(path, "{sha256}") {
			contract, _, _ := strings.Cut(path, "/terms")
			path = strings.Replace(path, "{sha256}", h.get("operator", contract).field("terms.sha256"), 1)
		}
		if strings.HasSuffix(path, "/messages") {
			h.get("operator", path).refused(403, "forbidden")
		} else if a := h.get("operator", path).is(200); a.field("actions") != "null" && a.field("actions") != "[]" {
			t.Errorf("%s: actions %s", a.what, a.field("actions"))
		}
	}
}

// TestAnOperatorWhoIsAPartyHasNoOperatorsRights holds R13.2 where it hurts.
func TestAnOperatorWhoIsAPartyHasNoOperatorsRights(t *testing.T) {
	h := openHouse(t)
	job := h.post("operator", "/v1/jobs", `{"format":"project","title":"翻訳","description":"説明","category":"翻訳","budget_amount":1000}`).is(201).field("id")
	proposal := h.post("worker", "/v1/jobs/"+job+"/proposals", `{"amount":1000,"due_on":"2027-01-31","message":"はい"}`).is(201).field("id")
	c := h.contract(h.post("operator", "/v1/proposals/"+proposal+"/accept", `{}`).is(201).field("id"))
	h.post("operator", c+"/fund", `{}`).is(200)
	h.post("operator", c+"/messages", `{"body":"ご連絡いただけますか？"}`).is(201)
	h.get("operator", c+"/messages").is(200)
	h.post("", "/v1/sandbox/clock/advance", `{"by":"72h"}`).is(200)
	nudge := h.post("operator", c+"/nudge", `{}`).is(201).field("nudge.id")
	h.post("operator", "/v1/operator/nudges/"+nudge+"/approve", `{}`).refused(403, "forbidden")
	h.post("operator", "/v1/operator/nudges/"+nudge+"/deny", `{"code":"x","reason":"x"}`).refused(403, "forbidden")
	h.post("operator2", "/v1/operator/nudges/"+nudge+"/deny", `{"code":"x","reason":"連絡がとれています"}`).is(200)
	h.post("worker", c+"/deliver", `{"note":"納品します"}`).is(200)
	dispute := h.post("operator", c+"/dispute", `{"reason":"仕様と違う"}`).is(201).field("dispute.id")
	h.post("operator", "/v1/operator/disputes/"+dispute+"/resolve", `{"worker_amount":0,"reason":"x"}`).refused(403, "forbidden")
	h.post("operator2", "/v1/operator/disputes/"+dispute+"/resolve", `{"worker_amount":1001,"reason":"x"}`).refused(422, "validation_failed")
	h.post("operator2", "/v1/operator/disputes/"+dispute+"/resolve", `{"worker_amount":400,"reason":"半分ほど完成"}`).is(200)
	if done := h.get("worker", c); done.field("ended_by") != "operator" || done.field("refunded_amount") != "600" {
		t.Errorf("it ended as %s", done.body)
	}
}

// TestALargeDisputeNeedsTwoOperators holds R7.2.
func TestALargeDisputeNeedsTwoOperators(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.delivered(100_001))
	dispute := h.post("client", c+"/dispute", `{"reason":"仕様と違う"}`).is(201).field("dispute.id")
	resolve := func(as, amount string) answer {
		return h.post(as, "/v1/operator/disputes/"+dispute+"/resolve", `{"worker_amount":`+amount+`,"reason":"半分ほど完成"}`)
	}
	if first := resolve("operator", "50000").is(200); first.field("state") != "open" || first.field("awaiting_second_operator") != "true" {
		t.Errorf("the first decision: %s", first.body)
	}
	row := h.get("operator2", "/v1/operator/disputes").is(200)
	for field, want := range map[string]string{
		"contract_id": strings.TrimPrefix(c, "/v1/contracts/"), "client_id": h.ids["client"], "worker_id": h.ids["worker"],
		"escrow_amount": "100001", "currency": "JPY", "proposed_by": h.ids["operator"], "proposed_amount": "50000", "offer": "null",
	} {
		if got := row.field("data.0." + field); got != want {
			t.Errorf("%s is %s, not %s", field, got, want)
		}
	}
	if seen := h.get("worker", c); seen.field("dispute.awaiting_second_operator") != "false" || seen.field("dispute.resolution") != "null" {
		t.Errorf("the worker sees the first decision: %s", seen.field("dispute"))
	}
	resolve("operator", "50000").refused(403, "forbidden")
	if done := resolve("operator2", "50000").is(200); done.field("state") != "resolved" || done.field("worker_amount") != "50000" {
		t.Errorf("the second decision: %s", done.body)
	}
	resolve("operator2", "50000").refused(409, "state_conflict")
	h.get("operator", "/v1/operator/disputes?state=resolved").is(200)
	if open := h.get("operator", "/v1/operator/disputes"); open.field("data.0.id") != "" {
		t.Errorf("still open: %s", open.body)
	}
	if check := h.get("operator", "/v1/operator/ledger/check"); check.field("ok") != "true" {
		t.Errorf("the book: %s", check.body)
	}
}

// TestSilenceShowsTheNextStep holds R5.8 for each state.
func TestSilenceShowsTheNextStep(t *testing.T) {
	for _, test := range []struct {
		step, at string
		make     func(h *testHouse) string
	}{
		{"termination", "null", func(h *testHouse) string { return h.contract(h.funded(1000)) }},
		{"wait_for_deemed_acceptance", "2026-12-15T15:00:00Z", func(h *testHouse) string {
			job := h.post("client", "/v1/jobs", `{"format":"project","title":"翻訳","description":"説明","category":"翻訳","budget_amount":1000}`).is(201).field("id")
			proposal := h.post("worker", "/v1/jobs/"+job+"/proposals", `{"amount":1000,"due_on":"2027-01-31","message":"はい"}`).is(201).field("id")
			c := h.contract(h.post("client", "/v1/proposals/"+proposal+"/accept", `{"terms":{"inspection_days":21}}`).is(201).field("id"))
			h.post("client", c+"/fund", `{}`).is(200)
			h.post("worker", c+"/deliver", `{"note":"納品します"}`).is(200)
			return c
		}},
	} {
		t.Run(test.step, func(t *testing.T) {
			h := openHouse(t)
			c := test.make(h)
			asks, silent := "worker", "client"
			if test.step == "termination" {
				asks, silent = silent, asks
			}
			h.post(asks, c+"/messages", `{"body":"ご連絡いただけますか？"}`).is(201)
			h.post("", "/v1/sandbox/clock/advance", `{"by":"72h"}`).is(200)
			nudge := h.post(asks, c+"/nudge", `{}`).is(201)
			h.post("operator", "/v1/operator/nudges/"+nudge.field("nudge.id")+"/approve", `{}`).is(200)
			replyBy := h.get(asks, c).field("nudge.reply_by")
			h.post("", "/v1/sandbox/clock/advance", fmt.Sprintf(`{"to":%q}`, replyBy)).is(200)
			seen := h.get(asks, c)
			if seen.field("nudge.state") != "unanswered" || seen.field("nudge.next_step.step") != test.step || seen.field("nudge.next_step.at") != test.at {
				t.Errorf("the applicant sees %s", seen.field("nudge"))
			}
			if other := h.get(silent, c); other.field("nudge.next_step") != "null" || other.field("nudge.note") != "null" {
				t.Errorf("the other side sees %s", other.field("nudge"))
			}
		})
	}
}
