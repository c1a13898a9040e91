package sqlstore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"

	sqlite3 "modernc.org/sqlite/lib"
)

// sqliteReaders are the connections through which a house is asked; each question
// has one to itself. The one that was used last goes first: its cache is warm,
// and its statements are prepared.
type sqliteReaders struct {
	slots  chan struct{} // one for each connection that is free
	closed chan struct{}
	mu     sync.Mutex
	free   []*sqliteConnection
}

var errClosed = errors.New("the database is closed")

// openSQLiteReaders opens so many connections, which cannot write.
func openSQLiteReaders(path string, n int) (*sqliteReaders, error) {
	p := &sqliteReaders{slots: make(chan struct{}, n), closed: make(chan struct{})}
	for range n {
		c, err := openSQLiteConnection(path)
		if err == nil {
			p.give(c)
			err = c.query("pragma query_only = 1", nil, func([]any) error { return nil })
		}
		if err != nil {
			return nil, errors.Join(err, p.end())
		}
	}
	return p, nil
}

// each runs a query and takes its rows one by one. It ends when the context does.
func (p *sqliteReaders) each(ctx context.Context, query string, args []any, take func(values []any) error) (err error) {
	given, err := bindable(args)
	if err != nil {
		return err
	}
	c, err := p.borrow(ctx)
	if err != nil {
		return err
	}
	defer p.give(c)
	interrupted := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(interrupted)
		sqlite3.Xsqlite3_interrupt(c.tls, c.db)
	})
	defer func() {
		if !stop() { // or it would meet whoever asks next
			<-interrupted
			err = errors.Join(ctx.Err(), err)
		}
	}()
	return c.query(query, given, take)
}

func (p *sqliteReaders) borrow(ctx context.Context) (*sqliteConnection, error) {
	select {
	case <-p.closed:
		return nil, errClosed
	default:
	}
	select {
	case <-p.slots:
	case <-p.closed:
		return nil, errClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	last := len(p.free) - 1
	c := p.free[last]
	p.free = p.free[:last]
	return c, nil
}

func (p *sqliteReaders) give(c *sqliteConnection) {
	p.mu.Lock()
	p.free = append(p.free, c)
	p.mu.Unlock()
	p.slots <- struct{}{}
}

// close waits for the questions that are being answered, and ends the connections.
func (p *sqliteReaders) close() error {
	close(p.closed)
	for range cap(p.slots) {
		<-p.slots
	}
	return p.end()
}

func (p *sqliteReaders) end() error {
	var errs []error
	for _, c := range p.free {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}

// bindable are the values that SQLite knows for those of our own types.
func bindable(args []any) ([]any, error) {
	given := make([]any, len(args))
	for i, arg := range args {
		value, err := driver.DefaultParameterConverter.ConvertValue(arg)
		if err != nil {
			return nil, fmt.Errorf("parameter %d: %w", i+1, err)
		}
		if yes, ok := value.(bool); ok {
			value = int64(0)
			if yes {
				value = int64(1)
			}
		}
		given[i] = value
	}
	return given, nil
}
