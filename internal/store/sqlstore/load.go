package sqlstore

import (
	"slices"

	"azukari/internal/base/lifecycle"
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/attention"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/rating"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// emptyRows has every map ready: a command may add what it makes.
func emptyRows() store.Rows {
	return store.Rows{
		Answers: map[string]store.Answer{}, Tokens: map[string]account.Token{}, Accounts: map[string]account.Account{},
		Logins: map[string]account.Login{}, Keys: map[string]account.Credential{}, Muted: map[string]account.Muted{},
		Jobs: map[string]job.Job{}, Proposals: map[string]job.Proposal{}, Contracts: map[string]contract.Contract{},
		Terms: map[string]string{}, Balances: map[ledger.Account]money.Yen{}, Notices: map[string]notice.Notice{},
		Attachments: map[string]message.Attachment{}, Ratings: map[string]rating.Rating{}, Contests: map[string]contest.Contest{},
		Tasks: map[string]task.Task{}, Works: map[string]task.Answer{}, TaskRecords: map[string]task.Record{}, Attention: map[string]attention.Attention{},
		Payouts: map[string]payout.Payout{}, Batches: map[string]payout.Batch{}, PaidTo: map[string]payout.BankAccount{},
		Reports: map[string]report.Report{}, Outside: map[string]outside.Request{},
	}
}

// distinct sorts names and leaves doubles out: every Write locks in one order.
func distinct(names []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(names)))
}

// The rows that hang on a keyring, by the accounts that $1 holds in the way of
// the dialect, and what those who may hear of something have switched off.
func keyringTokens(in string) string {
	return "select " + tokens.list("t") + " from tokens t where t.account_id " + in + " and t.kind <> 'bearer'"
}

func keyringLogins(in string) string {
	return "select " + logins.list("t") + " from logins t where t.account_id " + in
}

func keyringCredentials(in string) string {
	return "select " + credentials.list("t") + " from credentials t where t.account_id " + in
}

// listOf is keys as the one parameter of a statement that reads listed rows
// (SQLite).
func listOf(keys []string) []any {
	return []any{document[[]string]{&keys}.value()}
}

func accountNames(names []ledger.Account) []string {
	return mapped(names, func(a ledger.Account) string { return string(a) })
}

// seen says which of the rows that may be written again a batch has read, and
// in which version those with one: they are updated, and all others are new.
// It is noted before a command adds its own rows to what was read.
type seen struct {
	accounts, logins, keys   map[string]bool
	tokens, notices          map[string]bool
	jobs, proposals, answers map[string]int64
	works                    map[string]int64
	attachments              map[string]bool
	reports, outside         map[string]lifecycle.State // by their own ids
	payouts                  map[string]lifecycle.State
	batches                  map[string]int64
	paidTo                   map[string]bool // by their own ids
}

func seenIn(rows store.Rows) seen {
	return seen{
		accounts:  noted(rows.Accounts, func(account.Account) bool { return true }),
		logins:    noted(rows.Logins, func(account.Login) bool { return true }),
		keys:      noted(rows.Keys, func(account.Credential) bool { return true }),
		tokens:    noted(rows.Tokens, func(account.Token) bool { return true }),
		notices:   noted(rows.Notices, func(notice.Notice) bool { return true }),
		jobs:      noted(rows.Jobs, func(j job.Job) int64 { return j.Version }),
		proposals: noted(rows.Proposals, func(p job.Proposal) int64 { return p.Version }),
		works:     noted(rows.Works, func(a task.Answer) int64 { return a.Version }),
		answers:   noted(rows.Answers, func(a store.Answer) int64 { return int64(a.At) }),

		attachments: noted(rows.Attachments, func(message.Attachment) bool { return true }),
		reports:     noted(rows.Reports, func(r report.Report) lifecycle.State { return r.State }),
		outside:     statesOf(rows.Outside),
		payouts:     noted(rows.Payouts, func(p payout.Payout) lifecycle.State { return p.State }),
		batches:     noted(rows.Batches, func(b payout.Batch) int64 { return b.Version }),
		paidTo:      idsOf(rows.PaidTo),
	}
}

// idsOf are the bank accounts that are paid to.
func idsOf(paidTo map[string]payout.BankAccount) map[string]bool {
	all := map[string]bool{}
	for _, b := range paidTo {
		all[b.ID] = true
	}
	return all
}

// statesOf are the states of the latest requests to be in touch outside.
func statesOf(latest map[string]outside.Request) map[string]lifecycle.State {
	all := map[string]lifecycle.State{}
	for _, r := range latest {
		all[r.ID] = r.State
	}
	return all
}

func noted[T, V any](rows map[string]T, of func(T) V) map[string]V {
	all := make(map[string]V, len(rows))
	for key, row := range rows {
		all[key] = of(row)
	}
	return all
}

// divided tells new rows from those that replace one that was seen.
func divided[T, V any](rows []T, known map[string]V, key func(T) string, again func(T, V) T) (fresh, changed []T) {
	if len(known) == 0 {
		return rows, nil
	}
	for _, row := range rows {
		if was, ok := known[key(row)]; ok {
			changed = append(changed, again(row, was))
		} else {
			fresh = append(fresh, row)
		}
	}
	return fresh, changed
}
