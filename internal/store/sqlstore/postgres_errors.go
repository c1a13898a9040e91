package sqlstore

import (
	"context"
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

// The errors of PostgreSQL that say something about the server, and nothing
// about what it was asked for.
const (
	diskFull           = "53100"
	tooManyConnections = "53300"
	readOnly           = "25006" // of a standby, or of a primary that was put aside
	adminShutdown      = "57P01"
	crashShutdown      = "57P02"
	cannotConnectNow   = "57P03"
)

// away says whether a failure of the driver's is the server's being away. What
// the server itself answers is not, unless it says goodbye; nor is that the
// caller went away.
func away(ctx context.Context, err error) error {
	var said *pgconn.PgError
	var unconnected *pgconn.ConnectError
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &said):
		switch said.Code {
		case tooManyConnections, readOnly, adminShutdown, crashShutdown, cannotConnectNow:
			return fmt.Errorf("%w: %w", store.ErrAway, err)
		case diskFull:
			return fmt.Errorf("%w: %w", store.ErrFull, err)
		}
		if !errors.As(err, &unconnected) {
			return err
		}
	}
	return fmt.Errorf("%w: %w", store.ErrAway, err)
}

// unloaded says what a failure before anything was written means to the door.
func unloaded(ctx context.Context, conn *pgxpool.Conn, err error) error {
	if conn.Conn().IsClosed() { // nothing was sent that could have happened
		if ctx.Err() != nil { // nothing was heard for so long that it is not worth another try
			return fmt.Errorf("%w: %w", store.ErrAway, err)
		}
		return fmt.Errorf("%w: %w", store.ErrRetry, away(ctx, err))
	}
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == readOnly { // the next one is looked for where it can be written
		err = errors.Join(err, conn.Conn().Close(ctx))
	}
	return retryable(err)
}

// uncommitted says what a failure of the pipeline that commits means. What the
// server refused has not happened, nor has what was never sent because time was up;
// when the connection is lost, nobody knows.
func uncommitted(conn *pgxpool.Conn, err error) error {
	if pgconn.SafeToRetry(err) {
		return fmt.Errorf("%w: %w", store.ErrAway, err)
	}
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
	if !errors.As(err, &refused) {
		return err
	}
	switch {
	case mayPass(refused):
		return fmt.Errorf("%w: %w", store.ErrRetry, err)
	case refused.Code == diskFull:
		return fmt.Errorf("%w: %w", store.ErrFull, err)
	case refused.Code == readOnly:
		return fmt.Errorf("%w: %w", store.ErrAway, err)
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
