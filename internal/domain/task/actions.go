package task

import (
	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
)

// Actions lists what the caller may do to the task now, in the table's order.
// Mine is the caller's own last answer, if any; taker what is known of a worker.
func Actions(t Task, mine []Answer, taker TakeSlot, on event.Occasion) []contract.Action {
	actions := []contract.Action{}
	s := begin(t, mine, on)
	if s.role == Worker && !t.Published() {
		return actions
	}
	for _, row := range Machine.Open(t.State, s.role) {
		if row.Verb != VerbTake || taker.check(s) == nil {
			actions = append(actions, contract.Action{Command: row.Verb, Rule: row.Rule, Deadline: t.Until})
		}
	}
	return actions
}

// ActionsOn lists what the caller may do to one answer now.
func ActionsOn(t Task, a Answer, on event.Occasion) []contract.Action {
	actions := []contract.Action{}
	role := t.RoleOn(a, on.Who)
	for _, row := range Answers.Open(a.State, role) {
		if row.Verb == VerbReject && t.RejectionsLeft() == 0 {
			continue
		}
		due, _ := t.Owed(a)
		actions = append(actions, contract.Action{Command: row.Verb, Rule: row.Rule, Deadline: due.At})
	}
	return actions
}

// A Deadline is what happens by itself, and when (次にすること).
type Deadline struct {
	Kind    string
	At      calendar.Instant
	Outcome State
}

// Deadline is the end of the task's state by the clock; none when nothing is
// owed.
func (t *Task) Deadline() (d Deadline, ok bool) {
	p, runs := t.period()
	if !runs {
		return Deadline{}, false
	}
	outcome := map[string]State{EscrowDeadline: Cancelled, AnswersDeadline: Reviewing, ReviewDeadline: Completed}[p.deadline]
	if p.deadline == ReviewDeadline && t.Claims > 0 {
		outcome = Appeals
	}
	return Deadline{p.deadline, t.Until, outcome}, true
}
