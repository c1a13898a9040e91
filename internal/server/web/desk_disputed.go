package web

import (
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/server/web/view"
)

// disputed is the contract of the dispute of the address, while that is open.
func (v *visit) disputed() (contract.Contract, error) {
	id := v.r.PathValue("id")
	of, err := v.Engine.Store.ContractOfDispute(v.ctx, id)
	if err != nil {
		return contract.Contract{}, err
	}
	on, err := v.Engine.Store.Contract(v.ctx, of)
	if err == nil && (on.Dispute == nil || on.Dispute.ID != id || !on.Dispute.Open()) {
		err = refusal.Conflict(refusal.StateConflict, "R7.2", "This dispute is decided already.").In(string(on.State))
	}
	return on, err
}

// disputedTerms hands out the terms in force to whoever decides on the dispute.
func disputedTerms(v *visit) error {
	on, err := v.disputed()
	if err != nil {
		return err
	}
	if on.RoleOf(v.who()) != contract.Operator {
		return refusal.Denied("R13.2", "Another operator decides what concerns you.")
	}
	return v.handOutTerms(on, on.TermsHash)
}

// work shows what was agreed, delivered and sent back, for who decides; the
// content of the files opens with the messages.
func (c *casing) work() error {
	l := c.look
	w := &view.DisputedWork{Terms: c.view.Path + "/terms.pdf", Criteria: l.c.Criteria, Asked: l.revisions(c.events)}
	if t := l.c.Termination; t != nil {
		if t.State == contract.TerminationDeclined {
			w.Asked = append(w.Asked, l.endDeclined(t))
		}
		w.Asked = append(w.Asked, l.endAsked(t))
	}
	var err error
	if w.Delivered, err = l.delivered(c.events); err != nil {
		return err
	}
	open := c.view.Messages != nil && c.view.Messages.Opened
	if w.Delivered != nil {
		for _, d := range append(w.Delivered.Earlier, *w.Delivered) {
			deskFiles(l.c.ID, d.Files, open)
			switch {
			case len(d.Files) == 0 || open:
			case c.view.Messages == nil:
				w.Closed = c.t(words.DeskFilesRole)
			default:
				w.Closed = c.t(words.DeskFilesShut)
			}
		}
	}
	c.view.Work = w
	return nil
}
