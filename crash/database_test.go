package crash

import (
	"context"
	"net/http"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"azukari/internal/store/pgtest"
)

// TestTheDatabaseGoesAway cuts the line to PostgreSQL before, within and just
// after a commit, and ends the server's side of it in the middle, under load:
// who gives a command is told that it is not known whether it was done, or gets
// the right answer, never a fault; the same key then finds out.
func TestTheDatabaseGoesAway(t *testing.T) {
	t.Parallel()
	program, random := build(t, ""), chance(t, 3)
	database, err := pgtest.ForTest(t).NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p := startProxy(t, database)
	data := filepath.Join(t.TempDir(), "data")
	h := open(t, program, "serve", "--sandbox", "--log-level=info", "--data="+data, "--db="+p.url)
	c := gather(t, h, lives)
	direct, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer direct.Close(context.Background())
	sessions := func() (n int) {
		if err := direct.QueryRow(t.Context(), "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	goroutines := func() int {
		_, text := h.status("/metrics")
		n, err := strconv.Atoi(goroutinesLine.FindStringSubmatch(text)[1])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}

	ctx, stop := context.WithCancel(t.Context())
	wait := c.persistent(ctx, h)
	time.Sleep(200 * time.Millisecond) // until it runs
	before := goroutines()
	counted := map[string]int{}
	for range *databases {
		switch when := moment(random.IntN(4)); when {
		case nowhere:
			if _, err := direct.Exec(t.Context(), "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'"); err != nil {
				t.Fatal(err)
			}
			counted["terminated"]++
		default:
			select {
			case <-p.arm(when):
			case <-time.After(patience):
				t.Fatalf("no commit came by: %s", h.said())
			}
			counted[map[moment]string{beforeCommit: "before", withinCommit: "within", afterCommit: "after"}[when]]++
		}
		if t.Failed() {
			t.FailNow()
		}
		time.Sleep(time.Duration(random.IntN(20)) * time.Millisecond) // the moment of the next one
	}
	time.Sleep(200 * time.Millisecond) // until it runs again
	if now := goroutines(); now > before+30 {
		t.Errorf("%d goroutines, %d before", now, before)
	}
	if n := sessions(); n > 12 {
		t.Errorf("%d sessions are open", n)
	}

	// Away for longer: gone, and then there but silent.
	for _, silent := range []bool{false, true} {
		gone := time.Now()
		p.set(!silent, silent)
		h.until(t, "/readyz", http.StatusServiceUnavailable)
		unready := time.Since(gone)
		back := time.Now()
		p.set(false, false)
		h.until(t, "/readyz", http.StatusOK)
		t.Logf("silent: %v; not ready after %v, ready %v after it was back", silent, unready.Round(time.Millisecond), time.Since(back).Round(time.Millisecond))
		if unready > 3*time.Second || time.Since(back) > 5*time.Second {
			t.Errorf("silent: %v; not ready only after %v, ready again %v after it was back", silent, unready, time.Since(back))
		}
	}
	stop()
	wait()
	c.ends(h, database)
	examine(t, program, "--data="+data, "--db="+database)
	t.Logf("the database went away %d times %v; %s", *databases, counted, c.tally())
	if c.replays.Load() < int64(counted["after"]) {
		t.Errorf("%d commits whose answer was lost, and only %d of what was sent again had been done", counted["after"], c.replays.Load())
	}
}

var goroutinesLine = regexp.MustCompile(`(?m)^go_goroutines (\d+)$`)

// persistent lets every life live, and send again what it is told to, until the
// context ends.
func (c *crowd) persistent(ctx context.Context, h *house) (wait func()) {
	return c.persistentMay(ctx, h, waits)
}

func (c *crowd) persistentMay(ctx context.Context, h *house, may func(status int) bool) (wait func()) {
	done := make(chan struct{}, len(c.lives))
	for _, l := range c.lives {
		go func() {
			defer func() { done <- struct{}{} }()
			for ctx.Err() == nil && !c.t.Failed() {
				if !c.once(context.WithoutCancel(ctx), h, l, may) {
					time.Sleep(5 * time.Millisecond) // before it is sent again
				}
			}
		}()
	}
	return func() {
		for range c.lives {
			<-done
		}
	}
}

// until waits for an answer.
func (h *house) until(t *testing.T, path string, wanted int) {
	t.Helper()
	end := time.Now().Add(patience)
	for {
		code, text := h.status(path)
		if code == wanted {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%s: %d %s", path, code, text)
		}
		time.Sleep(5 * time.Millisecond)
	}
}
