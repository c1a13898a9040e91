package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// lists are the routes that page, with who may look and at what.
func (h *testHouse) lists() map[string]string {
	h.t.Helper()
	c := h.nudgedContract()
	for range 2 {
		h.disputed()
		h.post("client", h.contract(h.delivered(1000))+"/accept", `{}`).is(200)
		h.post("worker", "/v1/payouts", `{"amount":10}`).is(201)
		h.rated(h.accepted())
	}
	h.banked("worker")
	for _, i := range []string{"0", "2"} {
		id := h.get("worker", "/v1/payouts").field("data." + i + ".id")
		h.post("worker", "/v1/payouts", `{"amount":10}`).is(201)
		h.post("operator", "/v1/operator/payout-batches", `{"payout_ids":["`+id+`"],"pay_on":"2037-12-15"}`).is(201)
	}
	proposal := h.proposed()
	job := h.get("client", proposal).field("job_id")
	h.post("stranger", "/v1/jobs/"+job+"/proposals", `{"amount":1,"due_on":"2027-01-31","message":"はい"}`).is(201)
	for range 2 {
		h.post("client", proposal+"/messages", `{"body":"質問です"}`).is(201)
	}
	contest, _ := h.entered()
	h.post("stranger", contest+"/entries", `{"text":"一案"}`).is(201)
	h.entered()
	task := h.appealed()
	task = "/v1/tasks/" + h.get("operator", strings.Replace(task, "operator/appeals", "answers", 1)).field("job_id")
	h.post("stranger", "/v1/answers/"+h.post("stranger", task+"/slots", `{}`).is(201).field("id")+"/submit", `{"values":{"q1":"普通"}}`).is(200)
	h.appealed()
	for _, subject := range []string{h.ids["client"], job} {
		h.post("worker", "/v1/reports", `{"subject_id":"`+subject+`","kind":"other","text":"ご確認ください"}`).is(201)
	}
	h.agreedOutside()
	asked := h.askedOutside()
	h.post("client", asked+"/outside-contact/decline", `{}`).is(200)
	h.post("client", asked+"/outside-contact", meet).is(201)
	h.post("worker", asked+"/outside-contact/agree", `{}`).is(200)
	h.post("operator", "/v1/operator/policies", h.asked(route{method: http.MethodPost, path: "/v1/operator/policies"}).body).is(201)
	return map[string]string{
		"/v1/contests": "client", contest + "/entries": "client", contest + "/events": "client",
		"/v1/tasks": "client", task + "/answers": "client", task + "/events": "client", "/v1/answers": "worker", "/v1/operator/appeals": "operator",
		"/v1/reports": "worker", "/v1/operator/reports": "operator", "/v1/operator/outside-contacts": "operator", asked + "/outside-contact": "client",
		"/v1/sandbox/mail": "", "/v1/jobs": "client", "/v1/jobs/" + job + "/proposals": "client", "/v1/proposals": "worker", proposal + "/messages": "client",
		"/v1/contracts": "client", c + "/events": "client", c + "/messages": "client",
		"/v1/transfers": "worker", "/v1/payouts": "worker", "/v1/notifications": "worker", "/v1/people/" + h.ids["worker"] + "/ratings": "stranger",
		"/v1/operator/payouts": "operator", "/v1/operator/payout-batches": "operator", "/v1/operator/policies": "operator",
		"/v1/operator/nudges": "operator", "/v1/operator/disputes": "operator",
	}
}

func (h *testHouse) nudgedContract() string {
	h.t.Helper()
	for range 2 {
		h.nudged()
	}
	return h.contract(h.get("client", "/v1/contracts?state=in_progress").field("data.0.id"))
}

// TestEveryListPages walks through each list row by row: the same rows in the
// same order as on one page, and each once.
func TestEveryListPages(t *testing.T) {
	h := openHouse(t)
	paths := h.lists()
	routes := map[string]bool{}
	for path, as := range paths {
		_, pattern := h.mux.Handler(&http.Request{Method: http.MethodGet, URL: parsed(t, path)})
		routes[pattern] = true
		rows := func(path string) (rows []string, next string) {
			var p struct {
				Data []json.RawMessage `json:"data"`
				Next *string           `json:"next_cursor"`
			}
			if err := json.Unmarshal(h.get(as, path).is(200).body, &p); err != nil || p.Data == nil {
				t.Fatalf("%s: %v", path, err)
			}
			for _, row := range p.Data {
				rows = append(rows, string(row))
			}
			if p.Next != nil {
				next = *p.Next
			}
			return rows, next
		}
		whole, more := rows(path + "?limit=100")
		if len(whole) < 2 || more != "" {
			t.Errorf("%s has %d rows, and %q", path, len(whole), more)
		}
		var walked []string
		at := path + "?limit=1"
		for range 200 {
			some, next := rows(at)
			walked = append(walked, some...)
			if next == "" {
				break
			}
			at = path + "?limit=1&cursor=" + url.QueryEscape(next)
		}
		if strings.Join(walked, "\n") != strings.Join(whole, "\n") {
			t.Errorf("%s: walked %d rows, the page has %d", path, len(walked), len(whole))
		}
	}
	for _, r := range table() {
		if strings.HasPrefix(r.answer.Name(), "List") && !routes[r.method+" "+r.path] {
			t.Errorf("%s is not walked through", r.path)
		}
	}
}

// TestBadQueriesAreTold spoils the parameters of every list.
func TestBadQueriesAreTold(t *testing.T) {
	h := openHouse(t)
	for path, as := range h.lists() {
		for _, query := range []string{
			"limit=0", "limit=101", "limit=-1", "limit=x", "limit=1.5", "limit=99999999999999999999",
			"cursor=!!", "cursor=%00", "cursor=%ff", "cursor=JyBvciAxPTE", "cursor=" + strings.Repeat("a", 200), "other=%00", "other=%zz",
		} {
			h.get(as, path+"?"+query).refused(422, "validation_failed")
		}
		h.get(as, path+"?other=1&limit=").is(200)
		h.get(as, path+"?cursor=bm9zdWNo").is(200) // like a cursor, of nothing that is there
	}
	for _, bad := range []string{
		"/v1/contracts?role=judge", "/v1/contracts?state=lost", "/v1/notifications?unread=perhaps",
		"/v1/jobs?format=essay", "/v1/jobs?q=" + strings.Repeat("a", 201), "/v1/jobs?category=" + strings.Repeat("a", 51),
	} {
		h.get("client", bad).refused(422, "validation_failed")
	}
	h.get("operator", "/v1/operator/nudges?state=lost").refused(422, "validation_failed")
	h.get("operator", "/v1/operator/reports?state=lost").refused(422, "validation_failed")
	h.get("operator", "/v1/operator/outside-contacts?state=lost").refused(422, "validation_failed")
	h.get("operator", "/v1/operator/disputes?state=lost").refused(422, "validation_failed")
}

// TestListsKeepToTheirFilters asks for parts of lists.
func TestListsKeepToTheirFilters(t *testing.T) {
	h := openHouse(t)
	c := h.funded(1000)
	for path, has := range map[string]bool{
		"/v1/contracts?role=client": true, "/v1/contracts?role=worker": false,
		"/v1/contracts?state=in_progress": true, "/v1/contracts?state=completed": false, "/v1/contracts?role=client&state=in_progress": true,
	} {
		if got := h.get("client", path).is(200); (got.field("data.0.id") == c) != has {
			t.Errorf("%s: %s", path, got.body)
		}
	}
	if got := h.get("stranger", "/v1/contracts").is(200); string(got.body) != `{"data":[],"next_cursor":null}` {
		t.Errorf("a stranger's contracts: %s", got.body)
	}
	before := h.get("worker", "/v1/notifications?unread=true").field("data.0.id")
	h.post("worker", "/v1/notifications/"+before+"/read", `{}`).is(200)
	if after := h.get("worker", "/v1/notifications?unread=true"); after.field("data.0.id") == before || h.get("worker", "/v1/notifications").field("data.0.read_at") == "null" {
		t.Errorf("unread: %s", after.body)
	}
	if mail := h.get("", "/v1/sandbox/mail?to=worker@example.jp"); strings.Contains(string(mail.body), "client@example.jp") || mail.field("data.0.to") != "worker@example.jp" {
		t.Errorf("mail: %s", mail.body)
	}
	if n := h.get("worker", "/v1/jobs?q="+url.QueryEscape("会社案内")).is(200); n.field("data.0.id") == "" {
		t.Errorf("the job is not found: %s", n.body)
	}
}
