package stories

import (
	"fmt"
	"strconv"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/engine/transact"
)

// The lines that stories of contests are told in:
//
//	posted prizes=30000|10000 until=2026-12-10 guaranteed=2 shown
//	client fund-contest
//	worker enter text=… · worker withdraw-entry entry=1 · client favour entry=2
//	client close · client award prize=1 entry=2 · client cancel-contest
//	contest choosing entries=3 held=40000 awarded=0 job=closed until=…
//	money client=0 worker=78000 fee=20000

// postContest lets the client post a contest, which is then the story's.
func (tl *teller) postContest(l line) error {
	_, err := tl.outcome(l, func() (any, error) {
		until := l.arg("until", "2026-12-10")
		last, err := calendar.ParseDate(until)
		if err != nil {
			return nil, err
		}
		rules := contest.Rules{
			EntriesUntil: tl.engine.Calendar.EndOfDays(tl.engine.Calendar.StartOf(last), 0), Guaranteed: int(l.yen("guaranteed", 1)), Shown: l.has("shown"),
			Criteria: l.list("criteria"), InspectionDays: 7, RevisionRounds: 2,
		}
		var prizes []money.Yen
		for _, p := range l.list("prizes") {
			n, err := strconv.ParseInt(p, 10, 64)
			if err != nil {
				return nil, err
			}
			prizes = append(prizes, money.Yen(n))
		}
		outcome, err := tl.engine.Door.Do(tl.ctx, transact.Request{Actor: tl.actor("client"), Command: transact.PostContest{
			Job: job.Job{Format: job.Contest, Title: "ロゴのデザイン", Description: "喫茶店のロゴ", Category: "デザイン"}, Rules: rules, Prizes: prizes,
		}})
		if err == nil {
			tl.job = outcome.Result.(transact.Competition).Job.ID
		}
		return outcome.Result, err
	})
	return err
}

// contestCommand reads a line that is about the contest.
func contestCommand(l line, tl *teller) (transact.Command, bool) {
	on := func(c contest.Command) (transact.Command, bool) {
		return transact.OnContest{JobID: tl.job, Command: c}, true
	}
	of := func(c contest.Command) (transact.Command, bool) {
		return transact.OnEntry{JobID: tl.job, EntryID: tl.entry(l), Command: c}, true
	}
	switch l.verb {
	case "enter":
		return transact.EnterContest{JobID: tl.job, Text: l.long("text", "三案あります")}, true
	case "withdraw-entry":
		return of(contest.WithdrawEntry{EntryID: tl.entry(l)})
	case "favour":
		return of(contest.Favour{EntryID: tl.entry(l), On: true})
	case "close":
		return on(contest.Close{})
	case "cancel-contest":
		return on(contest.Cancel{})
	case "award":
		c := tl.contest()
		prize := "mst_unknown"
		if n := int(l.yen("prize", 1)); n <= len(c.Prizes) {
			prize = c.Prizes[n-1].ID
		}
		return transact.AwardPrize{JobID: tl.job, PrizeID: prize, EntryID: tl.entry(l)}, true
	}
	return nil, false
}

// compete gives a command to the contest; a contract that it forms is the
// story's from then on.
func (tl *teller) compete(l line, cmd transact.Command) (any, error) {
	outcome, err := tl.engine.Door.Do(tl.ctx, transact.Request{Actor: tl.actor(l.subject), Command: cmd})
	if err != nil {
		return nil, err
	}
	if formed := outcome.Result.(transact.Competition).Formed; formed != "" {
		tl.contract = formed
	}
	return outcome.Result, nil
}

func (tl *teller) contest() contest.Contest {
	c, err := tl.engine.Store.Contest(tl.ctx, tl.job)
	if err != nil {
		tl.t.Fatal(err)
	}
	return c
}

// entry is the id of the entry with the number that a line names.
func (tl *teller) entry(l line) string {
	n := int(l.yen("entry", 1))
	for _, e := range tl.contest().Entries {
		if e.Number == n {
			return e.ID
		}
	}
	return "prp_unknown"
}

// expectContest compares the contest with what the line says.
func (tl *teller) expectContest(l line) error {
	c := tl.contest()
	j, err := tl.engine.Store.Job(tl.ctx, tl.job)
	if err != nil {
		return err
	}
	got := map[string]string{
		"entries": fmt.Sprint(c.Counted()), "valid": fmt.Sprint(c.Count(contest.EntryValid)), "held": fmt.Sprint(int64(c.Held())), "awarded": fmt.Sprint(c.Awarded()),
		"until": c.Until.String(), "choose_by": c.ChooseBy.String(), "job": string(j.State), "closed_by": string(c.ClosedBy),
	}
	if p := c.Payment; p != nil {
		got["payment"] = string(p.State)
	}
	if l.verb != string(c.State) {
		return fmt.Errorf("the contest is %s", c.State)
	}
	for name, want := range l.args {
		if got[name] != want {
			return fmt.Errorf("%s is %s", name, got[name])
		}
	}
	for _, e := range c.Entries {
		document, err := tl.engine.Store.EntryDocument(tl.ctx, e.ID)
		if err != nil || contest.HashOf(document) != e.SHA256 {
			return fmt.Errorf("entry %d does not have its hash: %v", e.Number, err)
		}
	}
	return nil
}

// expectMoney compares balances: of people by name, of the house's accounts.
func (tl *teller) expectMoney(l line) error {
	args := map[string]string{}
	for name, want := range l.args {
		args[name] = want
	}
	for name, want := range args {
		account := ledger.Account(name)
		if who, ok := tl.people[name]; ok {
			account = ledger.User(who.ID)
		}
		if got := tl.balance(account); got != want {
			return fmt.Errorf("%s has %s", name, got)
		}
	}
	return nil
}
