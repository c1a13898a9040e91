package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// schemaOf is what the served document says of one request's body.
type schemaOf struct {
	Type       any                 `json:"type"`
	Properties map[string]schemaOf `json:"properties"`
	Required   []string            `json:"required"`
	Ref        string              `json:"$ref"`
	Items      *schemaOf           `json:"items"`
	MaxLength  *int                `json:"maxLength"`
	MaxItems   *int                `json:"maxItems"`
	Minimum    *float64            `json:"minimum"`
	Maximum    *float64            `json:"maximum"`
	MinLength  *int                `json:"minLength"`
}

// bodySchemas reads every request's schema from the document.
func bodySchemas(t *testing.T, h *testHouse) map[string]schemaOf {
	t.Helper()
	document, err := h.api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]struct {
			RequestBody struct {
				Content map[string]struct{ Schema schemaOf }
			} `json:"requestBody"`
		}
		Components struct{ Schemas map[string]schemaOf }
	}
	if err := json.Unmarshal(document, &doc); err != nil {
		t.Fatal(err)
	}
	found := map[string]schemaOf{}
	for path, methods := range doc.Paths {
		s := methods["post"].RequestBody.Content["application/json"].Schema
		if name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/"); ok {
			s = doc.Components.Schemas[name]
		}
		found[path] = s
	}
	return found
}

// wrongs lists values that a field must refuse.
func wrongs(s schemaOf, required bool) map[string]string {
	bad := map[string]string{}
	kind := fmt.Sprint(s.Type)
	for name, value := range map[string]string{
		"string": `"text"`, "integer": `7`, "boolean": `true`, "array": `[]`, "object": `{}`,
	} {
		if !strings.Contains(kind, name) && !(s.Ref != "" && name == "object") {
			bad["a "+name] = value
		}
	}
	if required {
		bad["null"] = `null`
	}
	switch {
	case strings.Contains(kind, "string"):
		bad["NUL"] = `"a\u0000b"`
		bad["half a pair"] = `"a\ud800b"`
		bad["too long"] = `"` + strings.Repeat("あ", 20_001) + `"`
		if s.MinLength != nil {
			bad["empty"], bad["blank"], bad["blank in full width"] = `""`, `"  "`, `"　\u00a0\n"`
		}
		if s.MaxLength != nil {
			bad["one too long"] = `"` + strings.Repeat("あ", *s.MaxLength+1) + `"`
		}
	case strings.Contains(kind, "integer"):
		bad["negative"], bad["too large"], bad["huge"], bad["a fraction"], bad["in words"] = `-1`, `1000000000001`, `1e300`, `1.5`, `"1000"`
		bad["beyond 64 bits"], bad["with a point"], bad["with an exponent"] = `99999999999999999999`, `1.0`, `1e1`
	case strings.Contains(kind, "array"):
		bad["too many"] = "[" + strings.TrimSuffix(strings.Repeat(`"a",`, 1001), ",") + "]"
		bad["wrong items"], bad["null items"] = `[{"x":[]}]`, `[null]`
		if s.Items != nil && s.Items.MaxLength != nil {
			bad["a blank item"], bad["a long item"] = `["　"]`, `["`+strings.Repeat("あ", *s.Items.MaxLength+1)+`"]`
		}
	}
	return bad
}

// TestBadInputIsToldAndChangesNothing spoils each field of each route in turn:
// every answer is a problem document of the 4xx kind, and nothing happens.
func TestBadInputIsToldAndChangesNothing(t *testing.T) {
	eachPost(t, func(t *testing.T, h *testHouse, r route, c postCase) {
		schema := bodySchemas(t, h)[r.path]
		rows, clock := h.size()
		try := func(what, body string, headers ...string) {
			t.Helper()
			a := h.post(c.as, c.path, body, headers...)
			if a.status < 400 || a.status > 499 || a.header.Get("Content-Type") != problemType || a.field("code") == "" || a.field("detail") == "" {
				t.Errorf("%s: %d %s", what, a.status, a.body)
			}
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal([]byte(c.body), &fields); err != nil {
			t.Fatal(err)
		}
		with := func(name, value string) string {
			parts := []string{}
			for k, v := range fields {
				if k != name {
					parts = append(parts, fmt.Sprintf("%q:%s", k, v))
				}
			}
			if value != "" {
				parts = append(parts, fmt.Sprintf("%q:%s", name, value))
			}
			return "{" + strings.Join(parts, ",") + "}"
		}
		for name, property := range schema.Properties {
			required := strings.Contains(fmt.Sprint(schema.Required), name)
			if required {
				try(name+" missing", with(name, ""))
			}
			for what, value := range wrongs(property, required) {
				try(name+" is "+what, with(name, value))
			}
			if value, sent := fields[name]; sent {
				try(name+" twice", strings.Replace(c.body, "{", fmt.Sprintf("{%q:%s,", name, value), 1))
				try(name+" in capitals as well", with(strings.ToUpper(name), string(value)))
			}
		}
		try("unknown field", with("surprise", `1`))
		try("a field that hides in its letters", with("ſurprise", `1`))
		try("malformed", `{"a":`)
		try("two values", c.body+c.body)
		try("an array", `[]`)
		try("a string", `"text"`)
		try("a number", `7`)
		try("not UTF-8", `{"reason":"`+"\xff"+`"}`)
		try("NUL outside", "{}\x00")
		try("nested deeply", strings.Repeat(`{"a":`, 40)+"1"+strings.Repeat("}", 40))
		try("too large", `{"reason":"`+strings.Repeat("a", maxBody)+`"}`)
		try("another content type", c.body, "Content-Type", "text/plain")
		try("a broken content type", c.body, "Content-Type", ";;")
		if nowRows, nowClock := h.size(); nowRows != rows || nowClock != clock {
			t.Error("something happened")
		}
		h.post(c.as, c.path, c.body) // and the good one still goes
	})
}

// TestTextsAreKeptAsTheyAre sends what is unusual but text, and reads it again.
func TestTextsAreKeptAsTheyAre(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.formed(1000))
	for _, body := range []string{
		`<script>alert(1)</script> & "quotes" \\ \/`, `𠮷野家 髙橋 👩‍👩‍👧`, `\ud83d\ude00 a pair`, `\ufffd`, `\u0001 \u2028 \\ud800`, "改行\\nと\\tタブ",
	} {
		sent := h.post("worker", c+"/messages", `{"body":"`+strings.ReplaceAll(body, `"quotes"`, `\"quotes\"`)+`"}`)
		if sent.status != http.StatusCreated {
			t.Fatalf("%s: %s", sent.what, sent.body)
		}
		var all struct{ Data []Message }
		if err := json.Unmarshal(h.get("client", c+"/messages?limit=100").body, &all); err != nil {
			t.Fatal(err)
		}
		if got := all.Data[len(all.Data)-1].Body; got != sent.field("body") {
			t.Errorf("sent %q, kept %q", sent.field("body"), got)
		}
	}
}

// TestAddressesOfMail are checked in their shape alone.
func TestAddressesOfMail(t *testing.T) {
	h := openHouse(t)
	for address, status := range map[string]int{
		"aoki@example.jp": 201, "aoki+work@mail.example.co.jp": 201, "a@b": 201,
		"aoki": 422, "@example.jp": 422, "aoki@": 422, "青木 <aoki@example.jp>": 422, "a@b@c": 422, "a b@example.jp": 422, "a@b.jp,c@d.jp": 422,
		strings.Repeat("a", 250) + "@b.jp": 422,
	} {
		h.post("", "/v1/sandbox/accounts", fmt.Sprintf(`{"name":"青木","email":%q}`, address)).is(status)
	}
}

// TestTooLargeIsItsOwnCode holds the code for bodies above 1 MiB.
func TestTooLargeIsItsOwnCode(t *testing.T) {
	h := openHouse(t)
	h.post("client", "/v1/jobs", `{"title":"`+strings.Repeat("a", maxBody)+`"}`).refused(413, "payload_too_large")
}

// TestStrangeIdsAreMissing asks every route with an id that cannot be.
func TestStrangeIdsAreMissing(t *testing.T) {
	h := openHouse(t)
	for _, r := range table() {
		if !strings.Contains(r.path, "{id}") {
			continue
		}
		as, body := "client", ""
		if r.access.level == staffLevel {
			as = "operator"
		}
		if r.method == http.MethodPost {
			body = postCases[r.path](h).body
		}
		for _, id := range []string{"ctr_0", "%00", "%ff%fe", "..%2f..", strings.Repeat("a", 2000), "'%20or%201=1"} {
			a := h.send(r.method, as, strings.Replace(r.path, "{id}", id, 1), body)
			if a.status < 400 || a.status > 499 {
				t.Errorf("%s: %d %s", a.what, a.status, a.body)
			}
		}
	}
}

// TestVisitorsAndOthersAreTurnedAway asks every route without a token, with a
// wrong one, and as somebody without the role.
func TestVisitorsAndOthersAreTurnedAway(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.delivered(1000))
	h.tokens["nobody"] = "not-a-token"
	for _, r := range table() {
		path := strings.Replace(r.path, "/v1/contracts/{id}", c, 1)
		path = strings.Replace(path, "{id}", h.ids["proposal"], 1)
		body := ""
		if r.method == http.MethodPost {
			body = postCases[r.path](h).body
		}
		if r.access == person || r.access.level == staffLevel {
			h.send(r.method, "", path, body).refused(401, "unauthenticated")
			h.send(r.method, "nobody", path, body).refused(401, "unauthenticated")
		}
		if r.access.level == staffLevel {
			h.send(r.method, "client", path, body).refused(403, "forbidden")
		}
		if strings.HasPrefix(r.path, "/v1/contracts/{id}") {
			h.send(r.method, "stranger", path, body).refused(404, "not_found")
		}
	}
}
