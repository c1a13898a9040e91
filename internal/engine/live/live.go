// Package live tells open pages that something changed (R11.1): after each
// commit it names the rows that changed, and a page that shows one of them reads
// again. Only keys are told, never contents, so nothing is seen here that
// reading would not show. It promises never to hold the door up, to name each
// changed row to each page at least once, and to name it once where several
// changes wait together. It does not promise to be heard at all: a node may die
// between its commit and its word to the others, so a page also reads again
// whenever it has connected: when it was opened, when its line broke, and every
// half hour in any case.
package live

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"azukari/internal/store"
)

// A Hub brings the word from commits to pages, of this node and of the others
// that have the same database open.
type Hub struct {
	wire store.Wire // nil: no other nodes
	log  *slog.Logger

	// The first and the longest pause after a failure on the wire; pauses double.
	pause, longest time.Duration

	mu     sync.Mutex
	pages  map[string]map[*page]struct{} // by topic
	closed bool
	shared bool                // Run is under way on a wire
	untold map[string]struct{} // keys that the other nodes do not know of yet
	wake   chan struct{}       // untold has something
}

// New makes a hub for one store; Run connects it with the other nodes.
func New(s store.Store, log *slog.Logger) *Hub {
	h := &Hub{
		log: log, pause: 100 * time.Millisecond, longest: 30 * time.Second,
		pages: map[string]map[*page]struct{}{}, untold: map[string]struct{}{}, wake: make(chan struct{}, 1),
	}
	if shared, ok := s.(store.Shared); ok {
		h.wire = shared.Wire()
	}
	return h
}

// A page is one subscriber. Only the hub sends, and only under its lock.
type page struct {
	topics []string
	out    chan string // room for each topic once, so that sending never waits
}

// Subscribe gives a channel on which the key of each topic that changes arrives,
// from now on: subscribe first, then read what the page shows. Topics are the ids
// of contracts, of threads (a proposal's id), jobs and accounts, and Clock. A slow
// page finds each changed topic once, however often it changed meanwhile. The
// channel is closed by cancel, which may be called again, and by Close.
func (h *Hub) Subscribe(topics ...string) (changed <-chan string, cancel func()) {
	topics = slices.Compact(slices.Sorted(slices.Values(topics)))
	p := &page{topics: topics, out: make(chan string, len(topics))}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		close(p.out)
		return p.out, func() {}
	}
	for _, topic := range topics {
		if h.pages[topic] == nil {
			h.pages[topic] = map[*page]struct{}{}
		}
		h.pages[topic][p] = struct{}{}
	}
	return p.out, sync.OnceFunc(func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if !h.closed {
			h.forget(p)
			close(p.out)
		}
	})
}

func (h *Hub) forget(p *page) {
	for _, topic := range p.topics {
		delete(h.pages[topic], p)
		if len(h.pages[topic]) == 0 {
			delete(h.pages, topic)
		}
	}
}

// Committed is the door's word that a commit has happened.
func (h *Hub) Committed(c store.Changes) {
	keys := Topics(c)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.publish(keys)
	if !h.shared || len(keys) == 0 {
		return
	}
	for _, key := range keys {
		h.untold[key] = struct{}{}
	}
	h.rouse()
}

// Close ends all subscriptions, so that a server that stops is not held open by
// its live pages; later ones end at once.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return
	}
	h.closed = true
	ended := map[*page]struct{}{}
	for _, pages := range h.pages {
		for p := range pages {
			if _, done := ended[p]; !done {
				ended[p] = struct{}{}
				close(p.out)
			}
		}
	}
	clear(h.pages)
}

func (h *Hub) publish(keys []string) {
	for _, key := range keys {
		for p := range h.pages[key] {
			p.tell(key)
		}
	}
}

// publishAll names every topic to every page: something may have been missed.
func (h *Hub) publishAll() {
	for topic, pages := range h.pages {
		for p := range pages {
			p.tell(topic)
		}
	}
}

// tell adds a key to what waits for the page, unless it waits already. What
// waits is taken out and put back, which only the hub does; as its keys differ
// there is room for all of them.
func (p *page) tell(key string) {
	var waiting []string
	for more := true; more; {
		select {
		case k := <-p.out:
			waiting = append(waiting, k)
		default:
			more = false
		}
	}
	if !slices.Contains(waiting, key) {
		waiting = append(waiting, key)
	}
	for _, k := range waiting {
		p.out <- k
	}
}

func (h *Hub) rouse() {
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// breath is how long the hub lets keys gather after it has told the other nodes
// some: a busy node tells many commits at once.
const breath = 20 * time.Millisecond

// Run carries word between nodes until the context ends; with no other nodes it
// has nothing to do.
func (h *Hub) Run(ctx context.Context) {
	if h.wire == nil {
		return
	}
	h.share(true)
	defer h.share(false)
	var both sync.WaitGroup
	both.Go(func() { h.listen(ctx) })
	both.Go(func() { h.tell(ctx) })
	both.Wait()
}

func (h *Hub) share(yes bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.shared = yes
	clear(h.untold)
}

// listen hears the other nodes, again after growing pauses when the line breaks.
func (h *Hub) listen(ctx context.Context) {
	pause := h.pause
	for {
		err := h.wire.Listen(ctx, func(keys []string) {
			h.mu.Lock()
			defer h.mu.Unlock()
			if keys == nil {
				pause = h.pause
				h.publishAll()
				return
			}
			h.publish(keys)
		})
		if ctx.Err() != nil {
			return
		}
		h.log.Warn("other nodes are not heard for a moment; pages may be late", "again_in", pause, "error", err)
		if !wait(ctx, pause) {
			return
		}
		pause = min(2*pause, h.longest)
	}
}

// tell brings the other nodes what is untold.
func (h *Hub) tell(ctx context.Context) {
	pause := h.pause
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.wake:
		}
		keys := h.takeUntold()
		if len(keys) == 0 {
			continue
		}
		rest := breath
		if err := h.wire.Tell(ctx, keys); err == nil {
			pause = h.pause
		} else if ctx.Err() == nil {
			h.log.Warn("other nodes could not be told what changed; again soon", "again_in", pause, "error", err)
			h.putBack(keys)
			rest, pause = pause, min(2*pause, h.longest)
		}
		if !wait(ctx, rest) {
			return
		}
	}
}

func (h *Hub) takeUntold() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	keys := make([]string, 0, len(h.untold))
	for key := range h.untold {
		keys = append(keys, key)
	}
	clear(h.untold)
	return keys
}

func (h *Hub) putBack(keys []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, key := range keys {
		h.untold[key] = struct{}{}
	}
	h.rouse()
}

// wait reports false when the context ended first.
func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
