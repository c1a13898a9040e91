package desk

import (
	"slices"
	"time"

	"azukari/internal/base/calendar"
)

// A Decision is one thing that the operator was asked to decide, and when it
// was decided: by somebody of the staff, or by the clock in their place.
type Decision struct {
	Kind      string // of case, as the desk's queue names it
	AskedAt   calendar.Instant
	DueBy     calendar.Instant
	DecidedAt calendar.Instant
	ByClock   bool // nobody decided in time: it was granted by itself
}

// OnTime reports whether somebody decided before the time for it had passed.
func (d Decision) OnTime() bool { return !d.ByClock && d.DecidedAt < d.DueBy }

// Figures are the service figures (R13.3) of some decisions.
type Figures struct {
	Count, OnTime, ByClock int
	Median                 time.Duration // from the request to the decision
}

// Percent is how many of 100 decisions some of them are, rounded down.
func (f Figures) Percent(some int) int { return some * 100 / max(1, f.Count) }

// Measure counts decisions.
func Measure(all []Decision) (f Figures) {
	var took []time.Duration
	for _, d := range all {
		f.Count++
		if d.OnTime() {
			f.OnTime++
		}
		if d.ByClock {
			f.ByClock++
		}
		took = append(took, d.DecidedAt.Time().Sub(d.AskedAt.Time()))
	}
	if n := len(took); n > 0 {
		slices.Sort(took)
		f.Median = (took[(n-1)/2] + took[n/2]) / 2
	}
	return f
}

// ByMonth divides decisions by the month in which they were made, so many months
// from a first one on; what the clock does at 24:00 belongs to the day that ends.
func ByMonth(all []Decision, cal calendar.Calendar, first calendar.Date, months int) [][]Decision {
	divided := make([][]Decision, months)
	for _, d := range all {
		day := cal.Day(d.DecidedAt - 1)
		if at := (day.Year-first.Year)*12 + int(day.Month) - int(first.Month); at >= 0 && at < months {
			divided[at] = append(divided[at], d)
		}
	}
	return divided
}
