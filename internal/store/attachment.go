package store

import (
	"context"

	"azukari/internal/domain/message"
)

// ReadableAttachment finds a file that somebody may read: one of a thread in
// which they are a party, and sent in a message that the operator has not hidden,
// unless they uploaded it; or one of an entry to a contest whose entries are shown
// to all. Of any other they do not learn that it is there.
func ReadableAttachment(ctx context.Context, r Reader, id, accountID string) (message.Attachment, error) {
	a, err := r.Attachment(ctx, id)
	if err != nil {
		return message.Attachment{}, err
	}
	p, err := r.Proposal(ctx, a.Thread)
	if err != nil {
		return message.Attachment{}, err
	}
	if p.Party(accountID) && a.MayRead(accountID) {
		removed, err := r.Removed(ctx, []string{a.SentIn})
		if err == nil && removed[a.SentIn] && a.UploadedBy != accountID {
			err = ErrNotFound
		}
		return a, err
	}
	if a.SentIn != a.Thread { // no entry's
		return message.Attachment{}, ErrNotFound
	}
	c, err := r.Contest(ctx, p.JobID)
	if err != nil {
		return message.Attachment{}, err
	}
	if e := c.Entry(p.ID); e == nil || !c.MayRead(*e, accountID) {
		return message.Attachment{}, ErrNotFound
	}
	return a, nil
}
