package web

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/warning"
	"azukari/internal/engine/transact"
	"azukari/internal/server/auth"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// jobsShown is how many jobs a page of the search has.
const jobsShown = 20

// findJobs is しごとを探す: words, category, format, budget.
func findJobs(v *visit) error {
	p, err := v.page(v.t(words.NavFindWork))
	if err != nil {
		return err
	}
	asked := v.r.URL.Query()
	if asked.Get("q") != "" && v.Engine.Sandbox == nil {
		if err := v.Desk.Limits.Allow(auth.Searches, cmp.Or(v.viewer.ID, auth.ByIP(v.from().IP)), v.now); err != nil {
			return err
		}
	}
	s := view.JobSearch{Text: clean(asked.Get("q"), 200), Category: clean(asked.Get("category"), 100), Min: clean(asked.Get("min"), 15), Max: clean(asked.Get("max"), 15)}
	s.Categories, s.Formats = v.categories(s.Category), v.formats(clean(asked.Get("format"), 20))
	q := store.JobQuery{Text: s.Text, Category: s.Category, Format: job.Format(clean(asked.Get("format"), 20)), MinBudget: budget(s.Min), MaxBudget: budget(s.Max)}
	found, err := v.Engine.Store.Jobs(v.ctx, q, store.Page{Limit: jobsShown + 1, Cursor: clean(asked.Get("after"), 64)})
	if err != nil {
		return err
	}
	if len(found) > jobsShown {
		found = found[:jobsShown]
		asked.Set("after", found[jobsShown-1].ID)
		s.Older = "/jobs?" + asked.Encode()
	}
	s.Rows = v.jobRows(p, found)
	return v.ok(view.JobSearchPage(p, &s))
}

// formats are the choices of a format, with the chosen one.
func (v *visit) formats(chosen string) (all []view.Choice) {
	for _, f := range []struct {
		format job.Format
		name   words.Text
	}{{job.Project, words.JobProject}, {job.Contest, words.JobContest}, {job.Task, words.JobTask}} {
		all = append(all, view.Choice{Value: string(f.format), Name: v.t(f.name), Chosen: string(f.format) == chosen})
	}
	return all
}

// budget is a bound on the budget, none where it is no amount.
func budget(s string) money.Yen {
	n, ok := digits(s)
	if !ok || n < 1 || n > int64(money.Max) {
		return 0
	}
	return money.Yen(n)
}

// clean is what was asked for in an address, as far as it can be looked for.
func clean(s string, max int) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")
	if utf8.RuneCountInString(s) > max {
		s = string([]rune(s)[:max])
	}
	return strings.TrimSpace(s)
}

// categories are the choices, with the chosen one; one that is not in the list
// is offered too.
func (v *visit) categories(chosen string) []view.Choice {
	var all []view.Choice
	known := chosen == ""
	for _, c := range words.Categories {
		kept := c.In(words.Japanese)
		all = append(all, view.Choice{Value: kept, Name: c.In(v.lang), Chosen: kept == chosen})
		known = known || kept == chosen
	}
	if !known {
		all = append(all, view.Choice{Value: chosen, Name: chosen, Chosen: true})
	}
	return all
}

func (v *visit) jobRows(p *view.Page, found []job.Job) []view.JobRow {
	var rows []view.JobRow
	for _, j := range found {
		row := view.JobRow{
			Path: "/jobs/" + j.ID, Title: j.Title, Excerpt: excerpt(j.Description, 120), Category: words.Category(v.lang, j.Category),
			Budget: p.Yen(j.BudgetAmount), Due: p.Day(j.DueOn), At: j.CreatedAt,
		}
		if j.Format == job.Contest {
			row.State = v.t(words.JobContest)
		}
		if j.Format == job.Task {
			row.State = v.t(words.JobTask)
		}
		if j.State == job.Closed {
			row.State = v.t(words.JobClosedState)
		}
		rows = append(rows, row)
	}
	return rows
}

// excerpt is the beginning of a text, on one line.
func excerpt(s string, max int) string {
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) <= max {
		return string(runes)
	}
	return string(runes[:max]) + "…"
}

// showJob is a job's page.
func showJob(v *visit) error {
	return v.showJob(http.StatusOK, form())
}

func (v *visit) showJob(status int, f *view.Form) error {
	j, err := v.jobHere()
	if err != nil {
		return err
	}
	if j.Format == job.Contest {
		k, err := v.competeFor(j)
		if err != nil {
			return err
		}
		return k.show(status, f)
	}
	if j.Format == job.Task {
		k, err := v.taskOf(j)
		if err != nil {
			return err
		}
		return k.show(status, f)
	}
	p, err := v.page(j.Title)
	if err != nil {
		return err
	}
	client, err := v.Engine.Store.Account(v.ctx, j.ClientID)
	if err != nil {
		return err
	}
	due := p.Day(j.DueOn)
	if due == "" {
		due = v.t(words.JobDueOpen)
	}
	state := words.JobOpen
	if j.State == job.Closed {
		state = words.JobClosedState
	}
	shown := view.Job{
		ID: j.ID, Title: j.Title, Description: j.Description, Client: view.Person{ID: client.ID, Name: client.Name},
		Open: j.State == job.Open, Own: v.viewer.ID == j.ClientID,
		Facts: []view.Fact{
			{Name: v.t(words.JobBudget), Value: p.Yen(j.BudgetAmount)},
			{Name: v.t(words.JobDueOn), Value: due},
			{Name: v.t(words.JobsCategory), Value: words.Category(v.lang, j.Category)},
			{Name: v.t(words.JobFormat), Value: v.t(words.JobProject)},
			{Name: v.t(words.JobPostedAt), Value: p.When(j.CreatedAt)},
			{Name: v.t(words.JobStateIs), Value: v.t(state)},
		},
	}
	removed, err := v.Engine.Store.Removed(v.ctx, []string{j.ID})
	if err != nil {
		return err
	}
	shown.Removed = removed[j.ID]
	if !shown.Own {
		shown.Report = reportPath(j.ID)
		if shown.Trust, err = v.trust(shown.Client, contract.Client); err != nil {
			return err
		}
		shown.Risks = v.received(j.Description, warning.Situation{})
	}
	if v.viewer.ID != "" {
		if err := v.proposalsOn(p, &shown, j, f); err != nil {
			return err
		}
	}
	return v.show(status, view.JobPage(p, &shown))
}

// proposalsOn adds what the viewer has to do with the job: all proposals for its
// client, their own for a worker, and the form for who has none.
func (v *visit) proposalsOn(p *view.Page, shown *view.Job, j job.Job, f *view.Form) error {
	q := store.ProposalQuery{JobID: j.ID}
	if !shown.Own {
		q.WorkerID = v.viewer.ID
	}
	all, err := v.Engine.Store.Proposals(v.ctx, q, store.Page{})
	if err != nil {
		return err
	}
	if shown.Own {
		shown.Proposals, err = v.proposalRows(p, all, func(o job.Proposal, worker account.Account) string { return worker.Name })
		return err
	}
	for _, o := range all {
		if o.State == job.Proposed || o.State == job.Countered || o.State == job.Accepted {
			shown.Applied, shown.AppliedPath = true, "/proposals/"+o.ID
		}
	}
	if shown.Open && !shown.Applied {
		shown.Apply = f
	}
	return nil
}

// applyForJob makes a proposal.
func applyForJob(v *visit) error {
	e := v.entered()
	offer := job.Offer{Amount: e.yen("amount", 1), DueOn: e.day("due_on", true), Message: e.text("message", 10_000, true)}
	if e.warns("message", offer.Message, warning.Situation{}) {
		return v.showJob(http.StatusOK, e.form)
	}
	if e.fit() {
		made, err := v.do(transact.Propose{JobID: v.r.PathValue("id"), Offer: offer})
		if err == nil {
			to := "/proposals"
			if o, ok := made.(job.Proposal); ok {
				to = "/proposals/" + o.ID
			}
			return v.done(to, "apply")
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showJob(http.StatusUnprocessableEntity, e.form)
}

// closeJob ends the search.
func closeJob(v *visit) error {
	if _, err := v.do(transact.CloseJob{JobID: v.r.PathValue("id")}); err != nil {
		return err
	}
	return v.done("/jobs/"+url.PathEscape(v.r.PathValue("id")), "close")
}

// draftJob is 仕事を依頼する as a project.
func draftJob(v *visit) error { return v.showDraft(http.StatusOK, form(), nil) }

func (v *visit) showDraft(status int, f *view.Form, ready *transact.PostJob) error {
	p, err := v.page(v.t(words.NavPostJob))
	if err != nil {
		return err
	}
	d := view.JobDraft{Form: f, Categories: v.categories(f.Value("category")), Ready: ready != nil}
	if ready != nil {
		budget, due := p.Yen(ready.Job.BudgetAmount), p.Day(ready.Job.DueOn)
		if due == "" {
			due = v.t(words.JobDueOpen)
		}
		d.Facts = []view.Fact{
			{Name: v.t(words.JobBudget), Value: budget},
			{Name: v.t(words.JobDueOn), Value: due},
			{Name: v.t(words.JobsCategory), Value: words.Category(v.lang, ready.Job.Category)},
			{Name: v.t(words.JobFormat), Value: v.t(words.JobProject)},
		}
		d.Cost, d.Text = v.t(words.JobPreviewCosts, budget), ready.Job.Description
	}
	return v.show(status, view.JobFormPage(p, &d))
}

// readJob makes the posting of what was entered.
func (e *entered) readJob() transact.PostJob {
	return transact.PostJob{Job: job.Job{
		Format: job.Project, Title: e.text("title", 200, true), Description: e.text("description", 20_000, true),
		Category: e.text("category", 100, true), BudgetAmount: e.yen("budget", 1), DueOn: e.day("due_on", false),
	}}
}

func postJob(v *visit) error {
	return posting[transact.PostJob]{
		read: (*entered).readJob, show: (*visit).showDraft, job: func(post transact.PostJob) job.Job { return post.Job },
		to: func(posted any) (string, string) {
			if made, ok := posted.(job.Job); ok {
				return "/jobs/" + made.ID, "publish"
			}
			return "/work?tab=open", "publish"
		},
	}.post(v)
}
