// Package transact is the one door through which everything is written: people,
// the API, the clock and the gateway all come this way. It takes the commands
// that wait, up to 256 and without adding a wait, loads and locks what they
// name, reads the clock once, lets the pure kernel decide them one after
// another, and commits all of it in one transaction; each caller then gets its
// own answer. One command's refusal touches nobody else; a batch that fails is
// replayed one by one.
package transact

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/domain/charter"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/clock"
	"azukari/internal/store"
)

const (
	maxBatch = 256
	maxTries = 10 // of a batch that ErrRetry sends back
)

// A Command is one thing that somebody asks for. Decide may be called several
// times, on fresh rows each time; only the last one counts.
type Command interface {
	// Names lists the rows that it decides on.
	Names() store.Names
	// Decide makes its changes on the work. The error is a refusal, or our fault.
	Decide(w *Work) (result any, err error)
}

// A Request is a command with who gives it.
type Request struct {
	Actor   contract.Actor
	Command Command
	Once    *Once // nil: not bound to an idempotency key

	// Admit may refuse the request before it is decided, with an error that is
	// its answer and is not kept. It is asked once, and not for a request that was
	// answered before: whoever counts requests counts no repetition.
	Admit func(now calendar.Instant) error
}

// Once binds a request to an idempotency key: answered once, the same answer is
// given again for a day (R9.2's "the same key twice").
type Once struct {
	Key         string // hash of actor, route and key
	Fingerprint string // hash of the body
	// Answer writes the answer that is kept in the commit of the effect. It may
	// decline to keep one: then the request may be made again.
	Answer func(result any, err error) (status int, body []byte, keep bool)

	// note says how far the request has come with this step; nil when it is no
	// first step, and then what was noted is no answer.
	note func(result any) []byte
}

// RefusalsOnly keeps a no, but not a yes: for the first step of a request whose
// answer comes with a later step.
func (o *Once) RefusalsOnly() *Once {
	if o == nil {
		return nil
	}
	first := *o
	first.Answer = func(result any, err error) (int, []byte, bool) {
		if err == nil {
			return 0, nil, false
		}
		return o.Answer(result, err)
	}
	return &first
}

// Ordering is RefusalsOnly for the first step of a request that pays: in the
// commit of the order it notes for the key which payment that is. Whatever is
// lost afterwards, the request made again goes on with that payment, also when it
// was settled meanwhile (R2.6).
func (o *Once) Ordering() *Once {
	first := o.RefusalsOnly()
	if first != nil {
		first.note = noteOrder
	}
	return first
}

// An Outcome is what came of a request.
type Outcome struct {
	Result any
	Kept   *store.Answer // the answer kept for the request's key, now or earlier
	Replay bool          // it was answered earlier
}

// A Door takes requests for one store.
type Door struct {
	store    store.Store
	clock    clock.Clock
	calendar calendar.Calendar
	ids      *id.Minter
	log      *slog.Logger
	queue    chan *call
	after    []func(store.Changes)
	released atomic.Bool // this house is not in quarantine, or not any more
	book     atomic.Pointer[charter.Book]
	reading  sync.Mutex // of the book
	broken   chan struct{}
	breaking sync.Once
	workers  sync.WaitGroup
	closing  chan struct{}
	stopped  chan struct{}
}

type call struct {
	Request
	ctx     context.Context
	asked   bool  // Admit was
	refused error // what it said
	outcome Outcome
	err     error
	done    chan struct{}
}

// ErrClosed answers requests that come after Close.
var ErrClosed = errors.New("the door is closed")

// Open starts a door. Functions given with After are called after each commit.
func Open(s store.Store, c clock.Clock, cal calendar.Calendar, ids *id.Minter, log *slog.Logger, after ...func(store.Changes)) *Door {
	d := &Door{
		store: s, clock: c, calendar: cal, ids: ids, log: log, after: after,
		queue: make(chan *call, 4*maxBatch), broken: make(chan struct{}), closing: make(chan struct{}), stopped: make(chan struct{}),
	}
	d.book.Store(&charter.Book{})
	for range s.Writers() {
		d.workers.Go(d.work)
	}
	return d
}

// Broken is closed when nothing may be acknowledged any more: the process ends.
func (d *Door) Broken() <-chan struct{} { return d.broken }

// Close answers what was asked before and then stops.
func (d *Door) Close() {
	close(d.closing)
	d.workers.Wait()
	close(d.stopped)
}

// Do brings one request through the door. The error is a *refusal.Refusal when
// the answer is no, and our fault otherwise.
func (d *Door) Do(ctx context.Context, r Request) (Outcome, error) {
	c := &call{Request: r, ctx: ctx, done: make(chan struct{})}
	select {
	case d.queue <- c:
	case <-ctx.Done():
		return Outcome{}, ctx.Err()
	case <-d.closing:
		return Outcome{}, ErrClosed
	}
	select {
	case <-c.done:
		return c.outcome, c.err
	case <-d.broken:
		return Outcome{}, store.ErrBroken
	case <-d.stopped:
		select {
		case <-c.done:
			return c.outcome, c.err
		default:
			return Outcome{}, ErrClosed
		}
	}
}

func (d *Door) work() {
	batch := make([]*call, 0, maxBatch)
	for {
		batch = batch[:0]
		select {
		case c := <-d.queue:
			batch = append(batch, c)
		case <-d.closing:
			select {
			case c := <-d.queue:
				batch = append(batch, c)
			default:
				return
			}
		}
		for more := true; more && len(batch) < maxBatch; {
			select {
			case c := <-d.queue:
				batch = append(batch, c)
			default:
				more = false
			}
		}
		d.process(batch)
	}
}

// process commits a batch, and answers each call.
func (d *Door) process(batch []*call) {
	changes, err := d.commit(batch)
	if err != nil && len(batch) > 1 && !everybodys(err) {
		d.log.Warn("a batch failed and is replayed one by one", "commands", len(batch), "error", err)
		for i := range batch {
			d.process(batch[i : i+1])
		}
		return
	}
	if errors.Is(err, store.ErrBroken) {
		d.log.Error("the database can no longer be trusted: nothing is acknowledged any more", "error", err)
		d.breaking.Do(func() { close(d.broken) })
		return
	}
	if err == nil {
		if len(changes.Editions) > 0 {
			d.reread(context.WithoutCancel(batch[0].ctx))
		}
		for _, f := range d.after {
			f(changes)
		}
	}
	for _, c := range batch {
		if err != nil {
			c.outcome, c.err = Outcome{}, err
		}
		close(c.done)
	}
}

// everybodys reports whether a failure is the store's, and would meet each
// command of a batch alone as well.
func everybodys(err error) bool {
	return errors.Is(err, store.ErrBroken) || errors.Is(err, store.ErrUnknown) || errors.Is(err, store.ErrAway) || errors.Is(err, store.ErrFull)
}

// commit decides and writes a batch, again when the store says so.
func (d *Door) commit(batch []*call) (changes store.Changes, err error) {
	var names store.Names
	for _, c := range batch {
		add(&names, officially(c.Request), c.Once)
	}
	ctx := context.WithoutCancel(batch[0].ctx)
	for try := 1; ; try++ {
		err = d.store.Write(ctx, names, func(rows store.Rows) (store.Changes, error) {
			var err error
			changes, err = d.decide(ctx, batch, rows)
			return changes, err
		})
		if !errors.Is(err, store.ErrRetry) || try == maxTries {
			return changes, err
		}
		if setsHouse(batch) { // another node may have published meanwhile
			d.reread(ctx)
		}
	}
}

// admit asks whether the request may be decided, however often it is decided.
func (c *call) admit(now calendar.Instant) error {
	if c.Admit != nil && !c.asked {
		c.asked, c.refused = true, c.Admit(now)
	}
	return c.refused
}

// decide lets each call of the batch make its changes on the same rows.
// A command that panics is our fault like any other, and costs only itself.
func (d *Door) decide(ctx context.Context, batch []*call, rows store.Rows) (changes store.Changes, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("a command panicked: %v\n%s", fault, stack())
		}
	}()
	now, err := d.clock.Now(ctx)
	if err != nil {
		return store.Changes{}, fmt.Errorf("read the clock: %w", err)
	}
	w := newWork(rows, now, d.calendar, d.ids)
	w.book = d.Book()
	if w.restored, err = d.Restored(ctx); err != nil {
		return store.Changes{}, err
	}
	for _, c := range batch {
		w.Actor = c.Actor
		if kept, replay, err := w.answeredBefore(c.Once); err != nil || replay {
			c.outcome, c.err = Outcome{Kept: kept, Replay: replay}, err
			continue
		}
		if no := w.refuse(c.Command); no != nil {
			c.outcome, c.err = Outcome{}, no
			continue
		}
		if no := w.entitled(c.Command); no != nil {
			c.outcome, c.err = Outcome{Kept: w.keep(c.Once, nil, no)}, no
			continue
		}
		if no := c.admit(now); no != nil {
			c.outcome, c.err = Outcome{}, no
			continue
		}
		w.Stay()
		result, err := c.Command.Decide(w)
		switch {
		case err != nil && !isRefusal(err):
			return store.Changes{}, err
		case err != nil && w.size() != w.stays: // our fault: half of it would be kept
			return store.Changes{}, fmt.Errorf("%T had changed something before it was refused: %v", c.Command, err)
		}
		if err == nil {
			w.note(c.Command)
		}
		c.outcome, c.err = Outcome{Result: result, Kept: w.keep(c.Once, result, err)}, err
	}
	return w.changes(), nil
}
