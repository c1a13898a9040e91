package task

import (
	"azukari/internal/base/canonical"
	"azukari/internal/domain/ledger"
)

// Appeal (異議申立て) brings a rejection before an operator (R8.2).
type Appeal struct {
	AnswerID string
	Text     string
}

// Verb is "appeal".
func (Appeal) Verb() Verb { return VerbAppeal }

func (c Appeal) check(s *step) error { return s.judge(c.AnswerID, VerbAppeal) }

func (c Appeal) apply(s *step) error {
	if err := written("text", c.Text); err != nil {
		return err
	}
	a := s.touch(c.AnswerID)
	a.State, a.Appeal = AnswerAppealed, c.Text
	a.Until = s.Calendar.EndOfBusinessDays(s.Now, s.t.Policy().TaskAppealReviewDays)
	s.record(Appealed, canonical.Object{"text": c.Text, "review_by": a.Until.String()}, a)
	return nil
}

// Uphold is an operator finding that the rejection stands.
type Uphold struct {
	AnswerID string
	Finding  string
}

// Verb is "uphold".
func (Uphold) Verb() Verb { return VerbUphold }

func (c Uphold) check(s *step) error { return s.judge(c.AnswerID, VerbUphold) }

func (c Uphold) apply(s *step) error {
	if err := written("reason", c.Finding); err != nil {
		return err
	}
	s.answers[c.AnswerID].Finding = c.Finding
	s.uphold(c.AnswerID, canonical.Object{"reason": c.Finding})
	return nil
}

// Lapse is the clock: nobody appealed in time, the rejection stands.
type Lapse struct{ AnswerID string }

// Verb is "lapse-appeal".
func (Lapse) Verb() Verb { return VerbLapse }

func (c Lapse) check(s *step) error { return s.dueOf(c.AnswerID, VerbLapse) }

func (c Lapse) apply(s *step) error {
	s.uphold(c.AnswerID, canonical.Object{"reason": ""})
	return nil
}

// uphold ends a claim: the slot is offered again, or, once answers have been
// decided, its price goes back to the client.
func (s *step) uphold(answerID string, data canonical.Object) {
	a := s.touch(answerID)
	a.State, a.Until = AnswerUpheld, 0
	s.t.Claims--
	s.t.Upheld++
	data["offered_again"] = s.t.State == Open
	s.record(AppealLost, data, a)
	if s.t.State == Appeals {
		cause := s.record(Returned, canonical.Object{"amount": int64(s.t.UnitPrice), "answers": 1}, a)
		s.move(ledger.Return(s.transferID(), s.origin(cause), s.t.JobID, a.ID, s.t.ClientID, s.t.UnitPrice))
	}
}

// Overturn is an operator finding for the worker, or the clock when no operator
// found anything in time: silence does not cost the worker. The answer is paid.
type Overturn struct {
	AnswerID string
	Finding  string
}

// Verb is "overturn".
func (Overturn) Verb() Verb { return VerbOverturn }

func (c Overturn) check(s *step) error {
	if s.role == Clock {
		return s.dueOf(c.AnswerID, VerbOverturn)
	}
	return s.judge(c.AnswerID, VerbOverturn)
}

func (c Overturn) apply(s *step) error {
	if s.role != Clock {
		if err := written("reason", c.Finding); err != nil {
			return err
		}
	}
	s.answers[c.AnswerID].Finding = c.Finding
	s.t.Claims--
	s.pay(c.AnswerID, AppealWon)
	return nil
}
