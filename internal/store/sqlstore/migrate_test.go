package sqlstore

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"azukari/internal/domain/account"
	"azukari/internal/store/pgtest"
)

// TestAHouseBeforeSignInKeepsItsPeople brings a database of the first schema up
// to date: tokens go on working, and who was there counts as confirmed.
func TestAHouseBeforeSignInKeepsItsPeople(t *testing.T) {
	old := func(t *testing.T, driver, at string, d dialect) {
		t.Helper()
		db, err := sql.Open(driver, at)
		if err != nil {
			t.Fatal(err)
		}
		m, err := migrator(db, d)
		if err == nil {
			_, err = m.UpTo(t.Context(), 1)
		}
		for _, statement := range []string{
			"insert into accounts (id, name, email, operator, created_at) values ('acc_1', '花子', 'h@example.com', 0, 7)",
			"insert into tokens (hash, kind, account_id, created_at, used_at) values ('b', 'bearer', 'acc_1', 7, 0), ('s', 'session', 'acc_1', 7, 0), ('l', 'link', 'acc_1', 7, 9)",
		} {
			if err == nil {
				_, err = db.ExecContext(t.Context(), statement)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	check := func(t *testing.T, s *Store) {
		t.Helper()
		want := account.Account{ID: "acc_1", Name: "花子", Email: "h@example.com", CreatedAt: 7, Language: "ja", ConfirmedAt: 7, Version: 1}
		const month = 30 * 24 * 3_600_000_000
		if got, err := s.AccountByToken(t.Context(), "b", account.Bearer, month*1000); err != nil || got != want {
			t.Errorf("by a bearer token: %+v, %v", got, err)
		}
		if got, err := s.AccountByToken(t.Context(), "s", account.Session, month+6); err != nil || got != want {
			t.Errorf("by a session: %+v, %v", got, err)
		}
		if _, err := s.AccountByToken(t.Context(), "s", account.Session, month+7); err == nil {
			t.Error("an old session never ends")
		}
		if got, err := s.Token(t.Context(), "l"); err != nil || got.UsedAt != 9 {
			t.Errorf("a used link: %+v, %v", got, err)
		}
	}
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "test.db")
		old(t, "sqlite", dsn(path), sqlite)
		check(t, openSQLiteAt(t, path))
	})
	t.Run("postgres", func(t *testing.T) {
		url, err := pgtest.ForTest(t).NewDatabase(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		old(t, "pgx", url, postgres)
		s, err := OpenPostgres(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		check(t, closing(t, s))
	})
}
