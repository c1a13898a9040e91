package web

import (
	"slices"
	"strings"

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
	rows, err := v.contracts(p, store.ContractQuery{Party: v.viewer.ID})
	if err != nil {
		return err
	}
	held, err := v.escrow()
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
	p, err := v.page(v.t(words.NavManage))
	if err != nil {
		return err
	}
	agreed, err := v.contracts(p, store.ContractQuery{ClientID: v.viewer.ID})
	if err != nil {
		return err
	}
	own, err := v.ownJobs()
	if err != nil {
		return err
	}
	open := slices.DeleteFunc(slices.Clone(own), ownJob.over)
	over := slices.DeleteFunc(own, func(j ownJob) bool { return !j.over() })
	tab := v.r.URL.Query().Get("tab")
	tabs := append([]view.Tab{{Name: v.t(words.TabOpen), Path: "/work?tab=open", Count: len(open), Chosen: tab == "open"}}, v.contractTabs(agreed, tab)...)
	tabs[2].Count += len(over)
	if tab == "open" {
		rows, err := v.ownRows(p, open)
		if err != nil {
			return err
		}
		return v.ok(view.OwnJobsPage(p, tabs, rows))
	}
	list := view.ContractList{Tabs: tabs, Rows: inTab(agreed, tab)}
	if tab == "ended" {
		if list.Jobs, err = v.ownRows(p, over); err != nil {
			return err
		}
	}
	return v.ok(view.ContractListPage(p, &list))
}

// An ownJob is a job of the viewer's, with the contest or the task that it is.
type ownJob struct {
	job.Job
	contest *contest.Contest
	task    *task.Task
}

// over reports whether nobody is looked for any more.
func (j ownJob) over() bool {
	switch {
	case j.contest != nil:
		return j.contest.Ended()
	case j.task != nil:
		return j.task.Ended()
	}
	return j.State == job.Closed
}

// ownJobs are the viewer's jobs, newest first, as the clock leaves them.
func (v *visit) ownJobs() ([]ownJob, error) {
	all, err := v.Engine.Store.Jobs(v.ctx, store.JobQuery{ClientID: v.viewer.ID, State: store.AnyState}, store.Page{})
	if err != nil {
		return nil, err
	}
	held, err := v.Engine.Store.Contests(v.ctx, store.ContestQuery{ClientID: v.viewer.ID}, store.Page{})
	if err != nil {
		return nil, err
	}
	contests := map[string]*contest.Contest{}
	for _, c := range held {
		c = contest.CatchUp(c, v.occasion()).Contest
		contests[c.JobID] = &c
	}
	asked, err := v.Engine.Store.Tasks(v.ctx, store.TaskQuery{ClientID: v.viewer.ID}, store.Page{})
	if err != nil {
		return nil, err
	}
	tasks := map[string]*task.Task{}
	for _, t := range asked {
		t = task.CatchUp(t, nil, v.occasion()).Task
		tasks[t.JobID] = &t
	}
	own := make([]ownJob, 0, len(all))
	for _, j := range all {
		own = append(own, ownJob{j, contests[j.ID], tasks[j.ID]})
	}
	return own, nil
}

// ownRows are the viewer's jobs with how each stands, and what came to it.
func (v *visit) ownRows(p *view.Page, own []ownJob) (rows []view.JobRow, err error) {
	for _, j := range own {
		row := v.jobRows(p, []job.Job{j.Job})[0]
		var states []string
		switch {
		case j.task != nil && j.over():
			states = []string{v.t(taskStates[j.task.State])}
		case j.task != nil:
			states = []string{v.t(taskStates[j.task.State]), v.t(words.TaskState, j.task.Count-j.task.Approved-j.task.Waiting-j.task.Claims, j.task.Waiting)}
		case j.contest != nil:
			states = []string{v.t(contestStates[j.contest.State]), v.t(words.ContestEntriesOf, j.contest.Counted())}
		default:
			received, err := v.Engine.Store.Proposals(v.ctx, store.ProposalQuery{JobID: j.ID}, store.Page{})
			if err != nil {
				return nil, err
			}
			if j.over() {
				states = []string{v.t(words.JobClosedState)}
			}
			states = append(states, v.t(words.JobReceived, len(received)))
		}
		row.State = strings.Join(states, " · ")
		rows = append(rows, row)
	}
	return rows, nil
}

// contracts is 契約一覧: what the viewer does for others, beside what they offered
// to do.
func contracts(v *visit) error {
	p, err := v.page(v.t(words.NavContracts))
	if err != nil {
		return err
	}
	agreed, err := v.contracts(p, store.ContractQuery{WorkerID: v.viewer.ID})
	if err != nil {
		return err
	}
	tab := v.r.URL.Query().Get("tab")
	return v.ok(view.ContractListPage(p, &view.ContractList{Tabs: append(v.workerTabs(), v.contractTabs(agreed, tab)...), Rows: inTab(agreed, tab)}))
}

// workerTabs are what somebody has beside contracts: 応募一覧, and answers of tasks.
func (v *visit) workerTabs() []view.Tab {
	here := v.r.URL.Path
	return []view.Tab{
		{Name: v.t(words.NavProposals), Path: "/proposals", Count: -1, Chosen: here == "/proposals"},
		{Name: v.t(words.TaskMyAnswers), Path: "/answers", Count: -1, Chosen: here == "/answers"},
	}
}

// contractTabs are 契約済み and 終了.
func (v *visit) contractTabs(agreed []view.ContractRow, tab string) []view.Tab {
	running := len(inTab(agreed, ""))
	return []view.Tab{
		{Name: v.t(words.TabRunning), Path: v.r.URL.Path, Count: running, Chosen: tab != "open" && tab != "ended"},
		{Name: v.t(words.TabEnded), Path: v.r.URL.Path + "?tab=ended", Count: len(agreed) - running, Chosen: tab == "ended"},
	}
}

// inTab are the contracts that stand in a tab.
func inTab(agreed []view.ContractRow, tab string) (rows []view.ContractRow) {
	for _, r := range agreed {
		if r.Ended == (tab == "ended") {
			rows = append(rows, r)
		}
	}
	return rows
}

// contracts lists contracts with their cards, those with a deadline first.
func (v *visit) contracts(p *view.Page, q store.ContractQuery) (rows []view.ContractRow, err error) {
	all, err := v.Engine.Store.Contracts(v.ctx, q, store.Page{})
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, stored := range all {
		c := contract.CatchUp(stored, v.occasion()).Contract
		role := c.RoleOf(v.who())
		other := c.Party(contract.Other(role))
		if names[other] == "" {
			partner, err := v.Engine.Store.Account(v.ctx, other)
			if err != nil {
				return nil, err
			}
			names[other] = partner.Name
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
	return rows, nil
}
