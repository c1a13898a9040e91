package sqlstore

import (
	"context"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
)

// clockRow is the sandbox's clock.
type clockRow struct{ id, now int64 }

var sandbox = table[clockRow]{
	name: "sandbox",
	fixed: func(c *clockRow) []column {
		return []column{{"id", &c.id}}
	},
	moving: func(c *clockRow) []column {
		return []column{{"now", &c.now}}
	},
}

const sandboxClock = "select coalesce(max(now), 0) from sandbox"

// Clock is where the sandbox's clock was moved to, and zero when it never was.
func (r *reader) Clock(ctx context.Context) (calendar.Instant, error) {
	n, err := r.number(ctx, sandboxClock)
	return calendar.Instant(n), err
}

// What is written with nearly every commit says when in its last row, or in its
// newest id.
var (
	lastRows = []string{
		"select coalesce((select at from answers order by seq desc limit 1), 0)", "select coalesce((select at from audit_lines order by seq desc limit 1), 0)",
	}
	lastIDs = []string{"select coalesce(max(id), '') from events", "select coalesce(max(id), '') from notifications"}
)

// Written is when something was written last.
func (r *reader) Written(ctx context.Context) (last calendar.Instant, err error) {
	for _, query := range lastRows {
		n, err := r.number(ctx, query)
		if err != nil {
			return 0, err
		}
		last = max(last, calendar.Instant(n))
	}
	for _, query := range lastIDs {
		var made string
		if err := r.scalar(ctx, column{"id", &made}, query, nil); err != nil {
			return 0, err
		}
		last = max(last, id.Made(made))
	}
	return last, nil
}
