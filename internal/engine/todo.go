package engine

import (
	"context"

	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/rating"
	"azukari/internal/domain/task"
	"azukari/internal/domain/todo"
	"azukari/internal/store"
)

// Todo is what waits for somebody now (やることリスト), the earliest deadline first.
func (e *Engine) Todo(ctx context.Context, who event.Actor) ([]todo.Item, error) {
	now, err := e.Now(ctx)
	if err != nil {
		return nil, err
	}
	on := event.Occasion{Who: who, Now: now, Calendar: e.Calendar, IDs: e.IDs, Numbers: e.Door.Book().Policy(now)}
	g := &gathering{Context: ctx, store: e.Store, who: who.Account, on: on}
	for _, part := range []func() error{g.contracts, g.contests, g.tasks, g.offers, g.threads} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	return todo.List(g.Standing, on), nil
}

// A gathering reads all that can wait for one person.
type gathering struct {
	context.Context
	store store.Reader
	who   string
	on    event.Occasion
	todo.Standing
}

// looked is how far back lists are gathered that never end by themselves.
const looked = 100

func (g *gathering) contracts() error {
	all, err := g.store.Contracts(g, store.ContractQuery{Party: g.who}, store.Page{})
	if err != nil {
		return err
	}
	running := map[string]contract.Contract{}
	for _, c := range all {
		c = contract.CatchUp(c, g.on).Contract
		if !c.Ended() {
			g.Contracts = append(g.Contracts, c)
			running[c.ID] = c
			continue
		}
		if err := g.unrated(c); err != nil {
			return err
		}
	}
	if len(running) == 0 {
		return nil
	}
	asked, err := g.store.OutsideRequests(g, store.OutsideQuery{State: outside.Requested}, store.Page{})
	for _, r := range asked {
		if c, ok := running[r.ContractID]; ok {
			g.Contacts = append(g.Contacts, todo.Contact{Request: r, Contract: c})
		}
	}
	return err
}

// unrated notes a contract that may still be rated and is not.
func (g *gathering) unrated(c contract.Contract) error {
	if !c.Rateable() || g.on.Now >= c.RateBy(g.on.Calendar) {
		return nil
	}
	given, err := g.store.RatingsOfContract(g, c.ID)
	if err == nil && rating.Stands(c, given, g.who, g.on.Now, g.on.Calendar) == rating.Open {
		g.Unrated = append(g.Unrated, c)
	}
	return err
}

func (g *gathering) contests() error {
	all, err := g.store.Contests(g, store.ContestQuery{ClientID: g.who}, store.Page{Limit: looked})
	for _, c := range all {
		if !c.Ended() {
			g.Contests = append(g.Contests, c)
		}
	}
	return err
}

func (g *gathering) tasks() error {
	all, err := g.store.Tasks(g, store.TaskQuery{ClientID: g.who}, store.Page{Limit: looked})
	if err != nil {
		return err
	}
	for _, t := range all {
		if !t.Ended() {
			g.Tasks = append(g.Tasks, t)
		}
	}
	for _, state := range []task.State{task.AnswerHeld, task.AnswerRejected} {
		mine, err := g.store.Works(g, store.WorkQuery{WorkerID: g.who, State: state}, store.Page{Limit: looked})
		if err != nil {
			return err
		}
		for _, a := range mine {
			t, err := g.store.Task(g, a.JobID)
			if err != nil {
				return err
			}
			g.Answers = append(g.Answers, todo.Answer{Answer: a, Task: t})
		}
	}
	return nil
}

// offers are proposals that await the person's answer: to a job of theirs, open
// or closed meanwhile, and counter-offers to them.
func (g *gathering) offers() error {
	titles := map[string]string{}
	for _, q := range []store.ProposalQuery{{ClientID: g.who, State: job.Proposed}, {WorkerID: g.who, State: job.Countered}} {
		waiting, err := g.store.Proposals(g, q, store.Page{Limit: looked})
		if err != nil {
			return err
		}
		for _, p := range waiting {
			if titles[p.JobID] == "" {
				j, err := g.store.Job(g, p.JobID)
				if err != nil {
					return err
				}
				titles[p.JobID] = j.Title
			}
			g.Offers = append(g.Offers, todo.Offer{Proposal: p, Title: titles[p.JobID]})
		}
	}
	return nil
}

func (g *gathering) threads() error {
	all, err := g.store.Threads(g, g.who, store.Page{Limit: looked})
	for _, t := range all {
		if t.Unread > 0 {
			g.Threads = append(g.Threads, t)
		}
	}
	return err
}
