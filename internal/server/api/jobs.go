package api

import (
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/job"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var jobRoutes = []route{
	post[jobIn, Job]("/v1/jobs", "jobs", "Post a job (仕事を依頼する)", person, postJob, http.StatusCreated),
	get("/v1/jobs", "jobs", "Open jobs, newest first, searched in Japanese", person, listJobs),
	get("/v1/jobs/{id}", "jobs", "One job", person, readJob),
	post[byID, Job]("/v1/jobs/{id}/close", "jobs", "Take no more proposals", person, closeJob, http.StatusOK),
}

// byID names one thing, and sends nothing.
type byID struct {
	ID   string  `path:"id"`
	Body *noBody `required:"false"`
}

type jobIn struct {
	Body struct {
		Format       string    `json:"format" enum:"project,contest,task"`
		Title        prose     `json:"title" maxLength:"200"`
		Description  prose     `json:"description" maxLength:"20000"`
		Category     prose     `json:"category" maxLength:"50"`
		BudgetAmount money.Yen `json:"budget_amount,omitempty" minimum:"1" maximum:"1000000000000" doc:"Of a contest it is the sum of the prizes, of a task the unit price; left out there"`
		DueOn        string    `json:"due_on,omitempty" format:"date"`

		Contest *ContestIn `json:"contest,omitempty" doc:"With format contest"`
		Task    *TaskIn    `json:"task,omitempty" doc:"With format task"`
	}
}

// Job is a posted job.
type Job struct {
	ID           string           `json:"id"`
	ClientID     string           `json:"client_id"`
	Format       string           `json:"format"`
	Title        string           `json:"title"`
	Description  string           `json:"description"`
	Category     string           `json:"category"`
	BudgetAmount money.Yen        `json:"budget_amount"`
	Currency     string           `json:"currency"`
	DueOn        *string          `json:"due_on"`
	State        string           `json:"state" enum:"awaiting_escrow,open,closed" doc:"awaiting_escrow: a contest or a task that is published once it is funded (GET /v1/contests/{id}, /v1/tasks/{id})"`
	CreatedAt    calendar.Instant `json:"created_at" format:"date-time"`
}

func viewJob(j job.Job) Job {
	return Job{j.ID, j.ClientID, string(j.Format), j.Title, j.Description, j.Category, j.BudgetAmount, money.Currency, optional(j.DueOn), string(j.State), j.CreatedAt}
}

func renderJob(status int) func(any) (int, any) {
	return func(result any) (int, any) { return status, viewJob(result.(job.Job)) }
}

func postJob(q *request, in *jobIn) (reply, error) {
	b := in.Body
	if (b.Contest != nil) != (job.Format(b.Format) == job.Contest) {
		return reply{}, refusal.Invalid("contest", "R1.1", "A job of format contest has a contest, and no other has.")
	}
	if (b.Task != nil) != (job.Format(b.Format) == job.Task) {
		return reply{}, refusal.Invalid("task", "R1.1", "A job of format task has a task, and no other has.")
	}
	budget, err := in.budget()
	if err != nil {
		return reply{}, err
	}
	j := job.Job{Format: job.Format(b.Format), Title: string(b.Title), Description: string(b.Description), Category: string(b.Category), BudgetAmount: budget, DueOn: b.DueOn}
	if b.Task != nil {
		post, err := b.Task.command(j, q.api.Engine.Calendar)
		if err != nil {
			return reply{}, err
		}
		return q.do(post, func(result any) (int, any) { return http.StatusCreated, viewJob(result.(transact.Errand).Job) })
	}
	if b.Contest == nil {
		return q.do(transact.PostJob{Job: j}, renderJob(http.StatusCreated))
	}
	now, err := q.now()
	if err != nil {
		return reply{}, err
	}
	post, err := b.Contest.command(j, q.api.Engine.Calendar, q.occasion(now).Policy())
	if err != nil {
		return reply{}, err
	}
	return q.do(post, func(result any) (int, any) { return http.StatusCreated, viewJob(result.(transact.Competition).Job) })
}

func closeJob(q *request, in *byID) (reply, error) {
	return q.do(transact.CloseJob{JobID: in.ID}, renderJob(http.StatusOK))
}

func readJob(q *request, in *struct {
	ID string `path:"id"`
}) (Job, error) {
	j, err := q.store().Job(q.ctx, in.ID)
	if err == nil && !j.SeenBy(q.caller.ID) && !q.caller.Staff() {
		err = refusal.NoSuch("job")
	}
	return viewJob(j), err
}

func listJobs(q *request, in *struct {
	Paging
	Q        string `query:"q" maxLength:"200" doc:"Words that must all occur"`
	Category string `query:"category" maxLength:"50"`
	Format   string `query:"format" enum:"project,contest,task"`
}) (List[Job], error) {
	query := store.JobQuery{Text: in.Q, Category: in.Category, Format: job.Format(in.Format)}
	return page(in.Paging, func(p store.Page) ([]job.Job, error) { return q.store().Jobs(q.ctx, query, p) },
		func(j job.Job) string { return j.ID }, viewJob)
}
