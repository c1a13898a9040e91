// Package memory is a store that keeps everything in maps: the oracle that the
// tests hold the two databases against. It promises to answer as they do, at
// the pace of a walk through a map, and refuses what their schema refuses. It
// shares no code with them, hands out nothing but copies, and forgets
// everything with the process.
package memory

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/attention"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/charter"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/desk"
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

// A Store keeps everything until the process ends.
type Store struct {
	writing sync.Mutex   // held by one Write from its reading to its end
	mu      sync.RWMutex // guards all that follows; not held while a Write decides, which may read

	clock     calendar.Instant
	accounts  shelf[account.Account]
	tokens    shelf[account.Token] // by hash
	logins    shelf[account.Login] // by address
	passkeys  shelf[account.Credential]
	jobs      shelf[job.Job]
	proposals shelf[job.Proposal]
	contracts shelf[contract.Contract]
	contests  shelf[contest.Contest]   // by job, without documents
	documents shelf[string]            // by entry
	tasks     shelf[task.Task]         // by job
	works     shelf[task.Answer]       // without documents
	requests  shelf[requests]          // by contract
	terms     shelf[store.Terms]       // by contract, then hash
	chains    shelf[[]store.Event]     // by subject, in the order of seq
	events    shelf[string]            // the subject of each event
	threads   shelf[[]message.Message] // by proposal, in the order of ids
	balances  shelf[money.Yen]         // by ledger account
	transfers shelf[ledger.Posted]
	keys      shelf[string] // the transfer of each key
	payouts   shelf[payout.Payout]
	batches   shelf[payout.Batch]
	notices   shelf[notice.Notice]
	attempts  shelf[[]store.MailAttempt] // by notice, in the order of tries
	answers   shelf[store.Answer]        // by key

	attachments shelf[message.Attachment]
	marks       shelf[message.Mark] // by thread and account
	ratings     shelf[rating.Rating]
	restores    shelf[store.Restore]
	replies     shelf[rating.Reply] // by rating

	workDocuments shelf[string]              // by answer of a task
	attention     shelf[attention.Attention] // by account
	reports       shelf[report.Report]
	outside       shelf[outside.Request]
	bankAccounts  shelf[payout.BankAccount]
	claims        shelf[desk.Claim] // by case
	editions      shelf[charter.Edition]
	audit         shelf[audit.Line]
	auditHead     audit.Head
}

var _ store.Store = (*Store)(nil)

// New is an empty store, in which only the house has its ledger accounts.
func New() *Store {
	s := &Store{
		accounts:  newShelf[account.Account](nil),
		tokens:    newShelf[account.Token](nil),
		logins:    newShelf[account.Login](nil),
		passkeys:  newShelf[account.Credential](nil),
		jobs:      newShelf[job.Job](nil),
		proposals: newShelf(copiedProposal),
		contracts: newShelf(copiedContract),
		contests:  newShelf(copiedContest),
		documents: newShelf[string](nil),
		tasks:     newShelf(copiedTask),
		works:     newShelf[task.Answer](nil),
		requests:  newShelf(copiedRequests),
		terms:     newShelf[store.Terms](nil),
		chains:    newShelf(slices.Clone[[]store.Event]),
		events:    newShelf[string](nil),
		threads:   newShelf(slices.Clone[[]message.Message]),
		balances:  newShelf[money.Yen](nil),
		transfers: newShelf(copiedPosted),
		keys:      newShelf[string](nil),
		payouts:   newShelf[payout.Payout](nil),
		batches:   newShelf[payout.Batch](nil),
		notices:   newShelf[notice.Notice](nil),
		attempts:  newShelf(slices.Clone[[]store.MailAttempt]),
		answers:   newShelf(copiedAnswer),

		attachments: newShelf[message.Attachment](nil),
		marks:       newShelf[message.Mark](nil),
		ratings:     newShelf[rating.Rating](nil),
		restores:    newShelf[store.Restore](nil),
		replies:     newShelf[rating.Reply](nil),

		workDocuments: newShelf[string](nil),
		attention:     newShelf[attention.Attention](nil),
		reports:       newShelf[report.Report](nil),
		outside:       newShelf[outside.Request](nil),
		bankAccounts:  newShelf[payout.BankAccount](nil),
		claims:        newShelf[desk.Claim](nil),
		editions:      newShelf[charter.Edition](nil),
		audit:         newShelf[audit.Line](nil),
	}
	for _, a := range ledger.House() {
		s.balances.rows[string(a)] = 0
	}
	return s
}

// Writers is 1: one Write follows another.
func (s *Store) Writers() int { return 1 }

// Ready is always so.
func (s *Store) Ready(context.Context) error { return nil }

// Close has nothing to close.
func (s *Store) Close() error { return nil }

// Clock is where the sandbox's clock was put, zero when never.
func (s *Store) Clock(context.Context) (calendar.Instant, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.clock, nil
}

// Written is when something was written last.
func (s *Store) Written(context.Context) (last calendar.Instant, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, a := range s.answers.rows {
		last = max(last, a.At)
	}
	for made := range s.events.rows {
		last = max(last, id.Made(made))
	}
	for made := range s.notices.rows {
		last = max(last, id.Made(made))
	}
	for _, l := range s.audit.rows {
		last = max(last, l.At)
	}
	return last, nil
}

// get reads one row for a Reader.
func get[T any](s *Store, from *shelf[T], key string) (T, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	row, ok := from.get(key)
	if !ok {
		return row, store.ErrNotFound
	}
	return row, nil
}

// need refuses to write what names a row that is not there.
func need[T any](what string, in *shelf[T], key string) error {
	if _, ok := in.rows[key]; !ok {
		return fmt.Errorf("there is no %s %q", what, key)
	}
	return nil
}

// needIf is need for a name that may be empty.
func needIf[T any](what string, in *shelf[T], key string) error {
	if key == "" {
		return nil
	}
	return need(what, in, key)
}

// free refuses to write a new row over one that is there.
func free[T any](what string, in *shelf[T], key string) error {
	if _, taken := in.rows[key]; taken {
		return fmt.Errorf("%s %q is there already", what, key)
	}
	return nil
}
