package sqlstore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"azukari/internal/store"
)

var _ store.Shared = (*Store)(nil)

// Wire is the line to other nodes on the same PostgreSQL, and nil for SQLite.
func (s *Store) Wire() store.Wire {
	if w, ok := s.writer.(*postgresWriter); ok {
		return w.wire
	}
	return nil
}

const (
	channel = "azukari_changed"
	// A NOTIFY's payload is shorter than 8000 bytes.
	longestWord = 7_900
	// A line on which nothing is heard for so long is asked whether it still is one.
	quiet = time.Minute
)

// A postgresWire is LISTEN and NOTIFY. Word goes out after the commit, in a
// transaction of its own: a NOTIFY inside would make all commits of all nodes
// wait for each other, as the server puts them in one order under one lock. Its
// own transaction does not wait for the disk, as there is nothing to keep.
type postgresWire struct {
	pool *pgxpool.Pool
	line *lineage
	node string // tells our own word from that of others
}

func newPostgresWire(pool *pgxpool.Pool, line *lineage) *postgresWire {
	return &postgresWire{pool: pool, line: line, node: rand.Text()}
}

const tell = "select set_config('synchronous_commit', 'off', true), pg_notify('" + channel + "', word) from unnest($1::text[]) as words (word)"

// Tell names keys to the other nodes.
func (w *postgresWire) Tell(ctx context.Context, keys []string) error {
	ctx, cancel := context.WithTimeout(ctx, postgresPatience)
	defer cancel()
	if _, err := w.pool.Exec(ctx, tell, w.words(keys)); err != nil {
		return fmt.Errorf("notify other nodes: %w", err)
	}
	return nil
}

// words puts keys into as few payloads as hold them: the node, then the keys.
func (w *postgresWire) words(keys []string) (words []string) {
	word := w.node
	for _, key := range keys {
		if len(word)+1+len(key) > longestWord {
			words = append(words, word)
			word = w.node
		}
		word += " " + key
	}
	return append(words, word)
}

// Listen hears other nodes on a connection of its own.
func (w *postgresWire) Listen(ctx context.Context, heard func(keys []string)) (err error) {
	config := w.pool.Config().ConnConfig
	config.RuntimeParams["application_name"] = "azukari live"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("connect to listen: %w", err)
	}
	defer func() {
		closing, done := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer done()
		err = errors.Join(err, conn.Close(closing))
	}()
	if _, err := conn.Exec(ctx, "listen "+channel); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	heard(nil)
	for {
		note, err := w.next(ctx, conn)
		if err != nil {
			return fmt.Errorf("wait for other nodes: %w", err)
		}
		if note == nil {
			continue
		}
		if from, keys, ok := strings.Cut(note.Payload, " "); ok && from != w.node {
			heard(strings.Split(keys, " "))
		}
	}
}

// next waits for one notification; nil when the line was quiet, and is alive.
func (w *postgresWire) next(ctx context.Context, conn *pgx.Conn) (*pgconn.Notification, error) {
	waiting, done := context.WithTimeout(ctx, quiet)
	defer done()
	note, err := conn.WaitForNotification(waiting)
	if err == nil || ctx.Err() != nil || waiting.Err() == nil {
		return note, err
	}
	if w.line.left(conn.PgConn()) {
		return nil, errLeftBehind
	}
	answering, done := context.WithTimeout(ctx, quiet)
	defer done()
	return nil, conn.Ping(answering)
}
