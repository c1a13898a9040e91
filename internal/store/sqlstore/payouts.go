package sqlstore

import (
	"context"
	"errors"

	"azukari/internal/base/lifecycle"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/payout"
	"azukari/internal/store"
)

// payoutRow is a payout with the state that an update replaces.
type payoutRow struct {
	payout.Payout
	was lifecycle.State
}

func payoutRowOf(p payout.Payout) payoutRow { return payoutRow{Payout: p} }

func (r payoutRow) payout() payout.Payout { return r.Payout }

var payouts = table[payoutRow]{
	name: "payouts",
	fixed: func(p *payoutRow) []column {
		return []column{
			{"id", &p.ID},
			{"account_id", &p.AccountID},
			{"amount", (*int64)(&p.Amount)},
			{"requested_at", (*int64)(&p.RequestedAt)},
			{"pay_on", &p.PayOn},
		}
	},
	moving: func(p *payoutRow) []column {
		return []column{
			{"state", (*string)(&p.State)},
			{"bank_account_id", reference{&p.BankAccountID}},
			{"batch_id", reference{&p.BatchID}},
			{"ended_at", (*int64)(&p.EndedAt)},
			{"reason", &p.Reason},
			{"return_by", reference{&p.ReturnBy}},
		}
	},
	guard: func(p *payoutRow) column { return column{"state", (*string)(&p.was)} },
}

// batchRow is a batch with the version that an update replaces.
type batchRow struct {
	payout.Batch
	was int64
}

func batchRowOf(b payout.Batch) batchRow { return batchRow{Batch: b} }

func (r batchRow) batch() payout.Batch { return r.Batch }

var batches = table[batchRow]{
	name: "payout_batches",
	fixed: func(b *batchRow) []column {
		return []column{
			{"id", &b.ID},
			{"created_by", &b.CreatedBy},
			{"created_at", (*int64)(&b.CreatedAt)},
			{"pay_on", &b.PayOn},
			{"payouts", &b.Count},
			{"total", (*int64)(&b.Total)},
		}
	},
	moving: func(b *batchRow) []column {
		return []column{
			{"state", (*string)(&b.State)},
			{"approved_by", reference{&b.ApprovedBy}},
			{"approved_at", (*int64)(&b.ApprovedAt)},
			{"open", &b.Open},
			{"version", &b.Version},
		}
	},
	guard: func(b *batchRow) column { return column{"version", &b.was} },
}

// bankAccountRow is a bank account with its kind as a number, and whether it was
// live.
type bankAccountRow struct {
	payout.BankAccount
	kind int64
	was  int64
}

func bankAccountRowOf(b payout.BankAccount) bankAccountRow {
	return bankAccountRow{BankAccount: b, kind: int64(b.Kind)}
}

func (r bankAccountRow) account() payout.BankAccount {
	r.Kind = bank.Kind(r.kind)
	return r.BankAccount
}

var bankAccounts = table[bankAccountRow]{
	name: "bank_accounts",
	fixed: func(b *bankAccountRow) []column {
		return []column{
			{"id", &b.ID},
			{"account_id", &b.AccountID},
			{"bank_code", &b.BankCode},
			{"bank_name", &b.BankName},
			{"branch_code", &b.BranchCode},
			{"branch_name", &b.BranchName},
			{"kind", &b.kind},
			{"tail", &b.Tail},
			{"sealed", &b.Sealed},
			{"registered_at", (*int64)(&b.RegisteredAt)},
			{"usable_at", (*int64)(&b.UsableAt)},
		}
	},
	moving: func(b *bankAccountRow) []column {
		return []column{{"replaced_at", (*int64)(&b.ReplacedAt)}}
	},
	guard: func(b *bankAccountRow) column { return column{"replaced_at", &b.was} },
}

var (
	payoutByID       = payouts.byKey()
	batchByID        = batches.byKey()
	bankAccountByID  = bankAccounts.byKey()
	bankAccountInUse = "select " + bankAccounts.list("t") + " from bank_accounts t where t.replaced_at = 0 and t.account_id = $1"
	scanPayouts      = "select " + payouts.list("t") + " from payouts t order by t.id"
	scanBatches      = "select " + batches.list("t") + " from payout_batches t order by t.id"
	scanBankAccounts = "select " + bankAccounts.list("t") + " from bank_accounts t order by t.id"

	payoutsOfBatches     = "select " + payouts.list("t") + " from payouts t where t.batch_id "
	sqliteBatchPayouts   = payoutsOfBatches + isOne
	postgresBatchPayouts = payoutsOfBatches + inArray + " order by t.id" + holding
	paidTo               = "select " + bankAccounts.list("t") + " from bank_accounts t where t.replaced_at = 0 and t.account_id "
	sqlitePaidTo         = paidTo + isOne
	postgresPaidTo       = paidTo + inArray + " order by t.id" + holding
)

// Payout finds one payout.
func (r *reader) Payout(ctx context.Context, id string) (payout.Payout, error) {
	row, err := one(ctx, r, payouts, payoutByID, id)
	return row.Payout, err
}

// Payouts lists payouts, newest first.
func (r *reader) Payouts(ctx context.Context, q store.PayoutQuery, p store.Page) ([]payout.Payout, error) {
	sql, args := payoutQuery(q, p)
	rows, err := list(ctx, r, payouts, sql, args...)
	return unwrap(rows, payoutRow.payout), err
}

func payoutQuery(q store.PayoutQuery, p store.Page) (string, []any) {
	s := selection{}
	s.equal("t.account_id", q.AccountID)
	s.equal("t.batch_id", q.BatchID)
	s.equal("t.state", string(q.State))
	return "select " + payouts.list("t") + " from payouts t" + s.newestFirst("t.id", p), s.args
}

// Batch finds one batch of payouts.
func (r *reader) Batch(ctx context.Context, id string) (payout.Batch, error) {
	row, err := one(ctx, r, batches, batchByID, id)
	return row.Batch, err
}

// Batches lists batches of payouts, newest first.
func (r *reader) Batches(ctx context.Context, state payout.State, p store.Page) ([]payout.Batch, error) {
	sql, args := batchQuery(state, p)
	rows, err := list(ctx, r, batches, sql, args...)
	return unwrap(rows, batchRow.batch), err
}

func batchQuery(state payout.State, p store.Page) (string, []any) {
	s := selection{}
	s.equal("t.state", string(state))
	return "select " + batches.list("t") + " from payout_batches t" + s.newestFirst("t.id", p), s.args
}

// BankAccount finds one bank account, replaced or not.
func (r *reader) BankAccount(ctx context.Context, id string) (payout.BankAccount, error) {
	row, err := one(ctx, r, bankAccounts, bankAccountByID, id)
	return row.account(), err
}

// PaidTo is the bank account that somebody is paid to; empty when there is none.
func (r *reader) PaidTo(ctx context.Context, accountID string) (payout.BankAccount, error) {
	row, err := one(ctx, r, bankAccounts, bankAccountInUse, accountID)
	if errors.Is(err, store.ErrNotFound) {
		return payout.BankAccount{}, nil
	}
	return row.account(), err
}
