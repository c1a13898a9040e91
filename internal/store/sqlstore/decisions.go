package sqlstore

import (
	"context"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/desk"
	"azukari/internal/store"
)

var decisions = table[desk.Decision]{
	name: "decisions",
	fixed: func(d *desk.Decision) []column {
		return []column{
			{"kind", &d.Kind},
			{"asked_at", (*int64)(&d.AskedAt)},
			{"due_by", (*int64)(&d.DueBy)},
			{"decided_at", (*int64)(&d.DecidedAt)},
			{"by_clock", &d.ByClock},
		}
	},
}

// decisionsSince are those on requests that have a row of their own.
const decisionsSince = "select 'nudges', requested_at, review_by, decided_at, auto_approved from nudges where decided_at >= $1" +
	" union all select 'disputes', opened_at, decide_by, closed_at, 0 from disputes where state = 'resolved' and closed_at >= $1" +
	" union all select 'reports', at, decide_by, decided_at, 0 from reports where state <> 'open' and decided_at >= $1" +
	" union all select 'outside-contacts', answered_at, decide_by, decided_at, 0 from outside_contacts where decided_by is not null and decided_at >= $1"

// appealEvents tell of appeals and of what became of them.
var appealEvents = "select " + events.list("t") + " from events t where t.kind = 'task.appealed' or t.kind = 'task.upheld' or t.kind = 'task.overturned'"

// Decisions lists what the operator decided since an instant, in no order.
func (r *reader) Decisions(ctx context.Context, since calendar.Instant) ([]desk.Decision, error) {
	all, err := list(ctx, r, decisions, decisionsSince, int64(since))
	if err != nil {
		return nil, err
	}
	found, err := list(ctx, r, events, appealEvents)
	if err != nil {
		return nil, err
	}
	told := make([]store.Event, 0, len(found))
	for _, e := range found {
		told = append(told, e.event())
	}
	appeals, err := store.AppealsDecided(told, since)
	return append(all, appeals...), err
}
