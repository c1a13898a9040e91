package memory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// Task finds the task of a job.
func (s *Store) Task(_ context.Context, jobID string) (task.Task, error) {
	return get(s, &s.tasks, jobID)
}

// Tasks lists tasks, newest first.
func (s *Store) Tasks(_ context.Context, q store.TaskQuery, p store.Page) ([]task.Task, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	has := map[string]bool{}
	for _, a := range s.works.rows {
		if a.WorkerID == q.WorkerID {
			has[a.JobID] = true
		}
	}
	return s.tasks.newest(p, func(t task.Task) bool {
		return (q.ClientID == "" || q.ClientID == t.ClientID) && (q.WorkerID == "" || has[t.JobID])
	}), nil
}

// Work finds an answer of a task.
func (s *Store) Work(_ context.Context, id string) (task.Answer, error) {
	return get(s, &s.works, id)
}

// Works lists answers of tasks.
func (s *Store) Works(_ context.Context, q store.WorkQuery, p store.Page) ([]task.Answer, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	keep := func(a task.Answer) bool {
		return (q.JobID == "" || q.JobID == a.JobID) && (q.WorkerID == "" || q.WorkerID == a.WorkerID) && (q.State == "" || q.State == a.State) && (!q.Sent || a.SentAt > 0)
	}
	if q.OldestFirst {
		return s.works.list(page(s.works.keys(keep), p, func(id string) bool { return id > p.Cursor })), nil
	}
	return s.works.newest(p, keep), nil
}

// WorkDocuments finds what was answered.
func (s *Store) WorkDocuments(_ context.Context, ids []string) (map[string]string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	found := map[string]string{}
	pick(found, &s.workDocuments, ids...)
	return found, nil
}

// TaskRecord counts how somebody's answers came out.
func (s *Store) TaskRecord(_ context.Context, accountID string) (task.Record, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.taskRecord(accountID), nil
}

func (s *Store) taskRecord(accountID string) (r task.Record) {
	for _, a := range s.works.rows {
		switch {
		case a.WorkerID != accountID:
		case a.State == task.AnswerApproved:
			r.Approved++
		case a.State == task.AnswerUpheld:
			r.Rejected++
		}
	}
	return r
}

// pickTasks copies what a batch names of tasks.
func (s *Store) pickTasks(rows store.Rows, names store.Names) {
	pick(rows.Tasks, &s.tasks, names.Tasks...)
	pick(rows.Works, &s.works, names.Works...)
	for _, a := range rows.Works {
		pick(rows.Tasks, &s.tasks, a.JobID)
	}
	holds := map[string]int{}
	for _, slot := range names.Slots {
		pick(rows.Tasks, &s.tasks, slot.JobID)
		mine := s.works.list(s.works.keys(func(a task.Answer) bool { return a.JobID == slot.JobID && a.WorkerID == slot.WorkerID }))
		slices.SortFunc(mine, func(a, b task.Answer) int { return cmp.Or(cmp.Compare(b.Ordinal, a.Ordinal), cmp.Compare(b.ID, a.ID)) })
		for _, a := range first(mine, 1) {
			rows.Works[a.ID] = a
		}
		if _, ok := rows.TaskRecords[slot.WorkerID]; !ok {
			rows.TaskRecords[slot.WorkerID] = s.taskRecord(slot.WorkerID)
		}
		holds[slot.JobID]++
	}
	for jobID, n := range holds {
		held := s.works.list(s.works.keys(func(a task.Answer) bool { return a.JobID == jobID && a.State == task.AnswerHeld }))
		slices.SortFunc(held, func(a, b task.Answer) int {
			return cmp.Or(cmp.Compare(a.HeldUntil, b.HeldUntil), cmp.Compare(a.ID, b.ID))
		})
		for _, a := range first(held, n) {
			rows.Works[a.ID] = a
		}
	}
	for _, jobID := range names.Backlogs {
		pick(rows.Tasks, &s.tasks, jobID)
		pick(rows.Works, &s.works, first(s.works.keys(func(a task.Answer) bool { return a.JobID == jobID && a.State == task.AnswerSubmitted }), task.MostAtOnce)...)
	}
	for jobID := range rows.Tasks {
		pick(rows.Jobs, &s.jobs, jobID)
	}
}

// putTask keeps a task as the batch leaves it; a new one opens its escrow account.
func (d *draft) putTask(ch store.TaskChange) error {
	t := ch.After
	err := errors.Join(need("job", &d.jobs, t.JobID), need("account", &d.accounts, t.ClientID))
	if (t.Next.At > 0) != (t.Next.Kind != "") {
		err = errors.Join(err, fmt.Errorf("the clock owes half a thing: %+v", t.Next))
	}
	if c := t.Counts; min(c.Held, c.Waiting, c.Approved, c.Claims, c.Upheld) < 0 || c.Held+c.Waiting+c.Approved+c.Claims > t.Count {
		err = errors.Join(err, fmt.Errorf("%+v of %d answers", c, t.Count))
	}
	if kept, ok := d.tasks.rows[t.JobID]; ch.Before == nil {
		err = errors.Join(err, free("task", &d.tasks, t.JobID))
		if err == nil {
			err = d.open(ledger.Escrow(t.JobID))
		}
	} else if !ok || kept.Version != ch.Before.Version {
		err = errors.Join(err, fmt.Errorf("version %d was read, %d is kept: %w", ch.Before.Version, kept.Version, store.ErrRetry))
	}
	if err != nil {
		return fmt.Errorf("task of %s: %w", t.JobID, err)
	}
	put(d, &d.tasks, t.JobID, t)
	return nil
}

// putWork keeps an answer as the batch leaves it, and what was answered by itself.
func (d *draft) putWork(a task.Answer) error {
	kept, was := d.works.rows[a.ID]
	version, read := d.read.works[a.ID]
	err := errors.Join(need("task", &d.tasks, a.JobID), need("account", &d.accounts, a.WorkerID))
	if was != read || was && kept.Version != version {
		err = errors.Join(err, fmt.Errorf("version %d was read, %d is kept: %w", version, kept.Version, store.ErrRetry))
	}
	if err != nil {
		return fmt.Errorf("answer %s: %w", a.ID, err)
	}
	if a.Document != "" {
		if err := free("document of answer", &d.workDocuments, a.ID); err != nil {
			return err
		}
		put(d, &d.workDocuments, a.ID, a.Document)
		a.Document = ""
	}
	put(d, &d.works, a.ID, a)
	return nil
}

// taskDues lists what the clock owes tasks and their answers.
func (s *Store) taskDues() (owed []store.Due) {
	for _, t := range s.tasks.rows {
		if t.Next.At > 0 {
			owed = append(owed, store.Due{At: t.Next.At, Room: store.TaskRoom, ID: t.JobID})
		}
	}
	for _, a := range s.works.rows {
		if a.Until > 0 {
			owed = append(owed, store.Due{At: a.Until, Room: store.WorkRoom, ID: a.ID})
		}
	}
	return owed
}

// taskOrders lists the payments for tasks that await the gateway.
func (s *Store) taskOrders() (open []store.Order) {
	for _, t := range s.tasks.rows {
		if t.Payment != nil && t.Payment.State == contract.PaymentOrdered {
			open = append(open, store.Order{Room: store.TaskRoom, ID: t.JobID, PaymentID: t.Payment.ID, Amount: t.Payment.Amount})
		}
	}
	return open
}

func copiedTask(t task.Task) task.Task {
	t.Questions = slices.Clone(t.Questions)
	t.Payment = copied(t.Payment)
	return t
}
