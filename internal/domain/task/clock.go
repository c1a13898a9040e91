package task

import (
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/domain/event"
)

type instant = calendar.Instant

// The deadlines that the clock keeps of a task …
const (
	EscrowDeadline  = "task_escrow"
	AnswersDeadline = "task_answers"
	ReviewDeadline  = "task_review" // what is not decided by then is approved
)

// … and of an answer.
const (
	SlotDeadline   = "task_slot"
	AppealDeadline = "task_appeal"
	AppealReview   = "task_appeal_review"
)

// A period runs while the task is in a state; reminders go out on the way.
type period struct {
	deadline string
	then     Command    // nil: it is done to answers, one by one
	reminder event.Kind // empty: none
	days     []int      // on these days after the day on which the period began
}

func (t *Task) period() (p period, runs bool) {
	numbers := t.Policy()
	switch {
	case t.State == AwaitingEscrow:
		return period{EscrowDeadline, ExpireEscrow{}, EscrowDue, numbers.EscrowReminderDays}, true
	case t.State == Open:
		return period{deadline: AnswersDeadline, then: EndAnswers{}}, true
	case t.State == Reviewing && t.Waiting > 0:
		return period{ReviewDeadline, nil, ReviewReminder, numbers.TaskReminderDays}, true
	}
	return period{}, false
}

// Runs reports whether the period with these reminders that ran at an instant
// still runs: what was asked for then is asked for now.
func (t *Task) Runs(reminder event.Kind, then instant) bool {
	p, runs := t.period()
	return runs && p.reminder == reminder && t.Since <= then
}

// next is the earliest thing that the clock owes the task itself.
func (t *Task) next(cal calendar.Calendar) (first event.Due, ok bool) {
	p, runs := t.period()
	if !runs {
		return event.Due{}, false
	}
	first = event.Due{At: t.Until, Kind: p.deadline}
	for _, day := range p.days {
		at := cal.At(t.began(), day, t.Policy().ReminderHour)
		if p.reminder != "" && at > t.ClockedAt && at < first.At {
			first = event.Due{At: at, Kind: string(p.reminder)}
		}
	}
	return first, true
}

// began is a moment of the day from which the state's days are counted: a state
// that the end (24:00) of a day brought about counts from that day.
func (t *Task) began() instant {
	if t.State == Reviewing && t.ClosedBy == Clock {
		return t.Since - 1
	}
	return t.Since
}

// Owed is what the clock owes one answer, and when; none when the instant is
// zero. An answer that waits to be decided goes by its task's own deadline.
func (t *Task) Owed(a Answer) (event.Due, Command) {
	switch a.State {
	case AnswerHeld:
		return event.Due{At: a.Until, Kind: SlotDeadline}, Lose{a.ID}
	case AnswerSubmitted:
		if t.State == Reviewing {
			return event.Due{At: t.Until, Kind: ReviewDeadline}, Deem{a.ID}
		}
	case AnswerRejected:
		return event.Due{At: a.Until, Kind: AppealDeadline}, Lapse{a.ID}
	case AnswerAppealed:
		return event.Due{At: a.Until, Kind: AppealReview}, Overturn{AnswerID: a.ID}
	}
	return event.Due{}, nil
}

// CatchUp does everything that the clock owed up to now to the task and to the
// answers at hand, each thing as of its own due instant and in due order (R0.6).
// Nothing owed is a Change that changes nothing. An answer that is not at hand
// stays owed: it waits for a visit of its own, and nothing that is decided here
// depends on it.
func CatchUp(t Task, answers []Answer, on event.Occasion) Change {
	now := on.Now
	s := begin(t, answers, on.By(event.Actor{System: Clock}))
	for {
		due, cmd, answerID := s.owed(now)
		if cmd == nil {
			break
		}
		s.fire(due, cmd, answerID)
	}
	if len(s.change.Fired) == 0 {
		return Change{Task: t}
	}
	return s.finish()
}

// owed is the earliest thing owed by now: the task's before its answers', and
// of these the oldest.
func (s *step) owed(now instant) (first event.Due, cmd Command, answerID string) {
	due, ok := s.t.next(s.Calendar)
	if p, _ := s.t.period(); ok && due.At <= now {
		switch {
		case due.Kind != p.deadline:
			first, cmd = due, Remind{}
		case p.then != nil:
			first, cmd = due, p.then
		}
	}
	for _, a := range s.answers {
		due, owed := s.t.Owed(*a)
		if owed == nil || due.At > now {
			continue
		}
		if cmd == nil || due.At < first.At || due.At == first.At && answerID != "" && a.ID < answerID {
			first, cmd, answerID = due, owed, a.ID
		}
	}
	return first, cmd, answerID
}

func (s *step) fire(due event.Due, cmd Command, answerID string) {
	s.change.Fired = append(s.change.Fired, Fired{due, answerID})
	s.Now = due.At
	if answerID == "" {
		s.t.ClockedAt = due.At
	}
	err := s.permit(cmd)
	if err == nil {
		err = cmd.apply(s)
	}
	if err != nil {
		panic("task: the clock owes what the table forbids: " + err.Error())
	}
	s.settle()
}

// due refuses a command of the clock before its instant.
func (s *step) due(deadline string) error {
	if p, runs := s.t.period(); runs && p.deadline == deadline && s.Now >= s.t.Until {
		return nil
	}
	return s.conflict("This is not due.")
}

// dueOf refuses a command of the clock on an answer before its instant.
func (s *step) dueOf(answerID string, v Verb) error {
	if err := s.judge(answerID, v); err != nil {
		return err
	}
	if due, cmd := s.t.Owed(*s.answers[answerID]); cmd != nil && cmd.Verb() == v && s.Now >= due.At {
		return nil
	}
	return s.conflict("This is not due.")
}

// Remind is the clock telling the client of a deadline that comes nearer, with
// what happens at which instant.
type Remind struct{}

// Verb is "remind".
func (Remind) Verb() Verb { return VerbRemind }

func (Remind) check(*step) error { return nil }

func (Remind) apply(s *step) error {
	p, _ := s.t.period()
	data := canonical.Object{"due_at": s.t.Until.String()}
	if s.t.State == Reviewing {
		data["waiting"] = s.t.Waiting
	} else {
		data["amount"] = int64(s.t.Total())
	}
	s.record(p.reminder, data, nil)
	return nil
}

// Sorted puts answers into the order in which the clock owes them something.
func Sorted(answers []Answer) []Answer {
	slices.SortFunc(answers, func(a, b Answer) int { return inOrder(&a, &b) })
	return answers
}
