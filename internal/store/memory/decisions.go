package memory

import (
	"context"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/desk"
	"azukari/internal/store"
)

// Decisions lists what the operator decided since an instant, in no order.
func (s *Store) Decisions(_ context.Context, since calendar.Instant) ([]desk.Decision, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := []desk.Decision{}
	add := func(kind string, asked, due, decided calendar.Instant, byClock bool) {
		if !decided.IsZero() && decided >= since {
			all = append(all, desk.Decision{Kind: kind, AskedAt: asked, DueBy: due, DecidedAt: decided, ByClock: byClock})
		}
	}
	for _, r := range s.requests.rows {
		for _, n := range r.nudges {
			add("nudges", n.RequestedAt, n.ReviewBy, n.DecidedAt, n.AutoApproved)
		}
		for _, d := range r.disputes {
			if d.State == contract.DisputeResolved {
				add("disputes", d.OpenedAt, d.DecideBy, d.ClosedAt, false)
			}
		}
	}
	for _, r := range s.reports.rows {
		add("reports", r.At, r.DecideBy, r.DecidedAt, false)
	}
	for _, r := range s.outside.rows {
		add("outside-contacts", r.AnsweredAt, r.DecideBy, r.DecidedAt, false)
	}
	var told []store.Event
	for _, chain := range s.chains.rows {
		for _, e := range chain {
			if store.OfAppeals(e.Kind) {
				told = append(told, e)
			}
		}
	}
	appeals, err := store.AppealsDecided(told, since)
	return append(all, appeals...), err
}
