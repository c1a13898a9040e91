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

// A pair is a primary whose commits a standby confirms, and the house's --db that
// knows both and finds the one that can be written to.
type pair struct {
	t                *testing.T
	primary, standby *pgtest.Server
	name             string // of the database
	db               string
}

func openPair(t *testing.T) *pair {
	t.Helper()
	if _, err := pgtest.Find(); err != nil {
		pgtest.ForTest(t) // which says so, and fails where it must not be missing
	}
	primary, err := pgtest.StartWith("", pgtest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = primary.Stop() }) // it may have been killed
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
	return &pair{t, primary, standby, name, "postgres:///" + name + "?" + both.Encode()}
}

// promote lets the standby take over, and answers when it was told to.
func (p *pair) promote() time.Time {
	p.t.Helper()
	until(p.t, "it is promoted", func() bool { // it may let nobody in, or refuse a question, while it still recovers
		conn, err := pgx.Connect(p.t.Context(), p.standby.URL(p.name))
		if err != nil {
			return false
		}
		defer conn.Close(context.Background())
		_, err = conn.Exec(p.t.Context(), "select pg_promote()")
		return err == nil
	})
	return time.Now()
}

// How soon writing goes on after a promotion: a server that is gone is noticed at
// once; of one that stands still a node waits for an answer for 4 s, and then to be
// let in for 2 s more, on whichever line it tries.
const (
	shortGap = 5 * time.Second
	longGap  = 15 * time.Second
)

// TestFailover kills a primary under load and promotes its standby; nothing that
// was acknowledged is missing there. Or the primary is at a standstill when the
// standby is promoted, comes back, and takes itself for the primary: no house that
// has written to the new one goes back to it.
func TestFailover(t *testing.T) {
	t.Parallel()
	program := build(t, "")
	for _, comesBack := range []bool{false, true} {
		for nth := range *failovers {
			p := openPair(t)
			h := open(t, program, "serve", "--sandbox", "--log-level=info", "--data="+filepath.Join(t.TempDir(), "data"), "--db="+p.db)
			c := gather(t, h, lives)
			ctx, stop := context.WithCancel(t.Context())
			wait := c.persistent(ctx, h)
			until(t, "it runs", func() bool { return c.acks.Load() > 200 || t.Failed() })
			how, most := syscall.SIGKILL, shortGap
			if comesBack {
				how, most = syscall.SIGSTOP, longGap
			}
			signalAll(t, p.primary.PID(), how)
			before := c.acks.Load()
			h.until(t, "/readyz", 503)
			promoted := p.promote()
			until(t, "writing goes on", func() bool { return c.acks.Load() > before+100 || t.Failed() })
			gap := time.Since(promoted)
			if comesBack {
				signalAll(t, p.primary.PID(), syscall.SIGCONT)
				until(t, "nobody asks the old one any more", func() bool { return p.number(askers) == 0 })
				more := c.acks.Load()
				until(t, "writing still goes on", func() bool { return c.acks.Load() > more+500 || t.Failed() })
			}
			stop()
			wait()
			c.ends(h, p.standby.URL(p.name))
			t.Logf("failover %d (the primary comes back: %v): %d acknowledged before, writing went on %v after the promotion; %s",
				nth+1, comesBack, before, gap.Round(time.Millisecond), c.tally())
			if gap > most {
				t.Errorf("writing went on only after %v", gap)
			}
		}
	}
}

// TestACancelledWaitIsNoConfirmation takes the standby away and cancels the waits
// for it: the server then answers as if all were well, with no more than a warning.
// When the primary dies and the standby is promoted, nothing is missing there that
// a customer was told of.
func TestACancelledWaitIsNoConfirmation(t *testing.T) {
	t.Parallel()
	program, p := build(t, ""), openPair(t)
	h := open(t, program, "serve", "--sandbox", "--log-level=info", "--data="+filepath.Join(t.TempDir(), "data"), "--db="+p.db)
	c := gather(t, h, lives)
	ctx, stop := context.WithCancel(t.Context())
	wait := c.persistent(ctx, h)
	until(t, "it runs", func() bool { return c.acks.Load() > 200 || t.Failed() })
	receiver := p.receiver()
	signalAll(t, p.standby.PID(), syscall.SIGSTOP)
	if err := syscall.Kill(receiver, syscall.SIGKILL); err != nil { // or it would take what is on its way
		t.Fatal(err)
	}
	cancelled := 0
	until(t, "waits are cancelled", func() bool { cancelled += p.cancelWaits(); return cancelled > 20 || t.Failed() })
	before := c.acks.Load()
	signalAll(t, p.primary.PID(), syscall.SIGKILL)
	signalAll(t, p.standby.PID(), syscall.SIGCONT)
	p.promote()
	until(t, "writing goes on", func() bool { return c.acks.Load() > before+100 || t.Failed() })
	stop()
	wait()
	c.ends(h, p.standby.URL(p.name))
	t.Logf("%d waits for the standby were cancelled; %d acknowledged until then; %s", cancelled, before, c.tally())
}

// receiver is the standby's process that takes what the primary has written.
func (p *pair) receiver() (pid int) {
	p.t.Helper()
	conn, err := pgx.Connect(p.t.Context(), p.standby.URL(p.name))
	if err != nil {
		p.t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(p.t.Context(), "select pid from pg_stat_wal_receiver").Scan(&pid); err != nil {
		p.t.Fatal(err)
	}
	return pid
}

// cancelWaits cancels the commits that wait for the standby, and counts them.
func (p *pair) cancelWaits() (n int) {
	p.t.Helper()
	return p.number("select count(pg_cancel_backend(pid)) from pg_stat_activity where datname = current_database() and wait_event = 'SyncRep'")
}

// number asks the primary.
func (p *pair) number(query string) (n int) {
	p.t.Helper()
	conn, err := pgx.Connect(p.t.Context(), p.primary.URL(p.name))
	if err != nil {
		p.t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(p.t.Context(), query).Scan(&n); err != nil {
		p.t.Fatal(err)
	}
	return n
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

// askers counts the lines on which a house asks or writes. One whose commit waits for
// the standby that is gone stays on the server, though its house has long hung up.
const askers = "select count(*) from pg_stat_activity where application_name in ('azukari', 'azukari writer') and wait_event is distinct from 'SyncRep'"

// signalAll sends a signal to a process of ours and to all its children: SIGKILL as
// a power cut would, SIGSTOP as a machine that stands still.
func signalAll(t *testing.T, pid int, signal syscall.Signal) {
	t.Helper()
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, signal); err != nil {
		t.Fatal(err)
	}
	for _, child := range strings.Fields(string(children)) {
		var id int
		if _, err := fmt.Sscan(child, &id); err != nil {
			t.Fatal(err)
		}
		_ = syscall.Kill(id, signal) // it may have ended with its parent
	}
}
