package sqlstore

import (
	"fmt"
	"slices"
	"strings"
)

// A table declares the columns of one table once, on a Go row T; every
// statement that writes it and every reading of its rows derive from that.
type table[T any] struct {
	name   string
	fixed  func(*T) []column // written once, with the row; the first one is its key
	moving func(*T) []column // written again by updates; nil where rows never change
	hidden func(*T) []column // written once and never read back
	guard  func(*T) column   // what a column must still hold for the row to be written over
}

// readable lists the columns that are read, in the order of list.
func (t table[T]) readable(of *T) []column {
	columns := t.fixed(of)
	if t.moving != nil {
		columns = append(columns, t.moving(of)...)
	}
	return columns
}

// written lists the columns of an insert.
func (t table[T]) written(of *T) []column {
	columns := t.readable(of)
	if t.hidden != nil {
		columns = append(columns, t.hidden(of)...)
	}
	return columns
}

// list is the select list, each column with the table's alias before it.
func (t table[T]) list(alias string) string {
	return commas(prefixed(alias+".", namesOf(t.readable(new(T)))))
}

// byKey reads one row.
func (t table[T]) byKey() string {
	return fmt.Sprintf("select %s from %s t where t.%s = $1", t.list("t"), t.name, t.key())
}

// byKeys reads rows in the order of their keys (PostgreSQL).
func (t table[T]) byKeys() string {
	return fmt.Sprintf("select %s from %s t where t.%s = any($1) order by t.%s", t.list("t"), t.name, t.key(), t.key())
}

// A decoder reads rows of a table from database values; it is not for
// concurrent use.
type decoder[T any] struct {
	row     *T
	columns []column
}

func (t table[T]) decoder() decoder[T] {
	of := new(T)
	return decoder[T]{of, t.readable(of)}
}

// take reads one row. What it answers with shares nothing with the next one.
func (d decoder[T]) take(values []any) (T, error) {
	err := assign(d.columns, values)
	return *d.row, err
}

func assign(columns []column, values []any) error {
	if len(values) != len(columns) {
		return fmt.Errorf("%d values for %d columns", len(values), len(columns))
	}
	for i, c := range columns {
		if err := c.set(values[i]); err != nil {
			return err
		}
	}
	return nil
}

// A statement is one way of writing rows, in both dialects: SQLite takes a row
// at a time with a prepared statement, PostgreSQL all rows of a batch at once,
// as one array for each column.
type statement struct {
	name     string // for errors
	kinds    []kind // of a row's values
	sqlite   string
	postgres string
	exact    bool // each row must meet one in the table: if not, somebody else was quicker
}

// A writing is a statement that takes the rows of a table.
type writing[T any] struct {
	*statement
	columns func(*T) []column
}

// insert writes new rows.
func (t table[T]) insert() writing[T] {
	s, names := t.statement("insert into", t.written)
	s.sqlite = fmt.Sprintf("insert into %s (%s) values (%s)", t.name, commas(names), questionMarks(len(names)))
	s.postgres = fmt.Sprintf("insert into %s (%s) select %s from %s", t.name, commas(names), commas(prefixed("r.", names)), s.unnest(names))
	return writing[T]{s, t.written}
}

// put writes new rows, and the moving columns of rows that are there already.
func (t table[T]) put() writing[T] {
	w := t.insert()
	moving := namesOf(t.moving(new(T)))
	conflict := fmt.Sprintf(" on conflict (%s) do update set %s", t.key(), assignments(moving, prefixed("excluded.", moving)))
	w.name = "put into " + t.name
	w.sqlite += conflict
	w.postgres += conflict
	return w
}

// update writes the moving columns of rows that are there, each of which must
// still hold what the guard says.
func (t table[T]) update() writing[T] {
	columns := func(of *T) []column {
		all := append(t.moving(of), t.fixed(of)[0])
		if t.guard != nil {
			guard := t.guard(of)
			all = append(all, column{"was_" + guard.name, guard.at})
		}
		return all
	}
	s, names := t.statement("update", columns)
	s.exact = true
	moving := namesOf(t.moving(new(T)))
	s.sqlite = fmt.Sprintf("update %s set %s where %s = ?", t.name, assignments(moving, slices.Repeat([]string{"?"}, len(moving))), t.key())
	s.postgres = fmt.Sprintf("update %s as t set %s from %s where t.%s = r.%s",
		t.name, assignments(moving, prefixed("r.", moving)), s.unnest(names), t.key(), t.key())
	if t.guard != nil {
		guard := t.guard(new(T)).name
		s.sqlite += " and " + guard + " = ?"
		s.postgres += " and t." + guard + " = r.was_" + guard
	}
	s.postgres = expecting(s.postgres, len(s.kinds)+1)
	return writing[T]{s, columns}
}

// expecting makes a PostgreSQL update fail that meets fewer rows than the last
// parameter says: the commit is sent behind it before anybody could look.
func expecting(update string, last int) string {
	return fmt.Sprintf("with met as (%s returning 1) select expect_rows((select count(*) from met), $%d)", update, last)
}

func (t table[T]) key() string { return t.fixed(new(T))[0].name }

func (t table[T]) statement(verb string, columns func(*T) []column) (s *statement, names []string) {
	s = &statement{name: verb + " " + t.name}
	all := columns(new(T))
	for _, c := range all {
		s.kinds = append(s.kinds, c.kind())
	}
	return s, namesOf(all)
}

// unnest is the rows of a batch, called r, as PostgreSQL reads them from arrays.
func (s *statement) unnest(names []string) string {
	arrays := make([]string, len(s.kinds))
	for i, k := range s.kinds {
		arrays[i] = fmt.Sprintf("$%d::%s", i+1, k.array())
	}
	return fmt.Sprintf("unnest(%s) as r (%s)", commas(arrays), commas(names))
}

func namesOf(columns []column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return names
}

func prefixed(prefix string, names []string) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = prefix + name
	}
	return all
}

func assignments(names, values []string) string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = name + " = " + values[i]
	}
	return commas(all)
}

func commas(words []string) string { return strings.Join(words, ", ") }

func questionMarks(n int) string { return commas(slices.Repeat([]string{"?"}, n)) }
