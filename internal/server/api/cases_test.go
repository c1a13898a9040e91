package api

import (
	"net/http"
	"strings"
	"testing"
)

// A postCase is one request that succeeds, for one route that writes.
type postCase struct {
	as, path, body string
}

// postCases prepares, for every route that writes, a request that succeeds. A
// route without one fails the tests that go through the table.
var postCases = map[string]func(h *testHouse) postCase{
	"/v1/sandbox/accounts": func(h *testHouse) postCase {
		return postCase{"", "/v1/sandbox/accounts", `{"name":"青木","email":"aoki@example.jp","operator":false}`}
	},
	"/v1/sandbox/accounts/{id}/login-link": func(h *testHouse) postCase {
		return postCase{"", "/v1/sandbox/accounts/" + h.ids["client"] + "/login-link", `{}`}
	},
	"/v1/sandbox/clock/advance": func(h *testHouse) postCase { return postCase{"", "/v1/sandbox/clock/advance", `{"by":"1h"}`} },
	"/v1/sandbox/gateway":       func(h *testHouse) postCase { return postCase{"", "/v1/sandbox/gateway", `{"next":"succeed"}`} },
	"/v1/jobs": func(h *testHouse) postCase {
		return postCase{"client", "/v1/jobs", `{"format":"project","title":"翻訳","description":"説明","category":"翻訳","budget_amount":1000,"due_on":"2027-01-31"}`}
	},
	"/v1/jobs/{id}/close": func(h *testHouse) postCase {
		h.formed(1000)
		return postCase{"client", "/v1/jobs/" + h.ids["job"] + "/close", `{}`}
	},
	"/v1/jobs/{id}/proposals": func(h *testHouse) postCase {
		h.formed(1000)
		return postCase{"worker", "/v1/jobs/" + h.ids["job"] + "/proposals", `{"amount":1000,"due_on":"2027-01-31","message":"お任せください"}`}
	},
	"/v1/proposals/{id}/accept": func(h *testHouse) postCase {
		return postCase{"client", h.proposed() + "/accept", `{"terms":{"criteria":["誤訳がない"],"inspection_days":3,"revision_rounds":1,"milestones":[{"title":"前半","amount":600,"due_on":"2027-01-10"},{"title":"後半","amount":400}]}}`}
	},
	"/v1/proposals/{id}/decline":  func(h *testHouse) postCase { return postCase{"client", h.proposed() + "/decline", `{}`} },
	"/v1/proposals/{id}/withdraw": func(h *testHouse) postCase { return postCase{"worker", h.proposed() + "/withdraw", `{}`} },
	"/v1/proposals/{id}/counter": func(h *testHouse) postCase {
		return postCase{"client", h.proposed() + "/counter", `{"amount":900,"due_on":"2027-02-01","message":"いかがですか","terms":{"inspection_days":5}}`}
	},
	"/v1/proposals/{id}/messages": func(h *testHouse) postCase {
		return postCase{"worker", h.proposed() + "/messages", `{"body":"質問があります"}`}
	},
	"/v1/contracts/{id}/messages": func(h *testHouse) postCase {
		return postCase{"worker", h.contract(h.formed(1000)) + "/messages", `{"body":"よろしくお願いします"}`}
	},
	"/v1/contracts/{id}/fund": func(h *testHouse) postCase { return postCase{"client", h.contract(h.formed(1000)) + "/fund", `{}`} },
	"/v1/contracts/{id}/cancel": func(h *testHouse) postCase {
		return postCase{"worker", h.contract(h.formed(1000)) + "/cancel", `{"reason":"都合"}`}
	},
	"/v1/contracts/{id}/deliver": func(h *testHouse) postCase {
		return postCase{"worker", h.contract(h.funded(1000)) + "/deliver", `{"note":"納品します","files":["https://example.jp/a"]}`}
	},
	"/v1/contracts/{id}/accept": func(h *testHouse) postCase {
		return postCase{"client", h.contract(h.delivered(1000)) + "/accept", `{}`}
	},
	"/v1/contracts/{id}/request-revision": func(h *testHouse) postCase {
		return postCase{"client", h.contract(h.delivered(1000)) + "/request-revision", `{"reason":"誤訳","failed_criteria":[]}`}
	},
	"/v1/contracts/{id}/termination": func(h *testHouse) postCase {
		return postCase{"client", h.contract(h.funded(1000)) + "/termination", `{"reason":"都合","worker_amount":100}`}
	},
	"/v1/contracts/{id}/termination/agree": func(h *testHouse) postCase { return postCase{"worker", h.terminating() + "/termination/agree", `{}`} },
	"/v1/contracts/{id}/termination/decline": func(h *testHouse) postCase {
		return postCase{"worker", h.terminating() + "/termination/decline", `{"reason":"続けたい"}`}
	},
	"/v1/contracts/{id}/termination/withdraw": func(h *testHouse) postCase {
		return postCase{"client", h.terminating() + "/termination/withdraw", `{}`}
	},
	"/v1/contracts/{id}/change": func(h *testHouse) postCase {
		c := h.contract(h.funded(1000))
		milestone := h.get("client", c).field("milestone.id")
		return postCase{"worker", c + "/change", `{"milestone_id":"` + milestone + `","amount":900,"due_on":"2027-03-31","scope":"半分","criteria":["誤訳がない"],"reason":"半分になったため"}`}
	},
	"/v1/contracts/{id}/change/agree": func(h *testHouse) postCase { return postCase{"client", h.changing() + "/change/agree", `{}`} },
	"/v1/contracts/{id}/change/decline": func(h *testHouse) postCase {
		return postCase{"client", h.changing() + "/change/decline", `{"reason":"このままで"}`}
	},
	"/v1/contracts/{id}/change/withdraw": func(h *testHouse) postCase { return postCase{"worker", h.changing() + "/change/withdraw", `{}`} },
	"/v1/contracts/{id}/bonus": func(h *testHouse) postCase {
		return postCase{"client", h.accepted() + "/bonus", `{"amount":100,"message":"助かりました"}`}
	},
	"/v1/contracts/{id}/nudge": func(h *testHouse) postCase {
		return postCase{"client", h.silent() + "/nudge", `{"note":"返事がない"}`}
	},
	"/v1/contracts/{id}/dispute": func(h *testHouse) postCase {
		return postCase{"client", h.contract(h.delivered(1000)) + "/dispute", `{"reason":"仕様と違う"}`}
	},
	"/v1/contracts/{id}/dispute/offer": func(h *testHouse) postCase {
		return postCase{"worker", h.disputed() + "/dispute/offer", `{"worker_amount":500}`}
	},
	"/v1/contracts/{id}/dispute/accept-offer": func(h *testHouse) postCase {
		c := h.disputed()
		h.post("worker", c+"/dispute/offer", `{"worker_amount":500}`).is(http.StatusOK)
		return postCase{"client", c + "/dispute/accept-offer", `{}`}
	},
	"/v1/contracts/{id}/preview": func(h *testHouse) postCase {
		return postCase{"client", h.contract(h.funded(1000)) + "/preview", `{"command":"termination","reason":"都合","worker_amount":100}`}
	},
	"/v1/contracts/{id}/ratings": func(h *testHouse) postCase {
		return postCase{"worker", h.accepted() + "/ratings", `{"skill":5,"quality":4,"schedule":3,"communication":2,"partnership":1,"comment":"ありがとうございました"}`}
	},
	"/v1/ratings/{id}/reply": func(h *testHouse) postCase {
		id, _ := h.rated(h.accepted())
		return postCase{"worker", "/v1/ratings/" + id + "/reply", `{"text":"こちらこそ"}`}
	},
	"/v1/contests/{id}/fund":   func(h *testHouse) postCase { return postCase{"client", h.contest() + "/fund", `{}`} },
	"/v1/contests/{id}/cancel": func(h *testHouse) postCase { return postCase{"client", h.contest() + "/cancel", `{}`} },
	"/v1/contests/{id}/close":  func(h *testHouse) postCase { c, _ := h.entered(); return postCase{"client", c + "/close", `{}`} },
	"/v1/contests/{id}/entries": func(h *testHouse) postCase {
		return postCase{"worker", h.published() + "/entries", `{"text":"三案あります","links":["https://example.jp/a"]}`}
	},
	"/v1/contests/{id}/entries/{entry}/withdraw": func(h *testHouse) postCase {
		c, e := h.entered()
		return postCase{"worker", c + "/entries/" + e + "/withdraw", `{}`}
	},
	"/v1/contests/{id}/entries/{entry}/favourite": func(h *testHouse) postCase {
		c, e := h.entered()
		return postCase{"client", c + "/entries/" + e + "/favourite", `{"favourite":true}`}
	},
	"/v1/contests/{id}/award": func(h *testHouse) postCase {
		c, _ := h.entered()
		h.post("", "/v1/sandbox/clock/advance", `{"to":"2026-12-10T15:00:00Z"}`).is(http.StatusOK)
		return postCase{"client", c + "/award", `{"prize":1,"entry":1}`}
	},
	"/v1/tasks/{id}/fund":   func(h *testHouse) postCase { return postCase{"client", h.task() + "/fund", `{}`} },
	"/v1/tasks/{id}/cancel": func(h *testHouse) postCase { return postCase{"client", h.task() + "/cancel", `{}`} },
	"/v1/tasks/{id}/close":  func(h *testHouse) postCase { return postCase{"client", h.openTask() + "/close", `{}`} },
	"/v1/tasks/{id}/slots":  func(h *testHouse) postCase { return postCase{"worker", h.openTask() + "/slots", `{}`} },
	"/v1/tasks/{id}/answers/preview": func(h *testHouse) postCase {
		t, a := h.submitted()
		return postCase{"client", t + "/answers/preview", `{"decision":"approve","answers":["` + a + `"]}`}
	},
	"/v1/tasks/{id}/answers/approve": func(h *testHouse) postCase {
		t, a := h.submitted()
		return postCase{"client", t + "/answers/approve", `{"answers":["` + a + `"]}`}
	},
	"/v1/tasks/{id}/answers/reject": func(h *testHouse) postCase {
		t, a := h.submitted()
		return postCase{"client", t + "/answers/reject", `{"answers":["` + a + `"],"reason":"設問に答えていません"}`}
	},
	"/v1/answers/{id}/submit": func(h *testHouse) postCase {
		_, a := h.working()
		return postCase{"worker", a + "/submit", `{"values":{"q1":"良い","q2":4}}`}
	},
	"/v1/answers/{id}/release": func(h *testHouse) postCase { _, a := h.working(); return postCase{"worker", a + "/release", `{}`} },
	"/v1/answers/{id}/approve": func(h *testHouse) postCase {
		_, a := h.submitted()
		return postCase{"client", "/v1/answers/" + a + "/approve", `{}`}
	},
	"/v1/answers/{id}/reject": func(h *testHouse) postCase {
		_, a := h.submitted()
		return postCase{"client", "/v1/answers/" + a + "/reject", `{"reason":"設問に答えていません"}`}
	},
	"/v1/answers/{id}/appeal": func(h *testHouse) postCase {
		_, a := h.rejected()
		return postCase{"worker", a + "/appeal", `{"text":"答えています"}`}
	},
	"/v1/operator/appeals/{id}/uphold": func(h *testHouse) postCase {
		return postCase{"operator", h.appealed() + "/uphold", `{"reason":"答えがありません"}`}
	},
	"/v1/operator/appeals/{id}/overturn": func(h *testHouse) postCase {
		return postCase{"operator", h.appealed() + "/overturn", `{"reason":"答えがあります"}`}
	},
	"/v1/operator/people/{id}/identity": func(h *testHouse) postCase {
		return postCase{"operator", "/v1/operator/people/" + h.ids["worker"] + "/identity", `{"checked":true}`}
	},
	"/v1/contracts/{id}/outside-contact": func(h *testHouse) postCase {
		return postCase{"worker", h.contract(h.formed(1000)) + "/outside-contact", `{"means":"ビデオ通話","reason":"画面を見ながら決めたい"}`}
	},
	"/v1/contracts/{id}/outside-contact/agree": func(h *testHouse) postCase {
		return postCase{"client", h.askedOutside() + "/outside-contact/agree", `{}`}
	},
	"/v1/contracts/{id}/outside-contact/decline": func(h *testHouse) postCase {
		return postCase{"client", h.askedOutside() + "/outside-contact/decline", `{"reason":"ここで足ります"}`}
	},
	"/v1/contracts/{id}/outside-contact/withdraw": func(h *testHouse) postCase {
		return postCase{"worker", h.askedOutside() + "/outside-contact/withdraw", `{}`}
	},
	"/v1/operator/outside-contacts/{id}/approve": func(h *testHouse) postCase {
		return postCase{"operator", "/v1/operator/outside-contacts/" + h.agreedOutside() + "/approve", `{"reason":"打ち合わせに限ります"}`}
	},
	"/v1/operator/outside-contacts/{id}/deny": func(h *testHouse) postCase {
		return postCase{"operator", "/v1/operator/outside-contacts/" + h.agreedOutside() + "/deny", `{"reason":"メッセージで足ります"}`}
	},
	"/v1/reports": func(h *testHouse) postCase {
		return postCase{"stranger", "/v1/reports", `{"subject_id":"` + h.ids["client"] + `","kind":"fraud","text":"なりすましと思われます"}`}
	},
	"/v1/operator/reports/{id}/decide": func(h *testHouse) postCase {
		id := h.post("worker", "/v1/reports", `{"subject_id":"`+h.ids["client"]+`","kind":"fraud","text":"なりすましと思われます"}`).is(http.StatusCreated).field("id")
		return postCase{"operator", "/v1/operator/reports/" + id + "/decide", `{"outcome":"warned","reason":"お名前は正しくご登録ください"}`}
	},
	"/v1/payouts/{id}/cancel": func(h *testHouse) postCase {
		return postCase{"worker", "/v1/payouts/" + h.withdrawn(10) + "/cancel", `{}`}
	},
	"/v1/operator/payout-batches": func(h *testHouse) postCase {
		id := h.withdrawn(10)
		h.banked("worker")
		return postCase{"operator", "/v1/operator/payout-batches", `{"payout_ids":["` + id + `"],"pay_on":"2037-12-15"}`}
	},
	"/v1/operator/payout-batches/{id}/approve": func(h *testHouse) postCase {
		return postCase{"operator2", "/v1/operator/payout-batches/" + h.batched(150_000) + "/approve", `{}`}
	},
	"/v1/operator/payout-batches/{id}/withdraw": func(h *testHouse) postCase {
		return postCase{"operator", "/v1/operator/payout-batches/" + h.batched(150_000) + "/withdraw", `{}`}
	},
	"/v1/operator/payout-batches/{id}/settle": func(h *testHouse) postCase {
		batch := h.batched(10)
		id := h.get("worker", "/v1/payouts").field("data.0.id")
		return postCase{"operator", "/v1/operator/payout-batches/" + batch + "/settle", `{"paid":["` + id + `"]}`}
	},
	"/v1/operator/policies": func(*testHouse) postCase { // the same in every test of this process: a version says the same for ever
		return postCase{"operator", "/v1/operator/policies", `{"version":2,"starts_on":"2037-12-15","numbers":{"escrow_days":5,"fee_rate_1":1750}}`}
	},
	"/v1/payouts": func(h *testHouse) postCase {
		h.post("client", h.contract(h.delivered(1000))+"/accept", `{}`).is(http.StatusOK)
		return postCase{"worker", "/v1/payouts", `{"amount":10}`}
	},
	"/v1/notifications/{id}/read": func(h *testHouse) postCase {
		h.formed(1000)
		return postCase{"worker", "/v1/notifications/" + h.get("worker", "/v1/notifications").field("data.0.id") + "/read", `{}`}
	},
	"/v1/operator/nudges/{id}/approve": func(h *testHouse) postCase {
		return postCase{"operator", "/v1/operator/nudges/" + h.nudged() + "/approve", `{}`}
	},
	"/v1/operator/nudges/{id}/deny": func(h *testHouse) postCase {
		return postCase{"operator", "/v1/operator/nudges/" + h.nudged() + "/deny", `{"code":"recent_contact","reason":"連絡がとれています"}`}
	},
	"/v1/operator/disputes/{id}/resolve": func(h *testHouse) postCase {
		id := h.get("client", h.disputed()).field("dispute.id")
		return postCase{"operator", "/v1/operator/disputes/" + id + "/resolve", `{"worker_amount":300,"reason":"半分ほど完成"}`}
	},
}

func (h *testHouse) contract(id string) string { return "/v1/contracts/" + id }

// proposed makes an open proposal.
func (h *testHouse) proposed() string {
	h.t.Helper()
	job := h.post("client", "/v1/jobs", `{"format":"project","title":"翻訳","description":"説明","category":"翻訳","budget_amount":1000}`).is(201).field("id")
	return "/v1/proposals/" + h.post("worker", "/v1/jobs/"+job+"/proposals", `{"amount":1000,"due_on":"2027-01-31","message":"はい"}`).is(201).field("id")
}

const contestBody = `{"format":"contest","title":"ロゴ","description":"喫茶店","category":"デザイン","contest":{"prizes":[{"amount":1000},{"amount":500}],"entries_until":"2026-12-10"}}`

// contest posts a contest.
func (h *testHouse) contest() string {
	h.t.Helper()
	return "/v1/contests/" + h.post("client", "/v1/jobs", contestBody).is(http.StatusCreated).field("id")
}

// published posts and funds one.
func (h *testHouse) published() string {
	h.t.Helper()
	c := h.contest()
	h.post("client", c+"/fund", `{}`).is(http.StatusOK)
	return c
}

// entered is a published one with an entry by the worker.
func (h *testHouse) entered() (contest, entry string) {
	h.t.Helper()
	c := h.published()
	return c, h.post("worker", c+"/entries", `{"text":"三案あります"}`).is(http.StatusCreated).field("id")
}

const taskBody = `{"format":"task","title":"アンケート","description":"喫茶店の感想","category":"事務","task":{"unit_amount":110,"count":3,"minutes":30,"answers_until":"2027-01-20",` +
	`"questions":[{"kind":"text","label":"感想","required":true},{"kind":"number","label":"点数","min":1,"max":5},{"kind":"choice","label":"席","options":["窓","奥"]},{"kind":"choices","label":"好み","options":["甘い","苦い"]}]}}`

// task posts a task.
func (h *testHouse) task() string {
	h.t.Helper()
	return "/v1/tasks/" + h.post("client", "/v1/jobs", taskBody).is(http.StatusCreated).field("id")
}

// openTask posts and funds one.
func (h *testHouse) openTask() string {
	h.t.Helper()
	t := h.task()
	h.post("client", t+"/fund", `{}`).is(http.StatusOK)
	return t
}

// working is an open one with a slot of the worker's.
func (h *testHouse) working() (task, answer string) {
	h.t.Helper()
	task = h.openTask()
	return task, "/v1/answers/" + h.post("worker", task+"/slots", `{}`).is(http.StatusCreated).field("id")
}

// submitted is an open one with an answer that waits; answer is its id.
func (h *testHouse) submitted() (task, answer string) {
	h.t.Helper()
	task, path := h.working()
	return task, h.post("worker", path+"/submit", `{"values":{"q1":"良い"}}`).is(http.StatusOK).field("id")
}

// rejected is an open one with an answer that was rejected.
func (h *testHouse) rejected() (task, answer string) {
	h.t.Helper()
	task, id := h.submitted()
	h.post("client", "/v1/answers/"+id+"/reject", `{"reason":"短すぎます"}`).is(http.StatusOK)
	return task, "/v1/answers/" + id
}

// appealed is the operator's path of an appeal.
func (h *testHouse) appealed() string {
	h.t.Helper()
	_, a := h.rejected()
	h.post("worker", a+"/appeal", `{"text":"答えています"}`).is(http.StatusOK)
	return strings.Replace(a, "/v1/answers/", "/v1/operator/appeals/", 1)
}

// terminating makes a contract that the client asks to end.
func (h *testHouse) terminating() string {
	h.t.Helper()
	c := h.contract(h.funded(1000))
	h.post("client", c+"/termination", `{"reason":"都合"}`).is(http.StatusCreated)
	return c
}

// changing makes a contract whose worker asks to lower the amount.
func (h *testHouse) changing() string {
	h.t.Helper()
	c := h.contract(h.funded(1000))
	h.post("worker", c+"/change", `{"amount":900,"reason":"半分になったため"}`).is(http.StatusCreated)
	return c
}

// silent makes a contract whose worker has not answered for 72 hours.
func (h *testHouse) silent() string {
	h.t.Helper()
	c := h.contract(h.funded(1000))
	h.post("client", c+"/messages", `{"body":"ご連絡いただけますか？"}`).is(http.StatusCreated)
	h.post("", "/v1/sandbox/clock/advance", `{"by":"72h"}`).is(http.StatusOK)
	return c
}

func (h *testHouse) nudged() string {
	h.t.Helper()
	return h.post("client", h.silent()+"/nudge", `{}`).is(http.StatusCreated).field("nudge.id")
}

func (h *testHouse) disputed() string {
	h.t.Helper()
	c := h.contract(h.delivered(1000))
	h.post("client", c+"/dispute", `{"reason":"仕様と違う"}`).is(http.StatusCreated)
	return c
}

// eachPost goes through every route that writes.
func eachPost(t *testing.T, visit func(t *testing.T, h *testHouse, r route, c postCase)) {
	for _, r := range table() {
		if r.method != http.MethodPost {
			continue
		}
		t.Run(r.path, func(t *testing.T) {
			t.Parallel()
			prepare, ok := postCases[r.path]
			if !ok {
				t.Fatal("no case for this route")
			}
			h := openHouse(t)
			visit(t, h, r, prepare(h))
		})
	}
}

// askedOutside makes a contract whose worker asks to be in touch outside.
func (h *testHouse) askedOutside() string {
	h.t.Helper()
	c := h.contract(h.formed(1000))
	h.post("worker", c+"/outside-contact", `{"means":"ビデオ通話","reason":"画面を見ながら決めたい"}`).is(http.StatusCreated)
	return c
}

// agreedOutside makes such a request to which the client has agreed.
func (h *testHouse) agreedOutside() string {
	h.t.Helper()
	return h.post("client", h.askedOutside()+"/outside-contact/agree", `{}`).is(http.StatusOK).field("id")
}

// accepted makes a completed contract.
func (h *testHouse) accepted() string {
	h.t.Helper()
	c := h.contract(h.delivered(1000))
	h.post("client", c+"/accept", `{}`).is(http.StatusOK)
	return c
}

const fours = `{"skill":4,"quality":4,"schedule":4,"communication":4,"partnership":4}`

// rated lets both sides rate; it answers the ids of the ratings by the client
// and by the worker.
func (h *testHouse) rated(c string) (byClient, byWorker string) {
	h.t.Helper()
	byClient = h.post("client", c+"/ratings", fours).is(http.StatusCreated).field("id")
	return byClient, h.post("worker", c+"/ratings", fours).is(http.StatusCreated).field("id")
}
