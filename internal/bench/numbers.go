package bench

import (
	"cmp"
	"slices"
	"time"
)

// quantile is the value below which that share of the values lies; zero of none.
func quantile[T cmp.Ordered](values []T, share float64) (v T) {
	if len(values) == 0 {
		return v
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

// rateOf is how often something happens in a second that takes so long, one after
// another.
func rateOf(took []time.Duration) float64 {
	var sum time.Duration
	for _, t := range took {
		sum += t
	}
	if sum == 0 {
		return 0
	}
	return float64(len(took)) / sum.Seconds()
}

// micros is a duration in microseconds.
func micros(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }

// ratio is a to b, and 0 where there is nothing to compare.
func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
