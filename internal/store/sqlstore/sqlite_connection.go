package sqlstore

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// A sqliteConnection is one connection used through SQLite's own interface.
// database/sql and the driver below it lock, allocate and look names up for
// every parameter and column: for the short statements of a commit that cost a
// third of a lone command's processor time. It is not for concurrent use, and so
// takes none of SQLite's locks.
type sqliteConnection struct {
	tls        *libc.TLS
	db         uintptr
	statements map[string]*sqliteStatement
	byKey      map[string]string // how a row is read, by its table's name
}

// A sqliteStatement is prepared once and kept for the connection's life.
type sqliteStatement struct {
	handle     uintptr
	parameters []int   // the value that each takes, counted from 0
	given      int     // how many values those are
	memory     uintptr // where the parameters' texts and bytes stand while it runs
	size       int
	values     []any // of the row that is being read
	decoder    any   // what its rows are read with
}

// A sqliteError is what SQLite says, with its extended result code.
type sqliteError struct {
	code    int
	message string
}

func (e *sqliteError) Error() string { return fmt.Sprintf("%s (%d)", e.message, e.code) }

var errNoMemory = errors.New("no memory for SQLite")

// openSQLiteConnection opens the file with the house's settings, and reads them
// back.
func openSQLiteConnection(path string) (*sqliteConnection, error) {
	c := &sqliteConnection{tls: libc.NewTLS(), statements: map[string]*sqliteStatement{}, byKey: map[string]string{}}
	if err := c.open(path); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	for _, p := range pragmas {
		if err := c.query("pragma "+p.name+" = "+p.want, nil, func([]any) error { return nil }); err != nil {
			return nil, errors.Join(fmt.Errorf("set pragma %s: %w", p.name, err), c.Close())
		}
	}
	if err := c.checkPragmas(); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (c *sqliteConnection) open(path string) error {
	name, err := libc.CString(dsn(path))
	if err != nil {
		return err
	}
	defer libc.Xfree(c.tls, name)
	handle := c.tls.Alloc(pointerSize)
	defer c.tls.Free(pointerSize)
	const flags = sqlite3.SQLITE_OPEN_READWRITE | sqlite3.SQLITE_OPEN_URI | sqlite3.SQLITE_OPEN_NOMUTEX | sqlite3.SQLITE_OPEN_EXRESCODE
	code := sqlite3.Xsqlite3_open_v2(c.tls, name, handle, flags, 0)
	c.db = *(*uintptr)(pointer(handle))
	return c.fault(code)
}

func (c *sqliteConnection) checkPragmas() error {
	return checkPragmas(func(query string) (value string, err error) {
		err = c.query(query, nil, func(values []any) error {
			value = fmt.Sprint(values[0])
			return nil
		})
		return value, err
	})
}

// prepared is the statement, prepared at its first use.
func (c *sqliteConnection) prepared(query string) (*sqliteStatement, error) {
	if s, ok := c.statements[query]; ok {
		return s, nil
	}
	text, err := libc.CString(query)
	if err != nil {
		return nil, err
	}
	defer libc.Xfree(c.tls, text)
	handle := c.tls.Alloc(pointerSize)
	defer c.tls.Free(pointerSize)
	if err := c.fault(sqlite3.Xsqlite3_prepare_v3(c.tls, c.db, text, -1, sqlite3.SQLITE_PREPARE_PERSISTENT, handle, 0)); err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	s := &sqliteStatement{handle: *(*uintptr)(pointer(handle))}
	if err := c.number(s); err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	s.values = make([]any, sqlite3.Xsqlite3_column_count(c.tls, s.handle))
	c.statements[query] = s
	return s, nil
}

// number finds the value of each parameter: the next one for a plain ?, and the
// N-th for $N, which SQLite takes for a name.
func (c *sqliteConnection) number(s *sqliteStatement) error {
	for i := range sqlite3.Xsqlite3_bind_parameter_count(c.tls, s.handle) {
		n := int(i)
		if name := sqlite3.Xsqlite3_bind_parameter_name(c.tls, s.handle, i+1); name != 0 {
			stated, err := strconv.Atoi(strings.TrimPrefix(libc.GoString(name), "$"))
			if err != nil || stated < 1 {
				return fmt.Errorf("parameter %s has no number", libc.GoString(name))
			}
			n = stated - 1
		}
		s.parameters = append(s.parameters, n)
		s.given = max(s.given, n+1)
	}
	return nil
}

// kept is what a statement's rows are read with, made at its first use.
func kept[D any](s *sqliteStatement, newDecoder func() D) D {
	if d, ok := s.decoder.(D); ok {
		return d
	}
	d := newDecoder()
	s.decoder = d
	return d
}

// exec runs a statement and answers how many rows it met.
func (c *sqliteConnection) exec(query string, args []any) (int64, error) {
	err := c.query(query, args, func([]any) error { return nil })
	if err != nil {
		return 0, err
	}
	return sqlite3.Xsqlite3_changes64(c.tls, c.db), nil
}

// query takes the rows one by one; the values are only good until the next one.
func (c *sqliteConnection) query(query string, args []any, take func(values []any) error) error {
	s, err := c.prepared(query)
	if err != nil {
		return err
	}
	return c.run(s, args, take)
}

// run runs a statement and takes its rows.
func (c *sqliteConnection) run(s *sqliteStatement, args []any, take func(values []any) error) error {
	// A statement that failed says so once more when it is made ready again.
	defer sqlite3.Xsqlite3_reset(c.tls, s.handle)
	if err := c.bind(s, args); err != nil {
		return err
	}
	for {
		switch code := sqlite3.Xsqlite3_step(c.tls, s.handle); code {
		case sqlite3.SQLITE_DONE:
			return nil
		case sqlite3.SQLITE_ROW:
			if err := c.read(s); err != nil {
				return err
			}
			if err := take(s.values); err != nil {
				return err
			}
		default:
			return c.fault(code)
		}
	}
}

// bind gives the statement its parameters. Texts and bytes are copied to memory
// of its own, which holds them until it is bound anew.
func (c *sqliteConnection) bind(s *sqliteStatement, args []any) error {
	if len(args) != s.given {
		return fmt.Errorf("%d values for %d parameters", len(args), s.given)
	}
	size := 1 // so that an empty text has a place too
	for _, n := range s.parameters {
		switch arg := args[n].(type) {
		case string:
			size += len(arg)
		case []byte:
			size += len(arg)
		}
	}
	if size > s.size {
		libc.Xfree(c.tls, s.memory)
		s.size = 2 * size
		if s.memory = libc.Xmalloc(c.tls, libc.Tsize_t(s.size)); s.memory == 0 {
			s.size = 0
			return errNoMemory
		}
	}
	place := s.memory
	for i, n := range s.parameters {
		var code int32
		switch arg := args[n].(type) {
		case int64:
			code = sqlite3.Xsqlite3_bind_int64(c.tls, s.handle, int32(i+1), arg)
		case string:
			copy(unsafe.Slice((*byte)(pointer(place)), len(arg)), arg)
			code = sqlite3.Xsqlite3_bind_text(c.tls, s.handle, int32(i+1), place, int32(len(arg)), sqlite3.SQLITE_STATIC)
			place += uintptr(len(arg))
		case []byte:
			copy(unsafe.Slice((*byte)(pointer(place)), len(arg)), arg)
			code = sqlite3.Xsqlite3_bind_blob(c.tls, s.handle, int32(i+1), place, int32(len(arg)), sqlite3.SQLITE_STATIC)
			place += uintptr(len(arg))
		case nil:
			code = sqlite3.Xsqlite3_bind_null(c.tls, s.handle, int32(i+1))
		default:
			return fmt.Errorf("parameter %d is a %T", i+1, arg)
		}
		if code != sqlite3.SQLITE_OK {
			return c.fault(code)
		}
	}
	return nil
}

// read reads the row that the statement stands at.
func (c *sqliteConnection) read(s *sqliteStatement) error {
	for i := range s.values {
		switch kind := sqlite3.Xsqlite3_column_type(c.tls, s.handle, int32(i)); kind {
		case sqlite3.SQLITE_INTEGER:
			s.values[i] = sqlite3.Xsqlite3_column_int64(c.tls, s.handle, int32(i))
		case sqlite3.SQLITE_TEXT:
			from := sqlite3.Xsqlite3_column_text(c.tls, s.handle, int32(i))
			s.values[i] = string(unsafe.Slice((*byte)(pointer(from)), sqlite3.Xsqlite3_column_bytes(c.tls, s.handle, int32(i))))
		case sqlite3.SQLITE_BLOB:
			from := sqlite3.Xsqlite3_column_blob(c.tls, s.handle, int32(i)) // null where it is empty
			s.values[i] = append([]byte{}, unsafe.Slice((*byte)(pointer(from)), sqlite3.Xsqlite3_column_bytes(c.tls, s.handle, int32(i)))...)
		case sqlite3.SQLITE_FLOAT:
			s.values[i] = sqlite3.Xsqlite3_column_double(c.tls, s.handle, int32(i))
		case sqlite3.SQLITE_NULL:
			s.values[i] = nil
		default:
			return fmt.Errorf("column %d is of SQLite's type %d", i, kind)
		}
	}
	return nil
}

// fault is what a result code means, with what the connection says of it.
func (c *sqliteConnection) fault(code int32) error {
	if code == sqlite3.SQLITE_OK {
		return nil
	}
	e := &sqliteError{int(code), "SQLite failed"}
	if c.db != 0 {
		e.message = libc.GoString(sqlite3.Xsqlite3_errmsg(c.tls, c.db))
	}
	return e
}

// Close ends the connection and all its statements.
func (c *sqliteConnection) Close() error {
	for _, s := range c.statements {
		sqlite3.Xsqlite3_finalize(c.tls, s.handle) // says again what the last use said
		libc.Xfree(c.tls, s.memory)
	}
	err := c.fault(sqlite3.Xsqlite3_close_v2(c.tls, c.db))
	c.tls.Close()
	return err
}

const pointerSize = int(unsafe.Sizeof(uintptr(0)))

// pointer is SQLite's memory, none of which is Go's.
func pointer(address uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&address)) }
