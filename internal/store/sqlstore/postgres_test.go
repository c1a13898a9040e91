package sqlstore

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"azukari/internal/domain/account"
	"azukari/internal/store"
)

// node opens another node's store on the same database.
func node(t *testing.T, s *Store) *Store {
	t.Helper()
	other, err := OpenPostgres(t.Context(), databaseURL(s))
	if err != nil {
		t.Fatal(err)
	}
	return closing(t, other)
}

func databaseURL(s *Store) string {
	return s.writer.(*postgresWriter).pool.Config().ConnString()
}

// TestTwoNodesAnswerAKeyOnce lets two nodes decide on the same new key at the
// same time: the slower one has no effect, and finds the answer when it looks
// again.
func TestTwoNodesAnswerAKeyOnce(t *testing.T) {
	one := openTestPostgres(t)
	two := node(t, one)
	names := store.Names{Answers: []string{"k"}}
	effect := func(id string) store.Changes {
		return store.Changes{Accounts: []account.Account{{ID: id}}, Answers: []store.Answer{{Key: "k", Fingerprint: id, Status: 201, At: 7}}}
	}
	err := one.Write(t.Context(), names, func(rows store.Rows) (store.Changes, error) {
		if len(rows.Answers) != 0 {
			t.Fatal("the key was answered before anybody asked")
		}
		return effect("acc_one"), two.Write(t.Context(), names, func(store.Rows) (store.Changes, error) { return effect("acc_two"), nil })
	})
	if !errors.Is(err, store.ErrRetry) {
		t.Fatalf("the slower node was told %v", err)
	}
	err = one.Write(t.Context(), names, func(rows store.Rows) (store.Changes, error) {
		if rows.Answers["k"].Fingerprint != "acc_two" {
			t.Errorf("the answer is now %+v", rows.Answers["k"])
		}
		return store.Changes{}, nil
	})
	if err != nil {
		t.Error(err)
	}
	if _, err := one.Account(t.Context(), "acc_one"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the slower node had its effect: %v", err)
	}
}

// TestALostCommitIsUnknown cuts the connection after the decision: the commit
// may or may not have happened, and nobody is told that it did or did not.
func TestALostCommitIsUnknown(t *testing.T) {
	s := openTestPostgres(t)
	err := s.Write(t.Context(), store.Names{Accounts: []string{"acc_none"}}, func(store.Rows) (store.Changes, error) {
		return store.Changes{Clock: 5}, cutEverybodyOff(t.Context(), databaseURL(s))
	})
	if !errors.Is(err, store.ErrUnknown) {
		t.Errorf("a lost commit answered %v", err)
	}
	// The store comes back by itself; connections that died meanwhile are
	// noticed before anything is written.
	for range 10 {
		err = s.Write(t.Context(), store.Names{Accounts: []string{"acc_none"}}, func(store.Rows) (store.Changes, error) {
			return store.Changes{Clock: 9}, nil
		})
		if !errors.Is(err, store.ErrRetry) {
			break
		}
	}
	if err != nil {
		t.Errorf("after the cut, writing answered %v", err)
	}
}

func cutEverybodyOff(ctx context.Context, url string) (err error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	_, err = conn.Exec(ctx, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
	return err
}

func TestConflictsAreTriedAgain(t *testing.T) {
	tests := []struct {
		code, constraint string
		again            bool
	}{
		{"40001", "", true},
		{"40P01", "", true},
		{"23505", "answers_key", true},
		{"23505", "transfers_key", true},
		{"23505", "nudges_one_open", true},
		{"23505", "accounts_pkey", false},
		{"23514", "ledger_accounts_check", false},
		{"23503", "transfers_debit_fkey", false},
		{"42P01", "", false},
	}
	for _, test := range tests {
		err := retryable(&pgconn.PgError{Code: test.code, ConstraintName: test.constraint})
		if errors.Is(err, store.ErrRetry) != test.again {
			t.Errorf("%s %s: tried again is not %v", test.code, test.constraint, test.again)
		}
	}
}
