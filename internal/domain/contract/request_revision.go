package contract

import (
	"fmt"
	"slices"

	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
)

// RequestRevision (修正依頼) sends delivered work back with a reason and, where
// criteria were agreed, those that fail (R3.2), within the agreed rounds (R3.3).
type RequestRevision struct {
	Reason         string      // required, checked where it is read
	FailedCriteria []Criterion // which of the terms' criteria fail
}

// A Criterion names one line of the acceptance criteria (検収基準), by its text
// or by its place, counted from 0.
type Criterion struct {
	Text  string
	Index int // used when Text is empty
}

// Verb is "request-revision".
func (RequestRevision) Verb() Verb { return VerbRequestRevision }

func (RequestRevision) check(s *step) error {
	if s.c.Milestone().Revisions < s.c.RevisionRounds {
		return nil
	}
	return s.conflict(refusal.RevisionLimitReached, "R3.3", fmt.Sprintf(
		"The agreed %d revision rounds are used up: accept the work, settle by a termination request, or open a dispute.", s.c.RevisionRounds))
}

func (r RequestRevision) apply(s *step) error {
	failed, err := r.failed(s.c.Criteria)
	if err != nil {
		return err
	}
	s.c.Milestone().Revisions++
	s.enter(Revising)
	s.record(RevisionRequested, canonical.Object{
		"milestone_id": s.c.Milestone().ID, "reason": r.Reason, "failed_criteria": failed,
		"round": s.c.Milestone().Revisions, "rounds": s.c.RevisionRounds,
	})
	return nil
}

// failed lists the texts of the criteria that fail, in the terms' order.
func (r RequestRevision) failed(criteria []string) ([]string, error) {
	if len(criteria) > 0 && len(r.FailedCriteria) == 0 {
		return nil, refusal.Invalid("failed_criteria", "R3.2", "The terms have acceptance criteria: name at least one that fails.")
	}
	fails := make([]bool, len(criteria))
	for _, f := range r.FailedCriteria {
		at := f.Index
		if f.Text != "" {
			at = slices.Index(criteria, f.Text)
		}
		if at < 0 || at >= len(criteria) {
			return nil, refusal.Invalid("failed_criteria", "R3.2", "This is not one of the agreed acceptance criteria.")
		}
		fails[at] = true
	}
	texts := []string{}
	for i, text := range criteria {
		if fails[i] {
			texts = append(texts, text)
		}
	}
	return texts, nil
}
