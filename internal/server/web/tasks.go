package web

import (
	"slices"
	"strings"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/task"
	"azukari/internal/domain/warning"
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
		{"GET", "/tasks/{id}/fund", member, asks((*visit).taskHere, drawFundTask)},
		{"POST", "/tasks/{id}/fund", member, funds(store.TaskRoom, (*visit).taskHere, drawFundTask, taskFunded)},
		{"GET", "/tasks/{id}/cancel", member, asks((*visit).taskHere, drawCancelTask)},
		{"POST", "/tasks/{id}/cancel", member, giveTask(task.Cancel{}, "task-cancel")},
		{"GET", "/tasks/{id}/close", member, asks((*visit).taskHere, drawCloseTask)},
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
	room
	task task.Task
	mine []task.Answer // the viewer's last answer, if any
}

// taskHere is the task of the address, as the clock leaves it now.
func (v *visit) taskHere() (*taskLook, error) {
	j, err := v.jobHere()
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
	k := &taskLook{room: room{visit: v, job: j}}
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
		shown.Report = reportPath(k.task.JobID)
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
	if t.Payment.UnderWay() && k.transferring(&card, k.page, k.orderedTask(*t)) && t.State == task.AwaitingEscrow {
		return card
	}
	switch {
	case t.State == task.AwaitingEscrow:
		if t.Payment.UnderWay() {
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
