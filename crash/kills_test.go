package crash

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"azukari/internal/store/pgtest"
	"azukari/internal/store/sqlstore"
)

// lives is how many clients give commands at once.
const lives = 16

// TestKilledUnderLoad kills the house again and again while its customers give
// it commands, and opens it again on the same data. After each start the whole
// last round is asked for again by its keys, and what was open is sent again;
// after each epoch all that is kept is compared with the book, and the doctor
// comes.
func TestKilledUnderLoad(t *testing.T) {
	t.Parallel()
	const epoch = 25 // kills on the same data
	program, random := build(t, ""), chance(t, 1)
	left, killed := *kills, 0
	for left > 0 && !t.Failed() {
		t.Run("", func(t *testing.T) {
			data := filepath.Join(t.TempDir(), "data")
			line := []string{program, "serve", "--sandbox", "--log-level=info", "--data=" + data}
			h := open(t, line...)
			c := gather(t, h, lives)
			asked := map[*life]int{}
			round := min(epoch, left)
			left -= round
			for range round {
				wait := c.all(t.Context(), nil, h)
				time.Sleep(time.Duration(30+random.IntN(171)) * time.Millisecond) // the moment of the kill
				h.kill()
				wait()
				killed++
				h = open(t, line...)
				c.settle(h)
				c.proved(h, asked)
				c.whole(h)
				if t.Failed() {
					t.Fatalf("after %d kills: %s", killed, h.said())
				}
			}
			c.paid(h)
			h.stop()
			compareSQLite(t, c, data)
			examine(t, program, "--data="+data)
			t.Logf("%d kills so far; here %s", killed, c.tally())
			if c.acks.Load() < int64(killed) {
				t.Errorf("too little was going on: %s", c.tally())
			}
		})
	}
	t.Logf("kill -9 on SQLite: %d", killed)
}

// TestNodesKilledUnderLoad does it with two nodes on one PostgreSQL: one of them
// is killed, or both, while the customers of the other walk away in the middle
// of their requests; what is open is sent again to whoever is left.
func TestNodesKilledUnderLoad(t *testing.T) {
	t.Parallel()
	program, random := build(t, ""), chance(t, 2)
	url, err := pgtest.ForTest(t).NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	line := []string{program, "serve", "--sandbox", "--log-level=info", "--data=" + data, "--db=" + url}
	nodes := []*house{open(t, line...), open(t, line...)}
	c := gather(t, nodes[0], lives)
	asked := map[*life]int{}
	killed := 0
	for killed < max(2, *kills/10) {
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
	nodes[0].stop()
	nodes[1].stop()
	comparePostgres(t, c, url)
	examine(t, program, "--data="+data, "--db="+url)
	t.Logf("kill -9 of nodes on PostgreSQL: %d; %s", killed, c.tally())
}

// comparePostgres compares what is in a database with the book.
func comparePostgres(t *testing.T, c *crowd, url string) {
	t.Helper()
	s, err := sqlstore.OpenPostgres(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := c.compare(context.Background(), s); err != nil {
		t.Error(err)
	}
}

// compareSQLite compares what is in a directory with the book.
func compareSQLite(t *testing.T, c *crowd, data string) {
	t.Helper()
	s, err := sqlstore.OpenSQLite(t.Context(), filepath.Join(data, "azukari.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := c.compare(context.Background(), s); err != nil {
		t.Error(err)
	}
}
