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

const lastAnswer = "select coalesce((select at from answers order by seq desc limit 1), 0)"

// lastIDs are the newest ids of what is written with nearly every commit.
var lastIDs = []string{
	"select coalesce(max(id), '') from events", "select coalesce(max(id), '') from notifications", "select coalesce(max(id), '') from audit_lines",
}

// Written is when something was written last.
func (r *reader) Written(ctx context.Context) (calendar.Instant, error) {
	n, err := r.number(ctx, lastAnswer)
	last := calendar.Instant(n)
	for _, query := range lastIDs {
		var made string
		if err == nil {
			err = r.scalar(ctx, column{"id", &made}, query, nil)
		}
		last = max(last, id.Made(made))
	}
	return last, err
}
