package simulate

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"azukari/internal/engine/clock"
)

// A Smaller is a trace that shows the same violation with less.
type Smaller struct {
	Violation *Violation
	People    []string // who is still needed
	Steps     int      // looks of people, the clock and the staff that are still needed
	Before    int      // of so many
	Runs      int
	Took      time.Duration
}

// String tells the trace.
func (s Smaller) String() string {
	shown := s.Violation.Trace
	const most = 120
	if len(shown) > most {
		shown = shown[len(shown)-most:]
	}
	return fmt.Sprintf("the smallest trace found in %d runs and %s: %s; %d of %d steps\n%s\n%v", s.Runs, s.Took.Round(time.Second), strings.Join(s.People, ", "), s.Steps, s.Before, strings.Join(shown, "\n"), s.Violation)
}

// patience is how long a trace is made smaller.
const patience = 90 * time.Second

// A shrinking is what is still done of a trace.
type shrinking struct {
	Options
	ctx  context.Context
	left []step
	is   Smaller
}

// Shrink looks for less that still breaks the same invariant: fewer days, then
// fewer people, then fewer steps, each in big parts first and ever smaller ones
// after, over again until nothing more can go or the patience is over. A run ends
// with the violation, or with the day on which it was seen last.
func Shrink(ctx context.Context, o Options, found Report) Smaller {
	elapsed := clock.Stopwatch()
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	s := &shrinking{Options: o, is: Smaller{Violation: found.Violation}, ctx: ctx}
	for day := 1; day <= min(o.Days, found.Violation.Day); day++ {
		for look := range looks + 1 {
			for who := byStaff; who < o.People; who++ {
				if look < looks || who == byClock {
					s.left = append(s.left, step{day, look, who})
				}
			}
		}
	}
	s.is.Before = len(s.left)
	for before := len(s.left) + 1; len(s.left) < before && ctx.Err() == nil; {
		before = len(s.left)
		fewer(s, func(one step) int { return one.day })
		fewer(s, func(one step) int { return one.who })
		fewer(s, func(one step) step { return one })
	}
	s.is.Steps, s.is.Took = len(s.left), elapsed()
	for n := range s.People {
		if slices.ContainsFunc(s.left, func(one step) bool { return one.who == n }) {
			s.is.People = append(s.is.People, fmt.Sprintf("%s%d", tempers[n%len(tempers)], n))
		}
	}
	return s.is
}

// fewer does without whatever it can of the days, the people or the steps, as of
// says which of them a step is part of: all of them, halves, quarters …
func fewer[K comparable](s *shrinking, of func(step) K) {
	var parts []K
	for _, one := range s.left {
		if part := of(one); !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	for size := len(parts); size > 0; size /= 2 {
		for at := 0; at < len(parts); {
			end := min(at+size, len(parts))
			gone := map[K]bool{}
			for _, part := range parts[at:end] {
				gone[part] = true
			}
			if s.without(func(one step) bool { return gone[of(one)] }) {
				parts = slices.Delete(parts, at, end)
			} else {
				at = end
			}
		}
	}
}

// without tries to do without some of the steps that are left.
func (s *shrinking) without(gone func(step) bool) bool {
	if s.ctx.Err() != nil {
		return false
	}
	rest := slices.DeleteFunc(slices.Clone(s.left), gone)
	o := s.Options
	o.only = map[step]bool{}
	for _, one := range rest {
		o.only[one] = true
	}
	o.until = s.is.Violation.Day
	s.is.Runs++
	report, err := Run(s.ctx, o)
	if err != nil || report.Violation == nil || report.Violation.Invariant != s.is.Violation.Invariant {
		return false
	}
	s.is.Violation, s.left = report.Violation, rest
	return true
}
