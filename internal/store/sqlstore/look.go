package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"

	"azukari/internal/store"
)

// A Look reads a database as it is, beside whoever uses it: it takes no lock,
// migrates nothing and writes nothing. What it reads is only good for a
// store.Reader when Version says that the schema is today's.
type Look struct {
	*reader
}

var _ store.Reader = (*Look)(nil)

// LookSQLite looks at a database file, which must be there.
func LookSQLite(ctx context.Context, path string) (*Look, error) {
	db, err := sql.Open("sqlite", dsn(path, "query_only(1)")+"&mode=rw") // "ro" could not read what lies in the log alone
	if err != nil {
		return nil, fmt.Errorf("open %s for reading: %w", path, err)
	}
	db.SetMaxOpenConns(2)
	l := &Look{&reader{db: db, dialect: sqlite}}
	if err := checkVersion(ctx, db); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), l.Close())
	}
	return l, nil
}

// LookPostgres looks at a database by its URL. It refuses a server whose
// settings could lose a commit, as OpenPostgres does.
func LookPostgres(ctx context.Context, url string) (*Look, error) {
	pool, err := postgresPool(ctx, url, 2, postgresSettings, &lineage{})
	if err != nil {
		return nil, err
	}
	l := &Look{&reader{db: stdlib.OpenDBFromPool(pool), dialect: postgres, release: pool.Close}}
	if err := checkPostgres(ctx, l.db); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// Close ends the look.
func (l *Look) Close() error { return l.close() }

// Version is the schema's, and the one that this program works with; 0 is a
// database that has none.
func (l *Look) Version(ctx context.Context) (is, wanted int64, err error) {
	if wanted, err = newest(l.dialect); err != nil {
		return 0, 0, err
	}
	is, err = versionOf(ctx, l.db, l.dialect)
	return is, wanted, err
}

var hasVersion = map[dialect]string{
	sqlite:   "select count(*) from sqlite_schema where type = 'table' and name = 'goose_db_version'",
	postgres: "select count(*) from pg_tables where schemaname = current_schema() and tablename = 'goose_db_version'",
}

func versionOf(ctx context.Context, db *sql.DB, d dialect) (version int64, err error) {
	var tables int
	if err := db.QueryRowContext(ctx, hasVersion[d]).Scan(&tables); err != nil || tables == 0 {
		return 0, err
	}
	err = db.QueryRowContext(ctx, "select coalesce(max(version_id), 0) from goose_db_version").Scan(&version)
	return version, err
}

// Newest is the version of the schema that this program works with, on either
// kind of database.
func Newest() (int64, error) { return newest(sqlite) }

// newest is the last migration that this program has.
func newest(d dialect) (version int64, err error) {
	directory := map[dialect]string{sqlite: "migrations/sqlite", postgres: "migrations/postgres"}[d]
	files, err := fs.ReadDir(migrations, directory)
	if err != nil {
		return 0, fmt.Errorf("list the migrations: %w", err)
	}
	for _, f := range files {
		number, _, _ := strings.Cut(f.Name(), "_")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("migration %s has no number: %w", f.Name(), err)
		}
		version = max(version, n)
	}
	return version, nil
}

// A Snapshot is one moment of the whole database. It is not for concurrent use.
type Snapshot struct {
	tx      *sql.Tx
	dialect dialect
	tables  []store.Table
}

var _ store.Snapshot = (*Snapshot)(nil)

// Snapshot holds one moment until it is closed. Nobody waits for it: SQLite's
// log grows meanwhile, and PostgreSQL keeps the old rows.
func (r *reader) Snapshot(ctx context.Context) (_ *Snapshot, err error) {
	tx, err := r.moment(ctx)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{tx: tx, dialect: r.dialect}
	if s.tables, err = tablesOf(ctx, tx, r.dialect); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// moment begins a transaction that sees one moment: in SQLite every one does,
// PostgreSQL is asked for it.
func (r *reader) moment(ctx context.Context) (*sql.Tx, error) {
	options := sql.TxOptions{ReadOnly: true}
	if r.dialect == postgres {
		options.Isolation = sql.LevelRepeatableRead
	}
	tx, err := r.db.BeginTx(ctx, &options)
	if err != nil {
		return nil, fmt.Errorf("begin a snapshot: %w", err)
	}
	return tx, nil
}

// Close lets the moment go.
func (s *Snapshot) Close() error { return s.tx.Rollback() }

// Tables lists the tables, what is named before what names it.
func (s *Snapshot) Tables() []store.Table { return s.tables }

// Rows gives the rows of a table in the order of its key.
func (s *Snapshot) Rows(ctx context.Context, t store.Table, give func(row []any) error) error {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = quoted(c.Name)
	}
	order := make([]string, len(t.Key))
	for i, name := range t.Key {
		order[i] = quoted(name)
		text := slices.Contains(t.Columns, store.Column{Name: name, Kind: store.TextColumn})
		if s.dialect == postgres && text {
			order[i] += ` collate "C"`
		}
	}
	rows, err := s.tx.QueryContext(ctx, fmt.Sprintf("select %s from %s order by %s", commas(names), quoted(t.Name), commas(order)))
	if err != nil {
		return fmt.Errorf("read %s: %w", t.Name, err)
	}
	err = drain(rows, func(values []any) error {
		for i, c := range t.Columns {
			if err := portable(&values[i], c.Kind); err != nil {
				return fmt.Errorf("column %s: %w", c.Name, err)
			}
		}
		return give(values)
	})
	if err != nil {
		return fmt.Errorf("read %s: %w", t.Name, err)
	}
	return nil
}

// portable makes a value what its kind is in Go, whatever database it is from.
func portable(v *any, kind store.ColumnKind) error {
	if *v == nil {
		return nil
	}
	switch kind {
	case store.BytesColumn:
		if b, ok := (*v).([]byte); ok {
			*v = append([]byte{}, b...) // nothing is not null
			return nil
		}
	case store.NumberColumn:
		var n int64
		err := setNumber(&n, *v)
		*v = n
		return err
	case store.TextColumn:
		var s string
		err := setText(&s, *v)
		*v = s
		return err
	}
	return fmt.Errorf("a %T where bytes are kept", *v)
}

// quoted is a name as SQL reads it whatever the word means otherwise.
func quoted(name string) string { return `"` + name + `"` }
