package contract

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
)

// ApproveNudge is an operator letting a nudge go out (R5.4, R5.5).
type ApproveNudge struct{}

// Verb is "nudge/approve".
func (ApproveNudge) Verb() Verb { return VerbApproveNudge }

func (a ApproveNudge) check(s *step) error { return s.judgeNudge(a.Verb(), Operator) }

func (ApproveNudge) apply(s *step) error {
	s.sendNudge(s.Who.Account)
	return nil
}

// DenyNudge is an operator refusing a nudge, with a code and a text that only
// the applicant sees (R5.4).
type DenyNudge struct {
	Code   string
	Reason string
}

// Verb is "nudge/deny".
func (DenyNudge) Verb() Verb { return VerbDenyNudge }

func (d DenyNudge) check(s *step) error { return s.judgeNudge(d.Verb(), Operator) }

func (d DenyNudge) apply(s *step) error {
	n := s.c.Nudge
	s.quiet = true
	n.State, n.DecidedAt, n.DecidedBy, n.ClosedAt = NudgeDenied, s.Now, s.Who.Account, s.Now
	n.DenialCode, n.DenialReason = d.Code, d.Reason
	s.tell(NudgeDeniedFact, canonical.Object{"nudge_id": n.ID, "by": string(n.By), "code": d.Code, "reason": d.Reason})
	return nil
}

// AutoApproveNudge is the clock approving what no operator reviewed in time:
// the operator's delay never costs the applicant (R5.6).
type AutoApproveNudge struct{}

// Verb is "auto-approve-nudge".
func (AutoApproveNudge) Verb() Verb { return VerbAutoApproveNudge }

func (AutoApproveNudge) check(s *step) error { return s.due(NudgeReviewDeadline) }

func (AutoApproveNudge) apply(s *step) error {
	s.sendNudge("")
	return nil
}

// ExpireNudge is the clock closing a reply window that met silence (R5.8).
type ExpireNudge struct{}

// Verb is "expire-nudge".
func (ExpireNudge) Verb() Verb { return VerbExpireNudge }

func (ExpireNudge) check(s *step) error { return s.due(NudgeReplyDeadline) }

func (ExpireNudge) apply(s *step) error {
	s.leaveNudgeUnanswered()
	return nil
}

func (s *step) leaveNudgeUnanswered() {
	n := s.c.Nudge
	n.State, n.ClosedAt = NudgeUnanswered, s.Now
	s.record(NudgeUnansweredFact, canonical.Object{"nudge_id": n.ID, "by": string(n.By), "state": string(s.c.State)})
}

// judgeNudge asks the nudge's own table.
func (s *step) judgeNudge(v Verb, by Role) error {
	if s.c.Nudge != nil {
		if _, verdict := NudgeMachine.Judge(s.c.Nudge.State, v, by); verdict == lifecycle.Allowed {
			return nil
		}
	}
	return s.conflict(refusal.StateConflict, "R5.4", "No contact nudge awaits a decision on this contract.")
}
