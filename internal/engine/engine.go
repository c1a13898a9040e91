// Package engine is what happens in the house: one door for every write, the
// keeper of deadlines, the cashier, the outbox, all by one clock. It wires them
// for one store; servers ask it, and read from its store.
package engine

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/domain/event"
	"azukari/internal/domain/todo"
	"azukari/internal/engine/cashier"
	"azukari/internal/engine/clock"
	"azukari/internal/engine/deadline"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/live"
	"azukari/internal/engine/mail"
	"azukari/internal/engine/outbox"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// Options are what an engine is made of.
type Options struct {
	Store     store.Store
	Zone      *time.Location      // the platform's time zone; nil: Asia/Tokyo
	Log       *slog.Logger        // nil: nothing is logged
	Mail      mail.Sender         // nil: captured
	Gateway   gateway.Gateway     // nil: the sandbox's
	Host      string              // of Message-IDs
	BaseURL   string              // of the pages that mail leads to; empty: http://localhost:8080
	Random    io.Reader           // of ids; nil: crypto/rand
	Committed func(store.Changes) // called after each commit, quickly
	Clock     clock.Clock         // nil: the machine's

	Sandbox bool             // the clock belongs to the user (R20)
	Start   calendar.Instant // where a new sandbox's clock begins; zero: the machine's time
}

// An Engine is one house's works.
type Engine struct {
	Store    store.Store
	Clock    clock.Clock
	Calendar calendar.Calendar
	Door     *transact.Door
	Keeper   *deadline.Keeper
	Cashier  *cashier.Cashier
	Outbox   *outbox.Outbox
	Live     *live.Hub
	Sandbox  *Sandbox // nil in earnest
	IDs      *id.Minter
	Log      *slog.Logger

	turn  sync.Locker // of who does what is due by itself: in a sandbox nobody does while the clock moves
	stop  context.CancelFunc
	loops sync.WaitGroup
}

// nobodys is the turn where none needs to be waited for.
type nobodys struct{}

func (nobodys) Lock()   {}
func (nobodys) Unlock() {}

// Open wires an engine; Run lets its clockwork go.
func Open(ctx context.Context, o Options) (*Engine, error) {
	if o.Zone == nil {
		tokyo, err := time.LoadLocation("Asia/Tokyo")
		if err != nil {
			return nil, fmt.Errorf("load the platform's time zone: %w", err)
		}
		o.Zone = tokyo
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Mail == nil {
		o.Mail = mail.Capture{}
	}
	if o.Host == "" {
		o.Host = "localhost"
	}
	if o.BaseURL == "" {
		o.BaseURL = "http://localhost:8080"
	}
	if o.Clock == nil {
		o.Clock = &clock.System{}
	}
	e := &Engine{Store: o.Store, Calendar: calendar.In(o.Zone), IDs: id.NewMinter(o.Random), Log: o.Log, Clock: o.Clock}
	if o.Sandbox {
		if err := e.openSandbox(ctx, &o); err != nil {
			return nil, fmt.Errorf("open the sandbox: %w", err)
		}
	}
	if machine, ok := o.Clock.(*clock.System); ok && !o.Sandbox {
		last, err := o.Store.Written(ctx)
		if err != nil {
			return nil, fmt.Errorf("look when the house wrote last: %w", err)
		}
		if behind := machine.NotBefore(last); behind > clock.Astray {
			o.Log.Error("the machine's clock is behind what was written: the house's time stands until it has caught up", "written_at", last, "behind", behind,
				"fix", "set the machine's clock right")
		}
	}
	e.turn = nobodys{}
	if e.Sandbox != nil {
		e.turn = &e.Sandbox.moving
	}
	e.Outbox = outbox.New(outbox.Outbox{
		Store: o.Store, Clock: e.Clock, Sender: o.Mail, Calendar: e.Calendar, Host: o.Host, BaseURL: o.BaseURL, KeepLink: o.Sandbox, Log: o.Log, Turn: e.turn, Lanes: 1,
	})
	if _, captured := o.Mail.(mail.Capture); captured {
		e.Outbox.Lanes = outbox.ManyLanes
	}
	e.Live = live.New(o.Store, o.Log)
	after := []func(store.Changes){e.Outbox.Committed, e.Live.Committed}
	if o.Committed != nil {
		after = append(after, o.Committed)
	}
	e.Door = transact.Open(o.Store, e.Clock, e.Calendar, e.IDs, o.Log, after...)
	if err := e.Door.Reread(ctx); err != nil {
		e.Door.Close()
		return nil, err
	}
	e.Outbox.Door = e.Door
	e.Keeper = &deadline.Keeper{Door: e.Door, Store: o.Store, Clock: e.Clock, Log: o.Log, Turn: e.turn}
	e.Keeper.Todo = func(ctx context.Context, accountID string) ([]todo.Item, error) {
		return e.Todo(ctx, event.Actor{Account: accountID})
	}
	e.Cashier = &cashier.Cashier{Door: e.Door, Gateway: o.Gateway, Store: o.Store, Log: o.Log}
	return e, nil
}

// Run starts what happens by itself: deadlines, open payment orders, word from
// other nodes and, where it may leave, mail.
func (e *Engine) Run(ctx context.Context, mail bool) {
	ctx, e.stop = context.WithCancel(ctx)
	e.loops.Go(func() { e.Keeper.Run(ctx) })
	if mail {
		e.loops.Go(func() { e.Outbox.Run(ctx) })
	}
	e.loops.Go(func() { e.sweep(ctx) })
	e.loops.Go(func() { e.Live.Run(ctx) })
}

// sweep does, every few seconds, what nobody waits for: it asks the gateway
// about open orders, reads how the house is set, and lets answers go that no key can ask for any more.
func (e *Engine) sweep(ctx context.Context) {
	look := time.NewTicker(5 * time.Second)
	defer look.Stop()
	leapt := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
		if machine, ok := e.Clock.(*clock.System); ok {
			ahead := machine.Ahead()
			if ahead > 0 && !leapt {
				e.Log.Error("the machine's clock was set ahead, and is not believed: the house goes by the time that has passed", "ahead", ahead,
					"fix", "set the machine's clock right, or start the service again if it is right")
			}
			leapt = ahead > 0
		}
		e.turn.Lock()
		_, err := e.Cashier.AskAgain(ctx)
		e.turn.Unlock()
		if err != nil && ctx.Err() == nil {
			e.Log.Error("open payment orders could not be settled; they stay open", "error", err)
		}
		if err := e.Door.Reread(ctx); err != nil && ctx.Err() == nil {
			e.Log.Error("how the house is set could not be read; it stays as it was", "error", err)
		}
		if err := e.forget(ctx); err != nil && ctx.Err() == nil {
			e.Log.Error("old answers could not be forgotten; they stay", "error", err)
		}
	}
}

// forget lets go of answers that are older than a day.
func (e *Engine) forget(ctx context.Context) error {
	now, err := e.Clock.Now(ctx)
	if err != nil {
		return err
	}
	for {
		gone, err := e.Store.PurgeAnswers(ctx, now.Add(-transact.AnswersKept), 1_000)
		if err != nil || gone < 1_000 {
			return err
		}
	}
}

// Now is the house's time.
func (e *Engine) Now(ctx context.Context) (calendar.Instant, error) { return e.Clock.Now(ctx) }

// Close stops the clockwork, the live pages and the door; the store stays open.
func (e *Engine) Close() {
	e.Live.Close()
	if e.stop != nil {
		e.stop()
		e.loops.Wait()
	}
	e.Door.Close()
}
