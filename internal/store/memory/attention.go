package memory

import (
	"context"

	"azukari/internal/domain/attention"
	"azukari/internal/store"
)

// Attention is when somebody last looked, and what waits; empty before the first
// visit.
func (s *Store) Attention(_ context.Context, accountID string) (attention.Attention, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.attention.rows[accountID], nil
}

func (d *draft) putAttention(a attention.Attention) error {
	if err := need("account", &d.accounts, a.AccountID); err != nil {
		return err
	}
	put(d, &d.attention, a.AccountID, a)
	return nil
}

// attentionDues lists whom the clock owes a digest or a reminder.
func (s *Store) attentionDues() (owed []store.Due) {
	for _, a := range s.attention.rows {
		if at := a.Next(); at > 0 {
			owed = append(owed, store.Due{At: at, Room: store.AttentionRoom, ID: a.AccountID})
		}
	}
	return owed
}
