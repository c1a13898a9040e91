package web

import (
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
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
	asClient, asWorker, err := v.record(who.ID)
	if err != nil {
		return err
	}
	model := view.PersonProfile{
		Since: p.Day(v.Engine.Calendar.Day(who.CreatedAt).String()), Intro: who.Intro, You: who.ID == v.viewer.ID,
		AsClient: asClient.facts(v), AsWorker: asWorker.facts(v),
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

// A record is what the contracts say of one side (R12.2). Cancelled ones count
// for nobody.
type record struct {
	role                           contract.Role
	completed, terminated, running int
	deemed                         int // accepted by the clock: the client did not report
	nudged, answered               int // urged to answer, and answered
}

// record counts somebody's contracts on both sides.
func (v *visit) record(id string) (asClient, asWorker record, err error) {
	asClient.role, asWorker.role = contract.Client, contract.Worker
	all, err := v.Engine.Store.Contracts(v.ctx, store.ContractQuery{Party: id}, store.Page{})
	for _, c := range all {
		if c.ClientID == id {
			asClient.add(&c)
		} else {
			asWorker.add(&c)
		}
	}
	return asClient, asWorker, err
}

func (r *record) add(c *contract.Contract) {
	switch {
	case c.State == contract.Completed:
		r.completed++
	case c.State == contract.Terminated:
		r.terminated++
	case !c.Ended():
		r.running++
	default:
		return
	}
	if c.Deemed {
		r.deemed++
	}
	if n := c.Nudge; n != nil && n.By == contract.Other(r.role) {
		switch n.State {
		case contract.NudgeAnswered:
			r.nudged++
			r.answered++
		case contract.NudgeSent, contract.NudgeUnanswered:
			r.nudged++
		}
	}
}

// facts are the record's lines; none without a contract.
func (r *record) facts(v *visit) []view.Fact {
	ended := r.completed + r.terminated
	if ended+r.running == 0 {
		return nil
	}
	rate := v.t(words.PersonRateNone)
	if ended > 0 {
		rate = v.t(words.PersonRateValue, r.completed*100/ended, ended, r.completed)
	}
	nudged := v.t(words.None)
	if r.nudged > 0 {
		nudged = v.t(words.PersonNudgesValue, r.nudged, r.answered)
	}
	facts := []view.Fact{
		{Name: v.t(words.PersonRate), Value: rate},
		{Name: v.t(words.PersonCompleted), Value: v.t(words.PersonCount, r.completed)},
		{Name: v.t(words.PersonTerminated), Value: v.t(words.PersonCount, r.terminated)},
		{Name: v.t(words.PersonRunning), Value: v.t(words.PersonCount, r.running)},
		{Name: v.t(words.PersonNudges), Value: nudged},
	}
	if r.role == contract.Client {
		facts = append(facts, view.Fact{Name: v.t(words.PersonDeemed), Value: v.t(words.PersonCount, r.deemed)})
	}
	return facts
}

// openJobs are somebody's open jobs, newest first. The store cannot ask for them
// alone, so the latest thousand of all are looked through.
func (v *visit) openJobs(client string) ([]job.Job, error) {
	return v.Engine.Store.Jobs(v.ctx, store.JobQuery{ClientID: client}, store.Page{})
}
