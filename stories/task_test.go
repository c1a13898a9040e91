package stories

import (
	"fmt"
	"strconv"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// The lines that stories of tasks are told in; answers are numbered in the order
// in which their slots were taken:
//
//	asked unit=110 count=3 until=2026-12-10 minutes=30 per_worker=1 identified rate=90
//	client fund-task · client close-task · client cancel-task
//	worker take · worker submit answer=1 text=… · worker release answer=1
//	client approve answers=1|2 · client reject answers=3 reason=…
//	worker appeal answer=3 · operator uphold answer=3 · operator overturn answer=3
//	operator identify person=worker
//	task open held=1 waiting=2 approved=0 escrow=330 free=0 job=open
//	answer 1 approved by=clock
//	until task · until answer-3-1us

// postTask lets the client post a task, which is then the story's.
func (tl *teller) postTask(l line) error {
	_, err := tl.outcome(l, func() (any, error) {
		last, err := calendar.ParseDate(l.arg("until", "2026-12-10"))
		if err != nil {
			return nil, err
		}
		outcome, err := tl.engine.Door.Do(tl.ctx, transact.Request{Actor: tl.actor("client"), Command: transact.PostTask{
			Job: job.Job{Format: job.Task, Title: "喫茶店のアンケート", Description: "感想を一言", Category: "事務"},
			Rules: task.Rules{
				UnitPrice: l.yen("unit", 110), Count: int(l.yen("count", 3)), Minutes: int(l.yen("minutes", 30)), PerWorker: int(l.yen("per_worker", 1)),
				AnswersUntil: tl.engine.Calendar.EndOfDays(tl.engine.Calendar.StartOf(last), 0),
				Questions:    []task.Question{{Kind: task.Text, Label: "感想", Required: true}, {Kind: task.Choice, Label: "席", Options: []string{"窓", "奥"}}},
				Requirements: task.Requirements{Identified: l.has("identified"), ApprovalRate: int(l.yen("rate", 0))},
			},
		}})
		if err == nil {
			tl.job = outcome.Result.(transact.Errand).Job.ID
		}
		return outcome.Result, err
	})
	return err
}

// taskCommand reads a line that is about the task.
func taskCommand(l line, tl *teller) (transact.Command, bool) {
	on := func(c task.Command) (transact.Command, bool) { return transact.OnTask{JobID: tl.job, Command: c}, true }
	of := func(c task.Command) (transact.Command, bool) {
		return transact.OnAnswers{IDs: []string{tl.answer(l)}, Command: c}, true
	}
	many := func(c func(ids []string) task.Command) (transact.Command, bool) {
		var ids []string
		for _, n := range l.list("answers") {
			ids = append(ids, tl.answer(line{args: map[string]string{"answer": n}}))
		}
		return transact.OnAnswers{JobID: tl.job, IDs: ids, Command: c(ids)}, true
	}
	reason := l.long("reason", "設問に答えていません")
	switch l.verb {
	case "close-task":
		return on(task.Close{})
	case "cancel-task":
		return on(task.Cancel{})
	case "take":
		return transact.TakeSlot{JobID: tl.job, WorkerID: tl.people[l.subject].ID}, true
	case "submit":
		values := map[string]task.Value{}
		if text := l.long("text", "静かで良い"); text != "" {
			values["q1"] = task.Value{Texts: []string{text}}
		}
		if seat := l.arg("seat", ""); seat != "" {
			values["q2"] = task.Value{Texts: []string{seat}}
		}
		return of(task.Submit{AnswerID: tl.answer(l), Values: values})
	case "release":
		return of(task.Release{AnswerID: tl.answer(l)})
	case "approve":
		return many(func(ids []string) task.Command { return task.Approve{AnswerIDs: ids} })
	case "reject":
		return many(func(ids []string) task.Command { return task.Reject{AnswerIDs: ids, Reason: reason} })
	case "appeal":
		return of(task.Appeal{AnswerID: tl.answer(l), Text: "設問どおりに答えています"})
	case "uphold":
		return of(task.Uphold{AnswerID: tl.answer(l), Finding: reason})
	case "overturn":
		return of(task.Overturn{AnswerID: tl.answer(l), Finding: reason})
	case "identify":
		return transact.CheckIdentity{AccountID: tl.people[l.arg("person", "worker")].ID, Checked: !l.has("not")}, true
	}
	return nil, false
}

func (tl *teller) task() task.Task {
	t, err := tl.engine.Store.Task(tl.ctx, tl.job)
	if err != nil {
		tl.t.Fatal(err)
	}
	return t
}

// answer is the id of the answer with the number that a line names.
func (tl *teller) answer(l line) string {
	all, err := tl.engine.Store.Works(tl.ctx, store.WorkQuery{JobID: tl.job, OldestFirst: true}, store.Page{})
	if err != nil {
		tl.t.Fatal(err)
	}
	if n := int(l.yen("answer", 1)); n >= 1 && n <= len(all) {
		return all[n-1].ID
	}
	return "ans_unknown"
}

func (tl *teller) work(number string) (task.Answer, error) {
	return tl.engine.Store.Work(tl.ctx, tl.answer(line{args: map[string]string{"answer": number}}))
}

// expectTask compares the task with what the line says.
func (tl *teller) expectTask(l line) error {
	t := tl.task()
	j, err := tl.engine.Store.Job(tl.ctx, tl.job)
	if err != nil {
		return err
	}
	got := map[string]string{
		"held": strconv.Itoa(t.Held), "waiting": strconv.Itoa(t.Waiting), "approved": strconv.Itoa(t.Approved), "claims": strconv.Itoa(t.Claims),
		"upheld": strconv.Itoa(t.Upheld), "received": strconv.Itoa(t.Received), "free": strconv.Itoa(t.Free()), "left": strconv.Itoa(t.RejectionsLeft()),
		"escrow": tl.balance(ledger.Escrow(tl.job)), "until": t.Until.String(), "job": string(j.State), "closed_by": string(t.ClosedBy),
	}
	if p := t.Payment; p != nil {
		got["payment"] = string(p.State)
	}
	if l.verb != string(t.State) {
		return fmt.Errorf("the task is %s", t.State)
	}
	for name, want := range l.args {
		if got[name] != want {
			return fmt.Errorf("%s is %s", name, got[name])
		}
	}
	return nil
}

// expectAnswer compares an answer with what the line says.
func (tl *teller) expectAnswer(l line) error {
	a, err := tl.work(l.verb)
	if err != nil {
		return err
	}
	got := map[string]string{"by": string(a.DecidedBy), "until": a.Until.String(), "reason": a.Reason, "ordinal": strconv.Itoa(a.Ordinal)}
	for name, want := range l.args {
		if value, known := got[name]; known && value != want {
			return fmt.Errorf("%s is %s", name, value)
		}
	}
	if !l.has(string(a.State)) {
		return fmt.Errorf("it is %s", a.State)
	}
	return nil
}

// taskMoment reads a deadline of the task or of one of its answers: task,
// answer-2, each with -1us or the like behind it.
func (tl *teller) taskMoment(s string) (calendar.Instant, bool, error) {
	var at calendar.Instant
	rest, ok := strings.CutPrefix(s, "task")
	if ok {
		at = tl.task().Until
	} else if rest, ok = strings.CutPrefix(s, "answer-"); ok {
		number, offset, some := strings.Cut(rest, "-")
		a, err := tl.work(number)
		if err != nil {
			return 0, true, err
		}
		at, rest = a.Until, ""
		if some {
			rest = "-" + offset
		}
	}
	if !ok || rest == "" {
		return at, ok, nil
	}
	d, err := span(strings.TrimPrefix(rest, "-"))
	return at.Add(-d), true, err
}
