package memory

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"azukari/internal/domain/charter"
	"azukari/internal/store"
)

// Editions lists how the house has been set, by kind, the oldest first.
func (s *Store) Editions(context.Context) ([]charter.Edition, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := s.editions.everything()
	slices.SortFunc(all, func(a, b charter.Edition) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Version, b.Version))
	})
	return all, nil
}

func (d *draft) addEdition(e charter.Edition) error {
	if err := need("account", &d.accounts, e.By); err != nil {
		return err
	}
	if e.Kind != charter.Numbers && e.Kind != charter.Face || e.Version < 1 || e.StartsAt < e.At {
		return fmt.Errorf("edition %s cannot be", e.ID)
	}
	for _, one := range d.editions.rows {
		if one.ID == e.ID || one.Kind == e.Kind && one.Version == e.Version {
			return fmt.Errorf("there is a version %d of the %s: %w", e.Version, e.Kind, store.ErrRetry)
		}
	}
	put(d, &d.editions, e.ID, e)
	return nil
}
