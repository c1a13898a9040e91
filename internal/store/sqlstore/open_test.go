package sqlstore

import (
	"context"
	"path/filepath"
	"testing"

	"azukari/internal/store"
	"azukari/internal/store/pgtest"
	"azukari/internal/store/storetest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

func TestSQLiteIsAStore(t *testing.T) {
	storetest.Run(t, func(t testing.TB) store.Store { return openTestSQLite(t) })
}

func TestPostgresIsAStore(t *testing.T) {
	pgtest.ForTest(t)
	storetest.Run(t, func(t testing.TB) store.Store { return openTestPostgres(t) })
}

// onBoth runs a test on an empty database of each kind.
func onBoth(t *testing.T, test func(t *testing.T, s *Store)) {
	onBothAt(t, func(t *testing.T, s *Store, _ string) { test(t, s) })
}

// onBothAt also says where SQLite's file is.
func onBothAt(t *testing.T, test func(t *testing.T, s *Store, path string)) {
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "test.db")
		test(t, openSQLiteAt(t, path), path)
	})
	t.Run("postgres", func(t *testing.T) { test(t, openTestPostgres(t), "") })
}

func openTestSQLite(t testing.TB) *Store {
	t.Helper()
	return openSQLiteAt(t, filepath.Join(t.TempDir(), "test.db"))
}

func openSQLiteAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := OpenSQLite(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return closing(t, s)
}

func openTestPostgres(t testing.TB) *Store {
	t.Helper()
	server := pgtest.ForTest(t)
	prepare := func(ctx context.Context, url string) error {
		s, err := OpenPostgres(ctx, url)
		if err != nil {
			return err
		}
		return s.Close()
	}
	if err := server.Template(t.Context(), "sqlstore", prepare); err != nil {
		t.Fatal(err)
	}
	url, err := server.NewDatabaseFrom(t.Context(), "sqlstore")
	if err != nil {
		t.Fatal(err)
	}
	s, err := OpenPostgres(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	return closing(t, s)
}

func closing(t testing.TB, s *Store) *Store {
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
