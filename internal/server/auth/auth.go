// Package auth is the porter (守衛): it checks who somebody is before a page lets
// them in (R13.1). It hashes and compares passwords, few at a time; holds the
// ceremonies of passkeys; slows down who guesses; and brings what it verified
// through the one door, which holds it to what stands. It never says whether an
// address is known, and it keeps no secret.
package auth

import (
	"errors"
	"fmt"
	"time"
)

// The paths that mails lead to; the secret follows.
const (
	ConfirmPath = "/confirm/"
	ResetPath   = "/reset/"
)

// ErrBusy refuses a password while too many wait already: 503, with a
// Retry-After of a few seconds.
var ErrBusy = errors.New("too many passwords are being checked")

// TooMany refuses who tries too often: 429 with Retry-After.
type TooMany struct{ RetryAfter time.Duration }

// Error makes it an error.
func (t *TooMany) Error() string { return fmt.Sprintf("too many tries; again in %s", t.RetryAfter) }

// Seconds is the value of Retry-After, at least 1.
func (t *TooMany) Seconds() int {
	return max(1, int((t.RetryAfter+time.Second-1)/time.Second))
}
