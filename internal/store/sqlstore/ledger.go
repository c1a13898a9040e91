package sqlstore

import (
	"context"
	"fmt"
	"slices"

	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
)

// balanceRow is one account of the ledger.
type balanceRow struct {
	ledger.Balance
	currency string
}

func opened(a ledger.Account) balanceRow {
	return balanceRow{ledger.Balance{Account: a}, money.Currency}
}

var ledgerAccounts = table[balanceRow]{
	name: "ledger_accounts",
	fixed: func(b *balanceRow) []column {
		return []column{
			{"id", (*string)(&b.Account)},
			{"balance", (*int64)(&b.Amount)},
		}
	},
	hidden: func(b *balanceRow) []column {
		return []column{{"currency", &b.currency}}
	},
}

// delta is by how much a batch moves one account: an account that many
// transfers touch, such as the fee's, is written once.
type delta struct {
	account string
	amount  int64
}

// moveBalances is the only statement that changes a balance. It meets every
// account that it names, or somebody named one that was never opened.
var moveBalances = writing[delta]{
	&statement{
		name:   "move ledger_accounts",
		kinds:  []kind{number, text},
		sqlite: "update ledger_accounts set balance = balance + ? where id = ?",
		postgres: expecting("update ledger_accounts as t set balance = t.balance + r.amount"+
			" from unnest($1::bigint[], $2::text[]) as r (amount, id) where t.id = r.id", 3),
		exact: true,
	},
	func(d *delta) []column {
		return []column{{"amount", &d.amount}, {"id", &d.account}}
	},
}

// maxCredits is how many accounts one transfer can pay into: a split pays the
// worker, the client, the fee and the tax.
const maxCredits = 4

// transferRow is one whole transfer: one debit and its credits.
type transferRow struct {
	ledger.Posted
	subject
	event, payout, currency string
	debit                   string
	amount                  int64
	credits                 [maxCredits]string
	amounts                 [maxCredits]int64
}

var transfers = table[transferRow]{
	name: "transfers",
	fixed: func(t *transferRow) []column {
		return []column{
			{"id", &t.ID},
			{"kind", (*string)(&t.Kind)},
			{"key", &t.Key},
			{"event_id", reference{&t.event}},
			{"payout_id", reference{&t.payout}},
			{"contract_id", reference{&t.contract}},
			{"job_id", reference{&t.job}},
			{"at", (*int64)(&t.At)},
			{"debit", &t.debit},
			{"amount", &t.amount},
			{"credit_1", &t.credits[0]},
			{"amount_1", &t.amounts[0]},
			{"credit_2", reference{&t.credits[1]}},
			{"amount_2", leg{&t.amounts[1]}},
			{"credit_3", reference{&t.credits[2]}},
			{"amount_3", leg{&t.amounts[2]}},
			{"credit_4", reference{&t.credits[3]}},
			{"amount_4", leg{&t.amounts[3]}},
		}
	},
	hidden: func(t *transferRow) []column {
		return []column{{"currency", &t.currency}}
	},
}

// transferRowOf flattens a transfer. Credits to people come first, where the
// indexes for their statements look.
func transferRowOf(t ledger.Transfer) (transferRow, error) {
	posted := t.Record()
	if len(posted.Entries) < 2 || len(posted.Entries) > 1+maxCredits {
		return transferRow{}, fmt.Errorf("transfer %s has %d entries", posted.ID, len(posted.Entries))
	}
	row := transferRow{Posted: posted, subject: subjectOf(posted.Subject), currency: money.Currency}
	if id.Valid(id.Payout, posted.Cause) {
		row.payout = posted.Cause
	} else {
		row.event = posted.Cause
	}
	row.debit, row.amount = string(posted.Entries[0].Account), -int64(posted.Entries[0].Amount)
	credits := slices.Clone(posted.Entries[1:])
	slices.SortStableFunc(credits, func(a, b ledger.Entry) int { return rank(a) - rank(b) })
	for i, e := range credits {
		row.credits[i], row.amounts[i] = string(e.Account), int64(e.Amount)
	}
	return row, nil
}

func rank(e ledger.Entry) int {
	if e.Account.Kind() == "user" {
		return 0
	}
	return 1
}

// posted is the transfer as it stands in the book.
func (t transferRow) posted() ledger.Posted {
	p := t.Posted
	p.Cause = t.event + t.payout // exactly one of them is there
	p.Subject = t.subject.id()
	p.Entries = []ledger.Entry{{Account: ledger.Account(t.debit), Amount: -money.Yen(t.amount)}}
	for i, account := range t.credits {
		if account != "" {
			p.Entries = append(p.Entries, ledger.Entry{Account: ledger.Account(account), Amount: money.Yen(t.amounts[i])})
		}
	}
	return p
}

const balanceOf = "select balance from ledger_accounts where id = $1"

// Balance is what stands on an account of the ledger.
func (r *reader) Balance(ctx context.Context, a ledger.Account) (money.Yen, error) {
	n, err := r.number(ctx, balanceOf, string(a))
	return money.Yen(n), err
}

// lineRow is one entry of an account with the cause of its transfer.
type lineRow struct {
	ledger.Line
	subject
	event, payout string
}

func lineColumns(l *lineRow) []column {
	return []column{
		{"id", &l.Transfer},
		{"kind", (*string)(&l.Kind)},
		{"event_id", reference{&l.event}},
		{"payout_id", reference{&l.payout}},
		{"contract_id", reference{&l.contract}},
		{"job_id", reference{&l.job}},
		{"at", (*int64)(&l.At)},
	}
}

var lines = table[lineRow]{
	name: "transfers",
	fixed: func(l *lineRow) []column {
		return append(lineColumns(l), column{"moved", (*int64)(&l.Amount)}, column{"fee", (*int64)(&l.Fee)}, column{"tax", (*int64)(&l.Tax)})
	},
}

// linesOfUser reads the statement of a person's balance by the three narrow
// indexes: people are debited, or credited in the first two places. The ranges
// say nothing new; they let the planner see that the partial indexes apply.
var linesOfUser = statementOf([]string{
	"debit = $1 and debit >= 'user:' and debit < 'user;'",
	"credit_1 = $1 and credit_1 >= 'user:' and credit_1 < 'user;'",
	"credit_2 = $1 and credit_2 >= 'user:' and credit_2 < 'user;'",
}, []string{"-amount", "amount_1", "amount_2"})

// linesOfOthers reads the statement of any account; it walks the whole book.
var linesOfOthers = statementOf([]string{
	"debit = $1", "credit_1 = $1", "credit_2 = $1", "credit_3 = $1", "credit_4 = $1",
}, []string{"-amount", "amount_1", "amount_2", "amount_3", "amount_4"})

// statementOf joins the legs in which an account can stand; each gives at most
// a page, newest first.
func statementOf(legs, amounts []string) string {
	names := commas(namesOf(lineColumns(new(lineRow))))
	var b []string
	for i, condition := range legs {
		b = append(b, fmt.Sprintf("select %s, moved, fee, tax from (select %s, %s as moved, %s as fee, %s as tax from transfers where %s and id < $2 order by id desc limit $3) as leg_%d",
			names, names, amounts[i], creditTo(ledger.Fees), creditTo(ledger.Tax), condition, i))
	}
	return union(b) + " order by id desc limit $3"
}

// creditTo is how much a transfer pays to an account of the house.
func creditTo(a ledger.Account) string {
	b := "case '" + string(a) + "'"
	for i := 1; i <= maxCredits; i++ {
		b += fmt.Sprintf(" when credit_%d then amount_%d", i, i)
	}
	return b + " else 0 end"
}

// Lines lists an account's entries, newest first.
func (r *reader) Lines(ctx context.Context, a ledger.Account, p store.Page) ([]ledger.Line, error) {
	query := linesOfOthers
	if a.Kind() == "user" {
		query = linesOfUser
	}
	found, err := list(ctx, r, lines, query, string(a), cursorBefore(p), p.Rows())
	return unwrap(found, func(l lineRow) ledger.Line {
		l.Account, l.Cause, l.Line.Subject = a, l.event+l.payout, l.subject.id()
		return l.Line
	}), err
}
