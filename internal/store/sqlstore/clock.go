package sqlstore

import (
	"context"

	"azukari/internal/base/calendar"
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
