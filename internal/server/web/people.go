package web

import (
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
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
		{"GET", "/figures", anyone, (&counting{}).show},
		{"GET", "/messages", member, threads},
	}
}

// person is somebody's public page: facts, apart from them what others think,
// and the jobs they offer. The operator's staff have none.
func person(v *visit) error {
	who, err := v.Engine.Store.Account(v.ctx, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	if who.Staff() {
		return refusal.NoSuch("person")
	}
	p, err := v.page(v.t(words.PersonTitle, who.Name))
	if err != nil {
		return err
	}
	facts, err := v.Engine.Store.Record(v.ctx, who.ID)
	if err != nil {
		return err
	}
	stars, err := v.stars(p, view.Person{ID: who.ID, Name: who.Name})
	if err != nil {
		return err
	}
	model := view.PersonProfile{
		Since: p.Day(v.Engine.Calendar.Day(who.CreatedAt).String()), Intro: who.Intro, You: who.ID == v.viewer.ID, Identified: who.Identified(),
		AsClient: v.recordFacts(facts.AsClient, contract.Client), AsWorker: v.recordFacts(facts.AsWorker, contract.Worker), Stars: stars,
		Report: reportPath(who.ID),
	}
	if v.viewer.Roles.May(account.DecideRequests) {
		model.Identity = "/desk/identity/" + who.ID
	}
	open, err := v.openJobs(who.ID)
	if err != nil {
		return err
	}
	for _, j := range open {
		model.Jobs = append(model.Jobs, view.PersonJob{Path: "/jobs/" + j.ID, Title: j.Title, Category: words.Category(v.lang, j.Category), Budget: p.Yen(j.BudgetAmount), Due: p.Day(j.DueOn)})
	}
	return v.ok(view.PersonPage(p, &model))
}

// recordFacts are the lines of one side's record (R12.2); none without a contract.
func (v *visit) recordFacts(r record.Side, as contract.Role) []view.Fact {
	ended := r.Completed + r.Terminated
	if ended+r.Running == 0 {
		return nil
	}
	rate := v.t(words.PersonRateNone)
	if percent, ok := r.CompletedPercent(); ok {
		rate = v.t(words.PersonRateValue, percent, ended, r.Completed)
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
	if as == contract.Client {
		if percent, ok := r.FundedPercent(); ok {
			facts = append(facts, view.Fact{Name: v.t(words.TrustFunded), Value: v.t(words.TrustFundedOf, percent)})
		}
		facts = append(facts, view.Fact{Name: v.t(words.PersonDeemed), Value: v.t(words.PersonCount, r.Deemed)})
	}
	return facts
}

// openJobs are somebody's open jobs, newest first.
func (v *visit) openJobs(client string) ([]job.Job, error) {
	return v.Engine.Store.Jobs(v.ctx, store.JobQuery{ClientID: client}, store.Page{Limit: 1_000})
}
