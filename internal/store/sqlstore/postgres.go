package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

// OpenPostgres opens a database by its URL, and brings its schema up to date.
// Several nodes may have it open.
func OpenPostgres(ctx context.Context, url string) (_ *Store, err error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read the database's URL: %w", err)
	}
	if config.MaxConns < postgresWriters+2 {
		config.MaxConns = postgresWriters + 2
	}
	config.MaxConns = max(config.MaxConns, int32(4*runtime.GOMAXPROCS(0)))
	// What is acknowledged must be on the disk, whatever the server's default.
	config.ConnConfig.RuntimeParams["synchronous_commit"] = "on"
	config.ConnConfig.RuntimeParams["application_name"] = "azukari"
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	db := stdlib.OpenDBFromPool(pool)
	defer func() {
		if err != nil {
			err = errors.Join(err, db.Close())
			pool.Close()
		}
	}()
	if err := checkPostgres(ctx, pool); err != nil {
		return nil, err
	}
	if err := migrate(ctx, db, postgres); err != nil {
		return nil, err
	}
	return &Store{reader: &reader{db: db, dialect: postgres}, writer: &postgresWriter{pool: pool}}, nil
}

// checkPostgres refuses a server whose settings could lose a commit.
func checkPostgres(ctx context.Context, pool *pgxpool.Pool) error {
	var version int
	var encoding string
	const ask = "select current_setting('server_version_num')::int, current_setting('server_encoding')"
	if err := pool.QueryRow(ctx, ask).Scan(&version, &encoding); err != nil {
		return fmt.Errorf("ask for the server's settings: %w", err)
	}
	if version < 14_00_00 {
		return fmt.Errorf("PostgreSQL %d is too old; 14 or later is needed", version/10_000)
	}
	if encoding != "UTF8" {
		return fmt.Errorf("the database is encoded in %s; UTF8 is needed", encoding)
	}
	return nil
}
