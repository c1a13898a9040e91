package sqlstore

import (
	"context"
	"errors"
	"slices"

	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// taskRow is a task as its row holds it.
type taskRow struct {
	task.Task
	payment contract.Payment
	was     int64 // the version that an update replaces
}

func taskRowOf(t task.Task) taskRow {
	row := taskRow{Task: t}
	if t.Payment != nil {
		row.payment = *t.Payment
	}
	return row
}

func (r taskRow) task() task.Task {
	t := r.Task
	t.Payment = found(r.payment, r.payment.ID)
	return t
}

var tasks = table[taskRow]{
	name: "tasks",
	fixed: func(t *taskRow) []column {
		return []column{
			{"job_id", &t.JobID},
			{"client_id", &t.ClientID},
			{"title", &t.Title},
			{"machine_version", &t.MachineVersion},
			{"policy_version", &t.PolicyVersion},
			{"unit_price", (*int64)(&t.UnitPrice)},
			{"answer_count", &t.Count},
			{"minutes", &t.Minutes},
			{"per_worker", &t.PerWorker},
			{"answers_until", (*int64)(&t.AnswersUntil)},
			{"questions", document[[]task.Question]{&t.Questions}},
			{"identified", &t.Identified},
			{"approval_rate", &t.ApprovalRate},
			{"form_sha256", &t.FormSHA256},
			{"posted_at", (*int64)(&t.PostedAt)},
		}
	},
	moving: func(t *taskRow) []column {
		return []column{
			{"state", (*string)(&t.State)},
			{"held", &t.Held},
			{"waiting", &t.Waiting},
			{"approved", &t.Approved},
			{"claims", &t.Claims},
			{"upheld", &t.Upheld},
			{"received", &t.Received},
			{"state_since", (*int64)(&t.Since)},
			{"state_until", (*int64)(&t.Until)},
			{"closed_by", (*string)(&t.ClosedBy)},
			{"payment_id", &t.payment.ID},
			{"payment_amount", (*int64)(&t.payment.Amount)},
			{"payment_state", (*string)(&t.payment.State)},
			{"payment_at", (*int64)(&t.payment.At)},
			{"updated_at", (*int64)(&t.UpdatedAt)},
			{"clocked_at", (*int64)(&t.ClockedAt)},
			{"next_due_at", (*int64)(&t.Next.At)},
			{"due_kind", &t.Next.Kind},
			{"events", &t.Events},
			{"head", &t.Head},
			{"version", &t.Version},
		}
	},
	guard: func(t *taskRow) column { return column{"version", &t.was} },
}

// workRow is an answer as its row holds it.
type workRow struct {
	task.Answer
	was int64 // the version that an update replaces
}

func workRowOf(a task.Answer) workRow { return workRow{Answer: a} }

func (r workRow) answer() task.Answer { return r.Answer }

var works = table[workRow]{
	name: "task_answers",
	fixed: func(a *workRow) []column {
		return []column{
			{"id", &a.ID},
			{"job_id", &a.JobID},
			{"worker_id", &a.WorkerID},
			{"ordinal", &a.Ordinal},
			{"taken_at", (*int64)(&a.TakenAt)},
			{"held_until", (*int64)(&a.HeldUntil)},
		}
	},
	moving: func(a *workRow) []column {
		return []column{
			{"state", (*string)(&a.State)},
			{"sent_at", (*int64)(&a.SentAt)},
			{"sha256", &a.SHA256},
			{"decided_at", (*int64)(&a.DecidedAt)},
			{"decided_by", (*string)(&a.DecidedBy)},
			{"reason", &a.Reason},
			{"appeal", &a.Appeal},
			{"finding", &a.Finding},
			{"next_due_at", (*int64)(&a.Until)},
			{"version", &a.Version},
		}
	},
	guard: func(a *workRow) column { return column{"version", &a.was} },
}

type workDocument struct{ answerID, document string }

var workDocuments = table[workDocument]{
	name: "task_documents",
	fixed: func(d *workDocument) []column {
		return []column{{"answer_id", &d.answerID}, {"document", &d.document}}
	},
}

type taskRecordRow struct {
	accountID string
	task.Record
}

var taskRecords = table[taskRecordRow]{
	name: "task_answers",
	fixed: func(r *taskRecordRow) []column {
		return []column{{"worker_id", &r.accountID}, {"approved", &r.Approved}, {"rejected", &r.Rejected}}
	},
}

// taskBundle is what a batch writes of tasks, sorted by statement.
type taskBundle struct {
	opened         []balanceRow
	fresh, changed []taskRow
	documents      []workDocument
}

func gatherTasks(changes []store.TaskChange, answers []task.Answer) (b taskBundle) {
	for _, ch := range changes {
		row := taskRowOf(ch.After)
		if ch.Before == nil {
			b.fresh = append(b.fresh, row)
			b.opened = append(b.opened, opened(ledger.Escrow(row.JobID)))
			continue
		}
		row.was = ch.Before.Version
		b.changed = append(b.changed, row)
	}
	for _, a := range answers {
		if a.Document != "" {
			b.documents = append(b.documents, workDocument{a.ID, a.Document})
		}
	}
	return b
}

var (
	taskList = "select " + tasks.list("t") + " from tasks t"
	workList = "select " + works.list("t") + " from task_answers t"

	scanTasks = taskList + " order by t.job_id"
	scanWorks = workList + " order by t.id"
)

// taskRecordsOf counts decided answers of the workers that a list holds.
func taskRecordsOf(in string) string {
	return "select t.worker_id, count(*) filter (where t.state = 'approved'), count(*) filter (where t.state = 'upheld')" +
		" from task_answers t where t.worker_id " + in + " and (t.state = 'approved' or t.state = 'upheld') group by t.worker_id"
}

var taskRecordOf = taskRecordsOf("= $1")

// askedRecords counts only where a task among those named asks for a record.
func askedRecords(jobIDs, workerIDs string) string {
	return taskRecordsOf("in (" + workerIDs + ") and exists (select 1 from tasks k where k.job_id in (" + jobIDs + ") and k.approval_rate > 0)")
}

// lastAnswers reads the last answer of each worker in each task of a list s.
func lastAnswers(slots string) string {
	return workList + " where t.id in (select (select w.id from task_answers w where w.job_id = s.job_id and w.worker_id = s.worker_id" +
		" order by w.ordinal desc, w.id desc limit 1) from " + slots + ")"
}

// What a Slot asks for besides its task: the workers' last answers and records,
// and of one job the oldest holds; and a Backlog's answers.
var (
	sqliteLast      = lastAnswers("(select json_extract(value, '$[0]') as job_id, json_extract(value, '$[1]') as worker_id from json_each($1)) s")
	sqliteRecords   = askedRecords("select value from json_each($1)", "select value from json_each($2)")
	postgresLast    = lastAnswers("unnest($1::text[], $2::text[]) as s (job_id, worker_id)")
	postgresRecords = askedRecords("select unnest($1::text[])", "select unnest($2::text[])")
	oldestHolds     = workList + " where t.job_id = $1 and t.state = 'held' order by t.held_until, t.id limit $2"
	firstWaiting    = workList + " where t.job_id = $1 and t.state = 'submitted' order by t.id limit $2"

	// The lock on a task guards its answers, so they are read behind it.
	lockTasks   = "select t.job_id from tasks t" + amongTasks("$1", "$2") + " order by t.job_id" + holding
	readTasks   = taskList + amongTasks("$1", "$2")
	jobsOfTasks = "select " + jobs.list("j") + " from jobs j where j.id in (select t.job_id from tasks t" + amongTasks("$1", "$2") + ")"
)

// amongTasks is the condition that a task is named, or one of its answers.
func amongTasks(jobIDs, answerIDs string) string {
	return " where (job_id = any(" + jobIDs + ") or job_id in (select w.job_id from task_answers w where w.id = any(" + answerIDs + ")))"
}

// namedTasks lists the tasks that a batch names by their jobs.
func namedTasks(names store.Names) []string {
	_, jobIDs, _, _ := slots(names.Slots)
	return distinct(slices.Concat(names.Tasks, jobIDs, names.Backlogs))
}

// slots sorts what a batch names of slots: jobs with workers, jobs, workers, and
// how many holds of each job.
func slots(names []store.Slot) (pairs [][2]string, jobIDs, workerIDs []string, holds map[string]int) {
	holds = map[string]int{}
	for _, s := range names {
		pairs = append(pairs, [2]string{s.JobID, s.WorkerID})
		jobIDs, workerIDs = append(jobIDs, s.JobID), append(workerIDs, s.WorkerID)
		holds[s.JobID]++
	}
	return pairs, distinct(jobIDs), distinct(workerIDs), holds
}

// Task finds the task of a job.
func (r *reader) Task(ctx context.Context, jobID string) (task.Task, error) {
	row, err := one(ctx, r, tasks, tasks.byKey(), jobID)
	return row.task(), err
}

// Tasks lists tasks, newest first.
func (r *reader) Tasks(ctx context.Context, q store.TaskQuery, p store.Page) ([]task.Task, error) {
	s := selection{}
	s.equal("t.client_id", q.ClientID)
	if q.WorkerID != "" {
		s.where("t.job_id in (select w.job_id from task_answers w where w.worker_id = " + s.arg(q.WorkerID) + ")")
	}
	rows, err := list(ctx, r, tasks, taskList+s.newestFirst("t.job_id", p), s.args...)
	return mapped(rows, taskRow.task), err
}

// Work finds an answer of a task.
func (r *reader) Work(ctx context.Context, id string) (task.Answer, error) {
	row, err := one(ctx, r, works, works.byKey(), id)
	return row.Answer, err
}

// Works lists answers of tasks.
func (r *reader) Works(ctx context.Context, q store.WorkQuery, p store.Page) ([]task.Answer, error) {
	query, args := worksQuery(q, p)
	rows, err := list(ctx, r, works, query, args...)
	return mapped(rows, workRow.answer), err
}

// worksQuery names a state as it stands, so that an index for it is seen.
func worksQuery(q store.WorkQuery, p store.Page) (string, []any) {
	s := selection{}
	s.equal("t.job_id", q.JobID)
	s.equal("t.worker_id", q.WorkerID)
	if slices.Contains(task.Answers.States(), q.State) {
		s.where("t.state = '" + string(q.State) + "'")
	} else {
		s.equal("t.state", string(q.State))
	}
	if q.Sent {
		s.where("t.sent_at > 0")
	}
	order := s.newestFirst
	if q.OldestFirst {
		order = s.oldestFirst
	}
	page := order("t.id", p)
	return workList + page, s.args
}

// WorkDocuments finds what was answered.
func (r *reader) WorkDocuments(ctx context.Context, ids []string) (map[string]string, error) {
	found := map[string]string{}
	for _, id := range distinct(ids) {
		text, err := r.text(ctx, documentOfWork, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found[id] = text
	}
	return found, nil
}

const documentOfWork = "select document from task_documents where answer_id = $1"

// TaskRecord counts how somebody's answers came out.
func (r *reader) TaskRecord(ctx context.Context, accountID string) (task.Record, error) {
	rows, err := list(ctx, r, taskRecords, taskRecordOf, accountID)
	if err != nil || len(rows) == 0 {
		return task.Record{}, err
	}
	return rows[0].Record, nil
}

// loadTasks reads what a batch names of tasks (SQLite).
func loadTasks(c *sqliteConnection, names store.Names, rows store.Rows, hear *[]string) error {
	pairs, jobIDs, workerIDs, holds := slots(names.Slots)
	keep := func(a workRow) { rows.Works[a.ID] = a.Answer }
	all := namedTasks(names)
	err := loadRows(c, works, names.Works, func(a workRow) {
		keep(a)
		all = append(all, a.JobID)
	})
	err = errors.Join(err, loadRows(c, tasks, distinct(all), func(t taskRow) {
		rows.Tasks[t.JobID] = t.task()
		*hear = append(*hear, t.ClientID)
	}), loadRows(c, jobs, distinct(all), func(j jobRow) { rows.Jobs[j.ID] = j.Job }))
	if len(jobIDs) > 0 {
		err = errors.Join(err,
			loadAsked(c, works, sqliteLast, []any{document[[][2]string]{&pairs}.value()}, keep),
			loadAsked(c, taskRecords, sqliteRecords, append(listOf(jobIDs), listOf(workerIDs)...), func(r taskRecordRow) { rows.TaskRecords[r.accountID] = r.Record }))
	}
	for jobID, n := range holds {
		err = errors.Join(err, loadAsked(c, works, oldestHolds, []any{jobID, int64(n)}, keep))
	}
	for _, jobID := range distinct(names.Backlogs) {
		err = errors.Join(err, loadAsked(c, works, firstWaiting, []any{jobID, int64(task.MostAtOnce)}, keep))
	}
	return err
}

// queueTasks reads what a batch names of tasks (PostgreSQL).
func queueTasks(p *pipeline, names store.Names, rows store.Rows) {
	pairs, jobIDs, workerIDs, holds := slots(names.Slots)
	all, answerIDs := namedTasks(names), distinct(names.Works)
	if len(all)+len(answerIDs) == 0 {
		return
	}
	keep := func(a workRow) { rows.Works[a.ID] = a.Answer }
	p.queue(lockTasks, nil, all, answerIDs)
	takeAsked(p, tasks, readTasks, func(t taskRow) { rows.Tasks[t.JobID] = t.task() }, all, answerIDs)
	takeAsked(p, jobs, jobsOfTasks, func(j jobRow) { rows.Jobs[j.ID] = j.Job }, all, answerIDs)
	if len(answerIDs) > 0 {
		takeRows(p, works, works.byKeys(), answerIDs, keep)
	}
	if len(jobIDs) > 0 {
		takeAsked(p, works, postgresLast, keep, mapped(pairs, func(s [2]string) string { return s[0] }), mapped(pairs, func(s [2]string) string { return s[1] }))
		takeAsked(p, taskRecords, postgresRecords, func(r taskRecordRow) { rows.TaskRecords[r.accountID] = r.Record }, jobIDs, workerIDs)
	}
	for jobID, n := range holds {
		takeAsked(p, works, oldestHolds, keep, jobID, int64(n))
	}
	for _, jobID := range distinct(names.Backlogs) {
		takeAsked(p, works, firstWaiting, keep, jobID, int64(task.MostAtOnce))
	}
}
