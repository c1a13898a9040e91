package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"

	"azukari/internal/engine"
	"azukari/internal/store/archive"
	"azukari/internal/store/sqlstore"
)

// migrateCommand moves a house from SQLite to PostgreSQL.
type migrateCommand struct {
	From string `default:"azukari-data" placeholder:"DIR" help:"The --data of the house that moves. No server may run on it."`
	To   string `placeholder:"postgres://…" help:"An empty PostgreSQL database."`
}

// Run copies, proves that the copy is equal, and only then lets go of the
// source. Ended anywhere on the way, it goes on where it was.
func (c migrateCommand) Run(ctx context.Context) error {
	from := keeping{Data: c.From}
	if !from.there() {
		return &settingError{"--from", "no installation in " + c.From, "name the --data of the house that moves"}
	}
	if c.To == "" {
		return &settingError{"--to", "it says nothing", "write it as postgres://user@host:5432/azukari"}
	}
	if err := reachable(c.To); err != nil {
		return &settingError{"--to", err.(*settingError).Reason, err.(*settingError).Fix}
	}
	source, err := sqlstore.OpenSQLite(ctx, from.file())
	if err != nil {
		return &settingError{"--from", err.Error(), "stop the server that uses it"}
	}
	if err := errors.Join(c.move(ctx, from, source), source.Close()); err != nil {
		return err
	}
	return retired(from.file())
}

func (c migrateCommand) move(ctx context.Context, from keeping, source *sqlstore.Store) (err error) {
	name, err := filepath.Abs(from.file())
	if err != nil {
		return err
	}
	moment, err := source.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, moment.Close()) }()
	version, err := sqlstore.Newest()
	if err != nil {
		return err
	}
	place, err := keeping{DB: c.To}.place(ctx, version, name)
	if err != nil {
		if wrong := (*settingError)(nil); errors.As(err, &wrong) {
			wrong.Setting = "--to"
		}
		return err
	}
	defer func() { err = errors.Join(err, place.Close()) }() // nothing more when it is finished
	for _, t := range place.Tables() {
		if n := place.Done(t.Name); n > 0 {
			fmt.Printf("%-18s %9d rows were there\n", t.Name, n)
		}
	}
	sums, err := archive.Copy(ctx, moment, place)
	if err != nil {
		return fmt.Errorf("copy the house; the same command goes on from here: %w", err)
	}
	if err := proven(ctx, place, sums); err != nil {
		return fmt.Errorf("the copy is not equal; if the source was used since the copy was begun, make the database anew: %w", err)
	}
	if err := place.Migrate(ctx); err != nil {
		return err
	}
	if err := sameBook(ctx, source, place); err != nil {
		return err
	}
	if err := place.Finish(ctx, nil); err != nil {
		return err
	}
	var rows int64
	for _, t := range moment.Tables() {
		fmt.Printf("%-18s %9d rows  %.16s  equal\n", t.Name, sums[t.Name].Rows, sums[t.Name].SHA256)
		rows += sums[t.Name].Rows
	}
	fmt.Printf("%d tables, %d rows, 0 differences; the ledger adds up on both sides\n", len(sums), rows)
	return nil
}

// sameBook adds both books up.
func sameBook(ctx context.Context, source *sqlstore.Store, place *sqlstore.Filling) error {
	here, err := engine.Check(ctx, source)
	if err != nil {
		return err
	}
	there, err := engine.Check(ctx, place)
	if err != nil {
		return err
	}
	switch {
	case !here.OK:
		return errors.New("the book of the source is not whole; ask azukari doctor first")
	case !there.OK || here.Entries != there.Entries || !maps.Equal(here.Totals, there.Totals):
		return fmt.Errorf("the books differ: %d entries and %v here, %d and %v there", here.Entries, here.Totals, there.Entries, there.Totals)
	}
	return nil
}

// retired takes the name from SQLite's file, so that nobody opens the old house
// beside the new one.
func retired(file string) error {
	if _, err := os.Stat(file + "-wal"); err == nil {
		return fmt.Errorf("%s was left beside its log; put both away, so that nobody opens the old house beside the new one", file)
	}
	if err := os.Rename(file, file+".moved"); err != nil {
		return fmt.Errorf("put the old database away: %w", err)
	}
	fmt.Printf("the old database is %s.moved now; the files stay where they are: azukari serve --data %s --db …\n", file, filepath.Dir(file))
	return nil
}
