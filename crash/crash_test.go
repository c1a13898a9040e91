// Package crash kills the house and breaks what it stands on, and then asks its
// customers. Clients write down in a book of their own what they were told was
// done; whatever happens meanwhile (kill -9, a power cut, a disk that fails or
// is full, a database that goes away, a primary that dies, a node that stops in
// the middle of its work), afterwards everything in the book is there, whole and
// once, and what nobody was told of is there whole or not at all. The program is
// run as its users run it. docs/crashes.md says how to try more of each.
package crash

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"azukari/internal/store/pgtest"
)

// How much of each is tried. CI tries more, see .ci/run.
var (
	kills     = flag.Int("kills", 25, "kill -9 under load, on SQLite; a tenth of it on PostgreSQL")
	cuts      = flag.Int("cuts", 200, "power cuts")
	databases = flag.Int("databases", 25, "times that the database goes away around a commit")
	stops     = flag.Int("stops", 1, "nodes that are stopped (SIGSTOP) while they hold work")
	deadlines = flag.Int("deadlines", 300, "deadlines and reminders that five nodes look for, of which some are killed or stopped")
	soak      = flag.Duration("soak", 5*time.Second, "how long the house lives at 60 % of what it can do")
	calls     = flag.Int("calls", 6, "system calls that fail, each in the middle of what somebody does")
	every     = flag.Bool("every", false, "let every such call fail")
	failovers = flag.Int("failovers", 1, "primaries that die")
	seed      = flag.Uint64("seed", 0, "of everything that is left to chance; 0: another one each time")
)

// patience bounds every wait for a program.
const patience = time.Minute

func TestMain(m *testing.M) {
	flag.Parse()
	if *seed == 0 {
		*seed = rand.Uint64()
	}
	code := 1
	defer func() { os.Exit(code) }()
	defer os.RemoveAll(workshop)
	code = pgtest.Run(m)
}

// chance is a source of what is left to chance, its own for each name.
func chance(t *testing.T, nth int) *rand.Rand {
	t.Helper()
	t.Logf("-seed %d", *seed)
	return rand.New(rand.NewPCG(*seed, uint64(nth)))
}

var (
	workshop string // where the programs are built
	building sync.Mutex
	built    = map[string]string{}
)

// inWorkshop is the directory where programs are built.
func inWorkshop(t *testing.T) string {
	t.Helper()
	building.Lock()
	defer building.Unlock()
	if workshop == "" {
		var err error
		if workshop, err = os.MkdirTemp("", "azukari-crash-"); err != nil {
			t.Fatal(err)
		}
	}
	return workshop
}

// build makes the program, once for each overlay: JSON that replaces files of
// the source, "" for none.
func build(t *testing.T, overlay string) string {
	t.Helper()
	dir := inWorkshop(t)
	building.Lock()
	defer building.Unlock()
	if program, ok := built[overlay]; ok {
		return program
	}
	program := filepath.Join(dir, fmt.Sprintf("azukari-%d", len(built)))
	args := []string{"build", "-ldflags=-w", "-o", program}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	if out, err := exec.Command("go", append(args, "../cmd/azukari")...).CombinedOutput(); err != nil {
		t.Fatalf("build the program: %v\n%s", err, out)
	}
	built[overlay] = program
	return program
}
