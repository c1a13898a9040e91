package storetest

import (
	"fmt"
	"maps"
	"slices"

	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// A bench is a task with the answers that the test knows of.
type bench struct {
	*world
	task    task.Task
	answers map[string]task.Answer // without documents
}

// tasked posts a task of so many answers.
func (w *world) tasked(count int) *bench {
	w.t.Helper()
	j := job.Draft(job.Job{ClientID: w.client.ID, Format: job.Task, Title: "アンケート", Category: "事務", BudgetAmount: 110}, w.ids, w.now)
	least := int64(1)
	change, err := task.Post(j, task.Rules{
		UnitPrice: 110, Count: count, Minutes: 30, PerWorker: 2, AnswersUntil: tokyo.EndOfDays(w.now, 5),
		Questions: []task.Question{
			{Kind: task.Text, Label: "感想", Help: "一言で", Required: true, Longest: 100}, {Kind: task.Number, Label: "点数", Min: &least},
			{Kind: task.Choice, Label: "色", Options: []string{"赤", "青"}},
		},
		Requirements: task.Requirements{Identified: false, ApprovalRate: 50},
	}, w.on(w.by(w.client)))
	w.must(err)
	w.write(store.Changes{Jobs: []job.Job{j}})
	b := &bench{world: w, answers: map[string]task.Answer{}}
	b.commit(nil, change)
	return b
}

// commit keeps a change, and compares what is read again with what was written.
func (b *bench) commit(before *task.Task, change task.Change) {
	b.t.Helper()
	t := change.Task
	out := store.Changes{Tasks: []store.TaskChange{{Before: before, After: t}}, Works: change.Answers, Transfers: change.Transfers}
	for _, f := range change.Facts {
		if f.Chained() {
			out.Events = append(out.Events, store.Event{SubjectID: t.JobID, Fact: f.Fact})
		}
	}
	names := store.Names{Tasks: []string{t.JobID}}
	for _, a := range change.Answers {
		names.Works = append(names.Works, a.ID)
	}
	b.must(b.tryWrite(names, out))
	b.task = t
	for _, a := range change.Answers {
		document := a.Document
		a.Document = ""
		b.answers[a.ID] = a
		read, err := b.store.Work(b.ctx(), a.ID)
		b.same("an answer", get(b.world, read, err), a)
		if document != "" {
			documents, err := b.store.WorkDocuments(b.ctx(), []string{a.ID, "ans_none"})
			b.same("what was answered", get(b.world, documents, err), map[string]string{a.ID: document})
		}
	}
	read, err := b.store.Task(b.ctx(), t.JobID)
	b.same("the task", get(b.world, read, err), t)
}

func (b *bench) at(ids ...string) (all []task.Answer) {
	for _, one := range ids {
		all = append(all, b.answers[one])
	}
	return all
}

// do gives one command to the task, about some answers.
func (b *bench) do(cmd task.Command, who contract.Actor, about ...string) task.Change {
	b.t.Helper()
	change, err := task.Take(b.task, b.at(about...), cmd, b.on(who))
	if err != nil {
		b.t.Fatalf("%s: %v", cmd.Verb(), err)
	}
	before := b.task
	b.commit(&before, change)
	return change
}

// catchUp lets the clock come by at an instant.
func (b *bench) catchUp(about ...string) {
	b.t.Helper()
	before := b.task
	b.commit(&before, task.CatchUp(b.task, b.at(about...), b.on(contract.Actor{System: contract.Clock})))
}

// hold takes a slot for somebody.
func (b *bench) hold(who account.Account) string {
	b.t.Helper()
	answer := b.ids.New(id.Answer, b.tick())
	b.do(task.TakeSlot{AnswerID: answer}, b.by(who))
	return answer
}

func (b *bench) submit(who account.Account, answer string) {
	b.t.Helper()
	b.do(task.Submit{AnswerID: answer, Values: map[string]task.Value{"q1": {Texts: []string{"良い"}}}}, b.by(who), answer)
}

// loaded lists what a batch finds that names this.
func (b *bench) loaded(names store.Names) (jobs, answers []string, records map[string]task.Record) {
	b.t.Helper()
	b.must(b.store.Write(b.ctx(), names, func(rows store.Rows) (store.Changes, error) {
		for jobID, t := range rows.Tasks {
			jobs = append(jobs, jobID)
			if rows.Jobs[jobID].ID != jobID {
				b.t.Errorf("the task of %s comes without its job", jobID)
			}
			if jobID == b.task.JobID {
				b.same("the task loaded", t, b.task)
			}
		}
		for one, a := range rows.Works {
			b.same("an answer loaded", a, b.answers[one])
		}
		answers, records = slices.Sorted(maps.Keys(rows.Works)), rows.TaskRecords
		return store.Changes{}, nil
	}))
	return jobs, answers, records
}

func tasksComeBackAfterEveryCommand(w *world) {
	b := w.tasked(4)
	jobID := b.task.JobID
	due := func() []store.Due {
		found, err := w.store.Due(w.ctx(), 0, b.task.AnswersUntil, 10)
		return get(w, found, err)
	}
	w.same("what is due of it", due()[0], store.Due{At: b.task.Next.At, Room: store.TaskRoom, ID: jobID})
	b.do(task.Fund{}, w.by(w.client))
	orders, err := w.store.OpenOrders(w.ctx())
	w.same("the open order", get(w, orders, err), []store.Order{{Room: store.TaskRoom, ID: jobID, PaymentID: b.task.Payment.ID, Amount: 440}})
	b.do(task.SettlePayment{PaymentID: b.task.Payment.ID, Paid: true}, contract.Actor{System: contract.Gateway})
	w.balances("funded", map[ledger.Account]money.Yen{ledger.Escrow(jobID): 440})

	second := w.person("受注 次郎", "jiro@example.com", false)
	w.write(store.Changes{Accounts: []account.Account{second}})
	first := b.hold(w.worker)
	other := b.hold(second)
	w.same("what is due of a slot", due()[0], store.Due{At: b.answers[first].HeldUntil, Room: store.WorkRoom, ID: first})

	// What a batch finds by each way of naming.
	_, found, records := b.loaded(store.Names{Slots: []store.Slot{{JobID: jobID, WorkerID: second.ID}}})
	w.same("one's own slot and the oldest hold", found, []string{first, other})
	w.same("records", records[second.ID], task.Record{})
	_, found, _ = b.loaded(store.Names{Slots: []store.Slot{{JobID: jobID, WorkerID: w.client.ID}}})
	w.same("for somebody without answers", found, []string{first})
	_, found, _ = b.loaded(store.Names{Slots: []store.Slot{{JobID: jobID, WorkerID: w.client.ID}, {JobID: jobID, WorkerID: w.client.ID}}})
	w.same("two slots, two holds", found, []string{first, other})
	jobs, found, _ := b.loaded(store.Names{Works: []string{other, "ans_none"}})
	w.same("a named answer comes with its task", fmt.Sprint(jobs, found), fmt.Sprint([]string{jobID}, []string{other}))
	_, found, _ = b.loaded(store.Names{Backlogs: []string{jobID}})
	w.same("nothing waits", found, []string(nil))

	b.submit(w.worker, first)
	b.submit(second, other)
	_, found, _ = b.loaded(store.Names{Backlogs: []string{jobID}})
	w.same("what waits", found, []string{first, other})
	b.do(task.Approve{AnswerIDs: []string{first}}, w.by(w.client), first)
	w.same("a worker's share", w.balance(ledger.User(w.worker.ID)), b.task.Net())
	third := b.hold(second)
	b.submit(second, third)
	b.do(task.Reject{AnswerIDs: []string{other, third}, Reason: "短すぎます。"}, w.by(w.client), other, third)
	b.do(task.Appeal{AnswerID: third, Text: "設問どおりです。"}, w.by(second), third)
	lapses := b.answers[other].Until

	pages := func(q store.WorkQuery) (ids []string) {
		for _, a := range paged(w, func(a task.Answer) string { return a.ID }, func(p store.Page) ([]task.Answer, error) { return w.store.Works(w.ctx(), q, p) }) {
			ids = append(ids, a.ID)
		}
		return ids
	}
	w.same("all answers", pages(store.WorkQuery{JobID: jobID}), []string{third, other, first})
	w.same("oldest first", pages(store.WorkQuery{JobID: jobID, OldestFirst: true}), []string{first, other, third})
	w.same("a worker's", pages(store.WorkQuery{WorkerID: second.ID}), []string{third, other})
	w.same("appeals", pages(store.WorkQuery{State: task.AnswerAppealed}), []string{third})
	w.same("handed in", pages(store.WorkQuery{JobID: jobID, Sent: true, OldestFirst: true}), []string{first, other, third})
	w.same("none like this", len(pages(store.WorkQuery{State: "lost"})), 0)

	w.now = lapses
	b.catchUp(other, third)
	records = map[string]task.Record{}
	r, err := w.store.TaskRecord(w.ctx(), second.ID)
	records[second.ID] = get(w, r, err)
	w.same("a record", records[second.ID], task.Record{Approved: 1, Rejected: 1})

	another := w.tasked(2)
	mine := func(q store.TaskQuery) (ids []string) {
		for _, t := range paged(w, func(t task.Task) string { return t.JobID }, func(p store.Page) ([]task.Task, error) { return w.store.Tasks(w.ctx(), q, p) }) {
			ids = append(ids, t.JobID)
		}
		return ids
	}
	w.same("the client's tasks", mine(store.TaskQuery{ClientID: w.client.ID}), []string{another.task.JobID, jobID})
	w.same("the worker's tasks", mine(store.TaskQuery{WorkerID: w.worker.ID}), []string{jobID})
	w.same("nobody's tasks", len(mine(store.TaskQuery{ClientID: w.worker.ID})), 0)

	stale := b.task
	stale.Version--
	w.refused("a task that was not read as it is", w.tryWrite(store.Names{Tasks: []string{jobID}},
		store.Changes{Tasks: []store.TaskChange{{Before: &stale, After: b.task}}}), store.ErrRetry)

	events, err := w.store.Events(w.ctx(), jobID, store.Page{})
	w.same("its events", len(get(w, events, err)), int(b.task.Events))
	var tasks []task.Task
	var answers []task.Answer
	w.must(w.store.Scan(w.ctx(), store.Scan{Task: into(&tasks), Work: into(&answers)}))
	w.same("all tasks", tasks, []task.Task{b.task, another.task})
	w.same("all answers in a scan", answers, b.at(first, other, third))
	facts, err := w.store.Record(w.ctx(), w.worker.ID)
	w.same("what was earned", get(w, facts, err).Earned, b.task.Net())
	identified := w.worker.Identify(true, w.now)
	w.must(w.tryWrite(store.Names{Accounts: []string{w.worker.ID}}, store.Changes{Accounts: []account.Account{identified}}))
	read, err := w.store.Account(w.ctx(), w.worker.ID)
	w.same("who is identified", get(w, read, err), identified)
}
