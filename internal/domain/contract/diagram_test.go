package contract

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"azukari/internal/base/lifecycle"
)

var update = flag.Bool("update", false, "write docs/generated anew")

// TestDiagramsAreCurrent draws the machines from their tables and compares with
// what is committed; with -update it writes them.
func TestDiagramsAreCurrent(t *testing.T) {
	var b strings.Builder
	b.WriteString("<!-- Generated from the tables by `go test ./internal/domain/contract -update`; do not edit. -->\n# State machines\n")
	for _, m := range []*lifecycle.Machine{Machine, TerminationMachine, NudgeMachine} {
		fmt.Fprintf(&b, "\n## %s, version %d\n\n```mermaid\n%s```\n\n%s", m.Name, m.Version, m.Mermaid(), m.Markdown())
	}
	path := filepath.Join("..", "..", "..", "docs", "generated", "machines.md")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(path)
	if err != nil || string(committed) != b.String() {
		t.Errorf("docs/generated/machines.md is not what the tables say (%v); run with -update", err)
	}
}
