package sqlstore

import (
	"context"
	"fmt"

	"azukari/internal/base/calendar"
	"azukari/internal/store"
)

// clocked lists the tables whose rows say when the clock comes by next, with the
// room of what they hold; each has a narrow index of those instants.
var clocked = []struct {
	room     store.Room
	from, id string
}{
	{store.ContractRoom, "contracts", "id"},
	{store.ContestRoom, "contests", "job_id"},
	{store.AttentionRoom, "attentions", "account_id"},
	{store.TaskRoom, "tasks", "job_id"},
	{store.WorkRoom, "task_answers", "id"},
	{store.OutsideRoom, "outside_contacts", "contract_id"},
}

var dues = table[store.Due]{
	name: "what is due",
	fixed: func(d *store.Due) []column {
		return []column{
			{"next_due_at", (*int64)(&d.At)},
			{"room", (*string)(&d.Room)},
			{"id", &d.ID},
		}
	},
}

// dueBy asks each table for a page of its own, and puts the pages in order.
var dueBy = func() string {
	var b []string
	for i, c := range clocked {
		b = append(b, fmt.Sprintf("select next_due_at, room, id from (select next_due_at, '%s' as room, %s as id from %s"+
			" where next_due_at > 0 and next_due_at > $1 and next_due_at <= $2 order by next_due_at, %s limit $3) as leg_%d", c.room, c.id, c.from, c.id, i))
	}
	return union(b) + " order by next_due_at, id, room limit $3"
}()

var nextDue = func() string {
	var b []string
	for _, c := range clocked {
		b = append(b, "select min(next_due_at) as at from "+c.from+" where next_due_at > 0")
	}
	return "select coalesce(min(at), 0) from (" + union(b) + ") as next"
}()

// Due lists what the clock owes something after an instant and by now, earliest first.
func (r *reader) Due(ctx context.Context, after, now calendar.Instant, limit int) ([]store.Due, error) {
	return list(ctx, r, dues, dueBy, int64(after), int64(now), limit)
}

// NextDue is the earliest instant at which the clock owes something.
func (r *reader) NextDue(ctx context.Context) (calendar.Instant, error) {
	n, err := r.number(ctx, nextDue)
	return calendar.Instant(n), err
}

var orders = table[store.Order]{
	name: "open orders",
	fixed: func(o *store.Order) []column {
		return []column{
			{"room", (*string)(&o.Room)},
			{"of_id", &o.ID},
			{"payment_id", &o.PaymentID},
			{"amount", (*int64)(&o.Amount)},
		}
	},
}

// openOrders reads the payments of every room that await the gateway.
var openOrders = union([]string{
	"select 'contract' as room, contract_id as of_id, id as payment_id, amount from payments where state = 'ordered'",
	"select 'contest' as room, job_id as of_id, payment_id, payment_amount as amount from contests where payment_state = 'ordered'",
	"select 'task' as room, job_id as of_id, payment_id, payment_amount as amount from tasks where payment_state = 'ordered'",
}) + " order by payment_id"

// OpenOrders lists the payments that await the gateway's answer, oldest first.
func (r *reader) OpenOrders(ctx context.Context) ([]store.Order, error) {
	return list(ctx, r, orders, openOrders)
}
