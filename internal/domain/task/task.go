// Package task is the task (タスク) of a job: the client puts unit price × count
// into escrow, many people each take a slot, answer a form of questions within
// a time limit, and are paid by the answer. A task has two tables in table.go,
// its own and that of one answer; each verb has a file or a part of one, and
// deciding is pure, as in domain/contract. A task never holds its answers: it
// counts them, and a decision is handed the few that it is about, so that a task
// with ten thousand answers is as quick as one with ten (R8.2).
package task

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/policy"
)

// A Task is one job's, and has the job's id.
type Task struct {
	JobID    string
	ClientID string
	Title    string

	MachineVersion int // the table that it was posted under
	PolicyVersion  int // the numbers that it was posted under (R0.5)

	Rules
	FormSHA256 string // of the questions, hex: they never change

	Counts
	State     State
	Since     calendar.Instant // when the state was entered
	Until     calendar.Instant // when the clock ends the state by itself; zero in appeals
	ClosedBy  Role             // who ended the taking of answers: the client early, or the clock
	Payment   *contract.Payment
	PostedAt  calendar.Instant
	UpdatedAt calendar.Instant
	ClockedAt calendar.Instant // everything of the task itself that was due up to here has been done
	Next      event.Due        // what the clock does next, none when zero

	Events int64
	Head   string

	Version int64
}

// Rules are what the client laid down when posting; workers rely on them, so
// they never change.
type Rules struct {
	UnitPrice    money.Yen // for one answer (単価), before fee and tax
	Count        int       // how many answers are bought (件数)
	Minutes      int       // how long a slot is held for its worker (作業時間の上限)
	PerWorker    int       // how often one person may answer
	AnswersUntil calendar.Instant
	Questions    []Question
	Requirements
}

// Requirements are on who may work.
type Requirements struct {
	Identified   bool // the identity is checked (本人確認済み)
	ApprovalRate int  // at least so many of 100 decided answers were approved; 0: anybody
}

// Counts is how a task's answers stand.
type Counts struct {
	Held     int // slots at work
	Waiting  int // submitted, not decided
	Approved int
	Claims   int // rejected, and appealable or appealed: their price stays in escrow
	Upheld   int // rejected for good
	Received int // submitted, ever
}

// An Answer (作業) is one slot, and what became of it. Document is what was
// submitted, as canonical JSON; answers that were loaded to be decided on have
// none.
type Answer struct {
	ID       string
	JobID    string
	WorkerID string
	Ordinal  int // which of the worker's answers in the task it is, from 1; released ones do not count

	State     State
	TakenAt   calendar.Instant
	HeldUntil calendar.Instant // until when the slot is the worker's
	SentAt    calendar.Instant // when it was submitted
	Document  string
	SHA256    string // of Document, hex
	DecidedAt calendar.Instant
	DecidedBy Role             // the client, the clock, an operator
	Reason    string           // of a rejection
	Appeal    string           // what the worker holds against it
	Finding   string           // what the operator found
	Until     calendar.Instant // of a hold, of the time to appeal, of the operator's time; else zero

	Version int64
}

// A Record is how somebody's decided answers in all tasks came out.
type Record struct{ Approved, Rejected int }

// Rate is how many of 100 decided answers were approved; ok is false when none
// was decided yet.
func (r Record) Rate() (percent int, ok bool) {
	all := r.Approved + r.Rejected
	if all == 0 {
		return 0, false
	}
	return r.Approved * 100 / all, true
}

// Policy is the numbers that the task was posted under.
func (t *Task) Policy() *policy.Policy { return policy.Version(t.PolicyVersion) }

// Ended reports whether the task is over.
func (t *Task) Ended() bool { return Machine.IsFinal(t.State) }

// Published reports whether everybody may see it.
func (t *Task) Published() bool { return t.State != AwaitingEscrow && t.State != Cancelled }

// Total is what is funded for the whole task.
func (t *Task) Total() money.Yen { return t.UnitPrice * money.Yen(t.Count) }

// InEscrow is what stands in escrow now (R9.3 d).
func (t *Task) InEscrow() money.Yen {
	switch t.State {
	case Open, Reviewing:
		return t.UnitPrice * money.Yen(t.Count-t.Approved)
	case Appeals:
		return t.UnitPrice * money.Yen(t.Claims)
	}
	return 0
}

// Free is how many slots nobody has a claim on.
func (c Counts) free(count int) int { return count - c.Held - c.Waiting - c.Approved - c.Claims }

// Free is how many slots can be taken now, without those whose holder's time
// has passed.
func (t *Task) Free() int {
	if t.State != Open {
		return 0
	}
	return t.free(t.Count)
}

// Rejections is how many rejections stand; an appeal that was won is none.
func (t *Task) Rejections() int { return t.Claims + t.Upheld }

// RejectionsLeft is how many more may be rejected: the cap is
// max(3, ⌊30 %⌋) of all answers submitted so far (R8.2).
func (t *Task) RejectionsLeft() int {
	p := t.Policy()
	return max(0, max(p.TaskRejections, t.Received*p.TaskRejectionPercent/100)-t.Rejections())
}

// RoleOf says what somebody is to this task: whoever is not its client may work
// on it (R1.2).
func (t *Task) RoleOf(who event.Actor) Role {
	switch {
	case who.System != "":
		return who.System
	case who.Account == t.ClientID:
		return Client
	case who.Operator:
		return Operator
	case who.Account != "":
		return Worker
	}
	return Stranger
}

// RoleOn says what somebody is to one answer; another worker is a stranger to
// it.
func (t *Task) RoleOn(a Answer, who event.Actor) Role {
	switch role := t.RoleOf(who); {
	case who.System == "" && who.Account == a.WorkerID && role != Client:
		return Worker
	case role == Worker:
		return Stranger
	default:
		return role
	}
}

// Knows reports whether somebody may know that an answer is there, and how it
// stands: its worker, the client once it is handed in, and operators.
func (t *Task) Knows(a Answer, who event.Actor) bool {
	switch t.RoleOn(a, who) {
	case Worker, Operator:
		return true
	case Client:
		return a.State != AnswerHeld && a.State != AnswerReleased
	}
	return false
}

// MayRead reports whether somebody may read what was answered: the worker
// always, the client unless it is rejected – what is not paid for is not handed
// over – and an operator once it is appealed (R8.2).
func (t *Task) MayRead(a Answer, who event.Actor) bool {
	switch t.RoleOn(a, who) {
	case Worker:
		return a.WorkerID == who.Account
	case Client:
		return a.State == AnswerSubmitted || a.State == AnswerApproved
	case Operator:
		return a.Appeal != ""
	}
	return false
}
