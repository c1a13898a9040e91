package engine

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"azukari/internal/base/calendar"
	"azukari/internal/engine/clock"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A Sandbox is a house without consequences: the clock moves when told to, mail
// is captured, payments are play money (R20).
type Sandbox struct {
	Gateway *gateway.Sandbox
	engine  *Engine
	moving  sync.Mutex // one advance at a time, and nobody else does what is due meanwhile
}

// openSandbox takes the clock and the gateway over, and sets a new clock.
func (e *Engine) openSandbox(ctx context.Context, o *Options) error {
	e.Clock = clock.Sandbox{Kept: o.Store}
	e.Sandbox = &Sandbox{Gateway: gateway.NewSandbox(e.Clock), engine: e}
	if o.Gateway == nil {
		o.Gateway = e.Sandbox.Gateway
	}
	kept, err := o.Store.Clock(ctx)
	if err != nil || !kept.IsZero() {
		return err
	}
	if o.Start.IsZero() {
		if o.Start, err = (&clock.System{}).Now(ctx); err != nil {
			return err
		}
	}
	return o.Store.Write(ctx, store.Names{}, func(store.Rows) (store.Changes, error) {
		return store.Changes{Clock: o.Start}, nil
	})
}

// PaymentFired is the kind under which Advance lists a delayed payment that the
// gateway answered.
const PaymentFired = "payment"

// Advance moves the clock to an instant, stopping wherever something is due on
// the way: deadlines, reminders and delayed payments happen in due order, and
// mail goes out, each at its own instant (R20.2). It lists what fired.
func (s *Sandbox) Advance(ctx context.Context, to calendar.Instant) ([]transact.Fired, error) {
	fired, _, err := s.AdvanceFrom(ctx, func(calendar.Instant) (calendar.Instant, error) { return to, nil })
	return fired, err
}

// AdvanceFrom advances to the instant that target makes of the time when it is
// this caller's turn: two callers who move the clock by an hour move it by two.
func (s *Sandbox) AdvanceFrom(ctx context.Context, target func(now calendar.Instant) (calendar.Instant, error)) (fired []transact.Fired, to calendar.Instant, err error) {
	s.moving.Lock()
	defer s.moving.Unlock()
	now, err := s.engine.Clock.Now(ctx)
	if err != nil {
		return nil, 0, err
	}
	if to, err = target(now); err != nil {
		return nil, 0, err
	}
	fired, err = s.advance(ctx, to)
	return fired, to, err
}

// SendMail sends what is to be sent where the clock stands now.
func (s *Sandbox) SendMail(ctx context.Context) error {
	s.moving.Lock()
	defer s.moving.Unlock()
	return s.engine.Outbox.Drain(ctx)
}

func (s *Sandbox) advance(ctx context.Context, to calendar.Instant) ([]transact.Fired, error) {
	e := s.engine
	fired := []transact.Fired{}
	for {
		now, err := e.Clock.Now(ctx)
		if err != nil {
			return fired, err
		}
		stop, err := s.nextStop(ctx, now, to)
		if err != nil {
			return fired, err
		}
		if stop != now || to < now { // the latter is refused by the door
			if _, err := e.Door.Do(ctx, transact.Request{Command: transact.MoveClock{To: stop}}); err != nil {
				return fired, err
			}
		}
		here, err := s.settle(ctx, stop)
		fired = append(fired, here...)
		if err != nil || stop == to {
			return fired, err
		}
	}
}

// nextStop is the earliest instant up to to at which something is due.
func (s *Sandbox) nextStop(ctx context.Context, now, to calendar.Instant) (calendar.Instant, error) {
	due, err := s.engine.Store.NextDue(ctx)
	if err != nil {
		return 0, fmt.Errorf("look for the next deadline: %w", err)
	}
	stop := to
	for _, at := range []calendar.Instant{due, s.Gateway.NextAnswer(now)} {
		if !at.IsZero() && at < stop {
			stop = max(at, min(now, to))
		}
	}
	return stop, nil
}

// settle does everything that is due at the instant where the clock stands.
func (s *Sandbox) settle(ctx context.Context, at calendar.Instant) ([]transact.Fired, error) {
	var fired []transact.Fired
	paid, err := s.engine.Cashier.AskAgain(ctx)
	if err != nil {
		return nil, err
	}
	for _, order := range paid {
		fired = append(fired, transact.Fired{At: at, Kind: PaymentFired, Room: order.Room, ID: order.ID})
	}
	due, err := s.engine.Keeper.TakeDue(ctx)
	if err != nil {
		return fired, err
	}
	slices.SortStableFunc(due, func(a, b transact.Fired) int { return int(a.At - b.At) })
	return append(fired, due...), s.engine.Outbox.Drain(ctx)
}
