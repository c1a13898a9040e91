package contract

import (
	"encoding/json"
	"slices"

	"azukari/internal/base/canonical"
	"azukari/internal/base/money"
)

// amended is the terms document with a change in it: a document of its own, with
// a hash of its own, that names the one before (R1.4, R1.6).
func amended(terms string, c *Contract, a *Amendment, on Occasion) string {
	var edition struct {
		Edition int `json:"edition"`
	}
	var kept map[string]json.RawMessage
	mustRead(terms, &edition)
	mustRead(terms, &kept)
	document := make(canonical.Object, len(kept)+8)
	for key, value := range kept {
		document[key] = value // as it was: canonical already
	}
	milestones, last := slices.Clone(c.Milestones), len(c.Milestones)-1
	listed := make([]canonical.Object, len(milestones))
	for i, m := range milestones {
		if m.ID == a.MilestoneID {
			m.Amount, m.DueOn = a.New.Amount, a.New.DueOn
		}
		listed[i] = canonical.Object{"title": m.Title, "amount": int64(m.Amount), "due_on": optional(m.DueOn)}
	}
	if milestones[last].ID == a.MilestoneID && a.New.DueOn != a.Old.DueOn {
		document["due_on"] = optional(a.New.DueOn)
	}
	document["amount"], document["milestones"] = int64(c.Amount+a.Difference()), listed
	document["description"] = a.New.Scope
	if a.New.Criteria != a.Old.Criteria {
		document["criteria"] = a.New.Lines()
	}
	document["edition"], document["previous_sha256"] = max(edition.Edition, 1)+1, c.TermsHash
	document["change"] = canonical.Object{
		"id": a.ID, "asked_by": string(a.By), "asked_at": on.Now.String(), "asked_on": on.Calendar.Day(on.Now).String(), "reason": a.Reason,
	}
	return canonical.Marshal(document)
}

// An Edition is what a terms document says of itself.
type Edition struct {
	Number   int       `json:"edition"`         // 1: as formed
	Previous string    `json:"previous_sha256"` // of the terms that it took the place of; empty: as formed
	Amount   money.Yen `json:"amount"`
	AskedOn  string    // the day on which the change was asked for; empty: as formed
}

// EditionOf reads it from a document.
func EditionOf(terms string) Edition {
	var said struct {
		Edition
		Change struct {
			AskedOn string `json:"asked_on"`
		} `json:"change"`
	}
	mustRead(terms, &said)
	said.Number, said.AskedOn = max(said.Number, 1), said.Change.AskedOn
	return said.Edition
}

// ScopeOf is what a terms document says is delivered.
func ScopeOf(terms string) string {
	var said struct {
		Description string `json:"description"`
	}
	mustRead(terms, &said)
	return said.Description
}

// mustRead reads a document that we wrote ourselves.
func mustRead(terms string, into any) {
	if err := json.Unmarshal([]byte(terms), into); err != nil {
		panic("contract: a terms document that cannot be read: " + err.Error())
	}
}
