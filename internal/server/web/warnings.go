package web

import (
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/warning"
	"azukari/internal/server/web/view"
)

// rules are the operator's, or those that come with the program.
func (s *Site) rules() *warning.Rules {
	if s.Warnings != nil {
		return s.Warnings
	}
	return warning.Default()
}

// around is the situation of a contract's messages.
func (v *visit) around(c *contract.Contract) (warning.Situation, error) {
	r, err := v.latestOutside(c.ID)
	return warning.Situation{Funded: c.State != contract.AwaitingEscrow, ContactApproved: r.State == outside.Approved}, err
}

// warns puts a warning on the form if its text is risky and its sender has not
// seen why yet (R2.4, R11.5). Nothing is kept of it, and nobody else is told.
func (e *entered) warns(field, text string, s warning.Situation) bool {
	if !e.fit() || e.r.PostFormValue("warned") != "" {
		return false
	}
	found := e.rules().Check(text, s)
	if len(found) == 0 {
		return false
	}
	e.form.Warning = &view.Warning{Field: field, Pieces: pieces(text, found),
		Risks: e.risks(found, func(w words.Warning) words.Text { return w.Sender }),
	}
	return true
}

// risks names the kinds among the findings, each once.
func (v *visit) risks(found []warning.Finding, why func(words.Warning) words.Text) (all []view.Risk) {
	for _, k := range warning.Kinds {
		if warning.Has(found, k) {
			w := words.Warnings[string(k)]
			all = append(all, view.Risk{Title: v.t(w.Title), Why: v.t(why(w))})
		}
	}
	return all
}

// received is why a text of somebody else is risky.
func (v *visit) received(text string, s warning.Situation) []view.Risk {
	return v.risks(v.rules().Check(text, s), func(w words.Warning) words.Text { return w.Reader })
}

// warnReader adds to the other side's messages why they are risky.
func (v *visit) warnReader(t *view.Thread, s warning.Situation) {
	for i, m := range t.Messages {
		if !m.Mine && !m.Platform {
			t.Messages[i].Risks = v.received(m.Body, s)
		}
	}
}

// pieces cuts a text at what was found in it.
func pieces(text string, found []warning.Finding) (all []view.Piece) {
	at := 0
	for _, f := range found {
		if f.To <= at {
			continue
		}
		from := max(at, f.From)
		if from > at {
			all = append(all, view.Piece{Text: text[at:from]})
		}
		all = append(all, view.Piece{Text: text[from:f.To], Risky: true})
		at = f.To
	}
	if at < len(text) {
		all = append(all, view.Piece{Text: text[at:]})
	}
	return all
}
