package transact

import (
	"errors"
	"runtime/debug"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/charter"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/todo"
	"azukari/internal/store"
)

// AnswersKept is how long an answer is given again for its key.
const AnswersKept = 24 * time.Hour

// Work is one batch in the making: the rows as they stand after the commands
// decided so far, and the changes to be written.
type Work struct {
	Rows     store.Rows
	Now      calendar.Instant
	Calendar calendar.Calendar
	IDs      *id.Minter
	Actor    contract.Actor // of the command that is being decided

	restored store.Restore // while the house is in quarantine
	book     *charter.Book // how the house is set

	changed map[string]*store.ContractChange
	touched []string // contracts changed, in order
	pending store.Changes

	contests        map[string]*store.ContestChange
	touchedContests []string
	tasks           map[string]*store.TaskChange
	touchedTasks    []string
	works           []string // answers of tasks changed, in order
	touchedWorks    map[string]bool
	waits           map[string][]todo.Item // see CatchUp

	applied int // changes of contracts, contests and tasks
	stays   int // the size that stays when the present command is refused
}

func newWork(rows store.Rows, now calendar.Instant, cal calendar.Calendar, ids *id.Minter) *Work {
	return &Work{
		Rows: rows, Now: now, Calendar: cal, IDs: ids, changed: map[string]*store.ContractChange{}, contests: map[string]*store.ContestChange{},
		tasks: map[string]*store.TaskChange{}, touchedWorks: map[string]bool{},
	}
}

// Occasion is who and when, for the kernel.
func (w *Work) Occasion() contract.Occasion {
	return contract.Occasion{Who: w.Actor, Now: w.Now, Calendar: w.Calendar, IDs: w.IDs, Numbers: w.book.Policy(w.Now)}
}

// Contract is the contract as the clock leaves it now: what was owed is taken
// first (R0.6).
func (w *Work) Contract(id string) (contract.Contract, []contract.Due, error) {
	c, ok := w.Rows.Contracts[id]
	if !ok {
		return contract.Contract{}, nil, refusal.NoSuch("contract")
	}
	caughtUp := contract.CatchUp(c, w.Occasion())
	if len(caughtUp.Fired) > 0 {
		w.owing(func() { w.Apply(caughtUp) })
	}
	return caughtUp.Contract, caughtUp.Fired, nil
}

// owing does what the clock owed. It stays, whatever becomes of the command that
// came by.
func (w *Work) owing(do func()) {
	before := w.size()
	do()
	w.stays += w.size() - before
}

// Stay keeps what was done so far, though the command is answered with a refusal:
// what happened outside is a fact.
func (w *Work) Stay() { w.stays = w.size() }

// size grows with everything that is changed.
func (w *Work) size() int { return w.pending.Len() + w.applied }

// Apply notes a change of a contract with all that follows from it: events,
// transfers, messages, notifications.
func (w *Work) Apply(change contract.Change) {
	w.applied++
	c := change.Contract
	if so := w.changed[c.ID]; so != nil {
		so.Between = append(so.Between, so.After)
		so.After = c
	} else {
		so = &store.ContractChange{After: c}
		if loaded, ok := w.Rows.Contracts[c.ID]; ok {
			so.Before = &loaded
		}
		w.changed[c.ID] = so
		w.touched = append(w.touched, c.ID)
	}
	w.Rows.Contracts[c.ID] = c
	if change.Terms != "" {
		w.putTerms(c.ID, change.Terms)
	}
	w.pending.Transfers = append(w.pending.Transfers, change.Transfers...)
	for _, f := range change.Facts {
		if f.Chained() {
			w.pending.Events = append(w.pending.Events, store.Event{SubjectID: c.ID, Fact: f})
		}
		w.notify(notice.Of(c, f, w.IDs)...)
	}
	for _, m := range change.Messages {
		w.pending.Messages = append(w.pending.Messages, message.Message{ID: m.ID, Thread: c.ProposalID, From: m.From, Body: m.Body, At: m.At})
	}
}

// notify tells people, each as they want to be told (R11.2).
func (w *Work) notify(notices ...notice.Notice) {
	for _, n := range notices {
		w.pending.Notices = append(w.pending.Notices, n.Heeding(w.Rows.Muted[n.AccountID]))
		if a, visits := w.Rows.Attention[n.AccountID]; visits {
			if a = a.Told(w.Now); n.Kind == notice.ProposalMessage {
				a = a.Wrote(w.Now)
			}
			w.putAttention(a)
		}
	}
}

// changes is everything that the batch writes: each contract once, however many
// commands it took.
func (w *Work) changes() store.Changes {
	w.pending.Contracts = make([]store.ContractChange, 0, len(w.touched))
	for _, id := range w.touched {
		w.pending.Contracts = append(w.pending.Contracts, *w.changed[id])
	}
	for _, id := range w.touchedContests {
		w.pending.Contests = append(w.pending.Contests, *w.contests[id])
	}
	for _, id := range w.touchedTasks {
		w.pending.Tasks = append(w.pending.Tasks, *w.tasks[id])
	}
	for _, id := range w.works {
		w.pending.Works = append(w.pending.Works, w.Rows.Works[id])
	}
	return w.pending
}

// answeredBefore looks for an answer already given to the request's key.
func (w *Work) answeredBefore(once *Once) (*store.Answer, bool, error) {
	if once == nil {
		return nil, false, nil
	}
	kept, ok := w.Rows.Answers[once.Key]
	if !ok || kept.At.Add(AnswersKept) <= w.Now {
		return nil, false, nil
	}
	if kept.Fingerprint != once.Fingerprint {
		return nil, false, &refusal.Refusal{Kind: refusal.NotThis, Code: refusal.IdempotencyKeyReused,
			Detail: "This Idempotency-Key was used for another request; nothing was done. Use a new key."}
	}
	return &kept, kept.Whole() || once.note != nil && kept.Begun(), nil
}

// keep writes the answer that the request's key will get from now on, or how far
// the request has come.
func (w *Work) keep(once *Once, result any, err error) *store.Answer {
	if once == nil {
		return nil
	}
	status, body, keep := once.Answer(result, err)
	if !keep {
		status = 0
		if body, keep = w.soFar(once, result, err); !keep {
			return nil
		}
	}
	answer := store.Answer{Key: once.Key, Fingerprint: once.Fingerprint, Status: status, Body: body, At: w.Now}
	w.Rows.Answers[once.Key] = answer
	w.pending.Answers = append(w.pending.Answers, answer)
	return &answer
}

// soFar is how far a request without an answer has come: a first step says so; a
// refusal that may be tried again with the same key ends what was begun.
func (w *Work) soFar(once *Once, result any, err error) (note []byte, keep bool) {
	if err == nil && once.note != nil {
		note = once.note(result)
		return note, note != nil
	}
	before, begun := w.Rows.Answers[once.Key]
	return []byte{}, err != nil && begun && before.Begun()
}

// add joins what one command names to what its batch names.
func add(all *store.Names, n store.Names, once *Once) {
	if once != nil {
		all.Answers = append(all.Answers, once.Key)
	}
	all.Tokens = append(all.Tokens, n.Tokens...)
	all.Accounts = append(all.Accounts, n.Accounts...)
	all.Keyrings = append(all.Keyrings, n.Keyrings...)
	all.Logins = append(all.Logins, n.Logins...)
	all.Jobs = append(all.Jobs, n.Jobs...)
	all.Proposals = append(all.Proposals, n.Proposals...)
	all.Contracts = append(all.Contracts, n.Contracts...)
	all.Contests = append(all.Contests, n.Contests...)
	all.Tasks = append(all.Tasks, n.Tasks...)
	all.Attention = append(all.Attention, n.Attention...)
	all.Works = append(all.Works, n.Works...)
	all.Slots = append(all.Slots, n.Slots...)
	all.Backlogs = append(all.Backlogs, n.Backlogs...)
	all.Balances = append(all.Balances, n.Balances...)
	all.Notices = append(all.Notices, n.Notices...)
	all.Attachments = append(all.Attachments, n.Attachments...)
	all.Ratings = append(all.Ratings, n.Ratings...)
	all.Reports = append(all.Reports, n.Reports...)
	all.Outside = append(all.Outside, n.Outside...)
	all.Audit = all.Audit || n.Audit
	all.Payouts = append(all.Payouts, n.Payouts...)
	all.Batches = append(all.Batches, n.Batches...)
	all.PaidTo = append(all.PaidTo, n.PaidTo...)
}

func isRefusal(err error) bool {
	var no *refusal.Refusal
	return errors.As(err, &no)
}

func stack() []byte { return debug.Stack() }
