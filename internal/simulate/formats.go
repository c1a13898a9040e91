package simulate

import (
	"fmt"

	"azukari/internal/base/money"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/job"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

func (r *run) postContest(p *person) {
	prizes := []money.Yen{r.amount()}
	for range r.dice.IntN(3) {
		prizes = append(prizes, max(1, prizes[len(prizes)-1]/oneOf(r, []money.Yen{1, 2, 3, 7})))
	}
	rules := contest.Rules{
		EntriesUntil: r.endOfDays(1 + r.dice.IntN(9)), Guaranteed: oneOf(r, []int{1, 1, 2, 3}), Shown: r.maybe(50),
		Criteria: []string{"期限を守る"}, InspectionDays: 1 + r.dice.IntN(7), RevisionRounds: r.dice.IntN(3),
	}
	_, _ = r.ask(request{who: p, name: "post a contest", cmd: transact.PostContest{
		Job:   job.Job{Format: job.Contest, Title: fmt.Sprintf("ロゴのコンペ %d", r.begun), Description: "図案を募集します", Category: "デザイン", BudgetAmount: prizes[0]},
		Rules: rules, Prizes: prizes,
	}})
}

// compete does one thing to a contest that runs.
func (r *run) compete(p *person) {
	running := r.book.contests.where(func(c contest.Contest) bool { return !c.Ended() })
	if len(running) == 0 {
		return
	}
	c := contest.CatchUp(oneOf(r, running), r.occasion(p.Actor)).Contest
	on := func(name string, cmd transact.Command) {
		_, _ = r.ask(request{who: p, name: name + " " + c.JobID, cmd: cmd})
	}
	owner := c.ClientID == p.Account || p.temper == fraudulent && r.maybe(30)
	switch {
	case owner && c.State == contest.AwaitingEscrow && r.maybe(85):
		_, _ = r.ask(request{who: p, name: "fund " + c.JobID, room: store.ContestRoom, id: c.JobID})
	case owner && r.maybe(8):
		on("cancel", transact.OnContest{JobID: c.JobID, Command: contest.Cancel{}})
	case owner && r.maybe(15):
		on("close", transact.OnContest{JobID: c.JobID, Command: contest.Close{}})
	case owner && len(c.Entries) > 0 && c.State == contest.Choosing:
		on("award", transact.AwardPrize{JobID: c.JobID, PrizeID: oneOf(r, c.Prizes).ID, EntryID: oneOf(r, c.Entries).ID})
	case !owner && len(c.Entries) > 0 && r.maybe(10):
		entry := oneOf(r, c.Entries).ID
		on("withdraw from", transact.OnEntry{JobID: c.JobID, EntryID: entry, Command: contest.WithdrawEntry{EntryID: entry}})
	case !owner && len(c.Entries) < 6:
		on("enter", transact.EnterContest{JobID: c.JobID, Text: fmt.Sprintf("案 %d %d", r.day, p.number)})
	}
}

func (r *run) postTask(p *person) {
	rules := task.Rules{
		UnitPrice: oneOf(r, []money.Yen{1, 7, 110, 999, 10_000}), Count: 1 + r.dice.IntN(6), Minutes: oneOf(r, []int{10, 60, 4_320}),
		PerWorker: 1, AnswersUntil: r.endOfDays(1 + r.dice.IntN(9)),
		Questions: []task.Question{{Kind: task.Text, Label: "感想", Required: true}},
	}
	rules.PerWorker = 1 + r.dice.IntN(rules.Count)
	_, _ = r.ask(request{who: p, name: "post a task", cmd: transact.PostTask{
		Job: job.Job{Format: job.Task, Title: fmt.Sprintf("アンケート %d", r.begun), Description: "感想を募集します", Category: "事務"}, Rules: rules,
	}})
}

// mill does one thing to a task that runs.
func (r *run) mill(p *person) {
	running := r.book.tasks.where(func(t task.Task) bool { return !t.Ended() })
	if len(running) == 0 {
		return
	}
	t := oneOf(r, running)
	owner := t.ClientID == p.Account || p.temper == fraudulent && r.maybe(25)
	of := func(name string, ids []string, cmd task.Command) {
		_, _ = r.ask(request{who: p, name: fmt.Sprint(name, " ", ids), cmd: transact.OnAnswers{JobID: t.JobID, IDs: ids, Command: cmd}})
	}
	if owner {
		waiting := r.book.works.where(func(a task.Answer) bool { return a.JobID == t.JobID && a.State == task.AnswerSubmitted })
		switch {
		case t.State == task.AwaitingEscrow && r.maybe(85):
			_, _ = r.ask(request{who: p, name: "fund " + t.JobID, room: store.TaskRoom, id: t.JobID})
		case len(waiting) > 0 && r.maybe(80):
			ids := []string{}
			for _, a := range waiting[:1+r.dice.IntN(len(waiting))] {
				ids = append(ids, a.ID)
			}
			if r.maybe(50) {
				of("approve", ids, task.Approve{AnswerIDs: ids})
			} else {
				of("reject", ids, task.Reject{AnswerIDs: ids, Reason: "短い"})
			}
		case r.maybe(15):
			_, _ = r.ask(request{who: p, name: "close " + t.JobID, cmd: transact.OnTask{JobID: t.JobID, Command: task.Close{}}})
		case r.maybe(8):
			_, _ = r.ask(request{who: p, name: "cancel " + t.JobID, cmd: transact.OnTask{JobID: t.JobID, Command: task.Cancel{}}})
		}
		return
	}
	mine := r.book.works.where(func(a task.Answer) bool { return a.JobID == t.JobID && a.WorkerID == p.Account })
	for _, a := range mine {
		ids := []string{a.ID}
		switch {
		case a.State == task.AnswerHeld && r.maybe(80):
			of("submit", ids, task.Submit{AnswerID: a.ID, Values: map[string]task.Value{"q1": {Texts: []string{"良い"}}}})
			return
		case a.State == task.AnswerHeld:
			of("release", ids, task.Release{AnswerID: a.ID})
			return
		case a.State == task.AnswerRejected && r.maybe(70):
			of("appeal", ids, task.Appeal{AnswerID: a.ID, Text: "答えています"})
			return
		}
	}
	_, _ = r.ask(request{who: p, name: "take a slot of " + t.JobID, cmd: transact.TakeSlot{JobID: t.JobID, WorkerID: p.Account}})
	mine = r.book.works.where(func(a task.Answer) bool {
		return a.JobID == t.JobID && a.WorkerID == p.Account && a.State == task.AnswerHeld
	})
	if len(mine) > 0 && r.maybe(60) {
		of("submit", []string{mine[0].ID}, task.Submit{AnswerID: mine[0].ID, Values: map[string]task.Value{"q1": {Texts: []string{"良い"}}}})
	}
}
