package clock

import (
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
