package sqlstore

import (
	"context"
	"fmt"
)

// stopped ends the sessions of nodes that stopped in the middle of a batch. Who
// stops between two sentences is ended by the server itself; who stops in the
// middle of one, or before they have heard an answer, is not: the server waits
// for the rest of the sentence, or for the answer to be taken, without end, and
// holds the rows. A batch takes four seconds at most, so a writer whom the server
// has waited for in one that began ten seconds ago has stopped, and when it wakes
// its batch must write nothing.
const stopped = "select count(pg_terminate_backend(pid)) from pg_stat_activity" +
	" where datname = current_database() and usename = current_user and application_name = '" + writerName + "'" +
	" and wait_event_type = 'Client' and xact_start < now() - interval '10 seconds'"

// passStopped is done by who waited in vain, be it for rows or because the server
// itself is silent: then this must not take long either.
func (w *postgresWriter) passStopped(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), postgresPatience/8)
	defer cancel()
	if _, err := w.pool.Exec(ctx, stopped); err != nil {
		return fmt.Errorf("end the sessions of nodes that stopped: %w", err)
	}
	return nil
}
