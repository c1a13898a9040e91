package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"azukari/internal/store"
)

// A reader answers questions with the same SQL text on both databases.
type reader struct {
	db      *sql.DB
	dialect dialect
	direct  *sqliteReaders // a house's own on SQLite: its questions do not go by db
	release func()         // what else ends with the reader; may be nil
}

// close ends the connections.
func (r *reader) close() error {
	err := r.db.Close()
	if r.direct != nil {
		err = errors.Join(err, r.direct.close())
	}
	if r.release != nil {
		r.release()
	}
	return err
}

// each runs a query and takes its rows one by one; the values are only good
// until the next one.
func (r *reader) each(ctx context.Context, query string, args []any, take func(values []any) error) error {
	if r.direct != nil {
		return r.direct.each(ctx, query, args, take)
	}
	if r.dialect == sqlite {
		rows, err := r.db.QueryContext(ctx, query, args...)
		if err != nil {
			return err
		}
		return drain(rows, take)
	}
	ctx, cancel := context.WithTimeout(ctx, postgresPatience)
	defer cancel()
	rows, err := r.db.QueryContext(ctx, query, args...)
	if err != nil {
		return away(ctx, err)
	}
	var ours error
	err = drain(rows, func(values []any) error {
		ours = take(values)
		return ours
	})
	if ours != nil {
		return err
	}
	return away(ctx, err)
}

// drain takes all rows and closes them.
func drain(rows *sql.Rows, take func(values []any) error) (err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	values, places := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		places[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return err
		}
		if err := take(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// list reads rows of a table; no rows are an empty list.
func list[T any](ctx context.Context, r *reader, t table[T], query string, args ...any) ([]T, error) {
	found := []T{}
	d := t.decoder()
	err := r.each(ctx, query, args, func(values []any) error {
		row, err := d.take(values)
		found = append(found, row)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", t.name, err)
	}
	return found, nil
}

// one reads the only row; store.ErrNotFound when there is none.
func one[T any](ctx context.Context, r *reader, t table[T], query string, args ...any) (T, error) {
	found, err := list(ctx, r, t, query, args...)
	if err == nil && len(found) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		var none T
		return none, err
	}
	return found[0], nil
}

// text reads one text; store.ErrNotFound when there is no row.
func (r *reader) text(ctx context.Context, query string, args ...any) (s string, err error) {
	err = r.scalar(ctx, column{"text", &s}, query, args)
	return s, err
}

// number reads one number; store.ErrNotFound when there is no row.
func (r *reader) number(ctx context.Context, query string, args ...any) (n int64, err error) {
	err = r.scalar(ctx, column{"number", &n}, query, args)
	return n, err
}

func (r *reader) scalar(ctx context.Context, into column, query string, args []any) error {
	err := store.ErrNotFound
	failed := r.each(ctx, query, args, func(values []any) error {
		err = into.set(values[0])
		return nil
	})
	if failed != nil {
		return fmt.Errorf("ask %q: %w", query, failed)
	}
	return err
}

// unwrap takes the domain's values out of rows.
func unwrap[R, T any](rows []R, inner func(R) T) []T {
	if rows == nil {
		return nil
	}
	all := make([]T, len(rows))
	for i, row := range rows {
		all[i] = inner(row)
	}
	return all
}

// A selection gathers the conditions of a list, so that only those that are
// asked for reach the planner.
type selection struct {
	conditions []string
	args       []any
}

// arg adds a parameter and answers its place.
func (s *selection) arg(v any) string {
	s.args = append(s.args, v)
	return "$" + strconv.Itoa(len(s.args))
}

func (s *selection) where(condition string) { s.conditions = append(s.conditions, condition) }

// equal asks for a value; an empty one asks for nothing.
func (s *selection) equal(name, value string) {
	if value != "" {
		s.where(name + " = " + s.arg(value))
	}
}

// newestFirst closes the selection of a page, with further conditions.
func (s *selection) newestFirst(id string, p store.Page, more ...string) string {
	return s.page(id, " < ", " desc", p, more...)
}

// oldestFirst is newestFirst the other way round.
func (s *selection) oldestFirst(id string, p store.Page, more ...string) string {
	return s.page(id, " > ", "", p, more...)
}

func (s *selection) page(id, beyond, order string, p store.Page, more ...string) string {
	conditions := append(slices.Clone(s.conditions), more...)
	if p.Cursor != "" {
		conditions = append(conditions, id+beyond+s.arg(p.Cursor))
	}
	where := ""
	if len(conditions) > 0 {
		where = " where " + strings.Join(conditions, " and ")
	}
	return where + " order by " + id + order + " limit " + s.arg(p.Rows())
}

// cursorBefore is what ids of a newest-first list must be below; without a
// cursor that is above every id.
func cursorBefore(p store.Page) string {
	if p.Cursor == "" {
		return "~"
	}
	return p.Cursor
}

func union(selects []string) string { return strings.Join(selects, " union all ") }
