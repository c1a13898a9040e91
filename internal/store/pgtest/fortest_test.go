package pgtest

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// witness is a test that remembers how it was ended.
type witness struct {
	testing.TB
	skipped, failed string
}

func (w *witness) Helper() {}

func (w *witness) Skip(args ...any) { w.skipped = fmt.Sprint(args...); runtime.Goexit() }

func (w *witness) Fatalf(format string, args ...any) {
	w.failed = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

func askFor(h *house, loud *strings.Builder, err error) *witness {
	w := &witness{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		h.forTest(w, loud, func(Options) (*Server, error) { return nil, err })
	}()
	<-done
	return w
}

func TestMissingServerSkipsLoudlyOnce(t *testing.T) {
	t.Setenv("CI", "")
	t.Setenv("AZUKARI_REQUIRE_PG", "")
	h, loud := &house{}, &strings.Builder{}
	for range 2 {
		w := askFor(h, loud, fmt.Errorf("%w: install one", ErrNotInstalled))
		if w.failed != "" || !strings.HasPrefix(w.skipped, "PostgreSQL tests of azukari/internal/store/pgtest NOT run: ") {
			t.Errorf("skipped %q, failed %q", w.skipped, w.failed)
		}
	}
	if strings.Count(loud.String(), "NOT run") != 1 {
		t.Errorf("said %q", loud)
	}
}

func TestMissingServerFailsWhereItIsRequired(t *testing.T) {
	for _, env := range []string{"CI=true", "AZUKARI_REQUIRE_PG=1"} {
		t.Run(env, func(t *testing.T) {
			t.Setenv("CI", "")
			t.Setenv("AZUKARI_REQUIRE_PG", "")
			name, value, _ := strings.Cut(env, "=")
			t.Setenv(name, value)
			w := askFor(&house{}, &strings.Builder{}, fmt.Errorf("%w: install one", ErrNotInstalled))
			if w.skipped != "" || !strings.Contains(w.failed, "install one") {
				t.Errorf("skipped %q, failed %q", w.skipped, w.failed)
			}
		})
	}
}

func TestServerThatDoesNotStartIsNeverSkipped(t *testing.T) {
	t.Setenv("CI", "")
	t.Setenv("AZUKARI_REQUIRE_PG", "")
	if w := askFor(&house{}, &strings.Builder{}, errors.New("disk full")); !strings.Contains(w.failed, "disk full") {
		t.Errorf("skipped %q, failed %q", w.skipped, w.failed)
	}
}
