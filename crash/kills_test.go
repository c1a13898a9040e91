package crash

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"azukari/internal/domain/notice"
	"azukari/internal/store"
	"azukari/internal/store/pgtest"
	"azukari/internal/store/sqlstore"
)

// lives is how many clients give commands at once.
const lives = 16

// TestKilledUnderLoad kills the house again and again while its customers give
// it commands and, in every fourth epoch, move its clock, so that deadlines fire
// and letters leave, and opens it again on the same data. After each start the
// whole last round is asked for again by its keys, and what was open is sent again;
// after each epoch all that is kept is compared with the book, what the mail server
// took with what the house says that it sent, and the doctor comes.
func TestKilledUnderLoad(t *testing.T) {
	t.Parallel()
	const epoch = 25 // kills on the same data
	program, moving := build(t, ""), mailingByHours(t)
	for nth := range (*kills + epoch - 1) / epoch {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			random := chance(t, 100+nth)
			data := filepath.Join(t.TempDir(), "data")
			post := openOffice(t)
			line := []string{program, "serve", "--sandbox", "--log-level=info", "--data=" + data, "--smtp=" + post.url}
			moves := nth%4 == 0
			if moves {
				line[0] = moving
			}
			h := open(t, line...)
			c := gather(t, h, lives)
			if moves {
				c.clocked(h, strides)
			}
			asked := map[*life]int{}
			round := min(epoch, *kills-nth*epoch)
			for killed := range round {
				wait := c.all(t.Context(), nil, h)
				time.Sleep(time.Duration(30+random.IntN(171)) * time.Millisecond) // the moment of the kill
				h.kill()
				wait()
				h = open(t, line...)
				c.settle(h)
				c.proved(h, asked)
				c.whole(h)
				if t.Failed() {
					t.Fatalf("after %d kills: %s", killed+1, h.said())
				}
			}
			c.paid(h)
			if moves {
				c.elapse(h)
			}
			h.stop()
			compareSQLite(t, c, data)
			if moves {
				kept := openedSQLite(t, data)
				c.posted(post, kept, round)
				kept.Close()
			}
			examine(t, program, "--data="+data)
			t.Logf("kill -9 on SQLite: %d; %s", round, c.tally())
			if c.acks.Load() < int64(round) {
				t.Errorf("too little was going on: %s", c.tally())
			}
		})
	}
}

// TestNodesKilledUnderLoad does it with two nodes on one PostgreSQL: one of them
// is killed, or both, while the customers of the other walk away in the middle
// of their requests; what is open is sent again to whoever is left.
func TestNodesKilledUnderLoad(t *testing.T) {
	t.Parallel()
	program, random := mailingByHours(t), chance(t, 2)
	url, err := pgtest.ForTest(t).NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	post := openOffice(t)
	line := []string{program, "serve", "--sandbox", "--log-level=info", "--data=" + data, "--db=" + url, "--smtp=" + post.url}
	nodes := []*house{open(t, line...), open(t, line...)}
	c := gather(t, nodes[0], lives)
	c.clocked(nodes[0], strides)
	asked := map[*life]int{}
	killed := 0
	for killed < max(6, *kills/10) {
		ctx, leave := context.WithCancel(t.Context())
		wait := c.all(ctx, nil, nodes...)
		time.Sleep(time.Duration(30+random.IntN(171)) * time.Millisecond) // the moment of the kill
		dying := random.IntN(2)
		other := 1 - dying
		both := random.IntN(3) == 0
		nodes[dying].kill()
		if both {
			nodes[other].kill()
			killed++
		}
		killed++
		leave()
		wait()
		if both {
			nodes[other] = open(t, line...)
		}
		c.settle(nodes[other])
		nodes[dying] = open(t, line...)
		c.proved(nodes[dying], asked)
		c.whole(nodes[dying])
		if t.Failed() {
			t.Fatalf("after %d kills: %s", killed, nodes[dying].said())
		}
	}
	c.paid(nodes[0])
	c.elapse(nodes[0])
	nodes[0].stop()
	nodes[1].stop()
	comparePostgres(t, c, url)
	c.posted(post, openedPostgres(t, url), killed)
	examine(t, program, "--data="+data, "--db="+url)
	t.Logf("kill -9 of nodes on PostgreSQL: %d; %s", killed, c.tally())
}

// posted expects each letter to have arrived, and no more of them twice than the
// house was interrupted.
func (c *crowd) posted(post *office, s store.Reader, interrupted int) {
	c.t.Helper()
	notices := map[string]notice.Notice{}
	err := s.Scan(context.Background(), store.Scan{Notice: func(n notice.Notice) error { notices[n.ID] = n; return nil }})
	if err != nil {
		c.t.Fatal(err)
	}
	letters, again, err := post.delivered(notices, interrupted)
	if err != nil {
		c.t.Error(err)
	}
	c.t.Logf("the clock moved %d times, %d deadlines and reminders fired, each once; %d letters arrived, %d of them once more", c.hand.moves.Load(), c.fired, letters, again)
	if c.fired == 0 || letters == 0 {
		c.t.Error("no deadline fired, or no letter left")
	}
}

// comparePostgres compares what is in a database with the book.
// ends lets the customers of a house ask for everything once more, and compares what
// is kept in PostgreSQL with the book.
func (c *crowd) ends(h *house, url string) {
	c.t.Helper()
	c.settle(h)
	c.proved(h, map[*life]int{})
	c.paid(h)
	h.stop()
	comparePostgres(c.t, c, url)
}

func comparePostgres(t *testing.T, c *crowd, url string) {
	t.Helper()
	if err := c.compare(context.Background(), openedPostgres(t, url)); err != nil {
		t.Error(err)
	}
}

func openedPostgres(t *testing.T, url string) *sqlstore.Store {
	t.Helper()
	s, err := sqlstore.OpenPostgres(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// compareSQLite compares what is in a directory with the book.
func compareSQLite(t *testing.T, c *crowd, data string) {
	t.Helper()
	s := openedSQLite(t, data)
	defer s.Close()
	if err := c.compare(context.Background(), s); err != nil {
		t.Error(err)
	}
}

func openedSQLite(t *testing.T, data string) *sqlstore.Store {
	t.Helper()
	s, err := sqlstore.OpenSQLite(t.Context(), filepath.Join(data, "azukari.db"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
