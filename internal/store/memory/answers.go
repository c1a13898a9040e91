package memory

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/store"
)

// PurgeAnswers forgets kept answers given before an instant, at most limit at
// once and the oldest first, and answers how many it forgot.
func (s *Store) PurgeAnswers(_ context.Context, before calendar.Instant, limit int) (int, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.answers.list(s.answers.keys(func(a store.Answer) bool { return a.At < before }))
	slices.SortStableFunc(old, func(a, b store.Answer) int { return cmp.Compare(a.At, b.At) })
	old = first(old, limit)
	for _, a := range old {
		delete(s.answers.rows, a.Key)
	}
	return len(old), nil
}

// putAnswer keeps an answer under a new key, or in the place of the one that
// the batch read; anything else was answered by somebody else meanwhile (R9.2).
func (d *draft) putAnswer(a store.Answer) error {
	kept, taken := d.answers.rows[a.Key]
	at, read := d.answered[a.Key]
	if taken != read || kept.At != at {
		return fmt.Errorf("answer %s is not as it was read: %w", a.Key, store.ErrRetry)
	}
	put(d, &d.answers, a.Key, a)
	return nil
}

func copiedAnswer(a store.Answer) store.Answer {
	a.Body = slices.Clone(a.Body)
	return a
}
