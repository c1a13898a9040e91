package bench

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"azukari/internal/engine/clock"
)

// A row is one work on one database by so many callers at once.
type row struct {
	subject *subject
	work    work
	callers int
	visits  []visit
}

// A visit is what one round saw of a row.
type visit struct {
	commandsPerSecond   float64
	lifecyclesPerSecond float64
	median, p99         time.Duration
	bytesPerCommand     float64
	commands            int
}

// crowds are how many callers there are at once.
var crowds = []int{1, 16, people}

func rowsOf(s *subject, w *world) (rows []*row) {
	for _, n := range crowds {
		rows = append(rows,
			&row{subject: s, callers: n, work: &messages{world: w, turns: make([]int, n)}},
			&row{subject: s, callers: n, work: payments{w}},
			&row{subject: s, callers: n, work: &lifecycles{world: w, lives: make([]life, n)}})
	}
	return rows
}

// visit measures the row for one slice.
func (r *row) visit(ctx context.Context, t timing) error {
	if err := r.work.prepare(ctx, r.expected(t)); err != nil {
		return err
	}
	before, err := r.subject.written(ctx)
	if err != nil {
		return err
	}
	samples, end, err := r.call(ctx, t)
	if err != nil {
		return err
	}
	after, err := r.subject.written(ctx)
	if err != nil {
		return err
	}
	v := summed(samples, t.warm, end)
	v.bytesPerCommand = float64(after-before) / float64(max(1, len(samples)))
	r.visits = append(r.visits, v)
	return nil
}

// expected is for how many commands a slice should be prepared: by what the row
// did before, and at first by a guess.
func (r *row) expected(t timing) int {
	perSecond := min(12_000, 1_500*float64(r.callers))
	for _, v := range r.visits {
		perSecond = max(1_500, 1.5*v.commandsPerSecond)
	}
	return r.callers + int(perSecond*(t.warm+t.slice).Seconds())
}

// A sample is one command that was answered.
type sample struct {
	at, took time.Duration
	whole    bool // it made a lifecycle whole
}

// call lets the callers call until the slice is over. Each sends its next
// command when its last one is answered. The end is earlier when what was
// prepared is used up.
func (r *row) call(ctx context.Context, t timing) (samples []sample, end time.Duration, err error) {
	var callers sync.WaitGroup
	var over atomic.Int64
	over.Store(int64(t.warm + t.slice))
	each, errs := make([][]sample, r.callers), make([]error, r.callers)
	elapsed := clock.Stopwatch()
	for i := range r.callers {
		callers.Go(func() {
			for began := elapsed(); int64(began) < over.Load(); began = elapsed() {
				whole, err := r.work.command(ctx, i)
				at := elapsed()
				if err != nil {
					errs[i] = err
					lower(&over, int64(at))
					return
				}
				each[i] = append(each[i], sample{at, at - began, whole})
			}
		})
	}
	callers.Wait()
	for i := range each {
		samples = append(samples, each[i]...)
		if errs[i] != nil && !errors.Is(errs[i], errUsedUp) {
			return nil, 0, errs[i]
		}
	}
	return samples, time.Duration(over.Load()), nil
}

// lower brings a number down to n, unless it is lower already.
func lower(number *atomic.Int64, n int64) {
	for {
		is := number.Load()
		if is <= n || number.CompareAndSwap(is, n) {
			return
		}
	}
}

// summed counts what was answered after the warm-up and before the end.
func summed(samples []sample, warm, end time.Duration) visit {
	var took []time.Duration
	wholes := 0
	for _, s := range samples {
		if s.at < warm || s.at > end {
			continue
		}
		took = append(took, s.took)
		if s.whole {
			wholes++
		}
	}
	seconds := (end - warm).Seconds()
	if len(took) == 0 || seconds <= 0 {
		return visit{}
	}
	return visit{
		commandsPerSecond: float64(len(took)) / seconds, lifecyclesPerSecond: float64(wholes) / seconds,
		median: quantile(took, 0.5), p99: quantile(took, 0.99), commands: len(took),
	}
}
