package contest

import (
	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
)

// Actions lists what the caller may do now, in the table's order; what is done
// to an entry is listed when there is one that it could be done to.
func Actions(c Contest, on event.Occasion) []contract.Action {
	actions := []contract.Action{}
	s := begin(c, on)
	if s.role == Worker && !c.Published() {
		return actions
	}
	for _, row := range Machine.Open(c.State, s.role) {
		if s.may(row.Verb) {
			actions = append(actions, contract.Action{Command: row.Verb, Rule: row.Rule, Deadline: c.Until})
		}
	}
	return actions
}

func (s *step) may(v Verb) bool {
	switch v {
	case VerbFund:
		return Fund{}.check(s) == nil
	case VerbCancel:
		return Cancel{}.check(s) == nil
	case VerbEnter:
		return Enter{}.check(s) == nil
	case VerbClose:
		return Close{}.check(s) == nil
	case VerbAward:
		return s.c.Held() > 0 && s.c.Count(EntryValid) > 0
	case VerbWithdrawEntry, VerbFavour:
		for _, e := range s.c.Entries {
			if v == VerbFavour && (Favour{EntryID: e.ID}).check(s) == nil || v == VerbWithdrawEntry && (WithdrawEntry{e.ID}).check(s) == nil {
				return true
			}
		}
	}
	return false
}

// A Deadline is what happens by itself, and when (次にすること).
type Deadline struct {
	Kind    string
	At      calendar.Instant
	Outcome State
}

// Deadline is the end of the contest's state by the clock; none when it is over.
func (c *Contest) Deadline() (d Deadline, ok bool) {
	p, runs := c.period()
	if !runs {
		return Deadline{}, false
	}
	outcome := map[string]State{EscrowDeadline: Cancelled, EntriesDeadline: Choosing, ChoiceDeadline: Shared}[p.deadline]
	if p.deadline == EntriesDeadline && c.Counted() < c.Guaranteed {
		outcome = Refunded
	}
	return Deadline{p.deadline, c.Until, outcome}, true
}
