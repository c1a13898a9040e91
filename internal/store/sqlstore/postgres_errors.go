package sqlstore

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"azukari/internal/store"
)

// The errors of PostgreSQL that the same batch may not meet again.
const (
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
	uniqueViolation      = "23505"
)

// unloaded says what a failure before anything was written means to the door.
func unloaded(conn *pgxpool.Conn, err error) error {
	if conn.Conn().IsClosed() { // nothing was sent that could have happened
		return fmt.Errorf("%w: %w", store.ErrRetry, err)
	}
	return retryable(err)
}

// uncommitted says what a failure of the pipeline that commits means. What the
// server refused has not happened; when the connection is lost, nobody knows.
func uncommitted(conn *pgxpool.Conn, err error) error {
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.SeverityUnlocalized == "ERROR" {
		return retryable(err)
	}
	if conn.Conn().IsClosed() || refused != nil {
		return fmt.Errorf("%w: %w", store.ErrUnknown, err)
	}
	return err
}

// retryable marks what the same batch may not meet again.
func retryable(err error) error {
	var refused *pgconn.PgError
	if errors.As(err, &refused) && mayPass(refused) {
		return fmt.Errorf("%w: %w", store.ErrRetry, err)
	}
	return err
}

func mayPass(refused *pgconn.PgError) bool {
	switch refused.Code {
	case serializationFailure, deadlockDetected:
		return true
	case uniqueViolation:
		// Ids are made once. Any other unique key may be taken by another node
		// between our reading and our writing; looking again shows what it did.
		return !strings.HasSuffix(refused.ConstraintName, "_pkey")
	}
	return false
}
