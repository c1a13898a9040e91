// Package clock is the one place that reads the time (R0.7). Everything else is
// handed an instant. There are two clocks: the machine's, and the sandbox's,
// which belongs to the user and moves only when told to (R20).
package clock

import (
	"context"
	"fmt"
	"sync"
	"time"

	"azukari/internal/base/calendar"
)

// A Clock tells the house's time.
type Clock interface {
	Now(ctx context.Context) (calendar.Instant, error)
}

// System is the machine's clock, and no more trusting than it must be. It never
// goes back: when the machine's is set back it stands until that has caught up, and
// so nothing falls due meanwhile. And it does not leap: when the machine's is an hour
// or more ahead of the time that has passed, the house goes by what has passed, or a
// slip of somebody's hand would let every deadline fall due; a new process takes the
// machine's word again. A machine that was asleep has not leapt: it counts its sleep.
type System struct {
	Machine func() calendar.Instant // what the machine says; nil: this one
	Uptime  func() time.Duration    // how long it has been running, asleep or not; nil: what this one says, where it does

	mu   sync.Mutex
	last int64         // the house's time, in microseconds …
	up   time.Duration // … and the machine's uptime then; 0: not known
}

// Leap is by how much the machine's clock must be ahead not to be believed.
const Leap = time.Hour

func (s *System) machine() int64 {
	if s.Machine != nil {
		return int64(s.Machine())
	}
	return time.Now().UnixMicro()
}

func (s *System) uptime() time.Duration {
	switch {
	case s.Uptime != nil:
		return s.Uptime()
	case s.Machine != nil:
		return 0
	}
	return uptime()
}

// Now is the present instant.
func (s *System) Now(context.Context) (calendar.Instant, error) {
	now, _ := s.look()
	return calendar.Instant(now), nil
}

// look answers with the house's time, and with how far the machine is ahead of it.
func (s *System) look() (now int64, ahead time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now = s.machine()
	up := s.uptime()
	if s.up > 0 && up > 0 {
		passed := s.last + (up - s.up).Microseconds()
		if leapt := time.Duration(now-passed) * time.Microsecond; leapt >= Leap {
			now, ahead = passed, leapt
		}
	}
	s.last, s.up = max(s.last, now), up
	return s.last, ahead
}

// Astray is how far the machine's clock may be behind the house's before
// somebody should look: so much a careful machine sets it back by itself.
const Astray = 2 * time.Second

// NotBefore makes a new process go on where another left off, and answers how far
// the machine is behind that.
func (s *System) NotBefore(last calendar.Instant) (behind time.Duration) {
	s.mu.Lock()
	s.last = max(s.last, int64(last))
	s.mu.Unlock()
	return s.Behind()
}

// Behind is how far the machine's clock is behind the house's.
func (s *System) Behind() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return max(0, time.Duration(s.last-s.machine())*time.Microsecond)
}

// Ahead is how far the machine's clock has leapt ahead of the house's.
func (s *System) Ahead() time.Duration {
	_, ahead := s.look()
	return ahead
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

// Deadline is the time of the machine so far from now: for lines that must not
// wait for ever, never for a decision.
func Deadline(in time.Duration) time.Time { return time.Now().Add(in) }

// Stopwatch starts to measure how long something takes: for logs, metrics and
// benchmarks, never for a decision.
func Stopwatch() (elapsed func() time.Duration) {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}
