package bench

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"azukari/internal/engine"
	"azukari/internal/store/pgtest"
	"azukari/internal/store/sqlstore"

	"github.com/jackc/pgx/v5"
)

// A cluster is the PostgreSQL server on which databases of our own are made.
type cluster struct {
	url   string // of a database that is there
	where string
}

// openCluster takes the server that was named, else starts one. Where there is
// neither, the report says why.
func (r *run) openCluster(ctx context.Context) error {
	switch {
	case r.options.NoPostgres:
		r.leaveOut("PostgreSQL was NOT measured: it was left out as asked")
		return nil
	case r.options.PostgresURL != "":
		r.cluster = &cluster{r.options.PostgresURL, "the server that was named"}
		return nil
	}
	_, err := pgtest.Find()
	if err == nil {
		var server *pgtest.Server
		if server, err = pgtest.Start(r.dir); err == nil {
			r.cluster = &cluster{server.URL("postgres"), "a throw-away server with its default settings, over TCP on this machine"}
			r.closers = append(r.closers, server.Stop)
			return nil
		}
	}
	r.leaveOut("PostgreSQL was NOT measured: %v", err)
	return nil
}

// make makes a database that goes again at the end: what is in a ledger cannot be
// taken out, so nobody's own is touched.
func (c *cluster) make(ctx context.Context) (made string, drop func() error, err error) {
	u, err := url.Parse(c.url)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return "", nil, fmt.Errorf("the server is not named as postgres://user@host/database")
	}
	name := "azukari_bench_" + strings.ToLower(rand.Text())
	if err := askOnce(ctx, c.url, "create database "+name+" template template0 encoding 'UTF8'"); err != nil {
		return "", nil, fmt.Errorf("make a database of our own: %w", err)
	}
	u.Path = "/" + name
	return u.String(), func() error {
		// The run may have been cancelled; the database goes all the same.
		return askOnce(context.WithoutCancel(ctx), c.url, "drop database "+name+" with (force)")
	}, nil
}

func askOnce(ctx context.Context, server string, statements ...string) error {
	c, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	for _, statement := range statements {
		if _, err = c.Exec(ctx, statement); err != nil {
			break
		}
	}
	return errors.Join(err, c.Close(context.WithoutCancel(ctx)))
}

// openPostgres opens a database of our own, and a connection that watches it; nil
// where there is no PostgreSQL.
func (r *run) openPostgres(ctx context.Context, of string, o engine.Options) (*subject, error) {
	if r.cluster == nil {
		return nil, nil
	}
	at, drop, err := r.cluster.make(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := sqlstore.OpenPostgres(ctx, at)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open PostgreSQL: %w", err), drop())
	}
	watcher, err := pgx.Connect(ctx, at)
	if err != nil {
		return nil, errors.Join(err, kept.Close(), drop())
	}
	s := &subject{
		name: "PostgreSQL", of: of, url: at, store: kept, counted: "of log (WAL) in the server",
		written: func(ctx context.Context) (n int64, err error) {
			return n, watcher.QueryRow(ctx, "select (pg_current_wal_insert_lsn() - '0/0')::bigint").Scan(&n)
		},
		asks: func(ctx context.Context) (n int64, err error) {
			return n, watcher.QueryRow(ctx, "select pg_database_size(current_database())").Scan(&n)
		},
		last: func() error { return errors.Join(watcher.Close(context.WithoutCancel(ctx)), drop()) },
	}
	if err := s.inspect(ctx, watcher, r.cluster.where); err != nil {
		return nil, errors.Join(err, kept.Close(), s.last())
	}
	return opened(ctx, o, s)
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
