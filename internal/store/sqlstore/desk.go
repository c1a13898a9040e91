package sqlstore

import (
	"context"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/desk"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

var claims = table[desk.Claim]{
	name: "desk_claims",
	fixed: func(c *desk.Claim) []column {
		return []column{{"case_id", &c.CaseID}}
	},
	moving: func(c *desk.Claim) []column {
		return []column{{"account_id", reference{&c.By}}, {"until", (*int64)(&c.Until)}}
	},
}

var (
	claimsInForce = "select " + claims.list("t") + " from desk_claims t where t.account_id is not null and t.until > $1 order by t.case_id"
	bouncedMail   = "select " + notices.list("n") + " from notifications n where n.mail_state = 'bounced' and n.id < $1 order by n.id desc limit $2"
	unhandledMail = "select " + notices.list("n") + " from notifications n where n.mail_state = 'bounced' and n.handled_at = 0 and n.id < $1 order by n.id desc limit $2"
)

// Claims lists the cases that somebody has in hand.
func (r *reader) Claims(ctx context.Context, now calendar.Instant) ([]desk.Claim, error) {
	return list(ctx, r, claims, claimsInForce, int64(now))
}

// BouncedMail lists the notifications whose mail did not arrive, newest first:
// all, or those that the staff has not seen to.
func (r *reader) BouncedMail(ctx context.Context, unhandled bool, p store.Page) ([]notice.Notice, error) {
	query := bouncedMail
	if unhandled {
		query = unhandledMail
	}
	return list(ctx, r, notices, query, cursorBefore(p), p.Rows())
}
