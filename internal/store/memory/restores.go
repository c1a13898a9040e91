package memory

import (
	"context"
	"strconv"

	"azukari/internal/store"
)

// Restored is the last time that the house was made of a backup.
func (s *Store) Restored(context.Context) (last store.Restore, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, r := range s.restores.rows {
		if r.At > last.At {
			last = r
		}
	}
	return last, nil
}

func (d *draft) putRestore(r store.Restore) error {
	put(d, &d.restores, strconv.FormatInt(int64(r.At), 10), r)
	return nil
}
