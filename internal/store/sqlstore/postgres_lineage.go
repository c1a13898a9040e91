package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// A lineage is what a node knows of the servers that its --db names: a primary,
// and the standby that is promoted when the primary fails. What counts is the
// latest timeline, which each promotion begins: a server on an earlier one was left
// behind, be it cut off or at a standstill when the other was promoted, and takes
// itself for a primary when it is back. And what counts is that a standby has
// confirmed what is acknowledged.
type lineage struct {
	unconfirmed atomic.Int64 // commits whose wait for a standby was cancelled …
	cleared     atomic.Int64 // … and how many of them were confirmed by a later one

	mu     sync.Mutex
	latest int64 // timeline; 0: none is known
	pools  []*pgxpool.Pool
}

// timelineOf is what a server is asked; a standby writes none.
const timelineOf = "select case when pg_is_in_recovery() then 0 else ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint end"

// onTimeline is where a connection keeps its server's timeline.
const onTimeline = "azukari timeline"

// errLeftBehind is the refusal to talk to a server that another was promoted over.
var errLeftBehind = errors.New("the database is not the one that was promoted last")

// watch lets no connection to a server through that was left behind, and hears
// what is said of commits.
func (l *lineage) watch(c *pgx.ConnConfig) {
	suits := c.ValidateConnect
	c.ValidateConnect = func(ctx context.Context, conn *pgconn.PgConn) error {
		if suits != nil {
			if err := suits(ctx, conn); err != nil {
				return err
			}
		}
		return l.meet(ctx, conn)
	}
	c.OnNotice = func(_ *pgconn.PgConn, n *pgconn.Notice) {
		if n.Code == commitUnconfirmed && n.SeverityUnlocalized == "WARNING" {
			l.unconfirmed.Add(1)
		}
	}
}

// meet looks at the timeline of a server. With the first that is later than those
// before, all connections to these are given up.
func (l *lineage) meet(ctx context.Context, conn *pgconn.PgConn) error {
	said := conn.ExecParams(ctx, timelineOf, nil, nil, nil, nil).Read()
	if refused := (*pgconn.PgError)(nil); errors.As(said.Err, &refused) {
		return nil // a server that does not tell: there are some that are hosted
	}
	if said.Err != nil {
		return said.Err
	}
	timeline, err := strconv.ParseInt(string(said.Rows[0][0]), 10, 64)
	if err != nil {
		return fmt.Errorf("read the server's timeline: %w", err)
	}
	conn.CustomData()[onTimeline] = timeline
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case timeline == 0 || timeline == l.latest:
	case timeline < l.latest:
		return fmt.Errorf("%w: it writes timeline %d, and %d has begun", errLeftBehind, timeline, l.latest)
	default:
		if l.latest > 0 {
			for _, pool := range l.pools {
				pool.Reset()
			}
		}
		l.latest = timeline
	}
	return nil
}

// left says whether a connection leads to a server that was left behind.
func (l *lineage) left(conn *pgconn.PgConn) bool {
	timeline, _ := conn.CustomData()[onTimeline].(int64)
	l.mu.Lock()
	defer l.mu.Unlock()
	return timeline > 0 && timeline < l.latest
}

// commitUnconfirmed is the warning with which a server that has synchronous
// standbys answers a commit whose wait for them somebody cancelled. It is done
// there, and gone if that server is.
const commitUnconfirmed = "01000"

// confirm makes a commit, where one was not confirmed: a standby confirms it only
// with all that came before. Until then nothing is acknowledged, not even what is
// there.
func (l *lineage) confirm(ctx context.Context, conn *pgxpool.Conn) error {
	missing := l.unconfirmed.Load()
	if l.cleared.Load() >= missing {
		return nil
	}
	if _, err := conn.Exec(ctx, "select pg_logical_emit_message(true, 'azukari', 'confirm')"); err != nil {
		return err
	}
	if l.unconfirmed.Load() > missing {
		return errUnconfirmed
	}
	l.cleared.Store(missing)
	return nil
}

// doubted says whether something that was committed may not be confirmed yet.
func (l *lineage) doubted() bool { return l.unconfirmed.Load() > l.cleared.Load() }

// errUnconfirmed is a commit that no standby has confirmed.
var errUnconfirmed = errors.New("the wait for the standby was cancelled")
