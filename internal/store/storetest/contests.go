package storetest

import (
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
)

// contested posts a contest with two prizes and pays for it.
func (w *world) contested() contest.Contest {
	w.t.Helper()
	on := w.on(w.by(w.client))
	j := job.Draft(job.Job{ClientID: w.client.ID, Format: job.Contest, Title: "ロゴ", Category: "デザイン", BudgetAmount: 15_001}, w.ids, w.now)
	change, err := contest.Post(j, contest.Rules{
		EntriesUntil: tokyo.EndOfDays(w.now, 5), Guaranteed: 1, Criteria: []string{"読める"}, InspectionDays: 3, RevisionRounds: 1,
	}, []money.Yen{10_001, 5_000}, on)
	w.must(err)
	w.write(store.Changes{Jobs: []job.Job{j}})
	w.contestChange(nil, change)
	return change.Contest
}

// compete gives one command to a contest and commits what comes of it.
func (w *world) compete(c contest.Contest, cmd contest.Command, who contract.Actor) contest.Contest {
	w.t.Helper()
	change, err := contest.Take(c, cmd, w.on(who))
	if err != nil {
		w.t.Fatalf("%s: %v", cmd.Verb(), err)
	}
	return w.contestChange(&c, change)
}

// enter puts an entry in, with its proposal.
func (w *world) enter(c contest.Contest, who account.Account, text string) contest.Contest {
	w.t.Helper()
	p := job.Enter(job.Job{ID: c.JobID, ClientID: c.ClientID}, who.ID, text, w.ids, w.tick())
	w.write(store.Changes{Proposals: []job.Proposal{p}})
	return w.compete(c, contest.Enter{EntryID: p.ID, Text: text}, w.by(who))
}

// contestChange commits a change, and answers with the contest as it is loaded
// again: without documents.
func (w *world) contestChange(before *contest.Contest, change contest.Change) contest.Contest {
	w.t.Helper()
	c := change.Contest
	out := store.Changes{Contests: []store.ContestChange{{Before: before, After: c}}, Transfers: change.Transfers}
	for _, f := range change.Facts {
		out.Events = append(out.Events, store.Event{SubjectID: c.JobID, Fact: f})
	}
	w.must(w.tryWrite(store.Names{Contests: []string{c.JobID}}, out))
	kept := c
	kept.Entries = nil
	for _, e := range c.Entries {
		e.Document = ""
		kept.Entries = append(kept.Entries, e)
	}
	read, err := w.store.Contest(w.ctx(), c.JobID)
	w.same("the contest", get(w, read, err), kept)
	w.must(w.store.Write(w.ctx(), store.Names{Contests: []string{c.JobID, "job_none"}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the contests loaded", rows.Contests, map[string]contest.Contest{c.JobID: kept})
		return store.Changes{}, nil
	}))
	return kept
}

func contestsComeBackAfterEveryCommand(w *world) {
	c := w.contested()
	due := func() []store.Due {
		found, err := w.store.Due(w.ctx(), 0, c.Until, 10)
		return get(w, found, err)
	}
	w.same("what is due of it", due()[0], store.Due{At: c.Next.At, Room: store.ContestRoom, ID: c.JobID})
	c = w.compete(c, contest.Fund{}, w.by(w.client))
	orders, err := w.store.OpenOrders(w.ctx())
	w.same("the open order", get(w, orders, err), []store.Order{{Room: store.ContestRoom, ID: c.JobID, PaymentID: c.Payment.ID, Amount: 15_001}})
	c = w.compete(c, contest.SettlePayment{PaymentID: c.Payment.ID, Paid: true}, contract.Actor{System: contract.Gateway})
	held, err := w.store.Balance(w.ctx(), ledger.Escrow(c.Prizes[1].ID))
	w.same("a prize's escrow", get(w, held, err), money.Yen(5_000))
	c = w.enter(c, w.worker, "一案")
	second := w.person("受注 次郎", "jiro@example.com", false)
	w.write(store.Changes{Accounts: []account.Account{second}})
	c = w.enter(c, second, "二案")
	document, err := w.store.EntryDocument(w.ctx(), c.Entries[0].ID)
	w.same("the hash of what was entered", contest.HashOf(get(w, document, err)), c.Entries[0].SHA256)
	_, err = w.store.EntryDocument(w.ctx(), "prp_none")
	w.refused("what was never entered", err, store.ErrNotFound)
	c = w.compete(c, contest.Favour{EntryID: c.Entries[1].ID, On: true}, w.by(w.client))
	c = w.compete(c, contest.WithdrawEntry{EntryID: c.Entries[1].ID}, w.by(second))

	other := w.contested()
	mine := func(q store.ContestQuery) []string {
		all := paged(w, func(c contest.Contest) string { return c.JobID }, func(p store.Page) ([]contest.Contest, error) { return w.store.Contests(w.ctx(), q, p) })
		ids := []string{}
		for _, one := range all {
			ids = append(ids, one.JobID)
		}
		return ids
	}
	w.same("the client's contests", mine(store.ContestQuery{ClientID: w.client.ID}), []string{other.JobID, c.JobID})
	w.same("the entrant's contests", mine(store.ContestQuery{WorkerID: w.worker.ID}), []string{c.JobID})
	w.same("nobody's contests", mine(store.ContestQuery{ClientID: w.worker.ID}), []string{})

	stale := c
	stale.Version--
	w.refused("a contest that was not read as it is", w.tryWrite(store.Names{Contests: []string{c.JobID}}, store.Changes{Contests: []store.ContestChange{{Before: &stale, After: c}}}), store.ErrRetry)

	clock := contract.Actor{System: contract.Clock}
	w.now = c.Until
	c = w.contestChange(&c, contest.CatchUp(c, w.on(clock)))
	w.now = c.Until
	c = w.contestChange(&c, contest.CatchUp(c, w.on(clock)))
	events, err := w.store.Events(w.ctx(), c.JobID, store.Page{})
	w.same("its events", len(get(w, events, err)), int(c.Events))
	lines, err := w.store.Lines(w.ctx(), ledger.User(w.worker.ID), store.Page{})
	w.same("the shares", len(get(w, lines, err)), 2)
	w.same("what they belong to", lines[0].Subject, c.JobID)
	r, err := w.store.Record(w.ctx(), w.client.ID)
	w.same("contests that lapsed", get(w, r, err).AsClient.ContestsLapsed, 1)
}
