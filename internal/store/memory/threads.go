package memory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/job"
	"azukari/internal/domain/message"
	"azukari/internal/store"
)

// Attachment finds one file.
func (s *Store) Attachment(_ context.Context, id string) (message.Attachment, error) {
	return get(s, &s.attachments, id)
}

// Attachments lists the files that some messages and deliveries carry.
func (s *Store) Attachments(_ context.Context, sentIn []string) ([]message.Attachment, error) {
	return s.filesThat(func(a message.Attachment) bool { return !a.Unsent() && slices.Contains(sentIn, a.SentIn) }), nil
}

// UnsentAttachments lists what somebody has uploaded to a thread and not sent.
func (s *Store) UnsentAttachments(_ context.Context, thread, accountID string) ([]message.Attachment, error) {
	return s.filesThat(func(a message.Attachment) bool {
		return a.Unsent() && a.Thread == thread && a.UploadedBy == accountID
	}), nil
}

func (s *Store) filesThat(keep func(message.Attachment) bool) []message.Attachment {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.attachments.list(s.attachments.keys(keep))
}

func (d *draft) putAttachment(a message.Attachment) error {
	if err := errors.Join(need("proposal", &d.proposals, a.Thread), need("account", &d.accounts, a.UploadedBy)); err != nil {
		return err
	}
	if a.Size <= 0 {
		return fmt.Errorf("attachment %s is empty", a.ID)
	}
	if kept, ok := d.attachments.get(a.ID); ok && !kept.Unsent() {
		return fmt.Errorf("attachment %s was sent already", a.ID)
	}
	put(d, &d.attachments, a.ID, a)
	return nil
}

// ReadMarks lists how far each side has read a thread, by account.
func (s *Store) ReadMarks(_ context.Context, thread string) ([]message.Mark, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.marks.list(s.marks.keys(func(m message.Mark) bool { return m.Thread == thread })), nil
}

// moveMark keeps a mark that is new or further on.
func (d *draft) moveMark(m message.Mark) error {
	if err := errors.Join(need("proposal", &d.proposals, m.Thread), need("account", &d.accounts, m.AccountID)); err != nil {
		return err
	}
	key := markKey(m.Thread, m.AccountID)
	if kept, ok := d.marks.get(key); !ok || !kept.Read(m.Upto) {
		put(d, &d.marks, key, m)
	}
	return nil
}

func markKey(thread, accountID string) string { return thread + " " + accountID }

// UnreadMessages counts what others have written that somebody has not read.
func (s *Store) UnreadMessages(_ context.Context, accountID string) (map[string]int, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	unread := map[string]int{}
	for _, p := range s.proposals.rows {
		if n, _ := s.unreadIn(p, accountID); n > 0 {
			unread[p.ID] = n
		}
	}
	return unread, nil
}

// unreadIn is how many messages of a thread somebody has not read, and when the
// last of them was written.
func (s *Store) unreadIn(p job.Proposal, accountID string) (n int, last calendar.Instant) {
	if !p.Party(accountID) {
		return 0, 0
	}
	upto := s.marks.rows[markKey(p.ID, accountID)]
	for _, m := range s.threads.rows[p.ID] {
		if m.From == otherOf(p, accountID) && !upto.Read(m.ID) {
			n, last = n+1, m.At
		}
	}
	return n, last
}

func otherOf(p job.Proposal, accountID string) string {
	if p.ClientID == accountID {
		return p.WorkerID
	}
	return p.ClientID
}

// Threads lists somebody's threads, the last one written to first.
func (s *Store) Threads(_ context.Context, accountID string, p store.Page) ([]message.Thread, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var all []message.Thread
	for _, one := range s.proposals.rows {
		written := s.threads.rows[one.ID]
		if !one.Party(accountID) || len(written) == 0 {
			continue
		}
		other := otherOf(one, accountID)
		all = append(all, message.Thread{
			ID: one.ID, JobID: one.JobID, ContractID: one.ContractID, Title: s.jobs.rows[one.JobID].Title,
			OtherID: other, OtherName: s.accounts.rows[other].Name, Last: written[len(written)-1],
		})
		all[len(all)-1].Unread, all[len(all)-1].UnreadAt = s.unreadIn(one, accountID)
	}
	slices.SortFunc(all, func(a, b message.Thread) int { return cmp.Compare(b.Last.ID, a.Last.ID) })
	return page(all, p, func(t message.Thread) bool { return t.Last.ID < p.Cursor }), nil
}
