package sqlstore

import (
	"context"

	"azukari/internal/domain/charter"
)

var editions = table[charter.Edition]{
	name: "editions",
	fixed: func(e *charter.Edition) []column {
		return []column{
			{"id", &e.ID},
			{"kind", (*string)(&e.Kind)},
			{"version", &e.Version},
			{"starts_at", (*int64)(&e.StartsAt)},
			{"at", (*int64)(&e.At)},
			{"by_id", &e.By},
			{"document", &e.Document},
		}
	},
}

var (
	editionsOldest = "select " + editions.list("t") + " from editions t order by t.kind, t.version"
	scanEditions   = "select " + editions.list("t") + " from editions t order by t.id"
)

// Editions lists how the house has been set, by kind, the oldest first.
func (r *reader) Editions(ctx context.Context) ([]charter.Edition, error) {
	return list(ctx, r, editions, editionsOldest)
}
