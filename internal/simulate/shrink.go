package simulate

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"azukari/internal/engine/clock"
)

// A Smaller is a trace that shows the same violation with less.
type Smaller struct {
	Violation *Violation
	People    []string // who is still needed
	Steps     int      // looks of people, the clock and the staff that are still needed
	Before    int      // of so many
	Runs      int
}

// String tells the trace.
func (s Smaller) String() string {
	shown := s.Violation.Trace
	const most = 120
	if len(shown) > most {
		shown = shown[len(shown)-most:]
	}
	return fmt.Sprintf("the smallest trace found in %d runs: %s; %d of %d steps\n%s\n%v", s.Runs, strings.Join(s.People, ", "), s.Steps, s.Before, strings.Join(shown, "\n"), s.Violation)
}

// How long a trace is made smaller.
const (
	mostRuns    = 300
	mostSeconds = 90
)

// Shrink looks for less that still breaks the same invariant: it stops at the day
// of the violation, drops people one by one, and then steps, in ever smaller
// parts.
func Shrink(ctx context.Context, o Options, found Report) Smaller {
	elapsed := clock.Stopwatch()
	s := Smaller{Violation: found.Violation}
	quiet := found.Violation.Day > o.Days
	if !quiet {
		o.Days = found.Violation.Day
	}
	try := func(w omitted) bool {
		if s.Runs >= mostRuns || elapsed().Seconds() > mostSeconds {
			return false
		}
		s.Runs++
		smaller := o
		smaller.without = w
		report, err := Run(ctx, smaller)
		if err != nil || report.Violation == nil || report.Violation.Invariant != found.Violation.Invariant {
			return false
		}
		s.Violation = report.Violation
		return true
	}
	gone := omitted{people: map[int]bool{}, steps: map[step]bool{}}
	for n := range o.People {
		gone.people[n] = true
		if !try(gone) {
			delete(gone.people, n)
		}
	}
	var left []step
	for day := 1; day <= o.Days; day++ {
		for look := range looks + 1 {
			for who := byStaff; who < o.People; who++ {
				if !gone.people[who] && (look < looks || who == byClock) {
					left = append(left, step{day, look, who})
				}
			}
		}
	}
	s.Before = len(left)
	for size := len(left) / 2; size > 0; size /= 2 {
		for at := 0; at < len(left); {
			part := left[at:min(at+size, len(left))]
			fewer := omitted{people: gone.people, steps: maps.Clone(gone.steps)}
			for _, one := range part {
				fewer.steps[one] = true
			}
			if try(fewer) {
				gone.steps, left = fewer.steps, slices.Delete(left, at, at+len(part))
			} else {
				at += size
			}
		}
	}
	s.Steps = len(left)
	for n := range o.People {
		if !gone.people[n] {
			s.People = append(s.People, fmt.Sprintf("%s%d", tempers[n%len(tempers)], n))
		}
	}
	return s
}
