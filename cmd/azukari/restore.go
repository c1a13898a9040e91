package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"azukari/internal/engine/clock"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/archive"
	"azukari/internal/store/sqlstore"
)

// restoreCommand makes a house of a backup.
type restoreCommand struct {
	Make    restoreMake    `cmd:"" default:"withargs" help:"Make a house of a backup, in an empty --data or --db. It is in quarantine: it can be read, and nothing leaves it."`
	Release restoreRelease `cmd:"" help:"End the quarantine of a restored house: what is overdue happens, and mail leaves."`
}

// restoreMake makes it.
type restoreMake struct {
	keeping
	From string `placeholder:"FILE" help:"The backup."`
}

// restoreRelease ends its quarantine.
type restoreRelease struct {
	keeping
	OriginalIsOff bool `name:"original-is-off" help:"You have made sure that the house that the backup is of does not run any more, anywhere. Two of them would both move the same money."`
}

// Run fills the place, proves what is in it, and only then makes it a house.
func (c restoreMake) Run(ctx context.Context) error {
	if _, err := os.Stat(c.From); err != nil {
		return &settingError{"--from", err.Error(), "name a backup that azukari backup wrote"}
	}
	if c.DB != "" {
		if err := reachable(c.DB); err != nil {
			return err
		}
	}
	if err := c.make(); err != nil {
		return err
	}
	present, err := (&clock.System{}).Now(ctx)
	if err != nil {
		return err
	}
	files, err := c.files(present.Time())
	if err != nil {
		return err
	}
	found, err := filled(ctx, c.From, files, func(h archive.Head) (*sqlstore.Filling, error) {
		return c.place(ctx, h.Schema, "the backup of "+h.At.String())
	})
	if err != nil {
		return err
	}
	if err := found.filling.Finish(ctx, &store.Restore{At: present, TakenAt: found.head.At}); err != nil {
		return errors.Join(err, found.filling.Close())
	}
	found.print()
	fmt.Println("restored, in quarantine: start azukari serve and look at it; azukari restore release ends the quarantine")
	if !found.report.OK {
		return errCopiedFault
	}
	return nil
}

// place is the empty place that the settings name.
func (k keeping) place(ctx context.Context, schema int64, source string) (*sqlstore.Filling, error) {
	var f *sqlstore.Filling
	var err error
	setting, fix := "--data", "name a directory without an azukari.db in it"
	if k.DB == "" {
		f, err = sqlstore.FillSQLite(ctx, k.file(), schema)
	} else {
		setting, fix = "--db", "name an empty database that no server uses: createdb azukari"
		f, err = sqlstore.FillPostgres(ctx, k.DB, schema, source)
	}
	if err != nil {
		return nil, &settingError{setting, err.Error(), fix}
	}
	return f, nil
}

// Run releases the house through the door.
func (c restoreRelease) Run(ctx context.Context) error {
	if !c.OriginalIsOff {
		return &settingError{"--original-is-off", "it was not said", "make sure that the house which the backup is of does not run any more, and then say so with --original-is-off"}
	}
	r, err := through[store.Restore](ctx, c.keeping, transact.Release{})
	if err != nil {
		return fmt.Errorf("release the house: %w", err)
	}
	fmt.Printf("released at %s: restored at %s from the backup of %s\n", r.ReleasedAt, r.At, r.TakenAt)
	return nil
}
