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
// still: no deadlines, no mail, unless a row says otherwise.
type subject struct {
	name      string // SQLite, PostgreSQL
	of        string // what it is for; empty: the one that most rows share
	version   string
	settings  string // that decide what a commit costs
	doubts    []string
	notes     []string // how it was filled
	url       string   // of the database, where it has one
	path      string   // of its file, where it is one
	store     *sqlstore.Store
	engine    *engine.Engine
	world     *world
	site      *site                                // where it is served
	written   func(context.Context) (int64, error) // bytes so far
	counted   string                               // which bytes those are
	asks      func(context.Context) (int64, error) // how many bytes it takes, where it has no file
	unchecked string                               // why its books are not walked through afterwards
	checked   engine.Report
	last      func() error // closes what is below the store
}

// title tells the databases of one sort apart.
func (s *subject) title() string {
	if s.of == "" {
		return s.name
	}
	return s.name + " for " + s.of
}

func (r *run) openSQLite(ctx context.Context, of string, o engine.Options) (*subject, error) {
	return openFile(ctx, r.path("azukari "+of+".db"), of, o)
}

func openFile(ctx context.Context, path, of string, o engine.Options) (*subject, error) {
	s := &subject{
		name: "SQLite", of: of, version: sqlite.SQLITE_VERSION, settings: "WAL, synchronous=FULL", path: path,
		written: func(context.Context) (int64, error) { return writtenByUs() },
		counted: "sent to the disk by this process",
		last:    func() error { return nil },
	}
	var err error
	if s.store, err = sqlstore.OpenSQLite(ctx, path); err != nil {
		return nil, fmt.Errorf("open SQLite: %w", err)
	}
	return opened(ctx, o, s)
}

// opened puts an engine on the subject's store.
func opened(ctx context.Context, o engine.Options, s *subject) (*subject, error) {
	var err error
	o.Store = s.store
	if o.Gateway == nil {
		o.Gateway = paysAtOnce{}
	}
	if s.engine, err = engine.Open(ctx, o); err != nil {
		return nil, errors.Join(fmt.Errorf("open an engine: %w", err), s.store.Close(), s.last())
	}
	return s, nil
}

func (s *subject) close() error { return errors.Join(s.pause(), s.last()) }

// pause lets go of the database for a while; a pause that has begun stays one.
func (s *subject) pause() error {
	if s.engine == nil {
		return nil
	}
	s.engine.Close()
	s.engine = nil
	return s.store.Close()
}

// resume takes a file up again, with the same people in it.
func (s *subject) resume(ctx context.Context) error {
	again, err := openFile(ctx, s.path, s.of, engine.Options{})
	if err != nil {
		return err
	}
	s.store, s.engine = again.store, again.engine
	s.world.door = s.engine.Door
	return nil
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
