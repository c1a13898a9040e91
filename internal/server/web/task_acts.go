package web

import (
	"net/http"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
)

// allowed refuses the page of an act that cannot be done any more.
func (k *taskLook) allowed(verb task.Verb) error {
	may, err := k.may(verb)
	if err == nil && !may {
		err = refusal.Conflict(refusal.StateConflict, "R8.2", "The task has moved on.").In(string(k.task.State))
	}
	return err
}

func drawFundTask(k *taskLook) (view.Act, error) {
	if err := k.allowed(task.VerbFund); err != nil {
		return view.Act{}, err
	}
	return view.Act{
		Title: k.t(words.TaskFundTitle), Intro: []string{k.t(words.TaskFundIntro)}, Action: "/tasks/" + k.task.JobID + "/fund",
		Facts: []view.Fact{
			{Name: k.t(words.ContestFundAmount), Value: k.page.Yen(k.task.Total())},
			{Name: k.t(words.TaskFundFor), Value: k.t(words.TaskFundForIs, k.page.Yen(k.task.UnitPrice), k.task.Count)},
			{Name: k.t(words.TaskUntil), Value: k.page.When(k.task.AnswersUntil)},
			k.method(),
			{Name: k.t(words.ContestFundWhen), Value: k.t(words.TaskFundWhenIs)},
			{Name: k.t(words.ContestFundBack), Value: k.t(words.TaskFundBackIs)},
		},
		Promise: k.t(words.TaskCostCap), Submit: k.orders(words.TaskFundNow), Tone: "primary",
	}, nil
}

func taskFunded(v *visit, result any) string {
	if e, ok := result.(transact.Errand); ok && e.Task.State == task.AwaitingEscrow {
		return v.underWay("task-pending")
	}
	return "task-fund"
}

func drawCancelTask(k *taskLook) (view.Act, error) {
	return view.Act{
		Title: k.t(words.TaskCancel), Intro: []string{k.t(words.TaskCancelIntro)}, Action: "/tasks/" + k.task.JobID + "/cancel",
		Submit: k.t(words.TaskCancel), Tone: "danger",
	}, k.allowed(task.VerbCancel)
}

func drawCloseTask(k *taskLook) (view.Act, error) {
	until := k.page.When(k.Engine.Calendar.EndOfDays(k.now, k.task.Policy().TaskReviewDays))
	return view.Act{
		Title: k.t(words.TaskClose), Intro: []string{k.t(words.TaskCloseIntro, k.task.Held, until)}, Action: "/tasks/" + k.task.JobID + "/close",
		Submit: k.t(words.TaskClose), Tone: "procedure",
	}, k.allowed(task.VerbClose)
}

func giveTask(cmd task.Command, said string) func(*visit) error {
	return func(v *visit) error {
		if _, err := v.do(transact.OnTask{JobID: v.r.PathValue("id"), Command: cmd}); err != nil {
			return err
		}
		return v.done(contestPath(v.r.PathValue("id")), said)
	}
}

// startTask takes a slot.
func startTask(v *visit) error {
	id := v.r.PathValue("id")
	begun, err := v.do(transact.TakeSlot{JobID: id, WorkerID: v.viewer.ID})
	if err != nil {
		e := v.entered()
		if err = e.refused(err); err != nil {
			return err
		}
		k, err := v.taskHere()
		if err != nil {
			return err
		}
		return k.show(http.StatusConflict, e.form)
	}
	if made, ok := begun.(transact.Errand); ok {
		return v.done("/answers/"+made.Answers[len(made.Answers)-1].ID, "slot")
	}
	return v.done(contestPath(id), "slot")
}
