package api

import (
	"net/http"
	"strings"
	"testing"
)

// TestRatingsByTheAPI follows R12.1 from the wire: blind until both have rated,
// once, and one reply.
func TestRatingsByTheAPI(t *testing.T) {
	h := openHouse(t)
	early := h.contract(h.delivered(1000)) + "/ratings"
	h.post("client", early, fours).refused(409, "state_conflict")
	if a := h.get("client", early).is(200); a.field("state") != "none" || a.field("rate_by") != "null" {
		t.Errorf("before the end: %s", a.body)
	}
	c := h.accepted() + "/ratings"
	if a := h.get("worker", c).is(200); a.field("state") != "open" || a.field("rate_by") != "2026-12-24T15:00:00Z" || a.field("data.0.id") != "" {
		t.Errorf("at the end: %s", a.body)
	}
	told := h.get("worker", "/v1/notifications").is(200)
	if !strings.Contains(string(told.body), "rating.open") || !strings.Contains(string(told.body), "2026年12月24日(木) 24:00") {
		t.Errorf("the worker is told %s", told.body)
	}
	h.post("stranger", c, fours).refused(404, "not_found")
	h.post("operator", c, fours).refused(403, "forbidden")
	given := h.post("client", c, `{"skill":5,"quality":4,"schedule":3,"communication":2,"partnership":1,"comment":"よい仕事でした"}`).is(201)
	if given.field("visible") != "false" || given.field("visible_from") != "2026-12-24T15:00:00Z" || given.field("as") != "worker" || given.field("reply") != "null" {
		t.Errorf("given: %s", given.body)
	}
	id := given.field("id")
	h.post("client", c, fours).refused(409, "already_rated")
	if a := h.get("client", c).is(200); a.field("state") != "waiting" || a.field("data.0.comment") != "よい仕事でした" {
		t.Errorf("one's own: %s", a.body)
	}
	for _, eyes := range []string{"worker", "operator"} {
		if a := h.get(eyes, c).is(200); a.field("state") != "open" || strings.Contains(string(a.body), id) || strings.Contains(string(a.body), "よい仕事") {
			t.Errorf("the %s sees %s", eyes, a.body)
		}
	}
	h.get("stranger", c).refused(404, "not_found")
	of := "/v1/people/" + h.ids["worker"] + "/ratings"
	const nothing = `{"count":0,"skill":0,"quality":0,"schedule":0,"communication":0,"partnership":0}`
	if a := h.get("stranger", of).is(200); string(a.body) != `{"data":[],"next_cursor":null,"as_client":`+nothing+`,"as_worker":`+nothing+`}` {
		t.Errorf("everybody sees %s", a.body)
	}
	h.post("worker", "/v1/ratings/"+id+"/reply", `{"text":"はい"}`).refused(404, "not_found")

	h.post("worker", c, fours).is(201)
	if a := h.get("worker", c).is(200); a.field("state") != "shown" || a.field("data.0.id") != id || a.field("data.0.visible") != "true" || a.field("data.1.skill") != "4" {
		t.Errorf("both sides: %s", a.body)
	}
	h.post("client", "/v1/ratings/"+id+"/reply", `{"text":"はい"}`).refused(403, "forbidden")
	h.post("stranger", "/v1/ratings/"+id+"/reply", `{"text":"はい"}`).refused(404, "not_found")
	if a := h.post("worker", "/v1/ratings/"+id+"/reply", `{"text":"またお願いします"}`).is(201); a.field("reply.text") != "またお願いします" || a.field("visible") != "true" {
		t.Errorf("replied: %s", a.body)
	}
	h.post("worker", "/v1/ratings/"+id+"/reply", `{"text":"もう一言"}`).refused(409, "already_replied")
	all := h.get("stranger", of).is(200)
	if all.field("data.0.reply.text") != "またお願いします" || all.field("data.0.contract_id") != "null" || all.field("as_worker.skill") != "5" || all.field("as_worker.count") != "1" || all.field("as_client.count") != "0" {
		t.Errorf("everybody sees %s", all.body)
	}
	if a := h.get("client", of).is(200); "/v1/contracts/"+a.field("data.0.contract_id")+"/ratings" != c {
		t.Errorf("a party sees %s", a.body)
	}
	h.get("client", "/v1/people/"+h.ids["operator"]+"/ratings").refused(404, "not_found")
	h.get("client", "/v1/people/acc_nobody/ratings").refused(404, "not_found")
}

// TestTheWindowOfRatingsEnds shows one side's rating when the other may not rate
// any more.
func TestTheWindowOfRatingsEnds(t *testing.T) {
	h := openHouse(t)
	c := h.accepted() + "/ratings"
	h.post("client", c, fours).is(201)
	move := func(to string) {
		h.post("", "/v1/sandbox/clock/advance", `{"to":"`+to+`"}`).is(http.StatusOK)
	}
	move("2026-12-24T14:59:59.999999Z")
	if a := h.get("worker", c).is(200); a.field("state") != "open" || a.field("data.0.id") != "" {
		t.Errorf("at the last microsecond: %s", a.body)
	}
	move("2026-12-24T15:00:00Z")
	h.post("worker", c, fours).refused(409, "state_conflict")
	if a := h.get("worker", c).is(200); a.field("state") != "shown" || a.field("data.0.as") != "worker" {
		t.Errorf("at the end: %s", a.body)
	}
}
