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
	var tables strings.Builder
	tables.WriteString("<!-- Generated from the tables by `go test ./internal/domain/contract -update`; do not edit. -->\n# State machines\n")
	for _, m := range []*lifecycle.Machine{Machine, TerminationMachine, NudgeMachine, ChangeMachine} {
		fmt.Fprintf(&tables, "\n## %s, version %d\n\n```mermaid\n%s```\n\n%s", m.Name, m.Version, m.Mermaid(), m.Markdown())
	}
	root := filepath.Join("..", "..", "..")
	current(t, filepath.Join(root, "docs", "generated", "machines.md"), func(string) string { return tables.String() })
	current(t, filepath.Join(root, "README.md"), func(committed string) string {
		before, rest, _ := strings.Cut(committed, "<!-- machines")
		mark, rest, _ := strings.Cut(rest, "\n")
		_, after, found := strings.Cut(rest, "<!-- end of the machines")
		if !found {
			t.Fatal("README.md has lost its marks around the machines")
		}
		return before + "<!-- machines" + mark + "\n```mermaid\n" + Machine.Mermaid() + "```\n<!-- end of the machines" + after
	})
}

// current compares a file with what draw makes of it, and with -update writes it.
func current(t *testing.T, path string, draw func(committed string) string) {
	t.Helper()
	committed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	drawn := draw(string(committed))
	if *update {
		if err := os.WriteFile(path, []byte(drawn), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if drawn != string(committed) {
		t.Errorf("%s is not what the tables say; run with -update", path)
	}
}
