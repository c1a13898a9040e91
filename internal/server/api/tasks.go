package api

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/job"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A task is known by its job's id; an answer has an id of its own.
var taskRoutes = []route{
	get("/v1/tasks", "tasks", "The caller's tasks, newest first: as client, or with an answer of theirs", person, listTasks),
	get("/v1/tasks/{id}", "tasks", "One task (タスク), by its job's id", person, readTask),
	post[byID, Task]("/v1/tasks/{id}/fund", "tasks", "Pay unit price × count into escrow, which publishes the task (仮払い)"+byTransfer, person, fundTask, http.StatusOK, http.StatusAccepted),
	post[byID, Task]("/v1/tasks/{id}/cancel", "tasks", "Cancel before funding", person, onTask(task.Cancel{}), http.StatusOK),
	post[byID, Task]("/v1/tasks/{id}/close", "tasks", "Give out no more slots (募集終了)", person, onTask(task.Close{}), http.StatusOK),
	post[byID, Answer]("/v1/tasks/{id}/slots", "tasks", "Take a slot for the task's time limit (作業を始める)", person, takeSlot, http.StatusCreated),
	get("/v1/tasks/{id}/answers", "tasks", "The answers, oldest first: to the client all that were handed in, to a worker their own", person, listAnswers),
	post[decideIn, Decision]("/v1/tasks/{id}/answers/preview", "tasks", "What approving or rejecting these answers would do; nothing happens", person, previewDecision, http.StatusOK),
	post[approveIn, Decision]("/v1/tasks/{id}/answers/approve", "tasks", "Approve answers, all or none; each is paid at once (承認)", person, approveAnswers, http.StatusOK),
	post[rejectIn, Decision]("/v1/tasks/{id}/answers/reject", "tasks", "Reject answers, all or none, with a reason that their workers read (非承認)", person, rejectAnswers, http.StatusOK),
	get("/v1/tasks/{id}/events", "tasks", "The task's hash chain", person, listTaskEvents),
	get("/v1/answers", "tasks", "The caller's own answers in all tasks, newest first", person, listOwnAnswers),
	get("/v1/answers/{id}", "tasks", "One answer (作業)", person, readAnswer),
	post[submitIn, Answer]("/v1/answers/{id}/submit", "tasks", "Hand the form in, filled (提出)", person, submitAnswer, http.StatusOK),
	post[byID, Answer]("/v1/answers/{id}/release", "tasks", "Give the slot back; nothing is lost by it", person, releaseSlot, http.StatusOK),
	post[byID, Answer]("/v1/answers/{id}/approve", "tasks", "Approve one answer", person, approveAnswer, http.StatusOK),
	post[reasonIn, Answer]("/v1/answers/{id}/reject", "tasks", "Reject one answer, with a reason", person, rejectAnswer, http.StatusOK),
	post[appealIn, Answer]("/v1/answers/{id}/appeal", "tasks", "Bring a rejection before an operator, within 7 days (異議申立て)", person, appealRejection, http.StatusOK),
	get("/v1/operator/appeals", "operator", "Appeals that await a decision, oldest first", staff(account.DecideRequests), listAppeals),
	post[reasonIn, Answer]("/v1/operator/appeals/{id}/uphold", "operator", "The rejection stands", staff(account.DecideRequests), upholdRejection, http.StatusOK),
	post[reasonIn, Answer]("/v1/operator/appeals/{id}/overturn", "operator", "The answer is approved and paid", staff(account.DecideRequests), overturnRejection, http.StatusOK),
	post[identityIn, Identity]("/v1/operator/people/{id}/identity", "operator", "Note that somebody's identity was checked (本人確認), or take it back", staff(account.DecideRequests), checkIdentity, http.StatusOK),
}

// TaskIn is what a client lays down for a task.
type TaskIn struct {
	UnitAmount   money.Yen    `json:"unit_amount" minimum:"1" maximum:"1000000000000" doc:"For one answer, before fee and tax"`
	Count        int          `json:"count" minimum:"1" maximum:"10000" doc:"How many answers"`
	Minutes      int          `json:"minutes,omitempty" minimum:"10" maximum:"4320" doc:"How long a slot is held for its worker; default 60"`
	PerWorker    int          `json:"per_worker,omitempty" minimum:"1" maximum:"10000" doc:"How often one person may answer; default 1"`
	AnswersUntil string       `json:"answers_until" format:"date" doc:"The last day for answers; slots are given out until its end (24:00)"`
	Questions    []QuestionIn `json:"questions" nullable:"false" minItems:"1" maxItems:"50"`
	Identified   bool         `json:"identity_checked,omitempty" doc:"Only for people whose identity is checked"`
	ApprovalRate int          `json:"min_approval_rate,omitempty" minimum:"0" maximum:"100" doc:"Only for people of whose decided answers so many of 100 were approved; who is new may work"`
}

// QuestionIn is one field of the form.
type QuestionIn struct {
	Kind     string  `json:"kind" enum:"text,number,choice,choices,url,file"`
	Label    prose   `json:"label" maxLength:"200"`
	Help     string  `json:"help,omitempty" maxLength:"1000"`
	Required bool    `json:"required,omitempty"`
	Options  []prose `json:"options,omitempty" nullable:"false" maxItems:"50" maxLength:"100" doc:"Of a choice or choices"`
	Min      *int64  `json:"min,omitempty" doc:"Of a number"`
	Max      *int64  `json:"max,omitempty" doc:"Of a number"`
	Longest  int     `json:"max_length,omitempty" minimum:"1" maximum:"5000" doc:"Of a text, in characters; default 5000"`
}

// command is the posting of a task.
func (in *TaskIn) command(j job.Job, cal calendar.Calendar) (transact.PostTask, error) {
	last, err := calendar.ParseDate(in.AnswersUntil)
	if err != nil {
		return transact.PostTask{}, refusal.Invalid("task.answers_until", "R8.2", "This is not a date.")
	}
	rules := task.Rules{
		UnitPrice: in.UnitAmount, Count: in.Count, Minutes: 60, PerWorker: max(1, in.PerWorker), AnswersUntil: cal.EndOfDays(cal.StartOf(last), 0),
		Requirements: task.Requirements{Identified: in.Identified, ApprovalRate: in.ApprovalRate},
	}
	if in.Minutes > 0 {
		rules.Minutes = in.Minutes
	}
	for _, q := range in.Questions {
		rules.Questions = append(rules.Questions, task.Question{
			Kind: task.Kind(q.Kind), Label: string(q.Label), Help: q.Help, Required: q.Required, Options: texts(q.Options), Min: q.Min, Max: q.Max, Longest: q.Longest,
		})
	}
	return transact.PostTask{Job: j, Rules: rules}, nil
}

// Task is a task as the caller may see it.
type Task struct {
	JobID          string           `json:"job_id"`
	ClientID       string           `json:"client_id"`
	Title          string           `json:"title"`
	State          string           `json:"state" enum:"awaiting_escrow,open,reviewing,appeals,completed,cancelled"`
	UnitAmount     money.Yen        `json:"unit_amount" doc:"For one answer, before fee and tax"`
	NetAmount      money.Yen        `json:"net_amount" doc:"What the worker gets of it"`
	Count          int              `json:"count"`
	TotalAmount    money.Yen        `json:"total_amount"`
	EscrowAmount   money.Yen        `json:"escrow_amount" doc:"What is held now"`
	Currency       string           `json:"currency"`
	Minutes        int              `json:"minutes"`
	PerWorker      int              `json:"per_worker"`
	AnswersUntil   calendar.Instant `json:"answers_until" format:"date-time"`
	Identified     bool             `json:"identity_checked"`
	ApprovalRate   int              `json:"min_approval_rate"`
	FormSHA256     string           `json:"form_sha256"`
	Questions      []Question       `json:"questions" nullable:"false"`
	Free           int              `json:"free" doc:"Slots that can be taken now"`
	Held           int              `json:"held" doc:"Slots at work"`
	Submitted      int              `json:"submitted" doc:"Answers that wait to be decided"`
	Approved       int              `json:"approved"`
	Rejected       int              `json:"rejected" doc:"Rejections that stand, appealable ones too"`
	RejectionsLeft *int             `json:"rejections_left" doc:"To the client: how many more may be rejected, of max(3, 30 %)"`
	Deadline       *TaskDeadline    `json:"deadline" doc:"What happens by itself next"`
	Transfer       *BankTransfer    `json:"bank_transfer" doc:"To the client, in a house that is paid by bank transfer: how to pay what is ordered"`
	Actions        []Action         `json:"actions" nullable:"false" doc:"What the caller may do now"`
	PostedAt       calendar.Instant `json:"posted_at" format:"date-time"`
	UpdatedAt      calendar.Instant `json:"updated_at" format:"date-time"`
}

// Question is one field of the form (設問).
type Question struct {
	Key       string   `json:"key" doc:"Names it in an answer's values: q1, q2, …"`
	Kind      string   `json:"kind" enum:"text,number,choice,choices,url,file"`
	Label     string   `json:"label"`
	Help      string   `json:"help"`
	Required  bool     `json:"required"`
	Options   []string `json:"options" nullable:"false"`
	Min       *int64   `json:"min"`
	Max       *int64   `json:"max"`
	MaxLength *int     `json:"max_length"`
}

// TaskDeadline is what happens by itself, and when.
type TaskDeadline struct {
	Kind    string           `json:"kind" enum:"task_escrow,task_answers,task_review"`
	At      calendar.Instant `json:"at" format:"date-time"`
	Outcome string           `json:"outcome" enum:"cancelled,reviewing,appeals,completed"`
}

// Answer is one slot and what became of it (作業).
type Answer struct {
	ID          string            `json:"id"`
	JobID       string            `json:"job_id"`
	WorkerID    string            `json:"worker_id"`
	State       string            `json:"state" enum:"held,released,submitted,approved,rejected,appealed,upheld"`
	TakenAt     calendar.Instant  `json:"taken_at" format:"date-time"`
	HeldUntil   calendar.Instant  `json:"held_until" format:"date-time"`
	SubmittedAt *calendar.Instant `json:"submitted_at"`
	SHA256      *string           `json:"sha256" doc:"Of the document"`
	Document    *string           `json:"document" doc:"What was answered, byte for byte as it was hashed; to the worker, to the client unless it is rejected, to an operator once it is appealed"`
	DecidedAt   *calendar.Instant `json:"decided_at"`
	DecidedBy   *string           `json:"decided_by" enum:"client,clock,operator"`
	Reason      *string           `json:"reason" doc:"Of a rejection"`
	Appeal      *string           `json:"appeal"`
	Finding     *string           `json:"finding" doc:"The operator's"`
	DueAt       *calendar.Instant `json:"due_at" doc:"When the clock does something by itself: the slot's end, the end of the time to appeal, of the operator's time"`
	Actions     []Action          `json:"actions" nullable:"false"`
}

func (q *request) viewTask(t task.Task, mine []task.Answer, taker task.TakeSlot, now calendar.Instant) Task {
	v := Task{
		JobID: t.JobID, ClientID: t.ClientID, Title: t.Title, State: string(t.State), UnitAmount: t.UnitPrice, NetAmount: t.Net(), Count: t.Count,
		TotalAmount: t.Total(), EscrowAmount: t.InEscrow(), Currency: money.Currency, Minutes: t.Minutes, PerWorker: t.PerWorker, AnswersUntil: t.AnswersUntil,
		Identified: t.Identified, ApprovalRate: t.ApprovalRate, FormSHA256: t.FormSHA256, Questions: []Question{},
		Free: t.Free(), Held: t.Held, Submitted: t.Waiting, Approved: t.Approved, Rejected: t.Rejections(),
		Actions: viewActions(task.Actions(t, mine, taker, q.occasion(now))), PostedAt: t.PostedAt, UpdatedAt: t.UpdatedAt,
		Transfer: q.bankTransfer(t.Payment, t.ClientID),
	}
	for i, one := range t.Questions {
		view := Question{task.Key(i), string(one.Kind), one.Label, one.Help, one.Required, append([]string{}, one.Options...), one.Min, one.Max, nil}
		if longest := one.MaxLength(); one.Kind == task.Text {
			view.MaxLength = &longest
		}
		v.Questions = append(v.Questions, view)
	}
	if left := t.RejectionsLeft(); q.caller.ID == t.ClientID {
		v.RejectionsLeft = &left
	}
	if d, ok := t.Deadline(); ok {
		v.Deadline = &TaskDeadline{d.Kind, d.At, string(d.Outcome)}
	}
	return v
}

func (q *request) viewAnswer(t task.Task, a task.Answer, document string, now calendar.Instant) Answer {
	v := Answer{
		ID: a.ID, JobID: a.JobID, WorkerID: a.WorkerID, State: string(a.State), TakenAt: a.TakenAt, HeldUntil: a.HeldUntil, SubmittedAt: instant(a.SentAt),
		SHA256: optional(a.SHA256), DecidedAt: instant(a.DecidedAt), DecidedBy: optional(a.DecidedBy), Reason: optional(a.Reason), Appeal: optional(a.Appeal),
		Finding: optional(a.Finding), DueAt: instant(a.Until), Actions: viewActions(task.ActionsOn(t, a, q.occasion(now))),
	}
	if q.mayRead(t, a) {
		v.Document = optional(document)
	}
	return v
}

// task is one that the caller may see, as the clock leaves it now, with what
// decides whether they may take a slot.
func (q *request) task(jobID string) (t task.Task, mine []task.Answer, taker task.TakeSlot, now calendar.Instant, err error) {
	if now, err = q.now(); err != nil {
		return
	}
	if t, err = q.store().Task(q.ctx, jobID); err != nil {
		return
	}
	if mine, err = q.store().Works(q.ctx, store.WorkQuery{JobID: jobID, WorkerID: q.caller.ID}, store.Page{Limit: 1}); err != nil {
		return
	}
	if taker.Record, err = q.store().TaskRecord(q.ctx, q.caller.ID); err != nil {
		return
	}
	taker.Identified = q.caller.Identified()
	caughtUp := task.CatchUp(t, mine, q.occasion(now))
	t = caughtUp.Task
	if len(caughtUp.Answers) > 0 {
		mine = caughtUp.Answers
	}
	if !t.Published() && q.caller.ID != t.ClientID && !q.caller.Staff() {
		err = refusal.NoSuch("task")
	}
	return
}

func readTask(q *request, in *struct {
	ID string `path:"id"`
}) (Task, error) {
	t, mine, taker, now, err := q.task(in.ID)
	if err != nil {
		return Task{}, err
	}
	return q.viewTask(t, mine, taker, now), nil
}

func listTasks(q *request, in *struct {
	Paging
	Role string `query:"role" enum:"client,worker" doc:"Default client"`
}) (List[Task], error) {
	query := store.TaskQuery{ClientID: q.caller.ID}
	if in.Role == "worker" {
		query = store.TaskQuery{WorkerID: q.caller.ID}
	}
	views := map[string]Task{}
	return page(in.Paging, func(p store.Page) ([]task.Task, error) {
		found, err := q.store().Tasks(q.ctx, query, p)
		for _, t := range found {
			if err != nil {
				break
			}
			var mine []task.Answer
			var taker task.TakeSlot
			var now calendar.Instant
			if t, mine, taker, now, err = q.task(t.JobID); err == nil {
				views[t.JobID] = q.viewTask(t, mine, taker, now)
			}
		}
		return found, err
	}, func(t task.Task) string { return t.JobID }, func(t task.Task) Task { return views[t.JobID] })
}

// errand renders the task that a command answers with.
func (q *request) errand(status int) func(any) (int, any) {
	return func(result any) (int, any) {
		t := result.(transact.Errand).Task
		return status, q.viewTask(t, nil, task.TakeSlot{}, t.UpdatedAt)
	}
}

func onTask(cmd task.Command) func(*request, *byID) (reply, error) {
	return func(q *request, in *byID) (reply, error) {
		return q.do(transact.OnTask{JobID: in.ID, Command: cmd}, q.errand(http.StatusOK))
	}
}

func fundTask(q *request, in *byID) (reply, error) {
	render := func(result any) (int, any) {
		status := http.StatusOK
		if result.(transact.Errand).Task.State == task.AwaitingEscrow {
			status = http.StatusAccepted
		}
		return q.errand(status)(result)
	}
	outcome, err := q.api.Engine.Cashier.Fund(q.ctx, q.who(), store.TaskRoom, in.ID, q.once(render))
	return q.answer(outcome, err, render)
}

// work renders the answer that a command is about.
func (q *request) work(status int) func(any) (int, any) {
	return func(result any) (int, any) {
		r := result.(transact.Errand)
		a := r.Answers[len(r.Answers)-1]
		return status, q.viewAnswer(r.Task, a, a.Document, r.Task.UpdatedAt)
	}
}

func takeSlot(q *request, in *byID) (reply, error) {
	return q.do(transact.TakeSlot{JobID: in.ID, WorkerID: q.caller.ID}, q.work(http.StatusCreated))
}

func (q *request) onAnswer(id string, cmd task.Command) (reply, error) {
	return q.do(transact.OnAnswers{IDs: []string{id}, Command: cmd}, q.work(http.StatusOK))
}

// Value is an answer to one question: a text, a number, or several texts.
type Value []string

// Schema says that it is one or another.
func (Value) Schema(huma.Registry) *huma.Schema {
	one := &huma.Schema{Type: huma.TypeString, MaxLength: new(5_000)}
	number := &huma.Schema{Type: huma.TypeNumber}
	many := &huma.Schema{Type: huma.TypeArray, Items: one, MaxItems: new(50)}
	for _, s := range []*huma.Schema{one, number, many} {
		s.PrecomputeMessages()
	}
	return &huma.Schema{OneOf: []*huma.Schema{one, number, many}}
}

// UnmarshalJSON reads each form; a number is kept as it was written.
func (v *Value) UnmarshalJSON(b []byte) error {
	var one string
	var many []string
	var number json.Number
	switch {
	case json.Unmarshal(b, &one) == nil:
		*v = Value{one}
	case json.Unmarshal(b, &many) == nil:
		*v = many
	case json.Unmarshal(b, &number) == nil:
		*v = Value{number.String()}
	default:
		return fmt.Errorf("%s is neither a text nor a number nor texts", b)
	}
	return nil
}

type submitIn struct {
	ID   string `path:"id"`
	Body struct {
		Values map[string]Value `json:"values" doc:"By the questions' keys; a file is handed in on the pages"`
	}
}

func submitAnswer(q *request, in *submitIn) (reply, error) {
	values := map[string]task.Value{}
	for key, texts := range in.Body.Values {
		values[key] = task.Value{Texts: texts}
	}
	return q.onAnswer(in.ID, task.Submit{AnswerID: in.ID, Values: values})
}

func releaseSlot(q *request, in *byID) (reply, error) {
	return q.onAnswer(in.ID, task.Release{AnswerID: in.ID})
}

func approveAnswer(q *request, in *byID) (reply, error) {
	return q.onAnswer(in.ID, task.Approve{AnswerIDs: []string{in.ID}})
}

type reasonIn struct {
	ID   string `path:"id"`
	Body struct {
		Reason prose `json:"reason" maxLength:"2000"`
	}
}

func rejectAnswer(q *request, in *reasonIn) (reply, error) {
	return q.onAnswer(in.ID, task.Reject{AnswerIDs: []string{in.ID}, Reason: string(in.Body.Reason)})
}

type appealIn struct {
	ID   string `path:"id"`
	Body struct {
		Text prose `json:"text" maxLength:"2000" doc:"What you hold against the rejection; the client reads it too"`
	}
}

func appealRejection(q *request, in *appealIn) (reply, error) {
	return q.onAnswer(in.ID, task.Appeal{AnswerID: in.ID, Text: string(in.Body.Text)})
}

func upholdRejection(q *request, in *reasonIn) (reply, error) {
	return q.onAnswer(in.ID, task.Uphold{AnswerID: in.ID, Finding: string(in.Body.Reason)})
}

func overturnRejection(q *request, in *reasonIn) (reply, error) {
	return q.onAnswer(in.ID, task.Overturn{AnswerID: in.ID, Finding: string(in.Body.Reason)})
}

// Decision is what approving or rejecting answers does, or would do.
type Decision struct {
	Decision       string    `json:"decision" enum:"approve,reject"`
	Answers        int       `json:"answers"`
	UnitAmount     money.Yen `json:"unit_amount"`
	PaidAmount     money.Yen `json:"paid_amount" doc:"By the client out of escrow; nothing for a rejection"`
	Fee            money.Yen `json:"fee"`
	Tax            money.Yen `json:"tax"`
	NetAmount      money.Yen `json:"net_amount" doc:"To all workers together"`
	RejectionsLeft int       `json:"rejections_left" doc:"After it"`
	Task           Task      `json:"task" doc:"As it stands after it"`
}

func (q *request) decision(what task.Verb, n int, t task.Task) Decision {
	d := Decision{Decision: string(what), Answers: n, UnitAmount: t.UnitPrice, RejectionsLeft: t.RejectionsLeft(), Task: q.viewTask(t, nil, task.TakeSlot{}, t.UpdatedAt)}
	if what == task.VerbApprove {
		times, charge := money.Yen(n), t.Charge()
		d.PaidAmount, d.Fee, d.Tax, d.NetAmount = t.UnitPrice*times, charge.Fee*times, charge.Tax*times, t.Net()*times
	}
	return d
}

type decideIn struct {
	ID   string `path:"id"`
	Body struct {
		Decision string   `json:"decision" enum:"approve,reject"`
		Answers  []string `json:"answers" nullable:"false" minItems:"1" maxItems:"500"`
		Reason   string   `json:"reason,omitempty" maxLength:"2000" doc:"Of a rejection; may be left out here"`
	}
}

type approveIn struct {
	ID   string `path:"id"`
	Body struct {
		Answers []string `json:"answers" nullable:"false" minItems:"1" maxItems:"500"`
	}
}

type rejectIn struct {
	ID   string `path:"id"`
	Body struct {
		Answers []string `json:"answers" nullable:"false" minItems:"1" maxItems:"500"`
		Reason  prose    `json:"reason" maxLength:"2000"`
	}
}

func (q *request) decide(jobID string, ids []string, cmd task.Command) (reply, error) {
	return q.do(transact.OnAnswers{JobID: jobID, IDs: ids, Command: cmd}, func(result any) (int, any) {
		return http.StatusOK, q.decision(cmd.Verb(), len(ids), result.(transact.Errand).Task)
	})
}

func approveAnswers(q *request, in *approveIn) (reply, error) {
	return q.decide(in.ID, in.Body.Answers, task.Approve{AnswerIDs: in.Body.Answers})
}

func rejectAnswers(q *request, in *rejectIn) (reply, error) {
	return q.decide(in.ID, in.Body.Answers, task.Reject{AnswerIDs: in.Body.Answers, Reason: string(in.Body.Reason)})
}

func previewDecision(q *request, in *decideIn) (reply, error) {
	var cmd task.Command = task.Approve{AnswerIDs: in.Body.Answers}
	if in.Body.Decision == string(task.VerbReject) {
		cmd = task.Reject{AnswerIDs: in.Body.Answers, Reason: "…"} // written later
	}
	return q.do(transact.PreviewAnswers{JobID: in.ID, IDs: in.Body.Answers, Command: cmd}, func(result any) (int, any) {
		return http.StatusOK, q.decision(cmd.Verb(), len(in.Body.Answers), result.(transact.Errand).Task)
	})
}

// answers makes a page of views, with what was answered for who may read it.
func (q *request) answers(p Paging, query store.WorkQuery) (List[Answer], error) {
	now, err := q.now()
	if err != nil {
		return List[Answer]{}, err
	}
	views, tasks := map[string]Answer{}, map[string]task.Task{}
	return page(p, func(p store.Page) ([]task.Answer, error) {
		found, err := q.store().Works(q.ctx, query, p)
		if err != nil {
			return nil, err
		}
		for _, a := range found {
			t, known := tasks[a.JobID]
			if !known {
				if t, err = q.store().Task(q.ctx, a.JobID); err != nil {
					return nil, err
				}
				tasks[a.JobID] = t
			}
			if views[a.ID], err = q.answerNow(t, a, now); err != nil {
				return nil, err
			}
		}
		return found, nil
	}, func(a task.Answer) string { return a.ID }, func(a task.Answer) Answer { return views[a.ID] })
}

// idle reports whether the caller looks at an answer as one of the staff whose
// business appeals are not.
func (q *request) idle(t task.Task, a task.Answer) bool {
	return t.RoleOn(a, q.who()) == task.Operator && !q.caller.Roles.May(account.DecideRequests)
}

// mayRead reports whether the caller may read what was answered.
func (q *request) mayRead(t task.Task, a task.Answer) bool {
	return t.MayRead(a, q.who()) && !q.idle(t, a)
}

// answerNow is an answer as the clock leaves it, as the caller may see it.
func (q *request) answerNow(t task.Task, a task.Answer, now calendar.Instant) (Answer, error) {
	caughtUp := task.CatchUp(t, []task.Answer{a}, q.occasion(now))
	if len(caughtUp.Answers) > 0 {
		a = caughtUp.Answers[0]
	}
	document := ""
	if q.mayRead(t, a) {
		documents, err := q.store().WorkDocuments(q.ctx, []string{a.ID})
		if err != nil {
			return Answer{}, err
		}
		document = documents[a.ID]
	}
	return q.viewAnswer(caughtUp.Task, a, document, now), nil
}

func listAnswers(q *request, in *struct {
	ID string `path:"id"`
	Paging
	State string `query:"state" enum:"submitted,approved,rejected,appealed,upheld" doc:"Default: any that was handed in"`
}) (List[Answer], error) {
	t, _, _, _, err := q.task(in.ID)
	if err != nil {
		return List[Answer]{}, err
	}
	query := store.WorkQuery{JobID: in.ID, State: task.State(in.State), OldestFirst: true, Sent: true}
	if q.caller.ID != t.ClientID {
		query.WorkerID, query.Sent = q.caller.ID, false
	}
	return q.answers(in.Paging, query)
}

func listOwnAnswers(q *request, in *struct{ Paging }) (List[Answer], error) {
	return q.answers(in.Paging, store.WorkQuery{WorkerID: q.caller.ID})
}

func listAppeals(q *request, in *struct{ Paging }) (List[Answer], error) {
	return q.answers(in.Paging, store.WorkQuery{State: task.AnswerAppealed, OldestFirst: true})
}

func readAnswer(q *request, in *struct {
	ID string `path:"id"`
}) (Answer, error) {
	now, err := q.now()
	if err != nil {
		return Answer{}, err
	}
	a, err := q.store().Work(q.ctx, in.ID)
	if err != nil {
		return Answer{}, err
	}
	t, err := q.store().Task(q.ctx, a.JobID)
	if err != nil {
		return Answer{}, err
	}
	if q.idle(t, a) || !t.Knows(a, q.who()) {
		return Answer{}, refusal.NoSuch("answer")
	}
	return q.answerNow(t, a, now)
}

func listTaskEvents(q *request, in *struct {
	ID string `path:"id"`
	Paging
}) (List[Event], error) {
	t, _, _, _, err := q.task(in.ID)
	if err == nil && q.caller.ID != t.ClientID && !q.caller.Staff() {
		err = refusal.Denied("R9.5", "The chain of a task is for its client and the operator: it names who was rejected, and why.")
	}
	if err != nil {
		return List[Event]{}, err
	}
	return q.events(in.ID, in.Paging)
}

type identityIn struct {
	ID   string `path:"id"`
	Body struct {
		Checked bool `json:"checked"`
	}
}

// Identity is whether an operator has checked who somebody is.
type Identity struct {
	AccountID string            `json:"account_id"`
	CheckedAt *calendar.Instant `json:"checked_at"`
}

func checkIdentity(q *request, in *identityIn) (reply, error) {
	return q.do(transact.CheckIdentity{AccountID: in.ID, Checked: in.Body.Checked}, func(result any) (int, any) {
		a := result.(account.Account)
		return http.StatusOK, Identity{a.ID, instant(a.IdentifiedAt)}
	})
}
