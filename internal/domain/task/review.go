package task

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"azukari/internal/base/canonical"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
	"azukari/internal/domain/ledger"
)

// LongestReason is how long a reason, an appeal or a finding may be, in
// characters.
const LongestReason = 2_000

// Approve (承認) accepts answers; each is paid at once (R8.2).
type Approve struct{ AnswerIDs []string }

// Verb is "approve".
func (Approve) Verb() Verb { return VerbApprove }

func (c Approve) check(s *step) error { return s.judgeAll(c.AnswerIDs, VerbApprove) }

func (c Approve) apply(s *step) error {
	for _, one := range c.AnswerIDs {
		s.t.Waiting--
		s.pay(one, AnswerPaid)
	}
	return nil
}

// Deem is the clock approving an answer that was not decided in time (R8.2).
type Deem struct{ AnswerID string }

// Verb is "deem-approved".
func (Deem) Verb() Verb { return VerbDeem }

func (c Deem) check(s *step) error { return s.dueOf(c.AnswerID, VerbDeem) }

func (c Deem) apply(s *step) error {
	s.t.Waiting--
	s.pay(c.AnswerID, AnswerPaid)
	return nil
}

// Charge is the platform's fee on one answer, and the tax on it (R9.1).
func (t *Task) Charge() ledger.Charge {
	return ledger.FeeOn(t.Policy().TaskFees, 0, ledger.Charge{}, t.UnitPrice)
}

// Net is what a worker gets for one answer.
func (t *Task) Net() money.Yen { return t.UnitPrice - t.Charge().Sum() }

// pay approves an answer that nothing stands against any more.
func (s *step) pay(answerID string, as event.Kind) {
	a, charge := s.touch(answerID), s.t.Charge()
	a.State, a.DecidedAt, a.DecidedBy, a.Until = AnswerApproved, s.Now, s.role, 0
	s.t.Approved++
	cause := s.record(as, canonical.Object{
		"amount": int64(s.t.UnitPrice), "fee": int64(charge.Fee), "tax": int64(charge.Tax), "net_amount": int64(s.t.Net()),
	}, a)
	s.move(ledger.Share(s.transferID(), s.origin(cause), s.t.JobID, a.ID, a.WorkerID, s.t.UnitPrice, charge))
}

// Reject (非承認) turns answers down, with a reason that their workers read. So
// many in all: max(3, ⌊30 %⌋) of the answers submitted (R8.2). Their price
// stays in escrow while they can be appealed.
type Reject struct {
	AnswerIDs []string
	Reason    string
}

// Verb is "reject".
func (Reject) Verb() Verb { return VerbReject }

func (c Reject) check(s *step) error {
	if err := s.judgeAll(c.AnswerIDs, VerbReject); err != nil {
		return err
	}
	if left := s.t.RejectionsLeft(); len(c.AnswerIDs) > left {
		return refusal.Conflict(refusal.RejectionCap, "R8.2", fmt.Sprintf(
			"Of %d answers at most %d may be rejected; %d are, so %d more can be.", s.t.Received, left+s.t.Rejections(), s.t.Rejections(), left)).In(string(s.t.State))
	}
	return nil
}

func (c Reject) apply(s *step) error {
	if err := written("reason", c.Reason); err != nil {
		return err
	}
	until := s.Calendar.EndOfDays(s.Now, s.t.Policy().TaskAppealDays)
	for _, one := range c.AnswerIDs {
		a := s.touch(one)
		a.State, a.DecidedAt, a.DecidedBy, a.Reason, a.Until = AnswerRejected, s.Now, s.role, c.Reason, until
		s.t.Waiting--
		s.t.Claims++
		s.record(AnswerRefused, canonical.Object{"reason": c.Reason, "appeal_by": until.String()}, a)
	}
	return nil
}

// written refuses a text that is missing or too long.
func written(field, text string) error {
	if strings.TrimSpace(text) == "" {
		return refusal.Invalid(field, "R8.2", "Write it down: the other side must be able to follow.")
	}
	if utf8.RuneCountInString(text) > LongestReason {
		return refusal.Invalid(field, "R8.2", fmt.Sprintf("At most %d characters.", LongestReason))
	}
	return nil
}
