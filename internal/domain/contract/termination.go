package contract

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
)

// A Termination is one request to end the contract midway (契約途中終了リクエスト, R6).
type Termination struct {
	ID            string
	State         State
	By            Role
	WorkerAmount  money.Yen // proposed for the worker, before the fee
	Reason        string
	AskedAt       calendar.Instant
	DueAt         calendar.Instant // silence is decided here
	ConsentOnly   bool             // asked while delivered work awaited inspection: silence lapses it (R6.5)
	DeclineReason string
	ClosedAt      calendar.Instant

	Reached  bool             // a mail about it was taken in by the asked side's mail server
	Bounced  bool             // … or was refused for good
	PutOffAt calendar.Instant // when its silence was put off for that, once; not when zero (R11.4)
}

// The states of a termination request.
const (
	TerminationOpen      State = "open"
	TerminationAgreed    State = "agreed"
	TerminationDeclined  State = "declined"
	TerminationWithdrawn State = "withdrawn"
	TerminationLapsed    State = "lapsed"  // silence, or its object has gone: nothing changed by it
	TerminationExpired   State = "expired" // silence ended the contract
)

// The sides of a request, seen from it.
const (
	Asker Role = "asker"
	Asked Role = "asked"
)

// TerminationMachine is a termination request's life; it ends in a command of
// the contract.
var TerminationMachine = (&lifecycle.Machine{
	Name: "termination", Version: 1, Start: TerminationOpen,
	Final: []State{TerminationAgreed, TerminationDeclined, TerminationWithdrawn, TerminationLapsed, TerminationExpired},
	Rows: []Row{
		{Verb: VerbAgreeTermination, From: []State{TerminationOpen}, By: []Role{Asked}, To: []State{TerminationAgreed}, Rule: "R6.2"},
		{Verb: VerbDeclineTermination, From: []State{TerminationOpen}, By: []Role{Asked}, To: []State{TerminationDeclined}, Rule: "R6.3"},
		{Verb: VerbWithdrawTermination, From: []State{TerminationOpen}, By: []Role{Asker}, To: []State{TerminationWithdrawn}, Rule: "R6.6"},
		{Verb: VerbExpireTermination, From: []State{TerminationOpen}, By: []Role{Clock}, To: []State{TerminationExpired, TerminationLapsed}, Rule: "R6.4", When: "lapses when only consent may grant it"},
	},
}).MustCheck()

// Open reports whether there is a request that waits for an answer.
func (t *Termination) Open() bool { return t != nil && t.State == TerminationOpen }

// Outcome is what silence makes of the request.
type Outcome string

// The outcomes of silence.
const (
	OutcomeTerminated Outcome = "terminated" // ended, the money divided as the rules say
	OutcomeDisputed   Outcome = "disputed"   // a worker's proposal above 0 is never granted by silence
	OutcomeLapsed     Outcome = "lapsed"     // nothing changes
	OutcomeCancelled  Outcome = "cancelled"
	OutcomeAccepted   Outcome = "accepted"
)

// BySilence is what the clock will make of the open request (R6.4, R6.5).
func (t *Termination) BySilence() Outcome {
	switch {
	case t.ConsentOnly:
		return OutcomeLapsed
	case t.By == Worker && t.WorkerAmount > 0:
		return OutcomeDisputed
	}
	return OutcomeTerminated
}

// foresee adds what silence makes of the open request, with the yen to each side
// where it divides the escrow (R6.7).
func (s *step) foresee(data canonical.Object) canonical.Object {
	t := s.c.Termination
	data["by_silence"] = string(t.BySilence())
	if t.BySilence() == OutcomeTerminated {
		s.c.Divide(t.WorkerAmount).data(data)
	}
	return data
}

// judgeTermination asks the request's own table.
func (s *step) judgeTermination(v Verb) error {
	if !s.c.Termination.Open() {
		return s.conflict(refusal.NoTerminationOpen, "", "No termination request is open on this contract.")
	}
	side := Asked
	if s.c.Termination.By == s.role {
		side = Asker
	}
	if _, verdict := TerminationMachine.Judge(s.c.Termination.State, v, side); verdict != lifecycle.Allowed {
		detail := "The request is your own: the other side answers it; you may withdraw it."
		if side == Asked {
			detail = "The request is the other side's: you may agree or decline."
		}
		return &refusal.Refusal{Kind: refusal.NotYou, Code: refusal.NotYourRequest, Detail: detail}
	}
	return nil
}

func (s *step) closeTermination(as State) {
	s.c.Termination.State, s.c.Termination.ClosedAt = as, s.Now
}

func (s *step) declineTermination(reason string) {
	s.closeTermination(TerminationDeclined)
	s.c.Termination.DeclineReason, s.c.Milestone().Declined = reason, true
	s.record(TerminationDeclinedBy, canonical.Object{"termination_id": s.c.Termination.ID, "reason": reason})
}

func (s *step) withdrawTermination() {
	s.closeTermination(TerminationWithdrawn)
	s.record(TerminationWithdrawnF, canonical.Object{"termination_id": s.c.Termination.ID})
}
