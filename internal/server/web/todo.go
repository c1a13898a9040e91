package web

import (
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/todo"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// todo is what waits for the viewer, each with the page of the very act.
func (v *visit) todo() (rows []view.TodoRow, err error) {
	items, err := v.Engine.Todo(v.ctx, v.who())
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, i := range items {
		row := view.TodoRow{
			Path: todoPath(i), Act: v.t(words.TodoActs[string(i.Act)]), About: i.Title, Due: i.Due, Late: i.Overdue(v.now), Own: !i.Pressing(),
		}
		if text, ok := words.TodoOutcomes[string(i.Outcome)]; ok && !row.Late {
			row.Else = v.t(text)
		}
		switch {
		case i.Count > 1:
			row.Note = v.t(words.TodoCount, i.Count)
		case i.Waits != "":
			if names[i.Waits] == "" {
				a, err := v.Engine.Store.Account(v.ctx, i.Waits)
				if err != nil {
					return nil, err
				}
				names[i.Waits] = a.Name
			}
			row.Note = v.t(words.TodoWaits, names[i.Waits])
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// todoPath is where a thing is done.
func todoPath(i todo.Item) string {
	of := contractPath(i.ContractID)
	switch i.Act {
	case todo.Fund, todo.FundDifference:
		return of + "/fund"
	case todo.Deliver, todo.Revise:
		return of + "/deliver"
	case todo.AnswerTermination:
		return of + "/termination/agree"
	case todo.AnswerChange:
		return of + "/change/agree"
	case todo.Rate:
		return of + "/rate"
	case todo.FundContest:
		return "/jobs/" + i.JobID + "/fund"
	case todo.FundTask:
		return "/tasks/" + i.JobID + "/fund"
	case todo.ReviewAnswers:
		return "/tasks/" + i.JobID + "/review"
	case todo.HandIn, todo.Appeal:
		return "/answers/" + i.AnswerID
	}
	switch {
	case i.ContractID != "":
		return of
	case i.ProposalID != "":
		return "/proposals/" + i.ProposalID
	}
	return "/jobs/" + i.JobID
}

// firstSteps are for who has not brought anything to its end yet, on either
// side; each is ticked off by what was really done.
func (v *visit) firstSteps() (lists []view.StepList, err error) {
	facts, err := v.Engine.Store.Record(v.ctx, v.viewer.ID)
	if err != nil {
		return nil, err
	}
	if facts.AsClient.Completed+facts.AsClient.Terminated > 0 || facts.Earned > 0 {
		return nil, nil
	}
	posted, err := v.Engine.Store.Jobs(v.ctx, store.JobQuery{ClientID: v.viewer.ID, State: store.AnyState}, store.Page{Limit: 1})
	if err != nil {
		return nil, err
	}
	applied, err := v.Engine.Store.Proposals(v.ctx, store.ProposalQuery{WorkerID: v.viewer.ID}, store.Page{Limit: 1})
	if err != nil {
		return nil, err
	}
	answered, err := v.Engine.Store.Works(v.ctx, store.WorkQuery{WorkerID: v.viewer.ID, Sent: true}, store.Page{Limit: 1})
	if err != nil {
		return nil, err
	}
	delivered, err := v.Engine.Store.Contracts(v.ctx, store.ContractQuery{WorkerID: v.viewer.ID, State: contract.Delivered}, store.Page{Limit: 1})
	if err != nil {
		return nil, err
	}
	step := func(name words.Text, path string, done bool) view.FirstStep {
		return view.FirstStep{Name: v.t(name), Path: path, Done: done}
	}
	both := []view.FirstStep{
		step(words.StepEmail, "/settings", v.viewer.Confirmed()), step(words.StepIntro, "/settings", v.viewer.Intro != ""),
	}
	client := append(append([]view.FirstStep{}, both...),
		step(words.StepPost, "/jobs/new", len(posted) > 0), step(words.StepChoose, "/work?tab=open", facts.AsClient.Formed > 0),
		step(words.StepFund, "/work", facts.AsClient.Funded > 0), step(words.StepInspect, "/work", facts.AsClient.Completed > 0))
	worker := append(append([]view.FirstStep{}, both...),
		step(words.StepApply, "/jobs", len(applied)+len(answered) > 0), step(words.StepAgree, "/contracts", facts.AsWorker.Funded > 0),
		step(words.StepDeliver, "/contracts", len(delivered) > 0 || facts.AsWorker.Completed > 0), step(words.StepEarn, "/earnings", facts.Earned > 0))
	return []view.StepList{
		{Title: v.t(words.StepsClient), Guide: "/guide/client", Steps: client},
		{Title: v.t(words.StepsWorker), Guide: "/guide/worker", Steps: worker},
	}, nil
}
