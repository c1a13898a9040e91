package sqlstore

import (
	"context"
	"strings"

	"azukari/internal/base/bigram"
	"azukari/internal/domain/job"
	"azukari/internal/store"
)

// jobRow is a job with the text that it is found by.
type jobRow struct {
	job.Job
	search string
	was    int64 // the version that an update replaces
}

func jobRowOf(j job.Job) jobRow { return jobRow{Job: j, search: searchedText(j.Title, j.Description)} }

// searchedText is what a job is searched in.
func searchedText(title, description string) string { return bigram.Fold(title + "\n" + description) }

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

// Jobs lists jobs that have all the words of the query somewhere in their title
// or description. A word that many have fills a page from the newest alone; one
// that few have is looked up. So neither reads much, and both give the order of
// ids.
func (r *reader) Jobs(ctx context.Context, q store.JobQuery, p store.Page) ([]job.Job, error) {
	words := bigram.Words(q.Text)
	words = words[:min(len(words), maxWords)]
	if len(words) > 0 && p.Limit > 0 {
		query, args := newestJobs(r.dialect, q, words, p)
		found, err := r.jobs(ctx, query, args)
		if err != nil || len(found) == p.Limit {
			return found, err
		}
	}
	query, args := jobsQuery(r.dialect, q, words, p)
	return r.jobs(ctx, query, args)
}

func (r *reader) jobs(ctx context.Context, query string, args []any) ([]job.Job, error) {
	found, err := list(ctx, r, jobs, query, args...)
	return unwrap(found, func(j jobRow) job.Job { return j.Job }), err
}

const (
	maxWords     = 50 // of a search: nobody means more, and a statement has a limit
	newestLooked = 10 // for each row of a page, how many of the newest jobs are read through before words are looked up
)

// jobsSelection is what a query asks for besides words.
func jobsSelection(q store.JobQuery) *selection {
	s := &selection{}
	switch q.State {
	case "":
		s.where("j.state = 'open'") // said so that the index of open jobs is known to hold them
	case store.AnyState:
	default:
		s.equal("j.state", string(q.State))
	}
	s.equal("j.client_id", q.ClientID)
	s.equal("j.category", q.Category)
	s.equal("j.format", string(q.Format))
	if q.MinBudget > 0 {
		s.where("j.budget_amount >= " + s.arg(int64(q.MinBudget)))
	}
	if q.MaxBudget > 0 {
		s.where("j.budget_amount <= " + s.arg(int64(q.MaxBudget)))
	}
	return s
}

// newestJobs looks for words in the newest jobs alone.
func newestJobs(d dialect, q store.JobQuery, words []bigram.Word, p store.Page) (string, []any) {
	s := jobsSelection(q)
	newest := "select j.id, j.search from jobs j" + s.newestFirst("j.id", store.Page{Limit: newestLooked * p.Limit, Cursor: p.Cursor})
	var having []string
	for _, w := range words {
		having = append(having, contains(d, "newest.search", s.arg(w.Text)))
	}
	return "select " + jobs.list("j") + " from jobs j where j.id in (select newest.id from (" + newest + ") as newest where " +
		strings.Join(having, " and ") + ") order by j.id desc limit " + s.arg(p.Rows()), s.args
}

// jobsQuery looks words up, and reads what it finds to be sure: a job that has
// all pairs of a word need not have them side by side.
func jobsQuery(d dialect, q store.JobQuery, words []bigram.Word, p store.Page) (string, []any) {
	s := jobsSelection(q)
	for _, w := range words {
		s.where(contains(d, "j.search", s.arg(w.Text)))
	}
	match := matching(d, words)
	switch {
	case match == "":
	case d == postgres:
		return foundJobs(s, match, p), s.args
	default:
		s.where("j.id in (select o.job_id from job_places o where o.place in (select rowid from job_words where job_words match " + s.arg(match) + "))")
	}
	return "select " + jobs.list("j") + " from jobs j" + s.newestFirst("j.id", p), s.args
}

// foundJobs makes PostgreSQL ask the index of words first, and then look at one
// job after another until the page is full. Each offset is a wall that its
// planner does not look through: left alone, it walks through all jobs when its
// statistics are old (measured: 170 ms in place of 15).
func foundJobs(s *selection, match string, p store.Page) string {
	w := selection{args: s.args}
	w.where("w.words @@ cast(" + w.arg(match) + " as tsquery)")
	if p.Cursor != "" {
		w.where("w.job_id < " + w.arg(p.Cursor))
	}
	s.args = w.args
	return "select j.* from (select w.job_id from job_words w where " + strings.Join(w.conditions, " and ") + " order by w.job_id desc offset 0) as found" +
		" cross join lateral (select " + jobs.list("j") + " from jobs j where " + strings.Join(append(s.conditions, "j.id = found.job_id"), " and ") + " offset 0) as j" +
		" order by found.job_id desc limit " + s.arg(p.Rows())
}

// contains asks whether a text has a piece.
func contains(d dialect, text, piece string) string {
	if d == postgres {
		return "strpos(" + text + ", " + piece + ") > 0"
	}
	return "instr(" + text + ", " + piece + ") > 0"
}

// matching asks the index for all tokens of some words, in the dialect's own
// language; empty when there is nothing to ask. Tokens hold letters and numbers
// alone, so there is nothing to escape.
func matching(d dialect, words []bigram.Word) string {
	quote, and, prefix := `"`, " AND ", `" *`
	if d == postgres {
		quote, and, prefix = "'", " & ", "':*"
	}
	var terms []string
	for _, w := range words {
		for _, token := range w.Tokens {
			terms = append(terms, quote+token+quote)
		}
		if w.Prefix != "" {
			terms = append(terms, quote+w.Prefix+prefix)
		}
	}
	return strings.Join(terms, and)
}

// wordsRow is what the index holds of a job.
type wordsRow struct{ jobID, tokens string }

func wordsRowOf(j jobRow) wordsRow {
	return wordsRow{j.ID, strings.Join(bigram.Tokens(j.search), " ")}
}

// Two statements put a job into the index of words; PostgreSQL has no need of
// the first.
var (
	newJobPlaces = writing[wordsRow]{
		&statement{name: "insert into job_places", kinds: []kind{text}, sqlite: "insert into job_places (job_id) values (?)"},
		func(w *wordsRow) []column { return []column{{"job_id", &w.jobID}} },
	}
	newJobWords = writing[wordsRow]{
		&statement{
			name: "insert into job_words", kinds: []kind{text, text},
			sqlite:   "insert into job_words (rowid, words) values ((select place from job_places where job_id = ?), ?)",
			postgres: "insert into job_words (job_id, words) select r.job_id, cast(r.tokens as tsvector) from unnest($1::text[], $2::text[]) as r (job_id, tokens)",
		},
		func(w *wordsRow) []column { return []column{{"job_id", &w.jobID}, {"tokens", &w.tokens}} },
	}
)
