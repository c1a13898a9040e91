package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/rating"
	"azukari/internal/store"

	codes "modernc.org/sqlite/lib"
)

// sqliteWriter writes through one connection, one batch after another. Readers
// have their own and never wait for it (WAL).
type sqliteWriter struct {
	mu         sync.Mutex
	connection *sqliteConnection
	lock       *os.File
	broken     error // a write to the disk failed: nothing is written after it, whoever asks
}

func openSQLiteWriter(path string, lock *os.File) (*sqliteWriter, error) {
	c, err := openSQLiteConnection(path)
	if err != nil {
		return nil, err
	}
	for _, s := range writings {
		if s.sqlite == "" {
			continue
		}
		if _, err := c.prepared(s.sqlite); err != nil {
			return nil, errors.Join(err, c.Close())
		}
	}
	return &sqliteWriter{connection: c, lock: lock}, nil
}

// Writers is 1: SQLite takes one writer at a time.
func (w *sqliteWriter) Writers() int { return 1 }

func (w *sqliteWriter) close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return errors.Join(w.connection.Close(), w.lock.Close())
}

// Write decides and commits one batch; the whole database is locked for
// writers meanwhile, so what was read stays true.
func (w *sqliteWriter) Write(ctx context.Context, names store.Names, decide func(store.Rows) (store.Changes, error)) error {
	return w.transaction(ctx, func() (bool, error) {
		rows, err := w.load(names)
		if err != nil {
			return false, fmt.Errorf("load a batch: %w", err)
		}
		seen := seenIn(rows)
		changes, err := decide(rows)
		if err != nil || changes.Empty() {
			return false, err
		}
		p, err := planned(&changes, seen)
		if err != nil {
			return false, err
		}
		return true, w.apply(p)
	})
}

// PurgeAnswers forgets answers given before an instant, at most limit at once;
// it answers how many they were.
func (w *sqliteWriter) PurgeAnswers(ctx context.Context, before calendar.Instant, limit int) (n int, err error) {
	err = w.transaction(ctx, func() (bool, error) {
		met, err := w.connection.exec(purgeAnswers, []any{int64(before), int64(limit)})
		n = int(met)
		return true, err
	})
	return n, err
}

// transaction runs do between begin and commit; it rolls back when do fails,
// says that there is nothing to keep, or panics.
func (w *sqliteWriter) transaction(ctx context.Context, do func() (keep bool, err error)) (err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken != nil {
		return w.broken
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	defer func() {
		if errors.Is(err, store.ErrBroken) {
			w.broken = err
		}
	}()
	if _, err := w.connection.exec("begin immediate", nil); err != nil {
		return classified(fmt.Errorf("begin: %w", err))
	}
	open := true
	defer func() {
		if open {
			err = errors.Join(err, w.rollback())
		}
	}()
	keep, err := do()
	if err != nil || !keep {
		return classified(err)
	}
	if _, err := w.connection.exec("commit", nil); err != nil {
		return classified(fmt.Errorf("commit: %w", err))
	}
	open = false
	return nil
}

// rollback leaves the connection without a transaction. Some failures have
// rolled back by themselves already.
func (w *sqliteWriter) rollback() error {
	_, err := w.connection.exec("rollback", nil)
	if err == nil || strings.Contains(err.Error(), "no transaction is active") {
		return nil
	}
	return fmt.Errorf("roll back: %w: %w", store.ErrBroken, err)
}

func (w *sqliteWriter) apply(p *plan) error {
	for i := range p.steps {
		s := &p.steps[i]
		if s.sqlite == "" {
			continue // PostgreSQL's alone
		}
		for n := range s.rows {
			met, err := w.connection.exec(s.sqlite, s.row(n))
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			if s.exact && met != 1 {
				return s.conflict(met, 1)
			}
		}
	}
	return nil
}

// load reads the rows that a batch names, each by its key.
func (w *sqliteWriter) load(names store.Names) (store.Rows, error) {
	rows := emptyRows()
	c := w.connection
	jobIDs, accountIDs := slices.Clone(names.Jobs), slices.Concat(names.Accounts, names.Keyrings)
	hear := slices.Clone(names.Attention) // who may be told of what is done
	return rows, errors.Join(
		loadRows(c, proposals, names.Proposals, func(p proposalRow) {
			rows.Proposals[p.ID] = p.Proposal
			jobIDs, accountIDs = append(jobIDs, p.JobID), append(accountIDs, p.ClientID, p.WorkerID)
			hear = append(hear, p.ClientID, p.WorkerID)
		}),
		loadRows(c, logins, names.Logins, func(l account.Login) {
			rows.Logins[l.Email] = l
			accountIDs = append(accountIDs, l.AccountID)
		}),
		loadBy(c, logins, sqliteKeyringLogins, names.Keyrings, func(l account.Login) { rows.Logins[l.Email] = l }),
		loadBy(c, tokens, sqliteKeyringTokens, names.Keyrings, func(t account.Token) { rows.Tokens[t.Hash] = t }),
		loadBy(c, credentials, sqliteKeyringCredentials, names.Keyrings, func(k account.Credential) { rows.Keys[k.ID] = k }),
		loadRows(c, tokens, names.Tokens, func(t account.Token) { rows.Tokens[t.Hash] = t }),
		loadRows(c, accounts, accountIDs, func(a account.Account) { rows.Accounts[a.ID] = a }),
		loadRows(c, jobs, jobIDs, func(j jobRow) {
			rows.Jobs[j.ID] = j.Job
			hear = append(hear, j.ClientID)
		}),
		loadContracts(c, names.Contracts, func(one contract.Contract) {
			rows.Contracts[one.ID] = one
			hear = append(hear, one.ClientID, one.WorkerID)
		}),
		loadContests(c, names.Contests, func(one contest.Contest) {
			rows.Contests[one.JobID] = one
			hear = append(hear, one.ClientID)
			for _, e := range one.Entries {
				hear = append(hear, e.WorkerID)
			}
		}),
		loadTasks(c, names, rows, &hear),
		loadMuted(c, &hear, rows),
		loadRows(c, terms, names.Contracts, func(t store.Terms) { rows.Terms[t.SHA256] = t.Document }),
		loadRows(c, notices, names.Notices, func(n notice.Notice) { rows.Notices[n.ID] = n }),
		loadRows(c, attachments, names.Attachments, func(a message.Attachment) { rows.Attachments[a.ID] = a }),
		loadBy(c, wholeRatings, sqliteRatings, names.Ratings, func(r rating.Rating) { rows.Ratings[r.ID] = r }),
		loadRows(c, reports, names.Reports, func(r reportRow) { rows.Reports[r.ID] = r.Report }),
		loadBy(c, reports, sqliteReports, names.Reports, func(r reportRow) { rows.Reports[r.ID] = r.Report }),
		loadBy(c, outsideContacts, sqliteOutside, names.Outside, func(r outsideRow) { rows.Outside[r.ContractID] = r.Request }),
		loadRows(c, ledgerAccounts, accountNames(names.Balances), func(b balanceRow) { rows.Balances[b.Account] = b.Amount }),
		loadRows(c, payouts, names.Payouts, func(p payoutRow) { rows.Payouts[p.ID] = p.Payout }),
		loadRows(c, batches, names.Batches, func(b batchRow) { rows.Batches[b.ID] = b.Batch }),
		loadBy(c, payouts, sqliteBatchPayouts, names.Batches, func(p payoutRow) { rows.Payouts[p.ID] = p.Payout }),
		loadBy(c, bankAccounts, sqlitePaidTo, names.PaidTo, func(b bankAccountRow) { rows.PaidTo[b.AccountID] = b.account() }),
		loadHead(c, names.Audit, &rows.Audit),
		loadRows(c, answers, names.Answers, func(a answerRow) { rows.Answers[a.Key] = a.Answer }),
	)
}

// loadRows reads the rows of a table that have these keys.
func loadRows[T any](c *sqliteConnection, t table[T], keys []string, keep func(T)) error {
	if len(keys) == 0 {
		return nil
	}
	query, ok := c.byKey[t.name]
	if !ok {
		query = t.byKey()
		c.byKey[t.name] = query
	}
	return loadBy(c, t, query, keys, keep)
}

// The rows of keyrings; and the few who switched something off, by their index.
var (
	isOne                    = "= $1"
	sqliteKeyringTokens      = keyringTokens(isOne)
	sqliteKeyringLogins      = keyringLogins(isOne)
	sqliteKeyringCredentials = keyringCredentials(isOne)
	sqliteMutes              = "select " + mutes.list("t") + " from accounts t indexed by accounts_muted where t.muted <> '' and t.id " + isOne
)

// loadBy reads the rows of a table for which a query asks, one key after
// another: a seek costs less than handing a list over.
func loadBy[T any](c *sqliteConnection, t table[T], query string, keys []string, keep func(T)) error {
	for _, key := range distinct(keys) {
		if err := loadAsked(c, t, query, []any{key}, keep); err != nil {
			return err
		}
	}
	return nil
}

// loadAsked reads the rows of a table for which a query asks.
func loadAsked[T any](c *sqliteConnection, t table[T], query string, args []any, keep func(T)) error {
	s, err := c.prepared(query)
	if err == nil {
		d := kept(s, t.decoder)
		err = c.run(s, args, func(values []any) error {
			row, err := d.take(values)
			if err == nil {
				keep(row)
			}
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", t.name, err)
	}
	return nil
}

// loadMuted reads what they have switched off who may hear of something, and
// when they last looked.
func loadMuted(c *sqliteConnection, hear *[]string, rows store.Rows) error {
	return errors.Join(
		loadBy(c, mutes, sqliteMutes, *hear, func(m mutedRow) { rows.Muted[m.id] = m.muted }),
		loadBy(c, attentions, sqliteAttention, *hear, func(a attentionRow) { rows.Attention[a.AccountID] = a.Attention }))
}

func loadContracts(c *sqliteConnection, ids []string, keep func(contract.Contract)) error {
	if len(ids) == 0 {
		return nil
	}
	s, err := c.prepared(wholeContractByID)
	if err != nil {
		return err
	}
	join := kept(s, func() *contractJoin { return newContractJoin(nil) })
	join.give = func(c contract.Contract) error { keep(c); return nil }
	for _, id := range distinct(ids) {
		if err := errors.Join(c.run(s, []any{id}, join.take), join.end()); err != nil {
			return fmt.Errorf("read contract %s: %w", id, err)
		}
	}
	return nil
}

// classified says what a failure means to the door.
func classified(err error) error {
	var failure *sqliteError
	if !errors.As(err, &failure) {
		return err
	}
	if means := meaning(failure.code); means != nil {
		return fmt.Errorf("%w: %w", means, err)
	}
	return err
}

// meaning of SQLite's codes: after a failed write to the disk nobody knows what
// is on it, but for one that had no room, which SQLite takes back; a unique key other than an id was taken by somebody whom the batch
// did not see. The others are as they are.
func meaning(code int) error {
	if code == codes.SQLITE_CONSTRAINT_UNIQUE {
		return store.ErrRetry
	}
	if code == codes.SQLITE_IOERR_SHMSIZE { // the index of the log, which is no part of what is kept
		return store.ErrFull
	}
	switch code & 0xff {
	case codes.SQLITE_FULL:
		return store.ErrFull
	case codes.SQLITE_IOERR, codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB:
		return store.ErrBroken
	}
	return nil
}
