package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"runtime"

	moderncsqlite "modernc.org/sqlite"
)

// minSQLite is the first version without the bug that can corrupt a WAL
// database when a reset races with a checkpoint (all of 3.7.0 to 3.51.2).
const minSQLite = 3_051_003

// The settings that every connection is opened with, and that are read back
// before it is used: one that was silently ignored could lose a commit.
// There is no mmap: a stray write through it would reach the file.
var pragmas = []struct {
	name string
	want string // as SQLite says it
}{
	{"journal_mode", "wal"},
	{"synchronous", "2"}, // FULL: an acknowledged commit survives a power cut
	{"foreign_keys", "1"},
	{"busy_timeout", "10000"},
	{"mmap_size", "0"},
	{"cache_size", "-16384"},        // KiB
	{"wal_autocheckpoint", "12000"}, // pages: 48 MiB of log, so that hot pages are written back once for many commits
	{"temp_store", "2"},             // memory
}

// OpenSQLite opens the database file, makes it if it is not there, and brings
// its schema up to date. A second process is refused for as long as this one
// has it open.
func OpenSQLite(ctx context.Context, path string) (_ *Store, err error) {
	lock, err := lockFile(path + ".lock")
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, lock.Close())
		}
	}()
	// The library would sync with fsync, which also flushes the file's
	// timestamps; fdatasync keeps a commit just as durable (SQLite's own choice
	// where it is built with it). Where there is none, fsync stays.
	if _, err := moderncsqlite.Fdatasync(true); err != nil && !errors.Is(err, moderncsqlite.ErrFdatasyncUnavailable) {
		return nil, fmt.Errorf("choose fdatasync: %w", err)
	}
	if err := makeFile(path); err != nil {
		return nil, fmt.Errorf("make %s: %w", path, err)
	}
	if err := prepareFile(ctx, path); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	w, err := openSQLiteWriter(path, lock)
	if err != nil {
		return nil, fmt.Errorf("open %s for writing: %w", path, err)
	}
	db, err := sql.Open("sqlite", dsn(path, "query_only(1)")) // for moments of the whole house
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s for reading: %w", path, err), w.connection.Close())
	}
	direct, err := openSQLiteReaders(path, max(4, 2*runtime.GOMAXPROCS(0)))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s for reading: %w", path, err), db.Close(), w.connection.Close())
	}
	return &Store{reader: &reader{db: db, dialect: sqlite, direct: direct}, writer: w}, nil
}

// makeFile makes a file that only its owner may read, if there is none; SQLite
// gives its log the same rights.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// prepareFile checks the library and the file's settings, and migrates.
func prepareFile(ctx context.Context, path string) (err error) {
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	if err := checkVersion(ctx, db); err != nil {
		return err
	}
	err = checkPragmas(func(query string) (value string, err error) {
		err = db.QueryRowContext(ctx, query).Scan(&value)
		return value, err
	})
	if err != nil {
		return err
	}
	return migrate(ctx, db, sqlite)
}

func checkVersion(ctx context.Context, db *sql.DB) error {
	var version string
	if err := db.QueryRowContext(ctx, "select sqlite_version()").Scan(&version); err != nil {
		return fmt.Errorf("ask for SQLite's version: %w", err)
	}
	var major, minor, patch int
	if _, err := fmt.Sscanf(version, "%d.%d.%d", &major, &minor, &patch); err != nil {
		return fmt.Errorf("read SQLite's version %q: %w", version, err)
	}
	if major*1_000_000+minor*1_000+patch < minSQLite {
		return fmt.Errorf("SQLite %s can corrupt a database in WAL mode; 3.51.3 or later is needed", version)
	}
	return nil
}

// checkPragmas reads every setting of a connection back.
func checkPragmas(ask func(query string) (string, error)) error {
	for _, p := range pragmas {
		got, err := ask("pragma " + p.name)
		if err != nil {
			return fmt.Errorf("read back pragma %s: %w", p.name, err)
		}
		if got != p.want {
			return fmt.Errorf("pragma %s is %q and not %q: commits would not be safe", p.name, got, p.want)
		}
	}
	return nil
}

// dsn names the file with the settings of a connection.
func dsn(path string, more ...string) string {
	values := url.Values{}
	for _, p := range pragmas {
		values.Add("_pragma", p.name+"("+p.want+")")
	}
	for _, p := range more {
		values.Add("_pragma", p)
	}
	values.Set("_dqs", "0") // a misspelt name is an error, not a text
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: values.Encode()}).String()
}
