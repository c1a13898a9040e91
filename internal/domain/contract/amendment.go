package contract

import (
	"slices"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
)

// An Amendment (条件変更) is one request to change what was agreed (R1.6). It
// needs the other side's consent; silence changes nothing. A higher amount of a
// milestone that is funded comes into force, with all that was asked together
// with it, when the client has funded the difference; until then what was
// agreed before holds.
type Amendment struct {
	ID            string
	State         State
	By            Role
	MilestoneID   string // whose amount and due date it changes
	Old, New      Changeable
	Reason        string
	TermsHash     string // of the terms document as it reads with the change
	AskedAt       calendar.Instant
	AgreedAt      calendar.Instant // by the other side; never when zero
	DueAt         calendar.Instant // when it lapses: unanswered, or agreed and its difference not funded
	DeclineReason string
	ClosedAt      calendar.Instant
}

// Changeable is what a change can touch: the amount and the due date of one
// milestone, and of the whole contract what is delivered and how it is judged.
type Changeable struct {
	Amount   money.Yen
	DueOn    string // 2026-12-01, empty when not agreed
	Scope    string // what is delivered (給付の内容)
	Criteria string // acceptance criteria, one a line
}

// Lines are the acceptance criteria as a list.
func (c Changeable) Lines() []string {
	if c.Criteria == "" {
		return []string{}
	}
	return strings.Split(c.Criteria, "\n")
}

// The states of a change.
const (
	ChangeOpen           State = "open"
	ChangeAwaitingEscrow State = "awaiting_escrow" // agreed; what was agreed before holds until the difference is funded
	ChangeAgreed         State = "agreed"          // in force
	ChangeDeclined       State = "declined"
	ChangeWithdrawn      State = "withdrawn"
	ChangeLapsed         State = "lapsed" // silence, a difference not funded, or its object has gone
)

// ChangeMachine is a change's life.
var ChangeMachine = (&lifecycle.Machine{
	Name: "change", Version: 1, Start: ChangeOpen,
	Final: []State{ChangeAgreed, ChangeDeclined, ChangeWithdrawn, ChangeLapsed},
	Rows: []Row{
		{Verb: VerbAgreeChange, From: []State{ChangeOpen}, By: []Role{Asked}, To: []State{ChangeAgreed, ChangeAwaitingEscrow}, Rule: "R1.6", When: "awaits the difference of a higher amount where the milestone is funded"},
		{Verb: VerbDeclineChange, From: []State{ChangeOpen}, By: []Role{Asked}, To: []State{ChangeDeclined}, Rule: "R1.6"},
		{Verb: VerbWithdrawChange, From: []State{ChangeOpen}, By: []Role{Asker}, To: []State{ChangeWithdrawn}, Rule: "R1.6"},
		{Verb: VerbExpireChange, From: []State{ChangeOpen, ChangeAwaitingEscrow}, By: []Role{Clock}, To: []State{ChangeLapsed}, Rule: "R1.6", When: "silence, or the difference is not funded"},
		{Verb: VerbSettlePayment, From: []State{ChangeAwaitingEscrow}, By: []Role{Gateway}, To: []State{ChangeAgreed}, Rule: "R1.6", When: "the difference is paid"},
	},
}).MustCheck()

// Open reports whether the change waits for the other side's answer.
func (a *Amendment) Open() bool { return a != nil && a.State == ChangeOpen }

// AwaitsEscrow reports whether the change is agreed and waits for the client to
// fund the difference.
func (a *Amendment) AwaitsEscrow() bool { return a != nil && a.State == ChangeAwaitingEscrow }

// Undecided reports whether the change may still come into force.
func (a *Amendment) Undecided() bool { return a.Open() || a.AwaitsEscrow() }

// Difference is by how much the amount rises; below 0 when it falls.
func (a *Amendment) Difference() money.Yen { return a.New.Amount - a.Old.Amount }

// changing is the milestone that the change is about.
func (c *Contract) changing(a *Amendment) *Milestone {
	return &c.Milestones[slices.IndexFunc(c.Milestones, func(m Milestone) bool { return m.ID == a.MilestoneID })]
}

// touchesEscrow reports whether the change moves the amount of money that is
// held, or that is being waited for.
func (c *Contract) touchesEscrow(a *Amendment) bool {
	return a.Difference() != 0 && a.MilestoneID == c.Milestone().ID
}

// judgeChange asks the change's own table.
func (s *step) judgeChange(v Verb) error {
	a := s.c.Amendment
	if !a.Open() {
		return s.conflict(refusal.NoChangeOpen, "", "No change of the terms waits for an answer on this contract.")
	}
	side := Asked
	if a.By == s.role {
		side = Asker
	}
	if _, verdict := ChangeMachine.Judge(a.State, v, side); verdict != lifecycle.Allowed {
		detail := "The request is your own: the other side answers it; you may withdraw it."
		if side == Asked {
			detail = "The request is the other side's: you may agree or decline."
		}
		return &refusal.Refusal{Kind: refusal.NotYou, Code: refusal.NotYourRequest, Detail: detail}
	}
	return nil
}

// undecidedEnd refuses while it is open whether the work goes on at all.
func (s *step) undecidedEnd() error {
	if s.c.Termination.Open() {
		return s.conflict(refusal.TerminationOpen, "", "A termination request is open: whether the work goes on is answered first.")
	}
	return nil
}

func (s *step) closeChange(as State) { s.c.Amendment.State, s.c.Amendment.ClosedAt = as, s.Now }

// lapseChange closes a change, if there is one undecided, that can no longer
// come into force; what was agreed before holds.
func (s *step) lapseChange() {
	if !s.c.Amendment.Undecided() {
		return
	}
	s.closeChange(ChangeLapsed)
	s.record(ChangeLapsedFact, s.c.Amendment.data(canonical.Object{}))
}

// amend brings the change into force.
func (s *step) amend() {
	a := s.c.Amendment
	m := s.c.changing(a)
	s.closeChange(ChangeAgreed)
	s.c.Amount += a.Difference()
	m.Amount, m.DueOn = a.New.Amount, a.New.DueOn
	s.c.TermsHash = a.TermsHash
	if a.New.Criteria != a.Old.Criteria {
		s.c.Criteria = a.New.Lines()
	}
}

// data is the change as events tell it; the document with the hash has the rest.
func (a *Amendment) data(more canonical.Object) canonical.Object {
	more["change_id"], more["milestone_id"], more["by"], more["terms_sha256"] = a.ID, a.MilestoneID, string(a.By), a.TermsHash
	if a.Difference() != 0 {
		more["old_amount"], more["new_amount"] = int64(a.Old.Amount), int64(a.New.Amount)
	}
	if a.New.DueOn != a.Old.DueOn {
		more["old_due_on"], more["new_due_on"] = a.Old.DueOn, a.New.DueOn
	}
	return more
}
