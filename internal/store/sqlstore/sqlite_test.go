package sqlstore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	codes "modernc.org/sqlite/lib"

	"azukari/internal/domain/account"
	"azukari/internal/store"
)

func TestASecondOpenIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	first := openSQLiteAt(t, path)
	if _, err := OpenSQLite(t.Context(), path); err == nil || !strings.Contains(err.Error(), "another process has this database open") {
		t.Errorf("a second open answered %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	openSQLiteAt(t, path)
}

func TestWhatWasWrittenIsThereAfterReopening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "さ くら?#%.db") // a name that a URI would take apart
	s := openSQLiteAt(t, path)
	a := account.Account{ID: "acc_1", Name: "花子", Email: "h@example.com"}
	write(t, s, store.Changes{Accounts: []account.Account{a}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the file is %v, %v: its owner alone should read it", info, err)
	}
	s = openSQLiteAt(t, path)
	if got, err := s.Account(t.Context(), a.ID); err != nil || got != a {
		t.Errorf("after reopening the account is %+v, %v", got, err)
	}
}

func write(t *testing.T, s *Store, c store.Changes) {
	t.Helper()
	err := s.Write(t.Context(), store.Names{}, func(store.Rows) (store.Changes, error) { return c, nil })
	if err != nil {
		t.Fatal(err)
	}
}

func TestAPragmaThatDidNotTakeIsNoticed(t *testing.T) {
	s := openTestSQLite(t)
	c := s.writer.(*sqliteWriter).connection
	if err := c.checkPragmas(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.exec("pragma synchronous = normal", nil); err != nil {
		t.Fatal(err)
	}
	if err := c.checkPragmas(); err == nil || !strings.Contains(err.Error(), "synchronous") {
		t.Errorf("a database that may lose a commit was accepted: %v", err)
	}
}

func TestReadersCannotWrite(t *testing.T) {
	s := openTestSQLite(t)
	if _, err := s.db.ExecContext(t.Context(), "update ledger_accounts set balance = 1"); err == nil {
		t.Error("a reader wrote")
	}
}

func TestReadersDoNotWaitForTheWriter(t *testing.T) {
	s := openTestSQLite(t)
	err := s.Write(t.Context(), store.Names{}, func(store.Rows) (store.Changes, error) {
		_, err := s.Balance(t.Context(), "fee") // while the writer holds the database
		return store.Changes{}, err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestAFailingDiskBreaksTheStore: what is on the disk after a failed write is
// unknown, and nothing may be acknowledged any more.
func TestAFailingDiskBreaksTheStore(t *testing.T) {
	tests := []struct {
		code int
		want error
	}{
		{codes.SQLITE_IOERR_FSYNC, store.ErrBroken},
		{codes.SQLITE_IOERR_WRITE, store.ErrBroken},
		{codes.SQLITE_CORRUPT, store.ErrBroken},
		{codes.SQLITE_CONSTRAINT_UNIQUE, store.ErrRetry},
		{codes.SQLITE_CONSTRAINT_CHECK, nil},
		{codes.SQLITE_FULL, store.ErrFull}, // rolled back whole; there may be room later
		{codes.SQLITE_IOERR_SHMSIZE, store.ErrFull},
	}
	for _, test := range tests {
		got := meaning(test.code)
		if !errors.Is(got, test.want) {
			t.Errorf("code %d means %v, not %v", test.code, got, test.want)
		}
	}
}

// TestNothingIsWrittenAfterAFailedSync lets one sync fail, and the next one would not.
func TestNothingIsWrittenAfterAFailedSync(t *testing.T) {
	s, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "azukari.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	w := s.writer.(*sqliteWriter)
	failed := &sqliteError{codes.SQLITE_IOERR_FSYNC, "disk I/O error"}
	if err := w.transaction(t.Context(), func() (bool, error) { return false, failed }); !errors.Is(err, store.ErrBroken) {
		t.Fatalf("a failed sync is %v", err)
	}
	err = s.Write(t.Context(), store.Names{}, func(store.Rows) (store.Changes, error) { return store.Changes{Clock: 1}, nil })
	if at, read := s.Clock(t.Context()); !errors.Is(err, store.ErrBroken) || read != nil || at != 0 {
		t.Errorf("the next write is %v, and the clock stands at %v, %v", err, at, read)
	}
	if _, err := s.PurgeAnswers(t.Context(), 1, 1); !errors.Is(err, store.ErrBroken) {
		t.Errorf("answers are forgotten all the same: %v", err)
	}
}

func TestACancelledCallerDoesNotWrite(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := s.Write(ctx, store.Names{}, func(store.Rows) (store.Changes, error) { return store.Changes{Clock: 1}, nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled write answered %v", err)
		}
		if at, err := s.Clock(t.Context()); err != nil || at != 0 {
			t.Errorf("the clock stands at %v, %v", at, err)
		}
	})
}
