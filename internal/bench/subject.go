package bench

import (
	"context"
	"errors"
	"fmt"
	"os"

	"azukari/internal/engine"
	"azukari/internal/store/sqlstore"

	sqlite "modernc.org/sqlite/lib"
)

// A subject is one database under measure, with an engine whose clockwork stands
// still: no deadlines, no mail.
type subject struct {
	name     string
	version  string
	settings string // that decide what a commit costs
	doubts   []string
	store    *sqlstore.Store
	engine   *engine.Engine
	written  func(context.Context) (int64, error) // bytes so far
	counted  string                               // which bytes those are
	checked  engine.Report
	last     func() error // closes what is below the store
}

func openSQLite(ctx context.Context, path string) (*subject, error) {
	s, err := sqlstore.OpenSQLite(ctx, path)
	if err != nil {
		return nil, err
	}
	return opened(ctx, &subject{
		name: "SQLite", version: sqlite.SQLITE_VERSION, settings: "WAL, synchronous=FULL", store: s,
		written: func(context.Context) (int64, error) { return writtenByUs() },
		counted: "sent to the disk by this process",
		last:    func() error { return nil },
	})
}

// opened puts an engine on the subject's store.
func opened(ctx context.Context, s *subject) (*subject, error) {
	var err error
	if s.engine, err = engine.Open(ctx, engine.Options{Store: s.store}); err != nil {
		return nil, errors.Join(fmt.Errorf("open an engine: %w", err), s.store.Close(), s.last())
	}
	return s, nil
}

func (s *subject) close() error {
	s.engine.Close()
	return errors.Join(s.store.Close(), s.last())
}

// writtenByUs is how much this process made the system write to disks; 0 where
// the system does not count.
func writtenByUs() (int64, error) {
	text, err := os.ReadFile("/proc/self/io")
	if err != nil {
		return 0, nil
	}
	return fieldOf(string(text), "write_bytes:")
}
