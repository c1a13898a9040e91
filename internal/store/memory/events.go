package memory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"azukari/internal/base/id"
	"azukari/internal/domain/event"
	"azukari/internal/domain/message"
	"azukari/internal/store"
)

// Events lists a chain, oldest first.
func (s *Store) Events(_ context.Context, subjectID string, p store.Page) ([]store.Event, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	chain := s.chain(subjectID)
	after := slices.IndexFunc(chain, func(e store.Event) bool { return e.ID == p.Cursor }) + 1 // ids of several nodes need not follow the chain
	return first(chain[after:], p.Rows()), nil
}

// chain is the events of one thing, each with the hash of the one before it.
func (s *Store) chain(subjectID string) []store.Event {
	links, _ := s.chains.get(subjectID)
	head := event.Genesis
	for i := range links {
		links[i].PrevHash, head = head, links[i].Hash
	}
	return links
}

// addEvent keeps one link of a chain. Its Data is in its JSON, and is not kept
// besides.
func (d *draft) addEvent(e store.Event) error {
	if err := errors.Join(d.subject(e.SubjectID), free("event", &d.events, e.ID)); err != nil {
		return err
	}
	chain, _ := d.chains.get(e.SubjectID)
	at, taken := slices.BinarySearchFunc(chain, e.Seq, func(link store.Event, seq int64) int { return cmp.Compare(link.Seq, seq) })
	if taken {
		return fmt.Errorf("event %d of %s is there already: %w", e.Seq, e.SubjectID, store.ErrRetry)
	}
	e.Data = nil
	put(d, &d.events, e.ID, e.SubjectID)
	put(d, &d.chains, e.SubjectID, slices.Insert(chain, at, e))
	return nil
}

// subject refuses what belongs to nothing that is there.
func (d *draft) subject(subjectID string) error {
	if id.Valid(id.Job, subjectID) {
		return need("job", &d.jobs, subjectID)
	}
	return need("contract", &d.contracts, subjectID)
}

// Messages lists a thread, oldest first.
func (s *Store) Messages(_ context.Context, thread string, p store.Page) ([]message.Message, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return page(s.threads.rows[thread], p, func(m message.Message) bool { return m.ID > p.Cursor }), nil
}

func (d *draft) addMessage(m message.Message) error {
	if err := errors.Join(need("proposal", &d.proposals, m.Thread), needIf("account", &d.accounts, m.From)); err != nil {
		return err
	}
	thread, _ := d.threads.get(m.Thread)
	at, taken := slices.BinarySearchFunc(thread, m.ID, func(one message.Message, id string) int { return cmp.Compare(one.ID, id) })
	if taken {
		return fmt.Errorf("message %s is there already", m.ID)
	}
	put(d, &d.threads, m.Thread, slices.Insert(thread, at, m))
	return nil
}
