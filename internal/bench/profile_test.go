package bench

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"azukari/internal/engine"
	"azukari/internal/store/sqlstore"
)

// BenchmarkDoor is for profiles: the rows on SQLite one by one, with the
// processor's time for each command, which a busy machine does not change much.
// `azukari bench` measures.
func BenchmarkDoor(b *testing.B) {
	s, err := sqlstore.OpenSQLite(b.Context(), filepath.Join(b.TempDir(), "azukari.db"))
	if err != nil {
		b.Fatal(err)
	}
	e, err := engine.Open(b.Context(), engine.Options{Store: s})
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		e.Close()
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	}()
	w, err := furnish(b.Context(), e.Door, fullCrowd)
	if err != nil {
		b.Fatal(err)
	}
	for _, callers := range []int{1, 16, fullCrowd} {
		profile(b, "message", callers, &messages{world: w, turns: make([]int, callers)})
		profile(b, "payment", callers, payments{w})
		profile(b, "lifecycle", callers, &lifecycles{world: w, lives: make([]life, callers)})
	}
}

func profile(b *testing.B, name string, callers int, w work) {
	b.Run(fmt.Sprintf("%s/callers=%d", name, callers), func(b *testing.B) {
		if err := w.prepare(b.Context(), b.N); err != nil {
			b.Fatal(err)
		}
		before := processor(b)
		b.ResetTimer()
		err := share(callers, b.N, func(caller int) error {
			_, err := w.command(b.Context(), caller)
			return err
		})
		b.StopTimer()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64((processor(b)-before).Nanoseconds())/1000/float64(b.N), "cpu-µs/op")
	})
}

// share lets each caller do its part of n things.
func share(callers, n int, do func(caller int) error) error {
	return together(callers, func(caller int) error {
		for i := caller; i < n; i += callers {
			if err := do(caller); err != nil {
				return err
			}
		}
		return nil
	})
}

// processor is the time that this process has had of the processors.
func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
