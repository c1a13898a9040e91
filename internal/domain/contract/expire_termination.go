package contract

import (
	"azukari/internal/base/canonical"
)

// ExpireTermination is the clock answering a request that met silence: the
// contract ends and the money returns to the client, as the client proposed; a
// worker's own proposal above 0 becomes a dispute instead (R6.4); a request made
// while work awaited inspection lapses (R6.5). Where every mail about it came
// back, it is put off once: nobody loses money to a mail that never arrived
// (R11.4).
type ExpireTermination struct{}

// Verb is "expire-termination".
func (ExpireTermination) Verb() Verb { return VerbExpireTermination }

func (ExpireTermination) check(s *step) error { return s.due(TerminationDeadline) }

func (ExpireTermination) apply(s *step) error {
	t := s.c.Termination
	if t.Unheard() && t.BySilence() != OutcomeLapsed {
		s.putOff()
		return nil
	}
	switch t.BySilence() {
	case OutcomeLapsed:
		s.closeRequests()
	case OutcomeDisputed:
		s.openDispute(t.By, t.Reason)
	case OutcomeTerminated:
		s.closeTermination(TerminationExpired)
		s.terminate(ByClock, t.WorkerAmount)
	}
	return nil
}

// Unheard reports whether the asked side cannot have read of the request by mail,
// and it was not put off for that yet.
func (t *Termination) Unheard() bool { return t.Bounced && !t.Reached && t.PutOffAt.IsZero() }

// putOff gives silence so many days more.
func (s *step) putOff() {
	t := s.c.Termination
	t.PutOffAt = s.Now
	t.DueAt = s.Calendar.EndOfDays(t.DueAt-1, s.c.Policy().PutOffDays)
	s.record(TerminationPutOff, s.foresee(canonical.Object{"termination_id": t.ID, "due_at": t.DueAt.String()}))
}

// MailTold notes what became of a mail about the open request: taken in by the
// asked side's mail server, or refused for good (R11.4). It is no event: it says
// nothing of what the parties did.
func MailTold(c Contract, taken bool, on Occasion) (Change, bool) {
	t := c.Termination
	if !t.Open() || taken && t.Reached || !taken && t.Bounced {
		return Change{}, false
	}
	s := begin(c, on)
	s.quiet = true
	s.c.Termination.Reached = t.Reached || taken
	s.c.Termination.Bounced = t.Bounced || !taken
	return s.finish(), true
}
