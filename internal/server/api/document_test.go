package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write docs/generated anew")

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
