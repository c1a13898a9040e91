package contract

import (
	"fmt"
	"slices"
	"strings"

	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
)

// RequestChange (条件変更の提案) asks the other side to change what was agreed;
// what is nil stays (R1.6).
type RequestChange struct {
	MilestoneID string // empty: the running one; or one that is to come
	Amount      *money.Yen
	DueOn       *string // empty: no longer agreed
	Scope       *string
	Criteria    *[]string
	Reason      string // required, checked where it is read

	Terms string // the document of the terms in force, which the door hands in
}

// Verb is "change".
func (RequestChange) Verb() Verb { return VerbRequestChange }

func (RequestChange) check(s *step) error {
	if s.c.Amendment.Undecided() {
		return s.conflict(refusal.ChangeOpen, "", "A change of the terms is under way already; there can be one at a time.")
	}
	return s.undecidedEnd()
}

func (r RequestChange) apply(s *step) error {
	i := s.c.Current
	if r.MilestoneID != "" {
		i = slices.IndexFunc(s.c.Milestones, func(m Milestone) bool { return m.ID == r.MilestoneID })
	}
	if i < s.c.Current {
		return refusal.Invalid("milestone_id", "R1.6", "Only the running milestone and those to come can be changed.")
	}
	m := s.c.Milestones[i]
	old := Changeable{Amount: m.Amount, DueOn: m.DueOn, Scope: ScopeOf(r.Terms), Criteria: lines(s.c.Criteria)}
	a := &Amendment{
		ID: s.IDs.New(id.Change, s.Now), State: ChangeOpen, By: s.role, MilestoneID: m.ID, Old: old, New: r.changed(old),
		Reason: r.Reason, AskedAt: s.Now, DueAt: s.periodOf(s.c.Policy().ChangeDays),
	}
	if err := s.changeable(a); err != nil {
		return err
	}
	document := amended(r.Terms, s.c, a, s.Occasion)
	a.TermsHash = HashOf(document)
	s.c.Amendment, s.change.Terms = a, document
	s.record(ChangeRequested, a.data(canonical.Object{"reason": a.Reason, "answer_by": a.DueAt.String()}))
	return nil
}

func (r RequestChange) changed(c Changeable) Changeable {
	if r.Amount != nil {
		c.Amount = *r.Amount
	}
	if r.DueOn != nil {
		c.DueOn = *r.DueOn
	}
	if r.Scope != nil {
		c.Scope = *r.Scope
	}
	if r.Criteria != nil {
		c.Criteria = lines(*r.Criteria)
	}
	return c
}

// lines writes each criterion as one line.
func lines(criteria []string) string {
	all := slices.Clone(criteria)
	for i, one := range all {
		all[i] = strings.ReplaceAll(one, "\n", " ")
	}
	return strings.Join(all, "\n")
}

// changeable refuses what cannot be asked for: nothing at all, an amount out of
// bounds, and less money once work was delivered (R1.6).
func (s *step) changeable(a *Amendment) error {
	delivered := s.c.State == Delivered || s.c.State == Revising
	switch {
	case a.New == a.Old:
		return refusal.Invalid("", "R1.6", "Nothing would change: give a new amount, due date, scope or acceptance criteria.")
	case a.New.Amount < 1 || s.c.Amount+a.Difference() > money.Max:
		return refusal.Invalid("amount", "R1.6", "The amount is at least 1 yen.")
	case len(a.New.Lines()) > MaxCriteria:
		return refusal.Invalid("criteria", "R1.4", fmt.Sprintf("There can be at most %d acceptance criteria.", MaxCriteria))
	case delivered && a.Difference() < 0 && s.c.touchesEscrow(a):
		return s.conflict(refusal.AmountOnlyUp, "R1.6", "Work was delivered for this milestone: its amount can only go up.")
	}
	return nil
}
