package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/rating"
	"azukari/internal/store"
)

// postgresWriters is how many batches are worth having under way at once: one
// is decided here while the other waits for the server's disk.
const postgresWriters = 2

// postgresWriter writes in two round trips: one pipeline begins, locks and
// loads, one writes and commits.
type postgresWriter struct {
	pool *pgxpool.Pool
	line *lineage
	wire *postgresWire
}

// Writers is how many Writes are worth having under way at once.
func (w *postgresWriter) Writers() int { return postgresWriters }

func (w *postgresWriter) close() error {
	w.pool.Close()
	return nil
}

// Write loads and locks, decides, and commits one batch. Every Write locks in
// the order of load, and within a table in the order of ids; the isolation is
// READ COMMITTED, and all that decides stands on locked rows.
func (w *postgresWriter) Write(ctx context.Context, names store.Names, decide func(store.Rows) (store.Changes, error)) (err error) {
	ctx, cancel := context.WithTimeout(ctx, postgresPatience)
	defer cancel()
	conn, err := w.pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("reach the database: %w", away(ctx, err))
	}
	defer conn.Release()
	open := true
	defer func() {
		if open {
			rollback(ctx, conn)
		}
		if ctx.Err() != nil {
			w.pool.Reset() // the server may be silent on all lines
			err = errors.Join(err, w.passStopped(ctx))
		}
	}()
	if err := w.line.confirm(ctx, conn); err != nil {
		return fmt.Errorf("confirm what was written before: %w: %w", store.ErrAway, err)
	}
	rows, err := load(ctx, conn, names)
	if err != nil {
		return unloaded(ctx, conn, fmt.Errorf("load a batch: %w", err))
	}
	seen := seenIn(rows)
	changes, err := decide(rows)
	if err != nil || changes.Empty() {
		return err
	}
	p, err := planned(&changes, seen)
	if err != nil {
		return err
	}
	if err := commit(ctx, conn, p); err != nil {
		return err
	}
	open = false
	if w.line.doubted() {
		return fmt.Errorf("%w: %w", store.ErrUnknown, errUnconfirmed)
	}
	return nil
}

// rollback leaves the connection clean; one on which it fails is closed, which
// makes the server roll back by itself.
func rollback(ctx context.Context, conn *pgxpool.Conn) {
	if conn.Conn().IsClosed() {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), postgresPatience)
	defer cancel()
	if _, err := conn.Exec(ctx, "rollback"); err != nil {
		_ = conn.Conn().Close(ctx) // it is not used again
	}
}

// PurgeAnswers forgets answers given before an instant, at most limit at once;
// it answers how many they were.
func (w *postgresWriter) PurgeAnswers(ctx context.Context, before calendar.Instant, limit int) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, postgresPatience)
	defer cancel()
	tag, err := w.pool.Exec(ctx, purgeAnswers, int64(before), limit)
	if err != nil {
		return 0, fmt.Errorf("purge answers: %w", err)
	}
	return int(tag.RowsAffected()), nil
}

// A pipeline is statements that are sent together, each with what takes its
// rows.
type pipeline struct {
	batch pgx.Batch
	takes []func(pgx.Rows) error
}

func (p *pipeline) queue(query string, take func(pgx.Rows) error, args ...any) {
	p.batch.Queue(query, args...)
	p.takes = append(p.takes, take)
}

// run sends everything and takes the answers in turn. It ends at the first
// failure; the server has then skipped the rest.
func (p *pipeline) run(ctx context.Context, conn *pgxpool.Conn) (err error) {
	results := conn.SendBatch(ctx, &p.batch)
	defer func() {
		if failed := results.Close(); err == nil {
			err = failed
		}
	}()
	for _, take := range p.takes {
		rows, err := results.Query()
		if err != nil {
			return err
		}
		for rows.Next() && take != nil {
			if err := take(rows); err != nil {
				rows.Close()
				return err
			}
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

// load begins, and reads the rows that a batch names. The rows that hang on
// others are read by later statements, which see what stood when the locks were
// taken; answers come last, so that who waited for a lock sees what was
// answered meanwhile.
func load(ctx context.Context, conn *pgxpool.Conn, names store.Names) (store.Rows, error) {
	rows := emptyRows()
	join := newContractJoin(func(c contract.Contract) error { rows.Contracts[c.ID] = c; return nil })
	p := &pipeline{}
	p.queue("begin", nil)
	lockRows(p, tokens, names.Tokens, func(t account.Token) { rows.Tokens[t.Hash] = t })
	lockRows(p, logins, names.Logins, func(l account.Login) { rows.Logins[l.Email] = l })
	lockRows(p, accounts, slices.Concat(names.Accounts, names.Keyrings), func(a account.Account) { rows.Accounts[a.ID] = a })
	if ids := distinct(names.Keyrings); len(ids) > 0 {
		// Behind the lock on the account: what came meanwhile is seen.
		takeRows(p, tokens, postgresKeyringTokens, ids, func(t account.Token) { rows.Tokens[t.Hash] = t })
		takeRows(p, logins, postgresKeyringLogins, ids, func(l account.Login) { rows.Logins[l.Email] = l })
		takeRows(p, credentials, postgresKeyringCredentials, ids, func(k account.Credential) { rows.Keys[k.ID] = k })
	}
	if emails := distinct(names.Logins); len(emails) > 0 {
		takeRows(p, accounts, holdersOfLogins, emails, func(a account.Account) { rows.Accounts[a.ID] = a })
	}
	lockRows(p, jobs, names.Jobs, func(j jobRow) { rows.Jobs[j.ID] = j.Job })
	lockRows(p, proposals, names.Proposals, func(one proposalRow) { rows.Proposals[one.ID] = one.Proposal })
	lockRows(p, notices, names.Notices, func(n notice.Notice) { rows.Notices[n.ID] = n })
	lockRows(p, attachments, names.Attachments, func(a message.Attachment) { rows.Attachments[a.ID] = a })
	lockRows(p, batches, names.Batches, func(b batchRow) { rows.Batches[b.ID] = b.Batch })
	lockRows(p, payouts, names.Payouts, func(p payoutRow) { rows.Payouts[p.ID] = p.Payout })
	if ids := distinct(names.Batches); len(ids) > 0 {
		takeRows(p, payouts, postgresBatchPayouts, ids, func(p payoutRow) { rows.Payouts[p.ID] = p.Payout })
	}
	if ids := distinct(names.PaidTo); len(ids) > 0 {
		takeRows(p, bankAccounts, postgresPaidTo, ids, func(b bankAccountRow) { rows.PaidTo[b.AccountID] = b.account() })
	}
	lockRows(p, reports, names.Reports, func(r reportRow) { rows.Reports[r.ID] = r.Report })
	if ids := distinct(names.Ratings); len(ids) > 0 {
		p.queue(lockRatings, nil, ids)
	}
	if ids := distinct(names.Contracts); len(ids) > 0 {
		p.queue(lockContracts, nil, ids)
	}
	if ids := distinct(names.Contests); len(ids) > 0 {
		p.queue(lockContests, nil, ids)
	}
	queueTasks(p, names, rows)
	lockRows(p, ledgerAccounts, accountNames(names.Balances), func(b balanceRow) { rows.Balances[b.Account] = b.Amount })
	if ids := distinct(names.Proposals); len(ids) > 0 {
		takeRows(p, jobs, jobsOfProposals, ids, func(j jobRow) { rows.Jobs[j.ID] = j.Job })
		takeRows(p, accounts, partiesOfProposals, ids, func(a account.Account) { rows.Accounts[a.ID] = a })
	}
	if ids := distinct(names.Contracts); len(ids) > 0 {
		p.queue(wholeContractsByID, func(r pgx.Rows) error { return takeValues(r, join.take) }, ids)
		takeRows(p, terms, terms.byKeys(), ids, func(t store.Terms) { rows.Terms[t.SHA256] = t.Document })
	}
	contestJoin := newContestJoin(func(c contest.Contest) error { rows.Contests[c.JobID] = c; return nil })
	if ids := distinct(names.Contests); len(ids) > 0 {
		p.queue(wholeContestsByID, func(r pgx.Rows) error { return takeValues(r, contestJoin.take) }, ids)
	}
	if ids := distinct(names.Ratings); len(ids) > 0 {
		// Behind the locks on contracts and ratings: what came meanwhile is seen.
		takeRows(p, wholeRatings, postgresRatings, ids, func(r rating.Rating) { rows.Ratings[r.ID] = r })
	}
	if ids := distinct(names.Reports); len(ids) > 0 {
		takeRows(p, reports, postgresReports, ids, func(r reportRow) { rows.Reports[r.ID] = r.Report })
	}
	if ids := distinct(names.Outside); len(ids) > 0 {
		// Behind the lock on the contract: what came meanwhile is seen.
		takeRows(p, outsideContacts, postgresOutside, ids, func(r outsideRow) { rows.Outside[r.ContractID] = r.Request })
	}
	taskIDs, workIDs := namedTasks(names), distinct(names.Works)
	if len(names.Jobs)+len(names.Proposals)+len(names.Contracts)+len(names.Contests)+len(taskIDs)+len(workIDs)+len(names.Attention) > 0 {
		heard := []any{distinct(names.Jobs), distinct(names.Proposals), distinct(names.Contracts), distinct(names.Contests), taskIDs, workIDs, distinct(names.Attention)}
		takeAsked(p, mutes, postgresMutes, func(m mutedRow) { rows.Muted[m.id] = m.muted }, heard...)
		takeAsked(p, attentions, postgresAttention, func(a attentionRow) { rows.Attention[a.AccountID] = a.Attention }, heard...)
	}
	if names.Audit {
		takeAsked(p, auditHeads, auditHeads.byKey()+holding, func(h auditHead) { rows.Audit = h.Head }, trailID)
	}
	lockRows(p, answers, names.Answers, func(a answerRow) { rows.Answers[a.Key] = a.Answer })
	if err := p.run(ctx, conn); err != nil {
		return rows, err
	}
	return rows, errors.Join(join.end(), contestJoin.end())
}

const (
	// Held against other writers, but not against a foreign key that only
	// wants the row to stay.
	holding       = " for no key update"
	lockContracts = "select id from contracts where id = any($1) order by id" + holding
	lockBalances  = "select id from ledger_accounts where id = any($1) order by id" + holding
)

// The rows of keyrings, held; who holds a login; and what those who may hear of
// something have switched off.
var (
	inArray                    = "= any($1)"
	postgresKeyringTokens      = keyringTokens(inArray) + " order by t.hash" + holding
	postgresKeyringLogins      = keyringLogins(inArray) + " order by t.email" + holding
	postgresKeyringCredentials = keyringCredentials(inArray) + " order by t.id" + holding
	holdersOfLogins            = "select " + accounts.list("a") + " from accounts a where a.id in (select account_id from logins where email = any($1))"
	postgresMutes              = "select " + mutes.list("t") + " from accounts t where t.muted <> '' and t.id in (" + hearing + ")"
)

// hearing is who may hear of the jobs, proposals, contracts, contests, tasks and
// answers that are named, and those whose attention is.
var hearing = "select client_id from jobs where id = any($1)" +
	" union all select unnest(array[client_id, worker_id]) from proposals where id = any($2)" +
	" union all select unnest(array[client_id, worker_id]) from contracts where id = any($3)" +
	" union all select client_id from contests where job_id = any($4)" +
	" union all select worker_id from contest_entries where job_id = any($4)" +
	" union all select k.client_id from tasks k" + amongTasks("$5", "$6") +
	" union all select unnest($7::text[])"

var (
	jobsOfProposals = "select " + jobs.list("j") + " from jobs j" +
		" where j.id in (select job_id from proposals where id = any($1))"
	partiesOfProposals = "select " + accounts.list("a") + " from accounts a where a.id in" +
		" (select client_id from proposals where id = any($1) union all select worker_id from proposals where id = any($1))"
)

// lockRows reads rows by their keys and holds them until the end.
func lockRows[T any](p *pipeline, t table[T], keys []string, keep func(T)) {
	if len(keys) > 0 {
		takeRows(p, t, t.byKeys()+holding, distinct(keys), keep)
	}
}

func takeRows[T any](p *pipeline, t table[T], query string, keys []string, keep func(T)) {
	takeAsked(p, t, query, keep, keys)
}

// takeAsked reads the rows of a table for which a query asks.
func takeAsked[T any](p *pipeline, t table[T], query string, keep func(T), args ...any) {
	d := t.decoder()
	p.queue(query, func(r pgx.Rows) error {
		return takeValues(r, func(values []any) error {
			row, err := d.take(values)
			if err != nil {
				return fmt.Errorf("read %s: %w", t.name, err)
			}
			keep(row)
			return nil
		})
	}, args...)
}

func takeValues(r pgx.Rows, take func(values []any) error) error {
	values, err := r.Values()
	if err != nil {
		return err
	}
	return take(values)
}

// commit writes a plan and ends the transaction, in one pipeline.
func commit(ctx context.Context, conn *pgxpool.Conn, p *plan) error {
	pipe := &pipeline{}
	for i := range p.steps {
		s := &p.steps[i]
		if s.postgres == "" {
			continue // SQLite's alone
		}
		if s.statement == newTransfers.statement && len(p.touched) > 0 {
			// Held in one order, before the foreign keys of the transfers
			// touch them in another, and no longer than until the commit.
			pipe.queue(lockBalances, nil, p.touched)
		}
		pipe.queue(s.postgres, nil, arrays(s)...)
	}
	pipe.queue("commit", nil)
	if err := pipe.run(ctx, conn); err != nil {
		return uncommitted(conn, fmt.Errorf("commit a batch: %w", err))
	}
	return nil
}

// arrays turns a step's rows into one array for each column and, where each row
// must meet one, their number.
func arrays(s *step) []any {
	args := make([]any, len(s.kinds), len(s.kinds)+1)
	for i, k := range s.kinds {
		switch k {
		case text:
			args[i] = array[string](s, i)
		case number:
			args[i] = array[int64](s, i)
		case bytes:
			args[i] = array[[]byte](s, i)
		case optionalText:
			args[i] = optionalArray[string](s, i)
		case optionalNumber:
			args[i] = optionalArray[int64](s, i)
		}
	}
	if s.exact {
		args = append(args, int64(s.rows))
	}
	return args
}

func array[T any](s *step, column int) []T {
	all := make([]T, s.rows)
	for i := range all {
		all[i] = s.row(i)[column].(T)
	}
	return all
}

func optionalArray[T any](s *step, column int) []*T {
	all := make([]*T, s.rows)
	for i := range all {
		if v, ok := s.row(i)[column].(T); ok {
			all[i] = &v
		}
	}
	return all
}
