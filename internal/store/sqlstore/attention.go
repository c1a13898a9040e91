package sqlstore

import (
	"context"
	"errors"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/attention"
	"azukari/internal/store"
)

// attentionRow is an attention with the instant that its index is by.
type attentionRow struct {
	attention.Attention
	next calendar.Instant
}

func attentionRowOf(a attention.Attention) attentionRow { return attentionRow{a, a.Next()} }

func (r attentionRow) attention() attention.Attention { return r.Attention }

var attentions = table[attentionRow]{
	name: "attentions",
	fixed: func(a *attentionRow) []column {
		return []column{{"account_id", &a.AccountID}}
	},
	moving: func(a *attentionRow) []column {
		return []column{
			{"seen_at", (*int64)(&a.SeenAt)},
			{"unread_at", (*int64)(&a.UnreadAt)},
			{"digested_at", (*int64)(&a.DigestedAt)},
			{"waiting_at", (*int64)(&a.WaitingAt)},
			{"reminded_at", (*int64)(&a.RemindedAt)},
			{"next_due_at", (*int64)(&a.next)},
		}
	},
}

var (
	attentionList   = "select " + attentions.list("t") + " from attentions t"
	scanAttentions  = attentionList + " order by t.account_id"
	sqliteAttention = attentionList + " where t.account_id " + isOne
)

// postgresAttention reads the rows of those who may hear of what is named, and
// holds them.
var postgresAttention = attentionList + " where t.account_id in (" + hearing + ") order by t.account_id" + holding

// Attention is when somebody last looked, and what waits; empty before the first
// visit.
func (r *reader) Attention(ctx context.Context, accountID string) (attention.Attention, error) {
	row, err := one(ctx, r, attentions, attentions.byKey(), accountID)
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return row.Attention, err
}
