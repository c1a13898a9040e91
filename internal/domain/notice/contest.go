package notice

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/event"
)

// in says which people of a contest a notification is for.
type in int

const (
	theHost     in = iota // the client
	theEntrants           // everybody with an entry that stands, once each
	theSharers            // … of those whose entry won nothing
)

type contestLine struct {
	kind Kind
	to   in
	mail bool
}

// toldOfContests is the table of who hears of what in a contest. The winner of a
// prize hears of it by the contract that it forms.
var toldOfContests = map[event.Kind][]contestLine{
	contest.EscrowDue:      {{"contest.escrow_due", theHost, true}},
	contest.EscrowFailed:   {{"contest.escrow_failed", theHost, true}},
	contest.EscrowReturned: {{"contest.escrow_returned", theHost, true}},
	contest.Funded:         {{"contest.funded", theHost, true}},
	contest.Entered:        {{"contest.entered", theHost, false}},
	contest.ClosedEarly:    {{"contest.closed_early", theEntrants, false}},
	contest.ChoiceOpen:     {{"contest.choosing", theHost, true}},
	contest.ChoiceReminder: {{"contest.choice_reminder", theHost, true}},
	contest.CompletedFact:  {{"contest.completed", theSharers, true}},
	contest.PrizesShared:   {{"contest.shared", theHost, true}, {"contest.shared", theSharers, true}},
	contest.PrizesReturned: {{"contest.prizes_returned", theHost, true}},
	contest.TooFewEntries:  {{"contest.refunded", theHost, true}, {"contest.refunded", theEntrants, true}},
	contest.CancelledFact:  {{"contest.cancelled", theHost, true}},
}

// OfContest lists the notices of one fact of a contest.
func OfContest(c contest.Contest, f event.Fact, ids *id.Minter) (notices []Notice) {
	data := withTitle(f.Data, c.Title)
	data["job_id"] = c.JobID
	text := canonical.Marshal(data)
	for _, l := range toldOfContests[f.Kind] {
		for _, account := range l.people(c) {
			n := Notice{
				ID: ids.New(id.Notification, f.At), AccountID: account, Kind: l.kind, Data: text, At: f.At, Mail: NoMail, StaleAt: stale(f),
			}
			if l.mail {
				n.Mail, n.MailAt = Queued, f.At
			}
			notices = append(notices, n)
		}
	}
	return notices
}

func (l contestLine) people(c contest.Contest) (accounts []string) {
	if l.to == theHost {
		return []string{c.ClientID}
	}
	told := map[string]bool{}
	for _, e := range c.Entries {
		stands := e.State == contest.EntryValid || l.to == theEntrants && e.State == contest.EntryWon
		if stands && !told[e.WorkerID] {
			told[e.WorkerID] = true
			accounts = append(accounts, e.WorkerID)
		}
	}
	return accounts
}
