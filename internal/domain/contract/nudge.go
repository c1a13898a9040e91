package contract

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/lifecycle"
)

// A Nudge is one request that the operator urge a silent partner to answer
// (連絡催促申請, R5). Until it is sent, only its applicant and the operators know.
type Nudge struct {
	ID           string
	State        State
	By           Role
	Note         string // to the operator, optional
	RequestedAt  calendar.Instant
	ReviewBy     calendar.Instant // not reviewed by then: approved by the clock
	DecidedAt    calendar.Instant
	DecidedBy    string // the operator's account; empty when the clock decided
	AutoApproved bool
	DenialCode   string
	DenialReason string
	ReplyBy      calendar.Instant // the end of the reply window, once sent
	ClosedAt     calendar.Instant
}

// The states of a nudge.
const (
	NudgeRequested     State = "requested"
	NudgeSent          State = "sent"
	NudgeDenied        State = "denied"
	NudgeAnswered      State = "answered"
	NudgeUnanswered    State = "unanswered"
	NudgeClosedByReply State = "closed_by_reply"
)

// VerbAnswer is the other side showing itself, by whatever it does.
const VerbAnswer Verb = "answer"

// VerbEndNudge is the end of the contract leaving a nudge without an object.
const VerbEndNudge Verb = "end-nudge"

// NudgeMachine is a nudge's life.
var NudgeMachine = (&lifecycle.Machine{
	Name: "nudge", Version: 1, Start: NudgeRequested,
	Final: []State{NudgeDenied, NudgeAnswered, NudgeUnanswered, NudgeClosedByReply},
	Rows: []Row{
		{Verb: VerbApproveNudge, From: []State{NudgeRequested}, By: []Role{Operator}, To: []State{NudgeSent}, Rule: "R5.4"},
		{Verb: VerbDenyNudge, From: []State{NudgeRequested}, By: []Role{Operator}, To: []State{NudgeDenied}, Rule: "R5.4"},
		{Verb: VerbAutoApproveNudge, From: []State{NudgeRequested}, By: []Role{Clock}, To: []State{NudgeSent}, Rule: "R5.6", When: "not reviewed within the business days"},
		{Verb: VerbAnswer, From: []State{NudgeRequested}, By: []Role{Asked}, To: []State{NudgeClosedByReply}, Rule: "R5.7"},
		{Verb: VerbAnswer, From: []State{NudgeSent}, By: []Role{Asked}, To: []State{NudgeAnswered}, Rule: "R5.7"},
		{Verb: VerbEndNudge, From: []State{NudgeRequested, NudgeSent}, By: []Role{Clock}, To: []State{NudgeClosedByReply}, Rule: "R5.7", When: "the contract ended otherwise: nobody is blamed"},
		{Verb: VerbExpireNudge, From: []State{NudgeSent}, By: []Role{Clock}, To: []State{NudgeUnanswered}, Rule: "R5.8", When: "silence to the end of the window"},
	},
}).MustCheck()

// Open reports whether a nudge is under way.
func (n *Nudge) Open() bool {
	return n != nil && (n.State == NudgeRequested || n.State == NudgeSent)
}

// Known reports whether a side may know of the nudge: its applicant does, and the
// other side once it was sent (R5.4).
func (n *Nudge) Known(role Role) bool {
	return n.By == role || n.State == NudgeSent || n.State == NudgeAnswered || n.State == NudgeUnanswered || n.State == NudgeClosedByReply && !n.DecidedAt.IsZero()
}

// answerNudge closes the open nudge because the nudged side showed itself.
func (s *step) answerNudge() {
	n := s.c.Nudge
	n.ClosedAt = s.Now
	if n.State == NudgeRequested {
		n.State = NudgeClosedByReply
		s.tell(NudgeClosed, canonical.Object{"nudge_id": n.ID, "by": string(n.By)})
		return
	}
	n.State = NudgeAnswered
	s.record(NudgeAnsweredFact, canonical.Object{"nudge_id": n.ID})
}

// sendNudge urges the other side, and opens the reply window (R5.5).
func (s *step) sendNudge(operator string) {
	n := s.c.Nudge
	n.State, n.DecidedAt, n.DecidedBy, n.AutoApproved = NudgeSent, s.Now, operator, operator == ""
	n.ReplyBy = s.periodOf(s.c.Policy().NudgeReplyDays)
	s.recordDeemed(NudgeApproved, canonical.Object{
		"nudge_id": n.ID, "by": string(n.By), "auto_approved": n.AutoApproved, "reply_by": n.ReplyBy.String(),
	}, n.AutoApproved)
}
