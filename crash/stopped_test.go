package crash

import (
	"context"
	"net/http"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
	"azukari/internal/store/pgtest"
	"azukari/internal/store/sqlstore"
)

// takeover is how soon the other nodes have done what a stopped one held.
const takeover = 30 * time.Second

// TestANodeStops stops one of two nodes (SIGSTOP) while it holds rows of the
// database, commands, letters and deadlines, and lets it go on when the other one
// has done what was to be done: within half a minute, and what the first one then
// still has in its hands changes nothing. All deadlines are due at once in the
// moment before it is stopped.
func TestANodeStops(t *testing.T) {
	t.Parallel()
	program, random := mailing(t), chance(t, 6)
	url, err := pgtest.ForTest(t).NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	data, post := filepath.Join(t.TempDir(), "data"), openOffice(t)
	line := []string{program, "serve", "--sandbox", "--log-level=info", "--data=" + data, "--db=" + url, "--smtp=" + post.url}
	one, other := open(t, line...), open(t, line...)
	c := gather(t, one, lives)
	c.clocked(one, 0)
	kept := openedPostgres(t, url)
	asked := map[*life]int{}
	halts := 0
	for round := range *stops {
		ctx, leave := context.WithCancel(t.Context())
		wait := c.all(ctx, waits, one, other)
		time.Sleep(time.Duration(500+random.IntN(500)) * time.Millisecond) // until there are contracts
		ask(t, url, "update sandbox set now = now + 20::bigint * 3600 * 1000000")
		held := 0
		for tries := 0; held == 0; tries++ {
			if tries == 300 || t.Failed() {
				t.Fatal("the node holds no rows, however often it is stopped")
			}
			time.Sleep(time.Duration(random.IntN(30)) * time.Millisecond) // the moment of the stop
			one.signal(syscall.SIGSTOP)
			halts++
			time.Sleep(300 * time.Millisecond) // what runs in the other one is over
			if held = holding(t, url); held == 0 {
				one.signal(syscall.SIGCONT)
			}
		}
		stopped := time.Now()
		leave() // the customers of the stopped one walk away
		wait()
		open := 0
		for _, l := range c.lives {
			if l.open != nil {
				open++
			}
		}
		c.settle(other)
		settled := time.Since(stopped)
		due := len(owed(t, kept))
		until(t, "the other node takes what is due", func() bool { return len(owed(t, kept)) == 0 })
		taken := time.Since(stopped)
		ask(t, url, "update sandbox set now = now + 11::bigint * 60 * 1000000") // the claims of the stopped one end
		until(t, "the other node sends what the first one had claimed", func() bool { return len(queued(t, kept)) == 0 })
		sent := time.Since(stopped)
		if sent > takeover {
			t.Errorf("the other node took over only after %v, %v and %v", settled, taken, sent)
		}
		one.signal(syscall.SIGCONT)
		one.until(t, "/readyz", http.StatusOK)
		c.proved(one, asked)
		c.whole(one)
		t.Logf("stop %d: %d transactions were held, %d commands open, %d things due; answered after %v, deadlines taken after %v, letters sent after %v",
			round+1, held, open, due, settled.Round(time.Millisecond), taken.Round(time.Millisecond), sent.Round(time.Millisecond))
		if t.Failed() {
			t.Fatalf("%s\n%s", one.said(), other.said())
		}
	}
	c.hand.at = clockOf(t, kept)
	c.paid(one)
	c.elapse(one)
	one.stop()
	other.stop()
	comparePostgres(t, c, url)
	// Whenever the clock moves, what a node has just claimed may be another's: two moves
	// for each stop, under the hands of both, and those of the month behind.
	c.posted(post, kept, 4*halts+int(c.hand.moves.Load()))
	examine(t, program, "--data="+data, "--db="+url)
	t.Logf("%d stops with rows held; %s", *stops, c.tally())
}

// TestANodeStopsInTheMiddleOfASentence is a node that stops while it says what it
// wants, and another one that stops while it is told what it asked for: their
// transactions are idle in nobody's eyes.
func TestANodeStopsInTheMiddleOfASentence(t *testing.T) {
	t.Parallel()
	program := build(t, "")
	url, err := pgtest.ForTest(t).NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h := open(t, program, "serve", "--sandbox", "--log-level=info", "--data="+filepath.Join(t.TempDir(), "data"), "--db="+url)
	c := gather(t, h, lives)
	for what, lock := range map[string]struct {
		rows string
		rest string
	}{
		"saying":  {"select id from ledger_accounts order by id for no key update", ""},
		"hearing": {"select id from accounts order by id for no key update", "select repeat('x', 1000) from generate_series(1, 100000)"},
	} {
		conn, err := pgx.Connect(t.Context(), url+"&application_name=azukari%20writer&idle_in_transaction_session_timeout=10s")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close(context.Background()) }) // it was ended
		speech := conn.PgConn().StartPipeline(context.Background())
		for _, sentence := range []string{"begin", lock.rows, lock.rest} {
			speech.SendQueryParams(sentence, nil, nil, nil, nil)
		}
		speech.SendFlushRequest()
		if err := speech.Flush(); err != nil { // and no word that this was all
			t.Fatalf("%s: %v", what, err)
		}
	}
	begun := time.Now()
	until(t, "two transactions wait for those who began them", func() bool { return holding(t, url) == 2 })
	ctx, leave := context.WithTimeout(t.Context(), time.Second)
	wait := c.all(ctx, waits, h)
	wait()
	leave()
	c.settle(h)
	took := time.Since(begun)
	if n := holding(t, url); n > 0 || c.retries.Load() == 0 || took > takeover {
		t.Errorf("%d transactions are still open; answered %v after the stop; %s", n, took, c.tally())
	}
	t.Logf("answered %v after two sessions had stopped in the middle of a sentence; %s", took.Round(time.Millisecond), c.tally())
	h.stop()
	comparePostgres(t, c, url)
}

func (h *house) signal(s syscall.Signal) {
	h.t.Helper()
	if err := syscall.Kill(h.pid, s); err != nil {
		h.t.Fatal(err)
	}
}

// holding is how many transactions have waited for their node for a while.
func holding(t *testing.T, url string) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	const wait = "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'azukari writer'" +
		" and wait_event_type = 'Client' and xact_start < now() - interval '250 milliseconds'"
	if err := conn.QueryRow(t.Context(), wait).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// owed is what the clock owes, and queued what the outbox should have sent.
func owed(t *testing.T, s *sqlstore.Store) []store.Due {
	t.Helper()
	due, err := s.Due(t.Context(), 0, clockOf(t, s), 1_000)
	if err != nil {
		t.Fatal(err)
	}
	return due
}

func queued(t *testing.T, s *sqlstore.Store) []notice.Notice {
	t.Helper()
	mail, err := s.QueuedMail(t.Context(), clockOf(t, s), 1_000)
	if err != nil {
		t.Fatal(err)
	}
	return mail
}

func clockOf(t *testing.T, s *sqlstore.Store) calendar.Instant {
	t.Helper()
	now, err := s.Clock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return now
}
