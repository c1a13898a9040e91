package memory

import (
	"slices"

	"azukari/internal/store"
)

// A shelf keeps the rows of one kind by their keys. What comes in and goes out
// through it is a copy.
type shelf[T any] struct {
	rows map[string]T
	copy func(T) T
}

// newShelf makes an empty shelf; no copy function is needed for rows that point
// to nothing.
func newShelf[T any](copied func(T) T) shelf[T] {
	if copied == nil {
		copied = func(row T) T { return row }
	}
	return shelf[T]{map[string]T{}, copied}
}

func (s *shelf[T]) get(key string) (T, bool) {
	row, ok := s.rows[key]
	if !ok {
		var none T
		return none, false
	}
	return s.copy(row), true
}

// keys lists the keys of the rows to keep in ascending order.
func (s *shelf[T]) keys(keep func(T) bool) []string {
	var keys []string
	for key, row := range s.rows {
		if keep(row) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// list copies rows in the order of their keys.
func (s *shelf[T]) list(keys []string) []T {
	rows := make([]T, len(keys))
	for i, key := range keys {
		rows[i] = s.copy(s.rows[key])
	}
	return rows
}

// everything copies all rows in the order of their keys.
func (s *shelf[T]) everything() []T { return s.list(s.keys(func(T) bool { return true })) }

// newest copies a page of the rows to keep, highest key first.
func (s *shelf[T]) newest(p store.Page, keep func(T) bool) []T {
	keys := s.keys(keep)
	slices.Reverse(keys)
	return s.list(page(keys, p, func(key string) bool { return key < p.Cursor }))
}

// page cuts a list that is in its order already to a page of it; after says
// whether a row comes after the cursor.
func page[T any](rows []T, p store.Page, after func(T) bool) []T {
	cut := []T{}
	for _, row := range rows {
		if (p.Cursor == "" || after(row)) && len(cut) < p.Rows() {
			cut = append(cut, row)
		}
	}
	return cut
}

// first cuts a list to its limit; there is none when it is not above zero.
func first[T any](rows []T, limit int) []T {
	return page(rows, store.Page{Limit: limit}, nil)
}

// pick copies the named rows that are there.
func pick[T any](into map[string]T, from *shelf[T], keys ...string) {
	for _, key := range keys {
		if row, ok := from.get(key); ok {
			into[key] = row
		}
	}
}
