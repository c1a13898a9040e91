package account

import (
	"slices"
	"strings"
	"time"

	"azukari/internal/base/calendar"
)

// TOTP is a second factor (二要素認証, R13.1): the codes of an authenticator app
// (RFC 6238). The secret comes here sealed by a key that no database holds.
type TOTP struct {
	Sealed   string // the secret; no second factor when empty
	Step     int64  // the time step of the last code that was used: none works twice
	Recovery string // what the recovery codes that are left hash to, one after another
}

// Set reports whether there is a second factor.
func (t TOTP) Set() bool { return t.Sealed != "" }

// RecoveryLeft is how many recovery codes are left.
func (t TOTP) RecoveryLeft() int { return len(strings.Fields(t.Recovery)) }

// Recover uses up a recovery code, given what it hashes to; ok is false when it
// is none, or was used.
func (t TOTP) Recover(hash string) (rest TOTP, ok bool) {
	codes := strings.Fields(t.Recovery)
	i := slices.Index(codes, hash)
	if i < 0 {
		return t, false
	}
	t.Recovery = strings.Join(slices.Delete(codes, i, i+1), " ")
	return t, true
}

// ProofNeeded reports whether a session of this account still has to show a
// second factor before it may do anything.
func (a Account) ProofNeeded(session Token) bool { return a.TOTP.Set() && session.ProvedAt.IsZero() }

// AtDesk reports whether a session may work at the operator's desk: the staff's
// second factor is no choice of theirs (R13.2).
func (a Account) AtDesk(session Token) bool { return a.Staff() && !session.ProvedAt.IsZero() }

// proofLasts is how long a second factor that was shown counts as just shown.
const proofLasts = 5 * time.Minute

// ProvedLately reports whether a second factor was shown just now: for what asks
// for it again.
func (t Token) ProvedLately(now calendar.Instant) bool {
	return !t.ProvedAt.IsZero() && now <= t.ProvedAt.Add(proofLasts)
}

// Prove notes that a second factor was shown in a session.
func (t Token) Prove(now calendar.Instant) Token {
	t.ProvedAt = now
	return t
}
