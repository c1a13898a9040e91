package store

import "context"

// A Table is one table of a database as a copy of it sees it: the same on every
// kind of database, and without what a database derives for itself.
type Table struct {
	Name    string
	Columns []Column // by name
	Key     []string // what tells its rows apart, and orders them
}

// A Column is one column of a Table.
type Column struct {
	Name string
	Kind ColumnKind
}

// A ColumnKind says what a column holds.
type ColumnKind string

// The kinds. Any of them may be null, which is nil.
const (
	TextColumn   ColumnKind = "text"   // string
	NumberColumn ColumnKind = "number" // int64
	BytesColumn  ColumnKind = "bytes"  // []byte
)

// A Snapshot is one moment of a whole database.
type Snapshot interface {
	// Tables lists the tables, what is named before what names it.
	Tables() []Table

	// Rows gives the rows of a table in the order of its key, byte by byte; a row
	// is good until the next one.
	Rows(ctx context.Context, t Table, give func(row []any) error) error
}
