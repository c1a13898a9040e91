package archive

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"azukari/internal/store"
)

// A Filling is an empty place that rows are put into. What Put has answered is
// there to stay, also for a second try.
type Filling interface {
	Tables() []store.Table
	// Done is how many rows of a table came in an earlier try.
	Done(table string) int64
	// Put takes the next rows of a table.
	Put(ctx context.Context, t store.Table, rows [][]any) error
}

// ErrOtherTables is the refusal to fill a place whose tables are not those of
// the copy.
var ErrOtherTables = errors.New("the tables are not those of the copy")

// A Feed puts rows into a Filling, many together, and leaves out what an earlier
// try has put there. It is not for concurrent use.
type Feed struct {
	to   Filling
	of   store.Table
	seen int64 // rows of the table
	rows [][]any
}

// NewFeed begins to fill a place with the rows of some tables.
func NewFeed(to Filling, tables []store.Table) (*Feed, error) {
	byName := func(a, b store.Table) int { return cmp.Compare(a.Name, b.Name) }
	if !reflect.DeepEqual(slices.SortedFunc(slices.Values(to.Tables()), byName), slices.SortedFunc(slices.Values(tables), byName)) {
		return nil, ErrOtherTables
	}
	return &Feed{to: to}, nil
}

// rowsTogether are put in one transaction.
const rowsTogether = 2_000

// Row takes the next row; the rows of a table come together. The row may be
// used again after it.
func (f *Feed) Row(ctx context.Context, t store.Table, row []any) error {
	if t.Name != f.of.Name {
		if err := f.Flush(ctx); err != nil {
			return err
		}
		f.of, f.seen = t, 0
	}
	f.seen++
	if f.seen <= f.to.Done(t.Name) {
		return nil
	}
	f.rows = append(f.rows, slices.Clone(row))
	if len(f.rows) < rowsTogether {
		return nil
	}
	return f.Flush(ctx)
}

// Flush puts what was not put yet.
func (f *Feed) Flush(ctx context.Context) error {
	if len(f.rows) == 0 {
		return nil
	}
	err := f.to.Put(ctx, f.of, f.rows)
	f.rows = f.rows[:0]
	return err
}

// Copy fills a place with a snapshot, and answers with what it gave on.
func Copy(ctx context.Context, from store.Snapshot, to Filling) (map[string]Sum, error) {
	feed, err := NewFeed(to, from.Tables())
	if err != nil {
		return nil, err
	}
	sums := map[string]Sum{}
	for _, t := range from.Tables() {
		summing := NewSumming()
		err := from.Rows(ctx, t, func(row []any) error {
			if err := feed.Row(ctx, t, row); err != nil {
				return err
			}
			_, err := summing.Add(row)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("copy %s: %w", t.Name, err)
		}
		sums[t.Name] = summing.Sum()
	}
	return sums, feed.Flush(ctx)
}

// A Difference is a table that is not what it should be.
type Difference struct {
	Table     string
	Want, Got Sum
}

// Compare adds up every row of a snapshot anew, and lists the tables that are
// not what they should be, by name.
func Compare(ctx context.Context, s store.Snapshot, want map[string]Sum) ([]Difference, error) {
	got := map[string]Sum{}
	for _, t := range s.Tables() {
		summing := NewSumming()
		err := s.Rows(ctx, t, func(row []any) error {
			_, err := summing.Add(row)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read %s again: %w", t.Name, err)
		}
		got[t.Name] = summing.Sum()
	}
	all := maps.Clone(got)
	maps.Copy(all, want)
	var different []Difference
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if want[name] != got[name] {
			different = append(different, Difference{name, want[name], got[name]})
		}
	}
	return different, nil
}
