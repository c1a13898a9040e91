// Package job is what comes before a contract: a posted job (仕事), the
// proposals (応募) made for it, and the offers that go back and forth until one
// side accepts what the other offered (R1.1–R1.3). It decides who may do what
// with them; forming the contract itself is domain/contract's.
package job

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
)

// Format is how the work of a job is done (R1.1).
type Format string

// The formats.
const (
	Project Format = "project" // プロジェクト: work by one worker under one contract
	Contest Format = "contest" // コンペ: many enter, some win
	Task    Format = "task"    // タスク: many answer a form, each is paid by the answer
)

// State of a job.
type State string

// The states of a job.
const (
	AwaitingEscrow State = "awaiting_escrow" // 仮払い待ち: a contest or a task that is not published yet (R2.2)
	Open           State = "open"            // 募集中
	Closed         State = "closed"          // 募集終了
)

// A Job is work that a client wants done.
type Job struct {
	ID           string
	ClientID     string
	Format       Format
	Title        string
	Description  string
	Category     string
	BudgetAmount money.Yen
	DueOn        string // 2026-12-01, empty when open
	State        State
	CreatedAt    calendar.Instant
	Version      int64
}

// Post publishes a job. The fields' shapes are checked where they are read.
func Post(j Job, ids *id.Minter, now calendar.Instant) Job {
	j.ID, j.State, j.CreatedAt, j.Version = ids.New(id.Job, now), Open, now, 1
	return j
}

// Draft keeps a job back until its escrow is funded: a contest, a task (R2.2).
func Draft(j Job, ids *id.Minter, now calendar.Instant) Job {
	j = Post(j, ids, now)
	j.State = AwaitingEscrow
	return j
}

// SeenBy reports whether somebody may see the job: before its escrow is funded
// its client alone.
func (j Job) SeenBy(account string) bool { return j.State != AwaitingEscrow || j.ClientID == account }

// Moved is the job in the state that its contest or its task has brought it to.
func (j Job) Moved(to State) Job {
	if j.State != to {
		j.State = to
		j.Version++
	}
	return j
}

// Close ends the search for workers; running proposals can still be accepted.
func Close(j Job, by string) (Job, error) {
	switch {
	case j.ClientID != by:
		return j, refusal.Denied("R1.3", "Only the client who posted the job may close it.")
	case j.Format != Project:
		return j, refusal.Conflict(refusal.StateConflict, "R8.1", "Contests and tasks are closed by their own rules.").In(string(j.State))
	case j.State != Open:
		return j, refusal.Conflict(refusal.JobClosed, "R1.3", "The job is closed already.").In(string(j.State))
	}
	j.State = Closed
	j.Version++
	return j, nil
}
