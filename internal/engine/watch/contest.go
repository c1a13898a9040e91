package watch

import (
	"azukari/internal/base/id"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
	"fmt"
	"math/rand/v2"
	"slices"
)

// contest follows one contest through one commit.
func (w *Watch) contest(c store.ContestChange, facts []event.Fact, m *moved, owed owedNotices) {
	was, is := contest.Contest{}, c.After
	if c.Before != nil {
		was = *c.Before
	}
	known, again := w.contests[is.JobID]
	switch {
	case again != (c.Before != nil) || again && show(was) != known:
		w.wrong("contest %s was written as\n%s\nand loaded as\n%s", is.JobID, known, show(was))
	case is.Version <= was.Version || is.Events != was.Events+int64(len(facts)):
		w.wrong("contest %s went from version %d to %d, and from %d events to %d, with %d", is.JobID, was.Version, is.Version, was.Events, is.Events, len(facts))
	case was.JobID != "" && show(is.Rules) != show(was.Rules):
		w.wrong("contest %s: what entrants relied on has changed", is.JobID)
	case contest.Machine.IsFinal(was.State) && is.State != was.State:
		w.wrong("contest %s was %s and is %s", is.JobID, was.State, is.State)
	case is.Next.At != 0 && is.Next.At <= w.now:
		w.wrong("contest %s: %s is due since %s and was left", is.JobID, is.Next.Kind, is.Next.At)
	case is.Ended() && is.Held() != 0:
		w.wrong("contest %s is %s and holds %d", is.JobID, is.State, is.Held())
	}
	throwaway := id.NewMinter(rand.NewChaCha8([32]byte{}))
	for _, f := range facts {
		if f.At > w.now || f.Actor != contract.Clock && f.At != w.now {
			w.wrong("contest %s: %s by %s at %s, and it is %s", is.JobID, f.Kind, f.Actor, f.At, w.now)
		}
		m.expectOf(is.JobID, f, contestMovements[f.Kind])
		f.Data = nil // as the table of notices sees it
		owed.addAll(notice.OfContest(is, f, throwaway))
	}
	is.Entries = slices.Clone(is.Entries) // documents are kept elsewhere
	for i := range is.Entries {
		is.Entries[i].Document = ""
	}
	w.contests[is.JobID] = show(is)
}

// contestMovements are what each money event of a contest makes: one or more of
// each kind in turn.
var contestMovements = map[event.Kind][]string{
	contest.Funded:         {"deposit", "hold"},
	contest.EscrowReturned: {"deposit", "hold", "refund"},
	contest.PrizesShared:   {"share"},
	contest.PrizesReturned: {"refund"},
	contest.TooFewEntries:  {"refund"},
}

// expectOf takes the transfers of one event away: some of each kind that it
// makes, and no other.
func (m *moved) expectOf(subject string, f event.Fact, kinds []string) {
	var got []string
	m.transfers = slices.DeleteFunc(m.transfers, func(t ledger.Transfer) bool {
		if t.Origin().Cause != f.ID {
			return false
		}
		got = append(got, string(t.Kind()))
		if t.Origin().Subject != subject || t.Origin().At != f.At {
			m.faults = append(m.faults, fmt.Sprintf("transfer %s and its event %s differ in what they belong to or in time", t.ID(), f.ID))
		}
		return true
	})
	if runs := slices.Compact(got); !slices.Equal(runs, kinds) {
		m.faults = append(m.faults, fmt.Sprintf("%s moved %q, not %q", f.Kind, runs, kinds))
	}
}
