package store

import "azukari/internal/base/calendar"

// A Restore is that the house was made of a backup. It begins in quarantine:
// what the backup's original has long done must not be done again.
type Restore struct {
	At         calendar.Instant // when it was made
	TakenAt    calendar.Instant // when the backup was
	ReleasedAt calendar.Instant // when an operator ended the quarantine; not yet when zero
}

// Quarantined reports whether nothing may be written and nothing may leave.
func (r Restore) Quarantined() bool { return !r.At.IsZero() && r.ReleasedAt.IsZero() }
