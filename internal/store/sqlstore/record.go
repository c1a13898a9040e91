package sqlstore

import (
	"context"
	"fmt"
	"time"

	"azukari/internal/base/money"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/record"
)

type recordRow struct {
	record.Side
	net int64
}

var recordOf = map[string]string{"client": sideOf("client", "worker"), "worker": sideOf("worker", "client")}

var records = table[recordRow]{
	name: "records",
	fixed: func(r *recordRow) []column {
		return []column{
			{"formed", &r.Formed},
			{"running", &r.Running},
			{"awaiting", &r.Awaiting},
			{"completed", &r.Completed},
			{"terminated", &r.Terminated},
			{"cancelled", &r.Cancelled},
			{"funded", &r.Funded},
			{"deemed", &r.Deemed},
			{"nudges_received", &r.NudgesReceived},
			{"nudges_answered", &r.NudgesAnswered},
			{"net", &r.net},
			{"contests_awarded", &r.ContestsAwarded},
			{"contests_lapsed", &r.ContestsLapsed},
		}
	},
}

// sideOf counts the contracts in which account $1 is on one side, and the
// nudges that the other side had sent. One that came to nothing, because the
// contract ended or the answer was quicker, was not received.
func sideOf(side, other string) string {
	nudges := func(states string) string {
		return "(select count(*) from contracts c join nudges n on n.contract_id = c.id where c." + side + "_id = $1 and n.asked_by = '" + other + "' and " + states + ")"
	}
	return "select count(*)," +
		" count(*) filter (where c.ended_by = '')," +
		" count(*) filter (where c.state = 'awaiting_escrow' and c.paid_gross = 0)," +
		" count(*) filter (where c.state = 'completed')," +
		" count(*) filter (where c.state = 'terminated')," +
		" count(*) filter (where c.state = 'cancelled')," +
		" count(*) filter (where c.state <> 'awaiting_escrow' and c.state <> 'cancelled' or c.paid_gross > 0)," +
		" count(*) filter (where c.deemed = 1), " +
		nudges("(n.state = 'sent' or n.state = 'answered' or n.state = 'unanswered')") + ", " + nudges("n.state = 'answered'") + "," +
		" cast(coalesce(sum(c.paid_net), 0) as bigint), " + contestsOf(side, "completed") + ", " + contestsOf(side, "shared") +
		" from contracts c where c." + side + "_id = $1"
}

// contestsOf counts a client's contests that ended in a state.
func contestsOf(side, state string) string {
	if side != "client" {
		return "0"
	}
	return "(select count(*) from contests k where k.client_id = $1 and k.state = '" + state + "')"
}

// inspections are the instants of a client's last deliveries received and of the
// reports on them: by the client, or by the clock in their place.
type inspection struct{ delivered, reported int64 }

var inspections = table[inspection]{
	name: "inspections",
	fixed: func(i *inspection) []column {
		return []column{{"delivered", &i.delivered}, {"reported", &i.reported}}
	},
}

const inspectionsOf = "select d.at, (select min(r.at) from events r where r.contract_id = d.contract_id and r.seq > d.seq" +
	" and (r.kind = 'contract.accepted' or r.kind = 'revision.requested' or r.kind = 'dispute.opened') and (r.actor = 'client' or r.actor = 'clock'))" +
	" from contracts c join events d on d.contract_id = c.id and d.kind = 'delivery.made' where c.client_id = $1 order by d.id desc limit $2"

// sharesOf adds up what came to somebody out of contests and tasks. The range
// lets the planner see that the partial index applies.
const sharesOf = "select cast(coalesce(sum(amount_1), 0) as bigint) from transfers where credit_1 = $1 and credit_1 >= 'user:' and credit_1 < 'user;' and kind = 'share'"

// upheldOf counts the reports of somebody for work asked before escrow that
// operators found to be so.
const upheldOf = "select count(*) from reports where owner_id = $1 and kind = 'work_before_escrow' and (state = 'warned' or state = 'removed')"

// Record counts what somebody's contracts came to.
func (r *reader) Record(ctx context.Context, accountID string) (record.TrackRecord, error) {
	client, err := one(ctx, r, records, recordOf["client"], accountID)
	if err != nil {
		return record.TrackRecord{}, fmt.Errorf("count a client's contracts: %w", err)
	}
	looked, err := list(ctx, r, inspections, inspectionsOf, accountID, record.Looked)
	if err != nil {
		return record.TrackRecord{}, fmt.Errorf("look at a client's inspections: %w", err)
	}
	var waits []time.Duration
	for _, i := range looked {
		if i.reported != 0 {
			waits = append(waits, time.Duration(i.reported-i.delivered)*time.Microsecond)
		}
	}
	client.Inspected(waits)
	worker, err := one(ctx, r, records, recordOf["worker"], accountID)
	if err != nil {
		return record.TrackRecord{}, fmt.Errorf("count a worker's contracts: %w", err)
	}
	shared, err := r.number(ctx, sharesOf, string(ledger.User(accountID)))
	if err != nil {
		return record.TrackRecord{}, fmt.Errorf("add up a worker's shares: %w", err)
	}
	warned, err := r.number(ctx, upheldOf, accountID)
	if err != nil {
		return record.TrackRecord{}, fmt.Errorf("count upheld reports: %w", err)
	}
	return record.TrackRecord{AsWorker: worker.Side, AsClient: client.Side, Warned: int(warned), Earned: money.Yen(worker.net + shared)}, nil
}
