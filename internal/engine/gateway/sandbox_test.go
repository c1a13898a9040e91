package gateway

import (
	"fmt"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/engine/clock"
)

// TestTheSandboxsBookDoesNotGrow asks about the last payments again, and about one
// that is long forgotten.
func TestTheSandboxsBookDoesNotGrow(t *testing.T) {
	at := calendar.Of(time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC))
	s := NewSandbox(&clock.System{Machine: func() calendar.Instant { return at }})
	charge := func(nth int) State {
		t.Helper()
		answer, err := s.Charge(t.Context(), Order{PaymentID: fmt.Sprint("pmt_", nth), Amount: 1})
		if err != nil {
			t.Fatal(err)
		}
		return answer.State
	}
	for nth := range 3 * remembered {
		s.Next(Fail)
		if got := charge(nth); got != Failed {
			t.Fatalf("payment %d is %s", nth, got)
		}
	}
	if len(s.book) != remembered {
		t.Errorf("the book holds %d payments", len(s.book))
	}
	for _, nth := range []int{2 * remembered, 3*remembered - 1} {
		if got := charge(nth); got != Failed {
			t.Errorf("payment %d, asked about again, is %s", nth, got)
		}
	}
	if got := charge(0); got != Paid {
		t.Errorf("a payment that was forgotten is not charged again: %s", got)
	}
}
