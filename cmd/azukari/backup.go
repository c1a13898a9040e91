package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"azukari/internal/engine/clock"
	"azukari/internal/store/archive"
	"azukari/internal/store/sqlstore"
)

// backupCommand writes copies of an installation, and checks them.
type backupCommand struct {
	Make   backupMake   `cmd:"" default:"withargs" help:"Write a backup, while the house is open. It is read again and checked before it gets its name."`
	Verify backupVerify `cmd:"" help:"Check every byte of a backup, and its ledger."`
}

// backupMake writes one.
type backupMake struct {
	keeping
	To   string `placeholder:"FILE|DIR" help:"Where to: a file that is not there yet, or a directory, in which the file is named by the hour."`
	Keep int    `help:"Of the backups in the directory, keep this many, the newest. Default: all."`
}

// backupVerify checks one.
type backupVerify struct {
	File string `arg:"" help:"The backup."`
}

// The names of backups in a directory sort by their time, in UTC.
const (
	backupName  = "azukari-"
	backupTime  = "20060102T150405Z"
	backupEnd   = ".tar.zst"
	partialName = "azukari-partial-"
)

// Run writes, checks, names.
func (c backupMake) Run(ctx context.Context) error {
	if c.Keep < 0 {
		return &settingError{"--keep", fmt.Sprintf("%d is no number of backups", c.Keep), "name how many to keep, such as 14"}
	}
	present, err := (&clock.System{}).Now(ctx)
	if err != nil {
		return err
	}
	path, directory, err := c.target(present.Time())
	if err != nil {
		return err
	}
	if c.Keep > 0 && path == c.To {
		return &settingError{"--keep", "a single file is no collection", "give --to a directory"}
	}
	partial, err := os.CreateTemp(directory, partialName+"*") // readable by its owner alone
	if err != nil {
		return &settingError{"--to", err.Error(), "name a directory that this user may write to"}
	}
	defer os.Remove(partial.Name()) // gone already once it has its name
	if err := c.write(ctx, partial, archive.Head{Format: archive.Format, At: present}); err != nil {
		return errors.Join(err, partial.Close())
	}
	if err := errors.Join(partial.Sync(), partial.Close()); err != nil {
		return fmt.Errorf("finish the backup: %w", err)
	}
	found, err := examine(ctx, partial.Name(), directory)
	if err != nil {
		return fmt.Errorf("the backup does not stand the check, and is thrown away: %w", err)
	}
	if err := named(partial.Name(), path); err != nil {
		return err
	}
	fmt.Println("backup", path)
	found.print()
	if !found.report.OK {
		return errCopiedFault
	}
	return c.prune(directory)
}

// errCopiedFault is that a copy is true, and what was copied is at fault.
var errCopiedFault = errors.New("the copy is what was there, but what was there is not whole; see above, and ask azukari doctor")

// target is where the backup goes; a file that is there is never written over.
func (c backupMake) target(present time.Time) (path, directory string, err error) {
	const fix = "name a file that is not there yet, or a directory that is"
	if c.To == "" {
		return "", "", &settingError{"--to", "it says nothing", fix}
	}
	info, err := os.Stat(c.To)
	switch {
	case err == nil && info.IsDir():
		return filepath.Join(c.To, backupName+present.Format(backupTime)+backupEnd), c.To, nil
	case err == nil:
		return "", "", &settingError{"--to", "the file " + c.To + " is there already", fix}
	}
	directory = filepath.Dir(c.To)
	if info, err := os.Stat(directory); err != nil || !info.IsDir() {
		return "", "", &settingError{"--to", "there is no directory " + directory, fix}
	}
	return c.To, directory, nil
}

func (c backupMake) write(ctx context.Context, to *os.File, head archive.Head) (err error) {
	look, err := c.look(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, look.Close()) }()
	if head.Schema, _, err = look.Version(ctx); err != nil {
		return fmt.Errorf("ask for the schema's version: %w", err)
	}
	if head.Schema == 0 {
		return &settingError{"--db", "no house is in this database", "name the database that azukari serve uses"}
	}
	head.Database = "sqlite"
	if c.DB != "" {
		head.Database = "postgres"
	}
	moment, err := look.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, moment.Close()) }()
	buffered := bufio.NewWriterSize(to, 1<<20)
	if _, err := archive.Write(ctx, buffered, head, moment, c.contents()); err != nil {
		return fmt.Errorf("write the backup: %w", err)
	}
	return buffered.Flush()
}

// named gives a finished file its name, to stay.
func named(partial, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("name the backup: %s came into being meanwhile", path)
	}
	if err := os.Rename(partial, path); err != nil {
		return fmt.Errorf("name the backup: %w", err)
	}
	return syncNames(filepath.Dir(path))
}

// syncNames makes the names in a directory stay.
func syncNames(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// backupsIn lists the backups of a directory, the oldest first.
func backupsIn(directory string) (names []string, err error) {
	entries, err := os.ReadDir(directory)
	for _, e := range entries {
		if _, ok := backupAt(e.Name()); ok {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, err
}

// backupAt is when a backup was made, as its name says.
func backupAt(name string) (time.Time, bool) {
	middle, ok := strings.CutPrefix(name, backupName)
	middle, end := strings.CutSuffix(middle, backupEnd)
	at, err := time.Parse(backupTime, middle)
	return at, ok && end && err == nil
}

// prune removes the oldest backups above --keep.
func (c backupMake) prune(directory string) error {
	names, err := backupsIn(directory)
	if err != nil || c.Keep == 0 {
		return err
	}
	for _, name := range names[:max(0, len(names)-c.Keep)] {
		if err := os.Remove(filepath.Join(directory, name)); err != nil {
			return fmt.Errorf("remove an old backup: %w", err)
		}
		fmt.Println("removed", name)
	}
	return nil
}

// Run checks the file, and the house that it would become.
func (c backupVerify) Run(ctx context.Context) error {
	if _, err := os.Stat(c.File); err != nil {
		return &settingError{"FILE", err.Error(), "name a backup"}
	}
	found, err := examine(ctx, c.File, os.TempDir())
	if err != nil {
		return err
	}
	fmt.Println("ok", c.File)
	found.print()
	if !found.report.OK {
		return errCopiedFault
	}
	return nil
}

// examine makes a house of a backup for a moment, in a directory that goes away
// again, and looks whether it is whole.
func examine(ctx context.Context, path, directory string) (_ *findings, err error) {
	dir, err := os.MkdirTemp(directory, partialName+"*")
	if err != nil {
		return nil, fmt.Errorf("make a place to check the copy: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	found, err := filled(ctx, path, nil, func(h archive.Head) (*sqlstore.Filling, error) {
		return sqlstore.FillSQLite(ctx, filepath.Join(dir, "azukari.db"), h.Schema)
	})
	if err != nil {
		return nil, err
	}
	return found, found.filling.Close()
}
