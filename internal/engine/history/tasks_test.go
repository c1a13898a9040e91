package history

import (
	"context"
	"math/rand/v2"

	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/task"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// task reads one from the model with all its answers, as the clock leaves them.
func (h *history) task(jobID string) (task.Task, []task.Answer, bool) {
	ctx, model := context.Background(), h.model()
	t, err := model.store.Task(ctx, jobID)
	if err != nil {
		return t, nil, false
	}
	answers := must(model.store.Works(ctx, store.WorkQuery{JobID: jobID, OldestFirst: true}, store.Page{}))
	on := event.Occasion{Now: h.now(), Calendar: model.engine.Calendar, IDs: id.NewMinter(rand.NewChaCha8([32]byte{}))}
	change := task.CatchUp(t, answers, on)
	for _, done := range change.Answers {
		for i := range answers {
			if answers[i].ID == done.ID {
				answers[i] = done
			}
		}
	}
	return change.Task, answers, true
}

// postTask posts one, mostly funded at once.
func (h *history) postTask() {
	who := h.anyone()
	rules := task.Rules{
		UnitPrice: oneOf(h, "unit", []money.Yen{1, 7, 110, 999, 10_000}), Count: h.between("count", 1, 5), Minutes: oneOf(h, "minutes", []int{10, 60, 4_320}),
		PerWorker: 1, AnswersUntil: h.model().engine.Calendar.EndOfDays(h.now(), h.between("days", 0, 12)),
		Questions:    []task.Question{{Kind: task.Text, Label: "感想", Required: true}, {Kind: task.Number, Label: "点数"}},
		Requirements: task.Requirements{Identified: h.between("identified", 0, 7) == 0, ApprovalRate: oneOf(h, "rate", []int{0, 0, 0, 50})},
	}
	rules.PerWorker = h.between("each", 1, rules.Count)
	made, err := h.do(who, transact.PostTask{Job: job.Job{Format: job.Task, Title: "アンケート", Description: "感想を募集します", Category: "事務"}, Rules: rules})
	if err != nil {
		return
	}
	jobID := made.(transact.Errand).Job.ID
	h.tasks, h.jobs = append(h.tasks, jobID), append(h.jobs, jobID)
	if h.between("unfunded", 0, 5) > 0 {
		h.payTask(who, jobID, gateway.Succeed)
	}
}

func (h *history) payTask(who contract.Actor, jobID string, mood gateway.Mood) {
	for _, one := range h.houses {
		one.engine.Sandbox.Gateway.Next(mood)
	}
	h.keyed(&repeat{who: who, task: jobID})
}

// mill does one thing to a task: mostly something that its state allows to who
// does it.
func (h *history) mill() {
	var running []string
	for _, one := range h.tasks {
		if t, _, _ := h.task(one); !t.Ended() {
			running = append(running, one)
		}
	}
	if len(running) == 0 || len(running) < 2 && h.maybe("another") {
		h.postTask()
		return
	}
	jobID := oneOf(h, "task", running)
	if h.between("any task", 0, 7) == 0 {
		jobID = h.one(h.tasks, id.Job)
	}
	t, answers, _ := h.task(jobID)
	client, who := contract.Actor{Account: t.ClientID}, h.anyone()
	a := task.Answer{ID: "ans_000000000000000000000000"}
	if len(answers) > 0 {
		a = oneOf(h, "answer", answers)
	}
	for _, one := range answers { // few come this far
		if one.State == task.AnswerAppealed || one.State == task.AnswerRejected && a.State != task.AnswerAppealed {
			a = one
		}
	}
	do := func(who contract.Actor, cmd transact.Command) { h.keyed(&repeat{who: who, cmd: cmd}) }
	of := func(who contract.Actor, cmd task.Command) {
		do(who, transact.OnAnswers{IDs: []string{a.ID}, Command: cmd})
	}
	owner := oneOf(h, "owner", []contract.Actor{{Account: a.WorkerID}, {Account: a.WorkerID}, {Account: a.WorkerID}, who})
	decider := oneOf(h, "decider", []contract.Actor{client, client, client, who})
	operator := oneOf(h, "operator", []contract.Actor{h.people[firstOperator], h.people[firstOperator+1], who})
	waiting := []string{a.ID}
	for _, one := range answers {
		if one.State == task.AnswerSubmitted && one.ID != a.ID && len(waiting) < 3 {
			waiting = append(waiting, one.ID)
		}
	}
	what := []string{"take", "take", "close", "fund", "cancel", "preview"}
	switch {
	case t.State == task.AwaitingEscrow:
		what = []string{"fund", "fund", "fund", "cancel", "take"}
		who = oneOf(h, "payer", []contract.Actor{client, client, client, who})
	case a.State == task.AnswerHeld:
		what = []string{"submit", "submit", "submit", "submit", "release", "take", "close"}
	case a.State == task.AnswerSubmitted:
		what = []string{"approve", "reject", "reject", "reject", "many", "refuse many", "take", "take", "preview"}
	case a.State == task.AnswerRejected:
		what = []string{"appeal", "appeal", "appeal", "take", "approve"}
	case a.State == task.AnswerAppealed:
		what = []string{"uphold", "uphold", "overturn", "overturn", "take", "appeal"}
	}
	switch oneOf(h, "what", what) {
	case "take":
		made, err := h.do(who, transact.TakeSlot{JobID: jobID, WorkerID: who.Account})
		if err != nil || h.between("later", 0, 2) == 0 {
			break
		}
		// Few would come as far as an appeal step by step.
		taken := made.(transact.Errand).Answers
		a = taken[len(taken)-1]
		of(who, task.Submit{AnswerID: a.ID, Values: map[string]task.Value{"q1": {Texts: []string{"良い"}}}})
		if h.maybe("rejected") {
			of(client, task.Reject{AnswerIDs: []string{a.ID}, Reason: "短い"})
			of(who, task.Appeal{AnswerID: a.ID, Text: "答えています"})
			of(operator, oneOf(h, "finding", []task.Command{task.Uphold{AnswerID: a.ID, Finding: "答えがない"}, task.Overturn{AnswerID: a.ID, Finding: "答えがある"}, task.Appeal{AnswerID: a.ID, Text: "もう一度"}}))
		}
	case "submit":
		values := oneOf(h, "values", []map[string]task.Value{{"q1": {Texts: []string{"良い"}}}, {"q1": {Texts: []string{"普通"}}, "q2": {Texts: []string{"３"}}}, {}})
		of(owner, task.Submit{AnswerID: a.ID, Values: values})
	case "release":
		of(owner, task.Release{AnswerID: a.ID})
	case "approve":
		of(decider, task.Approve{AnswerIDs: []string{a.ID}})
	case "reject":
		of(decider, task.Reject{AnswerIDs: []string{a.ID}, Reason: oneOf(h, "why", []string{"短い", "短い", ""})})
	case "many":
		do(decider, transact.OnAnswers{JobID: jobID, IDs: waiting, Command: task.Approve{AnswerIDs: waiting}})
	case "refuse many":
		do(decider, transact.OnAnswers{JobID: jobID, IDs: waiting, Command: task.Reject{AnswerIDs: waiting, Reason: "短い"}})
	case "preview":
		do(decider, transact.PreviewAnswers{JobID: jobID, IDs: waiting, Command: task.Approve{AnswerIDs: waiting}})
	case "appeal":
		of(owner, task.Appeal{AnswerID: a.ID, Text: "答えています"})
	case "uphold":
		of(operator, task.Uphold{AnswerID: a.ID, Finding: "答えがない"})
	case "overturn":
		of(operator, task.Overturn{AnswerID: a.ID, Finding: "答えがある"})
	case "close":
		do(decider, transact.OnTask{JobID: jobID, Command: task.Close{}})
	case "cancel":
		do(decider, transact.OnTask{JobID: jobID, Command: task.Cancel{}})
	case "fund":
		h.payTask(who, jobID, oneOf(h, "mood", []gateway.Mood{gateway.Succeed, gateway.Succeed, gateway.Fail, gateway.Delay, gateway.Duplicate}))
	}
	if h.between("identify", 0, 15) == 0 {
		_, _ = h.do(operator, transact.CheckIdentity{AccountID: h.anyone().Account, Checked: h.maybe("checked")})
	}
}

// askTasks draws a question about tasks.
func (h *history) askTasks(who string) func(store.Reader) (any, error) {
	ctx, jobID := context.Background(), h.one(h.tasks, id.Job)
	_, answers, _ := h.task(jobID)
	p := store.Page{Limit: oneOf(h, "limit", []int{1_000, 1, 2})}
	switch oneOf(h, "about", []string{"one", "list", "answers", "documents", "record"}) {
	case "one":
		return func(r store.Reader) (any, error) { return value(r.Task(ctx, jobID)) }
	case "documents":
		all := ids(answers, func(a task.Answer) string { return a.ID })
		return func(r store.Reader) (any, error) { return value(r.WorkDocuments(ctx, all)) }
	case "record":
		return func(r store.Reader) (any, error) { return value(r.TaskRecord(ctx, who)) }
	case "list":
		q := oneOf(h, "query", []store.TaskQuery{{}, {ClientID: who}, {WorkerID: who}})
		return func(r store.Reader) (any, error) { return rows(r.Tasks(ctx, q, p)) }
	}
	q := oneOf(h, "query", []store.WorkQuery{{JobID: jobID}, {WorkerID: who}, {JobID: jobID, Sent: true, OldestFirst: true}, {State: task.AnswerAppealed}})
	if len(answers) > 0 && h.maybe("cursor") {
		p.Cursor = oneOf(h, "after", answers).ID
	}
	return func(r store.Reader) (any, error) { return rows(r.Works(ctx, q, p)) }
}

// answered holds each task against its answers: none is lost, each has the hash
// of what was handed in, and the rejections are within their cap (R8.2).
func (h *history) answered(one *house) {
	ctx := context.Background()
	for _, jobID := range h.tasks {
		t := must(one.store.Task(ctx, jobID))
		counted := task.Counts{Received: t.Received}
		for _, a := range must(one.store.Works(ctx, store.WorkQuery{JobID: jobID}, store.Page{})) {
			document := must(one.store.WorkDocuments(ctx, []string{a.ID}))[a.ID]
			if (a.SHA256 != "") != (document != "") || document != "" && task.HashOf(document) != a.SHA256 {
				h.r.Fatalf("%s: answer %s is not what was handed in: %s", one.name, a.ID, document)
			}
			switch a.State {
			case task.AnswerHeld:
				counted.Held++
			case task.AnswerSubmitted:
				counted.Waiting++
			case task.AnswerApproved:
				counted.Approved++
			case task.AnswerRejected, task.AnswerAppealed:
				counted.Claims++
			case task.AnswerUpheld:
				counted.Upheld++
			}
			h.seen["answers "+string(a.State)]++
			if a.DecidedBy == task.Clock {
				h.seen["answers decided by clock"]++
			}
		}
		if counted != t.Counts || t.Rejections() > max(3, t.Received*30/100) {
			h.r.Fatalf("%s: task %s counts %+v, its answers are %+v", one.name, jobID, t.Counts, counted)
		}
		j := must(one.store.Job(ctx, jobID))
		if open := t.State == task.Open; open != (j.State == job.Open) {
			h.r.Fatalf("%s: the task of %s is %s, the job %s", one.name, jobID, t.State, j.State)
		}
		h.seen["tasks "+string(t.State)]++
	}
}
