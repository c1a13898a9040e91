// Package clock is the one place that reads the time (R0.7). Everything else is
// handed an instant. There are two clocks: the machine's, and the sandbox's,
// which belongs to the user and moves only when told to (R20).
package clock

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"azukari/internal/base/calendar"
)

// A Clock tells the house's time.
type Clock interface {
	Now(ctx context.Context) (calendar.Instant, error)
}

// System is the machine's clock. It never goes back: when the machine's is set
// back it stands until that has caught up, and so nothing falls due meanwhile.
type System struct {
	Machine func() calendar.Instant // what the machine says; nil: this one
	last    atomic.Int64
}

func (s *System) machine() int64 {
	if s.Machine != nil {
		return int64(s.Machine())
	}
	return time.Now().UnixMicro()
}

// Now is the present instant.
func (s *System) Now(context.Context) (calendar.Instant, error) {
	now := s.machine()
	for {
		last := s.last.Load()
		if now <= last {
			return calendar.Instant(last), nil
		}
		if s.last.CompareAndSwap(last, now) {
			return calendar.Instant(now), nil
		}
	}
}

// Astray is how far the machine's clock may be behind the house's before
// somebody should look: so much a careful machine sets it back by itself.
const Astray = 2 * time.Second

// NotBefore makes a new process go on where another left off, and answers how far
// the machine is behind that.
func (s *System) NotBefore(last calendar.Instant) (behind time.Duration) {
	if int64(last) > s.last.Load() {
		s.last.Store(int64(last))
	}
	return s.Behind()
}

// Behind is how far the machine's clock is behind the house's.
func (s *System) Behind() time.Duration {
	return max(0, time.Duration(s.last.Load()-s.machine())*time.Microsecond)
}

// Time is the present for libraries that date what they write.
func (s *System) Time() time.Time {
	now, _ := s.Now(context.Background()) // never fails
	return now.Time()
}

// Sandbox is the clock that is kept in the store, one for all nodes.
type Sandbox struct {
	Kept interface {
		Clock(ctx context.Context) (calendar.Instant, error)
	}
}

// Now is where the user left the clock.
func (s Sandbox) Now(ctx context.Context) (calendar.Instant, error) {
	now, err := s.Kept.Clock(ctx)
	if err == nil && now.IsZero() {
		err = fmt.Errorf("the sandbox's clock was never set")
	}
	return now, err
}

// Stopwatch starts to measure how long something takes: for logs, metrics and
// benchmarks, never for a decision.
func Stopwatch() (elapsed func() time.Duration) {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}
