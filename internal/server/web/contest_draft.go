package web

import (
	"net/http"
	"strconv"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
)

// draftContest is 仕事を依頼する as a contest.
func draftContest(v *visit) error {
	f := form()
	defaults := v.occasion().Policy().Defaults
	f.Values["guaranteed"], f.Values["shown"] = "1", "client"
	f.Values["inspection_days"], f.Values["revision_rounds"] = strconv.Itoa(defaults.InspectionDays), strconv.Itoa(defaults.RevisionRounds)
	return v.showContestDraft(http.StatusOK, f, nil)
}

// prizeFields is how many prizes the form offers.
const prizeFields = 5

func (v *visit) showContestDraft(status int, f *view.Form, ready *transact.PostContest) error {
	p, err := v.page(v.t(words.NavPostJob))
	if err != nil {
		return err
	}
	d := view.ContestDraft{JobDraft: view.JobDraft{Form: f, Categories: v.categories(f.Value("category")), Ready: ready != nil}, Prizes: prizeFields}
	if ready != nil {
		shown := words.ContestShownClient
		if ready.Rules.Shown {
			shown = words.ContestShownAll
		}
		for i, prize := range ready.Prizes {
			d.Facts = append(d.Facts, view.Fact{Name: v.t(words.ContestPrize, i+1), Value: p.Yen(prize)})
		}
		d.Facts = append(d.Facts,
			view.Fact{Name: v.t(words.ContestUntil), Value: p.When(ready.Rules.EntriesUntil)},
			view.Fact{Name: v.t(words.ContestGuaranteed), Value: v.t(words.PersonCount, ready.Rules.Guaranteed)},
			view.Fact{Name: v.t(words.ContestShown), Value: v.t(shown)},
			view.Fact{Name: v.t(words.JobsCategory), Value: words.Category(v.lang, ready.Job.Category)},
		)
		d.Cost, d.Text, d.Criteria = v.t(words.ContestCost, p.Yen(ready.Job.BudgetAmount)), ready.Job.Description, ready.Rules.Criteria
	}
	return v.show(status, view.ContestFormPage(p, &d))
}

// readContest makes the posting of what was entered.
func (e *entered) readContest() transact.PostContest {
	post := transact.PostContest{
		Job: job.Job{Format: job.Contest, Title: e.text("title", 200, true), Description: e.text("description", 20_000, true), Category: e.text("category", 100, true)},
		Rules: contest.Rules{
			Guaranteed: e.between("guaranteed", 1, e.occasion().Policy().ContestEntries), Shown: e.r.PostFormValue("shown") == "all",
			InspectionDays: e.between("inspection_days", 1, contract.MaxInspectionDays), RevisionRounds: e.between("revision_rounds", 0, contract.MaxRevisionRounds),
			Criteria: e.lines("criteria", contract.MaxCriteria, 500),
		},
	}
	if last, err := calendar.ParseDate(e.day("until", true)); err == nil {
		cal := e.Engine.Calendar
		post.Rules.EntriesUntil = cal.EndOfDays(cal.StartOf(last), 0)
		if end := cal.EndOfDays(e.now, 0); post.Rules.EntriesUntil <= end || post.Rules.EntriesUntil > cal.EndOfDays(e.now, e.occasion().Policy().ContestLongest) {
			e.wrong("until", words.ContestUntilHint)
		}
	}
	for i := range prizeFields {
		field := "prize-" + strconv.Itoa(i+1)
		if i > 0 && strings.TrimSpace(e.r.PostFormValue(field)) == "" {
			continue
		}
		prize := e.yen(field, 1)
		if n := len(post.Prizes); n > 0 && prize > post.Prizes[n-1] {
			e.wrong(field, words.ContestPrizeOrder)
		}
		post.Prizes = append(post.Prizes, prize)
		post.Job.BudgetAmount = min(post.Job.BudgetAmount+prize, money.Max)
	}
	return post
}

func postContest(v *visit) error {
	return posting[transact.PostContest]{
		read: (*entered).readContest, show: (*visit).showContestDraft, job: func(post transact.PostContest) job.Job { return post.Job },
		to: func(posted any) (string, string) {
			if made, ok := posted.(transact.Competition); ok {
				return contestPath(made.Job.ID) + "/fund", "contest"
			}
			return "/work?tab=open", "contest"
		},
	}.post(v)
}
