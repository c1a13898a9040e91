// Package account is a person's place in the house (会員): anyone with an account
// may be client on one job and worker on another (R1.2); some are the operator's
// staff (運営). It also says with what a person signs in (R13.1): an address and
// a password, passkeys, and the tokens that stand for them for a while. Secrets
// never come here, only what they hash to.
package account

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
)

// The lengths of what a person writes about themselves, in characters.
const (
	MaxName  = 100
	MaxIntro = 2_000
	MaxEmail = 254
)

// An Account is one person.
type Account struct {
	ID        string
	Name      string
	Email     string
	Roles     Roles // on the operator's staff; none for everybody else
	CreatedAt calendar.Instant

	Language     words.Language
	Intro        string           // what they say of themselves (自己紹介)
	PasswordHash string           // a PHC string; none when empty
	ConfirmedAt  calendar.Instant // when they showed that mail reaches them; not yet when zero
	Muted        Muted
	IdentifiedAt calendar.Instant // when an operator checked who they are (本人確認); not yet when zero
	TOTP         TOTP             // their second factor; none when zero
	Version      int64            // grows with every change
}

// Open makes an account. The fields' shapes are checked where they are read.
func Open(a Account, ids *id.Minter, now calendar.Instant) Account {
	a.ID, a.CreatedAt, a.Version = ids.New(id.Account, now), now, 1
	if a.Language == "" {
		a.Language = words.Japanese
	}
	return a
}

// Confirmed reports whether mail is known to reach them (R13.1).
func (a Account) Confirmed() bool { return !a.ConfirmedAt.IsZero() }

// Identified reports whether an operator has checked who they are (R13.1).
func (a Account) Identified() bool { return !a.IdentifiedAt.IsZero() }

// Identify notes that an operator has checked who they are (本人確認), or takes
// that back.
func (a Account) Identify(checked bool, now calendar.Instant) Account {
	switch {
	case checked && !a.Identified():
		a.IdentifiedAt = now
	case !checked:
		a.IdentifiedAt = 0
	}
	a.Version++
	return a
}

// Rename gives them another name.
func (a Account) Rename(name string) (Account, error) {
	name = strings.TrimSpace(name)
	if err := CheckName(name); err != nil {
		return a, err
	}
	a.Name = name
	return a, nil
}

// Introduce replaces what they say of themselves; it may be nothing.
func (a Account) Introduce(intro string) (Account, error) {
	intro = strings.TrimSpace(strings.ReplaceAll(intro, "\r\n", "\n"))
	switch {
	case !utf8.ValidString(intro) || strings.ContainsRune(intro, 0):
		return a, refusal.Invalid("intro", "R13.1", "This text cannot be read.")
	case utf8.RuneCountInString(intro) > MaxIntro:
		return a, refusal.Invalid("intro", "R13.1", "An introduction has at most 2,000 characters.")
	}
	a.Intro = intro
	return a, nil
}

// Speak sets the language of pages and mail.
func (a Account) Speak(language words.Language) (Account, error) {
	if language != words.Japanese && language != words.English {
		return a, refusal.Invalid("language", "", "The languages are ja and en.")
	}
	a.Language = language
	return a, nil
}

// CheckName refuses what cannot stand as a name on a contract.
func CheckName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return refusal.Invalid("name", "R13.1", "A name is needed.")
	case utf8.RuneCountInString(name) > MaxName:
		return refusal.Invalid("name", "R13.1", "A name has at most 100 characters.")
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return refusal.Invalid("name", "R13.1", "A name is one line of text.")
	}
	return nil
}

// CheckEmail refuses what is no address.
func CheckEmail(email string) error {
	local, host, found := strings.Cut(email, "@")
	odd := func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>"(),:;@`, r)
	}
	if !found || local == "" || host == "" || len(email) > MaxEmail || !utf8.ValidString(email) ||
		strings.ContainsFunc(local, odd) || strings.ContainsFunc(host, odd) {
		return refusal.Invalid("email", "R13.1", "This is not an address such as aoki@example.jp.")
	}
	return nil
}

// Staff reports whether they are of the operator's staff (運営).
func (a Account) Staff() bool { return a.Roles != "" }
