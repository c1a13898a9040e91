package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// start is a server of this test's own.
func start(t *testing.T, options Options) *Server {
	t.Helper()
	ForTest(t) // skips where there is none
	s, err := StartWith("", options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, s) })
	return s
}

func stop(t *testing.T, s *Server) {
	t.Helper()
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}

func fresh(t *testing.T, s *Server, template string) string {
	t.Helper()
	url, err := s.NewDatabaseFrom(t.Context(), template)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Drop(context.Background(), url); err != nil {
			t.Error(err)
		}
	})
	return url
}

var templates atomic.Int64

// nextTemplate is a name that no run of a test has used, and a hard one to quote.
func nextTemplate() string { return fmt.Sprintf(`migrated's "%d"`, templates.Add(1)) }

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close(context.Background()) }) // the server may be gone by then
	return c
}

func do(t *testing.T, url, statement string) {
	t.Helper()
	c := connect(t, url)
	if _, err := c.Exec(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func ask[T any](t *testing.T, url, query string) (answer T) {
	t.Helper()
	c := connect(t, url)
	if err := c.QueryRow(t.Context(), query).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	return answer
}

// gone fails unless none of the paths is there.
func gone(t *testing.T, paths ...string) {
	t.Helper()
	for _, path := range paths {
		if !absent(path) {
			t.Errorf("%s is still there", path)
		}
	}
}

func absent(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// eventually fails if what is awaited of another process has not come in time.
func eventually(t *testing.T, what string, happened func() bool) {
	t.Helper()
	enough := time.NewTimer(10 * time.Second)
	defer enough.Stop()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for !happened() {
		select {
		case <-enough.C:
			t.Fatalf("waited in vain: %s", what)
		case <-look.C:
		}
	}
}

// alive is whether the process runs; a dead one that its new parent has not yet
// asked about does not.
func alive(pid int) bool {
	if stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)); err == nil {
		_, rest, _ := strings.Cut(string(stat), ") ")
		return !strings.HasPrefix(rest, "Z")
	}
	return syscall.Kill(pid, 0) == nil
}
