package todo

import (
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/message"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/task"
)

// A Standing is all that can wait for one person, as it is kept.
type Standing struct {
	Contracts []contract.Contract // theirs that have not ended
	Unrated   []contract.Contract // theirs that they may still rate
	Contacts  []Contact           // requests to be in touch outside, on those contracts
	Contests  []contest.Contest   // theirs as a client that have not ended
	Tasks     []task.Task         // theirs as a client that have not ended
	Answers   []Answer            // theirs in tasks, held or rejected
	Offers    []Offer             // that await their answer
	Threads   []message.Thread    // with something that they have not read
}

// An Offer is a proposal with its job's title.
type Offer struct {
	job.Proposal
	Title string
}

// A Contact is a request to be in touch outside, with its contract.
type Contact struct {
	outside.Request
	Contract contract.Contract
}

// An Answer is one's own in a task.
type Answer struct {
	task.Answer
	Task task.Task
}

// List is what waits for the caller, the earliest deadline first.
func List(s Standing, on event.Occasion) []Item {
	items := []Item{}
	for _, c := range s.Contracts {
		items = append(items, OfContract(contract.CatchUp(c, on).Contract, on)...)
	}
	for _, c := range s.Contests {
		items = append(items, OfContest(contest.CatchUp(c, on).Contest, on)...)
	}
	for _, t := range s.Tasks {
		items = append(items, OfTask(task.CatchUp(t, nil, on).Task)...)
	}
	for _, a := range s.Answers {
		items = append(items, OfAnswer(a, on)...)
	}
	for _, r := range s.Contacts {
		items = append(items, ofContact(r, on)...)
	}
	items = append(items, ofOffers(s.Offers, on.Who.Account)...)
	for _, t := range s.Threads {
		items = append(items, Item{
			Act: ReadMessages, ProposalID: t.ID, ContractID: t.ContractID, Title: t.Title, Waits: t.OtherID, Count: t.Unread, Since: t.UnreadAt,
		})
	}
	for _, c := range s.Unrated {
		items = append(items, Item{Act: Rate, ContractID: c.ID, Title: c.Title, Since: c.Since, Due: c.RateBy(on.Calendar)})
	}
	return inOrder(items)
}

// OfContest is what waits for the caller on a contest, as the clock leaves it at
// the occasion.
func OfContest(c contest.Contest, on event.Occasion) (items []Item) {
	waits := func(act Act, due calendar.Instant, outcome contract.Outcome) {
		items = append(items, Item{Act: act, JobID: c.JobID, Title: c.Title, Since: c.Since, Due: due, Outcome: outcome})
	}
	for _, a := range contest.Actions(c, on) {
		switch a.Command {
		case contest.VerbFund:
			if p := c.Payment; p == nil || p.State != contract.PaymentOrdered {
				waits(FundContest, c.Until, contract.OutcomeCancelled)
			}
		case contest.VerbAward:
			waits(ChooseWinners, c.Until, Shared)
		}
	}
	return items
}

// OfTask is what waits for the client of a task.
func OfTask(t task.Task) (items []Item) {
	waits := func(act Act, since, due calendar.Instant, count int, outcome contract.Outcome) {
		items = append(items, Item{Act: act, JobID: t.JobID, Title: t.Title, Since: since, Due: due, Count: count, Outcome: outcome})
	}
	switch {
	case t.State == task.AwaitingEscrow && (t.Payment == nil || t.Payment.State != contract.PaymentOrdered):
		waits(FundTask, t.Since, t.Until, 0, contract.OutcomeCancelled)
	case t.State == task.Reviewing && t.Waiting > 0:
		waits(ReviewAnswers, t.Since, t.Until, t.Waiting, Paid)
	case t.State == task.Open && t.Waiting > 0:
		waits(ReviewAnswers, t.UpdatedAt, 0, t.Waiting, "")
	}
	return items
}

// OfAnswer is what waits for the worker of an answer, as the clock leaves it.
func OfAnswer(a Answer, on event.Occasion) (items []Item) {
	if done := task.CatchUp(a.Task, []task.Answer{a.Answer}, on).Answers; len(done) > 0 {
		a.Answer = done[0]
	}
	waits := func(act Act, since calendar.Instant, outcome contract.Outcome) {
		items = append(items, Item{Act: act, JobID: a.JobID, AnswerID: a.ID, Title: a.Task.Title, Since: since, Due: a.Until, Outcome: outcome})
	}
	switch a.State {
	case task.AnswerHeld:
		waits(HandIn, a.TakenAt, Lost)
	case task.AnswerRejected:
		waits(Appeal, a.DecidedAt, Stands)
	}
	return items
}

// ofContact is an answer that the other side's request awaits.
func ofContact(r Contact, on event.Occasion) []Item {
	if r.Contract.Ended() || !slices.Contains(outside.Verbs(r.Contract, r.Seen(on.Now), on.Who), outside.VerbAgree) {
		return nil
	}
	return []Item{{Act: AnswerContact, ContractID: r.ContractID, Title: r.Contract.Title, Waits: r.Contract.Party(r.By), Since: r.AskedAt, Due: r.AnswerBy, Outcome: Nothing}}
}

// ofOffers is one line for each job that received proposals, and one for each
// counter-offer.
func ofOffers(offers []Offer, account string) (items []Item) {
	ofJob := map[string]int{}
	for _, o := range offers {
		if o.WorkerID == account {
			items = append(items, Item{Act: AnswerCounter, ProposalID: o.ID, Title: o.Title, Waits: o.ClientID, Since: o.CreatedAt})
			continue
		}
		at, known := ofJob[o.JobID]
		if !known {
			ofJob[o.JobID] = len(items)
			items = append(items, Item{Act: AnswerProposals, JobID: o.JobID, ProposalID: o.ID, Title: o.Title, Waits: o.WorkerID, Count: 1, Since: o.CreatedAt})
			continue
		}
		i := &items[at]
		i.Count, i.ProposalID, i.Waits, i.Since = i.Count+1, "", "", min(i.Since, o.CreatedAt)
	}
	return items
}
