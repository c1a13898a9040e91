package sqlstore

import (
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	codes "modernc.org/sqlite/lib"
)

func connected(t *testing.T) *sqliteConnection {
	t.Helper()
	path := filepath.Join(t.TempDir(), "values.db")
	if err := makeFile(path); err != nil {
		t.Fatal(err)
	}
	if err := prepareFile(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	c, err := openSQLiteConnection(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func TestValuesComeBackAsTheyWereGiven(t *testing.T) {
	c := connected(t)
	given := []any{int64(-1 << 63), int64(0), "", "仮払い\x00済み", strings.Repeat("預", 100_000), []byte{}, []byte{0, 255}, nil}
	for range 2 { // the second time in the memory of the first
		var got []any
		query := "select ?" + strings.Repeat(", ?", len(given)-1)
		if err := c.query(query, given, func(values []any) error { got = append([]any{}, values...); return nil }); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, given) {
			t.Errorf("given %.80v\ngot   %.80v", given, got)
		}
	}
}

func TestParametersAreNumbered(t *testing.T) {
	c := connected(t)
	var got []any
	if err := c.query("select $2, $1, $2", []any{"one", "two"}, func(values []any) error { got = append([]any{}, values...); return nil }); err != nil {
		t.Fatal(err)
	}
	if want := []any{"two", "one", "two"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
	for _, args := range [][]any{nil, {"one"}, {"one", "two", "three"}, {"one", 2}} {
		if err := c.query("select $2, $1, $2", args, func([]any) error { return nil }); err == nil {
			t.Errorf("%v was taken", args)
		}
	}
	if _, err := c.prepared("select :name"); err == nil {
		t.Error("a name was taken for a number")
	}
}

func TestARefusalOfSQLiteHasItsCodeAndCostsOnlyItself(t *testing.T) {
	c := connected(t)
	const open = "insert into ledger_accounts (id, balance, currency) values (?, ?, ?)"
	if met, err := c.exec(open, []any{"user:acc_1", int64(5), "JPY"}); err != nil || met != 1 {
		t.Fatal(met, err)
	}
	_, err := c.exec(open, []any{"user:acc_1", int64(5), "JPY"})
	var failed *sqliteError
	if !errors.As(err, &failed) || failed.code&0xff != codes.SQLITE_CONSTRAINT || !strings.Contains(err.Error(), "ledger_accounts") {
		t.Errorf("%v", err)
	}
	if met, err := c.exec(open, []any{"user:acc_2", int64(5), "JPY"}); err != nil || met != 1 {
		t.Error(met, err)
	}
	if met, err := c.exec("update ledger_accounts set balance = ? where id = ?", []any{int64(6), "nobody"}); err != nil || met != 0 {
		t.Error(met, err)
	}
	stop := errors.New("enough")
	if err := c.query("select id from ledger_accounts", nil, func([]any) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
	if _, err := c.prepared("select nothing from nowhere"); !errors.As(err, &failed) {
		t.Error(err)
	}
}
