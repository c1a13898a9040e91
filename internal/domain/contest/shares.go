package contest

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
)

type instant = calendar.Instant

// A Share is what one entry gets of one prize when nobody chooses.
type Share struct {
	PrizeID, EntryID, WorkerID string
	Amount                     money.Yen // before fee and tax
}

// Shares divides each prize that is held equally among the entries that stand
// and have won none. What does not divide goes, yen and all, to the earliest; an
// entry whose part would be nothing gets none (R8.1, R0.4).
func (c *Contest) Shares() (all []Share) {
	n := money.Yen(c.Count(EntryValid))
	if n == 0 {
		return nil
	}
	for _, p := range c.Prizes {
		if p.State != PrizeHeld {
			continue
		}
		amount := p.Amount/n + p.Amount%n // the earliest
		for _, e := range c.Entries {
			if e.State != EntryValid {
				continue
			}
			if amount > 0 {
				all = append(all, Share{p.ID, e.ID, e.WorkerID, amount})
			}
			amount = p.Amount / n
		}
	}
	return all
}
