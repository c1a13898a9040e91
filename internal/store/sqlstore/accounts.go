package sqlstore

import (
	"context"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/store"
)

var accounts = table[account.Account]{
	name: "accounts",
	fixed: func(a *account.Account) []column {
		return []column{
			{"id", &a.ID},
			{"created_at", (*int64)(&a.CreatedAt)},
		}
	},
	moving: func(a *account.Account) []column {
		return []column{
			{"name", &a.Name},
			{"email", &a.Email},
			{"language", (*string)(&a.Language)},
			{"intro", &a.Intro},
			{"password_hash", &a.PasswordHash},
			{"confirmed_at", (*int64)(&a.ConfirmedAt)},
			{"muted", (*string)(&a.Muted)},
			{"identified_at", (*int64)(&a.IdentifiedAt)},
			{"roles", (*string)(&a.Roles)},
			{"totp", &a.TOTP.Sealed},
			{"totp_step", &a.TOTP.Step},
			{"recovery_codes", &a.TOTP.Recovery},
			{"version", &a.Version},
		}
	},
}

// logins have no key but the unique address: another node may take one between
// our reading and our writing, and looking again shows it.
var logins = table[account.Login]{
	name: "logins",
	fixed: func(l *account.Login) []column {
		return []column{{"email", &l.Email}}
	},
	moving: func(l *account.Login) []column {
		return []column{{"account_id", reference{&l.AccountID}}}
	},
}

var credentials = table[account.Credential]{
	name: "credentials",
	fixed: func(c *account.Credential) []column {
		return []column{
			{"id", &c.ID},
			{"account_id", &c.AccountID},
			{"created_at", (*int64)(&c.CreatedAt)},
		}
	},
	moving: func(c *account.Credential) []column {
		return []column{
			{"name", &c.Name},
			{"data", &c.Data},
			{"last_used_at", (*int64)(&c.LastUsedAt)},
			{"removed_at", (*int64)(&c.RemovedAt)},
		}
	},
}

// mutedRow is what one person has switched off.
type mutedRow struct {
	id    string
	muted account.Muted
}

var mutes = table[mutedRow]{
	name: "accounts",
	fixed: func(m *mutedRow) []column {
		return []column{{"id", &m.id}, {"muted", (*string)(&m.muted)}}
	},
}

var tokens = table[account.Token]{
	name: "tokens",
	fixed: func(t *account.Token) []column {
		return []column{
			{"hash", &t.Hash},
			{"kind", (*string)(&t.Kind)},
			{"account_id", &t.AccountID},
			{"created_at", (*int64)(&t.CreatedAt)},
			{"agent", &t.Agent},
			{"email", &t.Email},
			{"name", &t.Name},
			{"start", &t.Start},
		}
	},
	moving: func(t *account.Token) []column {
		return []column{
			{"used_at", (*int64)(&t.UsedAt)},
			{"expires_at", (*int64)(&t.ExpiresAt)},
			{"last_seen_at", (*int64)(&t.LastSeenAt)},
			{"proved_at", (*int64)(&t.ProvedAt)},
		}
	},
}

// A bearing is a token with whom it lets act.
type bearing struct {
	token  account.Token
	bearer account.Account
}

var bearings = table[bearing]{
	name: "tokens",
	fixed: func(b *bearing) []column {
		return append(tokens.readable(&b.token), accounts.readable(&b.bearer)...)
	},
}

var (
	accountByID    = accounts.byKey()
	accountsNewest = "select " + accounts.list("a") + " from accounts a where a.id < $1 order by a.id desc limit $2"
	accountByToken = "select " + tokens.list("t") + ", " + accounts.list("a") + " from tokens t join accounts a on a.id = t.account_id where t.hash = $1 and (t.expires_at = 0 or t.expires_at > $2)"
	accountByEmail = "select " + accounts.list("a") + " from accounts a join logins l on l.account_id = a.id where l.email = $1"
	tokenByHash    = tokens.byKey()
	sessionsOf     = "select " + tokens.list("t") + " from tokens t where t.account_id = $1 and t.kind <> 'bearer' and t.kind = 'session'" +
		" and t.expires_at > $2 order by t.last_seen_at desc, t.hash"
	apiKeysOf = "select " + tokens.list("t") + " from tokens t where t.account_id = $1 and t.kind <> 'bearer' and t.kind = 'api_key'" +
		" and t.expires_at > $2 order by t.created_at desc, t.hash"
	credentialsOf  = "select " + credentials.list("c") + " from credentials c where c.account_id = $1 and c.removed_at = 0 order by c.created_at, c.id"
	staffOldest    = "select " + accounts.list("a") + " from accounts a where a.roles <> '' order by a.id"
	credentialByID = credentials.byKey() + " and t.removed_at = 0"
)

// Account finds one account.
func (r *reader) Account(ctx context.Context, id string) (account.Account, error) {
	return one(ctx, r, accounts, accountByID, id)
}

// Accounts lists everyone, newest first.
func (r *reader) Accounts(ctx context.Context, p store.Page) ([]account.Account, error) {
	return list(ctx, r, accounts, accountsNewest, cursorBefore(p), p.Rows())
}

// AccountByToken finds whom a token lets act, and the token.
func (r *reader) AccountByToken(ctx context.Context, hash string, now calendar.Instant) (account.Account, account.Token, error) {
	found, err := one(ctx, r, bearings, accountByToken, hash, int64(now))
	return found.bearer, found.token, err
}

// AccountByEmail finds who signs in with an address.
func (r *reader) AccountByEmail(ctx context.Context, email string) (account.Account, error) {
	return one(ctx, r, accounts, accountByEmail, account.FoldEmail(email))
}

// Token finds one token, good or not.
func (r *reader) Token(ctx context.Context, hash string) (account.Token, error) {
	return one(ctx, r, tokens, tokenByHash, hash)
}

// SessionsOf lists a person's good sessions, the last used first.
func (r *reader) SessionsOf(ctx context.Context, accountID string, now calendar.Instant) ([]account.Token, error) {
	return list(ctx, r, tokens, sessionsOf, accountID, int64(now))
}

// APIKeysOf lists a person's API keys that end after an instant, newest first.
func (r *reader) APIKeysOf(ctx context.Context, accountID string, after calendar.Instant) ([]account.Token, error) {
	return list(ctx, r, tokens, apiKeysOf, accountID, int64(after))
}

// CredentialsOf lists a person's passkeys, the oldest first.
func (r *reader) CredentialsOf(ctx context.Context, accountID string) ([]account.Credential, error) {
	return list(ctx, r, credentials, credentialsOf, accountID)
}

// CredentialByID finds a passkey that was not removed.
func (r *reader) CredentialByID(ctx context.Context, id string) (account.Credential, error) {
	return one(ctx, r, credentials, credentialByID, id)
}

// Staff lists everybody with a role, the oldest account first.
func (r *reader) Staff(ctx context.Context) ([]account.Account, error) {
	return list(ctx, r, accounts, staffOldest)
}
