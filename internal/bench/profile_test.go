package bench

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// BenchmarkDoor is for profiles: the rows on SQLite one by one, with the
// processor's time for each command, which a busy machine does not change much.
// `azukari bench` measures.
func BenchmarkDoor(b *testing.B) {
	s, err := openSQLite(b.Context(), filepath.Join(b.TempDir(), "azukari.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := s.close(); err != nil {
			b.Error(err)
		}
	}()
	w, err := furnish(b.Context(), s.engine.Door, fullCrowd)
	if err != nil {
		b.Fatal(err)
	}
	for _, r := range rowsOf(s, w) {
		b.Run(fmt.Sprintf("%s/callers=%d", r.work.name(), r.callers), func(b *testing.B) {
			if err := r.work.prepare(b.Context(), b.N); err != nil {
				b.Fatal(err)
			}
			before := processor(b)
			b.ResetTimer()
			err := share(r.callers, b.N, func(caller int) error {
				_, err := r.work.command(b.Context(), caller)
				return err
			})
			b.StopTimer()
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64((processor(b)-before).Nanoseconds())/1000/float64(b.N), "cpu-µs/op")
		})
	}
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
