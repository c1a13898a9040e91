package contract

import (
	"slices"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
)

// The deadlines that the clock keeps, in the order in which they are taken when
// they share an instant; reminders, which carry their notification's name, come
// last.
const (
	NudgeReplyDeadline  = "nudge_reply"
	InspectionDeadline  = "inspection"
	EscrowDeadline      = "escrow"
	TerminationDeadline = "termination"
	ChangeDeadline      = "change"
	NudgeReviewDeadline = "nudge_review" // last: nobody is urged about what ends at that instant
)

var deadlineCommands = map[string]Command{
	NudgeReviewDeadline: AutoApproveNudge{},
	NudgeReplyDeadline:  ExpireNudge{},
	InspectionDeadline:  DeemAccepted{},
	EscrowDeadline:      ExpireEscrow{},
	TerminationDeadline: ExpireTermination{},
	ChangeDeadline:      ExpireChange{},
}

// A period runs on the contract: it ends in a deadline, and reminders go out on
// the way.
type period struct {
	deadline string
	from, to calendar.Instant
	reminder FactKind // empty: no reminders
	days     []int    // on these days after the day of from
	lastCall time.Duration
}

// periods lists what runs now, in the order of the deadlines above.
func (c *Contract) periods() []period {
	var running []period
	p := c.Policy()
	n := c.Nudge
	if n != nil && n.State == NudgeSent {
		running = append(running, period{deadline: NudgeReplyDeadline, from: n.DecidedAt, to: n.ReplyBy, reminder: NudgeReminder, days: p.NudgeReminderDays})
	}
	switch c.State {
	case Delivered:
		running = append(running, period{InspectionDeadline, c.Since, c.Until, InspectionReminder, p.InspectionReminderDays, p.InspectionLastCall})
	case AwaitingEscrow:
		running = append(running, period{deadline: EscrowDeadline, from: c.Since, to: c.Until, reminder: EscrowDue, days: p.EscrowReminderDays})
	}
	if t := c.Termination; t.Open() {
		running = append(running, period{deadline: TerminationDeadline, from: t.AskedAt, to: t.DueAt, reminder: TerminationReminder, days: p.TerminationReminders})
	}
	if a := c.Amendment; a.Open() {
		running = append(running, period{deadline: ChangeDeadline, from: a.AskedAt, to: a.DueAt, reminder: ChangeReminder, days: p.ChangeReminderDays})
	} else if a.AwaitsEscrow() {
		running = append(running, period{deadline: ChangeDeadline, from: a.AgreedAt, to: a.DueAt, reminder: ChangeUnfunded, days: p.EscrowReminderDays})
	}
	if n != nil && n.State == NudgeRequested {
		running = append(running, period{deadline: NudgeReviewDeadline, from: n.RequestedAt, to: n.ReviewBy})
	}
	return running
}

// dues lists everything that the running periods still owe, after the instant
// up to which the contract is clocked.
func (c *Contract) dues(cal calendar.Calendar) []Due {
	var deadlines, reminders []Due
	hour := c.Policy().ReminderHour
	for _, p := range c.periods() {
		deadlines = append(deadlines, Due{At: p.to, Kind: p.deadline})
		if p.reminder == "" {
			continue
		}
		remind := func(at calendar.Instant) {
			if at < p.to {
				reminders = append(reminders, Due{At: at, Kind: string(p.reminder)})
			}
		}
		for _, day := range p.days {
			remind(cal.At(p.from, day, hour))
		}
		if p.lastCall > 0 {
			remind(p.to.Add(-p.lastCall))
		}
	}
	var owed []Due
	for _, d := range append(deadlines, reminders...) {
		if d.At > c.ClockedAt {
			owed = append(owed, d)
		}
	}
	return owed
}

// Runs reports whether the period with these reminders that ran at an instant
// still runs: what was asked for then is asked for now.
func (c *Contract) Runs(reminder FactKind, then calendar.Instant) bool {
	return slices.ContainsFunc(c.periods(), func(p period) bool { return p.reminder == reminder && p.from <= then })
}

// next is the earliest thing that the clock owes.
func (c *Contract) next(cal calendar.Calendar) (first Due, ok bool) {
	for _, d := range c.dues(cal) {
		if !ok || d.At < first.At {
			first, ok = d, true
		}
	}
	return first, ok
}

// CatchUp does everything that the clock owed up to now: each thing as of its
// own due instant and in due order, however late the clock's hand is (R0.6).
// Nothing owed is an empty Change.
func CatchUp(c Contract, on Occasion) Change {
	if c.Next.At.IsZero() || c.Next.At > on.Now {
		return Change{Contract: c}
	}
	now := on.Now
	on.Who = Actor{System: Clock}
	s := begin(c, on)
	for {
		due, ok := s.c.next(s.Calendar)
		if !ok || due.At > now {
			return s.finish()
		}
		s.Now = due.At
		s.fireAll(due.At)
		s.c.ClockedAt = due.At
	}
}

// fireAll does everything that is due at one instant; each may end what would
// have come after it.
func (s *step) fireAll(at calendar.Instant) {
	done := map[string]bool{}
	for again := true; again; {
		again = false
		for _, d := range s.c.dues(s.Calendar) {
			if d.At == at && !done[d.Kind] {
				done[d.Kind], again = true, true
				s.fire(d)
				break
			}
		}
	}
}

func (s *step) fire(d Due) {
	s.change.Fired = append(s.change.Fired, d)
	cmd, isDeadline := deadlineCommands[d.Kind]
	if !isDeadline {
		cmd = Remind{Kind: FactKind(d.Kind)}
	}
	err := s.permit(cmd)
	if err == nil {
		err = cmd.apply(s)
	}
	if err != nil {
		panic("contract: the clock owes what the table forbids: " + err.Error())
	}
}

// due refuses a command of the clock before its instant.
func (s *step) due(deadline string) error {
	for _, p := range s.c.periods() {
		if p.deadline == deadline && s.Now >= p.to {
			return nil
		}
	}
	return s.conflict(refusal.StateConflict, "R0.2", "This is not due.")
}

// notBefore refuses what will be allowed from a known instant on.
func (s *step) notBefore(code refusal.Code, rule string, from calendar.Instant, detail string) error {
	no := refusal.Conflict(code, rule, detail).In(string(s.c.State))
	no.AvailableAt = from
	return no
}

// Remind is the clock telling somebody of a deadline that comes nearer, with
// what happens at which instant (R3.5, R5.5, R6.7).
type Remind struct{ Kind FactKind }

// Verb is "remind".
func (Remind) Verb() Verb { return VerbRemind }

func (r Remind) check(s *step) error {
	for _, p := range s.c.periods() {
		if p.reminder == r.Kind {
			return nil
		}
	}
	return s.conflict(refusal.StateConflict, "R3.5", "There is nothing to remind of.")
}

func (r Remind) apply(s *step) error {
	data := canonical.Object{"milestone_id": s.c.Milestone().ID}
	for _, p := range s.c.periods() {
		if p.reminder == r.Kind {
			data["due_at"] = p.to.String()
		}
	}
	switch r.Kind {
	case TerminationReminder:
		data["by"] = string(s.c.Termination.By)
		s.foresee(data)
	case ChangeReminder:
		data["by"] = string(s.c.Amendment.By)
	case ChangeUnfunded:
		data["difference_amount"] = int64(s.c.Amendment.Difference())
	case NudgeReminder:
		data["by"] = string(s.c.Nudge.By)
	case EscrowDue:
		data["amount"] = int64(s.c.Milestone().Amount)
	}
	s.record(r.Kind, data)
	return nil
}
