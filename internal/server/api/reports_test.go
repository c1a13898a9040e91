package api

import (
	"strings"
	"testing"
)

// TestReportsByTheAPI follows a report from the wire: who may, once, how it is
// decided, and who learns what.
func TestReportsByTheAPI(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.formed(1000))
	m := h.post("client", c+"/messages", `{"body":"LINE で話しましょう 090-1234-5678"}`).is(201).field("id")
	report := func(as, subject, kind string) answer {
		return h.post(as, "/v1/reports", `{"subject_id":"`+subject+`","kind":"`+kind+`","text":"サービス外に誘われました"}`)
	}
	for what, no := range map[string]struct {
		as, subject string
		status      int
		code        string
	}{
		"a message of strangers":      {"stranger", m, 404, "not_found"},
		"a message, by the operator":  {"operator", m, 404, "not_found"},
		"one's own message":           {"client", m, 422, "validation_failed"},
		"oneself":                     {"worker", h.ids["worker"], 422, "validation_failed"},
		"one's own job":               {"client", h.ids["job"], 422, "validation_failed"},
		"the operator's staff":        {"worker", h.ids["operator"], 404, "not_found"},
		"a contract":                  {"worker", strings.TrimPrefix(c, "/v1/contracts/"), 422, "validation_failed"},
		"nothing":                     {"worker", "msg_0000000000000000000000000", 422, "validation_failed"},
		"a message that is not there": {"worker", "msg_000000000000000000000000", 404, "not_found"},
		"a job that is not there":     {"worker", "job_000000000000000000000000", 404, "not_found"},
		"the platform's own message":  {"worker", h.get("worker", c+"/messages").field("data.0.id"), 404, "not_found"},
	} {
		t.Run(what, func(t *testing.T) { report(no.as, no.subject, "fraud").refused(no.status, no.code) })
	}
	made := report("worker", m, "off_platform").is(201)
	if made.field("subject_type") != "message" || made.field("copy") != "LINE で話しましょう 090-1234-5678" || made.field("state") != "open" || made.field("decide_by") != "2026-11-26T15:00:00Z" {
		t.Errorf("made: %s", made.body)
	}
	report("worker", m, "fraud").refused(409, "report_open")
	report("worker", h.ids["job"], "work_before_escrow").is(201)
	report("stranger", h.ids["client"], "fraud").is(201)

	if own := h.get("worker", "/v1/reports").is(200); own.field("data.1.id") != made.field("id") || own.field("data.2.id") != "" {
		t.Errorf("own: %s", own.body)
	}
	if others := h.get("client", "/v1/reports").is(200); others.field("data.0.id") != "" {
		t.Errorf("the client sees %s", others.body)
	}
	queue := h.get("operator", "/v1/operator/reports").is(200)
	if queue.field("data.2.reporter_id") != h.ids["worker"] || queue.field("data.2.owner_id") != h.ids["client"] || queue.field("data.2.late") != "false" || queue.field("data.2.title") != "翻訳" {
		t.Errorf("the queue: %s", queue.body)
	}
	h.post("", "/v1/sandbox/clock/advance", `{"to":"2026-11-26T15:00:00Z"}`).is(200)
	if late := h.get("operator", "/v1/operator/reports").is(200); late.field("data.2.late") != "true" || late.field("data.2.state") != "open" {
		t.Errorf("after two business days: %s", late.body)
	}

	decide := "/v1/operator/reports/" + made.field("id") + "/decide"
	h.post("operator", decide, `{"outcome":"open","reason":"x"}`).refused(422, "validation_failed")
	done := h.post("operator", decide, `{"outcome":"removed","reason":"連絡先の交換はできません"}`).is(200)
	if done.field("state") != "removed" || done.field("reason") != "連絡先の交換はできません" {
		t.Errorf("decided: %s", done.body)
	}
	h.post("operator2", decide, `{"outcome":"warned","reason":"x"}`).refused(409, "state_conflict")
	thread := h.get("worker", c+"/messages").is(200)
	if thread.field("data.1.hidden") != "true" || thread.field("data.1.body") != "" || strings.Contains(string(thread.body), "090") {
		t.Errorf("the other side still reads %s", thread.body)
	}
	if thread := h.get("client", c+"/messages").is(200); thread.field("data.1.hidden") != "true" || !strings.Contains(thread.field("data.1.body"), "090") {
		t.Errorf("its writer reads %s", thread.body)
	}
	if told := h.get("worker", "/v1/notifications").is(200); !strings.Contains(told.field("data.0.body"), "連絡先の交換はできません") || told.field("data.0.kind") != "report.decided" {
		t.Errorf("the reporter is told %s", told.body)
	}
	warned := h.get("client", "/v1/notifications").is(200)
	if warned.field("data.0.kind") != "report.warned" || strings.Contains(warned.field("data.0.body"), "worker") || strings.Contains(string(warned.body), made.field("id")) {
		t.Errorf("the reported person is told %s", warned.body)
	}
	report("worker", m, "harassment").is(201) // what is decided may be reported again
}

// TestARemovedJobTakesNoMoreProposals holds what a removal does, and that a
// report without a finding does nothing.
func TestARemovedJobTakesNoMoreProposals(t *testing.T) {
	h := openHouse(t)
	h.proposed()
	job := h.get("client", "/v1/jobs").field("data.0.id")
	offer := `{"amount":1000,"due_on":"2027-01-31","message":"はい"}`
	decide := func(as, subject, outcome string) answer {
		id := h.post("worker", "/v1/reports", `{"subject_id":"`+subject+`","kind":"other","text":"規約違反です"}`).is(201).field("id")
		return h.post(as, "/v1/operator/reports/"+id+"/decide", `{"outcome":"`+outcome+`","reason":"確認しました"}`)
	}
	decide("operator", job, "no_violation").is(200)
	h.post("stranger", "/v1/jobs/"+job+"/proposals", offer).is(201)
	if told := h.get("client", "/v1/notifications").is(200); strings.Contains(string(told.body), "report.") {
		t.Errorf("who did nothing wrong is told %s", told.body)
	}
	decide("operator", job, "removed").is(200)
	h.post("stranger", "/v1/jobs/"+job+"/proposals", offer).refused(409, "job_closed")
	decide("operator", job, "removed").is(200) // closed already: nothing more to do
	decide("operator", h.ids["client"], "removed").refused(422, "validation_failed")
	h.post("operator", "/v1/reports", `{"subject_id":"`+h.ids["client"]+`","kind":"other","text":"規約違反です"}`).is(201)
	own := h.get("operator", "/v1/reports").field("data.0.id")
	h.post("operator", "/v1/operator/reports/"+own+"/decide", `{"outcome":"warned","reason":"x"}`).refused(403, "forbidden")
	h.post("operator2", "/v1/operator/reports/"+own+"/decide", `{"outcome":"warned","reason":"ご注意ください"}`).is(200)
}
