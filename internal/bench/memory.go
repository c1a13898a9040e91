package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"azukari/internal/domain/account"
	"azukari/internal/engine"
	"azukari/internal/engine/clock"
	"azukari/internal/engine/transact"
)

// memoryKind is what the program takes of the machine, by itself.
var memoryKind = kind{
	name: "memory", title: "Memory, and live pages",
	says: "azukari as a process of its own (a sandbox) on SQLite, begun anew in each round: how much memory it has when it has begun, and the most that it had while the crowd wrote messages by its API; " +
		"then with so many open pages on one connection each (server-sent events), each the page of a contract: memory for each, " +
		"and how long from the moment at which a message is sent until each page that shows its contract has been told.",
	open: func(ctx context.Context, r *run) error {
		if _, err := os.Stat("/proc/self/status"); err != nil {
			r.leaveOut("memory was NOT measured: this system does not tell")
			return nil
		}
		if !r.hasProgram("memory") {
			return nil
		}
		data := r.path("house of its own")
		if err := os.Mkdir(data, 0o700); err != nil {
			return err
		}
		s, err := openFile(ctx, filepath.Join(data, "azukari.db"), "memory", engine.Options{})
		if err != nil {
			return err
		}
		r.subjects = append(r.subjects, s)
		r.closers = append(r.closers, s.close)
		if s.world, err = furnish(ctx, s.engine.Door, r.timing.crowd); err != nil {
			return err
		}
		l := &lodger{run: r, subject: s, data: data}
		if l.sessions, err = s.world.sessions(ctx); err != nil {
			return err
		}
		n := r.timing.crowd
		r.add(&row{kind: "memory", work: "messages by the API", database: "SQLite", callers: n, measure: &loaded{l}},
			&row{kind: "memory", work: roundly(r.options.Streams) + " open pages", database: "SQLite", measure: &streams{lodger: l}})
		return nil
	},
}

// sessions opens a browser's session for each client.
func (w *world) sessions(ctx context.Context) ([]string, error) {
	opened := make([]string, len(w.pairs))
	return opened, together(len(opened), func(i int) error {
		opened[i] = account.Secret()
		_, err := w.do(ctx, w.pairs[i].client.Actor, transact.IssueToken{AccountID: w.pairs[i].client.Account, Hash: account.Hash(opened[i]), Kind: account.Session}, nil)
		return err
	})
}

// A lodger is a program on a database that is otherwise ours: one process at a
// time may have it open.
type lodger struct {
	*run
	*subject
	data     string
	sessions []string
}

// serve lets the program have the database for a while.
func (l *lodger) serve(ctx context.Context, use func(*program) error) error {
	if err := l.pause(); err != nil {
		return err
	}
	p, err := l.start(ctx, "--data="+l.data)
	if err == nil {
		err = errors.Join(use(p), p.end())
	}
	return errors.Join(err, l.resume(context.WithoutCancel(ctx)))
}

// loaded is the program's memory, at rest and under load.
type loaded struct{ *lodger }

func (m *loaded) visit(ctx context.Context, t timing) (seen figures, err error) {
	err = m.serve(ctx, func(p *program) error {
		rest, _, err := p.resident()
		if err != nil {
			return err
		}
		n := t.crowd
		samples, end, err := call(ctx, &sent{world: m.world, sites: []*site{p.site}, turns: make([]int, n)}, n, t)
		if err != nil {
			return err
		}
		_, most, err := p.resident()
		if seen = summed(samples, t.warm, end); seen != nil {
			seen[atRest], seen[underLoad] = rest, most
		}
		return err
	})
	return seen, err
}

// streams are open pages.
type streams struct{ *lodger }

// written is how many contracts get a message, one after another.
const written = 100

func (m *streams) visit(ctx context.Context, _ timing) (seen figures, err error) {
	err = m.serve(ctx, func(p *program) error {
		rest, _, err := p.resident()
		if err != nil {
			return err
		}
		seen = figures{atRest: rest}
		w := &watch{streams: m, program: p, elapsed: clock.Stopwatch(), sentAt: make([]atomic.Int64, len(m.world.running))}
		return w.all(ctx, seen)
	})
	return seen, err
}

// A watch is one look at open pages.
type watch struct {
	*streams
	*program
	elapsed func() time.Duration
	sentAt  []atomic.Int64 // by contract: when its message was sent, on the watch
	mu      sync.Mutex
	delays  []time.Duration
}

// all opens the pages, and sends messages to some of the contracts that they show.
func (w *watch) all(ctx context.Context, seen figures) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	open, closeAll := context.WithCancel(ctx)
	defer closeAll()
	n := w.options.Streams
	errs := make([]error, n)
	var pages, opening, hearing sync.WaitGroup
	places := make(chan struct{}, 64) // how many are being opened at once
	for i := range n {
		places <- struct{}{}
		opening.Add(1)
		opened := sync.OnceFunc(func() { <-places; opening.Done() })
		heard := func() {}
		if i%len(w.sentAt) < written {
			hearing.Add(1)
			heard = sync.OnceFunc(hearing.Done)
		}
		pages.Go(func() {
			defer heard()
			defer opened()
			if errs[i] = w.page(open, i, opened, heard); errs[i] != nil {
				cancel()
			}
		})
	}
	opening.Wait()
	has, _, err := w.resident()
	if err != nil {
		return err
	}
	seen[underLoad], seen[kibEach] = has, (has-seen[atRest])*1024/float64(n)
	for c := 0; c < min(written, len(w.sentAt)) && ctx.Err() == nil; c++ {
		a := w.world.running[c]
		w.sentAt[c].Store(int64(w.elapsed()))
		if _, err = w.post(ctx, a.worker, "/v1/contracts/"+a.contract+"/messages", messageBody); err != nil {
			cancel()
		}
		time.Sleep(5 * time.Millisecond)
	}
	hearing.Wait()
	closeAll()
	pages.Wait()
	seen[median], seen[p99], seen[counted] = micros(quantile(w.delays, 0.5)), micros(quantile(w.delays, 0.99)), float64(len(w.delays))
	return errors.Join(append(errs, err)...)
}

// page is one open page, until all are closed.
func (w *watch) page(ctx context.Context, i int, opened, heard func()) error {
	c := i % len(w.sentAt)
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, w.base+"/events?contract="+w.world.running[c].contract, nil)
	if err != nil {
		return err
	}
	q.AddCookie(&http.Cookie{Name: "azukari_session", Value: w.sessions[c]})
	a, err := w.client.Do(q)
	if err != nil {
		return fmt.Errorf("open page %d: %w", i, err)
	}
	defer a.Body.Close() // it is only read
	if a.StatusCode != http.StatusOK || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/event-stream") {
		return fmt.Errorf("open page %d: %s", i, a.Status)
	}
	lines := bufio.NewScanner(a.Body)
	for told := false; lines.Scan(); {
		opened()
		if at := w.sentAt[c].Load(); at > 0 && !told && lines.Text() == "event: changed" {
			told = true
			w.mu.Lock()
			w.delays = append(w.delays, w.elapsed()-time.Duration(at))
			w.mu.Unlock()
			heard()
		}
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil
	}
	return fmt.Errorf("page %d was closed before it was told: %w", i, errors.Join(lines.Err(), ctx.Err()))
}
