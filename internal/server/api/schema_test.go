package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// A schemaDocument is the served OpenAPI document, as a client would check
// answers against it.
type schemaDocument struct {
	Paths      map[string]map[string]operationDocument
	Components struct{ Schemas map[string]map[string]any }
}

type operationDocument struct {
	Responses map[string]struct {
		Content map[string]struct{ Schema map[string]any }
	}
}

// readDocument reads it once: it is the same in every test.
var readDocument = sync.OnceValues(func() (*schemaDocument, error) {
	text, err := New(http.NewServeMux(), Options{}).OpenAPI()
	if err != nil {
		return nil, err
	}
	doc := new(schemaDocument)
	return doc, json.Unmarshal(text, doc)
})

// conforms checks an answer against what the document says of its route: a
// status that is listed, and every field, and no other, of the type it says.
func (h *testHouse) conforms(method, path string, a answer) {
	h.t.Helper()
	doc, err := readDocument()
	if err != nil {
		h.t.Fatal(err)
	}
	path, _, _ = strings.Cut(path, "?")
	_, pattern := h.mux.Handler(&http.Request{Method: method, URL: parsed(h.t, path)})
	_, route, known := strings.Cut(pattern, " ")
	op, listed := doc.Paths[route][strings.ToLower(method)]
	if !known || !listed {
		return
	}
	said, ok := op.Responses[strconv.Itoa(a.status)]
	if !ok && a.status >= 400 {
		said, ok = op.Responses["default"]
	}
	media, ok2 := said.Content[a.header.Get("Content-Type")]
	if !ok || !ok2 {
		h.t.Errorf("%s: the document knows no answer %d as %s", a.what, a.status, a.header.Get("Content-Type"))
		return
	}
	var v any
	d := json.NewDecoder(bytes.NewReader(a.body))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		h.t.Errorf("%s: %v: %s", a.what, err, a.body)
		return
	}
	if fault := doc.fault(media.Schema, v, "body"); fault != "" {
		h.t.Errorf("%s: %s: %s", a.what, fault, a.body)
	}
	if i := slices.IndexFunc(Codes, func(c Code) bool { return a.status >= 400 && c.Code == a.field("code") }); i >= 0 && !slices.Contains(Codes[i].Statuses, a.status) {
		h.t.Errorf("%s: %s is not said to come with %d", a.what, Codes[i].Code, a.status)
	}
}

// fault says where a value leaves its schema, in the part of JSON Schema that
// the document uses.
func (doc *schemaDocument) fault(s map[string]any, v any, at string) string {
	if ref, ok := s["$ref"].(string); ok {
		named, ok := doc.Components.Schemas[strings.TrimPrefix(ref, "#/components/schemas/")]
		if !ok {
			return at + ": " + ref + " is not in the document"
		}
		return doc.fault(named, v, at)
	}
	if choices, ok := s["anyOf"].([]any); ok {
		var faults []string
		for _, c := range choices {
			fault := doc.fault(c.(map[string]any), v, at)
			if fault == "" {
				return ""
			}
			faults = append(faults, fault)
		}
		return strings.Join(faults, "; ")
	}
	if enum, ok := s["enum"].([]any); ok && !slices.Contains(enum, v) {
		return fmt.Sprintf("%s is %v, which is none of %v", at, v, enum)
	}
	if kind := kindOf(v); s["type"] != nil && !isType(s["type"], kind) {
		return fmt.Sprintf("%s is a %s, not %v", at, kind, s["type"])
	}
	switch v := v.(type) {
	case []any:
		items, _ := s["items"].(map[string]any)
		for i, item := range v {
			if fault := doc.fault(items, item, fmt.Sprintf("%s[%d]", at, i)); fault != "" {
				return fault
			}
		}
	case map[string]any:
		return doc.objectFault(s, v, at)
	}
	return ""
}

func (doc *schemaDocument) objectFault(s map[string]any, v map[string]any, at string) string {
	properties, _ := s["properties"].(map[string]any)
	required, _ := s["required"].([]any)
	for _, name := range required {
		if _, there := v[name.(string)]; !there {
			return fmt.Sprintf("%s has no %s", at, name)
		}
	}
	for name, value := range v {
		p, known := properties[name].(map[string]any)
		if !known && s["additionalProperties"] == false {
			return fmt.Sprintf("%s has %s, which the document does not know", at, name)
		}
		if fault := doc.fault(p, value, at+"."+name); fault != "" {
			return fault
		}
	}
	return ""
}

func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case json.Number:
		return "integer"
	case []any:
		return "array"
	}
	return "object"
}

func isType(said any, kind string) bool {
	if list, ok := said.([]any); ok {
		return slices.Contains(list, any(kind))
	}
	return said == kind
}

// TestTheCheckOfAnswersSeesFaults breaks an answer in each way once.
func TestTheCheckOfAnswersSeesFaults(t *testing.T) {
	doc, err := readDocument()
	if err != nil {
		t.Fatal(err)
	}
	s := map[string]any{"$ref": "#/components/schemas/Job"}
	good := `{"id":"job_1","client_id":"acc_1","format":"project","title":"a","description":"b","category":"c","budget_amount":1,"currency":"JPY","due_on":null,"state":"open","created_at":"2026-11-24T01:00:00Z"}`
	for what, body := range map[string]string{
		"":                      good,
		"another field":         strings.Replace(good, `{`, `{"extra":1,`, 1),
		"a missing field":       strings.Replace(good, `"title":"a",`, ``, 1),
		"a wrong type":          strings.Replace(good, `"budget_amount":1`, `"budget_amount":"1"`, 1),
		"null where none is":    strings.Replace(good, `"title":"a"`, `"title":null`, 1),
		"a word not in the set": strings.Replace(good, `"open"`, `"ajar"`, 1),
	} {
		var v any
		d := json.NewDecoder(strings.NewReader(body))
		d.UseNumber()
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		if fault := doc.fault(s, v, "body"); (fault == "") != (what == "") {
			t.Errorf("%s: %q", what, fault)
		}
	}
}
