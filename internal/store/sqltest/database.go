// Package sqltest gives tests of what stands above the store PostgreSQL databases
// with the house's schema in them.
package sqltest

import (
	"context"
	"testing"

	"azukari/internal/store/pgtest"
	"azukari/internal/store/sqlstore"
)

// Database is a database that nobody else has, on the server of the package's
// tests: a copy of one that was migrated once.
func Database(t testing.TB) (url string) {
	t.Helper()
	const migrated = "migrated"
	ctx, server := context.Background(), pgtest.ForTest(t)
	err := server.Template(ctx, migrated, func(ctx context.Context, url string) error {
		s, err := sqlstore.OpenPostgres(ctx, url)
		if err != nil {
			return err
		}
		return s.Close()
	})
	if err == nil {
		url, err = server.NewDatabaseFrom(ctx, migrated)
	}
	if err != nil {
		t.Fatal(err)
	}
	return url
}
