package crash

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"azukari/internal/store/pgtest"
)

// TestFailover kills a primary under load, whose commits a standby confirms, and
// promotes the standby. The house knows both by its --db and finds the one that
// can be written to; nothing that was acknowledged is missing there.
func TestFailover(t *testing.T) {
	t.Parallel()
	if _, err := pgtest.Find(); err != nil {
		pgtest.ForTest(t) // which says so, and fails where it must not be missing
	}
	program := build(t, "")
	for nth := range *failovers {
		primary, err := pgtest.StartWith("", pgtest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = primary.Stop() }) // it was killed
		database, err := primary.NewDatabase(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		standby, err := pgtest.StartWith("", pgtest.Options{Follows: primary})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := standby.Stop(); err != nil {
				t.Error(err)
			}
		})
		ask(t, database, "alter system set synchronous_standby_names = 'standby'", "select pg_reload_conf()")
		name := strings.TrimPrefix(parsed(t, database).Path, "/")
		both := url.Values{
			"host": {"127.0.0.1,127.0.0.1"}, "port": {parsed(t, database).Port() + "," + parsed(t, standby.URL(name)).Port()},
			"user": {"postgres"}, "sslmode": {"disable"}, "target_session_attrs": {"read-write"},
		}
		data := filepath.Join(t.TempDir(), "data")
		h := open(t, program, "serve", "--sandbox", "--log-level=info", "--data="+data, "--db=postgres:///"+name+"?"+both.Encode())
		c := gather(t, h, lives)
		ctx, stop := context.WithCancel(t.Context())
		wait := c.persistent(ctx, h)
		until(t, "it runs", func() bool { return c.acks.Load() > 200 || t.Failed() })
		killAll(t, primary.PID())
		before := c.acks.Load()
		h.until(t, "/readyz", 503)
		ask(t, standby.URL(name), "select pg_promote()")
		promoted := time.Now()
		until(t, "writing goes on", func() bool { return c.acks.Load() > before+100 || t.Failed() })
		gap := time.Since(promoted)
		stop()
		wait()
		c.settle(h)
		c.proved(h, map[*life]int{})
		c.paid(h)
		h.stop()
		comparePostgres(t, c, standby.URL(name))
		t.Logf("failover %d: %d acknowledged before, writing went on %v after the promotion; %s", nth+1, before, gap.Round(time.Millisecond), c.tally())
		if gap > 5*time.Second {
			t.Errorf("writing went on only after %v", gap)
		}
	}
}

func parsed(t *testing.T, database string) *url.URL {
	t.Helper()
	u, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// ask gives statements to a server.
func ask(t *testing.T, database string, statements ...string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, s := range statements {
		if _, err := conn.Exec(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// killAll kills a process of ours with all its children, as a power cut would.
func killAll(t *testing.T, pid int) {
	t.Helper()
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for _, child := range strings.Fields(string(children)) {
		var id int
		if _, err := fmt.Sscan(child, &id); err != nil {
			t.Fatal(err)
		}
		_ = syscall.Kill(id, syscall.SIGKILL) // it may have ended with its parent
	}
}
