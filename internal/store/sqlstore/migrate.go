package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// migrate brings the schema up to date. Nodes that start together on one
// PostgreSQL wait for each other.
func migrate(ctx context.Context, db *sql.DB, d dialect) error {
	provider, err := migrator(db, d)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate the schema: %w", err)
	}
	return indexJobs(ctx, db, d)
}

func migrator(db *sql.DB, d dialect) (*goose.Provider, error) {
	kind, directory := goose.DialectSQLite3, "migrations/sqlite"
	var options []goose.ProviderOption
	if d == postgres {
		kind, directory = goose.DialectPostgres, "migrations/postgres"
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, fmt.Errorf("make the migrations' lock: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	files, err := fs.Sub(migrations, directory)
	if err != nil {
		return nil, fmt.Errorf("open the migrations: %w", err)
	}
	provider, err := goose.NewProvider(kind, db, files, options...)
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	return provider, nil
}
