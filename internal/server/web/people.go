package web

import (
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/record"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// publicPages are the pages for everyone, and the list of one's threads.
func publicPages() []page {
	return []page{
		{"GET", "/people/{id}", anyone, person},
		{"GET", "/guide/client", anyone, guide(&words.ClientGuide)},
		{"GET", "/guide/worker", anyone, guide(&words.WorkerGuide)},
		{"GET", "/proof", anyone, newProof().show},
		{"GET", "/messages", member, threads},
	}
}

// person is somebody's public page: facts, and the jobs they offer. The
// operator's staff have none.
func person(v *visit) error {
	who, err := v.Engine.Store.Account(v.ctx, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	if who.Operator {
		return refusal.NoSuch("person")
	}
	p, err := v.page(v.t(words.PersonTitle, who.Name))
	if err != nil {
		return err
	}
	all, err := v.Engine.Store.Record(v.ctx, who.ID)
	if err != nil {
		return err
	}
	model := view.PersonProfile{
		Since: p.Day(v.Engine.Calendar.Day(who.CreatedAt).String()), Intro: who.Intro, You: who.ID == v.viewer.ID,
		AsClient: v.recordFacts(all.AsClient, contract.Client), AsWorker: v.recordFacts(all.AsWorker, contract.Worker),
	}
	open, err := v.openJobs(who.ID)
	if err != nil {
		return err
	}
	for _, j := range open {
		model.Jobs = append(model.Jobs, view.PersonJob{Path: "/jobs/" + j.ID, Title: j.Title, Category: j.Category, Budget: p.Yen(j.BudgetAmount), Due: p.Day(j.DueOn)})
	}
	return v.ok(view.PersonPage(p, &model))
}

// recordFacts are the lines of one side's record (R12.2); none without a contract.
func (v *visit) recordFacts(r record.Side, role contract.Role) []view.Fact {
	if r.Completed+r.Terminated+r.Running == 0 {
		return nil
	}
	rate := v.t(words.PersonRateNone)
	if percent, ok := r.CompletedPercent(); ok {
		rate = v.t(words.PersonRateValue, percent, r.Completed+r.Terminated, r.Completed)
	}
	nudged := v.t(words.None)
	if r.NudgesReceived > 0 {
		nudged = v.t(words.PersonNudgesValue, r.NudgesReceived, r.NudgesAnswered)
	}
	facts := []view.Fact{
		{Name: v.t(words.PersonRate), Value: rate},
		{Name: v.t(words.PersonCompleted), Value: v.t(words.PersonCount, r.Completed)},
		{Name: v.t(words.PersonTerminated), Value: v.t(words.PersonCount, r.Terminated)},
		{Name: v.t(words.PersonRunning), Value: v.t(words.PersonCount, r.Running)},
		{Name: v.t(words.PersonNudges), Value: nudged},
	}
	if role == contract.Client {
		if percent, ok := r.FundedPercent(); ok {
			facts = append(facts, view.Fact{Name: v.t(words.PersonFunded), Value: v.t(words.PersonPercent, percent)})
		}
		facts = append(facts, view.Fact{Name: v.t(words.PersonDeemed), Value: v.t(words.PersonCount, r.Deemed)})
	}
	return facts
}

// trust says in a few lines what stands for somebody on one side, where a person
// decides (R12.3); of who is new it says so.
func (v *visit) trust(accountID string, role contract.Role) ([]string, error) {
	all, err := v.Engine.Store.Record(v.ctx, accountID)
	if err != nil {
		return nil, err
	}
	r := all.AsWorker
	if role == contract.Client {
		r = all.AsClient
	}
	if r.Completed+r.Terminated == 0 {
		return []string{v.t(words.TrustNew)}, nil
	}
	percent, _ := r.CompletedPercent()
	says := []string{v.t(words.TrustCompleted, r.Completed, percent)}
	if percent, ok := r.FundedPercent(); ok && role == contract.Client {
		says = append(says, v.t(words.TrustFunded, percent))
	}
	if r.NudgesReceived > 0 {
		says = append(says, v.t(words.TrustNudges, r.NudgesReceived, r.NudgesAnswered))
	}
	if role == contract.Client && r.Deemed > 0 {
		says = append(says, v.t(words.TrustDeemed, r.Deemed))
	}
	return says, nil
}

// openJobs are somebody's open jobs, newest first. The store cannot ask for them
// alone, so the latest thousand of all are looked through.
func (v *visit) openJobs(client string) ([]job.Job, error) {
	return v.Engine.Store.Jobs(v.ctx, store.JobQuery{ClientID: client}, store.Page{})
}
