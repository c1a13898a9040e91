package account

import (
	"strings"
	"time"
	"unicode"

	"azukari/internal/base/calendar"
)

// TokenKind says what a token is for.
type TokenKind string

// The kinds of token.
const (
	Bearer  TokenKind = "bearer"  // authorizes API calls, in the sandbox
	APIKey  TokenKind = "api_key" // authorizes API calls of a person's own program
	Link    TokenKind = "link"    // signs a browser in, once
	Session TokenKind = "session" // a signed-in browser
	Confirm TokenKind = "confirm" // shows that mail to an address arrives
	Reset   TokenKind = "reset"   // lets somebody set a new password, once
)

// How long the links of mails are good.
const (
	ConfirmLife = 24 * time.Hour
	ResetLife   = time.Hour
)

// A Hold is how long a session is good: it ends when nobody uses it for a while,
// and some day in any case.
type Hold struct{ Idle, Life, Touch time.Duration } // Touch: its last use is noted at most this often

// The holds.
var (
	Long  = Hold{14 * 24 * time.Hour, 30 * 24 * time.Hour, time.Hour}
	Brief = Hold{30 * time.Minute, 12 * time.Hour, time.Minute} // the staff's
)

// Hold is how long this account's sessions are good.
func (a Account) Hold() Hold {
	if a.Staff() {
		return Brief
	}
	return Long
}

// A Token lets its bearer act as an account. Only its hash is kept.
type Token struct {
	Hash      string // SHA-256 of the secret, hex
	Kind      TokenKind
	AccountID string
	CreatedAt calendar.Instant
	UsedAt    calendar.Instant // when a link was opened; none when zero

	ExpiresAt  calendar.Instant // good until just before; for ever when zero
	LastSeenAt calendar.Instant // of a session or an API key; not yet when zero
	ProvedAt   calendar.Instant // of a session: when a second factor was shown; not yet when zero
	Agent      string           // of a session: what the browser calls itself
	Email      string           // of a confirmation: the address that it confirms
	Name       string           // of an API key: what it is for
	Start      string           // of an API key: the first characters of its secret
}

// Live reports whether the token is good at an instant.
func (t Token) Live(now calendar.Instant) bool { return t.ExpiresAt.IsZero() || now < t.ExpiresAt }

// Unused reports whether a token that works once is good at an instant.
func (t Token) Unused(now calendar.Instant) bool { return t.UsedAt.IsZero() && t.Live(now) }

// maxAgent bounds what is kept of a browser's name.
const maxAgent = 300

// Begin makes a session.
func Begin(hash, accountID, agent string, hold Hold, now calendar.Instant) Token {
	agent = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(agent, "�"))
	if r := []rune(agent); len(r) > maxAgent {
		agent = string(r[:maxAgent])
	}
	t := Token{Hash: hash, Kind: Session, AccountID: accountID, CreatedAt: now, Agent: agent}
	return t.seen(hold, now)
}

// Touch notes that a session is in use, and puts its end off; changed is false
// when that was noted a moment ago.
func (t Token) Touch(hold Hold, now calendar.Instant) (touched Token, changed bool) {
	if now < t.LastSeenAt.Add(hold.Touch) {
		return t, false
	}
	return t.seen(hold, now), true
}

func (t Token) seen(hold Hold, now calendar.Instant) Token {
	t.LastSeenAt = now
	t.ExpiresAt = min(t.CreatedAt.Add(hold.Life), now.Add(hold.Idle))
	return t
}

// End makes a token good for nothing from now on.
func (t Token) End(now calendar.Instant) Token {
	if t.Live(now) {
		t.ExpiresAt = now
	}
	return t
}

// SameDevice compares what browsers call themselves but for their versions,
// which change by themselves.
func SameDevice(a, b string) bool { return plain(a) == plain(b) }

func plain(agent string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '.' || r == '_' {
			return -1
		}
		return r
	}, agent)
}
