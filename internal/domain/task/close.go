package task

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/money"
	"azukari/internal/domain/ledger"
)

// Close (募集終了) ends the taking of slots early. Slots that are held may still
// be handed in, and the time to decide begins (R8.2).
type Close struct{}

// Verb is "close".
func (Close) Verb() Verb { return VerbClose }

func (Close) check(*step) error { return nil }

func (Close) apply(s *step) error {
	s.end(Client, s.Now)
	return nil
}

// EndAnswers is the clock ending the taking of slots.
type EndAnswers struct{}

// Verb is "end-answers".
func (EndAnswers) Verb() Verb { return VerbEndAnswers }

func (EndAnswers) check(s *step) error { return s.due(AnswersDeadline) }

func (EndAnswers) apply(s *step) error {
	// The deadline is the end of a day; that day is the one not counted (R0.2).
	s.end(Clock, s.Now-1)
	return nil
}

func (s *step) end(by Role, day instant) {
	s.enter(Reviewing)
	s.t.ClosedBy, s.t.Until = by, s.Calendar.EndOfDays(day, s.t.Policy().TaskReviewDays)
	s.record(Closed, canonical.Object{"waiting": s.t.Waiting, "held": s.t.Held, "approved_at": s.t.Until.String()}, nil)
}

// settle ends what a decision has left without anything to wait for: the review
// once no answer is left to come or to decide, and the appeals once no rejection
// can be appealed. What is not needed goes back to the client (R8.2).
func (s *step) settle() {
	t := s.t
	switch {
	case t.State == Open && t.Approved == t.Count, t.State == Reviewing && t.Waiting+t.Held == 0:
		s.bound(VerbEndReview)
		left := t.free(t.Count)
		if t.State, t.Since, t.Until = Completed, s.Now, 0; t.Claims > 0 {
			t.State = Appeals
		}
		if left > 0 {
			amount := t.UnitPrice * money.Yen(left)
			cause := s.record(Returned, canonical.Object{"amount": int64(amount), "answers": left}, nil)
			s.move(ledger.Return(s.transferID(), s.origin(cause), t.JobID, t.JobID, t.ClientID, amount))
		}
	case t.State == Appeals && t.Claims == 0:
		s.bound(VerbEndAppeals)
		s.enter(Completed)
	default:
		return
	}
	if t.State == Completed {
		s.record(CompletedFact, canonical.Object{"approved": t.Approved, "paid_amount": int64(t.UnitPrice) * int64(t.Approved)}, nil)
	}
}

// bound panics at what the table forbids.
func (s *step) bound(v Verb) {
	if _, verdict := Machine.Judge(s.t.State, v, Clock); verdict != lifecycle.Allowed {
		panic("task: the table forbids " + string(v) + " in " + string(s.t.State))
	}
}
