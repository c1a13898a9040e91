package clock

import (
	"runtime"
	"testing"
	"time"

	"azukari/internal/base/calendar"
)

// A machine's clock that is set back leaves the house's standing, also that of a
// process which begins meanwhile.
func TestTheHousesTimeNeverGoesBack(t *testing.T) {
	var machine calendar.Instant
	s := &System{Machine: func() calendar.Instant { return machine }}
	check := func(says, want calendar.Instant, behind time.Duration) {
		t.Helper()
		machine = says
		if now, err := s.Now(t.Context()); err != nil || now != want || s.Behind() != behind {
			t.Errorf("the machine says %d: it is %d, behind by %s (%v), not %d, behind by %s", says, now, s.Behind(), err, want, behind)
		}
	}
	check(1_000, 1_000, 0)
	check(400, 1_000, 600*time.Microsecond)
	check(1_001, 1_001, 0)
	s = &System{Machine: s.Machine} // a new process, in which nothing is remembered
	if behind := s.NotBefore(5_000); behind != 3_999*time.Microsecond {
		t.Errorf("it is behind by %s", behind)
	}
	check(2_000, 5_000, 3*time.Millisecond)
	check(5_001, 5_001, 0)
	s.NotBefore(4_000)
	check(5_001, 5_001, 0)
}

// A machine's clock that is set ahead is not believed before a new process takes its
// word; one that was asleep is, and so is one that is put right again.
func TestTheHousesTimeDoesNotLeap(t *testing.T) {
	machine, up := calendar.Of(time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)), time.Minute
	begin := machine
	s := &System{Machine: func() calendar.Instant { return machine }, Uptime: func() time.Duration { return up }}
	check := func(want calendar.Instant, ahead time.Duration) {
		t.Helper()
		if now, err := s.Now(t.Context()); err != nil || now != want || s.Ahead() != ahead {
			t.Errorf("it is %v (%v), ahead by %v, not %v, ahead by %v", now, err, s.Ahead(), want, ahead)
		}
	}
	pass := func(by time.Duration) { machine, up = machine.Add(by), up+by }
	check(begin, 0)
	pass(10 * 24 * time.Hour) // asleep, or nobody asked
	check(begin.Add(240*time.Hour), 0)
	machine = machine.Add(Leap - time.Microsecond)
	check(begin.Add(241*time.Hour-time.Microsecond), 0)
	pass(time.Second)
	at := machine
	machine = machine.Add(10 * 24 * time.Hour)
	check(at, 240*time.Hour)
	pass(time.Minute)
	check(at.Add(time.Minute), 240*time.Hour)
	machine = machine.Add(-240 * time.Hour) // put right
	pass(time.Minute)
	check(at.Add(2*time.Minute), 0)
	machine = machine.Add(10 * 24 * time.Hour)
	check(at.Add(2*time.Minute), 240*time.Hour)
	s = &System{Machine: s.Machine, Uptime: s.Uptime}
	s.NotBefore(at.Add(2 * time.Minute))
	check(machine, 0)
}

// The machine itself says how long it has been running, on Linux.
func TestUptimeGoesOn(t *testing.T) {
	first := uptime()
	if second := uptime(); runtime.GOOS == "linux" && (first <= 0 || second < first) {
		t.Errorf("it has been running for %v, and then for %v", first, second)
	}
}
