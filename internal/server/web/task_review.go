package web

import (
	"net/http"
	"net/url"

	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/document"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// forClient looks at the task of the address as its client.
func (v *visit) forClient() (*taskLook, error) {
	k, err := v.taskHere()
	if err == nil && !k.own() {
		err = refusal.Denied("R8.2", "Only the client looks at all answers.")
	}
	return k, err
}

// reviewed are the states of answers that the client pages through.
var reviewed = []struct {
	state task.State
	name  words.Text
	count func(task.Counts) int
}{
	{task.AnswerSubmitted, words.AnswerSubmitted, func(c task.Counts) int { return c.Waiting }},
	{task.AnswerApproved, words.AnswerApproved, func(c task.Counts) int { return c.Approved }},
	{task.AnswerRejected, words.AnswerRejected, func(task.Counts) int { return -1 }},
	{task.AnswerAppealed, words.AnswerAppealed, func(task.Counts) int { return -1 }},
	{task.AnswerUpheld, words.AnswerUpheld, func(c task.Counts) int { return c.Upheld }},
}

func reviewTask(v *visit) error {
	k, err := v.forClient()
	if err != nil {
		return err
	}
	return k.review(http.StatusOK, form())
}

func (k *taskLook) review(status int, f *view.Form) error {
	asked := k.r.URL.Query()
	chosen := reviewed[0].state
	shown := view.Review{ID: k.task.JobID, Title: k.job.Title, Left: k.task.RejectionsLeft(), All: asked.Get("all") != "", Export: k.task.Approved > 0}
	for _, r := range reviewed {
		if asked.Get("state") == string(r.state) {
			chosen = r.state
		}
	}
	path := "/tasks/" + k.task.JobID + "/review"
	for _, r := range reviewed {
		shown.Tabs = append(shown.Tabs, view.Tab{Name: k.t(r.name), Path: path + "?state=" + string(r.state), Count: r.count(k.task.Counts), Chosen: r.state == chosen})
	}
	found, err := k.Engine.Store.Works(k.ctx, store.WorkQuery{JobID: k.task.JobID, State: chosen, OldestFirst: true}, store.Page{Limit: answersShown + 1, Cursor: clean(asked.Get("after"), 64)})
	if err != nil {
		return err
	}
	if len(found) > answersShown {
		found = found[:answersShown]
		shown.More = path + "?" + url.Values{"state": {string(chosen)}, "after": {found[answersShown-1].ID}}.Encode()
	}
	for _, a := range found {
		caughtUp := task.CatchUp(k.task, []task.Answer{a}, k.occasion())
		if len(caughtUp.Answers) > 0 {
			a = caughtUp.Answers[0]
		}
		row, err := k.answerView(a)
		if err != nil {
			return err
		}
		shown.Rows = append(shown.Rows, row)
	}
	if chosen == task.AnswerSubmitted && k.task.Waiting > 0 {
		shown.Decide = f
		if k.task.State == task.Reviewing {
			shown.Notes = append(shown.Notes, k.t(words.TaskCardDeem, k.page.When(k.task.Until)))
		}
		shown.Notes = append(shown.Notes, k.t(words.TaskRejectLeft, shown.Left))
	}
	k.page.Title = k.t(words.ReviewTitle)
	return k.visit.show(status, view.ReviewPage(k.page, &shown))
}

// decideAnswers shows what a decision means, and takes it when it is confirmed.
func decideAnswers(v *visit) error {
	k, err := v.forClient()
	if err != nil {
		return err
	}
	e := v.entered()
	ids := v.r.PostForm["answer"]
	if len(ids) == 0 || len(ids) > task.MostAtOnce {
		e.form.Said = v.t(words.ReviewNone)
		return k.review(http.StatusUnprocessableEntity, e.form)
	}
	verb, confirmed := task.VerbApprove, v.r.PostFormValue("confirm") != ""
	var cmd task.Command = task.Approve{AnswerIDs: ids}
	if v.r.PostFormValue("decision") == string(task.VerbReject) {
		reason := "…"
		if confirmed {
			reason = e.text("reason", task.LongestReason, true)
		}
		verb, cmd = task.VerbReject, task.Reject{AnswerIDs: ids, Reason: reason}
	}
	if confirmed && e.fit() {
		_, err := v.do(transact.OnAnswers{JobID: k.task.JobID, IDs: ids, Command: cmd})
		if err == nil {
			return v.done("/tasks/"+k.task.JobID+"/review", "answers-"+string(verb))
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	would, err := v.bring(transact.PreviewAnswers{JobID: k.task.JobID, IDs: ids, Command: withReason(cmd)}, nil)
	if err != nil {
		if err = e.refused(err); err != nil {
			return err
		}
		return k.review(http.StatusUnprocessableEntity, e.form)
	}
	status := http.StatusOK
	if confirmed {
		status = http.StatusUnprocessableEntity
	}
	return k.showDecision(status, verb, ids, would.Result.(transact.Errand).Task, e.form)
}

// withReason is a rejection whose reason is still to be written.
func withReason(cmd task.Command) task.Command {
	if r, ok := cmd.(task.Reject); ok && r.Reason == "" {
		r.Reason = "…"
		return r
	}
	return cmd
}

func (k *taskLook) showDecision(status int, verb task.Verb, ids []string, after task.Task, f *view.Form) error {
	n := len(ids)
	d := view.Decision{ID: k.task.JobID, Title: k.t(words.ReviewTitle), Decision: string(verb), Answers: ids, Form: f,
		Facts: []view.Fact{{Name: k.t(words.ReviewCount), Value: k.t(words.PersonCount, n)}}}
	if verb == task.VerbApprove {
		times, charge := money.Yen(n), k.task.Charge()
		d.Heading, d.Submit, d.Says = k.t(words.ReviewConfirmA, n), k.t(words.ReviewConfirmA, n), k.t(words.ReviewApproveIs)
		d.Facts = append(d.Facts,
			view.Fact{Name: k.t(words.ReviewPays), Value: k.page.Yen(k.task.UnitPrice * times)},
			view.Fact{Name: k.t(words.ReviewNet), Value: k.page.Yen(k.task.Net() * times)},
			view.Fact{Name: k.t(words.ReviewFee), Value: k.page.Yen(charge.Sum() * times)})
	} else {
		d.Heading, d.Submit, d.Says = k.t(words.ReviewConfirmR, n), k.t(words.ReviewConfirmR, n), k.t(words.ReviewRejectIs)
		d.Facts = append(d.Facts, view.Fact{Name: k.t(words.ReviewAfterLeft), Value: k.t(words.PersonCount, after.RejectionsLeft())})
	}
	k.page.Title = d.Heading
	return k.visit.show(status, view.DecisionPage(k.page, &d))
}

// exportAnswers hands out the approved answers: what is not approved is not the
// client's (R8.2).
func exportAnswers(v *visit) error {
	k, err := v.forClient()
	if err != nil {
		return err
	}
	var lines []document.AnswerLine
	names := map[string]string{}
	for page := (store.Page{Limit: task.MostAtOnce}); ; {
		found, err := v.Engine.Store.Works(v.ctx, store.WorkQuery{JobID: k.task.JobID, State: task.AnswerApproved, OldestFirst: true}, page)
		if err != nil {
			return err
		}
		var ids []string
		for _, a := range found {
			ids = append(ids, a.ID)
		}
		documents, err := v.Engine.Store.WorkDocuments(v.ctx, ids)
		if err != nil {
			return err
		}
		for _, a := range found {
			if _, known := names[a.WorkerID]; !known {
				worker, err := v.Engine.Store.Account(v.ctx, a.WorkerID)
				if err != nil {
					return err
				}
				names[a.WorkerID] = worker.Name
			}
			values, err := task.Values(documents[a.ID])
			if err != nil {
				return err
			}
			lines = append(lines, document.AnswerLine{Answer: a, Worker: names[a.WorkerID], Values: values})
		}
		if len(found) < page.Limit {
			break
		}
		page.Cursor = ids[len(ids)-1]
	}
	v.w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+k.task.JobID+`.csv"`)
	v.w.Header().Set("Cache-Control", "private, no-cache")
	return document.AnswersCSV(v.w, k.task, lines, v.Engine.Calendar)
}

// answerFile hands out a file that was answered with.
func answerFile(v *visit) error {
	k, a, err := v.answer()
	if err != nil {
		return err
	}
	return k.handOutFile(a)
}

func (k *taskLook) handOutFile(a task.Answer) error {
	values, err := k.values(a)
	if err != nil {
		return err
	}
	f := values[k.r.PathValue("question")].File
	if f == nil {
		return refusal.NoSuch("file")
	}
	return k.handOut(f.SHA256, f.Name, f.Type, a.SentAt)
}
