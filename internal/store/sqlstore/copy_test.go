package sqlstore

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"azukari/internal/domain/account"
	"azukari/internal/store"
	"azukari/internal/store/archive"
	"azukari/internal/store/pgtest"
	"azukari/internal/store/storetest"
)

// TestBothDatabasesHaveTheSameTables: a copy goes from one kind to the other.
func TestBothDatabasesHaveTheSameTables(t *testing.T) {
	tables := func(s *Store) []store.Table {
		t.Helper()
		m, err := s.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
		return m.Tables()
	}
	want, got := tables(openTestSQLite(t)), tables(openTestPostgres(t))
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 25 {
		t.Errorf("%d tables (-sqlite +postgres):\n%s", len(want), diff)
	}
	seen := map[string]bool{}
	for _, t := range want {
		seen[t.Name] = true
	}
	for _, name := range []string{"accounts", "answers", "logins", "rating_replies", "sandbox", "transfers"} {
		if !seen[name] {
			t.Errorf("%s is not copied", name)
		}
	}
}

// TestACopyHoldsTheSame copies a furnished house from each kind of database to
// each, in two tries, and goes on writing in the copy.
func TestACopyHoldsTheSame(t *testing.T) {
	for _, from := range []string{"sqlite", "postgres"} {
		for _, to := range []string{"sqlite", "postgres"} {
			t.Run(from+" to "+to, func(t *testing.T) {
				source := openTestSQLite(t)
				if from == "postgres" {
					source = openTestPostgres(t)
				}
				storetest.Furnish(t, source)
				moment, err := source.Snapshot(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				defer moment.Close()
				begin, open := place(t, to)
				copied := copyInTwo(t, moment, begin)
				again := open()
				if err := again.Ready(t.Context()); err != nil {
					t.Fatal(err)
				}
				s, err := again.Snapshot(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				different, err := archive.Compare(t.Context(), s, copied)
				if err := errors.Join(err, s.Close()); err != nil || len(different) > 0 {
					t.Errorf("it differs: %v, %v", different, err)
				}
				write(t, again, store.Changes{Accounts: []account.Account{{ID: "acc_new", Name: "新人", Version: 1}}, Answers: []store.Answer{{Key: "new", At: 9}}})
				found, err := again.Jobs(t.Context(), store.JobQuery{Text: "翻訳", State: store.AnyState}, store.Page{})
				want, failed := source.Jobs(t.Context(), store.JobQuery{Text: "翻訳", State: store.AnyState}, store.Page{})
				if diff := cmp.Diff(want, found); diff != "" || err != nil || failed != nil {
					t.Errorf("jobs are not found by their words: %v %v %s", err, failed, diff)
				}
			})
		}
	}
}

// place is an empty place of a kind: how to begin to fill it, and how to open it
// afterwards.
func place(t *testing.T, kind string) (begin func() (*Filling, error), open func() *Store) {
	t.Helper()
	is, err := newest(sqlite)
	if err != nil {
		t.Fatal(err)
	}
	if kind == "sqlite" {
		path := filepath.Join(t.TempDir(), "copy.db")
		return func() (*Filling, error) { return FillSQLite(t.Context(), path, is) }, func() *Store { return openSQLiteAt(t, path) }
	}
	url, err := pgtest.ForTest(t).NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	begin = func() (*Filling, error) { return FillPostgres(t.Context(), url, is, "a test") }
	return begin, func() *Store {
		s, err := OpenPostgres(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		return closing(t, s)
	}
}

// stopping is a place that gives up after some rows.
type stopping struct {
	*Filling
	left int
}

var errStopped = errors.New("stopped")

func (s *stopping) Put(ctx context.Context, t store.Table, rows [][]any) error {
	if s.left -= len(rows); s.left < 0 {
		return errStopped
	}
	return s.Filling.Put(ctx, t, rows)
}

func copyInTwo(t *testing.T, from *Snapshot, begin func() (*Filling, error)) map[string]archive.Sum {
	t.Helper()
	f, err := begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := archive.Copy(t.Context(), from, &stopping{f, 20}); !errors.Is(err, errStopped) {
		t.Fatalf("a copy that is stopped: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if f, err = begin(); err != nil {
		t.Fatal(err)
	}
	if f.dialect == postgres && f.Done("accounts") == 0 {
		t.Error("the second try begins anew")
	}
	sums, err := archive.Copy(t.Context(), from, f)
	if err == nil {
		err = errors.Join(f.Migrate(t.Context()), f.Finish(t.Context(), nil))
	}
	if err != nil {
		t.Fatal(err)
	}
	return sums
}

// TestAnUnfinishedCopyIsNoHouse: nobody opens it, and nothing else is put there.
func TestAnUnfinishedCopyIsNoHouse(t *testing.T) {
	url, err := pgtest.ForTest(t).NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f, err := FillPostgres(t.Context(), url, 5, "one")
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := FillPostgres(t.Context(), url, 5, "two"); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("another copy is put on top: %v", err)
	}
	if _, err := OpenPostgres(t.Context(), url); !errors.Is(err, ErrUnfinished) {
		t.Errorf("it opens: %v", err)
	}
}

func TestACopyNeedsAnEmptyPlace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	if err := openSQLiteAt(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := FillSQLite(t.Context(), path, 1); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("a file that is there: %v", err)
	}
	url, err := pgtest.ForTest(t).NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	is, err := newest(postgres)
	if err != nil {
		t.Fatal(err)
	}
	s, err := OpenPostgres(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := FillPostgres(t.Context(), url, is, "one"); err == nil || !strings.Contains(err.Error(), "a server uses this database") {
		t.Errorf("a database in use: %v", err)
	}
	write(t, s, store.Changes{Accounts: []account.Account{{ID: "acc_1", Name: "花子", Version: 1}}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := FillPostgres(t.Context(), url, is, "one"); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("a database with an account: %v", err)
	}
	if _, err := FillPostgres(t.Context(), url, 1, "one"); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("a database of a later schema: %v", err)
	}
}

// TestACopyWaitsForWhoIsLeaving: PostgreSQL lists a connection for a moment after
// its client has closed it, and a server that was stopped is no server.
func TestACopyWaitsForWhoIsLeaving(t *testing.T) {
	url, err := pgtest.ForTest(t).NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	connect := func(name string) *pgx.Conn {
		t.Helper()
		config, err := pgx.ParseConfig(url)
		if err != nil {
			t.Fatal(err)
		}
		config.RuntimeParams["application_name"] = name
		c, err := pgx.ConnectConfig(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	leaving, watching := connect("azukari"), connect("watching")
	defer watching.Close(t.Context())
	filled := make(chan error, 1)
	go func() {
		f, err := FillPostgres(t.Context(), url, 5, "one")
		if err == nil {
			err = f.Close()
		}
		filled <- err
	}()
	for waits := false; !waits; { // until it has seen that somebody is there
		const ask = "select exists (select from pg_stat_activity where application_name = 'azukari-copy' and query = $1)"
		if err := watching.QueryRow(t.Context(), ask, leave).Scan(&waits); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-filled:
			t.Fatalf("it does not wait: %v", err)
		default:
		}
	}
	if err := leaving.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-filled; err != nil {
		t.Error(err)
	}
}
