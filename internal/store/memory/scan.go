package memory

import (
	"cmp"
	"context"
	"slices"

	"azukari/internal/base/money"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/store"
)

// Scan walks through a copy of everything, so that its functions may take their
// time and ask the store for more.
func (s *Store) Scan(_ context.Context, each store.Scan) error {
	for _, walk := range s.walks(each) {
		if err := walk(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) walks(each store.Scan) []func() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return []func() error{
		walk(s.accounts.everything, each.Account),
		walk(s.tokens.everything, each.Token),
		walk(s.logins.everything, each.Login),
		walk(s.passkeys.everything, each.Key),
		walk(s.jobs.everything, each.Job),
		walk(s.proposals.everything, each.Proposal),
		walk(s.everyBalance, each.Balance),
		walk(s.contracts.everything, each.Contract),
		walk(s.contests.everything, each.Contest),
		walk(s.tasks.everything, each.Task),
		walk(s.works.everything, each.Work),
		walk(s.attention.everything, each.Attention),
		walk(s.everyEvent, each.Event),
		walk(s.transfers.everything, each.Transfer),
		walk(s.everyMessage, each.Message),
		walk(s.payouts.everything, each.Payout),
		walk(s.notices.everything, each.Notice),
		walk(s.answers.everything, each.Answer),
		walk(s.attachments.everything, each.Attachment),
		walk(s.marks.everything, each.Mark),
		walk(s.everyRating, each.Rating),
		walk(s.reports.everything, each.Report),
		walk(s.outside.everything, each.Outside),
		walk(s.audit.everything, each.Audit),
		walk(s.editions.everything, each.Edition),
		walk(s.batches.everything, each.Batch),
		walk(s.bankAccounts.everything, each.PaidTo),
	}
}

// walk copies rows now and gives them on later, unless nobody wants them.
func walk[T any](everything func() []T, give func(T) error) func() error {
	if give == nil {
		return func() error { return nil }
	}
	rows := everything()
	return func() error { return each(rows, give) }
}

func (s *Store) everyBalance() []ledger.Balance {
	var balances []ledger.Balance
	for _, a := range s.balances.keys(func(money.Yen) bool { return true }) {
		balances = append(balances, ledger.Balance{Account: ledger.Account(a), Amount: s.balances.rows[a]})
	}
	return balances
}

// everyEvent lists the chains one after another, in the order of the contracts.
func (s *Store) everyEvent() []store.Event {
	var events []store.Event
	for _, contractID := range s.chains.keys(func([]store.Event) bool { return true }) {
		events = append(events, s.chain(contractID)...)
	}
	return events
}

// everyMessage lists the messages of all threads in the order of their ids.
func (s *Store) everyMessage() []message.Message {
	messages := slices.Concat(s.threads.everything()...)
	slices.SortFunc(messages, func(a, b message.Message) int { return cmp.Compare(a.ID, b.ID) })
	return messages
}
