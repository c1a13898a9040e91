package bench

import (
	"context"
	"strconv"
	"strings"
)

// A row is one line of the report: a thing that is measured once in each round,
// and what it is held against.
type row struct {
	kind, work, database string
	callers              int
	measure              measure
	comparisons          []comparison
	seen                 []figures // by round
}

// A measure looks at one thing for one slice.
type measure interface {
	visit(ctx context.Context, t timing) (figures, error)
}

// name is how the row is asked for: kind/work/database/callers.
func (r *row) name() string { return nameOf(r.kind, r.work, r.database, r.callers) }

func nameOf(kind, work, database string, callers int) string {
	parts := []string{kind, work}
	if database != "" {
		parts = append(parts, database)
	}
	if callers > 0 {
		parts = append(parts, strconv.Itoa(callers))
	}
	return strings.Join(parts, "/")
}

// A figure is something that a row sees.
type figure string

// What rows see, in the order in which a table shows it.
const (
	perSecond      figure = "per_second"
	livesPerSecond figure = "lifecycles_per_second"
	median         figure = "median_us"
	p99            figure = "p99_us"
	bytesEach      figure = "bytes_per_command"
	seconds        figure = "seconds"
	writesMeantime figure = "writes_per_second_meanwhile"
	atRest         figure = "rest_mib"
	underLoad      figure = "load_mib"
	kibEach        figure = "kib_per_stream"
	counted        figure = "counted"
)

// shown is how a table names and writes a figure; what it does not list stands
// in the JSON file alone.
var shown = []struct {
	figure
	title string
	write func(float64) string
}{
	{perSecond, "per second", whole},
	{livesPerSecond, "lifecycles/s", whole},
	{median, "median", millis},
	{p99, "p99", millis},
	{bytesEach, "KiB each", func(b float64) string { return strconv.FormatFloat(b/1024, 'f', 1, 64) }},
	{seconds, "seconds", func(s float64) string { return strconv.FormatFloat(s, 'f', 2, 64) }},
	{writesMeantime, "writes/s meanwhile", whole},
	{atRest, "MiB at rest", whole},
	{underLoad, "MiB under load", whole},
	{kibEach, "KiB per stream", whole},
}

// figures are what a row saw in one round.
type figures map[figure]float64

// whole writes a number for people.
func whole(n float64) string {
	text := strconv.FormatFloat(n, 'f', 0, 64)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// millis writes microseconds for people.
func millis(micros float64) string {
	digits := 2
	if micros < 100 {
		digits = 3
	}
	return strconv.FormatFloat(micros/1000, 'f', digits, 64) + " ms"
}

// roundly writes a round number in words, as names of rows have it.
func roundly(n int) string {
	switch {
	case n >= 1_000_000 && n%1_000_000 == 0:
		return strconv.Itoa(n/1_000_000) + " million"
	case n >= 1_000 && n%1_000 == 0:
		return strconv.Itoa(n/1_000) + " thousand"
	}
	return strconv.Itoa(n)
}
