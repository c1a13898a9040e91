package crash

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestASyncFails lets the disk's sync, or a write, fail from some moment on,
// under load. The process ends within a second of the first caller who hears of
// it, and whatever the disk then really holds (nothing of what a failed sync
// should have brought there is sure) nothing that was acknowledged is missing.
func TestASyncFails(t *testing.T) {
	t.Parallel()
	program := build(t, "")
	for fault, from := range map[string]int{"fdatasync:error=EIO": 20, "fdatasync:error=ENOSPC": 20, "pwrite64:error=EIO": 300} {
		t.Run(fault, func(t *testing.T) {
			s := &session{root: filepath.Join(memory(t), "data"), at: map[string]int{}}
			if err := os.Mkdir(s.root, 0o700); err != nil {
				t.Fatal(err)
			}
			h, log := s.open(t, program)
			s.crowd = gather(t, h, 6)
			h.stop()
			s.note(t, log)
			h, log = s.open(t, program, "-e", fmt.Sprintf("inject=%s:when=%d+", fault, from))
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			heard := make(chan time.Time, len(s.crowd.lives))
			for _, l := range s.crowd.lives {
				go func() {
					s.crowd.live(ctx, h, l, waits)
					heard <- time.Now()
				}()
			}
			first := <-heard
			h.await(patience)
			took := time.Since(first)
			for range len(s.crowd.lives) - 1 {
				<-heard
			}
			if took > time.Second {
				t.Errorf("it ended only %v after somebody heard of it", took)
			}
			if h.cmd.ProcessState.Success() {
				t.Error("it ended as if all were well")
			}
			s.note(t, log)
			failed := 0
			for _, c := range s.calls {
				if c.failed && (c.name == "fdatasync" || c.name == "pwrite64") {
					failed++
				}
			}
			places := make([]int, 40)
			for i := range places {
				places[i] = s.end
			}
			bad, missing := s.cutsAt(t, places, rand.New(rand.NewPCG(*seed, 5)), nil)
			if bad > 0 {
				t.Error(missing)
			}
			if failed == 0 || s.crowd.acks.Load() == 0 {
				t.Errorf("%d calls failed: %s", failed, s.crowd.tally())
			}
			t.Logf("%s: %d calls failed, ended %v after the first caller heard of it; %s; %d of %d disks with something missing",
				fault, failed, took.Round(time.Millisecond), s.crowd.tally(), bad, len(places))
		})
	}
}
