package task

import (
	"fmt"
	"time"

	"azukari/internal/base/canonical"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/policy"
)

// Post makes the task of a job that awaits its escrow: nobody else sees it
// before unit price × count is funded (R2.2, R8.2).
func Post(j job.Job, rules Rules, on event.Occasion) (Change, error) {
	p := on.Policy()
	if err := rules.fit(on, p); err != nil {
		return Change{}, err
	}
	s := &step{Occasion: on, role: Client}
	s.change.Task = Task{
		JobID: j.ID, ClientID: j.ClientID, Title: j.Title, MachineVersion: Machine.Version, PolicyVersion: p.Version,
		Rules: rules, FormSHA256: HashOf(formDocument(rules.Questions)), PostedAt: on.Now, ClockedAt: on.Now, Head: event.Genesis,
	}
	s.t = &s.change.Task
	s.enter(AwaitingEscrow)
	s.t.Until = min(on.Calendar.EndOfDays(on.Now, p.EscrowDays), rules.AnswersUntil)
	s.record(Posted, canonical.Object{
		"unit_amount": int64(rules.UnitPrice), "count": rules.Count, "answers_until": rules.AnswersUntil.String(),
		"form_sha256": s.t.FormSHA256, "fund_by": s.t.Until.String(),
	}, nil)
	return s.finish(), nil
}

// Hold is how long a slot is its worker's.
func (r Rules) Hold() time.Duration { return time.Duration(r.Minutes) * time.Minute }

// fit refuses rules that nobody could rely on.
func (r Rules) fit(on event.Occasion, p *policy.Policy) error {
	switch {
	case r.UnitPrice < 1 || r.UnitPrice > money.Max:
		return refusal.Invalid("task.unit_amount", "R8.2", "One answer costs at least 1 yen.")
	case r.Count < 1 || r.Count > p.TaskAnswers:
		return refusal.Invalid("task.count", "R8.2", fmt.Sprintf("A task has 1 to %d answers.", p.TaskAnswers))
	case r.UnitPrice > money.Max/money.Yen(r.Count):
		return refusal.Invalid("task.unit_amount", "R8.2", "Unit price × count is more than one task can hold.")
	case r.Minutes < p.TaskShortestHold || r.Minutes > p.TaskLongestHold:
		return refusal.Invalid("task.minutes", "R8.2", fmt.Sprintf("A slot is held for %d minutes to %d hours.", p.TaskShortestHold, p.TaskLongestHold/60))
	case r.PerWorker < 1 || r.PerWorker > r.Count:
		return refusal.Invalid("task.per_worker", "R8.2", "One person may answer at least once, and at most as often as there are answers.")
	case r.AnswersUntil <= on.Calendar.EndOfDays(on.Now, 0):
		return refusal.Invalid("task.answers_until", "R8.2", "Answers end tomorrow at the earliest.")
	case r.AnswersUntil > on.Calendar.EndOfDays(on.Now, p.TaskLongest):
		return refusal.Invalid("task.answers_until", "R8.2", fmt.Sprintf("Answers end within %d days.", p.TaskLongest))
	case r.ApprovalRate < 0 || r.ApprovalRate > 100:
		return refusal.Invalid("task.min_approval_rate", "R8.2", "The approval rate is 0 to 100 percent.")
	}
	return fitForm(r.Questions)
}
