package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"azukari/internal/base/words"
	"azukari/internal/domain/message"
	"azukari/internal/engine"
	"azukari/internal/store"
	"azukari/internal/store/archive"
	"azukari/internal/store/blob"
	"azukari/internal/store/sqlstore"
)

// findings are what came of making a house of a copy.
type findings struct {
	head     archive.Head
	manifest archive.Manifest
	filling  *sqlstore.Filling
	report   engine.Report
}

// filled reads a backup into a place that begin makes for it, and its files into
// a directory if there is one. It proves that the place holds what the backup
// says, and looks whether the book is whole. The place is the caller's to
// finish or to close.
func filled(ctx context.Context, path string, files *blob.Store, begin func(archive.Head) (*sqlstore.Filling, error)) (_ *findings, err error) {
	f := &findings{}
	defer func() {
		if err != nil && f.filling != nil {
			err = errors.Join(err, f.filling.Close())
		}
	}()
	var feed *archive.Feed
	var noPlace error
	visit := archive.Visit{
		Head: func(h archive.Head) error {
			if f.filling, noPlace = begin(h); noPlace != nil {
				return noPlace
			}
			feed, err = archive.NewFeed(f.filling, h.Tables)
			return err
		},
		Row: func(t store.Table, row []any) error { return feed.Row(ctx, t, row) },
	}
	if files != nil {
		visit.File = func(c blob.Content, content io.Reader) error { return files.Take(c.SHA256, content) }
	}
	if f.head, f.manifest, err = archive.Read(ctx, path, visit); err != nil {
		return nil, cmp.Or(noPlace, err)
	}
	if err := feed.Flush(ctx); err != nil {
		return nil, err
	}
	if err := proven(ctx, f.filling, f.manifest.Tables); err != nil {
		return nil, err
	}
	if err := f.filling.Migrate(ctx); err != nil {
		return nil, err
	}
	return f, f.check(ctx)
}

// proven compares every table of a place with what was given to it.
func proven(ctx context.Context, place *sqlstore.Filling, want map[string]archive.Sum) (err error) {
	moment, err := place.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, moment.Close()) }()
	different, err := archive.Compare(ctx, moment, want)
	if err != nil {
		return err
	}
	for _, d := range different {
		err = errors.Join(err, fmt.Errorf("table %s differs: %d rows (%.12s…) should be %d (%.12s…)", d.Table, d.Got.Rows, d.Got.SHA256, d.Want.Rows, d.Want.SHA256))
	}
	return err
}

// check looks whether the book is whole and stands where the manifest says, and
// whether every file that a row names came along.
func (f *findings) check(ctx context.Context) error {
	var err error
	if f.report, err = engine.Check(ctx, f.filling); err != nil {
		return err
	}
	for kind, amount := range f.report.Totals {
		if int64(amount) != f.manifest.Point.Ledger[kind] {
			return fmt.Errorf("%s accounts stand at %d and not at %d", kind, amount, f.manifest.Point.Ledger[kind])
		}
	}
	there := map[string]bool{}
	for _, c := range f.manifest.Files {
		there[c.SHA256] = true
	}
	missing := engine.CheckResult{Name: "files_are_there", OK: true}
	err = f.filling.Scan(ctx, store.Scan{Attachment: func(a message.Attachment) error {
		if !there[a.SHA256] && missing.OK {
			missing.OK, missing.Detail = false, fmt.Sprintf("the content of %s, %s, is not kept", a.ID, a.Name)
		}
		return nil
	}})
	f.report.Checks = append(f.report.Checks, missing)
	f.report.OK = f.report.OK && missing.OK
	return err
}

// print says what was found, one line each.
func (f *findings) print() {
	var rows, bytes int64
	for _, sum := range f.manifest.Tables {
		rows += sum.Rows
	}
	for _, c := range f.manifest.Files {
		bytes += c.Size
	}
	fmt.Printf("  made %s, schema %d, %d rows, %d files (%d bytes)\n", f.head.At, f.head.Schema, rows, len(f.manifest.Files), bytes)
	fmt.Printf("  at event %s, the %d. event and the %d. transfer\n", f.manifest.Point.LastEvent, f.manifest.Point.Events, f.manifest.Point.Transfers)
	for _, kind := range slices.Sorted(maps.Keys(f.manifest.Point.Ledger)) {
		fmt.Printf("  %-8s %s\n", kind, words.Yen(words.English, f.report.Totals[kind]))
	}
	for _, c := range f.report.Checks {
		if !c.OK {
			fmt.Println("  BAD", c.Name, c.Detail)
		}
	}
}
