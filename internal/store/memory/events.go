package memory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/store"
)

// Events lists a contract's chain, oldest first.
func (s *Store) Events(_ context.Context, contractID string, p store.Page) ([]store.Event, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	chain := s.chain(contractID)
	after := slices.IndexFunc(chain, func(e store.Event) bool { return e.ID == p.Cursor }) + 1 // ids of several nodes need not follow the chain
	return first(chain[after:], p.Rows()), nil
}

// chain is a contract's events, each with the hash of the one before it.
func (s *Store) chain(contractID string) []store.Event {
	links, _ := s.chains.get(contractID)
	head := contract.Genesis
	for i := range links {
		links[i].PrevHash, head = head, links[i].Hash
	}
	return links
}

// addEvent keeps one link of a chain. Its Data is in its JSON, and is not kept
// besides.
func (d *draft) addEvent(e store.Event) error {
	if err := errors.Join(need("contract", &d.contracts, e.ContractID), free("event", &d.events, e.ID)); err != nil {
		return err
	}
	chain, _ := d.chains.get(e.ContractID)
	at, taken := slices.BinarySearchFunc(chain, e.Seq, func(link store.Event, seq int64) int { return cmp.Compare(link.Seq, seq) })
	if taken {
		return fmt.Errorf("event %d of contract %s is there already: %w", e.Seq, e.ContractID, store.ErrRetry)
	}
	e.Data = nil
	put(d, &d.events, e.ID, e.ContractID)
	put(d, &d.chains, e.ContractID, slices.Insert(chain, at, e))
	return nil
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
