package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

// What every connection is opened with. What is acknowledged must be on the
// disk, whatever the server's default; statements as short as ours are over
// before a compiler would have begun.
var postgresSettings = map[string]string{
	"application_name":   "azukari",
	"synchronous_commit": "on",
	"jit":                "off",
}

// postgresPatience is how long a question or a batch may take. A server that is
// silent for longer counts as away; a commit that it does not answer may have
// happened.
const postgresPatience = 4 * time.Second

// Writers reach every row by its key. Their plans are made once and can only
// be that, however few rows a table has, or is thought to have, when they are
// made: a balance must not be found by reading all of them.
var postgresWriterSettings = map[string]string{
	"plan_cache_mode":  "force_generic_plan",
	"enable_seqscan":   "off",
	"enable_hashjoin":  "off",
	"enable_mergejoin": "off",
	// A node that stops in the middle of a batch must not hold its rows for long;
	// how one ends that stops in the middle of a sentence: postgres_stopped.go.
	"idle_in_transaction_session_timeout": "10s",
	"application_name":                    writerName,
}

// writerName is how the server knows a writer's session.
const writerName = "azukari writer"

// OpenPostgres opens a database by its URL, and brings its schema up to date.
// Several nodes may have it open.
func OpenPostgres(ctx context.Context, url string) (_ *Store, err error) {
	line := &lineage{}
	reading, err := postgresPool(ctx, url, postgresReaders, postgresSettings, line)
	if err != nil {
		return nil, err
	}
	db := stdlib.OpenDBFromPool(reading)
	db.SetMaxOpenConns(postgresReaders)
	defer func() {
		if err != nil {
			err = errors.Join(err, db.Close())
			reading.Close()
		}
	}()
	if err := checkPostgres(ctx, db); err != nil {
		return nil, err
	}
	if err := checkFinished(ctx, db); err != nil {
		return nil, err
	}
	if err := migrate(ctx, db, postgres); err != nil {
		return nil, err
	}
	settings := maps.Clone(postgresSettings)
	maps.Copy(settings, postgresWriterSettings)
	writing, err := postgresPool(ctx, url, postgresWriters+1, settings, line) // one more to purge and to replace a lost one
	if err != nil {
		return nil, err
	}
	return &Store{
		reader: &reader{db: db, dialect: postgres, release: reading.Close},
		writer: &postgresWriter{pool: writing, line: line, wire: newPostgresWire(reading, line)},
	}, nil
}

// postgresReaders is how many questions one node asks at once.
const postgresReaders = 8

// postgresGreeting is how long a server may take to let a connection in, unless
// the URL says connect_timeout: what listens there may be no PostgreSQL at all.
// Where another server may stand in, it may take less.
const (
	postgresGreeting      = 10 * time.Second
	postgresShortGreeting = 2 * time.Second
)

// spare is how many times the connections that are used at once a pool may hold: one
// to a server that stands still counts for a quarter of a minute after it was given up.
const spare = 4

func postgresPool(ctx context.Context, url string, size int32, settings map[string]string, line *lineage) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read the database's URL: %w", err)
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = postgresGreeting
		for _, other := range config.ConnConfig.Fallbacks {
			if other.Host != config.ConnConfig.Host || other.Port != config.ConnConfig.Port {
				config.ConnConfig.ConnectTimeout = postgresShortGreeting
			}
		}
	}
	line.watch(config.ConnConfig)
	config.MaxConns = size * spare
	maps.Copy(config.ConnConfig.RuntimeParams, settings)
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	line.mu.Lock()
	defer line.mu.Unlock()
	line.pools = append(line.pools, pool)
	return pool, nil
}

// checkPostgres refuses a server whose settings could lose a commit or a
// character.
func checkPostgres(ctx context.Context, db *sql.DB) error {
	const ask = "select current_setting('server_version_num')::int, current_setting('server_encoding'), current_setting('synchronous_commit')"
	var version int
	var encoding, synchronous string
	if err := db.QueryRowContext(ctx, ask).Scan(&version, &encoding, &synchronous); err != nil {
		return fmt.Errorf("ask for the server's settings: %w", err)
	}
	switch {
	case version < 14_00_00:
		return fmt.Errorf("PostgreSQL %d is too old; 14 or later is needed", version/10_000)
	case encoding != "UTF8":
		return fmt.Errorf("the database is encoded in %s; UTF8 is needed", encoding)
	case synchronous != "on":
		return fmt.Errorf("synchronous_commit is %q and not \"on\": commits would not be safe", synchronous)
	}
	return nil
}

// ErrUnfinished is the refusal to open a database that a copy is still coming
// into.
var ErrUnfinished = errors.New("a copy into this database was begun and is not finished; finish it with the same command, or make the database anew")

func checkFinished(ctx context.Context, db *sql.DB) error {
	var marked int
	if err := db.QueryRowContext(ctx, hasUnfinished[postgres]).Scan(&marked); err != nil {
		return fmt.Errorf("look for an unfinished copy: %w", err)
	}
	if marked > 0 {
		return ErrUnfinished
	}
	return nil
}
