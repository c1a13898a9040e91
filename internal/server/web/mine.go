package web

import (
	"slices"

	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/task"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// front says what is protected and how, with the money's way as a picture.
func front(v *visit) error {
	p, err := v.page(v.t(words.FrontTitle))
	if err != nil {
		return err
	}
	newest, err := v.Engine.Store.Jobs(v.ctx, store.JobQuery{}, store.Page{Limit: 5})
	if err != nil {
		return err
	}
	return v.ok(view.FrontPage(p, v.jobRows(p, newest)))
}

// myPage is what waits for the viewer: next acts first, by their deadlines.
func myPage(v *visit) error {
	p, err := v.page(v.t(words.NavMyPage))
	if err != nil {
		return err
	}
	p.Live = "/events?account=" + v.viewer.ID
	rows, held, err := v.contracts(p, store.ContractQuery{Party: v.viewer.ID})
	if err != nil {
		return err
	}
	balance, err := v.Engine.Store.Balance(v.ctx, ledger.User(v.viewer.ID))
	if err != nil {
		return err
	}
	m := view.MyPage{Held: p.Yen(held), Balance: p.Yen(balance)}
	for _, r := range rows {
		if !r.Ended && !r.Mine {
			m.Waiting = append(m.Waiting, r)
		}
	}
	if m.Todo, err = v.todo(); err != nil {
		return err
	}
	if m.Steps, err = v.firstSteps(); err != nil {
		return err
	}
	return v.ok(view.MyPagePage(p, &m))
}

// work is 仕事管理: what the viewer ordered, 募集中, 契約済み and 終了.
func work(v *visit) error {
	open, contests, tasks, err := v.ownJobs()
	if err != nil {
		return err
	}
	if v.r.URL.Query().Get("tab") != "open" {
		return v.contractList(words.NavManage, store.ContractQuery{ClientID: v.viewer.ID}, view.Tab{Name: v.t(words.TabOpen), Path: "/work?tab=open", Count: len(open)})
	}
	p, err := v.page(v.t(words.NavManage))
	if err != nil {
		return err
	}
	agreed, err := v.Engine.Store.Contracts(v.ctx, store.ContractQuery{ClientID: v.viewer.ID}, store.Page{})
	if err != nil {
		return err
	}
	running := 0
	for _, c := range agreed {
		if c := contract.CatchUp(c, v.occasion()).Contract; !c.Ended() {
			running++
		}
	}
	rows := v.jobRows(p, open)
	for i, j := range open {
		if t, ok := tasks[j.ID]; ok {
			rows[i].State = v.t(taskStates[t.State]) + " · " + v.t(words.TaskState, t.Count-t.Approved-t.Waiting-t.Claims, t.Waiting)
			continue
		}
		if c, ok := contests[j.ID]; ok {
			rows[i].State = v.t(contestStates[c.State]) + " · " + v.t(words.ContestEntriesOf, c.Counted())
			continue
		}
		received, err := v.Engine.Store.Proposals(v.ctx, store.ProposalQuery{JobID: j.ID}, store.Page{})
		if err != nil {
			return err
		}
		rows[i].State = v.t(words.JobReceived, len(received))
	}
	return v.ok(view.OwnJobsPage(p, []view.Tab{
		{Name: v.t(words.TabOpen), Path: "/work?tab=open", Count: len(open), Chosen: true},
		{Name: v.t(words.TabRunning), Path: "/work", Count: running},
		{Name: v.t(words.TabEnded), Path: "/work?tab=ended", Count: len(agreed) - running},
	}, rows))
}

// ownJobs are the viewer's jobs that still look for somebody, newest first, with
// the contests and the tasks of those that are one.
func (v *visit) ownJobs() (open []job.Job, contests map[string]contest.Contest, tasks map[string]task.Task, err error) {
	all, err := v.Engine.Store.Jobs(v.ctx, store.JobQuery{ClientID: v.viewer.ID, State: store.AnyState}, store.Page{})
	if err != nil {
		return nil, nil, nil, err
	}
	running, err := v.Engine.Store.Contests(v.ctx, store.ContestQuery{ClientID: v.viewer.ID}, store.Page{})
	if err != nil {
		return nil, nil, nil, err
	}
	contests = map[string]contest.Contest{}
	for _, c := range running {
		if c = contest.CatchUp(c, v.occasion()).Contest; !c.Ended() {
			contests[c.JobID] = c
		}
	}
	asked, err := v.Engine.Store.Tasks(v.ctx, store.TaskQuery{ClientID: v.viewer.ID}, store.Page{})
	if err != nil {
		return nil, nil, nil, err
	}
	tasks = map[string]task.Task{}
	for _, t := range asked {
		if t = task.CatchUp(t, nil, v.occasion()).Task; !t.Ended() {
			tasks[t.JobID] = t
		}
	}
	for _, j := range all {
		_, competes := contests[j.ID]
		_, asks := tasks[j.ID]
		if competes || asks || j.Format == job.Project && j.State == job.Open {
			open = append(open, j)
		}
	}
	return open, contests, tasks, nil
}

// contracts is 契約一覧: what the viewer does for others.
func contracts(v *visit) error {
	return v.contractList(words.NavContracts, store.ContractQuery{WorkerID: v.viewer.ID}, view.Tab{Name: v.t(words.TaskMyAnswers), Path: "/answers", Count: -1})
}

// contractList lists contracts in two tabs, after those that are given.
func (v *visit) contractList(title words.Text, q store.ContractQuery, tabs ...view.Tab) error {
	p, err := v.page(v.t(title))
	if err != nil {
		return err
	}
	rows, _, err := v.contracts(p, q)
	if err != nil {
		return err
	}
	var list view.ContractList
	ended := v.r.URL.Query().Get("tab") == "ended"
	running := 0
	for _, r := range rows {
		if !r.Ended {
			running++
		}
		if r.Ended == ended {
			list.Rows = append(list.Rows, r)
		}
	}
	list.Tabs = append(tabs,
		view.Tab{Name: v.t(words.TabRunning), Path: v.r.URL.Path, Count: running, Chosen: !ended},
		view.Tab{Name: v.t(words.TabEnded), Path: v.r.URL.Path + "?tab=ended", Count: len(rows) - running, Chosen: ended},
	)
	return v.ok(view.ContractListPage(p, &list))
}

// contracts lists contracts with their cards, those with a deadline first, and
// how much is held for the viewer as a client.
func (v *visit) contracts(p *view.Page, q store.ContractQuery) (rows []view.ContractRow, held money.Yen, err error) {
	all, err := v.Engine.Store.Contracts(v.ctx, q, store.Page{})
	if err != nil {
		return nil, 0, err
	}
	names := map[string]string{}
	for _, stored := range all {
		c := contract.CatchUp(stored, v.occasion()).Contract
		role := c.RoleOf(v.who())
		other := c.Party(contract.Other(role))
		if names[other] == "" {
			partner, err := v.Engine.Store.Account(v.ctx, other)
			if err != nil {
				return nil, 0, err
			}
			names[other] = partner.Name
		}
		if role == contract.Client {
			held += c.Escrow()
		}
		l := look{v, p, &c, role, contract.Actions(c, v.occasion())}
		card := l.card()
		row := view.ContractRow{
			Path: contractPath(c.ID), Title: c.Title, Partner: names[other], State: l.state(), Tone: l.tone(), Amount: p.Yen(c.Amount),
			Due: card.Due, Mine: card.Mine, Ended: c.Ended(), AsClient: role == contract.Client,
		}
		if len(card.Sentences) > 0 {
			row.Says = card.Sentences[0]
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b view.ContractRow) int {
		switch {
		case a.Due == b.Due:
			return 0
		case a.Due.IsZero() || !b.Due.IsZero() && b.Due < a.Due:
			return 1
		}
		return -1
	})
	return rows, held, nil
}
