package sqlstore

import (
	"context"
	"errors"

	"azukari/internal/domain/audit"
	"azukari/internal/store"
)

var auditLines = table[audit.Line]{
	name: "audit_lines",
	fixed: func(l *audit.Line) []column {
		return []column{
			{"id", &l.ID},
			{"seq", &l.Seq},
			{"at", (*int64)(&l.At)},
			{"by_id", &l.By},
			{"act", (*string)(&l.Act)},
			{"subject_id", &l.Subject},
			{"data", &l.Data},
			{"prev_hash", &l.PrevHash},
			{"hash", &l.Hash},
		}
	},
}

// auditHead is the one row that says where the trail ends.
type auditHead struct {
	id int64
	audit.Head
	was int64 // the seq that it replaces
}

// trailID is the id of that row.
const trailID = 1

var auditHeads = table[auditHead]{
	name: "audit_heads",
	fixed: func(h *auditHead) []column {
		return []column{{"id", &h.id}}
	},
	moving: func(h *auditHead) []column {
		return []column{{"seq", &h.Seq}, {"hash", &h.Hash}}
	},
	guard: func(h *auditHead) column { return column{"seq", &h.was} },
}

var scanAudit = "select " + auditLines.list("t") + " from audit_lines t order by t.seq"

// loadHead reads where the trail ends, for a batch that names it.
func loadHead(c *sqliteConnection, named bool, head *audit.Head) error {
	if !named {
		return nil
	}
	return loadAsked(c, auditHeads, auditHeads.byKey(), []any{int64(trailID)}, func(h auditHead) { *head = h.Head })
}

// AuditHead is where the audit trail ends.
func (r *reader) AuditHead(ctx context.Context) (audit.Head, error) {
	row, err := one(ctx, r, auditHeads, auditHeads.byKey(), int64(trailID))
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return row.Head, err
}

// AuditTrail lists the audit trail, newest first.
func (r *reader) AuditTrail(ctx context.Context, q store.AuditQuery, p store.Page) ([]audit.Line, error) {
	sql, args := auditQuery(q, p)
	return list(ctx, r, auditLines, sql, args...)
}

func auditQuery(q store.AuditQuery, p store.Page) (string, []any) {
	s := selection{}
	s.equal("t.by_id", q.By)
	s.equal("t.subject_id", q.Subject)
	return "select " + auditLines.list("t") + " from audit_lines t" + s.newestFirst("t.id", p), s.args
}

const oneSealed = "select totp from (select t.totp from accounts t where t.totp <> '' order by t.id limit 1) as one" +
	" union all select sealed from (select t.sealed from bank_accounts t order by t.id limit 1) as other"

// Sealed is some of what a key has sealed: one of each sort.
func (r *reader) Sealed(ctx context.Context) (sealed []string, err error) {
	var one string
	err = r.each(ctx, oneSealed, nil, func(values []any) error {
		err := assign([]column{{"totp", &one}}, values)
		sealed = append(sealed, one)
		return err
	})
	return sealed, err
}
