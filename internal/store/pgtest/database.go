package pgtest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// NewDatabase creates an empty database that nobody else has, and gives its URL.
func (s *Server) NewDatabase(ctx context.Context) (url string, err error) {
	return s.NewDatabaseFrom(ctx, "template0")
}

// NewDatabaseFrom creates a database that is a copy of the template, which is far
// quicker than migrating again.
func (s *Server) NewDatabaseFrom(ctx context.Context, template string) (url string, err error) {
	name := fmt.Sprintf("fresh_%d", s.databases.Add(1))
	if err := s.ask(ctx, createDatabase(name, template)); err != nil {
		return "", fmt.Errorf("create a database from %s: %w", template, err)
	}
	return s.URL(name), nil
}

// Template makes a template of that name by letting prepare fill an empty
// database. A template that exists is left alone, so that each test may ask for it.
func (s *Server) Template(ctx context.Context, name string, prepare func(ctx context.Context, url string) error) error {
	s.templates.Lock()
	defer s.templates.Unlock()
	known, err := s.hasTemplate(ctx, name)
	if known || err != nil {
		return err
	}
	if err := s.ask(ctx, createDatabase(name, "template0")); err != nil {
		return fmt.Errorf("create template %s: %w", name, err)
	}
	if err := prepare(ctx, s.URL(name)); err != nil {
		return errors.Join(fmt.Errorf("prepare template %s: %w", name, err), s.ask(ctx, dropDatabase(name)))
	}
	if err := s.seal(ctx, name); err != nil {
		return fmt.Errorf("seal template %s: %w", name, err)
	}
	return nil
}

// Drop removes a database that NewDatabase gave, whoever still uses it.
func (s *Server) Drop(ctx context.Context, url string) error {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("drop a database: %w", err)
	}
	if config.Host != "127.0.0.1" || int(config.Port) != s.port || !strings.HasPrefix(config.Database, "fresh_") {
		return fmt.Errorf("drop database %s at %s:%d: it is not one of ours", config.Database, config.Host, config.Port)
	}
	if err := s.ask(ctx, dropDatabase(config.Database)); err != nil {
		return fmt.Errorf("drop database %s: %w", config.Database, err)
	}
	return nil
}

// seal closes the template to everyone: one open connection would stop all copies.
func (s *Server) seal(ctx context.Context, name string) error {
	return s.ask(ctx,
		"ALTER DATABASE "+quoted(name)+" WITH IS_TEMPLATE true ALLOW_CONNECTIONS false",
		"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "+literal(name))
}

func (s *Server) hasTemplate(ctx context.Context, name string) (known bool, err error) {
	err = s.connected(ctx, func(c *pgx.Conn) error {
		return c.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1 AND datistemplate)", name).Scan(&known)
	})
	if err != nil {
		return false, fmt.Errorf("look for template %s: %w", name, err)
	}
	return known, nil
}

// ask runs statements that stand outside transactions.
func (s *Server) ask(ctx context.Context, statements ...string) error {
	return s.connected(ctx, func(c *pgx.Conn) error {
		for _, statement := range statements {
			if _, err := c.Exec(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Server) connected(ctx context.Context, use func(*pgx.Conn) error) error {
	c, err := pgx.Connect(ctx, s.URL(superuser))
	if err != nil {
		return err
	}
	return errors.Join(use(c), c.Close(ctx))
}

func createDatabase(name, template string) string {
	return "CREATE DATABASE " + quoted(name) + " TEMPLATE " + quoted(template)
}

func dropDatabase(name string) string { return "DROP DATABASE " + quoted(name) + " WITH (FORCE)" }

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }

func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
