package sqlstore

import (
	"context"
	"errors"

	"azukari/internal/store"
)

var restores = table[store.Restore]{
	name: "restores",
	fixed: func(r *store.Restore) []column {
		return []column{{"at", (*int64)(&r.At)}, {"taken_at", (*int64)(&r.TakenAt)}}
	},
	moving: func(r *store.Restore) []column {
		return []column{{"released_at", (*int64)(&r.ReleasedAt)}}
	},
}

var lastRestore = "select " + restores.list("t") + " from restores t order by t.at desc limit 1"

// Restored is the last time that the house was made of a backup, zero when
// never.
func (r *reader) Restored(ctx context.Context) (store.Restore, error) {
	last, err := one(ctx, r, restores, lastRestore)
	if errors.Is(err, store.ErrNotFound) {
		return store.Restore{}, nil
	}
	return last, err
}
