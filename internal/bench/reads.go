package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"azukari/internal/domain/account"
	"azukari/internal/engine/clock"
	"azukari/internal/engine/transact"
)

// readsKind is reading while as much is written as can be.
var readsKind = kind{
	name: "reads", title: "Reads under saturating writes",
	says: fmt.Sprintf("%d reads a second over HTTP, at even intervals whether the last one was answered or not, while the crowd writes messages through the door without a pause: "+
		"a contract's page as a browser gets it, the contract, the list of contracts and the balance by the API. Each is timed from when it was due, so that one that had to wait its turn counts in full. "+
		"The contracts that are read have 20 messages each.", readsPerSecond),
	open: func(ctx context.Context, r *run) error {
		shared, err := r.shared(ctx)
		if err != nil {
			return err
		}
		for _, s := range shared {
			h, err := r.serve(ctx, s)
			if err != nil {
				return err
			}
			m := &reads{subject: s, site: h, writers: &messages{world: s.world, turns: make([]int, r.timing.crowd)}}
			if err := m.furnish(ctx); err != nil {
				return err
			}
			r.add(&row{
				kind: "reads", work: "page and API", database: s.name, callers: r.timing.crowd, measure: m,
				comparisons: []comparison{{says: "p99 in ms", aim: readsMeantime, value: func(in around) float64 { return in.own[p99] / 1000 }}},
			})
		}
		return nil
	},
}

const (
	readsPerSecond = 200
	readers        = 64 // that can wait at once
	readContracts  = 32
)

// reads measures readers beside writers.
type reads struct {
	subject *subject
	site    *site
	writers *messages
	what    []func(context.Context) error
}

// furnish makes the contracts that are read, and a session for each client.
func (m *reads) furnish(ctx context.Context) error {
	w := m.subject.world
	for i := range readContracts {
		p, err := w.openPair(ctx, fullCrowd+i)
		if err != nil {
			return err
		}
		a, err := w.delivered(ctx, p, someOffer)
		if err != nil {
			return err
		}
		for range 20 {
			if _, err := w.do(ctx, p.client.Actor, transact.OnContract{ContractID: a.contract, Command: someMessage}, nil); err != nil {
				return err
			}
		}
		session := account.Secret()
		if _, err := w.do(ctx, p.client.Actor, transact.IssueToken{AccountID: p.client.Account, Hash: account.Hash(session), Kind: account.Session}, nil); err != nil {
			return err
		}
		program := func(q *http.Request) { q.Header.Set("Authorization", "Bearer "+p.client.token) }
		browser := func(q *http.Request) { q.AddCookie(&http.Cookie{Name: "azukari_session", Value: session}) }
		read := func(path string, as func(*http.Request)) func(context.Context) error {
			return func(ctx context.Context) error { return m.site.get(ctx, path, as) }
		}
		m.what = append(m.what, read("/contracts/"+a.contract, browser), read("/v1/contracts/"+a.contract, program),
			read("/v1/contracts", program), read("/v1/balance", program))
	}
	return nil
}

// visit looks four slices long, for the sake of the slowest of a hundred.
func (m *reads) visit(ctx context.Context, t timing) (figures, error) {
	t.slice *= 4
	var written []sample
	var end time.Duration
	var failed error
	var writing sync.WaitGroup
	writing.Go(func() { written, end, failed = call(ctx, m.writers, len(m.writers.turns), t) })
	took, err := m.read(ctx, t.warm, t.slice)
	writing.Wait()
	if err = errors.Join(err, failed); err != nil {
		return nil, err
	}
	return figures{
		perSecond: readsPerSecond, median: micros(quantile(took, 0.5)), p99: micros(quantile(took, 0.99)), counted: float64(len(took)),
		writesMeantime: summed(written, t.warm, end)[perSecond],
	}, nil
}

// read lets one read fall due after another, and times each from then.
func (m *reads) read(ctx context.Context, after, so time.Duration) (took []time.Duration, err error) {
	n := int(so.Seconds() * readsPerSecond)
	took = make([]time.Duration, n)
	due := make(chan int, n)
	errs := make([]error, readers)
	elapsed := clock.Stopwatch()
	at := func(i int) time.Duration { return after + time.Duration(i)*time.Second/readsPerSecond }
	var reading sync.WaitGroup
	for r := range readers {
		reading.Go(func() {
			for i := range due {
				if err := m.what[i%len(m.what)](ctx); err != nil {
					errs[r] = err
				}
				took[i] = elapsed() - at(i)
			}
		})
	}
	for i := range n {
		time.Sleep(at(i) - elapsed())
		due <- i
	}
	close(due)
	reading.Wait()
	return took, errors.Join(errs...)
}
