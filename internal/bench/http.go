package bench

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"

	"azukari/internal/base/seal"
	"azukari/internal/engine"
	"azukari/internal/server"
	"azukari/internal/server/auth"
	"azukari/internal/store/blob"
)

// httpKind is whole calls of the API, over the wire.
var httpKind = kind{
	name: "http", title: "Whole HTTP calls",
	says: "The same by the API on this machine's loopback: connection kept open, token looked up, limits, Idempotency-Key, JSON both ways, " +
		"the contract's machine, ledger, events, queued mail and the kept answer in one commit. Whoever calls shares the processors with the server.",
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
			for _, n := range r.crowds() {
				for _, w := range []work{&sent{world: s.world, sites: []*site{h}, turns: make([]int, n)}, &calledLives{world: s.world, site: h, lives: make([]calledLife, n)}} {
					r.add(&row{
						kind: "http", work: w.name(), database: s.name, callers: n, measure: &calls{subject: s, work: w, callers: n},
						comparisons: r.beside(s, "http", w.name(), n, loneOverHTTP),
					})
				}
			}
		}
		return nil
	},
}

// A site is a served house, as a program reaches it.
type site struct {
	base   string
	client *http.Client
}

// serve serves the subject's house on a free port, as `azukari serve` does; what
// one account may write in a day is not limited, or nothing could be measured.
func (r *run) serve(ctx context.Context, s *subject) (*site, error) {
	if s.site != nil {
		return s.site, nil
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s.site = reach("http://" + l.Addr().String())
	handler, err := handler(ctx, s.engine, r.path("files of "+s.title()))
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	web := &http.Server{Handler: handler}
	served := make(chan error, 1)
	go func() { served <- web.Serve(l) }()
	r.closers = append(r.closers, func() error {
		s.site.client.CloseIdleConnections()
		err := web.Close()
		if ended := <-served; !errors.Is(ended, http.ErrServerClosed) {
			err = errors.Join(err, ended)
		}
		return err
	})
	return s.site, nil
}

// reach is a client with a connection for each caller.
func reach(base string) *site {
	return &site{base, &http.Client{Transport: &http.Transport{MaxIdleConns: 4 * fullCrowd, MaxIdleConnsPerHost: 4 * fullCrowd}}}
}

func handler(ctx context.Context, e *engine.Engine, dir string) (http.Handler, error) {
	key, _ := seal.RandomKey()
	desk, err := auth.NewDesk(e, "http://localhost", nil, key)
	if err != nil {
		return nil, err
	}
	desk.Limits = nil
	now, err := e.Now(ctx)
	if err != nil {
		return nil, err
	}
	files, err := blob.Open(dir, now.Time())
	if err != nil {
		return nil, err
	}
	return server.New(server.Options{Engine: e, Desk: desk, Files: files}), nil
}

// post makes one call and reads the id in its answer.
func (h *site) post(ctx context.Context, who person, path string, body []byte) (id string, err error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, h.base+path, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	q.Header.Set("Authorization", "Bearer "+who.token)
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Idempotency-Key", rand.Text())
	text, err := h.do(q)
	if err != nil {
		return "", err
	}
	var made struct {
		ID string `json:"id"`
	}
	return made.ID, json.Unmarshal(text, &made)
}

// get reads a page, as a program or, with a session, as a browser.
func (h *site) get(ctx context.Context, path string, how func(*http.Request)) error {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, h.base+path, nil)
	if err != nil {
		return err
	}
	how(q)
	_, err = h.do(q)
	return err
}

// do takes the whole answer; a no is an error here.
func (h *site) do(q *http.Request) ([]byte, error) {
	a, err := h.client.Do(q)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(a.Body)
	if err = errors.Join(err, a.Body.Close()); err != nil {
		return nil, err
	}
	if a.StatusCode >= 300 {
		return nil, fmt.Errorf("%s %s: %s: %.300s", q.Method, q.URL.Path, a.Status, text)
	}
	return text, nil
}

// What is sent, as the API takes it.
var (
	jobBody      = encoded(map[string]any{"format": someJob.Format, "title": someJob.Title, "description": someJob.Description, "category": someJob.Category, "budget_amount": someJob.BudgetAmount, "due_on": someJob.DueOn})
	offerBody    = encoded(map[string]any{"amount": someOffer.Amount, "due_on": someOffer.DueOn, "message": someOffer.Message})
	messageBody  = encoded(map[string]any{"body": someMessage.Body})
	deliveryBody = encoded(map[string]any{"note": someDelivery.Note})
	nothing      = []byte("{}")
)

func encoded(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // it is written above
	}
	return text
}

// sent is messages by the API of one site or several; a caller goes round its own
// share of the contracts.
type sent struct {
	*world
	sites []*site
	turns []int
}

func (*sent) name() string { return "message" }

func (*sent) prepare(context.Context, int) error { return nil }

func (m *sent) command(ctx context.Context, caller int) (bool, error) {
	a, from := m.turn(m.turns, caller)
	_, err := m.sites[caller%len(m.sites)].post(ctx, from, "/v1/contracts/"+a.contract+"/messages", messageBody)
	return false, err
}

// calledLives go through whole contracts by the API, each life with the next pair
// of the caller's share: one token may not call too often.
type calledLives struct {
	*world
	site  *site
	lives []calledLife
	begun bool
}

// A calledLife is one contract on its way: the job, proposal and contract so far.
type calledLife struct {
	pair
	proposal, contract string
	step, turn         int
}

func (*calledLives) name() string { return "lifecycle" }

// prepare spreads the callers over the steps; later slices go on where the last
// one ended.
func (l *calledLives) prepare(ctx context.Context, _ int) error {
	if l.begun {
		return nil
	}
	l.begun = true
	return together(len(l.lives), func(i int) error {
		for range i % calledSteps {
			if _, err := l.command(ctx, i); err != nil {
				return err
			}
		}
		return nil
	})
}

// calledSteps is how many calls a whole life takes: paying is one.
const calledSteps = 6

func (l *calledLives) command(ctx context.Context, caller int) (whole bool, err error) {
	at := &l.lives[caller]
	switch at.step {
	case 0:
		share := len(l.pairs) / len(l.lives)
		at.pair = l.pairs[caller+at.turn%share*len(l.lives)]
		at.turn++
		at.job, err = l.site.post(ctx, at.client, "/v1/jobs", jobBody)
	case 1:
		at.proposal, err = l.site.post(ctx, at.worker, "/v1/jobs/"+at.job+"/proposals", offerBody)
	case 2:
		at.contract, err = l.site.post(ctx, at.client, "/v1/proposals/"+at.proposal+"/accept", nothing)
	case 3:
		_, err = l.site.post(ctx, at.client, "/v1/contracts/"+at.contract+"/fund", nothing)
	case 4:
		_, err = l.site.post(ctx, at.worker, "/v1/contracts/"+at.contract+"/deliver", deliveryBody)
	case 5:
		_, err = l.site.post(ctx, at.client, "/v1/contracts/"+at.contract+"/accept", nothing)
	}
	if err == nil {
		at.step = (at.step + 1) % calledSteps
	}
	return err == nil && at.step == 0, err
}
