package contest

import (
	"fmt"

	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/policy"
)

// Post makes the contest of a job that awaits its escrow: nobody else sees it
// before the prizes are funded (R2.2).
func Post(j job.Job, rules Rules, prizes []money.Yen, on event.Occasion) (Change, error) {
	p := on.Policy()
	if err := rules.fit(prizes, on, p); err != nil {
		return Change{}, err
	}
	s := &step{Occasion: on, role: Client}
	s.change.Contest = Contest{
		JobID: j.ID, ClientID: j.ClientID, Title: j.Title, MachineVersion: Machine.Version, PolicyVersion: p.Version,
		Rules: rules, PostedAt: on.Now, ClockedAt: on.Now, Head: event.Genesis,
	}
	s.c = &s.change.Contest
	for _, amount := range prizes {
		s.c.Prizes = append(s.c.Prizes, Prize{ID: on.IDs.New(id.Milestone, on.Now), Amount: amount, State: PrizePending})
	}
	s.enter(AwaitingEscrow)
	s.c.Until = min(on.Calendar.EndOfDays(on.Now, p.EscrowDays), rules.EntriesUntil)
	s.record(Posted, canonical.Object{
		"prize_amounts": amounts(prizes), "entries_until": rules.EntriesUntil.String(), "guaranteed_entries": rules.Guaranteed,
		"entries_shown_to": rules.shownTo(), "fund_by": s.c.Until.String(),
	})
	return s.finish(), nil
}

func amounts(prizes []money.Yen) []int {
	all := make([]int, len(prizes))
	for i, p := range prizes {
		all[i] = int(p)
	}
	return all
}

func (r Rules) shownTo() string {
	if r.Shown {
		return "all"
	}
	return "client"
}

// fit refuses rules that nobody could rely on.
func (r Rules) fit(prizes []money.Yen, on event.Occasion, p *policy.Policy) error {
	var sum money.Yen
	for i, prize := range prizes {
		switch {
		case prize < 1 || prize > money.Max:
			return refusal.Invalid("contest.prizes", "R8.1", "Each prize is at least 1 yen.")
		case i > 0 && prize > prizes[i-1]:
			return refusal.Invalid("contest.prizes", "R8.1", "Name the prizes from the highest to the lowest.")
		}
		if sum += prize; sum > money.Max {
			return refusal.Invalid("contest.prizes", "R8.1", "The prizes together are more than one contest can hold.")
		}
	}
	switch {
	case len(prizes) < 1 || len(prizes) > p.ContestPrizes:
		return refusal.Invalid("contest.prizes", "R8.1", fmt.Sprintf("A contest has 1 to %d prizes.", p.ContestPrizes))
	case r.EntriesUntil <= on.Calendar.EndOfDays(on.Now, 0):
		return refusal.Invalid("contest.entries_until", "R8.1", "Entries end tomorrow at the earliest.")
	case r.EntriesUntil > on.Calendar.EndOfDays(on.Now, p.ContestLongest):
		return refusal.Invalid("contest.entries_until", "R8.1", fmt.Sprintf("Entries end within %d days.", p.ContestLongest))
	case r.Guaranteed < 1 || r.Guaranteed > p.ContestEntries:
		return refusal.Invalid("contest.guaranteed_entries", "R8.1", fmt.Sprintf("The guaranteed number of entries is 1 to %d.", p.ContestEntries))
	case len(r.Criteria) > contract.MaxCriteria:
		return refusal.Invalid("contest.criteria", "R1.4", fmt.Sprintf("There can be at most %d acceptance criteria.", contract.MaxCriteria))
	case r.InspectionDays < 1 || r.InspectionDays > contract.MaxInspectionDays:
		return refusal.Invalid("contest.inspection_days", "R1.4", fmt.Sprintf("The inspection takes 1 to %d days.", contract.MaxInspectionDays))
	case r.RevisionRounds < 0 || r.RevisionRounds > contract.MaxRevisionRounds:
		return refusal.Invalid("contest.revision_rounds", "R1.4", fmt.Sprintf("There can be 0 to %d revision rounds.", contract.MaxRevisionRounds))
	}
	return nil
}
