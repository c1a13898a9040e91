package deadline_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/memory"
)

// A late store has one thing more that is due, and says where looks begin.
type late struct {
	store.Reader
	due  store.Due
	from calendar.Instant
}

func (l *late) Due(ctx context.Context, after, now calendar.Instant, limit int) ([]store.Due, error) {
	l.from = after
	all, err := l.Reader.Due(ctx, after, now, limit)
	if l.due.At > after && l.due.At <= now {
		all = append(all, l.due)
	}
	return all, err
}

// TestALookBeginsWhereTheLastOneHasBeen: a command that was committed a little
// after a look that it should have been seen by is found by the next, and whatever
// else comes to be due before where looks have been is found within a minute.
func TestALookBeginsWhereTheLastOneHasBeen(t *testing.T) {
	begin := calendar.Of(time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC))
	e, err := engine.Open(t.Context(), engine.Options{Store: memory.New(), Sandbox: true, Start: begin})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	kept := &late{Reader: e.Keeper.Store}
	e.Keeper.Store = kept
	at := func(after time.Duration) {
		t.Helper()
		if _, err := e.Door.Do(t.Context(), transact.Request{Command: transact.MoveClock{To: begin.Add(after)}}); err != nil {
			t.Fatal(err)
		}
	}
	look := func(found bool, from calendar.Instant) {
		t.Helper()
		_, err := e.Keeper.TakeDue(t.Context())
		if (err != nil) != found || found && !strings.Contains(err.Error(), "ctr_nobodys") {
			t.Errorf("the look says %v", err)
		}
		if kept.from != from {
			t.Errorf("it began at %v, not at %v", kept.from, from)
		}
	}
	look(false, 0)
	at(time.Second)
	look(false, begin.Add(-time.Minute))
	nobodys := store.Due{Room: store.ContractRoom, ID: "ctr_nobodys"}
	nobodys.At = begin.Add(-58 * time.Second)
	kept.due = nobodys
	at(2 * time.Second)
	look(true, begin.Add(-59*time.Second))
	look(true, begin.Add(-59*time.Second)) // what could not be taken is not passed

	nobodys.At = begin.Add(-time.Hour)
	kept.due = nobodys
	at(3 * time.Second)
	look(false, begin.Add(-59*time.Second))
	at(59 * time.Second)
	look(false, begin.Add(-57*time.Second))
	at(60 * time.Second)
	look(true, 0)
}
