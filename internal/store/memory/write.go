package memory

import (
	"context"
	"slices"

	"azukari/internal/base/calendar"
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

// Write decides and keeps one batch, after the one before and before the next.
// Readers see all of it or nothing.
func (s *Store) Write(ctx context.Context, names store.Names, decide func(store.Rows) (store.Changes, error)) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	rows := s.load(names)
	answered := map[string]calendar.Instant{} // decide may add to the rows
	for key, a := range rows.Answers {
		answered[key] = a.At
	}
	read := noted(rows)
	changes, err := decide(rows)
	if err != nil || changes.Empty() {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d := &draft{Store: s, answered: answered, read: read}
	if err := d.write(&changes); err != nil {
		d.takeBack()
		return err
	}
	return nil
}

// load copies the rows that a batch names; every map is there, so that commands
// may add what they make.
func (s *Store) load(names store.Names) store.Rows {
	s.mu.RLock()
	defer s.mu.RUnlock()
	rows := store.Rows{
		Answers: map[string]store.Answer{}, Tokens: map[string]account.Token{}, Accounts: map[string]account.Account{},
		Logins: map[string]account.Login{}, Keys: map[string]account.Credential{}, Muted: map[string]account.Muted{},
		Jobs: map[string]job.Job{}, Proposals: map[string]job.Proposal{}, Contracts: map[string]contract.Contract{},
		Terms: map[string]string{}, Balances: map[ledger.Account]money.Yen{}, Notices: map[string]notice.Notice{},
		Attachments: map[string]message.Attachment{}, Ratings: map[string]rating.Rating{}, Contests: map[string]contest.Contest{},
		Tasks: map[string]task.Task{}, Works: map[string]task.Answer{}, TaskRecords: map[string]task.Record{}, Attention: map[string]attention.Attention{},
		Payouts: map[string]payout.Payout{}, Batches: map[string]payout.Batch{}, PaidTo: map[string]payout.BankAccount{},
		Reports: map[string]report.Report{}, Outside: map[string]outside.Request{},
	}
	pick(rows.Answers, &s.answers, names.Answers...)
	pick(rows.Tokens, &s.tokens, names.Tokens...)
	pick(rows.Accounts, &s.accounts, names.Accounts...)
	s.pickKeyrings(rows, names)
	pick(rows.Jobs, &s.jobs, names.Jobs...)
	pick(rows.Proposals, &s.proposals, names.Proposals...)
	for _, p := range rows.Proposals {
		pick(rows.Jobs, &s.jobs, p.JobID)
		pick(rows.Accounts, &s.accounts, p.ClientID, p.WorkerID)
	}
	pick(rows.Contracts, &s.contracts, names.Contracts...)
	for _, t := range s.terms.rows {
		if slices.Contains(names.Contracts, t.ContractID) {
			rows.Terms[t.SHA256] = t.Document
		}
	}
	pick(rows.Contests, &s.contests, names.Contests...)
	s.pickTasks(rows, names)
	pick(rows.Notices, &s.notices, names.Notices...)
	pick(rows.Attachments, &s.attachments, names.Attachments...)
	s.pickRatings(rows.Ratings, names.Ratings)
	s.pickReports(rows.Reports, names.Reports)
	s.pickOutside(rows.Outside, names.Outside)
	for _, a := range names.Balances {
		if amount, ok := s.balances.get(string(a)); ok {
			rows.Balances[a] = amount
		}
	}
	s.pickPayouts(rows, names)
	if names.Audit {
		rows.Audit = s.auditHead
	}
	s.pickMuted(rows, names)
	return rows
}

// A draft is a batch being written: each step is kept at once, with how it is
// taken back should a later one be refused.
type draft struct {
	*Store
	answered map[string]calendar.Instant // when the answers that the batch read were given
	read     names                       // what the batch may write over
	undo     []func()
}

// put keeps a row, and how to take it back.
func put[T any](d *draft, on *shelf[T], key string, row T) {
	before, was := on.rows[key]
	d.undo = append(d.undo, func() {
		if was {
			on.rows[key] = before
		} else {
			delete(on.rows, key)
		}
	})
	on.rows[key] = on.copy(row)
}

// takeBack leaves everything as it was before the batch.
func (d *draft) takeBack() {
	for _, step := range slices.Backward(d.undo) {
		step()
	}
}

// write keeps all changes of a batch, what is named before what names it.
func (d *draft) write(c *store.Changes) error {
	steps := []func() error{
		func() error { return each(c.Accounts, d.putAccount) },
		func() error { return each(c.Tokens, d.putToken) },
		func() error { return each(c.Logins, d.putLogin) },
		func() error { return each(c.Keys, d.putPasskey) },
		func() error { return each(c.Jobs, d.putJob) },
		func() error { return each(c.Proposals, d.putProposal) },
		func() error { return each(c.Contests, d.putContest) },
		func() error { return each(c.Tasks, d.putTask) },
		func() error { return each(c.Works, d.putWork) },
		func() error { return each(c.Contracts, d.putContract) },
		func() error { return d.addTerms(c.Terms) },
		func() error { return each(c.Contracts, d.knownTerms) },
		func() error { return each(c.PaidTo, d.putBankAccount) },
		func() error { return each(c.Batches, d.putBatch) },
		func() error { return each(c.Payouts, d.putPayout) },
		func() error { return each(c.Events, d.addEvent) },
		func() error { return each(c.Messages, d.addMessage) },
		func() error { return each(c.Attachments, d.putAttachment) },
		func() error { return each(c.Marks, d.moveMark) },
		func() error { return each(c.Ratings, d.addRating) },
		func() error { return each(c.Replies, d.addReply) },
		func() error { return each(c.Reports, d.putReport) },
		func() error { return each(c.Outside, d.putOutside) },
		func() error { return each(c.Attention, d.putAttention) },
		func() error { return each(c.Restores, d.putRestore) },
		func() error { return each(c.Claims, d.putClaim) },
		func() error { return each(c.Editions, d.addEdition) },
		func() error { return each(c.Audit, d.addLine) },
		func() error { return each(c.Notices, d.putNotice) },
		func() error { return each(c.Attempts, d.addAttempt) },
		func() error { return each(c.Answers, d.putAnswer) },
		func() error { return d.post(c.Transfers) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	if c.Clock != 0 { // last: it has no way back
		d.clock = c.Clock
	}
	return nil
}

// each does one step for every row until one is refused.
func each[T any](rows []T, step func(T) error) error {
	for _, row := range rows {
		if err := step(row); err != nil {
			return err
		}
	}
	return nil
}
