package simulate

import (
	"context"
	"errors"
	"fmt"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/engine"
	"azukari/internal/engine/clock"
	"azukari/internal/store"
	"azukari/internal/store/sqlstore"
)

var tokyo = func() *time.Location {
	zone, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		panic(err) // the calendar brings its zones along
	}
	return zone
}()

// A house is the process, which may end and begin again; what it keeps stays.
type house struct {
	*run
	path      string
	at        calendar.Instant // in truth
	back      time.Duration    // by which the machine's clock is set back
	clock     *clock.System    // the process's
	store     store.Store
	engine    *engine.Engine
	next      fault // what becomes of the next write
	writes    int   // since the last step began
	faults    map[string]int
	complaint string // of the watch
}

func (h *house) open() {
	kept := must[store.Store](sqlstore.OpenSQLite(h.ctx, h.path))
	h.store, h.clock = kept, &clock.System{Machine: func() calendar.Instant { return h.at.Add(-h.back) }}
	h.engine = must(engine.Open(h.ctx, engine.Options{
		Store: shaky{kept, h}, Clock: h.clock, Random: h.ids, Mail: &h.post, Gateway: &h.provider,
	}))
}

func (h *house) close() error {
	if h.store == nil {
		return nil
	}
	h.engine.Close()
	err := h.store.Close()
	h.store = nil
	return err
}

// restart is the process ending and beginning again; that takes a second.
func (h *house) restart(why string) {
	h.faults[why]++
	h.note("restart: %s", why)
	h.next = none
	if err := h.close(); err != nil {
		h.broken("the house closes", "%v", err)
	}
	h.open()
	h.at = h.at.Add(time.Second)
}

// now is the time that the house goes by.
func (r *run) now() calendar.Instant { return must(r.house.clock.Now(r.ctx)) }

// then is when it will be an instant by the house's clock, in truth.
func (h *house) then(at calendar.Instant) calendar.Instant { return max(h.at, at.Add(h.back)) }

// A fault is what becomes of a write to the database.
type fault string

const (
	none    fault = ""
	full    fault = "full disk"              // nothing is written
	away    fault = "database away"          // nothing is written
	again   fault = "commit to be repeated"  // decided twice
	unheard fault = "commit not heard of"    // written, and nobody is told
	unsaid  fault = "failed fsync, kept"     // written, and nobody may trust it: the process ends
	undone  fault = "failed fsync, not kept" // the same, not written
	lost    fault = "answer lost"            // on the way to who asked
	died    fault = "restart"
	stepped fault = "clock stepped"
	setBack fault = "clock set back"
	outage  fault = "days of outage"
)

// shaky is the store as the disk and the way to it treat it today.
type shaky struct {
	store.Store
	h *house
}

// endless is how often a house of so many people goes to its database in one step
// at the most: whoever goes more often turns in a circle.
func endless(people int) int { return 1_000 * (people + 10) }

// Write fails as the house's next fault says, once.
func (s shaky) Write(ctx context.Context, names store.Names, decide func(store.Rows) (store.Changes, error)) error {
	if s.h.writes++; s.h.writes > endless(s.h.People) {
		return fmt.Errorf("one step wrote %d times and does not end", s.h.writes)
	}
	bad := s.h.next
	s.h.next = none
	if bad != none {
		s.h.faults[string(bad)]++
	}
	switch bad {
	case full:
		return store.ErrFull
	case away:
		return store.ErrAway
	case undone:
		return store.ErrBroken
	case again:
		err := s.Store.Write(ctx, names, func(rows store.Rows) (store.Changes, error) {
			_, err := decide(rows)
			return store.Changes{}, err
		})
		if err != nil {
			return err
		}
		return store.ErrRetry
	}
	var written store.Changes
	err := s.Store.Write(ctx, names, func(rows store.Rows) (changes store.Changes, err error) {
		written, err = decide(rows)
		return written, err
	})
	if err == nil && !written.Empty() {
		s.h.committed(written)
	}
	switch {
	case err != nil:
		return err
	case bad == unheard:
		return store.ErrUnknown
	case bad == unsaid:
		return store.ErrBroken
	}
	return nil
}

// excused reports whether an error is one of those that were made to happen; the
// process begins anew after those that end it.
func (r *run) excused(err error) bool {
	if errors.Is(err, store.ErrBroken) {
		r.house.restart("restart after a failed fsync")
		return true
	}
	return r.toBeExpected(err)
}

func (r *run) toBeExpected(err error) bool {
	return errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrAway) || errors.Is(err, store.ErrUnknown) || errors.Is(err, store.ErrBroken)
}

// advance lets time pass; where somebody looks at the deadlines, they happen on
// the way, each at its instant by the house's clock.
func (r *run) advance(to calendar.Instant, awake bool) {
	h := &r.house
	to = max(to, h.at)
	for {
		stop := to
		if awake {
			for _, at := range []calendar.Instant{must(h.store.NextDue(r.ctx)), r.provider.nextAnswer(r.now())} {
				if !at.IsZero() {
					stop = min(stop, h.then(at))
				}
			}
		}
		h.at = max(h.at, stop)
		if err := h.engine.Door.Reread(r.ctx); err != nil {
			r.broken("how the house is set can be read", "%v", err)
		}
		if awake {
			r.clockwork()
		}
		if stop >= to {
			return
		}
	}
}

// clockwork does once what the house does by itself every second.
func (r *run) clockwork() {
	r.threaten(3)
	for what, do := range []func() error{
		func() error { _, err := r.house.engine.Cashier.AskAgain(r.ctx); return err },
		func() error {
			fired, err := r.house.engine.Keeper.TakeDue(r.ctx)
			for _, f := range fired {
				r.note("clock %s %s %s %s", f.At, f.Room, f.ID, f.Kind)
			}
			return err
		},
		func() error { return r.house.engine.Outbox.Drain(r.ctx) },
	} {
		r.house.writes = 0
		if err := do(); err != nil {
			r.post.forget()
			if !r.excused(err) {
				r.broken("the house does what is due", "step %d at %s: %v", what, r.now(), err)
			}
		}
		r.complain()
	}
	r.house.next = none
}

func (r *run) complain() {
	if fault := r.house.complaint; fault != "" {
		r.broken("each commit is what the rules say", "%s", fault)
	}
	if fault := r.post.fault; fault != "" {
		r.broken("each letter leaves once, while it has a reason", "%s", fault)
	}
}
