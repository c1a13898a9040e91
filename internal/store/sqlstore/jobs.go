package sqlstore

import (
	"context"
	"strings"

	"azukari/internal/domain/job"
	"azukari/internal/store"
)

// jobRow is a job with the text that it is found by.
type jobRow struct {
	job.Job
	search string
	was    int64 // the version that an update replaces
}

func jobRowOf(j job.Job) jobRow {
	return jobRow{Job: j, search: store.FoldText(j.Title + "\n" + j.Description)}
}

var jobs = table[jobRow]{
	name: "jobs",
	fixed: func(j *jobRow) []column {
		return []column{
			{"id", &j.ID},
			{"client_id", &j.ClientID},
			{"format", (*string)(&j.Format)},
			{"title", &j.Title},
			{"description", &j.Description},
			{"category", &j.Category},
			{"budget_amount", (*int64)(&j.BudgetAmount)},
			{"due_on", &j.DueOn},
			{"created_at", (*int64)(&j.CreatedAt)},
		}
	},
	moving: func(j *jobRow) []column {
		return []column{
			{"state", (*string)(&j.State)},
			{"version", &j.Version},
		}
	},
	hidden: func(j *jobRow) []column {
		return []column{{"search", &j.search}}
	},
	guard: func(j *jobRow) column { return column{"version", &j.was} },
}

var jobByID = jobs.byKey()

// Job finds one job.
func (r *reader) Job(ctx context.Context, id string) (job.Job, error) {
	found, err := one(ctx, r, jobs, jobByID, id)
	return found.Job, err
}

// Jobs lists open jobs that have all the words of the query somewhere in their
// title or description.
func (r *reader) Jobs(ctx context.Context, q store.JobQuery, p store.Page) ([]job.Job, error) {
	sql, args := jobsQuery(q, p)
	found, err := list(ctx, r, jobs, sql, args...)
	return unwrap(found, func(j jobRow) job.Job { return j.Job }), err
}

func jobsQuery(q store.JobQuery, p store.Page) (string, []any) {
	s := selection{}
	s.where("j.state = 'open'")
	s.equal("j.category", q.Category)
	s.equal("j.format", string(q.Format))
	words := strings.Fields(store.FoldText(q.Text))
	for _, word := range words[:min(len(words), maxWords)] {
		s.where(`j.search like ` + s.arg("%"+likeEscaper.Replace(word)+"%") + ` escape '\'`)
	}
	return "select " + jobs.list("j") + " from jobs j" + s.newestFirst("j.id", p), s.args
}

// maxWords bounds a search: nobody means more, and a statement has a limit.
const maxWords = 50

// likeEscaper makes a word mean only itself in a LIKE pattern.
var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
