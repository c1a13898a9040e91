package engine_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/engine"
	"azukari/internal/store"
	"azukari/internal/store/memory"
	"azukari/internal/store/pgtest"
	"azukari/internal/store/sqlstore"
	"azukari/internal/store/sqltest"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(nodeDatabase); url != "" {
		os.Exit(runNode(url))
	}
	pgtest.Main(m, pgtest.Options{NoFsync: true})
}

// tuesday is when every test's time begins: 2026-11-24, 10:00 in Tokyo.
var tuesday = must(calendar.Parse("2026-11-24T01:00:00Z"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func sqlite(t testing.TB, dir string) store.Store {
	t.Helper()
	s, err := sqlstore.OpenSQLite(context.Background(), filepath.Join(dir, "azukari.db"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func postgres(t testing.TB, url string) store.Store {
	t.Helper()
	s, err := sqlstore.OpenPostgres(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// open wires a sandbox whose ids follow from the seed.
func open(t testing.TB, s store.Store, seed byte) *engine.Engine {
	t.Helper()
	e, err := engine.Open(context.Background(), engine.Options{Store: s, Sandbox: true, Start: tuesday, Random: rand.NewChaCha8([32]byte{seed})})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// kinds are the three stores that must behave as one.
var kinds = []struct {
	name string
	open func(t testing.TB, dir string) store.Store
}{
	{"memory", func(testing.TB, string) store.Store { return memory.New() }},
	{"sqlite", sqlite},
	{"postgres", func(t testing.TB, _ string) store.Store { return postgres(t, sqltest.Database(t)) }},
}
