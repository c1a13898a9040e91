package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"azukari/internal/base/calendar"
)

// A Fault is something about a database that could cost a house its money or
// its time, with what to do about it.
type Fault struct{ What, Fix string }

// Unfinished reports whether a copy into this database was begun and not
// finished.
func (l *Look) Unfinished(ctx context.Context) (bool, error) {
	var marked int
	err := l.db.QueryRowContext(ctx, hasUnfinished[l.dialect]).Scan(&marked)
	return marked > 0, err
}

// LastEvent is when the last event happened, zero when none did.
func (l *Look) LastEvent(ctx context.Context) (calendar.Instant, error) {
	n, err := l.number(ctx, "select coalesce(max(at), 0) from events")
	return calendar.Instant(n), err
}

// Ahead is how far the database server's clock is ahead of an instant; SQLite
// has none of its own.
func (l *Look) Ahead(ctx context.Context, of time.Time) (time.Duration, error) {
	if l.dialect == sqlite {
		return 0, nil
	}
	n, err := l.number(ctx, "select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
	return time.UnixMicro(n).Sub(of), err
}

// Faults looks at what the database itself says of its health and its settings.
func (l *Look) Faults(ctx context.Context) ([]Fault, error) {
	if l.dialect == sqlite {
		return l.sqliteFaults(ctx)
	}
	return l.postgresFaults(ctx)
}

func (l *Look) sqliteFaults(ctx context.Context) (faults []Fault, err error) {
	rows, err := l.db.QueryContext(ctx, "pragma quick_check(3)")
	if err != nil {
		return nil, fmt.Errorf("check the file: %w", err)
	}
	err = drain(rows, func(values []any) error {
		if said := fmt.Sprint(values[0]); said != "ok" {
			faults = append(faults, Fault{"the file is damaged: " + said, "stop the service, keep the file as it is, look at the disk, and restore the last good backup"})
		}
		return nil
	})
	return faults, err
}

// neededConnections is what one node may use: readers, writers and one more.
const neededConnections = postgresReaders + postgresWriters + 1

func (l *Look) postgresFaults(ctx context.Context) (faults []Fault, err error) {
	checks := []struct{ query, what, fix string }{
		{"select current_setting('fsync') = 'off'", "fsync is off: a power cut can destroy the database", "set fsync = on in postgresql.conf and reload the server"},
		{"select current_setting('full_page_writes') = 'off'", "full_page_writes is off: a power cut can tear pages", "set full_page_writes = on in postgresql.conf and reload the server"},
		{"select pg_is_in_recovery()", "this server is a standby: nothing can be written", "name the primary in --db"},
		{"select current_setting('default_transaction_read_only') = 'on'", "transactions are read-only by default: nothing can be written", "alter database … set default_transaction_read_only = off, and the same for the role"},
		{"select setting::bigint between 1 and 4999 from pg_settings where name = 'statement_timeout'", "statement_timeout is below 5 seconds: long questions, such as a backup, are cut off", "alter role … set statement_timeout = 0"},
		{"select setting::bigint between 1 and 59999 from pg_settings where name = 'idle_in_transaction_session_timeout'", "idle_in_transaction_session_timeout is below a minute: a backup is cut off", "alter role … set idle_in_transaction_session_timeout = 0"},
		{fmt.Sprintf("select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int < %d", neededConnections), "the server allows too few connections", fmt.Sprintf("set max_connections so that %d are free for each node", neededConnections)},
		{fmt.Sprintf("select rolconnlimit between 0 and %d from pg_roles where rolname = current_user", neededConnections-1), "the role may have too few connections", fmt.Sprintf("alter role … connection limit -1, or at least %d for each node", neededConnections)},
		{"select not has_schema_privilege(current_schema(), 'create')", "the role may not make tables: the schema cannot be brought up to date", "grant create on schema public to the role, or make the role the database's owner"},
	}
	for _, c := range checks {
		var bad sql.NullBool
		if err := l.db.QueryRowContext(ctx, c.query).Scan(&bad); err != nil {
			return nil, fmt.Errorf("ask for the server's settings: %w", err)
		}
		if bad.Bool {
			faults = append(faults, Fault{c.what, c.fix})
		}
	}
	return faults, nil
}
