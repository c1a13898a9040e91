// Package message is what is written between the two sides of a proposal and
// its contract: one thread, which the proposal's id names (R11.1).
package message

import (
	"azukari/internal/base/calendar"
)

// A Message is one entry of a thread.
type Message struct {
	ID     string
	Thread string // the proposal's id
	From   string // account; empty: the platform's own
	Body   string // plain text
	At     calendar.Instant
}
