package sqlstore

import (
	"context"

	"azukari/internal/domain/account"
	"azukari/internal/store"
)

var accounts = table[account.Account]{
	name: "accounts",
	fixed: func(a *account.Account) []column {
		return []column{
			{"id", &a.ID},
			{"name", &a.Name},
			{"email", &a.Email},
			{"operator", &a.Operator},
			{"created_at", (*int64)(&a.CreatedAt)},
		}
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
		}
	},
	moving: func(t *account.Token) []column {
		return []column{{"used_at", (*int64)(&t.UsedAt)}}
	},
}

var (
	accountByID    = accounts.byKey()
	accountsNewest = "select " + accounts.list("a") + " from accounts a where a.id < $1 order by a.id desc limit $2"
	accountByToken = "select " + accounts.list("a") + " from accounts a join tokens t on t.account_id = a.id where t.hash = $1 and t.kind = $2"
)

// Account finds one account.
func (r *reader) Account(ctx context.Context, id string) (account.Account, error) {
	return one(ctx, r, accounts, accountByID, id)
}

// Accounts lists everyone, newest first.
func (r *reader) Accounts(ctx context.Context, p store.Page) ([]account.Account, error) {
	return list(ctx, r, accounts, accountsNewest, cursorBefore(p), p.Rows())
}

// AccountByToken finds whom a token of that kind lets act.
func (r *reader) AccountByToken(ctx context.Context, hash string, kind account.TokenKind) (account.Account, error) {
	return one(ctx, r, accounts, accountByToken, hash, string(kind))
}
