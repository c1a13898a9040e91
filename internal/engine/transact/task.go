package transact

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// Errand is a task with its job: what commands on a task answer with.
type Errand struct {
	Job     job.Job
	Task    task.Task
	Answers []task.Answer // that the command is about, as they stand after it
	Changed bool          // the command moved something
}

// taskRoom is how the clock and the cashier come by a task. The clock brings the
// answers along that have waited longest: they are approved when their time is
// over, so many at once.
var taskRoom = room{
	name: func(n *store.Names, jobID string) { n.Backlogs = append(n.Backlogs, jobID) },
	catchUp: func(w *Work, jobID string) ([]Fired, error) {
		_, fired, err := w.task(jobID)
		return fired, err
	},
	fund: func(w *Work, jobID string) (Paying, error) { return w.payTask(jobID, task.Fund{}) },
	settle: func(w *Work, jobID, payment string, paid bool) (Paying, error) {
		return w.payTask(jobID, task.SettlePayment{PaymentID: payment, Paid: paid})
	},
	look: func(w *Work, jobID string) (any, error) {
		t, _, err := w.task(jobID)
		return Errand{Job: w.Rows.Jobs[jobID], Task: t}, err
	},
	runs: func(w *Work, jobID string, reminder event.Kind, then calendar.Instant) (bool, error) {
		t, _, err := w.task(jobID)
		return t.Runs(reminder, then), err
	},
}

// workRoom is how the clock comes by an answer: a slot whose time has passed, a
// rejection that was not appealed, an appeal that nobody decided.
var workRoom = room{
	name: func(n *store.Names, id string) { n.Works = append(n.Works, id) },
	catchUp: func(w *Work, id string) ([]Fired, error) {
		_, fired, err := w.task(w.Rows.Works[id].JobID)
		return fired, err
	},
}

func (w *Work) payTask(jobID string, cmd task.Command) (Paying, error) {
	before := w.Rows.Tasks[jobID].Payment
	change, err := w.onTask(jobID, cmd)
	if err != nil {
		return Paying{}, err
	}
	t := change.Task
	p := paying(store.TaskRoom, jobID, before, t.Payment)
	p.State, p.Changed = t.State, len(change.Facts) > 0
	p.Result = Errand{Job: w.Rows.Jobs[jobID], Task: t, Changed: p.Changed}
	return p, nil
}

// PostTask posts a job as a task, which awaits its escrow (R2.2, R8.2); the
// answer is an Errand.
type PostTask struct {
	Job   job.Job
	Rules task.Rules
}

// Names nothing: the job is new.
func (PostTask) Names() store.Names { return store.Names{} }

// Decide posts it for its client, the actor.
func (o PostTask) Decide(w *Work) (any, error) {
	if err := w.takes(job.Task); err != nil {
		return nil, err
	}
	o.Job.ClientID, o.Job.BudgetAmount = w.Actor.Account, o.Rules.UnitPrice
	draft := job.Draft(o.Job, w.IDs, w.Now)
	change, err := task.Post(draft, o.Rules, w.Occasion())
	if err != nil {
		return nil, err
	}
	w.putJob(draft)
	w.applyTask(change)
	return Errand{Job: draft, Task: change.Task, Changed: true}, nil
}

// OnTask gives a command to a task; the answer is an Errand.
type OnTask struct {
	JobID   string
	Command task.Command
}

// Names the task.
func (o OnTask) Names() store.Names { return store.Names{Tasks: []string{o.JobID}} }

// Decide takes what the clock owed first, then the command.
func (o OnTask) Decide(w *Work) (any, error) {
	change, err := w.onTask(o.JobID, o.Command)
	return Errand{Job: w.Rows.Jobs[o.JobID], Task: change.Task, Changed: err == nil}, err
}

// TakeSlot gives the actor a slot of a task (R8.2); the answer is an Errand with
// the answer that was begun.
type TakeSlot struct{ JobID, WorkerID string }

// Names the task, the worker's own answers and the oldest hold; and who works.
func (o TakeSlot) Names() store.Names {
	return store.Names{Slots: []store.Slot{{JobID: o.JobID, WorkerID: o.WorkerID}}, Accounts: []string{o.WorkerID}}
}

// Decide gives the slot.
func (o TakeSlot) Decide(w *Work) (any, error) {
	worker := w.Rows.Accounts[o.WorkerID]
	take := task.TakeSlot{AnswerID: w.IDs.New(id.Answer, w.Now), Identified: worker.Identified(), Record: w.Rows.TaskRecords[o.WorkerID]}
	change, err := w.onTask(o.JobID, take)
	return Errand{Job: w.Rows.Jobs[o.JobID], Task: change.Task, Answers: change.Answers, Changed: true}, err
}

// OnAnswers gives a command that is about some answers of one task, or about
// one; the answer is an Errand with them.
type OnAnswers struct {
	JobID   string // empty: of the task of the one answer
	IDs     []string
	Command task.Command
}

// Names the answers, with their tasks.
func (o OnAnswers) Names() (n store.Names) {
	n.Works = o.IDs
	if o.JobID != "" {
		n.Tasks = []string{o.JobID}
	}
	return n
}

// Decide takes the command.
func (o OnAnswers) Decide(w *Work) (any, error) {
	if o.JobID == "" {
		a, ok := w.Rows.Works[o.IDs[0]]
		if !ok {
			return nil, refusal.NoSuch("answer")
		}
		o.JobID = a.JobID
	}
	change, err := w.onTask(o.JobID, o.Command)
	if err != nil {
		return nil, err
	}
	e := Errand{Job: w.Rows.Jobs[o.JobID], Task: change.Task, Changed: true}
	for _, one := range o.IDs {
		e.Answers = append(e.Answers, w.Rows.Works[one])
	}
	return e, nil
}

// PreviewAnswers is OnAnswers of which nothing comes: the answer is an Errand as
// it would be.
type PreviewAnswers OnAnswers

// Names what OnAnswers names.
func (o PreviewAnswers) Names() store.Names { return OnAnswers(o).Names() }

// Decide decides, and keeps nothing of it but what the clock owed.
func (o PreviewAnswers) Decide(w *Work) (any, error) {
	t, _, err := w.task(o.JobID)
	if err != nil {
		return nil, err
	}
	change, err := task.Take(t, w.answersOf(o.JobID), o.Command, w.Occasion())
	return Errand{Job: w.Rows.Jobs[o.JobID], Task: change.Task, Answers: change.Answers}, err
}

// MaxIdentityReason bounds what the staff notes of a check, in characters.
const MaxIdentityReason = 500

// CheckIdentity notes that an operator has checked who somebody is (本人確認,
// R13.1), or takes it back; the answer is the account.Account.
type CheckIdentity struct {
	AccountID string
	Checked   bool
	Reason    string // how it was checked, or why it is taken back; it goes on the trail
}

// Names the account.
func (o CheckIdentity) Names() store.Names { return store.Names{Accounts: []string{o.AccountID}} }

// Decide notes it.
func (o CheckIdentity) Decide(w *Work) (any, error) {
	a, ok := w.Rows.Accounts[o.AccountID]
	switch {
	case !w.Actor.Operator:
		return nil, refusal.Denied("R13.1", "Only an operator checks identities.")
	case !ok:
		return nil, refusal.NoSuch("account")
	case a.ID == w.Actor.Account:
		return nil, refusal.Denied("R13.1", "Nobody checks their own identity.")
	case !utf8.ValidString(o.Reason) || utf8.RuneCountInString(o.Reason) > MaxIdentityReason:
		return nil, refusal.Invalid("reason", "R13.1", "A reason has at most 500 characters.")
	}
	a = a.Identify(o.Checked, w.Now)
	w.keepAccount(a)
	return a, nil
}

// task is the task as the clock leaves it now (R0.6), with the answers at hand.
func (w *Work) task(jobID string) (task.Task, []Fired, error) {
	t, ok := w.Rows.Tasks[jobID]
	if !ok {
		return task.Task{}, nil, refusal.NoSuch("task")
	}
	caughtUp := task.CatchUp(t, w.answersOf(jobID), w.Occasion())
	var fired []Fired
	if len(caughtUp.Fired) > 0 {
		w.owing(func() { w.applyTask(caughtUp) })
	}
	for _, f := range caughtUp.Fired {
		if f.AnswerID == "" || f.Kind == task.ReviewDeadline {
			fired = append(fired, Fired{f.At, f.Kind, store.TaskRoom, jobID})
		} else {
			fired = append(fired, Fired{f.At, f.Kind, store.WorkRoom, f.AnswerID})
		}
	}
	return caughtUp.Task, fired, nil
}

// answersOf lists the answers at hand of one task, by id.
func (w *Work) answersOf(jobID string) (all []task.Answer) {
	for _, a := range w.Rows.Works {
		if a.JobID == jobID {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(a, b task.Answer) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

func (w *Work) onTask(jobID string, cmd task.Command) (task.Change, error) {
	t, _, err := w.task(jobID)
	if err != nil {
		return task.Change{}, err
	}
	change, err := task.Take(t, w.answersOf(jobID), cmd, w.Occasion())
	if err == nil {
		w.applyTask(change)
	}
	return change, err
}

// applyTask notes a change of a task with all that follows from it: its job's
// state, answers, events, transfers, notifications.
func (w *Work) applyTask(change task.Change) {
	w.applied++
	t := change.Task
	if so := w.tasks[t.JobID]; so != nil {
		so.After = t
	} else {
		so = &store.TaskChange{After: t}
		if loaded, ok := w.Rows.Tasks[t.JobID]; ok {
			so.Before = &loaded
		}
		w.tasks[t.JobID] = so
		w.touchedTasks = append(w.touchedTasks, t.JobID)
	}
	w.Rows.Tasks[t.JobID] = t
	for _, a := range change.Answers {
		w.Rows.Works[a.ID] = a
		if !w.touchedWorks[a.ID] {
			w.touchedWorks[a.ID] = true
			w.works = append(w.works, a.ID)
		}
	}
	if j := w.Rows.Jobs[t.JobID]; j.State != taskJobs[t.State] {
		w.putJob(j.Moved(taskJobs[t.State]))
	}
	w.pending.Transfers = append(w.pending.Transfers, change.Transfers...)
	for _, f := range change.Facts {
		if f.Chained() {
			w.pending.Events = append(w.pending.Events, store.Event{SubjectID: t.JobID, Fact: f.Fact})
		}
		w.notify(notice.OfTask(t, f, w.IDs)...)
	}
}

// taskJobs is where a task's state puts its job.
var taskJobs = map[task.State]job.State{
	task.AwaitingEscrow: job.AwaitingEscrow, task.Open: job.Open,
	task.Reviewing: job.Closed, task.Appeals: job.Closed, task.Completed: job.Closed, task.Cancelled: job.Closed,
}
