package store

import (
	"encoding/json"
	"fmt"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/desk"
	"azukari/internal/domain/event"
	"azukari/internal/domain/task"
)

// OfAppeals reports whether a kind of event tells of an appeal or of its end.
func OfAppeals(kind event.Kind) bool {
	return kind == task.Appealed || kind == task.AppealLost || kind == task.AppealWon
}

// AppealsDecided finds, in the events that tell of appeals, those that were
// decided since an instant. A store may give them in any order.
func AppealsDecided(events []Event, since calendar.Instant) (all []desk.Decision, err error) {
	type told struct {
		Answer   string `json:"answer_id"`
		ReviewBy string `json:"review_by"`
	}
	appealed := map[string]desk.Decision{} // an answer is appealed once
	for _, round := range []bool{true, false} {
		for _, e := range events {
			if (e.Kind == task.Appealed) != round {
				continue
			}
			var t told
			if err := json.Unmarshal([]byte(e.JSON), &t); err != nil {
				return nil, fmt.Errorf("read event %s: %w", e.ID, err)
			}
			d, ok := appealed[t.Answer]
			switch {
			case round:
				d = desk.Decision{Kind: "appeals", AskedAt: e.At}
				if d.DueBy, err = calendar.Parse(t.ReviewBy); err != nil {
					return nil, fmt.Errorf("read event %s: %w", e.ID, err)
				}
				appealed[t.Answer] = d
			case ok && e.At >= since: // else nobody had appealed in time
				d.DecidedAt, d.ByClock = e.At, e.Deemed
				all = append(all, d)
			}
		}
	}
	return all, nil
}
