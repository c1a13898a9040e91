package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/generated anew")

var ofAnswer = regexp.MustCompile(`(?:ans|pay)_[0-9a-z]{10,}`)

// TestEveryExampleWorks sends the bodies that the documentation offers to try.
func TestEveryExampleWorks(t *testing.T) {
	offered := 0
	eachPost(t, func(t *testing.T, h *testHouse, r route, c postCase) {
		body := encode(example(r.path))
		if named := ofAnswer.Find([]byte(c.body)); named != nil { // an id is known when it is there
			body = ofAnswer.ReplaceAll(body, named)
		}
		if a := h.post(c.as, c.path, strings.ReplaceAll(string(body), "acc_…", h.ids["client"])); a.status >= 300 {
			t.Errorf("%s: %d %s", a.what, a.status, a.body)
		}
	})
	for _, r := range table() {
		if _, ok := examples[r.path]; ok {
			offered++
		}
	}
	if offered < len(examples) {
		t.Errorf("%d of %d examples have a route", offered, len(examples))
	}
}

// TestTheDocumentIsCurrent compares the OpenAPI document with what is
// committed; with -update it writes it.
func TestTheDocumentIsCurrent(t *testing.T) {
	document, err := openHouse(t).api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, document, "", "  "); err != nil {
		t.Fatal(err)
	}
	pretty.WriteByte('\n')
	path := filepath.Join("..", "..", "..", "docs", "generated", "openapi.json")
	if *update {
		if err := os.WriteFile(path, pretty.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(committed, pretty.Bytes()) {
		t.Errorf("docs/generated/openapi.json is not what the routes say (%v); run with -update", err)
	}
}
