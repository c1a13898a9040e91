package contest

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
)

// Award (受賞者の決定) gives one prize to one entry, which forms the contract for
// the final files: funded already, by the prize where it stands (R8.1).
type Award struct {
	PrizeID    string
	EntryID    string
	ContractID string // the contract that is formed with it
}

// Verb is "award".
func (Award) Verb() Verb { return VerbAward }

func (Award) check(*step) error { return nil }

func (a Award) apply(s *step) error {
	p, e := s.c.Prize(a.PrizeID), s.c.Entry(a.EntryID)
	switch {
	case p == nil:
		return refusal.Invalid("prize", "R8.1", "This contest has no such prize.")
	case e == nil:
		return refusal.Invalid("entry", "R8.1", "This contest has no such entry.")
	case p.State != PrizeHeld:
		return s.conflict("This prize is " + string(p.State) + " already.")
	case e.State != EntryValid:
		return s.conflict("This entry is " + string(e.State) + "; an entry wins one prize, and one that was withdrawn none.")
	}
	p.State, p.EntryID, p.ContractID = PrizeAwarded, e.ID, a.ContractID
	e.State = EntryWon
	s.record(Won, canonical.Object{
		"prize_id": p.ID, "entry_id": e.ID, "number": e.Number, "amount": int64(p.Amount), "contract_id": a.ContractID,
	})
	switch {
	case s.c.Held() == 0:
		s.enter(Completed)
		s.record(CompletedFact, canonical.Object{"awarded": s.c.Awarded()})
	case s.c.Count(EntryValid) == 0:
		s.nothingLeft()
	}
	return nil
}
