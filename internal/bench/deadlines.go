package bench

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/ledger"
	"azukari/internal/engine"
	"azukari/internal/engine/clock"
)

// deadlinesKind is what the clock costs, and how that grows with the house.
var deadlinesKind = kind{
	name: "deadlines", title: "Deadlines among many contracts",
	says: "In houses of so many contracts, each delivered and held in escrow with a deadline of its own, ten years ahead: how long the keeper's look takes, which it takes every second, " +
		"when nothing is due; and how many seconds it needs from the look to the last commit when that many deliveries fall due together that nobody inspected (みなし検収): " +
		"each one pays worker, fee and tax, ends its contract, adds to its chain, and queues its mail. Reminders on the way have gone out before.",
	open: func(ctx context.Context, r *run) error {
		var smaller map[string]string
		for _, n := range r.options.Contracts {
			houses, err := r.filled(ctx, n)
			if err != nil {
				return err
			}
			same := map[string]string{}
			for _, h := range houses {
				look := &row{
					kind: "deadlines", work: "idle look among " + roundly(n), database: h.name, measure: idleLook{h},
				}
				if before := smaller[h.name]; before != "" {
					look.comparisons = []comparison{to(median, "÷ the house before", idleGrowth, aim{most: 4}, before)}
				}
				same[h.name] = look.name()
				fall := &row{
					kind: "deadlines", work: roundly(r.options.Due) + " due among " + roundly(n), database: h.name,
					measure: &falling{h, r.options.Due},
				}
				if r.options.Due == dueInAim {
					most := dueOnSQLite
					if h.name == "PostgreSQL" {
						most = dueOnPostgres
					}
					fall.comparisons = []comparison{{says: "seconds", aim: most, value: func(in around) float64 { return in.own[seconds] }}}
				}
				r.add(look, fall)
			}
			smaller = same
		}
		return nil
	},
}

// dueInAim is of how many deadlines the aims speak.
const dueInAim = 10_000

// checkable is how many contracts' books can be walked through in the memory of a
// small machine.
const checkable = 1_000_000

// A house is a database of so many contracts, and its clock.
type house struct {
	*subject
	clock *handClock
}

// filled makes houses of so many contracts.
func (r *run) filled(ctx context.Context, contracts int) (houses []house, err error) {
	present, err := (&clock.System{}).Now(ctx)
	if err != nil {
		return nil, err
	}
	hand := &handClock{}
	hand.at.Store(int64(present))
	of := roundly(contracts) + " contracts"
	opened, err := r.databases(ctx, of, engine.Options{Clock: hand})
	if err != nil {
		return nil, err
	}
	r.say("filling %s", of)
	err = together(len(opened), func(i int) error { return opened[i].grow(ctx, contracts, r.timing.crowd) })
	for _, s := range opened {
		houses = append(houses, house{s, hand})
	}
	return houses, err
}

// grow makes a house of so many contracts of a database, and notes what that took.
func (s *subject) grow(ctx context.Context, contracts, pairs int) (err error) {
	if s.world, err = furnish(ctx, s.engine.Door, pairs); err != nil {
		return fmt.Errorf("furnish %s: %w", s.title(), err)
	}
	elapsed := clock.Stopwatch()
	if err := fill(ctx, s, contracts); err != nil {
		return fmt.Errorf("fill %s: %w", s.title(), err)
	}
	note := "filled in " + elapsed().Round(time.Second/10).String()
	size, err := s.size(ctx)
	if err != nil {
		return err
	}
	s.notes = append(s.notes, fmt.Sprintf("%s, %s MiB", note, whole(float64(size)/(1<<20))))
	if contracts > checkable {
		s.unchecked = "it would take more memory than a small machine has"
	}
	return nil
}

// handClock is moved by hand. Each look at it is a microsecond later, so that what
// happens one after another has different instants.
type handClock struct{ at atomic.Int64 }

// Now is where the hand has left it.
func (h *handClock) Now(context.Context) (calendar.Instant, error) {
	return calendar.Instant(h.at.Add(1)), nil
}

// idleLook is the keeper's look when there is nothing to take.
type idleLook struct{ house }

func (h idleLook) visit(ctx context.Context, t timing) (figures, error) {
	var took []time.Duration
	all := clock.Stopwatch()
	for all() < t.warm+t.slice {
		elapsed := clock.Stopwatch()
		fired, err := h.engine.Keeper.TakeDue(ctx)
		if err != nil {
			return nil, err
		}
		if len(fired) > 0 {
			return nil, errors.New("something was due when nothing should be")
		}
		if one := elapsed(); all() > t.warm {
			took = append(took, one)
		}
	}
	return figures{median: micros(quantile(took, 0.5)), p99: micros(quantile(took, 0.99)), counted: float64(len(took))}, nil
}

// falling lets deliveries fall due together.
type falling struct {
	house
	due int
}

func (f *falling) visit(ctx context.Context, _ timing) (figures, error) {
	w := f.world
	first, last := calendar.Instant(0), calendar.Instant(0)
	delivered := make([]agreed, f.due)
	err := together(f.due, func(i int) (err error) {
		delivered[i], err = w.delivered(ctx, w.pairs[i%len(w.pairs)], someOffer)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, a := range delivered {
		c, err := f.store.Contract(ctx, a.contract)
		if err != nil {
			return nil, err
		}
		if first == 0 || c.Until < first {
			first = c.Until
		}
		last = max(last, c.Until)
	}
	f.clock.at.Store(int64(first.Add(-time.Second)))
	if _, err := f.engine.Keeper.TakeDue(ctx); err != nil { // the reminders
		return nil, err
	}
	before, err := f.store.Balance(ctx, ledger.Fees)
	if err != nil {
		return nil, err
	}
	f.clock.at.Store(int64(last))
	elapsed := clock.Stopwatch()
	fired, err := f.engine.Keeper.TakeDue(ctx)
	took := elapsed()
	if err != nil {
		return nil, err
	}
	after, err := f.store.Balance(ctx, ledger.Fees)
	if err != nil {
		return nil, err
	}
	if fees := ledger.FeeOn(feesNow, 0, ledger.Charge{}, someOffer.Amount).Fee; int(after-before) != f.due*int(fees) {
		return nil, fmt.Errorf("%d deadlines were taken for %d deliveries, and ¥%d of fees for ¥%d a piece", len(fired), f.due, after-before, fees)
	}
	return figures{seconds: took.Seconds(), perSecond: float64(f.due) / took.Seconds(), counted: float64(len(fired))}, nil
}
