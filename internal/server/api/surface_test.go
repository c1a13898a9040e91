package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"azukari/internal/base/canonical"
)

func TestAContractLivesByTheAPI(t *testing.T) {
	h := openHouse(t)
	id := h.formed(100_000)
	c := "/v1/contracts/" + id
	h.post("worker", c+"/deliver", `{"note":"早い"}`).refused(409, "escrow_not_funded")
	h.get("stranger", c).refused(404, "not_found")
	h.get("", c).refused(401, "unauthenticated")
	first := h.get("client", c).is(200)
	for field, want := range map[string]string{
		"state": "awaiting_escrow", "amount": "100000", "currency": "JPY", "milestone.state": "awaiting_escrow", "milestone.funded_amount": "0",
		"deadline.kind": "escrow", "deadline.outcome": "cancelled", "deadline.at": "2026-12-01T15:00:00Z", "termination": "null", "nudge": "null", "dispute": "null",
		"ended_by": "null", "deemed": "false", "worker_net_amount": "null", "actions.0.command": "fund", "actions.0.deadline": "2026-12-01T15:00:00Z",
	} {
		if got := first.field(field); got != want {
			t.Errorf("%s is %s, not %s", field, got, want)
		}
	}
	h.post("client", c+"/fund", `{}`).is(200)
	h.post("client", c+"/fund", `{}`).refused(409, "already_funded")
	h.post("client", c+"/accept", ``).refused(409, "state_conflict")
	h.post("worker", c+"/deliver", `{"note":"納品します"}`).is(200)
	look := h.post("client", c+"/preview", `{"command":"accept"}`).is(200)
	if look.field("worker_net_amount") != "78000" || look.field("state") != "completed" || look.field("effects.0.code") != "counts_as_completed" {
		t.Errorf("the preview says %s", look.body)
	}
	fired := h.post("", "/v1/sandbox/clock/advance", `{"to":"2026-12-01T15:00:00Z"}`).is(200)
	if !strings.Contains(string(fired.body), `{"at":"2026-12-01T15:00:00Z","kind":"inspection","contract_id":"`+id+`"}`) {
		t.Errorf("fired %s", fired.body)
	}
	done := h.get("worker", c).is(200)
	if done.field("state") != "completed" || done.field("deemed") != "true" || done.field("worker_net_amount") != "78000" || done.field("fee_amount") != "20000" || done.field("fee_tax_amount") != "2000" || done.field("refunded_amount") != "0" {
		t.Errorf("it ended as %s", done.body)
	}
	h.post("", "/v1/sandbox/clock/advance", `{"to":"2026-12-01T14:00:00Z"}`).refused(422, "clock_backwards")
	h.post("worker", "/v1/payouts", `{"amount":78001}`).refused(409, "insufficient_balance")
	h.post("worker", "/v1/payouts", `{"amount":8000}`).is(201)
	if b := h.get("worker", "/v1/balance").is(200); b.field("available_amount") != "70000" || b.field("pending_payout_amount") != "8000" {
		t.Errorf("the balance is %s", b.body)
	}
	if mail := h.get("", "/v1/sandbox/mail?to=client@example.jp").is(200); !strings.Contains(string(mail.body), "検収をお願いします") || strings.Contains(string(mail.body), "{title}") {
		t.Errorf("mail: %s", mail.body)
	}
	if check := h.get("operator", "/v1/operator/ledger/check").is(200); check.field("ok") != "true" {
		t.Errorf("the book: %s", check.body)
	}
}

// TestAnyoneCanProveTheChain recomputes the hashes from what is served alone.
func TestAnyoneCanProveTheChain(t *testing.T) {
	h := openHouse(t)
	c := "/v1/contracts/" + h.delivered(50_000)
	h.post("client", c+"/accept", `{}`).is(200)
	var page struct{ Data []map[string]any }
	d := json.NewDecoder(strings.NewReader(string(h.get("worker", c+"/events?limit=100").is(200).body)))
	d.UseNumber()
	if err := d.Decode(&page); err != nil || len(page.Data) < 5 {
		t.Fatalf("%d events, %v", len(page.Data), err)
	}
	prev := strings.Repeat("0", 64)
	for _, e := range page.Data {
		claimed := e["hash"]
		delete(e, "hash")
		sum := sha256.Sum256([]byte(canonical.Marshal(plainNumbers(e))))
		if e["prev_hash"] != prev || hex.EncodeToString(sum[:]) != claimed {
			t.Fatalf("event %v does not prove itself", e)
		}
		prev = claimed.(string)
	}
	terms := h.get("worker", c+"/terms").is(200)
	sum := sha256.Sum256(terms.body)
	if got := h.get("worker", c).field("terms.sha256"); got != hex.EncodeToString(sum[:]) {
		t.Errorf("the terms' hash is %s", got)
	}
}

// plainNumbers turns decoded JSON into the values that canonical writes.
func plainNumbers(v any) any {
	switch v := v.(type) {
	case json.Number:
		n, _ := v.Int64()
		return n
	case map[string]any:
		for k := range v {
			v[k] = plainNumbers(v[k])
		}
	case []any:
		texts := []string{}
		for _, item := range v {
			texts = append(texts, item.(string))
		}
		return texts
	}
	return v
}

// TestANudgeIsNobodysBusinessUntilSent looks at it from all sides (R5.4).
func TestANudgeIsNobodysBusinessUntilSent(t *testing.T) {
	h := openHouse(t)
	c := "/v1/contracts/" + h.funded(50_000)
	h.post("client", c+"/nudge", ``).refused(409, "nudge_too_early")
	h.post("client", c+"/messages", `{"body":"ご連絡いただけますか？"}`).is(201)
	early := h.post("client", c+"/nudge", `{}`).refused(409, "nudge_too_early")
	if early.field("available_at") != "2026-11-27T01:00:00Z" || early.field("rule") != "R5.3" || early.field("state") != "in_progress" {
		t.Errorf("too early: %s", early.body)
	}
	h.post("", "/v1/sandbox/clock/advance", `{"by":"72h"}`).is(200)
	asked := h.post("client", c+"/nudge", `{"note":"困っています"}`).is(201)
	nudge := asked.field("nudge.id")
	if got := h.get("worker", c).field("nudge"); got != "null" {
		t.Errorf("the worker sees %s", got)
	}
	if row := h.get("operator", "/v1/operator/nudges").is(200); row.field("data.0.id") != nudge || row.field("data.0.unanswered_messages.0.id") == "" || strings.Contains(string(row.body), "ご連絡") {
		t.Errorf("the operator sees %s", row.body)
	}
	h.post("client", "/v1/operator/nudges/"+nudge+"/approve", `{}`).refused(403, "forbidden")
	h.get("operator", c+"/messages").refused(403, "forbidden")
	h.post("operator", "/v1/operator/nudges/"+nudge+"/approve", `{}`).is(200)
	h.post("operator", "/v1/operator/nudges/"+nudge+"/deny", `{"code":"late","reason":"遅い"}`).refused(409, "state_conflict")
	if got := h.get("worker", c).field("nudge.state"); got != "sent" {
		t.Errorf("the worker sees it %s", got)
	}
	told := h.get("worker", "/v1/notifications?unread=true").is(200)
	if !strings.Contains(string(told.body), "nudge.received") {
		t.Errorf("the worker is told %s", told.body)
	}
	h.post("worker", "/v1/notifications/"+told.field("data.0.id")+"/read", ``).is(200)
	h.post("stranger", "/v1/notifications/"+told.field("data.0.id")+"/read", ``).refused(404, "not_found")
}

// TestListsPage walks through a list page by page.
func TestListsPage(t *testing.T) {
	h := openHouse(t)
	for range 5 {
		h.formed(1_000)
	}
	seen, path := map[string]bool{}, "/v1/contracts?limit=2"
	for pages := 0; pages < 5; pages++ {
		p := h.get("client", path).is(200)
		for _, i := range []string{"0", "1"} {
			if id := p.field("data." + i + ".id"); id != "" {
				seen[id] = true
			}
		}
		if p.field("next_cursor") == "null" {
			break
		}
		path = "/v1/contracts?limit=2&cursor=" + p.field("next_cursor")
	}
	if len(seen) != 5 {
		t.Errorf("saw %d of 5", len(seen))
	}
	h.get("client", "/v1/contracts?limit=0").refused(422, "validation_failed")
	h.get("client", "/v1/contracts?limit=101").refused(422, "validation_failed")
	h.get("client", "/v1/contracts?cursor=!!").refused(422, "validation_failed")
	h.get("worker", "/v1/jobs?q=会社").is(200)
	if n := h.get("worker", "/v1/jobs?q=カイシャ").is(200); n.field("data.0.id") != "" {
		t.Error("found what is not there")
	}
}

// TestEveryRouteIsDocumented compares the served document with the table.
func TestEveryRouteIsDocumented(t *testing.T) {
	h := openHouse(t)
	document, err := h.api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		OpenAPI string                               `json:"openapi"`
		Paths   map[string]map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(document, &doc); err != nil || doc.OpenAPI != "3.1.0" {
		t.Fatalf("%s %v", doc.OpenAPI, err)
	}
	routes := 0
	for _, methods := range doc.Paths {
		routes += len(methods)
	}
	if routes != len(h.api.routes) {
		t.Errorf("%d documented, %d in the table", routes, len(h.api.routes))
	}
	for _, r := range h.api.routes {
		if doc.Paths[r.path][strings.ToLower(r.method)] == nil {
			t.Errorf("%s %s is not documented", r.method, r.path)
		}
	}
	if served := h.get("", "/v1/openapi.json").is(200); len(served.body) < 10_000 {
		t.Errorf("the document is served as %d bytes", len(served.body))
	}
}

// TestTheTermsAreHandedOutAsHashed downloads a document that other writers of
// JSON would escape.
func TestTheTermsAreHandedOutAsHashed(t *testing.T) {
	h := openHouse(t)
	job := h.post("client", "/v1/jobs", `{"format":"project","title":"<b>R&D</b> 資料","description":"\u2028\"引用\"","category":"翻訳","budget_amount":1000}`).is(201).field("id")
	proposal := h.post("worker", "/v1/jobs/"+job+"/proposals", `{"amount":1000,"due_on":"2027-01-31","message":"はい"}`).is(201).field("id")
	c := h.contract(h.post("client", "/v1/proposals/"+proposal+"/accept", `{"terms":{"criteria":["A & B <= C"]}}`).is(201).field("id"))
	file := h.get("worker", c+"/terms").is(200)
	sum := sha256.Sum256(file.body)
	if got := h.get("worker", c).field("terms.sha256"); got != hex.EncodeToString(sum[:]) {
		t.Errorf("the hash is %s, the file's %x", got, sum)
	}
	if got := file.header.Get("Content-Disposition"); !strings.HasPrefix(got, `attachment; filename="ctr_`) {
		t.Errorf("it is handed out as %q", got)
	}
}

// TestNotificationsSpeakTheCallersLanguage reads one in both.
func TestNotificationsSpeakTheCallersLanguage(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.formed(1000))
	for accept, want := range map[string]string{
		"": "契約が成立しました", "ja": "契約が成立しました", "fr": "契約が成立しました", "xx;q=nonsense": "契約が成立しました",
		"ja;q=0.5,en;q=0.9": "Contract formed", "en-GB,ja": "Contract formed", "de, en": "Contract formed",
	} {
		a := h.send(http.MethodGet, "worker", "/v1/notifications", "", "Accept-Language", accept).is(200)
		if got := a.field("data.0.title"); !strings.HasPrefix(got, want) {
			t.Errorf("%q is told %q", accept, got)
		}
	}
	look := h.send(http.MethodPost, "client", c+"/preview", `{"command":"cancel"}`, "Accept-Language", "en").is(200)
	if got := look.field("effects.0.text"); got != "Nobody's record is affected." {
		t.Errorf("the effect is told as %q", got)
	}
}

// TestOffersGoBackAndForth holds R1.3 by the API.
func TestOffersGoBackAndForth(t *testing.T) {
	h := openHouse(t)
	p := h.proposed()
	h.get("stranger", p).refused(404, "not_found")
	h.get("operator", p).refused(404, "not_found")
	if first := h.get("client", p).is(200); first.field("offer_by") != "worker" || first.field("terms") != "null" || first.field("contract_id") != "null" {
		t.Errorf("the proposal is %s", first.body)
	}
	h.post("worker", p+"/accept", `{}`).refused(403, "forbidden")
	h.post("client", p+"/counter", `{}`).refused(422, "validation_failed")
	counter := h.post("client", p+"/counter", `{"amount":900,"terms":{"criteria":["誤訳がない"],"revision_rounds":0}}`).is(200)
	if counter.field("offer_by") != "client" || counter.field("state") != "countered" || counter.field("amount") != "900" || counter.field("terms.criteria.0") != "誤訳がない" || counter.field("terms.revision_rounds") != "0" {
		t.Errorf("the counter-offer is %s", counter.body)
	}
	h.post("client", p+"/accept", ``).refused(409, "state_conflict")
	h.post("worker", p+"/accept", `{"terms":{"inspection_days":3}}`).refused(422, "validation_failed")
	again := h.post("worker", p+"/counter", `{"amount":950}`).is(200)
	if again.field("offer_by") != "worker" || again.field("state") != "open" {
		t.Errorf("the worker's next offer is %s", again.body)
	}
	c := h.post("client", p+"/accept", ``).is(201)
	if c.field("amount") != "950" || c.field("terms.criteria.0") != "誤訳がない" || c.field("terms.revision_rounds") != "0" {
		t.Errorf("the contract is %s", c.body)
	}
	if got := h.get("worker", p); got.field("state") != "accepted" || got.field("contract_id") != c.field("id") {
		t.Errorf("the proposal is %s", got.body)
	}
	h.post("client", p+"/accept", ``).refused(409, "state_conflict")
	h.post("worker", p+"/messages", `{"body":"続き"}`).refused(409, "state_conflict")
	job := c.field("job_id")
	h.post("client", "/v1/jobs/"+job+"/proposals", `{"amount":1,"due_on":"2027-01-31","message":"自分で"}`).refused(409, "own_job")
	h.post("worker", "/v1/jobs/"+job+"/close", `{}`).refused(403, "forbidden")
	h.post("client", "/v1/jobs/"+job+"/close", `{}`).is(200)
	h.post("stranger", "/v1/jobs/"+job+"/proposals", `{"amount":1,"due_on":"2027-01-31","message":"はい"}`).refused(409, "job_closed")
	if open := h.get("worker", "/v1/jobs").is(200); open.field("data.0.id") == job {
		t.Error("a closed job is listed")
	}
}

// TestEveryCodeIsExplained compares the document's codes with the explanations.
func TestEveryCodeIsExplained(t *testing.T) {
	doc, err := readDocument()
	if err != nil {
		t.Fatal(err)
	}
	listed := doc.Components.Schemas["Problem"]["properties"].(map[string]any)["code"].(map[string]any)["enum"].([]any)
	if len(listed) != len(Codes) {
		t.Errorf("%d codes in the document, %d explained", len(listed), len(Codes))
	}
	for _, c := range Codes {
		if c.Meaning == "" || len(c.Statuses) == 0 {
			t.Errorf("%s is not explained", c.Code)
		}
	}
}

// TestAdvancesAddUp moves the clock by an hour from eight callers at once.
func TestAdvancesAddUp(t *testing.T) {
	h := openHouse(t)
	before, _ := h.engine.Now(t.Context())
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { h.post("", "/v1/sandbox/clock/advance", `{"by":"1h"}`).is(200) })
	}
	all.Wait()
	if after, _ := h.engine.Now(t.Context()); after != before.Add(8*time.Hour) {
		t.Errorf("eight hours moved the clock from %s to %s", before, after)
	}
}
