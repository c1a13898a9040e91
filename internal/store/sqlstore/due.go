package sqlstore

import (
	"context"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
	"azukari/internal/store"
)

// dues reads the narrow index of what the clock owes.
var dues = table[store.Due]{
	name: "contracts",
	fixed: func(d *store.Due) []column {
		return []column{
			{"next_due_at", (*int64)(&d.At)},
			{"id", &d.ContractID},
		}
	},
}

var (
	dueBy           = "select " + dues.list("c") + " from contracts c where c.next_due_at > 0 and c.next_due_at <= $1 order by c.next_due_at, c.id limit $2"
	orderedPayments = "select " + payments.list("p") + " from payments p where p.state = 'ordered' order by p.id"
)

const nextDue = "select coalesce(min(next_due_at), 0) from contracts where next_due_at > 0"

// Due lists contracts that the clock owes something by now, earliest first.
func (r *reader) Due(ctx context.Context, now calendar.Instant, limit int) ([]store.Due, error) {
	return list(ctx, r, dues, dueBy, int64(now), limit)
}

// NextDue is the earliest instant at which the clock owes something.
func (r *reader) NextDue(ctx context.Context) (calendar.Instant, error) {
	n, err := r.number(ctx, nextDue)
	return calendar.Instant(n), err
}

// OrderedPayments lists the payments that await the gateway's answer, oldest
// first, and beside them the contracts that they are for.
func (r *reader) OrderedPayments(ctx context.Context) ([]contract.Payment, []string, error) {
	found, err := list(ctx, r, payments, orderedPayments)
	return unwrap(found, func(p paymentRow) contract.Payment { return p.Payment }),
		unwrap(found, func(p paymentRow) string { return p.contractID }), err
}
