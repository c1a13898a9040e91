package sqlstore

import (
	"context"

	"azukari/internal/base/calendar"
	"azukari/internal/base/lifecycle"
	"azukari/internal/domain/message"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/report"
	"azukari/internal/store"
)

// reportRow is a report with the state that its decision replaces.
type reportRow struct {
	report.Report
	was lifecycle.State
}

var reports = table[reportRow]{
	name: "reports",
	fixed: func(r *reportRow) []column {
		return []column{
			{"id", &r.ID},
			{"reporter_id", &r.By},
			{"subject_type", (*string)(&r.SubjectType)},
			{"subject_id", &r.Subject.ID},
			{"owner_id", &r.OwnerID},
			{"title", &r.Title},
			{"copy", &r.Copy},
			{"kind", (*string)(&r.Kind)},
			{"text", &r.Text},
			{"at", (*int64)(&r.At)},
			{"decide_by", (*int64)(&r.DecideBy)},
		}
	},
	moving: func(r *reportRow) []column {
		return []column{
			{"state", (*string)(&r.State)},
			{"decided_at", (*int64)(&r.DecidedAt)},
			{"decided_by", reference{&r.DecidedBy}},
			{"decision", &r.Decision},
		}
	},
	guard: func(r *reportRow) column { return column{"state", (*string)(&r.was)} },
}

// outsideRow is a request with what the clock and an update go by.
type outsideRow struct {
	outside.Request
	due calendar.Instant
	was lifecycle.State
}

var outsideContacts = table[outsideRow]{
	name: "outside_contacts",
	fixed: func(r *outsideRow) []column {
		return []column{
			{"id", &r.ID},
			{"contract_id", &r.ContractID},
			{"asked_by", (*string)(&r.By)},
			{"means", &r.Means},
			{"reason", &r.Reason},
			{"asked_at", (*int64)(&r.AskedAt)},
			{"answer_by", (*int64)(&r.AnswerBy)},
		}
	},
	moving: func(r *outsideRow) []column {
		return []column{
			{"state", (*string)(&r.State)},
			{"answered_at", (*int64)(&r.AnsweredAt)},
			{"decide_by", (*int64)(&r.DecideBy)},
			{"decided_at", (*int64)(&r.DecidedAt)},
			{"decided_by", reference{&r.DecidedBy}},
			{"answer", &r.Answer},
			{"next_due_at", (*int64)(&r.due)},
		}
	},
	guard: func(r *outsideRow) column { return column{"state", (*string)(&r.was)} },
}

func reportRowOf(r report.Report) reportRow { return reportRow{Report: r} }

func (r reportRow) report() report.Report { return r.Report }

func outsideRowOf(r outside.Request) outsideRow { return outsideRow{Request: r, due: r.Due()} }

func (r outsideRow) request() outside.Request { return r.Request }

var (
	reportByID    = reports.byKey()
	outsideByID   = outsideContacts.byKey()
	messageSeenBy = "select " + messages.list("m") + " from messages m where m.id = $1" +
		" and m.thread in (select p.id from proposals p where p.client_id = $2 union all select p.id from proposals p where p.worker_id = $2)"
	removedListed   = "select t.subject_id from reports t where t.state = 'removed' and t.subject_id in (select value from json_each($1))"
	removedOf       = "select t.subject_id from reports t where t.state = 'removed' and t.subject_id = any($1)" // PostgreSQL
	openReportsOf   = "select " + reports.list("t") + " from reports t where t.state = 'open' and t.reporter_id "
	sqliteReports   = openReportsOf + isOne
	postgresReports = openReportsOf + inArray
	sqliteOutside   = latestOutside(isOne)
	postgresOutside = latestOutside(inArray)
	scanReports     = "select " + reports.list("t") + " from reports t order by t.id"
	scanOutside     = "select " + outsideContacts.list("t") + " from outside_contacts t order by t.id"
)

// latestOutside reads the latest request of each contract that $1 holds in the
// way of the dialect.
func latestOutside(in string) string {
	return "select " + outsideContacts.list("t") + " from outside_contacts t where t.id in" +
		" (select max(n.id) from outside_contacts n where n.contract_id " + in + " group by n.contract_id) order by t.id"
}

// Report finds one report.
func (r *reader) Report(ctx context.Context, id string) (report.Report, error) {
	row, err := one(ctx, r, reports, reportByID, id)
	return row.Report, err
}

// Reports lists reports, newest first.
func (r *reader) Reports(ctx context.Context, q store.ReportQuery, p store.Page) ([]report.Report, error) {
	sql, args := reportsQuery(q, p)
	rows, err := list(ctx, r, reports, sql, args...)
	return unwrap(rows, reportRow.report), err
}

func reportsQuery(q store.ReportQuery, p store.Page) (string, []any) {
	s := selection{}
	s.equal("t.reporter_id", q.By)
	s.equal("t.state", string(q.State))
	return "select " + reports.list("t") + " from reports t" + s.newestFirst("t.id", p), s.args
}

// Removed says which of some jobs and messages an operator removed.
func (r *reader) Removed(ctx context.Context, ids []string) (map[string]bool, error) {
	removed := map[string]bool{}
	if len(ids) == 0 {
		return removed, nil
	}
	query, args := removedListed, listOf(ids)
	if r.dialect == postgres {
		query, args = removedOf, []any{ids}
	}
	var id string
	err := r.each(ctx, query, args, func(values []any) error {
		err := assign([]column{{"subject_id", &id}}, values)
		removed[id] = true
		return err
	})
	return removed, err
}

// Message finds one message in somebody's threads.
func (r *reader) Message(ctx context.Context, id, accountID string) (message.Message, error) {
	return one(ctx, r, messages, messageSeenBy, id, accountID)
}

// OutsideRequest finds one request to be in touch outside.
func (r *reader) OutsideRequest(ctx context.Context, id string) (outside.Request, error) {
	row, err := one(ctx, r, outsideContacts, outsideByID, id)
	return row.Request, err
}

// OutsideRequests lists requests to be in touch outside, newest first.
func (r *reader) OutsideRequests(ctx context.Context, q store.OutsideQuery, p store.Page) ([]outside.Request, error) {
	sql, args := outsideQuery(q, p)
	rows, err := list(ctx, r, outsideContacts, sql, args...)
	return unwrap(rows, outsideRow.request), err
}

func outsideQuery(q store.OutsideQuery, p store.Page) (string, []any) {
	s := selection{}
	s.equal("t.contract_id", q.ContractID)
	s.equal("t.state", string(q.State))
	return "select " + outsideContacts.list("t") + " from outside_contacts t" + s.newestFirst("t.id", p), s.args
}
