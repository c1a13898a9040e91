package contest

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
)

// WithdrawEntry (提案の取り下げ) takes one's own entry back while it may still be
// chosen. It takes no part in the choice or a split any more; its hash and its
// time stay.
type WithdrawEntry struct{ EntryID string }

// Verb is "entries/withdraw".
func (WithdrawEntry) Verb() Verb { return VerbWithdrawEntry }

func (w WithdrawEntry) check(s *step) error {
	e := s.c.Entry(w.EntryID)
	switch {
	case e == nil || e.WorkerID != s.Who.Account:
		return refusal.NoSuch("entry")
	case e.State != EntryValid:
		return s.conflict("The entry is " + string(e.State) + " already.")
	}
	return nil
}

func (w WithdrawEntry) apply(s *step) error {
	e := s.c.Entry(w.EntryID)
	e.State, e.Favourite = EntryWithdrawn, false
	s.record(EntryTakenBack, canonical.Object{"entry_id": e.ID, "number": e.Number})
	if s.c.State == Choosing && s.c.Count(EntryValid) == 0 {
		s.nothingLeft()
	}
	return nil
}
