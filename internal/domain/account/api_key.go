package account

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
)

// An API key (APIキー) is a token that a person makes for a program of theirs: it
// does what they may do, until it ends or they revoke it.

// MaxAPIKeys bounds the keys of one account that are good at the same time.
const MaxAPIKeys = 10

// apiKeyMark begins the secret of every key, so that people, and programs that
// look for leaked secrets, know one when they see it.
const apiKeyMark = "azk_"

// shownOfKey is how many characters of a key stand in lists: some 36 of its 256
// bits, to tell keys apart and not to guess one.
const shownOfKey = len(apiKeyMark) + 6

// keyTouch is how often the last use of a key is noted.
const keyTouch = time.Hour

// APIKeySecret is a fresh key, as its program shows it.
func APIKeySecret() string { return apiKeyMark + Secret() }

// StartOf is the first characters of a key, by which its owner knows it.
func StartOf(secret string) string { return secret[:min(len(secret), shownOfKey)] }

// APIKeyDays are the terms of a key to choose from, in days. The staff's are
// short, as their sessions are (R13.2).
func (a Account) APIKeyDays() []int {
	if a.Staff() {
		return []int{30, 90}
	}
	return []int{30, 90, 365}
}

// MakeAPIKey makes a key of which a hash and the first characters are known.
func (a Account) MakeAPIKey(hash, start, name string, days int, now calendar.Instant) (Token, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "" || utf8.RuneCountInString(name) > MaxName || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return Token{}, refusal.Invalid("name", "R13.1", "A key's name is one line of 1 to 100 characters.")
	case !slices.Contains(a.APIKeyDays(), days):
		return Token{}, refusal.Invalid("days", "R13.1", "A key is good for one of the terms that there are.")
	}
	return Token{
		Hash: hash, Kind: APIKey, AccountID: a.ID, CreatedAt: now, ExpiresAt: now.Add(time.Duration(days) * 24 * time.Hour), Name: name, Start: start,
	}, nil
}

// CallsAPI reports whether a token authorizes API calls.
func (t Token) CallsAPI() bool { return t.Kind == Bearer || t.Kind == APIKey }

// Used notes that a key is in use, which does not put its end off; changed is
// false when that was noted within the hour, and for what is no key.
func (t Token) Used(now calendar.Instant) (used Token, changed bool) {
	if t.Kind != APIKey || !t.LastSeenAt.IsZero() && now < t.LastSeenAt.Add(keyTouch) {
		return t, false
	}
	t.LastSeenAt = now
	return t, true
}
