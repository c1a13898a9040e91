package engine_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/engine"
	"azukari/internal/engine/mail"
	"azukari/internal/store/memory"
)

// A busy sender looks, while a letter leaves, whether anybody else may do what is due.
type busy struct {
	engine  *engine.Engine
	letters int
	others  int
}

func (b *busy) Send(context.Context, mail.Message) error {
	b.letters++
	for _, turn := range []sync.Locker{b.engine.Keeper.Turn, b.engine.Outbox.Turn} {
		if m := turn.(*sync.Mutex); m.TryLock() {
			b.others++
			m.Unlock()
		}
	}
	return nil
}

// TestNobodyElseDoesWhatIsDueWhileTheClockMoves: or what fired would not be listed,
// and letters would leave at another instant than their own (R20.2).
func TestNobodyElseDoesWhatIsDueWhileTheClockMoves(t *testing.T) {
	b := &busy{}
	e, err := engine.Open(t.Context(), engine.Options{Store: memory.New(), Sandbox: true, Start: tuesday, Mail: b})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	b.engine = e
	newRace(t, e).form(1_000)
	fired, _, err := e.Sandbox.AdvanceFrom(t.Context(), func(now calendar.Instant) (calendar.Instant, error) { return now.Add(30 * 24 * time.Hour), nil })
	if err != nil || len(fired) == 0 || b.letters == 0 {
		t.Fatalf("%d things fired, %d letters left: %v", len(fired), b.letters, err)
	}
	if b.others > 0 {
		t.Errorf("%d times somebody else could have done it", b.others)
	}
	if !e.Keeper.Turn.(*sync.Mutex).TryLock() {
		t.Error("the turn is not given back")
	}
}
