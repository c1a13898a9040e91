package sqlstore

import (
	"errors"
	"fmt"

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

// takenFirst are the unique keys that another node may take between our reading
// and our writing; looking again shows what it did.
var takenFirst = map[string]bool{
	"answers_key": true, "transfers_key": true,
	"nudges_one_open": true, "terminations_one_open": true, "disputes_one": true, "payments_one_ordered": true,
}

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

func retryable(err error) error {
	var refused *pgconn.PgError
	if !errors.As(err, &refused) {
		return err
	}
	switch {
	case refused.Code == serializationFailure, refused.Code == deadlockDetected,
		refused.Code == uniqueViolation && takenFirst[refused.ConstraintName]:
		return fmt.Errorf("%w: %w", store.ErrRetry, err)
	}
	return err
}
