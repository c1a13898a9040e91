package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"
)

// TestTermsChangeByTheAPI follows a change from its preview to the new terms
// (R1.6): what it says, what is held, and the documents for ever.
func TestTermsChangeByTheAPI(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.funded(100_000))
	first := h.get("worker", c).field("terms.sha256")
	ask := `{"amount":150000,"due_on":"2027-03-31","scope":"16ページ","criteria":["誤訳がない","図版も訳す"],"reason":"ページが増えたため"}`
	says := func(a answer, fields map[string]string) {
		t.Helper()
		for field, want := range fields {
			if got := a.field(field); got != want {
				t.Errorf("%s: %s is %s, not %s", a.what, field, got, want)
			}
		}
	}
	says(h.post("worker", c+"/preview", `{"command":"change",`+ask[1:]).is(200), map[string]string{
		"change.old.amount": "100000", "change.new.amount": "150000", "change.old.if_accepted.worker_net_amount": "78000",
		"change.new.if_accepted.worker_net_amount": "122500", "change.new.due_on": "2027-03-31", "change.reduces": "false",
		"refunded_amount": "0", "escrow_amount": "100000", "if_agreed.state": "in_progress", "effects.0.code": "no_effect",
	})
	h.get("worker", c).is(200)
	asked := h.post("worker", c+"/change", ask).is(201)
	says(asked, map[string]string{
		"change.state": "open", "change.by": "worker", "change.deadline": "2026-12-01T15:00:00Z", "change.new.scope": "16ページ", "amount": "100000",
		"terms.sha256": first, "change.closed_at": "null", "actions.0.command": "deliver",
	})
	proposed := asked.field("change.terms_sha256")
	h.get("client", c+"/terms/"+proposed).is(200) // to read before agreeing
	says(h.post("client", c+"/change/agree", ``).is(200), map[string]string{
		"change.state": "awaiting_escrow", "amount": "100000", "terms.sha256": first, "actions.0.command": "fund",
	})
	h.post("", "/v1/sandbox/gateway", `{"next":"delay"}`).is(200)
	h.post("client", c+"/fund", ``).is(202)
	h.post("", "/v1/sandbox/clock/advance", `{"by":"2m"}`).is(200)
	says(h.get("client", c).is(200), map[string]string{
		"change.state": "agreed", "amount": "150000", "milestone.funded_amount": "150000", "milestone.due_on": "2027-03-31",
		"terms.sha256": proposed, "terms.previous_sha256": first, "terms.edition": "2", "terms.description": "16ページ", "terms.change.reason": "ページが増えたため",
		"change.new.if_accepted": "null",
	})
	for hash, want := range map[string]string{"": proposed, "/" + first: first, "/" + proposed: proposed} {
		sum := sha256.Sum256(h.get("worker", c+"/terms"+hash).is(200).body)
		if got := hex.EncodeToString(sum[:]); got != want {
			t.Errorf("the terms %q have the hash %s, not %s", hash, got, want)
		}
	}
	h.get("stranger", c+"/terms/"+first).refused(404, "not_found")
	h.get("worker", h.contract(h.formed(1000))+"/terms/"+first).refused(404, "not_found")
	h.get("worker", c+"/terms/none").refused(404, "not_found")

	says(h.post("client", c+"/preview", `{"command":"change","amount":90000}`).is(200), map[string]string{
		"change.reduces": "true", "if_agreed.refunded_amount": "60000", "refunded_amount": "0",
	})
	h.post("client", c+"/change", `{"amount":90000,"reason":"半分になったため"}`).is(201)
	says(h.post("worker", c+"/change/agree", `{}`).is(200), map[string]string{"refunded_amount": "60000", "amount": "90000", "milestone.funded_amount": "90000"})
}

// TestABonusByTheAPI pays one at once and one after a while (R1.7).
func TestABonusByTheAPI(t *testing.T) {
	h := openHouse(t)
	c := h.accepted()
	h.post("client", c+"/bonus", `{"amount":100,"message":"助かりました"}`).is(201)
	h.post("", "/v1/sandbox/gateway", `{"next":"delay"}`).is(200)
	waiting := h.post("client", c+"/bonus", `{"amount":200}`).is(202)
	if waiting.field("bonus.state") != "ordered" || waiting.field("bonus_amount") != "100" {
		t.Errorf("the second bonus: %s", waiting.body)
	}
	h.post("client", c+"/bonus", `{"amount":200}`).refused(409, "payment_under_way")
	h.post("", "/v1/sandbox/clock/advance", `{"by":"2m"}`).is(200)
	paid := h.get("worker", c).is(200)
	if paid.field("bonus.state") != "paid" || paid.field("bonus_amount") != "300" || paid.field("bonus.message") != "null" || paid.field("worker_net_amount") != "1014" {
		t.Errorf("both bonuses: %s", paid.body)
	}
	var told struct{ Data []struct{ Kind string } }
	if err := json.Unmarshal(h.get("worker", "/v1/notifications").is(200).body, &told); err != nil || told.Data[0].Kind != "bonus.paid" {
		t.Errorf("the worker is told: %+v %v", told, err)
	}
}
