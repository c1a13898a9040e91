package sqlstore

import (
	"context"

	"azukari/internal/domain/payout"
	"azukari/internal/store"
)

var payouts = table[payout.Payout]{
	name: "payouts",
	fixed: func(p *payout.Payout) []column {
		return []column{
			{"id", &p.ID},
			{"account_id", &p.AccountID},
			{"amount", (*int64)(&p.Amount)},
			{"state", (*string)(&p.State)},
			{"requested_at", (*int64)(&p.RequestedAt)},
		}
	},
}

var payoutsOfAccount = "select " + payouts.list("p") + " from payouts p where p.account_id = $1 and p.id < $2 order by p.id desc limit $3"

// Payouts lists a person's payouts, newest first.
func (r *reader) Payouts(ctx context.Context, accountID string, p store.Page) ([]payout.Payout, error) {
	return list(ctx, r, payouts, payoutsOfAccount, accountID, cursorBefore(p), p.Rows())
}
