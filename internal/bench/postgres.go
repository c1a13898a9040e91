package bench

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"azukari/internal/store/pgtest"
	"azukari/internal/store/sqlstore"

	"github.com/jackc/pgx/v5"
)

// openPostgres opens PostgreSQL: a database of our own on the server that was
// named, else a server of our own. It is nil, and r.unmeasured says why, where
// there is neither.
func (r *run) openPostgres(ctx context.Context) (*subject, error) {
	switch {
	case r.options.NoPostgres:
		r.unmeasured = "it was left out as asked"
		return nil, nil
	case r.options.PostgresURL != "":
		made, drop, err := makeDatabase(ctx, r.options.PostgresURL)
		if err != nil {
			return nil, err
		}
		return postgresAt(ctx, made, "the server that was named", drop)
	}
	if _, err := pgtest.Find(); err != nil {
		r.unmeasured = err.Error()
		return nil, nil
	}
	server, err := pgtest.Start(r.dir)
	if err != nil {
		r.unmeasured = err.Error()
		return nil, nil
	}
	made, err := server.NewDatabase(ctx)
	if err != nil {
		return nil, errors.Join(err, server.Stop())
	}
	return postgresAt(ctx, made, "a throw-away server with its default settings, over TCP on this machine", server.Stop)
}

// makeDatabase makes a database that goes again at the end: what is in a ledger
// cannot be taken out, so nobody's own is touched.
func makeDatabase(ctx context.Context, server string) (made string, drop func() error, err error) {
	u, err := url.Parse(server)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return "", nil, fmt.Errorf("the server is not named as postgres://user@host/database")
	}
	name := "azukari_bench_" + strings.ToLower(rand.Text())
	if err := askOnce(ctx, server, "create database "+name+" template template0 encoding 'UTF8'"); err != nil {
		return "", nil, fmt.Errorf("make a database of our own: %w", err)
	}
	u.Path = "/" + name
	return u.String(), func() error {
		// The run may have been cancelled; the database goes all the same.
		return askOnce(context.WithoutCancel(ctx), server, "drop database "+name+" with (force)")
	}, nil
}

func askOnce(ctx context.Context, server, statement string) error {
	c, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, statement)
	return errors.Join(err, c.Close(ctx))
}

// postgresAt opens a database that is ours, and a connection that watches it.
func postgresAt(ctx context.Context, at, where string, last func() error) (*subject, error) {
	store, err := sqlstore.OpenPostgres(ctx, at)
	if err != nil {
		return nil, errors.Join(err, last())
	}
	watcher, err := pgx.Connect(ctx, at)
	if err != nil {
		return nil, errors.Join(err, store.Close(), last())
	}
	s := &subject{
		name: "PostgreSQL", store: store, counted: "of log (WAL) in the server",
		written: func(ctx context.Context) (n int64, err error) {
			return n, watcher.QueryRow(ctx, "select (pg_current_wal_insert_lsn() - '0/0')::bigint").Scan(&n)
		},
		last: func() error { return errors.Join(watcher.Close(context.WithoutCancel(ctx)), last()) },
	}
	if err := s.inspect(ctx, watcher, where); err != nil {
		return nil, errors.Join(err, store.Close(), s.last())
	}
	return opened(ctx, s)
}

// inspect notes the server's version and what its commits are worth.
func (s *subject) inspect(ctx context.Context, c *pgx.Conn, where string) error {
	var fsync, method string
	err := c.QueryRow(ctx, "select current_setting('server_version'), current_setting('fsync'), current_setting('wal_sync_method')").
		Scan(&s.version, &fsync, &method)
	if err != nil {
		return fmt.Errorf("ask for the server's settings: %w", err)
	}
	s.settings = fmt.Sprintf("%s; fsync=%s, synchronous_commit=on, wal_sync_method=%s", where, fsync, method)
	if fsync != "on" {
		s.doubts = append(s.doubts, "PostgreSQL runs with fsync="+fsync+": it keeps nothing, and its figures mean nothing")
	}
	return nil
}
