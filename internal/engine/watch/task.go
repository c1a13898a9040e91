package watch

import (
	"azukari/internal/base/id"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/task"
	"azukari/internal/store"
	"math/rand/v2"
)

// task follows one task through one commit.
func (w *Watch) task(c store.TaskChange, works []task.Answer, facts []event.Fact, m *moved, owed owedNotices) {
	was, is := task.Task{}, c.After
	if c.Before != nil {
		was = *c.Before
	}
	known, again := w.tasks[is.JobID]
	switch {
	case again != (c.Before != nil) || again && show(was) != known:
		w.wrong("task %s was written as\n%s\nand loaded as\n%s", is.JobID, known, show(was))
	case is.Version <= was.Version || is.Events != was.Events+int64(len(facts)):
		w.wrong("task %s went from version %d to %d, and from %d events to %d, with %d", is.JobID, was.Version, is.Version, was.Events, is.Events, len(facts))
	case was.JobID != "" && (show(is.Rules) != show(was.Rules) || is.FormSHA256 != was.FormSHA256):
		w.wrong("task %s: what workers relied on has changed", is.JobID)
	case task.Machine.IsFinal(was.State) && is.State != was.State:
		w.wrong("task %s was %s and is %s", is.JobID, was.State, is.State)
	case is.Next.At != 0 && is.Next.At <= w.now && is.Next.Kind != task.ReviewDeadline: // answers that were not at hand are approved at the next visit
		w.wrong("task %s: %s is due since %s and was left", is.JobID, is.Next.Kind, is.Next.At)
	case is.Ended() && is.InEscrow() != 0:
		w.wrong("task %s is %s and holds %d", is.JobID, is.State, is.InEscrow())
	}
	workers := map[string]string{}
	for _, a := range works {
		if a.JobID != is.JobID {
			continue
		}
		workers[a.ID] = a.WorkerID
		if a.State == task.AnswerReleased && a.HeldUntil <= w.now && !w.released[a.ID] {
			owed.add(a.WorkerID, "task.slot_lost", false)
		}
		w.released[a.ID] = a.State == task.AnswerReleased
	}
	throwaway := id.NewMinter(rand.NewChaCha8([32]byte{}))
	for _, f := range facts {
		if f.At > w.now || f.Actor != contract.Clock && f.At != w.now {
			w.wrong("task %s: %s by %s at %s, and it is %s", is.JobID, f.Kind, f.Actor, f.At, w.now)
		}
		m.expectOf(is.JobID, f, taskMovements[f.Kind])
		answer, _ := f.Data["answer_id"].(string)
		owed.addAll(notice.OfTask(is, task.Fact{Fact: f, AnswerID: answer, WorkerID: workers[answer]}, throwaway))
	}
	w.tasks[is.JobID] = show(is)
}

// taskMovements are what each money event of a task makes.
var taskMovements = map[event.Kind][]string{
	task.Funded:         {"deposit", "hold"},
	task.EscrowReturned: {"deposit", "hold", "refund"},
	task.AnswerPaid:     {"share"},
	task.AppealWon:      {"share"},
	task.Returned:       {"refund"},
}
