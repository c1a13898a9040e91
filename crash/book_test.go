package crash

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"azukari/internal/domain/account"
	"azukari/internal/domain/job"
	"azukari/internal/domain/message"
	"azukari/internal/engine"
	"azukari/internal/store"
)

// A line of the book is one command that was given, with what was answered.
type line struct {
	by       person
	path     string
	body     string
	key      string
	step     int
	acked    bool // an answer came, whole, and said that it is done
	status   int
	sum      [sha256.Size]byte // of the answer
	request  string            // the answer's X-Request-Id
	contract string            // that it is about, once that is known
	moved    int64             // how often the clock had been told to move when it was first given
}

// A person has an account and a token.
type person struct{ id, token string }

// A life is one client of the house with one worker, who take contracts from
// the job to the acceptance, one after another. Nobody else touches theirs.
type life struct {
	name           string
	client, worker person
	nth            int // of the contract
	step           int
	made           string // id that the last step made
	contract       string
	open           *line // given, and not answered
	lines          []*line
	formed         []string // contracts, in their order
	delayed        []string // contracts whose payment was still on its way
	left           []string // contracts that were left to the clock when they were delivered
}

// The steps of a life. The texts hold the key, so that each can be told from
// all others; what a contract's event chain says of a step stands beside it.
var steps = []struct {
	worker bool
	path   func(*life) string
	body   string // %s: the key
	events []string
}{
	{false, func(*life) string { return "/v1/jobs" }, `{"format":"project","title":"%[1]s","description":"8ページ","category":"翻訳","budget_amount":100000}`, nil},
	{true, func(l *life) string { return "/v1/jobs/" + l.made + "/proposals" }, `{"amount":100000,"due_on":"2099-03-31","message":"%[1]s"}`, nil},
	{false, func(l *life) string { return "/v1/proposals/" + l.made + "/accept" }, `{}`, []string{"contract.formed"}},
	{false, func(l *life) string { return "/v1/contracts/" + l.contract + "/fund" }, `{}`, []string{"escrow.funded"}},
	{false, func(l *life) string { return "/v1/contracts/" + l.contract + "/messages" }, `{"body":"%[1]s"}`, nil},
	{true, func(l *life) string { return "/v1/contracts/" + l.contract + "/deliver" }, `{"note":"%[1]s"}`, []string{"delivery.made"}},
	{false, func(l *life) string { return "/v1/contracts/" + l.contract + "/accept" }, `{}`, []string{"contract.accepted", "contract.completed"}},
}

const (
	posting, proposing, forming, funding, writing, delivering, accepting = 0, 1, 2, 3, 4, 5, 6
)

// A crowd is all the lives of a house, and what is counted.
type crowd struct {
	t       *testing.T
	staff   person // an operator
	lives   []*life
	browser *http.Client
	also    []string // other messages that were written
	maybe   []string // … or may have been
	upto    int      // the step at which a contract is left as it is
	hand    *hand    // who moves the clock; nil: nobody
	elapsed bool     // and did so until nothing was owed any more
	fired   int      // deadlines and reminders that were found

	acks, retries, replays, unanswered atomic.Int64
}

// gather makes a crowd: two people for each life, and one of the staff.
func gather(t *testing.T, h *house, lives int) *crowd {
	t.Helper()
	c := &crowd{t: t, browser: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 2 * lives}, Timeout: patience}, upto: accepting}
	t.Cleanup(c.browser.CloseIdleConnections)
	c.staff = c.person(h, "staff", true)
	for n := range lives {
		l := &life{name: fmt.Sprintf("%s-%d", t.Name(), n)}
		l.client, l.worker = c.person(h, l.name+" client", false), c.person(h, l.name+" worker", false)
		c.lives = append(c.lives, l)
	}
	return c
}

func (c *crowd) person(h *house, name string, operator bool) person {
	c.t.Helper()
	var made struct {
		Account struct{ ID string }
		Token   string
	}
	l := &line{path: "/v1/sandbox/accounts", key: "person " + name, body: fmt.Sprintf(`{"name":%q,"email":"%x@example.jp","operator":%v}`, name, sha256.Sum256([]byte(name)), operator)}
	a, err := c.send(context.Background(), h, l)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := json.Unmarshal(a.body, &made); err != nil || a.status != http.StatusCreated {
		c.t.Fatalf("%d %s %v", a.status, a.body, err)
	}
	return person{made.Account.ID, made.Token}
}

type answer struct {
	status   int
	body     []byte
	replayed bool
	request  string
}

// send gives a command; the error is that no whole answer came.
func (c *crowd) send(ctx context.Context, h *house, l *line) (answer, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url+l.path, strings.NewReader(l.body))
	if err != nil {
		return answer{}, err
	}
	r.GetBody = nil // the transport does not try again by itself: every try is ours
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", l.key)
	if l.by.token != "" {
		r.Header.Set("Authorization", "Bearer "+l.by.token)
	}
	got, err := c.browser.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	return answer{got.StatusCode, body, got.Header.Get("Idempotent-Replayed") == "true", got.Header.Get("X-Request-Id")}, err
}

// next is the command of a life's next step.
func (l *life) next() *line {
	s := steps[l.step]
	key := fmt.Sprintf("%s/%d/%d", l.name, l.nth, l.step)
	by := l.client
	if s.worker {
		by = l.worker
	}
	body := s.body
	if strings.Contains(body, "%[1]s") {
		body = fmt.Sprintf(body, key)
	}
	about := ""
	if l.step > forming {
		about = l.contract
	}
	return &line{contract: about, by: by, path: s.path(l), key: key, step: l.step, body: body}
}

// live gives one command after another until none is answered any more, or the
// context ends, or the house gives up; then the last one stays open.
func (c *crowd) live(ctx context.Context, h *house, l *life, may func(status int) bool) {
	for ctx.Err() == nil {
		if !c.once(ctx, h, l, may) {
			return
		}
	}
}

// once gives one command, or the one that is open once more.
func (c *crowd) once(ctx context.Context, h *house, l *life, may func(status int) bool) bool {
	again := l.open != nil
	if !again {
		l.open = l.next()
		if c.hand != nil {
			l.open.moved = c.hand.moves.Load()
		}
	}
	a, err := c.send(ctx, h, l.open)
	switch {
	case err != nil, may != nil && may(a.status):
		c.unanswered.Add(1)
		return false
	case a.status < 200 || a.status > 299:
		c.t.Errorf("%s %s is answered with %d %s\n%s", l.open.key, l.open.path, a.status, a.body, h.complaints())
		return false
	}
	if again {
		c.retries.Add(1)
		if a.replayed {
			c.replays.Add(1) // it had been done
		}
	}
	c.ack(l, a)
	return true
}

// ack writes the answer into the book and goes on in the life.
func (c *crowd) ack(l *life, a answer) {
	open := l.open
	open.acked, open.status, open.sum = true, a.status, sha256.Sum256(a.body)
	open.request = a.request
	l.lines, l.open = append(l.lines, open), nil
	c.acks.Add(1)
	var made struct{ ID string }
	if err := json.Unmarshal(a.body, &made); err != nil || made.ID == "" {
		c.t.Errorf("%s: %s %v", open.key, a.body, err)
	}
	switch {
	case l.step == forming:
		l.contract = made.ID
		l.formed = append(l.formed, made.ID)
	case l.step < forming:
		l.made = made.ID
	}
	if l.step >= forming {
		open.contract = l.contract
	}
	delayed := a.status == http.StatusAccepted // the payment stands as an order, and comes by itself
	if delayed {
		l.delayed = append(l.delayed, l.contract)
	}
	left := c.hand != nil && l.step == delivering && l.nth%2 == 1
	if left {
		l.left = append(l.left, l.contract)
	}
	if l.step++; l.step > c.upto || delayed || left {
		l.nth, l.step = l.nth+1, posting
	}
}

// all lets every life live until its house is gone; they spread over the houses.
func (c *crowd) all(ctx context.Context, may func(status int) bool, houses ...*house) (wait func()) {
	var lives sync.WaitGroup
	for i, l := range c.lives {
		lives.Go(func() { c.live(ctx, houses[i%len(houses)], l, may) })
	}
	if c.hand != nil {
		lives.Go(func() { c.turn(ctx, houses[len(houses)-1], may) })
	}
	return lives.Wait
}

// settle sends what is open once more, on a house that is well: each is then
// done, once; and what is asked twice is answered with the same bytes.
func (c *crowd) settle(h *house) {
	c.t.Helper()
	var lives sync.WaitGroup
	for _, l := range c.lives {
		lives.Go(func() {
			for pause, end := 20*time.Millisecond, time.Now().Add(patience/2); l.open != nil && !c.once(context.Background(), h, l, waits); pause = min(pause*5/4, 200*time.Millisecond) {
				if time.Now().After(end) || c.t.Failed() { // PostgreSQL lets go of a transaction that was cut off silently after 10 s
					a, err := c.send(context.Background(), h, l.open)
					c.t.Errorf("%s finds no answer: %d %s (%v)", l.open.key, a.status, a.body, err)
					return
				}
				time.Sleep(pause) // the first request is under way
			}
		})
	}
	lives.Wait()
	c.moved(h)
}

// waits is a house that says: the first request with this key is still running,
// or come back later.
func waits(status int) bool {
	return status == http.StatusConflict || status == http.StatusServiceUnavailable
}

// paid expects the payments to arrive that were on their way.
func (c *crowd) paid(h *house) {
	c.t.Helper()
	for _, l := range c.lives {
		for _, id := range l.delayed {
			end := time.Now().Add(patience)
			for {
				code, text := h.status("/v1/contracts/"+id, l.client)
				if strings.Contains(text, `"state":"in_progress"`) {
					break
				}
				if code >= 400 || time.Now().After(end) {
					c.t.Fatalf("contract %s was never paid: %d %s", id, code, text)
				}
				time.Sleep(100 * time.Millisecond) // the house asks the gateway again every few seconds
			}
		}
		l.delayed = nil
	}
}

// proved asks again for what was answered since it was last asked: the book and
// the house must say the same, byte for byte.
func (c *crowd) proved(h *house, from map[*life]int) {
	c.t.Helper()
	var lives sync.WaitGroup
	for _, l := range c.lives {
		since := from[l]
		from[l] = len(l.lines)
		lives.Go(func() {
			for _, was := range l.lines[since:] {
				a, err := c.send(context.Background(), h, was)
				if err != nil || !a.replayed || a.status != was.status || sha256.Sum256(a.body) != was.sum {
					c.t.Errorf("LOST: %s was answered with %d, and now with %d (replayed: %v) %v\n%s", was.key, was.status, a.status, a.replayed, err, a.body)
					return
				}
			}
		})
	}
	lives.Wait()
}

// whole asks the house for its own proof of the book.
func (c *crowd) whole(h *house) {
	c.t.Helper()
	if code, text := h.status("/v1/operator/ledger/check", c.staff); code != http.StatusOK || !strings.Contains(text, `"ok":true`) {
		c.t.Errorf("the ledger is not whole: %d %s", code, text)
	}
}

// compare reads everything that is kept and compares it with the book: what was
// acknowledged is there, what is open is there whole or not at all, and nothing
// is there twice, or that nobody asked for.
func (c *crowd) compare(ctx context.Context, s store.Reader) error {
	answers := map[string]store.Answer{}
	kept := map[string]int{}             // texts
	chains := map[string][]store.Event{} // by contract
	err := s.Scan(ctx, store.Scan{
		Job:      func(j job.Job) error { kept[j.Title]++; return nil },
		Proposal: func(p job.Proposal) error { kept[p.Message]++; return nil },
		Message: func(m message.Message) error {
			if m.From != "" {
				kept[m.Body]++
			}
			return nil
		},
		Answer: func(a store.Answer) error { answers[a.Key] = a; return nil },
		Event: func(e store.Event) error {
			chains[e.SubjectID] = append(chains[e.SubjectID], e)
			return nil
		},
	})
	if err != nil {
		return err
	}
	wanted, unsure := map[string]int{}, map[string]bool{}
	steppedTo := map[string]int{}
	var open []string // contracts whose next step is open
	left := map[string]bool{}
	formedOpen := 0
	for _, text := range c.also {
		wanted[text] = 1
	}
	for _, text := range c.maybe {
		unsure[text] = true
	}
	for _, l := range c.lives {
		for _, was := range l.lines {
			a, there := answers[was.kept()]
			if !there && c.hand != nil {
				// A key is kept for a day, and the clock went on; the last ones were asked for.
			} else if a.Status != was.status || sha256.Sum256(a.Body) != was.sum {
				return fmt.Errorf("LOST: %s was answered with %d, kept is %d %s", was.key, was.status, a.Status, a.Body)
			}
			if was.step >= forming {
				steppedTo[was.contract] = was.step
			}
			if was.step == posting || was.step == proposing || was.step == writing {
				wanted[was.key] = 1
			}
		}
		for _, id := range l.left {
			left[id] = true
		}
		if l.open == nil {
			continue
		}
		switch l.open.step {
		case posting, proposing, writing:
			unsure[l.open.key] = true
		case forming:
			formedOpen++
		default:
			open = append(open, l.open.contract)
		}
	}
	for text, n := range kept {
		if want := wanted[text]; n != max(want, 1) || want == 0 && !unsure[text] {
			return fmt.Errorf("%q is kept %d times, wanted %d", text, n, want)
		}
	}
	for text := range wanted {
		if kept[text] == 0 {
			return fmt.Errorf("LOST: %q was acknowledged", text)
		}
	}
	c.fired = 0
	for id, chain := range chains {
		step, known := steppedTo[id]
		if !known {
			if formedOpen--; formedOpen < 0 {
				return fmt.Errorf("contract %s was formed, and nobody asked for it", id)
			}
			step = forming
		}
		kinds, reminders, err := reminded(id, chain, c.elapsed && left[id])
		if err != nil {
			return err
		}
		c.fired += reminders
		done, more := chainOf(step), chainOf(step+1)
		if left[id] && slices.Equal(kinds, more) {
			c.fired++ // accepted by the clock
			continue
		}
		if !slices.Equal(kinds, done) && !(slices.Contains(open, id) && slices.Equal(kinds, more)) || left[id] && c.elapsed {
			return fmt.Errorf("contract %s has the events %v; acknowledged were %v; left to the clock: %v", id, kinds, done, left[id])
		}
	}
	for id := range steppedTo {
		if len(chains[id]) == 0 {
			return fmt.Errorf("LOST: contract %s was acknowledged", id)
		}
	}
	r, err := engine.Check(ctx, s)
	if err != nil {
		return err
	}
	for _, check := range r.Checks {
		if !check.OK {
			return fmt.Errorf("%s: %s", check.Name, check.Detail)
		}
	}
	return nil
}

// chainOf are the kinds of event of a contract that has come as far as a step.
func chainOf(step int) (kinds []string) {
	for _, s := range steps[:min(step+1, len(steps))] {
		kinds = append(kinds, s.events...)
	}
	return kinds
}

// tally is what was counted.
func (c *crowd) tally() string {
	return fmt.Sprintf("%d acknowledged, %d unanswered, %d sent again, of which %d had been done", c.acks.Load(), c.unanswered.Load(), c.retries.Load(), c.replays.Load())
}

// kept is how the house calls the key of a line.
func (l *line) kept() string {
	return account.Hash(strings.Join([]string{l.by.id, http.MethodPost, l.path, l.key}, "\n"))
}
