package account

import (
	"strings"

	"azukari/internal/base/calendar"
)

// A Login is an address with which somebody signs in (ログイン用メールアドレス). One
// address is one person's at most; who has not confirmed it holds it only until
// somebody else does (R13.1). Accounts that only programs use have none.
type Login struct {
	Email     string // as FoldEmail leaves it
	AccountID string // empty: given up
}

// FoldEmail is an address as it is compared: without regard to case.
func FoldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// A Credential is one passkey (パスキー): what a device signs in with.
type Credential struct {
	ID         string // base64url, as the device calls it
	AccountID  string
	Name       string
	Data       string // JSON of the library that checks it
	CreatedAt  calendar.Instant
	LastUsedAt calendar.Instant
	RemovedAt  calendar.Instant // none when zero; a removed one opens nothing
}

// Live reports whether it still opens the door.
func (c Credential) Live() bool { return c.RemovedAt.IsZero() }
