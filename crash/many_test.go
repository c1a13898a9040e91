package crash

import (
	"context"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"azukari/internal/store/pgtest"
)

// TestManyNodesTakeWhatIsDue lets five nodes look for the same deadlines, all of
// which fall due at once, a reminder each day and then the acceptance, while one
// after another is killed or stops in the middle of it (SIGSTOP): each comes once,
// at its own instant.
func TestManyNodesTakeWhatIsDue(t *testing.T) {
	t.Parallel()
	program, random := build(t, ""), chance(t, 7)
	url, err := pgtest.ForTest(t).NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	line := []string{program, "serve", "--sandbox", "--log-level=info", "--data=" + data, "--db=" + url}
	nodes := make([]*house, 5)
	for i := range nodes {
		nodes[i] = open(t, line...)
	}
	c := gather(t, nodes[0], lives)
	c.clocked(nodes[0], 0)
	const whole = 13 // commands for two contracts, of which one is left to the clock
	ctx, leave := context.WithCancel(t.Context())
	wait := c.all(ctx, waits, nodes...)
	for wanted := int64(*deadlines/6) * whole; c.acks.Load() < wanted && !t.Failed(); {
		time.Sleep(10 * time.Millisecond) // they are at work
	}
	leave()
	wait()
	c.settle(nodes[0])
	c.paid(nodes[0])
	c.finish(nodes[0])

	kept := openedPostgres(t, url)
	kills, stops, due := 0, 0, 0
	var latest time.Duration
	for range 30 {
		ask(t, url, "update sandbox set now = now + 24::bigint * 3600 * 1000000")
		begun := time.Now()
		waiting := len(owed(t, kept))
		due += waiting
		time.Sleep(time.Duration(random.IntN(1_500)) * time.Millisecond) // some of it has been done
		victim := random.IntN(len(nodes))
		killed := random.IntN(2) == 0
		switch {
		case waiting == 0: // nothing is to be done today
		case killed:
			nodes[victim].kill()
			kills++
		default:
			nodes[victim].signal(syscall.SIGSTOP)
			stops++
		}
		until(t, "all that is due is done", func() bool { return len(owed(t, kept)) == 0 })
		latest = max(latest, time.Since(begun))
		switch {
		case waiting == 0:
		case killed:
			nodes[victim] = open(t, line...)
		default:
			nodes[victim].signal(syscall.SIGCONT)
		}
	}
	c.elapsed = true
	for _, node := range nodes {
		node.until(t, "/readyz", 200)
	}
	c.whole(nodes[0])
	for _, node := range nodes {
		node.stop()
	}
	comparePostgres(t, c, url)
	examine(t, program, "--data="+data, "--db="+url)
	t.Logf("%d deadlines and reminders, each once, the last of a day %v after it fell due; %d nodes killed, %d stopped meanwhile; %s",
		c.fired, latest.Round(time.Millisecond), kills, stops, c.tally())
	if c.fired < *deadlines/2 || due == 0 || kills+stops == 0 {
		t.Errorf("too little was going on: %d deadlines", c.fired)
	}
}
