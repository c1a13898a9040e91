package history

import (
	"context"
	"math/rand/v2"
	"strings"

	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// contest reads one from the model, as the clock leaves it now.
func (h *history) contest(jobID string) (contest.Contest, bool) {
	c, err := h.model().store.Contest(context.Background(), jobID)
	if err != nil {
		return c, false
	}
	on := event.Occasion{Now: h.now(), Calendar: h.model().engine.Calendar, IDs: id.NewMinter(rand.NewChaCha8([32]byte{}))}
	return contest.CatchUp(c, on).Contest, true
}

// postContest posts one, mostly funded at once.
func (h *history) postContest() {
	who := h.anyone()
	cal := h.model().engine.Calendar
	rules := contest.Rules{
		EntriesUntil: cal.EndOfDays(h.now(), h.between("days", 0, 12)), Guaranteed: oneOf(h, "guaranteed", []int{1, 1, 1, 2, 3, 0}),
		Shown: h.maybe("shown"), Criteria: []string{"期限を守る"}, InspectionDays: h.between("inspection", 1, 8), RevisionRounds: h.between("rounds", 0, 2),
	}
	prizes := []money.Yen{h.amount()}
	for range h.between("prizes", 0, 2) {
		prizes = append(prizes, max(1, prizes[len(prizes)-1]/oneOf(h, "less", []money.Yen{1, 2, 3, 7})))
	}
	made, err := h.do(who, transact.PostContest{
		Job: job.Job{Format: job.Contest, Title: "ロゴのコンペ", Description: "図案を募集します", Category: "デザイン", BudgetAmount: prizes[0]}, Rules: rules, Prizes: prizes,
	})
	if err != nil {
		return
	}
	c := made.(transact.Competition)
	h.contests, h.jobs = append(h.contests, c.Job.ID), append(h.jobs, c.Job.ID)
	if h.between("unfunded", 0, 5) > 0 {
		h.payContest(who, c.Job.ID, gateway.Succeed)
	}
}

func (h *history) payContest(who contract.Actor, jobID string, mood gateway.Mood) {
	for _, one := range h.houses {
		one.engine.Sandbox.Gateway.Next(mood)
	}
	h.keyed(&repeat{who: who, contest: jobID})
}

// compete does one thing to a contest: mostly something that its state allows to
// who does it.
func (h *history) compete() {
	var running []string
	for _, one := range h.contests {
		if c, _ := h.contest(one); !c.Ended() {
			running = append(running, one)
		}
	}
	if len(running) == 0 || len(running) < 2 && h.maybe("another") {
		h.postContest()
		return
	}
	jobID := oneOf(h, "contest", running)
	if h.between("any contest", 0, 7) == 0 {
		jobID = h.one(h.contests, id.Job)
	}
	c, _ := h.contest(jobID)
	client := contract.Actor{Account: c.ClientID}
	who := h.anyone()
	if h.between("the client", 0, 3) == 0 {
		who = client
	}
	e := contest.Entry{ID: "prp_000000000000000000000000"}
	if len(c.Entries) > 0 {
		e = oneOf(h, "entry", c.Entries)
	}
	what := []string{"enter", "enter", "withdraw", "favour", "close", "cancel", "fund", "award", "award"}
	switch c.State {
	case contest.AwaitingEscrow:
		what = []string{"fund", "fund", "fund", "cancel", "enter"}
		who = oneOf(h, "payer", []contract.Actor{client, client, client, who})
	case contest.Open:
		what = []string{"enter", "enter", "enter", "enter", "withdraw", "favour", "close", "close", "fund", "award"}
	case contest.Choosing:
		what = []string{"award", "award", "award", "withdraw", "favour", "enter"}
	}
	on := func(who contract.Actor, cmd transact.Command) { h.keyed(&repeat{who: who, cmd: cmd}) }
	switch oneOf(h, "what", what) {
	case "enter":
		on(who, transact.EnterContest{JobID: jobID, Text: oneOf(h, "text", []string{"一案", "二案\n三案", ""}), Links: oneOf(h, "links", [][]string{nil, {"https://example.jp/a"}})})
	case "withdraw":
		owner := oneOf(h, "owner", []contract.Actor{{Account: e.WorkerID}, {Account: e.WorkerID}, who})
		on(owner, transact.OnEntry{JobID: jobID, EntryID: e.ID, Command: contest.WithdrawEntry{EntryID: e.ID}})
	case "favour":
		on(oneOf(h, "marker", []contract.Actor{client, who}), transact.OnEntry{JobID: jobID, EntryID: e.ID, Command: contest.Favour{EntryID: e.ID, On: h.maybe("on")}})
	case "close":
		on(oneOf(h, "closer", []contract.Actor{client, client, who}), transact.OnContest{JobID: jobID, Command: contest.Close{}})
	case "cancel":
		on(client, transact.OnContest{JobID: jobID, Command: contest.Cancel{}})
	case "fund":
		h.payContest(who, jobID, oneOf(h, "mood", []gateway.Mood{gateway.Succeed, gateway.Succeed, gateway.Fail, gateway.Delay, gateway.Duplicate}))
	case "award":
		prize := "mst_000000000000000000000000"
		if len(c.Prizes) > 0 {
			prize = oneOf(h, "prize", c.Prizes).ID
		}
		who := oneOf(h, "chooser", []contract.Actor{client, client, client, who})
		made, err := h.do(who, transact.AwardPrize{JobID: jobID, PrizeID: prize, EntryID: e.ID})
		if err == nil {
			h.contracts, h.proposals = append(h.contracts, made.(transact.Competition).Formed), append(h.proposals, e.ID)
		}
	}
}

// askContests draws a question about contests.
func (h *history) askContests(who string) func(store.Reader) (any, error) {
	ctx, jobID := context.Background(), h.one(h.contests, id.Job)
	c, _ := h.contest(jobID)
	switch oneOf(h, "about", []string{"one", "list", "events", "document"}) {
	case "one":
		return func(r store.Reader) (any, error) { return value(r.Contest(ctx, jobID)) }
	case "events":
		p := store.Page{Limit: oneOf(h, "limit", []int{1_000, 1, 2})}
		if events := must(h.model().store.Events(ctx, jobID, store.Page{})); len(events) > 0 && h.maybe("cursor") {
			p.Cursor = oneOf(h, "after", events).ID
		}
		return func(r store.Reader) (any, error) { return rows(r.Events(ctx, jobID, p)) }
	case "document":
		if len(c.Entries) > 0 {
			entry := oneOf(h, "entry", c.Entries).ID
			return func(r store.Reader) (any, error) { return value(r.EntryDocument(ctx, entry)) }
		}
	}
	q := oneOf(h, "query", []store.ContestQuery{{}, {ClientID: who}, {WorkerID: who}})
	p := store.Page{Limit: oneOf(h, "limit", []int{1_000, 1, 2})}
	return func(r store.Reader) (any, error) { return rows(r.Contests(ctx, q, p)) }
}

// entered recomputes the hash of each entry from what is kept of it, and holds
// the numbers and times to their order (R8.1).
func (h *history) entered(one *house) {
	ctx := context.Background()
	for _, jobID := range h.contests {
		c := must(one.store.Contest(ctx, jobID))
		for i, e := range c.Entries {
			document := must(one.store.EntryDocument(ctx, e.ID))
			if contest.HashOf(document) != e.SHA256 || !strings.Contains(document, e.At.String()) || e.Number != i+1 || i > 0 && e.At < c.Entries[i-1].At {
				h.r.Fatalf("%s: entry %d of %s is not what was entered: %+v %s", one.name, i+1, jobID, e, document)
			}
		}
		j := must(one.store.Job(ctx, jobID))
		if open := c.State == contest.Open; open != (j.State == job.Open) {
			h.r.Fatalf("%s: the contest of %s is %s, the job %s", one.name, jobID, c.State, j.State)
		}
		h.seen["contests "+string(c.State)]++
	}
}
