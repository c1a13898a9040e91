package pgtest

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
)

// house is the one server that the tests of a test binary share.
type house struct {
	sync.Mutex
	options Options
	asked   bool
	server  *Server
	err     error
}

var shared house

// Main runs a package's tests and then stops the server that they shared:
//
//	func TestMain(m *testing.M) { pgtest.Main(m) }
//
// Options, of which there may be one, are for that server.
func Main(m *testing.M, options ...Options) { os.Exit(Run(m, options...)) }

// Run is Main for a package that has more to clear away: it gives the code to
// exit with.
func Run(m *testing.M, options ...Options) (code int) {
	if len(options) > 0 {
		shared.options = options[0]
	}
	code = m.Run()
	if err := shared.stop(); err != nil {
		fmt.Fprintln(os.Stderr, "pgtest: stop the shared PostgreSQL:", err)
		code = max(code, 1)
	}
	return code
}

// ForTest is the server that all tests of this test binary share, started at the
// first call; Main stops it. Where no PostgreSQL is installed the test is skipped,
// loudly, and fails if CI=true or AZUKARI_REQUIRE_PG=1.
func ForTest(t testing.TB) *Server {
	t.Helper()
	return shared.forTest(t, os.Stderr, func(o Options) (*Server, error) { return StartWith("", o) })
}

func (h *house) forTest(t testing.TB, loud io.Writer, start func(Options) (*Server, error)) *Server {
	t.Helper()
	h.Lock()
	defer h.Unlock()
	first := !h.asked
	if first {
		h.asked = true
		h.server, h.err = start(h.options)
	}
	if h.err == nil {
		return h.server
	}
	if required() || !errors.Is(h.err, ErrNotInstalled) {
		t.Fatalf("PostgreSQL tests of %s cannot run: %v", testedPackage(), h.err)
	}
	text := fmt.Sprintf("PostgreSQL tests of %s NOT run: %v", testedPackage(), h.err)
	if first {
		fmt.Fprintln(loud, text)
	}
	t.Skip(text)
	return nil
}

func (h *house) stop() error {
	h.Lock()
	defer h.Unlock()
	if h.server == nil {
		return nil
	}
	return h.server.Stop()
}

func required() bool { return os.Getenv("CI") == "true" || os.Getenv("AZUKARI_REQUIRE_PG") == "1" }

// testedPackage is the import path of the package whose tests run.
func testedPackage() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Path == "" {
		return os.Args[0]
	}
	return strings.TrimSuffix(info.Path, ".test")
}
