// Package deadline takes the steps that the clock owes (期限の執行). The next
// one stands on the row of what it is about, written by the same commit that changed
// its state; this package looks for what is due, earliest first, and brings
// each to the door like anybody else. It keeps nothing in memory that matters:
// the rows are the truth, looked at every second.
package deadline

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/lifecycle"
	"azukari/internal/domain/event"
	"azukari/internal/domain/todo"
	"azukari/internal/engine/clock"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A Keeper keeps the deadlines of one house.
type Keeper struct {
	Door  *transact.Door
	Store store.Reader
	Clock clock.Clock
	Log   *slog.Logger
	Turn  sync.Locker // is held while Run takes what is due

	// Todo is what waits for an account now; the keeper brings it to those who
	// do not look (store.AttentionRoom).
	Todo func(ctx context.Context, accountID string) ([]todo.Item, error)

	faults atomic.Pointer[map[thing]error] // of the last look: for who asks why something is overdue
	seen   atomic.Pointer[seen]
}

// seen is how far looks have found that nothing is due any more. What was taken
// lingers at the beginning of PostgreSQL's indexes until a vacuum, and a look that
// begins there walks over all of it; so looks begin where an earlier one has been,
// less an overlap for a command that read the clock before it and was committed
// after, and only once a minute at the very beginning.
type seen struct {
	upTo  calendar.Instant
	whole calendar.Instant // when a look last began at the beginning
}

const (
	overlap = time.Minute
	wholly  = time.Minute
)

// from is where a look begins.
func (s *seen) from(now calendar.Instant) calendar.Instant {
	if now < s.whole || now >= s.whole.Add(wholly) {
		return 0
	}
	return s.upTo.Add(-overlap)
}

// Fault is why this node could not take what a thing is due, when it last tried;
// nil when it did, or has not tried.
func (k *Keeper) Fault(room store.Room, id string) error {
	if faults := k.faults.Load(); faults != nil {
		return (*faults)[thing{room, id}]
	}
	return nil
}

// atOnce bounds how many things are brought to the door together.
const atOnce = 256

// Run takes what falls due until the context ends.
func (k *Keeper) Run(ctx context.Context) {
	look := time.NewTicker(time.Second)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
			k.Turn.Lock()
			_, err := k.TakeDue(ctx)
			k.Turn.Unlock()
			if err != nil && ctx.Err() == nil {
				k.Log.Error("deadlines could not be taken; they stay due", "error", err)
			}
		}
	}
}

// A thing is what something is due of; two rooms may share an id.
type thing struct {
	room store.Room
	id   string
}

// errStays is the fault of what is due and that nothing happens to.
var errStays = errors.New("it is due, yet the clock owes it nothing")

// TakeDue takes everything that is due by now, and answers with it in due
// order. In quarantine that is nothing. One thing that fails holds up no other:
// the failure is reported at the end, and the thing stays due; after a while it is
// a case for the desk.
func (k *Keeper) TakeDue(ctx context.Context) ([]transact.Fired, error) {
	var all []transact.Fired
	if held, err := k.Door.Quarantined(ctx); err != nil || held {
		return nil, err
	}
	before := k.seen.Load()
	if before == nil {
		before = &seen{}
	}
	reached := *before
	failed, idle := map[thing]error{}, map[thing]bool{}
	for {
		now, err := k.Clock.Now(ctx)
		if err != nil {
			return all, err
		}
		from := before.from(now)
		if reached.upTo = now; from == 0 {
			reached.whole = now
		}
		due, err := k.Store.Due(ctx, from, now, atOnce+len(failed))
		if err != nil {
			return all, fmt.Errorf("look for what is due: %w", err)
		}
		var things []store.Due
		for _, d := range due {
			one := thing{d.Room, d.ID}
			if idle[one] && failed[one] == nil {
				failed[one] = errStays
			}
			if failed[one] == nil {
				things = append(things, d)
			}
		}
		if len(things) == 0 {
			break
		}
		for _, d := range things {
			idle[thing{d.Room, d.ID}] = true
		}
		for _, f := range k.take(ctx, things, failed) {
			delete(idle, thing{f.Room, f.ID})
			all = append(all, f)
		}
	}
	k.faults.Store(&failed)
	if len(failed) == 0 {
		k.seen.Store(&reached)
	}
	for one, err := range failed {
		return all, fmt.Errorf("%d deadlines could not be taken, that of %s %s among them: %w", len(failed), one.room, one.id, err)
	}
	return all, nil
}

// take brings things to the door in one command; when that fails, one by one,
// so that only what is at fault stays behind.
func (k *Keeper) take(ctx context.Context, things []store.Due, failed map[thing]error) []transact.Fired {
	waits, err := k.waits(ctx, things)
	var outcome transact.Outcome
	if err == nil {
		outcome, err = k.Door.Do(ctx, transact.Request{
			Actor: event.Actor{System: lifecycle.Clock}, Command: transact.CatchUp{Things: things, Waits: waits},
		})
	}
	switch {
	case err == nil:
		return outcome.Result.([]transact.Fired)
	case len(things) == 1:
		failed[thing{things[0].Room, things[0].ID}] = err
		return nil
	}
	var fired []transact.Fired
	for i := range things {
		fired = append(fired, k.take(ctx, things[i:i+1], failed)...)
	}
	return fired
}

// waits gathers what waits for the accounts among some things.
func (k *Keeper) waits(ctx context.Context, things []store.Due) (map[string][]todo.Item, error) {
	waits := map[string][]todo.Item{}
	for _, d := range things {
		if d.Room != store.AttentionRoom {
			continue
		}
		items, err := k.Todo(ctx, d.ID)
		if err != nil {
			return nil, fmt.Errorf("gather what waits for %s: %w", d.ID, err)
		}
		waits[d.ID] = items
	}
	return waits, nil
}
