// Package sqlstore keeps everything in SQLite or in PostgreSQL, with one
// behaviour. Reading is one SQL text for both; what differs stands in sqlite.go
// and postgres.go, and side by side in migrations/. It promises what
// store.Store promises, and that the schema itself refuses what the code should
// never do: unbalanced transfers, balances below zero, unknown states, a
// milestone settled twice, a past that is rewritten. It refuses to open a
// database whose settings could lose an acknowledged commit.
package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/store"
)

// A dialect is one of the two databases.
type dialect int

const (
	sqlite dialect = iota
	postgres
)

// among is a column's value being one of those that a query chooses, a page at
// the most. PostgreSQL is handed a list: of a query it would rather believe that
// it chooses a tenth of the table, and read all of it.
func (d dialect) among(chosen string) string {
	if d == postgres {
		return "= any(array(" + chosen + "))"
	}
	return "in (" + chosen + ")"
}

// A Store is an open database. It is safe for concurrent use.
type Store struct {
	*reader
	writer

	closing sync.Once
	closed  error
}

var _ store.Store = (*Store)(nil)

// A writer is where the two databases differ.
type writer interface {
	Write(ctx context.Context, names store.Names, decide func(store.Rows) (store.Changes, error)) error
	PurgeAnswers(ctx context.Context, before calendar.Instant, limit int) (int, error)
	Writers() int
	close() error
}

// readyWithin is how soon a database answers that can serve.
const readyWithin = 2 * time.Second

const readyCheck = "select balance from ledger_accounts where id = 'fee'"

// Ready reports whether the database answers now.
func (s *Store) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	if _, err := s.number(ctx, readyCheck); err != nil {
		return fmt.Errorf("the database does not answer: %w", err)
	}
	return nil
}

// Close ends all connections; nobody may use the store any more. Called again
// it does nothing more and gives the same answer.
func (s *Store) Close() error {
	s.closing.Do(func() { s.closed = errors.Join(s.reader.close(), s.writer.close()) })
	return s.closed
}
