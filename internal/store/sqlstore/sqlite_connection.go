package sqlstore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	moderncsqlite "modernc.org/sqlite"
)

// A sqliteConnection is one connection used without database/sql, whose pool,
// locks and conversions cost more than a short statement does (measured: two to
// three times as much). It is not for concurrent use.
type sqliteConnection struct {
	driver.Conn
	statements map[string]*sqliteStatement
}

// A sqliteStatement is prepared once and kept for the connection's life.
type sqliteStatement struct {
	driver.Stmt
	args   []driver.NamedValue // of the call that is being made
	values []driver.Value      // of the row that is being read
}

func openSQLiteConnection(ctx context.Context, path string) (*sqliteConnection, error) {
	connector, err := moderncsqlite.NewConnector(dsn(path))
	if err != nil {
		return nil, err
	}
	conn, err := connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	c := &sqliteConnection{conn, map[string]*sqliteStatement{}}
	if err := c.checkPragmas(); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
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
	stmt, err := c.Prepare(query)
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	s := &sqliteStatement{Stmt: stmt}
	c.statements[query] = s
	return s, nil
}

func (s *sqliteStatement) bind(args []any) []driver.NamedValue {
	s.args = s.args[:0]
	for i, arg := range args {
		s.args = append(s.args, driver.NamedValue{Ordinal: i + 1, Value: arg})
	}
	return s.args
}

// exec runs a statement and answers how many rows it met.
func (c *sqliteConnection) exec(query string, args []any) (int64, error) {
	s, err := c.prepared(query)
	if err != nil {
		return 0, err
	}
	// A transaction is never left half-way: it does not end with its caller's context.
	result, err := s.Stmt.(driver.StmtExecContext).ExecContext(context.Background(), s.bind(args))
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// query takes the rows one by one; the values are only good until the next one.
func (c *sqliteConnection) query(query string, args []any, take func(values []any) error) (err error) {
	s, err := c.prepared(query)
	if err != nil {
		return err
	}
	rows, err := s.Stmt.(driver.StmtQueryContext).QueryContext(context.Background(), s.bind(args))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if s.values == nil {
		s.values = make([]driver.Value, len(rows.Columns()))
	}
	values := make([]any, len(s.values))
	for {
		switch err := rows.Next(s.values); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		for i, v := range s.values {
			values[i] = v
		}
		if err := take(values); err != nil {
			return err
		}
	}
}

// Close ends the connection and all its statements.
func (c *sqliteConnection) Close() error {
	var errs []error
	for _, s := range c.statements {
		errs = append(errs, s.Stmt.Close())
	}
	return errors.Join(append(errs, c.Conn.Close())...)
}
