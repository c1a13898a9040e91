package sqlstore

import (
	"context"
	"fmt"

	"azukari/internal/base/money"
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
		" cast(coalesce(sum(c.paid_net), 0) as bigint) from contracts c where c." + side + "_id = $1"
}

// Record counts what somebody's contracts came to.
func (r *reader) Record(ctx context.Context, accountID string) (record.TrackRecord, error) {
	client, err := one(ctx, r, records, recordOf["client"], accountID)
	if err != nil {
		return record.TrackRecord{}, fmt.Errorf("count a client's contracts: %w", err)
	}
	worker, err := one(ctx, r, records, recordOf["worker"], accountID)
	if err != nil {
		return record.TrackRecord{}, fmt.Errorf("count a worker's contracts: %w", err)
	}
	return record.TrackRecord{AsWorker: worker.Side, AsClient: client.Side, Earned: money.Yen(worker.net)}, nil
}
