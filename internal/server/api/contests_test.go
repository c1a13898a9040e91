package api

import (
	"net/http"
	"strings"
	"testing"

	"azukari/internal/domain/contest"
)

// TestAContestByTheAPI goes from the posting to the won contract, with the eyes
// of everybody who looks.
func TestAContestByTheAPI(t *testing.T) {
	h := openHouse(t)
	c := h.contest()
	job := strings.Replace(c, "contests", "jobs", 1)
	if a := h.get("client", c).is(200); a.field("state") != "awaiting_escrow" || a.field("total_amount") != "1500" || a.field("actions.0.command") != "fund" ||
		a.field("deadline.outcome") != "cancelled" || a.field("entries_until") != "2026-12-10T15:00:00Z" {
		t.Errorf("posted: %s", a.body)
	}
	for _, path := range []string{c, c + "/entries", c + "/events", job} {
		h.get("worker", path).refused(404, "not_found")
	}
	if a := h.get("worker", "/v1/jobs?format=contest").is(200); a.field("data.0.id") != "" {
		t.Errorf("an unfunded contest is listed: %s", a.body)
	}
	if a := h.post("client", c+"/fund", `{}`).is(200); a.field("state") != "open" || a.field("prizes.1.state") != "held" {
		t.Errorf("funded: %s", a.body)
	}
	if a := h.get("worker", "/v1/jobs?format=contest").is(200); a.field("data.0.budget_amount") != "1500" || a.field("data.0.state") != "open" {
		t.Errorf("listed: %s", a.body)
	}
	h.post("worker", job+"/proposals", `{"amount":1000,"due_on":"2027-01-31","message":"はい"}`).refused(409, "state_conflict")
	h.post("client", job+"/close", `{}`).refused(409, "state_conflict")
	h.post("client", c+"/entries", `{"text":"自分"}`).refused(409, "own_job")
	h.post("worker", c+"/entries", `{}`).refused(422, "validation_failed")

	mine := h.post("worker", c+"/entries", `{"text":"一案","links":["https://example.jp/a"]}`).is(201)
	document := mine.field("document")
	if mine.field("number") != "1" || mine.field("favourite") != "null" || contest.HashOf(document) != mine.field("sha256") || !strings.Contains(document, "https://example.jp/a") {
		t.Errorf("entered: %s", mine.body)
	}
	h.post("stranger", c+"/entries", `{"text":"二案"}`).is(201)
	h.post("client", c+"/entries/"+mine.field("id")+"/favourite", `{"favourite":true}`).is(200)
	for eyes, sees := range map[string][2]string{"client": {document, "true"}, "worker": {document, "null"}, "stranger": {"null", "null"}, "operator": {"null", "null"}} {
		a := h.get(eyes, c+"/entries").is(200)
		if a.field("data.0.document") != sees[0] || a.field("data.0.favourite") != sees[1] || a.field("data.0.sha256") != mine.field("sha256") || (a.field("data.0.worker_id") == "null") != (sees[0] == "null") {
			t.Errorf("the %s sees %s", eyes, a.body)
		}
	}
	h.post("stranger", c+"/entries/"+mine.field("id")+"/withdraw", `{}`).refused(404, "not_found")
	h.post("client", c+"/award", `{"prize":1,"entry":1}`).refused(409, "state_conflict")
	h.post("", "/v1/sandbox/clock/advance", `{"to":"2026-12-10T15:00:00Z"}`).is(200)
	if a := h.get("worker", c+"/shares").is(200); a.field("at") != "2026-12-31T15:00:00Z" || a.field("data.0.amount") != "500" || a.field("data.3.amount") != "250" {
		t.Errorf("the shares: %s", a.body)
	}
	h.post("client", c+"/award", `{"prize":3,"entry":1}`).refused(422, "validation_failed")
	h.post("client", c+"/award", `{"prize":1,"entry":9}`).refused(422, "validation_failed")
	h.post("stranger", c+"/award", `{"prize":1,"entry":1}`).refused(403, "forbidden")
	won := h.post("client", c+"/award", `{"prize":1,"entry":1}`).is(200)
	if won.field("state") != "choosing" || won.field("prizes.0.entry_id") != mine.field("id") {
		t.Errorf("awarded: %s", won.body)
	}
	if a := h.get("stranger", c).is(200); a.field("prizes.0.contract_id") != "null" {
		t.Errorf("a stranger sees the contract: %s", a.body)
	}
	k := h.get("worker", "/v1/contracts/"+won.field("prizes.0.contract_id")).is(200)
	if k.field("state") != "in_progress" || k.field("milestone.id") != won.field("prizes.0.id") || k.field("milestone.funded_amount") != "1000" ||
		k.field("proposal_id") != mine.field("id") || k.field("milestone.due_on") != "2026-12-25" || k.field("actions.0.command") != "deliver" {
		t.Errorf("the contract: %s", k.body)
	}
	if a := h.get("stranger", c+"/events").is(200); a.field("data.0.kind") != "contest.posted" || a.field("data.1.prev_hash") != a.field("data.0.hash") {
		t.Errorf("the chain: %s", a.body)
	}
	if a := h.get("operator", "/v1/operator/ledger/check").is(200); a.field("ok") != "true" {
		t.Errorf("the book: %s", a.body)
	}
	fired := h.post("", "/v1/sandbox/clock/advance", `{"to":"2026-12-31T15:00:00Z"}`).is(200)
	if !strings.Contains(string(fired.body), `"kind":"contest_choice","contract_id":null,"job_id":"`+strings.TrimPrefix(c, "/v1/contests/")) {
		t.Errorf("fired: %s", fired.body)
	}
	if a := h.get("stranger", "/v1/transfers").is(200); a.field("data.0.kind") != "share" || a.field("data.0.amount") != "390" || a.field("data.0.contract_id") != "null" || a.field("data.0.job_id") != k.field("job_id") {
		t.Errorf("the share: %s", a.body)
	}
}

// TestWhatAContestNeeds posts what cannot be.
func TestWhatAContestNeeds(t *testing.T) {
	h := openHouse(t)
	const head = `{"format":"contest","title":"ロゴ","description":"喫茶店","category":"デザイン"`
	for body, status := range map[string]int{
		head + `}`: http.StatusUnprocessableEntity,
		head + `,"budget_amount":1,"contest":{"prizes":[{"amount":1000}],"entries_until":"2026-12-10"}}`:                                                                http.StatusUnprocessableEntity,
		head + `,"contest":{"prizes":[],"entries_until":"2026-12-10"}}`:                                                                                                 http.StatusUnprocessableEntity,
		head + `,"contest":{"prizes":[{"amount":0}],"entries_until":"2026-12-10"}}`:                                                                                     http.StatusUnprocessableEntity,
		head + `,"contest":{"prizes":[{"amount":1000}],"entries_until":"2026-11-24"}}`:                                                                                  http.StatusUnprocessableEntity,
		head + `,"contest":{"prizes":[{"amount":1000}],"entries_until":"2026-12-32"}}`:                                                                                  http.StatusUnprocessableEntity,
		head + `,"contest":{"prizes":[{"amount":1000}],"entries_until":"2026-12-10","entries_shown_to":"none"}}`:                                                        http.StatusUnprocessableEntity,
		head + `,"contest":{"prizes":[{"amount":1000000000000},{"amount":1000000000000}],"entries_until":"2026-12-10"}}`:                                                http.StatusUnprocessableEntity,
		`{"format":"project","title":"ロゴ","description":"喫茶店","category":"デザイン","budget_amount":1,"contest":{"prizes":[{"amount":1000}],"entries_until":"2026-12-10"}}`: http.StatusUnprocessableEntity,
		`{"format":"project","title":"ロゴ","description":"喫茶店","category":"デザイン"}`:                                                                                       http.StatusUnprocessableEntity,
		head + `,"budget_amount":1500,"contest":{"prizes":[{"amount":1000},{"amount":500}],"entries_until":"2026-12-10"}}`:                                              http.StatusCreated,
	} {
		h.post("client", "/v1/jobs", body).is(status)
	}
}
