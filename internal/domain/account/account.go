// Package account is a person's place in the house (会員): anyone with an account
// may be client on one job and worker on another (R1.2); some are the operator's
// staff (運営).
package account

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
)

// An Account is one person.
type Account struct {
	ID        string
	Name      string
	Email     string
	Operator  bool
	CreatedAt calendar.Instant
}

// Open makes an account. The fields' shapes are checked where they are read.
func Open(a Account, ids *id.Minter, now calendar.Instant) Account {
	a.ID, a.CreatedAt = ids.New(id.Account, now), now
	return a
}

// TokenKind says what a token is for.
type TokenKind string

// The kinds of token.
const (
	Bearer  TokenKind = "bearer"  // authorizes API calls
	Link    TokenKind = "link"    // signs a browser in, once
	Session TokenKind = "session" // a signed-in browser
)

// A Token lets its bearer act as an account. Only its hash is kept.
type Token struct {
	Hash      string // SHA-256 of the secret, hex
	Kind      TokenKind
	AccountID string
	CreatedAt calendar.Instant
	UsedAt    calendar.Instant // when a link was opened; none when zero
}
