package crash

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/policy"
	"azukari/internal/store"
)

// A hand is a customer who moves the sandbox's clock, so that deadlines fire.
// Each command of theirs names the instant to come to: given again it goes on
// from wherever the first one came.
type hand struct {
	at      calendar.Instant // where the clock was last known to stand
	strides int              // that they make while others work
	moves   atomic.Int64
	open    *line
}

// stride is how far the clock moves at once, and strides how often in one round:
// a key is kept for a day, and asked for again in the next round.
const (
	stride  = 2 * time.Hour
	strides = 9
)

// clocked gives a crowd a hand; from then on every second contract of a life is
// left to the clock once it is delivered.
func (c *crowd) clocked(h *house, strides int) {
	c.t.Helper()
	var v struct{ Now calendar.Instant }
	if code, text := h.status("/v1/sandbox/clock"); code != http.StatusOK || json.Unmarshal([]byte(text), &v) != nil {
		c.t.Fatalf("the clock: %d %s", code, text)
	}
	c.hand = &hand{at: v.Now, strides: strides}
}

// turn moves the clock a few times, until there is no answer any more.
func (c *crowd) turn(ctx context.Context, h *house, may func(status int) bool) {
	for range c.hand.strides {
		if ctx.Err() != nil || !c.move(ctx, h, stride, may) {
			return
		}
		time.Sleep(10 * time.Millisecond) // others have their turn
	}
}

// move moves the clock, or goes on where the last one was not answered.
func (c *crowd) move(ctx context.Context, h *house, by time.Duration, may func(status int) bool) bool {
	m := c.hand
	if m.open == nil {
		m.at = m.at.Add(by)
		m.open = &line{path: "/v1/sandbox/clock/advance", key: fmt.Sprintf("%s moves the clock, %d", c.t.Name(), m.moves.Add(1)), body: fmt.Sprintf(`{"to":%q}`, m.at)}
	}
	a, err := c.send(ctx, h, m.open)
	switch {
	case err != nil, may != nil && may(a.status):
		return false
	case a.status != http.StatusOK:
		c.t.Errorf("moving the clock is answered with %d %s\n%s", a.status, a.body, h.complaints())
		return false
	}
	m.open = nil
	return true
}

// moved expects the clock to come to where it was last told to.
func (c *crowd) moved(h *house) {
	c.t.Helper()
	for tries := 0; c.hand != nil && c.hand.open != nil && !c.t.Failed(); tries++ {
		if !c.move(context.Background(), h, 0, waits) {
			if tries == 1_500 {
				c.t.Errorf("the clock does not come to %v", c.hand.at)
			}
			time.Sleep(20 * time.Millisecond) // the first request is under way
		}
	}
}

// finish lets every life end the contract that it is in.
func (c *crowd) finish(h *house) {
	c.t.Helper()
	for _, l := range c.lives {
		for l.step != posting && !c.t.Failed() {
			c.once(context.Background(), h, l, nil)
		}
	}
}

// elapse lets every life end the contract that it is in, and then a month go by,
// day after day, so that nothing is left that the clock owes.
func (c *crowd) elapse(h *house) {
	c.t.Helper()
	c.moved(h)
	c.finish(h)
	for range 30 {
		if !c.move(context.Background(), h, 24*time.Hour, nil) {
			c.t.Fatalf("the clock does not move: %s", h.complaints())
		}
	}
	c.elapsed = true
}

// reminded takes the reminders out of a contract's chain, and expects each to
// have come once, at its own instant, and before what it reminds of; all of them
// when the clock went on to the end.
func reminded(id string, chain []store.Event, all bool) (kinds []string, reminders int, err error) {
	var at []calendar.Instant
	for _, e := range chain {
		if e.Kind != contract.InspectionReminder {
			kinds = append(kinds, string(e.Kind))
			continue
		}
		if len(kinds) == 0 || kinds[len(kinds)-1] != string(contract.DeliveryMade) || slices.Contains(at, e.At) {
			return nil, 0, fmt.Errorf("contract %s was reminded at %v after %v and %v", id, e.At, kinds, at)
		}
		at = append(at, e.At)
	}
	if wanted := len(policy.First.InspectionReminderDays) + 1; len(at) > wanted || all && len(at) != wanted {
		return nil, 0, fmt.Errorf("contract %s has %d reminders, wanted %d", id, len(at), wanted)
	}
	return kinds, len(at), nil
}
