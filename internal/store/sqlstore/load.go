package sqlstore

import (
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// emptyRows has every map ready: a command may add what it makes.
func emptyRows() store.Rows {
	return store.Rows{
		Answers: map[string]store.Answer{}, Tokens: map[string]account.Token{}, Accounts: map[string]account.Account{},
		Jobs: map[string]job.Job{}, Proposals: map[string]job.Proposal{}, Contracts: map[string]contract.Contract{},
		Terms: map[string]string{}, Balances: map[ledger.Account]money.Yen{}, Notices: map[string]notice.Notice{},
	}
}

// distinct sorts names and leaves doubles out: every Write locks in one order.
func distinct(names []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(names)))
}

func accountNames(names []ledger.Account) []string {
	return mapped(names, func(a ledger.Account) string { return string(a) })
}

// answeredAt notes when the answers that were read were given, before a
// command adds its own.
func answeredAt(rows store.Rows) map[string]calendar.Instant {
	at := make(map[string]calendar.Instant, len(rows.Answers))
	for key, a := range rows.Answers {
		at[key] = a.At
	}
	return at
}
