package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
)

// The statements of a Scan, in its order.
var (
	scanAccounts  = "select " + accounts.list("t") + " from accounts t order by t.id"
	scanTokens    = "select " + tokens.list("t") + " from tokens t order by t.hash"
	scanLogins    = "select " + logins.list("t") + " from logins t order by t.email"
	scanKeys      = "select " + credentials.list("t") + " from credentials t order by t.id"
	scanJobs      = "select " + jobs.list("t") + " from jobs t order by t.id"
	scanProposals = "select " + proposals.list("t") + " from proposals t order by t.id"
	scanBalances  = "select " + ledgerAccounts.list("t") + " from ledger_accounts t order by t.id"
	scanContracts = wholeContract + " order by c.id, m.position"
	scanEvents    = "select " + events.list("t") + " from events t order by coalesce(t.contract_id, t.job_id), t.seq"
	scanTransfers = "select " + transfers.list("t") + " from transfers t order by t.id"
	scanMessages  = "select " + messages.list("t") + " from messages t order by t.id"
	scanNotices   = "select " + notices.list("t") + " from notifications t order by t.id"
	scanFiles     = "select " + attachments.list("t") + " from attachments t order by t.id"
	scanMarks     = "select " + marks.list("t") + " from read_marks t order by t.thread, t.account_id"
	scanAnswers   = "select " + answers.list("t") + " from answers t order by t.key_hash"
)

// Scan walks through one snapshot of everything.
func (r *reader) Scan(ctx context.Context, each store.Scan) (err error) {
	tx, err := r.moment(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }()
	s := snapshot{ctx, tx}
	walks := []func() error{
		func() error { return walk(s, accounts, scanAccounts, each.Account) },
		func() error { return walk(s, tokens, scanTokens, each.Token) },
		func() error { return walk(s, logins, scanLogins, each.Login) },
		func() error { return walk(s, credentials, scanKeys, each.Key) },
		func() error { return walk(s, jobs, scanJobs, given(each.Job, func(j jobRow) job.Job { return j.Job })) },
		func() error { return walk(s, proposals, scanProposals, given(each.Proposal, proposalRow.proposal)) },
		func() error {
			return walk(s, ledgerAccounts, scanBalances, given(each.Balance, func(b balanceRow) ledger.Balance { return b.Balance }))
		},
		func() error { return s.contracts(each.Contract) },
		func() error { return s.contests(each.Contest) },
		func() error { return walk(s, tasks, scanTasks, given(each.Task, taskRow.task)) },
		func() error { return walk(s, works, scanWorks, given(each.Work, workRow.answer)) },
		func() error {
			return walk(s, attentions, scanAttentions, given(each.Attention, attentionRow.attention))
		},
		func() error { return walk(s, events, scanEvents, given(linked(each.Event), eventRow.event)) },
		func() error { return walk(s, transfers, scanTransfers, given(each.Transfer, transferRow.posted)) },
		func() error { return walk(s, messages, scanMessages, each.Message) },
		func() error { return walk(s, payouts, scanPayouts, given(each.Payout, payoutRow.payout)) },
		func() error { return walk(s, notices, scanNotices, each.Notice) },
		func() error {
			return walk(s, answers, scanAnswers, given(each.Answer, func(a answerRow) store.Answer { return a.Answer }))
		},
		func() error { return walk(s, attachments, scanFiles, each.Attachment) },
		func() error { return walk(s, marks, scanMarks, each.Mark) },
		func() error { return walk(s, wholeRatings, scanRatings, each.Rating) },
		func() error { return walk(s, reports, scanReports, given(each.Report, reportRow.report)) },
		func() error { return walk(s, batches, scanBatches, given(each.Batch, batchRow.batch)) },
		func() error {
			return walk(s, bankAccounts, scanBankAccounts, given(each.PaidTo, bankAccountRow.account))
		},
		func() error { return walk(s, auditLines, scanAudit, each.Audit) },
		func() error { return walk(s, editions, scanEditions, each.Edition) },
		func() error { return walk(s, outsideContacts, scanOutside, given(each.Outside, outsideRow.request)) },
	}
	for _, walk := range walks {
		if err := walk(); err != nil {
			return err
		}
	}
	return nil
}

// A snapshot is the one moment that a Scan reads.
type snapshot struct {
	ctx context.Context
	tx  *sql.Tx
}

// walk gives every row on, unless nobody wants it.
func walk[T any](s snapshot, t table[T], query string, give func(T) error) error {
	if give == nil {
		return nil
	}
	rows, err := s.tx.QueryContext(s.ctx, query)
	if err != nil {
		return fmt.Errorf("scan %s: %w", t.name, err)
	}
	d := t.decoder()
	err = drain(rows, func(values []any) error {
		row, err := d.take(values)
		if err != nil {
			return err
		}
		return give(row)
	})
	if err != nil {
		return fmt.Errorf("scan %s: %w", t.name, err)
	}
	return nil
}

func (s snapshot) contracts(give func(contract.Contract) error) error {
	if give == nil {
		return nil
	}
	rows, err := s.tx.QueryContext(s.ctx, scanContracts)
	if err != nil {
		return fmt.Errorf("scan contracts: %w", err)
	}
	join := newContractJoin(give)
	if err = drain(rows, join.take); err == nil {
		err = join.end()
	}
	if err != nil {
		return fmt.Errorf("scan contracts: %w", err)
	}
	return nil
}

// given hands on what is inside a row; nil stays nil.
func given[R, T any](give func(T) error, inner func(R) T) func(R) error {
	if give == nil {
		return nil
	}
	return func(row R) error { return give(inner(row)) }
}

// linked gives each event the hash of the one before it in the scan; across a
// gap that is not its predecessor's, and the chain does not hold, as it must.
func linked(give func(store.Event) error) func(store.Event) error {
	if give == nil {
		return nil
	}
	var last store.Event
	return func(e store.Event) error {
		e.PrevHash = event.Genesis
		if e.SubjectID == last.SubjectID {
			e.PrevHash = last.Hash
		}
		last = e
		return give(e)
	}
}
