package sqlstore

import (
	"cmp"
	"context"
	"slices"

	"azukari/internal/domain/message"
	"azukari/internal/store"
)

var attachments = table[message.Attachment]{
	name: "attachments",
	fixed: func(a *message.Attachment) []column {
		return []column{
			{"id", &a.ID},
			{"thread", &a.Thread},
			{"name", &a.Name},
			{"type", &a.Type},
			{"size", &a.Size},
			{"sha256", &a.SHA256},
			{"uploaded_by", &a.UploadedBy},
			{"at", (*int64)(&a.At)},
		}
	},
	moving: func(a *message.Attachment) []column {
		return []column{{"sent_in", &a.SentIn}}
	},
}

var marks = table[message.Mark]{
	name: "read_marks",
	fixed: func(m *message.Mark) []column {
		return []column{
			{"thread", &m.Thread},
			{"account_id", &m.AccountID},
			{"upto", &m.Upto},
			{"at", (*int64)(&m.At)},
		}
	},
}

// moveMarks writes marks that are new or further on; one that somebody else has
// moved past meanwhile stays where it is.
var moveMarks = func() writing[message.Mark] {
	w := marks.insert()
	const further = " on conflict (thread, account_id) do update set upto = excluded.upto, at = excluded.at where excluded.upto > read_marks.upto"
	w.name = "move read_marks"
	w.sqlite += further
	w.postgres += further
	return w
}()

// sortedMarks leaves the furthest mark of each place, in an order that all
// writers share.
func sortedMarks(all []message.Mark) []message.Mark {
	sorted := slices.SortedStableFunc(slices.Values(all), func(a, b message.Mark) int {
		return cmp.Or(cmp.Compare(a.Thread, b.Thread), cmp.Compare(a.AccountID, b.AccountID), cmp.Compare(b.Upto, a.Upto))
	})
	return slices.CompactFunc(sorted, func(a, b message.Mark) bool { return a.Thread == b.Thread && a.AccountID == b.AccountID })
}

// threadRow is a thread with its last message beside it.
var threads = table[message.Thread]{
	name: "threads",
	fixed: func(t *message.Thread) []column {
		return append([]column{
			{"thread", &t.ID},
			{"job_id", &t.JobID},
			{"contract_id", &t.ContractID},
			{"title", &t.Title},
			{"other_id", &t.OtherID},
			{"other_name", &t.OtherName},
			{"unread", &t.Unread},
			{"unread_at", (*int64)(&t.UnreadAt)},
		}, messages.readable(&t.Last)...)
	},
}

// ofAccount is the threads of account $1: each with the other side, and how far
// the account has read it.
const ofAccount = "select p.id as thread, p.job_id, p.contract_id, case when p.client_id = $1 then p.worker_id else p.client_id end as other_id," +
	" coalesce((select k.upto from read_marks k where k.thread = p.id and k.account_id = $1), '') as upto" +
	" from proposals p where p.client_id = $1 or p.worker_id = $1"

// beyond is how much the other side of thread t has written beyond the mark, and
// lately when.
const (
	unread      = " from messages x where x.thread = t.thread and x.id > t.upto and x.from_id = t.other_id"
	beyond      = "(select count(*)" + unread + ")"
	beyondUntil = "coalesce((select x.at" + unread + " order by x.id desc limit 1), 0)"
)

var (
	attachmentByID    = attachments.byKey()
	attachmentsSent   = "select " + attachments.list("t") + " from attachments t where t.sent_in = any($1) and t.sent_in <> '' order by t.id" // PostgreSQL
	attachmentsSentIn = "select " + attachments.list("t") + " from attachments t where t.sent_in in (select value from json_each($1)) and t.sent_in <> '' order by t.id"
	unsentOf          = "select " + attachments.list("t") + " from attachments t where t.thread = $1 and t.uploaded_by = $2 and t.sent_in = '' order by t.id"
	marksOfThread     = "select " + marks.list("k") + " from read_marks k where k.thread = $1 order by k.account_id"
	unreadByThread    = "select t.thread, " + beyond + " from (" + ofAccount + ") as t where " + beyond + " > 0"
	threadsOfAccount  = "select t.thread, t.job_id, t.contract_id, j.title, t.other_id, a.name, " + beyond + ", " + beyondUntil + ", " + messages.list("m") +
		" from (" + ofAccount + ") as t" +
		" join messages m on m.thread = t.thread and m.id = (select max(x.id) from messages x where x.thread = t.thread)" +
		" join jobs j on j.id = t.job_id join accounts a on a.id = t.other_id" +
		" where m.id < $2 order by m.id desc limit $3"
)

// Attachment finds one file.
func (r *reader) Attachment(ctx context.Context, id string) (message.Attachment, error) {
	return one(ctx, r, attachments, attachmentByID, id)
}

// Attachments lists the files that some messages and deliveries carry.
func (r *reader) Attachments(ctx context.Context, sentIn []string) ([]message.Attachment, error) {
	if r.dialect == postgres {
		return list(ctx, r, attachments, attachmentsSent, sentIn)
	}
	return list(ctx, r, attachments, attachmentsSentIn, listOf(sentIn)...)
}

// UnsentAttachments lists what somebody has uploaded to a thread and not sent.
func (r *reader) UnsentAttachments(ctx context.Context, thread, accountID string) ([]message.Attachment, error) {
	return list(ctx, r, attachments, unsentOf, thread, accountID)
}

// ReadMarks lists how far each side has read a thread.
func (r *reader) ReadMarks(ctx context.Context, thread string) ([]message.Mark, error) {
	return list(ctx, r, marks, marksOfThread, thread)
}

// UnreadMessages counts what others have written that somebody has not read.
func (r *reader) UnreadMessages(ctx context.Context, accountID string) (map[string]int, error) {
	unread := map[string]int{}
	var thread string
	var n int
	columns := []column{{"thread", &thread}, {"unread", &n}}
	err := r.each(ctx, unreadByThread, []any{accountID}, func(values []any) error {
		if err := assign(columns, values); err != nil {
			return err
		}
		unread[thread] = n
		return nil
	})
	return unread, err
}

// Threads lists somebody's threads, the last one written to first.
func (r *reader) Threads(ctx context.Context, accountID string, p store.Page) ([]message.Thread, error) {
	return list(ctx, r, threads, threadsOfAccount, accountID, cursorBefore(p), p.Rows())
}
