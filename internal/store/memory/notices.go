package memory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// Notices lists a person's notifications, newest first.
func (s *Store) Notices(_ context.Context, accountID string, unread bool, p store.Page) ([]notice.Notice, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.notices.newest(p, func(n notice.Notice) bool {
		return n.AccountID == accountID && (!unread || n.ReadAt.IsZero())
	}), nil
}

// UnreadNotices counts a person's unread notifications.
func (s *Store) UnreadNotices(ctx context.Context, accountID string) (int, error) {
	unread, err := s.Notices(ctx, accountID, true, store.Page{})
	return len(unread), err
}

// SentMail lists the notifications whose mail was sent, newest first: those to
// one e-mail address, or to anybody.
func (s *Store) SentMail(_ context.Context, email string, p store.Page) ([]notice.Notice, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.notices.newest(p, func(n notice.Notice) bool {
		return n.Mail == notice.Sent && (email == "" || email == cmp.Or(n.MailTo, s.accounts.rows[n.AccountID].Email))
	}), nil
}

// QueuedMail lists the notifications whose mail is to be tried by now, the one
// that waits longest first.
func (s *Store) QueuedMail(_ context.Context, now calendar.Instant, limit int) ([]notice.Notice, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return first(s.queued(now), limit), nil
}

// LastQueuedMail finds the last of these; empty when there is none.
func (s *Store) LastQueuedMail(_ context.Context, now calendar.Instant) (last notice.Notice, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if all := s.queued(now); len(all) > 0 {
		last = all[len(all)-1]
	}
	return last, nil
}

func (s *Store) queued(now calendar.Instant) []notice.Notice {
	queued := s.notices.list(s.notices.keys(func(n notice.Notice) bool { return n.Mail == notice.Queued && n.MailAt <= now }))
	slices.SortStableFunc(queued, func(a, b notice.Notice) int { return cmp.Compare(a.MailAt, b.MailAt) })
	return queued
}

// Attempts lists what was tried to send a notification's mail, in order.
func (s *Store) Attempts(_ context.Context, noticeID string) ([]store.MailAttempt, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return first(s.attempts.rows[noticeID], 0), nil
}

func (d *draft) putNotice(n notice.Notice) error {
	if err := errors.Join(need("account", &d.accounts, n.AccountID), needIf("contract", &d.contracts, n.ContractID)); err != nil {
		return err
	}
	put(d, &d.notices, n.ID, n)
	return nil
}

func (d *draft) addAttempt(a store.MailAttempt) error {
	if err := need("notice", &d.notices, a.NoticeID); err != nil {
		return err
	}
	tries, _ := d.attempts.get(a.NoticeID)
	at, taken := slices.BinarySearchFunc(tries, a.Try, func(one store.MailAttempt, try int) int { return cmp.Compare(one.Try, try) })
	if taken {
		return fmt.Errorf("try %d of notice %s is there already", a.Try, a.NoticeID)
	}
	put(d, &d.attempts, a.NoticeID, slices.Insert(tries, at, a))
	return nil
}
