package api

import (
	"strings"
	"testing"
)

// TestATaskByTheAPI goes from the posting to the end of the last appeal, with
// the eyes of everybody who looks.
func TestATaskByTheAPI(t *testing.T) {
	h := openHouse(t)
	task := h.task()
	job := strings.Replace(task, "tasks", "jobs", 1)
	if a := h.get("client", task).is(200); a.field("state") != "awaiting_escrow" || a.field("total_amount") != "330" || a.field("actions.0.command") != "fund" ||
		a.field("net_amount") != "86" || a.field("escrow_amount") != "0" || a.field("questions.1.key") != "q2" {
		t.Errorf("posted: %s", a.body)
	}
	for _, path := range []string{task, task + "/answers", task + "/events", job} {
		h.get("worker", path).refused(404, "not_found")
	}
	h.post("worker", task+"/slots", `{}`).refused(404, "not_found")
	if a := h.post("client", task+"/fund", `{}`).is(200); a.field("state") != "open" || a.field("free") != "3" || a.field("escrow_amount") != "330" {
		t.Errorf("funded: %s", a.body)
	}
	if a := h.get("worker", "/v1/jobs?format=task").is(200); a.field("data.0.budget_amount") != "110" || a.field("data.0.state") != "open" {
		t.Errorf("listed: %s", a.body)
	}
	h.post("client", job+"/close", `{}`).refused(409, "state_conflict")
	h.post("worker", job+"/proposals", `{"amount":1000,"due_on":"2027-01-31","message":"はい"}`).refused(409, "state_conflict")
	h.post("client", task+"/slots", `{}`).refused(409, "own_job")

	if a := h.get("worker", task).is(200); a.field("actions.0.command") != "slots" {
		t.Errorf("a worker may: %s", a.body)
	}
	mine := h.post("worker", task+"/slots", `{}`).is(201)
	answer := "/v1/answers/" + mine.field("id")
	if mine.field("state") != "held" || mine.field("held_until") != "2026-11-24T01:30:00Z" || mine.field("actions.0.command") != "submit" {
		t.Errorf("held: %s", mine.body)
	}
	h.post("worker", task+"/slots", `{}`).refused(409, "state_conflict")
	for _, eyes := range []string{"client", "stranger"} {
		h.get(eyes, answer).refused(404, "not_found")
		h.post(eyes, answer+"/submit", `{"values":{"q1":"良い"}}`).refused(404, "not_found")
	}
	for _, bad := range []string{`{}`, `{"values":{}}`, `{"values":{"q1":""}}`, `{"values":{"q1":"良い","q2":6}}`, `{"values":{"q1":"良い","q3":"外"}}`, `{"values":{"q1":{"a":1}}}`,
		`{"values":{"q1":"良い","q9":"?"}}`, `{"values":{"q1":"良い","q4":["甘い","甘い"]}}`} {
		h.post("worker", answer+"/submit", bad).refused(422, "validation_failed")
	}
	if a := h.post("worker", answer+"/submit", `{"values":{"q1":"良い","q2":"４","q4":["苦い","甘い"]}}`).is(200); a.field("state") != "submitted" || !strings.Contains(a.field("document"), `"values":{"q1":["良い"],"q2":["4"],"q4":["甘い","苦い"]}`) {
		t.Errorf("submitted: %s", a.body)
	}
	h.post("worker", task+"/slots", `{}`).refused(409, "already_answered")
	second := h.post("stranger", task+"/slots", `{}`).is(201).field("id")
	h.post("stranger", "/v1/answers/"+second+"/submit", `{"values":{"q1":"普通"}}`).is(200)

	// Who reads what: all waits for the client, a worker sees their own alone.
	if a := h.get("client", task+"/answers").is(200); a.field("data.0.id") != mine.field("id") || a.field("data.1.id") != second || a.field("data.0.document") == "null" {
		t.Errorf("the client sees %s", a.body)
	}
	if a := h.get("worker", task+"/answers").is(200); a.field("data.0.id") != mine.field("id") || a.field("data.1.id") != "" {
		t.Errorf("a worker sees %s", a.body)
	}
	h.get("worker", "/v1/answers/"+second).refused(404, "not_found")
	h.get("worker", task+"/events").refused(403, "forbidden")

	both := `"answers":["` + mine.field("id") + `","` + second + `"]`
	if a := h.post("client", task+"/answers/preview", `{"decision":"approve",`+both+`}`).is(200); a.field("paid_amount") != "220" || a.field("fee") != "44" || a.field("tax") != "4" || a.field("net_amount") != "172" || a.field("task.approved") != "2" {
		t.Errorf("a preview: %s", a.body)
	}
	if a := h.post("client", task+"/answers/preview", `{"decision":"reject",`+both+`}`).is(200); a.field("paid_amount") != "0" || a.field("rejections_left") != "1" {
		t.Errorf("a preview: %s", a.body)
	}
	if a := h.get("client", task).is(200); a.field("submitted") != "2" {
		t.Errorf("a preview did something: %s", a.body)
	}
	h.post("stranger", task+"/answers/approve", `{`+both+`}`).refused(404, "not_found")
	h.post("client", task+"/answers/approve", `{"answers":["`+mine.field("id")+`","`+mine.field("id")+`"]}`).refused(422, "validation_failed")
	h.post("client", task+"/answers/reject", `{"answers":["`+second+`"]}`).refused(422, "validation_failed")
	h.post("client", task+"/answers/approve", `{"answers":["`+mine.field("id")+`"]}`).is(200)
	h.post("client", task+"/answers/reject", `{`+both+`,"reason":"短い"}`).refused(409, "state_conflict")
	h.post("client", task+"/answers/reject", `{"answers":["`+second+`"],"reason":"短すぎます"}`).is(200)
	if a := h.get("worker", "/v1/transfers").is(200); a.field("data.0.kind") != "share" || a.field("data.0.amount") != "86" {
		t.Errorf("paid: %s", a.body)
	}

	// What is rejected is not the client's to read; its worker may appeal.
	if a := h.get("client", "/v1/answers/"+second).is(200); a.field("document") != "null" || a.field("reason") != "短すぎます" {
		t.Errorf("rejected, the client sees %s", a.body)
	}
	h.get("operator", "/v1/operator/appeals").is(200)
	h.post("worker", "/v1/answers/"+second+"/appeal", `{"text":"違います"}`).refused(404, "not_found")
	h.post("client", task+"/close", `{}`).is(200)
	if a := h.get("client", task).is(200); a.field("state") != "appeals" || a.field("escrow_amount") != "110" {
		t.Errorf("closed: %s", a.body)
	}
	h.post("stranger", "/v1/answers/"+second+"/appeal", `{"text":"設問どおりです"}`).is(200)
	if a := h.get("operator", "/v1/operator/appeals").is(200); a.field("data.0.id") != second || a.field("data.0.document") == "null" || a.field("data.0.appeal") != "設問どおりです" {
		t.Errorf("the operator sees %s", a.body)
	}
	h.post("client", "/v1/operator/appeals/"+second+"/overturn", `{"reason":"そのとおり"}`).refused(403, "forbidden")
	if a := h.post("operator", "/v1/operator/appeals/"+second+"/overturn", `{"reason":"設問に答えているため"}`).is(200); a.field("state") != "approved" || a.field("finding") != "設問に答えているため" {
		t.Errorf("overturned: %s", a.body)
	}
	if a := h.get("client", task).is(200); a.field("state") != "completed" || a.field("escrow_amount") != "0" || a.field("approved") != "2" || a.field("deadline") != "null" {
		t.Errorf("in the end: %s", a.body)
	}
	if a := h.get("client", task+"/events").is(200); a.field("data.0.kind") != "task.posted" || a.field("data.1.prev_hash") != a.field("data.0.hash") {
		t.Errorf("the chain: %s", a.body)
	}
	if a := h.get("operator", "/v1/operator/ledger/check").is(200); a.field("ok") != "true" {
		t.Errorf("the book: %s", a.body)
	}
}

// TestWhoMayWorkOnATask looks at a task for people whose identity is checked.
func TestWhoMayWorkOnATask(t *testing.T) {
	h := openHouse(t)
	task := "/v1/tasks/" + h.post("client", "/v1/jobs", strings.Replace(taskBody, `"count":3`, `"count":3,"identity_checked":true`, 1)).is(201).field("id")
	h.post("client", task+"/fund", `{}`).is(200)
	h.post("worker", task+"/slots", `{}`).refused(403, "forbidden")
	h.post("client", "/v1/operator/people/"+h.ids["worker"]+"/identity", `{"checked":true}`).refused(403, "forbidden")
	h.post("operator", "/v1/operator/people/"+h.ids["operator"]+"/identity", `{"checked":true}`).refused(403, "forbidden")
	h.post("operator", "/v1/operator/people/acc_none/identity", `{"checked":true}`).refused(404, "not_found")
	if a := h.post("operator", "/v1/operator/people/"+h.ids["worker"]+"/identity", `{"checked":true}`).is(200); a.field("checked_at") == "null" {
		t.Errorf("checked: %s", a.body)
	}
	answer := "/v1/answers/" + h.post("worker", task+"/slots", `{}`).is(201).field("id")
	fired := h.post("", "/v1/sandbox/clock/advance", `{"by":"30m"}`).is(200)
	if !strings.Contains(string(fired.body), `"kind":"task_slot","contract_id":null,"answer_id":"`+strings.TrimPrefix(answer, "/v1/answers/")) {
		t.Errorf("fired: %s", fired.body)
	}
	h.post("worker", answer+"/submit", `{"values":{"q1":"良い"}}`).refused(409, "state_conflict")
	if a := h.get("worker", "/v1/notifications").is(200); a.field("data.0.kind") != "task.slot_lost" {
		t.Errorf("told: %s", a.body)
	}
	h.post("operator", "/v1/operator/people/"+h.ids["worker"]+"/identity", `{"checked":false}`).is(200)
	h.post("worker", task+"/slots", `{}`).refused(403, "forbidden")
}

// TestWhatATaskNeeds posts what cannot be.
func TestWhatATaskNeeds(t *testing.T) {
	h := openHouse(t)
	for _, change := range [][2]string{
		{`"count":3`, `"count":0`}, {`"count":3`, `"count":10001`}, {`"unit_amount":110`, `"unit_amount":0`}, {`"minutes":30`, `"minutes":5`}, {`"minutes":30`, `"minutes":30,"per_worker":4`},
		{`2027-01-20`, `2026-11-24`}, {`2027-01-20`, `2027-02-20`}, {`2027-01-20`, `2026-11-31`}, {`"kind":"text"`, `"kind":"colour"`}, {`"label":"感想"`, `"label":"　"`}, {`"required":true`, `"required":false`},
		{`["窓","奥"]`, `["窓"]`}, {`["窓","奥"]`, `["窓","窓"]`}, {`"min":1,"max":5`, `"min":6,"max":5`}, {`"format":"task"`, `"format":"project","budget_amount":1`}, {`"format":"task"`, `"format":"task","budget_amount":1`},
		{`"unit_amount":110,"count":3`, `"unit_amount":1000000000000,"count":10000`},
	} {
		body := strings.Replace(taskBody, change[0], change[1], 1)
		if body == taskBody {
			t.Fatalf("%q is not there to be changed", change[0])
		}
		h.post("client", "/v1/jobs", body).refused(422, "validation_failed")
	}
	h.post("client", "/v1/jobs", strings.Replace(taskBody, `"format":"task"`, `"format":"task","budget_amount":110`, 1)).is(201)
}
