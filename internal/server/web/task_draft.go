package web

import (
	"net/http"
	"slices"
	"strconv"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/job"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
)

// draftTask is 仕事を依頼する as a task.
func draftTask(v *visit) error {
	f := form()
	f.Values["minutes"], f.Values["per_worker"], f.Values["questions"], f.Values["q1-must"] = "60", "1", "1", "1"
	return v.showTaskDraft(http.StatusOK, f, nil)
}

// draftFields are the fields of one question of a draft.
var draftFields = []string{"label", "kind", "options", "must", "help", "min", "max"}

func (v *visit) showTaskDraft(status int, f *view.Form, ready *transact.PostTask) error {
	p, err := v.page(v.t(words.NavPostJob))
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(f.Value("questions"))
	d := view.TaskDraft{JobDraft: view.JobDraft{Form: f, Categories: v.categories(f.Value("category")), Ready: ready != nil}, Questions: min(max(n, 1), task.MostQuestions)}
	for _, kind := range task.Kinds {
		d.Kinds = append(d.Kinds, view.Choice{Value: string(kind), Name: v.t(questionKinds[kind])})
	}
	if ready != nil {
		r := ready.Rules
		k := taskLook{room: room{v, p, ready.Job}, task: task.Task{Rules: r, PolicyVersion: v.occasion().Policy().Version, State: task.AwaitingEscrow}}
		d.Facts, d.Text, d.Outline = k.facts(), ready.Job.Description, v.outline(r.Questions, nil, "")
		d.Cost = v.t(words.TaskCost, p.Yen(r.UnitPrice), r.Count, p.Yen(r.UnitPrice*money.Yen(r.Count)))
		d.Hidden = []string{"title", "category", "description", "unit", "count", "until", "minutes", "per_worker", "identified", "rate", "questions"}
		for i := range d.Questions {
			for _, field := range draftFields {
				d.Hidden = append(d.Hidden, task.Key(i)+"-"+field)
			}
		}
	}
	return v.show(status, view.TaskFormPage(p, &d))
}

// rearrange adds a question to a draft, or takes one away.
func (e *entered) rearrange() {
	f := e.form
	n, _ := strconv.Atoi(f.Value("questions"))
	n = min(max(n, 1), task.MostQuestions)
	if e.r.PostFormValue("add") != "" && n < task.MostQuestions {
		f.Values[task.Key(n)+"-must"] = "1"
		n++
	}
	if gone, err := strconv.Atoi(e.r.PostFormValue("remove")); err == nil && gone >= 1 && gone <= n && n > 1 {
		for i := gone; i < n; i++ {
			for _, field := range draftFields {
				f.Values[task.Key(i-1)+"-"+field] = f.Value(task.Key(i) + "-" + field)
			}
		}
		n--
	}
	f.Values["questions"] = strconv.Itoa(n)
}

// readTask makes the posting of what was entered.
func (e *entered) readTask() transact.PostTask {
	policy := e.occasion().Policy()
	post := transact.PostTask{
		Job: job.Job{Format: job.Task, Title: e.text("title", 200, true), Description: e.text("description", 20_000, true), Category: e.text("category", 100, true)},
		Rules: task.Rules{
			UnitPrice: e.yen("unit", 1), Count: e.between("count", 1, policy.TaskAnswers), Minutes: e.between("minutes", policy.TaskShortestHold, policy.TaskLongestHold),
			Requirements: task.Requirements{Identified: e.r.PostFormValue("identified") != ""},
		},
	}
	post.Rules.PerWorker = e.between("per_worker", 1, max(1, post.Rules.Count))
	if e.r.PostFormValue("rate") != "" {
		post.Rules.ApprovalRate = e.between("rate", 0, 100)
	}
	if post.Rules.UnitPrice > money.Max/money.Yen(max(1, post.Rules.Count)) {
		e.wrong("unit", words.FieldYen)
	}
	if last, err := calendar.ParseDate(e.day("until", true)); err == nil {
		cal := e.Engine.Calendar
		post.Rules.AnswersUntil = cal.EndOfDays(cal.StartOf(last), 0)
		if post.Rules.AnswersUntil <= cal.EndOfDays(e.now, 0) || post.Rules.AnswersUntil > cal.EndOfDays(e.now, policy.TaskLongest) {
			e.wrong("until", words.TaskUntilHint)
		}
	}
	n, _ := strconv.Atoi(e.r.PostFormValue("questions"))
	for i := range min(max(n, 1), task.MostQuestions) {
		post.Rules.Questions = append(post.Rules.Questions, e.readQuestion(task.Key(i)+"-"))
	}
	if !slices.ContainsFunc(post.Rules.Questions, func(q task.Question) bool { return q.Required }) {
		e.wrong("q1-label", words.FieldOneRequired)
	}
	return post
}

func (e *entered) readQuestion(prefix string) task.Question {
	q := task.Question{
		Kind: task.Kind(e.r.PostFormValue(prefix + "kind")), Label: e.text(prefix+"label", task.LongestLabel, true),
		Help: e.text(prefix+"help", task.LongestHelp, false), Required: e.r.PostFormValue(prefix+"must") != "",
	}
	if _, known := questionKinds[q.Kind]; !known {
		q.Kind = task.Text
	}
	if q.Kind == task.Choice || q.Kind == task.Choices {
		q.Options = e.lines(prefix+"options", task.MostOptions, task.LongestOption)
		twice := len(slices.Compact(slices.Sorted(slices.Values(q.Options)))) < len(q.Options)
		if len(q.Options) < 2 || twice {
			e.wrong(prefix+"options", words.FieldOptions)
		}
	}
	if q.Kind == task.Number {
		bound := func(field string) *int64 {
			if e.r.PostFormValue(prefix+field) == "" {
				return nil
			}
			n, ok := e.number(prefix + field)
			if !ok {
				e.wrong(prefix+field, words.FieldWhole)
			}
			return &n
		}
		if q.Min, q.Max = bound("min"), bound("max"); q.Min != nil && q.Max != nil && *q.Min > *q.Max {
			e.wrong(prefix+"max", words.FieldAboveLeast)
		}
	}
	return q
}

func postTask(v *visit) error {
	if v.r.PostFormValue("add") != "" || v.r.PostFormValue("remove") != "" {
		e := v.entered()
		e.rearrange()
		return v.showTaskDraft(http.StatusOK, e.form, nil)
	}
	return posting[transact.PostTask]{
		read: (*entered).readTask, show: (*visit).showTaskDraft, job: func(post transact.PostTask) job.Job { return post.Job },
		to: func(posted any) (string, string) {
			if made, ok := posted.(transact.Errand); ok {
				return "/tasks/" + made.Job.ID + "/fund", "task"
			}
			return "/work?tab=open", "task"
		},
	}.post(v)
}
