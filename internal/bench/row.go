package bench

import (
	"cmp"
	"context"
	"errors"
	"slices"
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

// rowsOf are the rows of one database: each work by one caller, by a few and by
// a crowd.
func rowsOf(s *subject, w *world) (rows []*row) {
	for _, n := range []int{1, 16, len(w.pairs)} {
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
	if v.commands == 0 {
		return errors.New("nothing was answered after the warm-up")
	}
	v.bytesPerCommand = float64(after-before) / float64(len(samples))
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
	return 3*r.callers + int(perSecond*(t.warm+t.slice).Seconds())
}

// A sample is one command that was answered.
type sample struct {
	at, took time.Duration
	whole    bool // it made a lifecycle whole
}

// call lets the callers call, each its next command when its last one is
// answered, until the slice is over and there were two answers for each of them
// since the warm-up. It is over earlier when what was prepared is used up. The
// samples come in the order of their answers.
func (r *row) call(ctx context.Context, t timing) (samples []sample, end time.Duration, err error) {
	var callers sync.WaitGroup
	var answered, usedUp atomic.Int64
	end = t.warm + t.slice
	each, errs := make([][]sample, r.callers), make([]error, r.callers)
	elapsed := clock.Stopwatch()
	for i := range r.callers {
		callers.Go(func() {
			for began := elapsed(); usedUp.Load() == 0 && (began < end || answered.Load() < int64(2*r.callers)); began = elapsed() {
				whole, err := r.work.command(ctx, i)
				at := elapsed()
				if err != nil {
					errs[i] = err
					usedUp.CompareAndSwap(0, int64(at))
					return
				}
				if at >= t.warm {
					answered.Add(1)
				}
				each[i] = append(each[i], sample{at, at - began, whole})
			}
		})
	}
	callers.Wait()
	for _, err := range errs {
		if err != nil && !errors.Is(err, errUsedUp) {
			return nil, 0, err
		}
	}
	samples = slices.SortedFunc(slices.Values(slices.Concat(each...)), func(a, b sample) int { return cmp.Compare(a.at, b.at) })
	if early := time.Duration(usedUp.Load()); early > 0 {
		return samples, min(end, early), nil
	}
	warming := slices.IndexFunc(samples, func(s sample) bool { return s.at >= t.warm })
	return samples, max(end, samples[warming+2*r.callers-1].at), nil
}

// summed counts what was answered after the warm-up and before the end. Answers
// come in bursts, one for each commit: so the time is taken from the last answer
// before the window to the last one in it.
func summed(samples []sample, warm, end time.Duration) visit {
	var began, ended time.Duration
	var took []time.Duration
	wholes := 0
	for _, s := range samples {
		switch {
		case s.at < warm:
			began = s.at
		case s.at <= end:
			ended = s.at
			took = append(took, s.took)
			if s.whole {
				wholes++
			}
		}
	}
	if len(took) == 0 || ended == began {
		return visit{}
	}
	seconds := (ended - began).Seconds()
	return visit{
		commandsPerSecond: float64(len(took)) / seconds, lifecyclesPerSecond: float64(wholes) / seconds,
		median: quantile(took, 0.5), p99: quantile(took, 0.99), commands: len(took),
	}
}
