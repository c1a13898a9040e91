package contest

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/domain/event"
)

// The deadlines that the clock keeps. Each is the end of one state.
const (
	EscrowDeadline  = "contest_escrow"
	EntriesDeadline = "contest_entries"
	ChoiceDeadline  = "contest_choice"
)

// A period runs while the contest is in a state; reminders go out on the way.
type period struct {
	deadline string
	then     Command
	reminder event.Kind // empty: none
	days     []int      // on these days after the day on which the period began
}

func (c *Contest) period() (p period, runs bool) {
	numbers := c.Policy()
	switch c.State {
	case AwaitingEscrow:
		return period{EscrowDeadline, ExpireEscrow{}, EscrowDue, numbers.EscrowReminderDays}, true
	case Open:
		return period{deadline: EntriesDeadline, then: EndEntries{}}, true
	case Choosing:
		return period{ChoiceDeadline, ShareOut{}, ChoiceReminder, numbers.ContestReminderDays}, true
	}
	return period{}, false
}

// Runs reports whether the period with these reminders that ran at an instant
// still runs: what was asked for then is asked for now.
func (c *Contest) Runs(reminder event.Kind, then calendar.Instant) bool {
	p, runs := c.period()
	return runs && p.reminder == reminder && c.Since <= then
}

// next is the earliest thing that the clock owes.
func (c *Contest) next(cal calendar.Calendar) (first event.Due, ok bool) {
	p, runs := c.period()
	if !runs {
		return event.Due{}, false
	}
	first = event.Due{At: c.Until, Kind: p.deadline}
	for _, day := range p.days {
		at := cal.At(c.began(), day, c.Policy().ReminderHour)
		if p.reminder != "" && at > c.ClockedAt && at < first.At {
			first = event.Due{At: at, Kind: string(p.reminder)}
		}
	}
	return first, true
}

// began is a moment of the day from which the state's days are counted: a state
// that the end (24:00) of a day brought about counts from that day.
func (c *Contest) began() calendar.Instant {
	if c.State == Choosing {
		return c.Since - 1
	}
	return c.Since
}

// CatchUp does everything that the clock owed up to now, each thing as of its
// own due instant and in due order (R0.6). Nothing owed is an empty Change.
func CatchUp(c Contest, on event.Occasion) Change {
	if c.Next.At.IsZero() || c.Next.At > on.Now {
		return Change{Contest: c}
	}
	now := on.Now
	s := begin(c, on.By(event.Actor{System: Clock}))
	for {
		due, ok := s.c.next(s.Calendar)
		if !ok || due.At > now {
			return s.finish()
		}
		s.Now, s.c.ClockedAt = due.At, due.At
		s.fire(due)
	}
}

func (s *step) fire(d event.Due) {
	s.change.Fired = append(s.change.Fired, d)
	p, _ := s.c.period()
	cmd := p.then
	if d.Kind != p.deadline {
		cmd = Remind{}
	}
	err := s.permit(cmd)
	if err == nil {
		err = cmd.apply(s)
	}
	if err != nil {
		panic("contest: the clock owes what the table forbids: " + err.Error())
	}
}

// due refuses a command of the clock before its instant.
func (s *step) due(deadline string) error {
	if p, runs := s.c.period(); runs && p.deadline == deadline && s.Now >= s.c.Until {
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
	p, _ := s.c.period()
	data := canonical.Object{"due_at": s.c.Until.String()}
	if s.c.State == Choosing {
		data["choose_by"], data["left_amount"] = s.c.ChooseBy.String(), int64(s.c.Held())
	} else {
		data["amount"] = int64(s.c.Total())
	}
	s.record(p.reminder, data)
	return nil
}
