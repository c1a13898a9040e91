package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"

	"azukari/internal/store"
)

// A Filling is a new database on its way: it takes the rows of a copy, table by
// table, and is no house before Finish. SQLite's file gets its name only then; a
// PostgreSQL database says until then that it is unfinished, and no server opens
// it. It is not for concurrent use.
type Filling struct {
	*reader
	tables []store.Table
	done   map[string]int64 // rows by table, of this try and those before
	puts   map[string]string
	source string // what it is a copy of

	path  string   // SQLite's, once it is finished
	lock  *os.File // keeps servers off it
	ended bool
}

var _ store.Reader = (*Filling)(nil)

// ErrNotEmpty is the refusal to fill a place where something is.
var ErrNotEmpty = errors.New("the place is not empty")

// FillSQLite begins a database file of a schema's version. What an earlier try
// left there is begun anew.
func FillSQLite(ctx context.Context, path string, version int64) (_ *Filling, err error) {
	if _, err := os.Stat(path); err == nil {
		return nil, fmt.Errorf("%s is there: %w", path, ErrNotEmpty)
	}
	lock, err := lockFile(path + ".lock")
	if err != nil {
		return nil, err
	}
	f := &Filling{path: path, lock: lock}
	if err := f.sweep(); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	if err := makeFile(f.coming()); err != nil {
		return nil, errors.Join(fmt.Errorf("make %s: %w", f.coming(), err), lock.Close())
	}
	// Half a file is never used, so nothing waits for the disk before the end.
	db, err := sql.Open("sqlite", strings.Replace(dsn(f.coming()), "synchronous%282%29", "synchronous%280%29", 1))
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	db.SetMaxOpenConns(1)
	f.reader = &reader{db: db, dialect: sqlite}
	if err := errors.Join(checkVersion(ctx, db), f.begin(ctx, version, path)); err != nil {
		return nil, errors.Join(fmt.Errorf("fill %s: %w", path, err), f.Close())
	}
	return f, nil
}

// FillPostgres begins to fill an empty database that nobody uses, or goes on
// with what was begun from the same source.
func FillPostgres(ctx context.Context, url string, version int64, source string) (*Filling, error) {
	settings := maps.Clone(postgresSettings)
	settings["application_name"] = "azukari-copy"
	pool, err := postgresPool(ctx, url, 2, settings, &lineage{})
	if err != nil {
		return nil, err
	}
	f := &Filling{reader: &reader{db: stdlib.OpenDBFromPool(pool), dialect: postgres, release: pool.Close}}
	if err := errors.Join(checkPostgres(ctx, f.db), f.alone(ctx)); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if err := f.begin(ctx, version, source); err != nil {
		return nil, errors.Join(fmt.Errorf("fill the database: %w", err), f.Close())
	}
	return f, nil
}

// coming is SQLite's file until it is finished.
func (f *Filling) coming() string { return f.path + ".coming" }

// sweep clears away what is not finished.
func (f *Filling) sweep() error {
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(f.coming() + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

const (
	makeUnfinished = "create table if not exists " + unfinished + " (name text not null primary key, source text not null, rows bigint not null)"
	noteUnfinished = "insert into " + unfinished + " (name, source, rows) values ($1, $2, $3) on conflict (name) do update set rows = excluded.rows"
	dropUnfinished = "drop table " + unfinished
)

var hasUnfinished = map[dialect]string{
	sqlite:   "select count(*) from sqlite_schema where type = 'table' and name = '" + unfinished + "'",
	postgres: "select count(*) from pg_tables where schemaname = current_schema() and tablename = '" + unfinished + "'",
}

// others counts the connections of nodes that use a PostgreSQL database; leave
// gives those of a node that has just been stopped a moment to go: the server
// lists a connection for a while after its client has closed it.
const (
	others = "select count(*) from pg_stat_activity where datname = current_database() and application_name in ('azukari', '" + writerName + "')"
	leave  = "select pg_sleep(0.1)"
	leaves = 30
)

// alone refuses a database that a server uses.
func (f *Filling) alone(ctx context.Context) error {
	for range leaves {
		var nodes int
		if err := f.db.QueryRowContext(ctx, others).Scan(&nodes); err != nil || nodes == 0 {
			return err
		}
		if _, err := f.db.ExecContext(ctx, leave); err != nil {
			return err
		}
	}
	return errors.New("a server uses this database; stop it first")
}

// begin makes the schema, and finds out how far an earlier try came.
func (f *Filling) begin(ctx context.Context, version int64, source string) error {
	f.done, f.puts, f.source = map[string]int64{}, map[string]string{}, source
	is, err := versionOf(ctx, f.db, f.dialect)
	if err != nil {
		return err
	}
	if is > version {
		return fmt.Errorf("%w: it has schema %d, and the copy is of schema %d", ErrNotEmpty, is, version)
	}
	var marked, people int
	if err := f.db.QueryRowContext(ctx, hasUnfinished[f.dialect]).Scan(&marked); err != nil {
		return err
	}
	if is > 0 && marked == 0 {
		if err := f.db.QueryRowContext(ctx, "select count(*) from accounts").Scan(&people); err != nil {
			return err
		}
	}
	if people > 0 {
		return fmt.Errorf("%w: it has %d accounts", ErrNotEmpty, people)
	}
	if _, err := f.db.ExecContext(ctx, makeUnfinished); err != nil {
		return err
	}
	if err := f.resume(ctx); err != nil {
		return err
	}
	m, err := migrator(f.db, f.dialect)
	if err == nil {
		_, err = m.UpTo(ctx, version)
	}
	if err != nil {
		return fmt.Errorf("make the schema: %w", err)
	}
	return f.learn(ctx)
}

// resume reads how far an earlier try from the same source came.
func (f *Filling) resume(ctx context.Context) error {
	rows, err := f.db.QueryContext(ctx, "select name, source, rows from "+unfinished)
	if err != nil {
		return err
	}
	begun := false
	err = drain(rows, func(values []any) error {
		var name, from string
		var n int64
		if err := assign([]column{{"name", &name}, {"source", &from}, {"rows", &n}}, values); err != nil {
			return err
		}
		if from != f.source {
			return fmt.Errorf("%w: a copy of %s was begun here; finish that one, or make the database anew", ErrNotEmpty, from)
		}
		begun = true
		f.done[name] = n
		return nil
	})
	if err != nil || begun {
		return err
	}
	_, err = f.db.ExecContext(ctx, noteUnfinished, "", f.source, 0)
	return err
}

// learn reads the tables that there are.
func (f *Filling) learn(ctx context.Context) error {
	s, err := f.Snapshot(ctx)
	if err != nil {
		return err
	}
	f.tables = s.Tables()
	return s.Close()
}

// Tables lists the tables, what is named before what names it.
func (f *Filling) Tables() []store.Table { return f.tables }

// Done is how many rows of a table are there, from an earlier try.
func (f *Filling) Done(table string) int64 { return f.done[table] }

// Put writes the next rows of a table in one transaction, in the order of
// Snapshot.Rows.
func (f *Filling) Put(ctx context.Context, t store.Table, rows [][]any) (err error) {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("fill %s: %w", t.Name, err), tx.Rollback())
		}
	}()
	if err := f.put(ctx, tx, t, rows); err != nil {
		return err
	}
	done := f.done[t.Name] + int64(len(rows))
	if _, err := tx.ExecContext(ctx, noteUnfinished, t.Name, f.source, done); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	f.done[t.Name] = done
	return nil
}

func (f *Filling) put(ctx context.Context, tx *sql.Tx, t store.Table, rows [][]any) error {
	query, ok := f.puts[t.Name]
	if !ok {
		query = putting(t, f.dialect)
		f.puts[t.Name] = query
	}
	if f.dialect == postgres {
		arrays := make([]any, len(t.Columns))
		for i, c := range t.Columns {
			arrays[i] = arrayOf(rows, i, c.Kind)
		}
		_, err := tx.ExecContext(ctx, query, arrays...)
		return err
	}
	s, err := tx.PrepareContext(ctx, query)
	if err != nil {
		return err
	}
	defer s.Close()
	for _, row := range rows {
		if _, err := s.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return nil
}

// putting is the statement that writes rows of a table. The few rows that a new
// schema has are written over.
func putting(t store.Table, d dialect) string {
	var names, values, kept []string
	for i, c := range t.Columns {
		names = append(names, quoted(c.Name))
		array := map[store.ColumnKind]kind{store.TextColumn: text, store.NumberColumn: number, store.BytesColumn: bytes}[c.Kind].array()
		values = append(values, fmt.Sprintf("$%d::%s", i+1, array))
		if !slices.Contains(t.Key, c.Name) {
			kept = append(kept, quoted(c.Name))
		}
	}
	conflict := fmt.Sprintf("on conflict (%s) do update set %s", commas(mapped(t.Key, quoted)), assignments(kept, prefixed("excluded.", kept)))
	if len(kept) == 0 {
		conflict = "on conflict do nothing"
	}
	if d == sqlite {
		return fmt.Sprintf("insert into %s (%s) values (%s) %s", quoted(t.Name), commas(names), questionMarks(len(names)), conflict)
	}
	return fmt.Sprintf("insert into %s (%s) overriding system value select * from unnest(%s) %s", quoted(t.Name), commas(names), commas(values), conflict)
}

// arrayOf is one column of rows, as PostgreSQL takes it.
func arrayOf(rows [][]any, i int, kind store.ColumnKind) any {
	switch kind {
	case store.TextColumn:
		return nullable[string](rows, i)
	case store.NumberColumn:
		return nullable[int64](rows, i)
	}
	all := make([][]byte, len(rows))
	for n, row := range rows {
		all[n], _ = row[i].([]byte)
	}
	return all
}

func nullable[T any](rows [][]any, i int) []*T {
	all := make([]*T, len(rows))
	for n, row := range rows {
		if v, ok := row[i].(T); ok {
			all[n] = &v
		}
	}
	return all
}

// Migrate brings the schema from the copy's version to today's; then the
// Filling is a store.Reader like any other. No more rows can be put.
func (f *Filling) Migrate(ctx context.Context) error { return migrate(ctx, f.db, f.dialect) }

// Finish makes the copy a house, once it is migrated: one in quarantine where it
// is the restore of a backup, and otherwise a moved one, which goes on as it was.
// The Filling is closed with it.
func (f *Filling) Finish(ctx context.Context, restore *store.Restore) error {
	if err := f.handOver(ctx, restore); err != nil {
		return fmt.Errorf("finish the copy: %w", err)
	}
	if f.dialect == postgres {
		if _, err := f.db.ExecContext(ctx, "analyze"); err != nil {
			return fmt.Errorf("learn about the copied rows: %w", err)
		}
		f.ended = true
		return f.close()
	}
	if _, err := f.db.ExecContext(ctx, "pragma wal_checkpoint(truncate)"); err != nil {
		return fmt.Errorf("finish the file: %w", err)
	}
	if err := f.close(); err != nil {
		return err
	}
	f.ended = true
	return errors.Join(f.name(), f.lock.Close())
}

// handOver is the commit with which it is finished.
func (f *Filling) handOver(ctx context.Context, restore *store.Restore) (err error) {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	statements := []string{dropUnfinished}
	if f.dialect == postgres {
		err := ask(ctx, tx, catalogs[postgres].identities, func(row []string) error {
			statements = append(statements, goOnFrom(row[0], row[1]))
			return nil
		})
		if err != nil {
			return err
		}
	}
	if restore != nil {
		if err := quarantine(ctx, tx, *restore); err != nil {
			return err
		}
	}
	for _, statement := range statements {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// quarantine notes a restore as the last one; those before it have no say any
// more.
func quarantine(ctx context.Context, tx *sql.Tx, r store.Restore) error {
	if _, err := tx.ExecContext(ctx, "update restores set released_at = $1 where released_at = 0", int64(r.At)); err != nil {
		return err
	}
	var after int64 // a clock that was set back must not put it before another
	if err := tx.QueryRowContext(ctx, "select coalesce(max(at), 0) + 1 from restores").Scan(&after); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "insert into restores (at, taken_at, released_at) values ($1, $2, 0)", max(int64(r.At), after), int64(r.TakenAt))
	return err
}

// goOnFrom makes PostgreSQL hand out numbers above those that were copied.
func goOnFrom(table, column string) string {
	return fmt.Sprintf("select setval(pg_get_serial_sequence('%[1]s', '%[2]s'), coalesce(max(%[2]s), 1), max(%[2]s) is not null) from %[1]s", table, column)
}

// name gives SQLite's file its name, once all of it is on the disk.
func (f *Filling) name() error {
	file, err := os.OpenFile(f.coming(), os.O_RDWR, 0)
	if err == nil {
		err = errors.Join(file.Sync(), file.Close())
	}
	if err == nil {
		err = os.Rename(f.coming(), f.path)
	}
	if err != nil {
		return fmt.Errorf("name the finished file: %w", err)
	}
	directory, err := os.Open(filepath.Dir(f.path))
	if err != nil {
		return err
	}
	return errors.Join(directory.Sync(), directory.Close())
}

// Close gives up what is not finished: SQLite's file goes away, and a
// PostgreSQL database stays unfinished, to go on with.
func (f *Filling) Close() error {
	if f.ended {
		return nil
	}
	f.ended = true
	err := f.close()
	if f.dialect == sqlite {
		err = errors.Join(err, f.sweep(), f.lock.Close())
	}
	return err
}
