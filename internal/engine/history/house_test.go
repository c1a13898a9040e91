// Package history plays random histories of the whole house through its three
// stores at once. They must agree in every answer and in all that is kept; every
// commit is watched for the invariants as it happens. It holds tests only.
package history

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/engine"
	"azukari/internal/engine/watch"
	"azukari/internal/store"
	"azukari/internal/store/memory"
	"azukari/internal/store/pgtest"
	"azukari/internal/store/sqlstore"
	"azukari/internal/store/sqltest"
)

// much multiplies what each test tries: AZUKARI_HISTORIES=10 plays ten times as
// many histories as a submission needs.
var much = func() int {
	if n, err := strconv.Atoi(os.Getenv("AZUKARI_HISTORIES")); err == nil && n > 0 {
		return n
	}
	return 1
}()

func TestMain(m *testing.M) {
	// A failure prints its seed; a file beside the code would only be in the way.
	if err := flag.Set("rapid.nofailfile", "true"); err != nil {
		panic(err)
	}
	pgtest.Main(m, pgtest.Options{NoFsync: true})
}

// start is when every history begins: Tuesday 2026-11-24, 10:00 in Tokyo, the
// day after a holiday.
var start = must(calendar.Parse("2026-11-24T01:00:00Z"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// A home is where one store keeps its things; it can be left and entered again.
type home struct {
	name  string
	enter func() (store.Store, error)
}

// homes are fresh ones of each kind, the model first.
func homes(t testing.TB, dir string) []home {
	return []home{atMemory(), atSQLite(dir), atPostgres(sqltest.Database(t))}
}

func atMemory() home {
	kept := memory.New()
	return home{"memory", func() (store.Store, error) { return kept, nil }}
}

func atSQLite(dir string) home {
	path := filepath.Join(dir, "azukari.db")
	return home{"sqlite", func() (store.Store, error) { return sqlstore.OpenSQLite(context.Background(), path) }}
}

func atPostgres(url string) home {
	return home{"postgres", func() (store.Store, error) { return sqlstore.OpenPostgres(context.Background(), url) }}
}

// A house is one engine in its home, with somebody at the door who watches every
// commit.
type house struct {
	home
	store  store.Store
	engine *engine.Engine
	watch  *watch.Watch
	post   *postOffice
	life   byte // how often it was opened: each life mints other ids
}

func openHouse(h home) (*house, error) {
	one := &house{home: h, watch: watch.New(start, calendar.In(must(time.LoadLocation("Asia/Tokyo")))), post: &postOffice{}}
	return one, one.open()
}

func (h *house) open() (err error) {
	if h.store, err = h.enter(); err != nil {
		return fmt.Errorf("open %s: %w", h.name, err)
	}
	h.life++
	h.engine, err = engine.Open(context.Background(), engine.Options{
		Store: h.store, Sandbox: true, Start: start, Random: rand.NewChaCha8([32]byte{h.life}),
		Mail: h.post, Committed: func(c store.Changes) { h.post.expect(c.Notices); h.watch.Committed(c) },
	})
	if err != nil {
		return fmt.Errorf("open the engine on %s: %w", h.name, err)
	}
	h.post.clock = h.engine.Clock
	return nil
}

func (h *house) close() error {
	if h.engine != nil {
		h.engine.Close()
	}
	if h.store == nil {
		return nil
	}
	return h.store.Close()
}

// reopen is the process ending and beginning again.
func (h *house) reopen() error { return errors.Join(h.close(), h.open()) }
