package sqlstore

import (
	"context"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

var notices = table[notice.Notice]{
	name: "notifications",
	fixed: func(n *notice.Notice) []column {
		return []column{
			{"id", &n.ID},
			{"account_id", &n.AccountID},
			{"kind", (*string)(&n.Kind)},
			{"contract_id", reference{&n.ContractID}},
			{"data", &n.Data},
			{"at", (*int64)(&n.At)},
			{"stale_at", (*int64)(&n.StaleAt)},
			{"mail_to", &n.MailTo},
		}
	},
	moving: func(n *notice.Notice) []column {
		return []column{
			{"read_at", (*int64)(&n.ReadAt)},
			{"mail_state", (*string)(&n.Mail)},
			{"mail_tries", &n.MailTries},
			{"mail_at", (*int64)(&n.MailAt)},
			{"mail_link", &n.MailLink},
			{"handled_at", (*int64)(&n.HandledAt)},
		}
	},
}

var attempts = table[store.MailAttempt]{
	name: "mail_attempts",
	fixed: func(a *store.MailAttempt) []column {
		return []column{
			{"notification_id", &a.NoticeID},
			{"try", &a.Try},
			{"at", (*int64)(&a.At)},
			{"outcome", &a.Outcome},
			{"detail", &a.Detail},
		}
	},
}

var (
	noticesOfAccount = "select " + notices.list("n") + " from notifications n where n.account_id = $1 and n.id < $2 order by n.id desc limit $3"
	unreadOfAccount  = "select " + notices.list("n") + " from notifications n where n.account_id = $1 and n.id < $2 and n.read_at = 0 order by n.id desc limit $3"
	sentMail         = "select " + notices.list("n") + " from notifications n where n.mail_state = 'sent' and n.id < $1 order by n.id desc limit $2"
	sentMailTo       = "select " + notices.list("n") + " from (" +
		"select n.* from accounts a join notifications n on n.account_id = a.id where a.email = $1 and n.mail_to = '' and n.mail_state = 'sent' and n.id < $2" +
		" union all select n.* from notifications n where n.mail_to = $1 and n.mail_to <> '' and n.mail_state = 'sent' and n.id < $2" +
		") n order by n.id desc limit $3"
	queuedMail = "select " + notices.list("n") + " from notifications n where n.mail_state = 'queued' and n.mail_at <= $1 order by n.mail_at, n.id limit $2"
	lastQueued = "select " + notices.list("n") + " from notifications n where n.mail_state = 'queued' and n.mail_at <= $1 order by n.mail_at desc, n.id desc limit 1"
	attemptsOf = "select " + attempts.list("a") + " from mail_attempts a where a.notification_id = $1 order by a.try"
)

const countUnread = "select count(*) from notifications where account_id = $1 and read_at = 0"

// Notices lists a person's notifications, newest first.
func (r *reader) Notices(ctx context.Context, accountID string, unread bool, p store.Page) ([]notice.Notice, error) {
	query := noticesOfAccount
	if unread {
		query = unreadOfAccount
	}
	return list(ctx, r, notices, query, accountID, cursorBefore(p), p.Rows())
}

// UnreadNotices counts a person's unread notifications.
func (r *reader) UnreadNotices(ctx context.Context, accountID string) (int, error) {
	n, err := r.number(ctx, countUnread, accountID)
	return int(n), err
}

// SentMail lists the notifications whose mail was sent, newest first: those to
// one e-mail address, or to anybody.
func (r *reader) SentMail(ctx context.Context, email string, p store.Page) ([]notice.Notice, error) {
	if email == "" {
		return list(ctx, r, notices, sentMail, cursorBefore(p), p.Rows())
	}
	return list(ctx, r, notices, sentMailTo, email, cursorBefore(p), p.Rows())
}

// QueuedMail lists the notifications whose mail is to be tried by now, the one
// that waits longest first.
func (r *reader) QueuedMail(ctx context.Context, now calendar.Instant, limit int) ([]notice.Notice, error) {
	return list(ctx, r, notices, queuedMail, int64(now), limit)
}

// LastQueuedMail finds the last of these; empty when there is none.
func (r *reader) LastQueuedMail(ctx context.Context, now calendar.Instant) (notice.Notice, error) {
	last, err := list(ctx, r, notices, lastQueued, int64(now))
	if err != nil || len(last) == 0 {
		return notice.Notice{}, err
	}
	return last[0], nil
}

// Attempts lists what was tried to send a notification's mail, in order.
func (r *reader) Attempts(ctx context.Context, noticeID string) ([]store.MailAttempt, error) {
	return list(ctx, r, attempts, attemptsOf, noticeID)
}
