package storetest

import (
	"strings"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/store"
)

// twoParts are conditions with two milestones and criteria.
func twoParts(first, second money.Yen) job.Conditions {
	rounds := 1
	return job.Conditions{
		Criteria: []string{"誤字がない", "用語集に従う"}, RevisionRounds: &rounds,
		Milestones: []job.Milestone{{Title: "前半", Amount: first, DueOn: "2026-12-01"}, {Title: "後半", Amount: second}},
	}
}

// contractsComeBackAfterEveryCommand leads one contract through most of what
// can happen, and reads it after every step, by the reader and by the door.
func contractsComeBackAfterEveryCommand(w *world) {
	c := w.formed(300_000, twoParts(100_000, 200_000))
	check := func(what string) {
		w.t.Helper()
		got, err := w.store.Contract(w.ctx(), c.ID)
		w.same("the contract "+what, get(w, got, err), c)
		w.must(w.store.Write(w.ctx(), store.Names{Contracts: []string{c.ID}}, func(rows store.Rows) (store.Changes, error) {
			w.same("the contract as loaded "+what, rows.Contracts, map[string]contract.Contract{c.ID: c})
			return store.Changes{}, nil
		}))
	}
	check("once formed")
	client, worker, desk := w.by(w.client), w.by(w.worker), w.by(w.operator)
	gateway := contract.Actor{System: contract.Gateway}
	step := func(cmd contract.Command, who contract.Actor) {
		w.t.Helper()
		c = w.take(c, cmd, who)
		check("after " + string(cmd.Verb()))
	}
	step(contract.Fund{}, client)
	step(contract.SettlePayment{PaymentID: c.Payment.ID}, gateway)
	step(contract.Fund{}, client)
	step(contract.SettlePayment{PaymentID: c.Payment.ID, Paid: true}, gateway)
	step(contract.Say{Body: "進み具合はいかがですか"}, client)
	w.now = w.now.Add(73 * time.Hour)
	step(contract.RequestNudge{Note: "返事がありません"}, client)
	step(contract.DenyNudge{Code: "too_soon", Reason: "もう少しお待ちください"}, desk)
	w.now = w.now.Add(15 * 24 * time.Hour)
	step(contract.RequestNudge{}, client)
	step(contract.ApproveNudge{}, desk)
	step(contract.Deliver{Note: "前半です", Files: []string{"https://example.com/a"}}, worker)
	step(contract.RequestRevision{Reason: "用語が違います", FailedCriteria: []contract.Criterion{{Index: 1}}}, client)
	step(contract.RequestTermination{Reason: "都合により", WorkerAmount: 20_000}, client)
	step(contract.DeclineTermination{Reason: "続けたい"}, worker)
	step(contract.Deliver{Note: "直しました"}, worker)
	step(contract.Accept{}, client)
	step(contract.Fund{}, client)
	step(contract.SettlePayment{PaymentID: c.Payment.ID, Paid: true}, gateway)
	step(contract.RequestTermination{Reason: "もう一度", WorkerAmount: 0}, worker)
	step(contract.WithdrawTermination{}, worker)
	step(contract.RequestTermination{Reason: "やはり", WorkerAmount: 1}, worker)
	step(contract.DeclineTermination{Reason: "いいえ"}, client)
	step(contract.OpenDispute{Reason: "話し合いが必要"}, client)
	step(contract.OfferSettlement{WorkerAmount: 150_000}, worker)
	step(contract.ResolveDispute{WorkerAmount: 100_000, Reason: "半分ずつ"}, desk)
	step(contract.AcceptOffer{}, client)
}

// replacedRequestsAreKept takes several commands in one batch, in which one
// request is closed and another opened: neither is lost, and at no time are two
// of them open.
func replacedRequestsAreKept(w *world) {
	c := w.funded(50_000, job.Conditions{})
	c = w.take(c, contract.RequestTermination{Reason: "一つ目"}, w.by(w.client))
	first := c.Termination.ID
	before, states := c, []contract.Contract{}
	batch := store.Changes{}
	for _, s := range []struct {
		cmd contract.Command
		who contract.Actor
	}{
		{contract.DeclineTermination{Reason: "いいえ"}, w.by(w.worker)},
		{contract.RequestTermination{Reason: "二つ目"}, w.by(w.worker)},
		{contract.WithdrawTermination{}, w.by(w.worker)},
		{contract.RequestTermination{Reason: "三つ目"}, w.by(w.client)},
	} {
		change, err := contract.Take(c, s.cmd, w.on(s.who))
		w.must(err)
		more := w.changes(nil, change)
		batch.Events, batch.Notices = append(batch.Events, more.Events...), append(batch.Notices, more.Notices...)
		c = change.Contract
		states = append(states, c)
	}
	batch.Contracts = []store.ContractChange{{Before: &before, Between: states[:3], After: c}}
	w.must(w.tryWrite(store.Names{Contracts: []string{c.ID}}, batch))
	got, err := w.store.Contract(w.ctx(), c.ID)
	w.same("the contract", get(w, got, err), c)
	if got.Termination.ID == first {
		w.t.Error("the first request is still the latest")
	}
	// A third batch closes the last one: the schema allows one open request, so
	// this fails if any of the others was left open.
	c = w.take(c, contract.DeclineTermination{Reason: "いいえ"}, w.by(w.worker))
	c = w.take(c, contract.RequestTermination{Reason: "四つ目"}, w.by(w.client))
	got, err = w.store.Contract(w.ctx(), c.ID)
	w.same("the contract with a further request", get(w, got, err), c)
}

func contractsAreFiltered(w *world) {
	unfunded := w.formed(10_000, job.Conditions{})
	nudged := w.funded(20_000, job.Conditions{})
	nudged = w.take(nudged, contract.Say{Body: "いますか"}, w.by(w.client))
	delivered := w.take(w.funded(30_000, twoParts(10_000, 20_000)), contract.Deliver{Note: "できました"}, w.by(w.worker))
	disputed := w.take(w.funded(40_000, job.Conditions{}), contract.Deliver{Note: "できました"}, w.by(w.worker))
	disputed = w.take(disputed, contract.OpenDispute{Reason: "違う"}, w.by(w.client))
	w.now = w.now.Add(80 * time.Hour)
	nudged = w.take(nudged, contract.RequestNudge{}, w.by(w.client))

	// The worker of the others is the client of this one.
	w.client, w.worker = w.worker, w.client
	turned := w.formed(50_000, job.Conditions{})
	w.client, w.worker = w.worker, w.client

	all := []contract.Contract{turned, disputed, delivered, nudged, unfunded}
	tests := []struct {
		what  string
		query store.ContractQuery
		want  []contract.Contract
	}{
		{"all", store.ContractQuery{}, all},
		{"of the client", store.ContractQuery{ClientID: w.client.ID}, all[1:]},
		{"of the worker", store.ContractQuery{WorkerID: w.worker.ID}, all[1:]},
		{"of the turned client", store.ContractQuery{ClientID: w.worker.ID}, all[:1]},
		{"of a party", store.ContractQuery{Party: w.client.ID}, all},
		{"of a stranger", store.ContractQuery{Party: w.operator.ID}, nil},
		{"of both", store.ContractQuery{ClientID: w.client.ID, WorkerID: w.worker.ID}, all[1:]},
		{"delivered", store.ContractQuery{State: contract.Delivered}, []contract.Contract{delivered}},
		{"of a party, unfunded", store.ContractQuery{Party: w.worker.ID, State: contract.AwaitingEscrow}, []contract.Contract{turned, unfunded}},
		{"with an open dispute", store.ContractQuery{DisputeIn: contract.DisputeOpen}, []contract.Contract{disputed}},
		{"everything at once", store.ContractQuery{ClientID: w.client.ID, WorkerID: w.worker.ID, Party: w.client.ID, State: contract.Disputed, DisputeIn: contract.DisputeOpen}, []contract.Contract{disputed}},
	}
	for _, test := range tests {
		got := paged(w, func(c contract.Contract) string { return c.ID }, func(p store.Page) ([]contract.Contract, error) {
			return w.store.Contracts(w.ctx(), test.query, p)
		})
		w.same("contracts "+test.what, got, test.want)
	}
	for state, want := range map[contract.State][]store.NudgeOf{
		"": {{ContractID: nudged.ID, Nudge: *nudged.Nudge}}, contract.NudgeRequested: {{ContractID: nudged.ID, Nudge: *nudged.Nudge}}, contract.NudgeSent: nil,
	} {
		got := paged(w, func(n store.NudgeOf) string { return n.ID }, func(p store.Page) ([]store.NudgeOf, error) {
			return w.store.Nudges(w.ctx(), state, p)
		})
		w.same("nudges "+string(state), got, want)
	}
}

func contractsAreFoundByTheirRequests(w *world) {
	c := w.take(w.funded(20_000, job.Conditions{}), contract.Say{Body: "いますか"}, w.by(w.client))
	w.now = w.now.Add(80 * time.Hour)
	c = w.take(c, contract.RequestNudge{}, w.by(w.client))
	c = w.take(c, contract.Deliver{Note: "できました"}, w.by(w.worker))
	c = w.take(c, contract.OpenDispute{Reason: "違う"}, w.by(w.client))
	of, err := w.store.ContractOfNudge(w.ctx(), c.Nudge.ID)
	w.same("the nudge's contract", get(w, of, err), c.ID)
	of, err = w.store.ContractOfDispute(w.ctx(), c.Dispute.ID)
	w.same("the dispute's contract", get(w, of, err), c.ID)

	document, err := w.store.Terms(w.ctx(), c.ID, c.TermsHash)
	if !strings.Contains(get(w, document, err), c.ID) {
		w.t.Errorf("the terms do not name their contract: %s", document)
	}
	w.must(w.store.Write(w.ctx(), store.Names{Contracts: []string{c.ID}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the terms as loaded", rows.Terms, map[string]string{c.TermsHash: document})
		return store.Changes{}, nil
	}))
}

func eventsChain(w *world) {
	c := w.funded(20_000, job.Conditions{})
	other := w.funded(10_000, job.Conditions{})
	c = w.take(c, contract.Deliver{Note: "<b>&\u2028\"'", Files: []string{"a", "b"}}, w.by(w.worker))
	c = w.wait(c, c.Until)
	for _, c := range []contract.Contract{c, other} {
		links := paged(w, func(e store.Event) string { return e.ID }, func(p store.Page) ([]store.Event, error) {
			return w.store.Events(w.ctx(), c.ID, p)
		})
		var chain event.Chain
		for _, e := range links {
			w.must(chain.Follow(e.Fact))
			if e.SubjectID != c.ID || e.JSON == "" {
				w.t.Errorf("an event of contract %s came back as %+v", c.ID, e)
			}
		}
		w.must(chain.Reached(c.Events, c.Head))
	}
	last, err := w.store.Events(w.ctx(), c.ID, page)
	w.must(err)
	if !last[len(last)-1].Deemed && !last[len(last)-2].Deemed {
		w.t.Error("a deemed acceptance came back as the client's own")
	}
	if want := canonical.Marshal("<b>&\u2028\"'"); !strings.Contains(last[2].JSON, want) {
		w.t.Errorf("the delivery's data came back as %s, without %s", last[2].JSON, want)
	}
}

func whatIsDueIsFoundInOrder(w *world) {
	none, err := w.store.NextDue(w.ctx())
	w.same("what is due of nothing", get(w, none, err), calendar.Instant(0))
	first := w.formed(10_000, job.Conditions{})
	w.now = w.now.Add(24 * time.Hour)
	second := w.formed(20_000, job.Conditions{})
	working := w.funded(30_000, job.Conditions{}) // the clock owes it nothing
	if !working.Next.At.IsZero() {
		w.t.Fatalf("a contract in progress is owed %+v", working.Next)
	}
	due := func(now calendar.Instant, limit int) []store.Due {
		got, err := w.store.Due(w.ctx(), 0, now, limit)
		return get(w, got, err)
	}
	owed := []store.Due{{At: first.Next.At, Room: store.ContractRoom, ID: first.ID}, {At: second.Next.At, Room: store.ContractRoom, ID: second.ID}}
	next, err := w.store.NextDue(w.ctx())
	w.same("the next instant", get(w, next, err), first.Next.At)
	w.same("what is due a moment before", due(first.Next.At-1, 10), []store.Due{})
	w.same("what is due at the instant", due(first.Next.At, 10), owed[:1])
	w.same("what is due later", due(second.Next.At, 10), owed)
	w.same("the first that is due", due(second.Next.At, 1), owed[:1])
	since, err := w.store.Due(w.ctx(), first.Next.At, second.Next.At, 10)
	w.same("what is due after the first", get(w, since, err), owed[1:])
	since, err = w.store.Due(w.ctx(), first.Next.At-1, second.Next.At, 1)
	w.same("the first that is due after a moment before", get(w, since, err), owed[:1])
	w.wait(first, first.Until)
	w.same("what is due of the rest", due(second.Next.At, 10), owed[1:])
}

func openOrdersAreFound(w *world) {
	var want []store.Order
	for range 3 {
		c := w.take(w.formed(10_000, job.Conditions{}), contract.Fund{}, w.by(w.client))
		want = append(want, store.Order{Room: store.ContractRoom, ID: c.ID, PaymentID: c.Payment.ID, Amount: c.Payment.Amount})
	}
	settled := w.take(w.formed(10_000, job.Conditions{}), contract.Fund{}, w.by(w.client))
	w.take(settled, contract.SettlePayment{PaymentID: settled.Payment.ID}, contract.Actor{System: contract.Gateway})
	got, err := w.store.OpenOrders(w.ctx())
	w.same("the open orders", get(w, got, err), want)
}
