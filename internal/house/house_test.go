package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// wings from the top; a room may know its own wing, by the list below, and every
// wing beneath it.
var wings = []string{"cmd", "internal/bench", "internal/simulate", "internal/demo", "internal/server", "internal/document", "internal/engine", "internal/store", "internal/domain", "internal/base"}

// arrows inside a wing: who may know whom.
var arrows = map[string][]string{
	"internal/server":          {"internal/server/api", "internal/server/auth", "internal/server/web"},
	"internal/server/auth":     {},
	"internal/server/api":      {"internal/server/auth"},
	"internal/server/web":      {"internal/server/auth", "internal/server/web/view"},
	"internal/server/web/view": {},

	"internal/engine":          {"internal/engine/cashier", "internal/engine/clock", "internal/engine/deadline", "internal/engine/gateway", "internal/engine/live", "internal/engine/mail", "internal/engine/outbox", "internal/engine/transact"},
	"internal/engine/cashier":  {"internal/engine/gateway", "internal/engine/transact"},
	"internal/engine/deadline": {"internal/engine/clock", "internal/engine/transact"},
	"internal/engine/gateway":  {"internal/engine/clock"},
	"internal/engine/outbox":   {"internal/engine/clock", "internal/engine/mail", "internal/engine/transact"},
	"internal/engine/transact": {"internal/engine/clock"},

	"internal/store/archive":   {"internal/store", "internal/store/blob"},
	"internal/store/blob":      {},
	"internal/store/memory":    {"internal/store"},
	"internal/store/sqlstore":  {"internal/store"},
	"internal/store/storetest": {"internal/store"},
	"internal/store/sqltest":   {"internal/store/pgtest", "internal/store/sqlstore"},

	"internal/domain/contest":   {"internal/domain/contract", "internal/domain/event", "internal/domain/job", "internal/domain/ledger", "internal/domain/policy"},                                                                                                                                       // a won prize becomes a contract
	"internal/domain/contract":  {"internal/domain/event", "internal/domain/job", "internal/domain/ledger", "internal/domain/policy"},                                                                                                                                                                   // forms from an accepted offer, moves money, by the numbers
	"internal/domain/ledger":    {"internal/domain/policy"},                                                                                                                                                                                                                                             // the fee's schedule
	"internal/domain/charter":   {"internal/domain/event", "internal/domain/job", "internal/domain/policy"},                                                                                                                                                                                             // how a house is set: its numbers, the formats it takes
	"internal/domain/event":     {"internal/domain/policy"},                                                                                                                                                                                                                                             // an occasion knows the numbers in force
	"internal/domain/attention": {"internal/domain/event", "internal/domain/todo"},                                                                                                                                                                                                                      // what waits for whom
	"internal/domain/notice":    {"internal/domain/account", "internal/domain/attention", "internal/domain/contest", "internal/domain/contract", "internal/domain/event", "internal/domain/job", "internal/domain/outside", "internal/domain/payout", "internal/domain/report", "internal/domain/task"}, // tells of them, as people want to be told
	"internal/domain/outside":   {"internal/domain/contract", "internal/domain/event"},                                                                                                                                                                                                                  // a request on a contract, told on its chain
	"internal/domain/todo":      {"internal/domain/contest", "internal/domain/contract", "internal/domain/event", "internal/domain/job", "internal/domain/message", "internal/domain/outside", "internal/domain/task"},                                                                                  // what waits in each of them
	"internal/domain/payout":    {"internal/domain/bank", "internal/domain/event", "internal/domain/ledger", "internal/domain/policy"},                                                                                                                                                                  // to where, out of which account, by the numbers
	"internal/domain/task":      {"internal/domain/contract", "internal/domain/event", "internal/domain/job", "internal/domain/ledger", "internal/domain/policy"},
	"internal/domain/rating":    {"internal/domain/contract", "internal/domain/policy"}, // of an ended contract, by its numbers
	"internal/domain/report":    {"internal/domain/event", "internal/domain/policy"},
	"internal/domain/receipt":   {"internal/domain/contract", "internal/domain/event"}, // of a payment that is ordered

	"internal/base/words":     {"internal/base/calendar", "internal/base/money"},
	"internal/base/id":        {"internal/base/calendar"},
	"internal/base/refusal":   {"internal/base/calendar"},
	"internal/base/lifecycle": {},
}

// onlyFor lists rooms that few may know.
var onlyFor = map[string][]string{
	"internal/store/sqlstore": {"cmd/azukari", "internal/bench", "internal/simulate", "internal/store/sqltest"},
	"internal/store/memory":   {},
	"internal/store/pgtest":   {"cmd/azukari", "internal/bench", "internal/store/sqltest", "internal/store/storetest"},
}

// A file of the house, outside tests.
type file struct {
	room string
	path string
	ast  *ast.File
}

func TestRoomsKnowOnlyWhatTheyMay(t *testing.T) {
	for _, f := range files(t) {
		for _, spec := range f.ast.Imports {
			to, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), "azukari/")
			if !ours || to == f.room {
				continue
			}
			from, below := wing(f.room), wing(to)
			switch {
			case from < 0:
				t.Errorf("%s belongs to no wing", f.path)
			case below < from:
				t.Errorf("%s: %s looks up to %s", f.path, f.room, to)
			case below == from && !slices.Contains(arrows[f.room], to):
				t.Errorf("%s: no arrow leads from %s to %s", f.path, f.room, to)
			}
			if few, kept := onlyFor[to]; kept && !slices.Contains(few, f.room) {
				t.Errorf("%s: %s is not for %s", f.path, to, f.room)
			}
		}
	}
}

// TestTimeIsReadInOnePlace holds rule R0.7: everything else is handed an
// instant.
func TestTimeIsReadInOnePlace(t *testing.T) {
	for _, f := range files(t) {
		if f.room == "internal/engine/clock" {
			continue
		}
		for _, use := range uses(f.ast, "time") {
			if slices.Contains([]string{"Now", "Since", "Until", "AfterFunc"}, use) {
				t.Errorf("%s calls time.%s", f.path, use)
			}
		}
	}
}

// TestMoneyKnowsNoFloatingPoint holds rule R0.4 for every room that decides.
func TestMoneyKnowsNoFloatingPoint(t *testing.T) {
	for _, f := range files(t) {
		calendar := f.room == "internal/base/calendar" // the equinoxes are astronomy, not money
		colour := f.room == "internal/base/colour"     // and contrast is optics
		if calendar || colour || !strings.HasPrefix(f.room, "internal/base") && !strings.HasPrefix(f.room, "internal/domain") {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if name, ok := n.(*ast.Ident); ok && strings.HasPrefix(name.Name, "float") {
				t.Errorf("%s uses %s", f.path, name.Name)
			}
			return true
		})
	}
}

// TestEveryRoomSaysWhatItIs asks for a package comment.
func TestEveryRoomSaysWhatItIs(t *testing.T) {
	said := map[string]bool{}
	for _, f := range files(t) {
		said[f.room] = said[f.room] || f.ast.Doc != nil
	}
	for room, ok := range said {
		if !ok {
			t.Errorf("%s has no package comment", room)
		}
	}
}

func wing(room string) int {
	return slices.IndexFunc(wings, func(w string) bool { return room == w || strings.HasPrefix(room, w+"/") })
}

// uses lists what a file takes from a package, under its own name.
func uses(f *ast.File, pkg string) (names []string) {
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == pkg && x.Obj == nil {
				names = append(names, sel.Sel.Name)
			}
		}
		return true
	})
	return names
}

func files(t *testing.T) (all []file) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return err
		}
		rel := filepath.ToSlash(strings.TrimPrefix(p, root+string(filepath.Separator)))
		if !strings.HasPrefix(rel, "cmd/") && !strings.HasPrefix(rel, "internal/") || strings.HasPrefix(rel, "internal/house/") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ParseComments)
		all = append(all, file{path.Dir(rel), rel, parsed})
		return err
	})
	if err != nil || len(all) < 20 {
		t.Fatalf("read the house: %d files, %v", len(all), err)
	}
	return all
}
