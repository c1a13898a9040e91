package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/document"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/task"
	"azukari/internal/domain/warning"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

func init() {
	for key, text := range map[string]words.Text{
		"task": words.TaskDrafted, "task-fund": words.TaskFundDone, "task-pending": words.TaskFundPending, "task-cancel": words.TaskCancelDone, "task-close": words.TaskCloseDone,
		"slot": words.TaskTaken, "slot-released": words.TaskReleased, "answered": words.TaskSubmitted, "appealed": words.WorkAppealed,
		"answers-approve": words.ReviewApproved, "answers-reject": words.ReviewRejected,
	} {
		saids[key] = text
	}
}

// taskPages are a task's own; it is shown on its job's page.
func taskPages() []page {
	return []page{
		{"GET", "/jobs/new/task", member, taking(job.Task, draftTask)},
		{"POST", "/jobs/new/task", member, postTask},
		{"GET", "/tasks/{id}/fund", member, askTask(drawFundTask)},
		{"POST", "/tasks/{id}/fund", member, fundTask},
		{"GET", "/tasks/{id}/cancel", member, askTask(drawCancelTask)},
		{"POST", "/tasks/{id}/cancel", member, giveTask(task.Cancel{}, "task-cancel")},
		{"GET", "/tasks/{id}/close", member, askTask(drawCloseTask)},
		{"POST", "/tasks/{id}/close", member, giveTask(task.Close{}, "task-close")},
		{"POST", "/tasks/{id}/slots", member, startTask},
		{"GET", "/tasks/{id}/review", member, reviewTask},
		{"POST", "/tasks/{id}/decide", member, decideAnswers},
		{"GET", "/tasks/{id}/answers.csv", member, exportAnswers},
		{"GET", "/answers", member, ownAnswers},
		{"GET", "/answers/{id}", member, showAnswer},
		{"POST", "/answers/{id}/submit", bringer, submitAnswer},
		{"POST", "/answers/{id}/release", member, releaseSlot},
		{"GET", "/answers/{id}/appeal", member, askAppeal},
		{"POST", "/answers/{id}/appeal", member, appealAnswer},
		{"GET", "/answers/{id}/files/{question}", member, answerFile},
	}
}

var taskStates = map[task.State]words.Text{
	task.AwaitingEscrow: words.TaskAwaiting, task.Open: words.TaskOpen, task.Reviewing: words.TaskReviewing, task.Appeals: words.TaskAppeals,
	task.Completed: words.TaskCompleted, task.Cancelled: words.TaskCancelled,
}

var answerStates = map[task.State]words.Text{
	task.AnswerHeld: words.AnswerHeld, task.AnswerReleased: words.AnswerReleased, task.AnswerSubmitted: words.AnswerSubmitted, task.AnswerApproved: words.AnswerApproved,
	task.AnswerRejected: words.AnswerRejected, task.AnswerAppealed: words.AnswerAppealed, task.AnswerUpheld: words.AnswerUpheld,
}

var questionKinds = map[task.Kind]words.Text{
	task.Text: words.TaskKindText, task.Number: words.TaskKindNumber, task.Choice: words.TaskKindChoice, task.Choices: words.TaskKindChoices,
	task.URL: words.TaskKindURL, task.FileOf: words.TaskKindFile,
}

// A taskLook is the viewer looking at a task.
type taskLook struct {
	*visit
	page *view.Page
	job  job.Job
	task task.Task
	mine []task.Answer // the viewer's last answer, if any
}

// taskHere is the task of the address, as the clock leaves it now.
func (v *visit) taskHere() (*taskLook, error) {
	j, err := v.Engine.Store.Job(v.ctx, v.r.PathValue("id"))
	if err == nil && !j.SeenBy(v.viewer.ID) {
		err = refusal.NoSuch("job")
	}
	if err != nil {
		return nil, err
	}
	return v.taskOf(j)
}

func (v *visit) taskOf(j job.Job) (*taskLook, error) {
	t, err := v.Engine.Store.Task(v.ctx, j.ID)
	if err != nil {
		return nil, err
	}
	k := &taskLook{visit: v, job: j}
	v.numbers = t.Policy()
	if v.viewer.ID != "" {
		if k.mine, err = v.Engine.Store.Works(v.ctx, store.WorkQuery{JobID: j.ID, WorkerID: v.viewer.ID}, store.Page{Limit: 1}); err != nil {
			return nil, err
		}
	}
	caughtUp := task.CatchUp(t, k.mine, v.occasion())
	if k.task = caughtUp.Task; len(caughtUp.Answers) > 0 {
		k.mine = caughtUp.Answers
	}
	if !k.task.Published() && k.task.ClientID != v.viewer.ID {
		return nil, refusal.NoSuch("job")
	}
	k.page, err = v.page(j.Title)
	return k, err
}

func (k *taskLook) own() bool { return k.viewer.ID != "" && k.viewer.ID == k.task.ClientID }

// taker is what decides whether the viewer may take a slot.
func (k *taskLook) taker() (task.TakeSlot, error) {
	if k.viewer.ID == "" {
		return task.TakeSlot{}, nil
	}
	record, err := k.Engine.Store.TaskRecord(k.ctx, k.viewer.ID)
	return task.TakeSlot{Identified: k.viewer.Identified(), Record: record}, err
}

func (k *taskLook) may(verb task.Verb) (bool, error) {
	taker, err := k.taker()
	return slices.ContainsFunc(task.Actions(k.task, k.mine, taker, k.occasion()), func(a contract.Action) bool { return a.Command == verb }), err
}

// show is a task's page.
func (k *taskLook) show(status int, f *view.Form) error {
	if k.viewer.ID != "" {
		k.page.Live = "/events?job=" + k.task.JobID
	}
	client, err := k.Engine.Store.Account(k.ctx, k.task.ClientID)
	if err != nil {
		return err
	}
	taker, err := k.taker()
	if err != nil {
		return err
	}
	may := func(verb task.Verb) bool {
		return slices.ContainsFunc(task.Actions(k.task, k.mine, taker, k.occasion()), func(a contract.Action) bool { return a.Command == verb })
	}
	shown := view.Task{
		ID: k.task.JobID, Title: k.job.Title, Description: k.job.Description, State: k.t(taskStates[k.task.State]), Unit: k.page.Yen(k.task.UnitPrice), Own: k.own(),
		Client: view.Person{ID: client.ID, Name: client.Name}, Card: k.card(taker, may(task.VerbTake)), Facts: k.facts(), Form: k.outline(k.task.Questions, nil, ""),
		CanStart: may(task.VerbTake), Start: f, CanClose: may(task.VerbClose), CanCancel: may(task.VerbCancel), Held: k.task.InEscrow() > 0,
		SignIn: k.viewer.ID == "" && k.task.State == task.Open, Review: k.own() && k.task.Received > 0, Export: k.own() && k.task.Approved > 0,
	}
	if !shown.Own {
		if shown.Trust, err = k.trust(shown.Client, contract.Client); err != nil {
			return err
		}
		shown.Risks = k.received(k.job.Description, warning.Situation{})
	}
	return k.visit.show(status, view.TaskPage(k.page, &shown))
}

// card says who must act, by when, and what happens by itself otherwise.
func (k *taskLook) card(taker task.TakeSlot, mayTake bool) (card view.Card) {
	t := &k.task
	say := func(text words.Text, fill ...any) { card.Sentences = append(card.Sentences, k.t(text, fill...)) }
	until := k.page.When(t.Until)
	if !t.Until.IsZero() && (t.State != task.Reviewing || t.Waiting > 0) {
		card.Due = t.Until
	}
	review := view.Button{Path: "/tasks/" + t.JobID + "/review", Name: k.t(words.TaskReview), Tone: "primary"}
	switch {
	case t.State == task.AwaitingEscrow:
		if p := t.Payment; p != nil && p.State == contract.PaymentOrdered {
			say(words.TaskCardPaying, until)
			return card
		}
		say(words.TaskCardFund, k.page.Yen(t.Total()), until)
		card.Mine, card.Primary = true, []view.Button{{Path: "/tasks/" + t.JobID + "/fund", Name: k.t(words.TaskFund), Tone: "primary"}}
	case k.own() && t.State == task.Open:
		say(words.TaskCardOpen, t.Count-t.Approved-t.Waiting-t.Claims, until)
		if t.Waiting > 0 {
			say(words.TaskCardWaiting, t.Waiting)
			card.Mine, card.Primary = true, []view.Button{review}
		}
	case k.own() && t.State == task.Reviewing:
		if t.Waiting > 0 {
			say(words.TaskCardWaiting, t.Waiting)
			say(words.TaskCardDeem, until)
			card.Mine, card.Primary = true, []view.Button{review}
		} else {
			say(words.TaskCardSettling)
		}
	case len(k.mine) > 0 && k.mine[0].State != task.AnswerReleased && !mayTake && t.State != task.Cancelled:
		return k.mineCard(k.mine[0])
	case t.State == task.Open:
		say(words.TaskCardStart, k.page.Yen(t.UnitPrice), k.page.Yen(t.Net()), k.duration(t.Minutes))
		say(words.TaskCardLeft, t.Free(), until)
		switch {
		case t.Free() == 0:
			say(words.TaskCardFull)
		case k.viewer.ID != "" && !mayTake && !k.own():
			say(words.TaskCardNotYou)
		}
	case t.State == task.Reviewing:
		say(words.TaskCardReviewed, until)
	case t.State == task.Appeals:
		say(words.TaskCardAppeals)
	case t.State == task.Completed:
		say(words.TaskCardDone)
	case t.State == task.Cancelled:
		say(words.TaskCardCancelled)
	}
	return card
}

// mineCard is the card for somebody with an answer.
func (k *taskLook) mineCard(a task.Answer) (card view.Card) {
	to := view.Button{Path: "/answers/" + a.ID, Name: k.t(words.TaskSeeMine)}
	if a.State == task.AnswerHeld {
		card.Mine, card.Due = true, a.HeldUntil
		to.Name, to.Tone = k.t(words.TaskGoOn), "primary"
		card.Sentences = []string{k.t(words.TaskCardHeld, k.page.When(a.HeldUntil))}
	} else {
		card.Sentences = append([]string{k.t(words.TaskCardMine, k.t(answerStates[a.State]))}, k.standing(k.page, a)...)
	}
	card.Primary = []view.Button{to}
	return card
}

// standing says how an answer stands, and what happens next.
func (k *taskLook) standing(p *view.Page, a task.Answer) (notes []string) {
	say := func(text words.Text, fill ...any) { notes = append(notes, k.t(text, fill...)) }
	switch a.State {
	case task.AnswerHeld:
		say(words.TaskLeftTime, p.When(a.HeldUntil))
	case task.AnswerSubmitted:
		if k.task.State == task.Reviewing {
			say(words.TaskCardReviewed, p.When(k.task.Until))
		} else {
			say(words.TaskCardReviewed, p.When(k.Engine.Calendar.EndOfDays(k.task.AnswersUntil-1, k.task.Policy().TaskReviewDays)))
		}
	case task.AnswerApproved:
		if a.DecidedBy == task.Clock {
			say(words.AnswerDeemed)
		}
		say(words.AnswerPaid, p.Yen(k.task.Net()))
	case task.AnswerRejected:
		say(words.AnswerMayAppeal, p.When(a.Until))
	case task.AnswerAppealed:
		say(words.AnswerInReview, p.When(a.Until))
	}
	return notes
}

func (v *visit) duration(minutes int) string {
	if minutes%60 == 0 {
		return v.t(words.TaskHours, minutes/60)
	}
	return v.t(words.TaskInMinutes, minutes)
}

func (k *taskLook) facts() []view.Fact {
	t := &k.task
	who := []string{}
	if t.Identified {
		who = append(who, k.t(words.TaskWhoIs))
	}
	if t.ApprovalRate > 0 {
		who = append(who, k.t(words.TaskWhoRate, t.ApprovalRate))
	}
	if len(who) == 0 {
		who = append(who, k.t(words.TaskAnyone))
	}
	until := t.AnswersUntil
	facts := []view.Fact{
		{Name: k.t(words.JobFormat), Value: k.t(words.JobTask)},
		{Name: k.t(words.JobStateIs), Value: k.t(taskStates[t.State])},
		{Name: k.t(words.TaskUnit), Value: k.page.Yen(t.UnitPrice)},
		{Name: k.t(words.TaskNet), Value: k.page.Yen(t.Net())},
		{Name: k.t(words.TaskCount), Value: k.t(words.PersonCount, t.Count)},
		{Name: k.t(words.TaskTime), Value: k.duration(t.Minutes)},
		{Name: k.t(words.TaskEach), Value: k.t(words.TaskTimes, t.PerWorker)},
		{Name: k.t(words.TaskUntil), Value: k.page.When(until)},
		{Name: k.t(words.TaskWho), Value: strings.Join(who, k.t(words.And))},
		{Name: k.t(words.JobsCategory), Value: words.Category(k.lang, k.job.Category)},
	}
	if k.own() {
		facts = append(facts,
			view.Fact{Name: k.t(words.TaskProgress), Value: k.t(words.TaskProgressIs, t.Approved, t.Waiting, t.Held, t.Rejections())},
			view.Fact{Name: k.t(words.TaskTotal), Value: k.page.Yen(t.Total())})
	} else {
		facts = append(facts, view.Fact{Name: k.t(words.TaskFree), Value: k.t(words.PersonCount, t.Free())})
	}
	return facts
}

// outline is a form with what was answered, if anything; files are at the path.
func (v *visit) outline(questions []task.Question, values map[string]task.Value, files string) (rows []view.TaskQuestion) {
	for i, q := range questions {
		row := view.TaskQuestion{
			Name: string(q.Kind), Key: task.Key(i), Kind: v.t(questionKinds[q.Kind]), Label: q.Label, Help: q.Help, Required: q.Required, Options: q.Options,
			Texts: values[task.Key(i)].Texts,
		}
		if q.Kind == task.Text {
			row.Max = q.MaxLength()
		}
		if f := values[task.Key(i)].File; f != nil {
			row.File, row.FileName = files+"/"+row.Key, f.Name
		}
		rows = append(rows, row)
	}
	return rows
}

// askTask is the page before an act on a task: what it means, and one button.
func askTask(draw func(*taskLook) (view.Act, error)) func(*visit) error {
	return func(v *visit) error {
		k, err := v.taskHere()
		if err != nil {
			return err
		}
		a, err := draw(k)
		if err != nil {
			return err
		}
		a.Form = form()
		return k.ask(http.StatusOK, a)
	}
}

func (k *taskLook) ask(status int, a view.Act) error {
	k.page.Title = a.Title
	return k.visit.show(status, view.ActOn(k.page, view.Button{Path: contestPath(k.task.JobID), Name: k.job.Title}, &a))
}

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
			{Name: k.t(words.ContestFundWhen), Value: k.t(words.TaskFundWhenIs)},
			{Name: k.t(words.ContestFundBack), Value: k.t(words.TaskFundBackIs)},
		},
		Promise: k.t(words.TaskCostCap), Submit: k.t(words.TaskFundNow), Tone: "primary",
	}, nil
}

func fundTask(v *visit) error {
	id := v.r.PathValue("id")
	outcome, err := v.Engine.Cashier.Fund(v.ctx, v.who(), store.TaskRoom, id, v.once())
	if err == nil {
		said := "task-fund"
		if e, ok := outcome.Result.(transact.Errand); ok && e.Task.State == task.AwaitingEscrow {
			said = "task-pending"
		}
		return v.done(contestPath(id), said)
	}
	e := v.entered()
	if err = e.refused(err); err != nil {
		return err
	}
	k, err := v.taskHere()
	if err != nil {
		return err
	}
	a, err := drawFundTask(k)
	if err != nil {
		return err
	}
	a.Form = e.form
	return k.ask(http.StatusUnprocessableEntity, a)
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

// answer is the answer of the address with its task, as the clock leaves them.
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
	idle := k.task.RoleOn(a, v.who()) == task.Operator && !v.viewer.Roles.May(account.DecideRequests)
	if idle || !k.task.Knows(a, v.who()) {
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
			if q := &shown.Questions[i]; len(k.r.PostForm[q.Key]) > 0 && k.r.PostForm[q.Key][0] != "" {
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
	e, files, err := v.withFileFields()
	if err != nil {
		return err
	}
	values := map[string]task.Value{}
	for i, q := range k.task.Questions {
		key := task.Key(i)
		if f, ok := files[key]; ok && q.Kind == task.FileOf {
			values[key] = task.Value{File: &task.File{Name: f.Name, Type: f.Type, Size: f.Size, SHA256: f.SHA256}}
			continue
		}
		var texts []string
		for _, text := range v.r.PostForm[key] {
			if text != "" && q.Kind != task.FileOf {
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
	return v.ok(view.AnswersPage(p, rows, more))
}

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
	values, err := k.values(a)
	if err != nil {
		return err
	}
	f := values[v.r.PathValue("question")].File
	if f == nil {
		return refusal.NoSuch("file")
	}
	return v.handOut(f.SHA256, f.Name, f.Type, a.SentAt)
}

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
		k := taskLook{visit: v, page: p, job: ready.Job, task: task.Task{Rules: r, PolicyVersion: v.occasion().Policy().Version, State: task.AwaitingEscrow}}
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
	e := v.entered()
	if v.r.PostFormValue("add") != "" || v.r.PostFormValue("remove") != "" {
		e.rearrange()
		return v.showTaskDraft(http.StatusOK, e.form, nil)
	}
	post := e.readTask()
	switch {
	case !e.fit():
		return v.showTaskDraft(http.StatusUnprocessableEntity, e.form, nil)
	case v.r.PostFormValue("edit") != "":
		return v.showTaskDraft(http.StatusOK, e.form, nil)
	case v.r.PostFormValue("publish") == "" && e.warns("description", post.Job.Description, warning.Situation{}):
		return v.showTaskDraft(http.StatusOK, e.form, nil)
	case v.r.PostFormValue("publish") == "":
		return v.showTaskDraft(http.StatusOK, e.form, &post)
	}
	posted, err := v.do(post)
	if err != nil {
		if err = e.refused(err); err != nil {
			return err
		}
		return v.showTaskDraft(http.StatusUnprocessableEntity, e.form, nil)
	}
	if made, ok := posted.(transact.Errand); ok {
		return v.done("/tasks/"+made.Job.ID+"/fund", "task")
	}
	return v.done("/work?tab=open", "task")
}
