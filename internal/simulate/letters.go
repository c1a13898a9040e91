package simulate

import (
	"encoding/json"
	"fmt"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/attention"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/message"
	"azukari/internal/store"
)

// letters are what was written to whom, and up to when each has had a digest of it.
type letters struct {
	last     map[inThreads]calendar.Instant
	digested map[string]calendar.Instant // by account
}

// inThreads is somebody's threads of one title, as a digest names them.
type inThreads struct{ account, title string }

func newLetters() letters {
	return letters{last: map[inThreads]calendar.Instant{}, digested: map[string]calendar.Instant{}}
}

// wrote notes what one side of a proposal's thread writes to the other.
func (l letters) wrote(m message.Message, p job.Proposal, title string) {
	switch m.From {
	case p.ClientID:
		l.last[inThreads{p.WorkerID, title}] = m.At
	case p.WorkerID:
		l.last[inThreads{p.ClientID, title}] = m.At
	}
}

// committed says what is wrong with a commit's digests, empty when nothing is: each
// names only threads in which somebody has written since the last one.
func (l letters) committed(c store.Changes) (fault string) {
	for _, n := range c.Notices {
		if event.Kind(n.Kind) != attention.Digest || n.MailTries > 0 {
			continue
		}
		var said struct{ Titles []string }
		if err := json.Unmarshal([]byte(n.Data), &said); err != nil || len(said.Titles) == 0 {
			fault = fmt.Sprintf("digest %s says %q (%v)", n.ID, n.Data, err)
		}
		for _, title := range said.Titles {
			if at := l.last[inThreads{n.AccountID, title}]; at <= l.digested[n.AccountID] {
				fault = fmt.Sprintf("digest %s to %s names %q again: the last message is of %s, and what came until %s was in a digest before", n.ID, n.AccountID, title, at, l.digested[n.AccountID])
			}
		}
	}
	for _, a := range c.Attention {
		l.digested[a.AccountID] = a.DigestedAt
	}
	return fault
}
