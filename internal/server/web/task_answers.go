package web

import (
	"errors"
	"net/http"
	"strings"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// answer is the answer of the address with its task, as the clock leaves them, for
// its worker and the client.
func (v *visit) answer() (k *taskLook, a task.Answer, err error) {
	if a, err = v.Engine.Store.Work(v.ctx, v.r.PathValue("id")); err != nil {
		return nil, a, err
	}
	j, err := v.Engine.Store.Job(v.ctx, a.JobID)
	if err != nil {
		return nil, a, err
	}
	if k, err = v.taskOf(j); err != nil {
		return nil, a, err
	}
	caughtUp := task.CatchUp(k.task, []task.Answer{a}, v.occasion())
	if k.task = caughtUp.Task; len(caughtUp.Answers) > 0 {
		a = caughtUp.Answers[0]
	}
	if k.task.RoleOn(a, v.who()) == task.Operator || !k.task.Knows(a, v.who()) { // the staff's place is the desk
		err = refusal.NoSuch("answer")
	}
	return k, a, err
}

// ownAnswer is an answer that its worker does something with.
func (v *visit) ownAnswer() (k *taskLook, a task.Answer, err error) {
	if k, a, err = v.answer(); err == nil && a.WorkerID != v.viewer.ID {
		err = refusal.Denied("R8.2", "This is for the worker of the answer.")
	}
	return k, a, err
}

// values are what was answered, for who may read it; nil otherwise.
func (k *taskLook) values(a task.Answer) (map[string]task.Value, error) {
	if !k.task.MayRead(a, k.who()) || a.SHA256 == "" {
		return nil, nil
	}
	documents, err := k.Engine.Store.WorkDocuments(k.ctx, []string{a.ID})
	if err != nil {
		return nil, err
	}
	return task.Values(documents[a.ID])
}

// answerView is an answer as the viewer may see it.
func (k *taskLook) answerView(a task.Answer) (view.Answer, error) {
	values, err := k.values(a)
	if err != nil {
		return view.Answer{}, err
	}
	worker, err := k.Engine.Store.Account(k.ctx, a.WorkerID)
	if err != nil {
		return view.Answer{}, err
	}
	shown := view.Answer{
		ID: a.ID, State: k.t(answerStates[a.State]), JobPath: contestPath(a.JobID), JobName: k.job.Title, By: view.Person{ID: worker.ID, Name: worker.Name}, At: a.SentAt,
		Questions: k.outline(k.task.Questions, values, "/answers/"+a.ID+"/files"), Readable: values != nil,
	}
	for _, row := range []struct {
		name words.Text
		text string
	}{{words.WorkReason, a.Reason}, {words.AnswerAppeal, a.Appeal}, {words.AnswerFinding, a.Finding}} {
		if row.text != "" {
			shown.Reasons = append(shown.Reasons, view.Fact{Name: k.t(row.name), Value: row.text})
		}
	}
	return shown, nil
}

func showAnswer(v *visit) error {
	k, a, err := v.answer()
	if err != nil {
		return err
	}
	return k.showAnswer(http.StatusOK, a, form())
}

func (k *taskLook) showAnswer(status int, a task.Answer, f *view.Form) error {
	shown, err := k.answerView(a)
	if err != nil {
		return err
	}
	mine := a.WorkerID == k.viewer.ID
	if shown.Title = k.t(words.WorkBy, shown.By.Name); mine {
		shown.Title, shown.Notes = k.t(words.TaskAnswerTitle), k.standing(k.page, a)
	}
	shown.CanAppeal = mine && a.State == task.AnswerRejected
	if mine && a.State == task.AnswerHeld {
		shown.Fill = f
		for i := range shown.Questions {
			q := &shown.Questions[i]
			if file, ok := k.carried(f.Value(q.Key)); ok {
				q.Kept, q.FileName = f.Value(q.Key), file.Name
			} else if k.r.PostForm.Get(q.Key) != "" {
				q.Texts = k.r.PostForm[q.Key]
			}
		}
	}
	k.page.Title = shown.Title
	return k.visit.show(status, view.AnswerPage(k.page, &shown))
}

// submitAnswer hands the form in.
func submitAnswer(v *visit) error {
	k, a, err := v.ownAnswer()
	if err != nil {
		return err
	}
	e, err := v.withFileFields()
	if err != nil {
		return err
	}
	values := map[string]task.Value{}
	for i, q := range k.task.Questions {
		key := task.Key(i)
		if q.Kind == task.FileOf {
			if f, ok := v.carried(e.form.Values[key]); ok {
				values[key] = task.Value{File: &task.File{Name: f.Name, Type: f.Type, Size: f.Size, SHA256: f.SHA256}}
			}
			continue
		}
		var texts []string
		for _, text := range v.r.PostForm[key] {
			if text != "" {
				texts = append(texts, text)
			}
		}
		if len(texts) > 0 {
			values[key] = task.Value{Texts: texts}
		}
	}
	if e.fit() {
		_, err := v.do(transact.OnAnswers{IDs: []string{a.ID}, Command: task.Submit{AnswerID: a.ID, Values: values}})
		if err == nil {
			return v.done("/answers/"+a.ID, "answered")
		}
		if err = e.unfit(err); err != nil {
			return err
		}
	}
	if note := e.form.Errors["upload"]; note != "" {
		e.form.Said = note
	}
	return k.showAnswer(http.StatusUnprocessableEntity, a, e.form)
}

// unfit notes a refusal beside the question that it names.
func (e *entered) unfit(err error) error {
	var no *refusal.Refusal
	errors.As(err, &no)
	if key, about := strings.CutPrefix(fieldOf(no), "values."); about {
		e.form.Errors[key] = e.t(words.FieldAnswer)
		if e.r.PostFormValue(key) == "" {
			e.form.Errors[key] = e.t(words.FieldRequired)
		}
		e.form.Once = form().Once
		return nil
	}
	return e.refused(err)
}

func fieldOf(no *refusal.Refusal) string {
	if no == nil {
		return ""
	}
	return no.Field
}

func releaseSlot(v *visit) error {
	k, a, err := v.ownAnswer()
	if err != nil {
		return err
	}
	if _, err := v.do(transact.OnAnswers{IDs: []string{a.ID}, Command: task.Release{AnswerID: a.ID}}); err != nil {
		return err
	}
	return v.done(contestPath(k.task.JobID), "slot-released")
}

func askAppeal(v *visit) error { return v.appealPage(http.StatusOK, form()) }

func (v *visit) appealPage(status int, f *view.Form) error {
	k, a, err := v.ownAnswer()
	if err != nil {
		return err
	}
	if a.State != task.AnswerRejected {
		return refusal.Conflict(refusal.StateConflict, "R8.2", "This cannot be appealed now.").In(string(a.State))
	}
	k.page.Title = k.t(words.AnswerAppealNow)
	return v.show(status, view.ActOn(k.page, view.Button{Path: "/answers/" + a.ID, Name: k.t(words.TaskAnswerTitle)}, &view.Act{
		Title: k.t(words.AnswerAppealNow), Intro: []string{k.t(words.AnswerAppealIs)}, Facts: []view.Fact{{Name: k.t(words.WorkReason), Value: a.Reason}},
		Action: "/answers/" + a.ID + "/appeal", Fields: []view.Field{{Name: "text", Label: k.t(words.AnswerAppealText), Hint: k.t(words.AnswerAppealHint), Required: true, Max: task.LongestReason, Rows: 6}},
		Submit: k.t(words.AnswerAppealNow), Tone: "procedure", Form: f,
	}))
}

func appealAnswer(v *visit) error {
	id, e := v.r.PathValue("id"), v.entered()
	text := e.text("text", task.LongestReason, true)
	if e.fit() {
		_, err := v.do(transact.OnAnswers{IDs: []string{id}, Command: task.Appeal{AnswerID: id, Text: text}})
		if err == nil {
			return v.done("/answers/"+id, "appealed")
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.appealPage(http.StatusUnprocessableEntity, e.form)
}

// answersShown is how many answers a page shows.
const answersShown = 50

// ownAnswers are the viewer's answers in all tasks.
func ownAnswers(v *visit) error {
	found, err := v.Engine.Store.Works(v.ctx, store.WorkQuery{WorkerID: v.viewer.ID}, store.Page{Limit: answersShown + 1, Cursor: clean(v.r.URL.Query().Get("after"), 64)})
	if err != nil {
		return err
	}
	more := ""
	if len(found) > answersShown {
		found = found[:answersShown]
		more = "/answers?after=" + found[answersShown-1].ID
	}
	p, err := v.page(v.t(words.TaskMyAnswers))
	if err != nil {
		return err
	}
	var rows []view.AnswerRow
	tasks := map[string]task.Task{}
	for _, a := range found {
		t, known := tasks[a.JobID]
		if !known {
			if t, err = v.Engine.Store.Task(v.ctx, a.JobID); err != nil {
				return err
			}
			tasks[a.JobID] = t
		}
		caughtUp := task.CatchUp(t, []task.Answer{a}, v.occasion())
		if len(caughtUp.Answers) > 0 {
			a = caughtUp.Answers[0]
		}
		row := view.AnswerRow{Path: "/answers/" + a.ID, Title: t.Title, State: v.t(answerStates[a.State]), Amount: p.Yen(t.Net()), At: a.TakenAt}
		if a.State == task.AnswerHeld {
			row.Until = v.t(words.TaskLeftTime, p.When(a.HeldUntil))
		}
		rows = append(rows, row)
	}
	return v.ok(view.AnswersPage(p, append(v.workerTabs(), view.Tab{Name: v.t(words.NavContracts), Path: "/contracts", Count: -1}), rows, more))
}
