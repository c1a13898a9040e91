package live

import (
	"slices"

	"azukari/internal/store"
)

// Clock is the topic of the sandbox's clock.
const Clock = "clock"

// Topics lists what a commit changed, each once: contracts, jobs, threads (by
// the proposal's id), and the accounts whose lists, balances or notifications
// look different now.
func Topics(c store.Changes) []string {
	var keys []string
	if c.Clock != 0 {
		keys = append(keys, Clock)
	}
	for _, j := range c.Jobs {
		keys = append(keys, j.ID, j.ClientID)
	}
	for _, p := range c.Proposals {
		keys = append(keys, p.ID, p.JobID, p.ClientID, p.WorkerID)
	}
	for _, changed := range c.Contracts {
		after := &changed.After
		keys = append(keys, after.ID, after.ProposalID, after.ClientID, after.WorkerID)
	}
	for _, changed := range c.Contests {
		keys = append(keys, changed.After.JobID, changed.After.ClientID)
	}
	for _, changed := range c.Tasks {
		keys = append(keys, changed.After.JobID, changed.After.ClientID)
	}
	for _, a := range c.Works {
		keys = append(keys, a.WorkerID)
	}
	for _, m := range c.Messages {
		keys = append(keys, m.Thread)
	}
	for _, m := range c.Marks {
		keys = append(keys, m.Thread, m.AccountID)
	}
	for _, p := range c.Payouts {
		keys = append(keys, p.AccountID)
	}
	for _, r := range c.Ratings {
		keys = append(keys, r.By)
		if !r.OtherAt.IsZero() { // before, the other side is not to learn of it
			keys = append(keys, r.ContractID, r.Of)
		}
	}
	for _, r := range c.Reports {
		keys = append(keys, r.By)
	}
	for _, n := range c.Notices {
		// A try to mail it changes nothing that its reader sees.
		if n.MailTries == 0 || !n.ReadAt.IsZero() {
			keys = append(keys, n.AccountID)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
