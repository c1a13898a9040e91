package ledger

import (
	"fmt"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
)

// Posted is a transfer as it stands in the book: to read, never to post again.
type Posted struct {
	ID      string
	Kind    Kind
	Key     string
	Cause   string
	Subject string
	At      calendar.Instant
	Entries []Entry
}

// Record is the transfer as it will stand in the book.
func (t Transfer) Record() Posted {
	return Posted{t.id, t.kind, t.key, t.origin.Cause, t.origin.Subject, t.origin.At, t.entries}
}

// Fault says what is wrong with a transfer by itself, empty when nothing is
// (R9.3 a): entries that do not sum to zero, fewer than two, or an empty one.
func (p Posted) Fault() string {
	var sum money.Yen
	for _, e := range p.Entries {
		if e.Amount == 0 {
			return fmt.Sprintf("transfer %s has an empty entry", p.ID)
		}
		sum += e.Amount
	}
	if sum != 0 || len(p.Entries) < 2 {
		return fmt.Sprintf("transfer %s has %d entries that sum to %d", p.ID, len(p.Entries), sum)
	}
	return ""
}

// Lowers reports whether the transfer took back part of what was held, by an
// agreed lower amount (R1.6): it settles nothing.
func (p Posted) Lowers() bool { return strings.HasPrefix(p.Key, lowering) }

// A Line is one entry as its account's owner reads it, with its cause.
type Line struct {
	Transfer string
	Kind     Kind
	Account  Account
	Amount   money.Yen
	Fee, Tax money.Yen // what the same transfer paid to the house and to the state
	Cause    string
	Subject  string
	At       calendar.Instant
}
