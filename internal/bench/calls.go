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

// calls measures one work on one database by so many callers at once.
type calls struct {
	subject *subject
	work    work
	callers int
	most    int     // commands that are prepared for a slice; 0: as many as are expected
	rate    float64 // commands per second, in the last round
}

// visit measures one slice.
func (c *calls) visit(ctx context.Context, t timing) (figures, error) {
	if err := c.work.prepare(ctx, c.expected(t)); err != nil {
		return nil, err
	}
	before, err := c.subject.written(ctx)
	if err != nil {
		return nil, err
	}
	samples, end, err := call(ctx, c.work, c.callers, t)
	if err != nil {
		return nil, err
	}
	after, err := c.subject.written(ctx)
	if err != nil {
		return nil, err
	}
	seen := summed(samples, t.warm, end)
	if seen == nil {
		return nil, errors.New("nothing was answered after the warm-up")
	}
	c.rate = seen[perSecond]
	if after > before {
		seen[bytesEach] = float64(after-before) / float64(len(samples))
	}
	return seen, nil
}

// expected is for how many commands a slice should be prepared: by what was done
// in the round before, and at first by a guess.
func (c *calls) expected(t timing) int {
	rate := min(12_000, 1_500*float64(c.callers))
	if c.rate > 0 {
		rate = max(1_500, 1.5*c.rate)
	}
	n := 3*c.callers + int(rate*(t.warm+t.slice).Seconds())
	if c.most > 0 {
		n = min(n, c.most)
	}
	return n
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
func call(ctx context.Context, w work, callers int, t timing) (samples []sample, end time.Duration, err error) {
	var hands sync.WaitGroup
	var answered, usedUp atomic.Int64
	end = t.warm + t.slice
	each, errs := make([][]sample, callers), make([]error, callers)
	elapsed := clock.Stopwatch()
	for i := range callers {
		hands.Go(func() {
			for began := elapsed(); usedUp.Load() == 0 && (began < end || answered.Load() < int64(2*callers)); began = elapsed() {
				whole, err := w.command(ctx, i)
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
	hands.Wait()
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
	return samples, max(end, samples[warming+2*callers-1].at), nil
}

// summed counts what was answered after the warm-up and before the end. Answers
// come in bursts, one for each commit: so the time is taken from the last answer
// before the window to the last one in it.
func summed(samples []sample, warm, end time.Duration) figures {
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
		return nil
	}
	seconds := (ended - began).Seconds()
	seen := figures{
		perSecond: float64(len(took)) / seconds,
		median:    micros(quantile(took, 0.5)), p99: micros(quantile(took, 0.99)), counted: float64(len(took)),
	}
	if wholes > 0 {
		seen[livesPerSecond] = float64(wholes) / seconds
	}
	return seen
}
