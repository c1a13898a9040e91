package contract

import (
	"fmt"

	"azukari/internal/base/id"
	"azukari/internal/base/refusal"
)

// RequestNudge (連絡催促申請) asks the operator to urge a partner who cannot be
// reached: after 72 hours of silence, with a message unanswered, one at a time
// (R5.1, R5.3, R5.9).
type RequestNudge struct{ Note string }

// Verb is "nudge".
func (RequestNudge) Verb() Verb { return VerbRequestNudge }

func (RequestNudge) check(s *step) error {
	p, n := s.c.Policy(), s.c.Nudge
	if n.Open() && n.Known(s.role) {
		return s.conflict(refusal.NudgeOpen, "R5.9", "A contact nudge is open already; there can be one at a time.")
	}
	if n != nil && !n.DecidedAt.IsZero() && n.Known(s.role) {
		if from := s.Calendar.EndOfDays(n.DecidedAt, p.NudgeCooldownDays); s.Now < from {
			return s.notBefore(refusal.NudgeCooldown, "R5.9", from, "The last contact nudge was decided a short while ago.")
		}
	}
	if from := s.c.Presence(Other(s.role)).ActedAt.Add(p.NudgeSilence); s.Now < from {
		return s.notBefore(refusal.NudgeTooEarly, "R5.3", from, fmt.Sprintf("The other side has not been silent for %d hours yet. Send a message first.", int(p.NudgeSilence.Hours())))
	}
	if !s.c.Presence(s.role).Unanswered {
		return s.conflict(refusal.MessageFirst, "R5.3", "Send the other side a message first; a contact nudge can be requested while it stays unanswered.")
	}
	if n.Open() { // it asks after a side that shows itself by asking
		return s.conflict(refusal.StateConflict, "R5.9", "No contact nudge can be requested on this contract now.")
	}
	return nil
}

func (r RequestNudge) apply(s *step) error {
	s.quiet = true
	s.c.Nudge = &Nudge{
		ID: s.IDs.New(id.Nudge, s.Now), State: NudgeRequested, By: s.role, Note: r.Note, RequestedAt: s.Now,
		ReviewBy: s.Calendar.EndOfBusinessDays(s.Now, s.c.Policy().NudgeReviewDays),
	}
	return nil
}
