package storetest

import (
	"fmt"
	"sync"

	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/payout"
	"azukari/internal/store"
)

func (w *world) balance(a ledger.Account) money.Yen {
	w.t.Helper()
	got, err := w.store.Balance(w.ctx(), a)
	return get(w, got, err)
}

func (w *world) balances(what string, want map[ledger.Account]money.Yen) {
	w.t.Helper()
	for a, amount := range want {
		if got := w.balance(a); got != amount {
			w.t.Errorf("%s: %s stands at %d, not %d", what, a, got, amount)
		}
	}
}

func moneyAddsUp(w *world) {
	client, worker := ledger.User(w.client.ID), ledger.User(w.worker.ID)
	c := w.funded(100_000, job.Conditions{})
	escrow := ledger.Escrow(c.Milestones[0].ID)
	w.balances("funded", map[ledger.Account]money.Yen{ledger.Gateway: -100_000, client: 0, escrow: 100_000})
	c = w.take(c, contract.Deliver{Note: "できました"}, w.by(w.worker))
	w.take(c, contract.Accept{}, w.by(w.client))
	w.balances("released", map[ledger.Account]money.Yen{ledger.Gateway: -100_000, client: 0, escrow: 0, worker: 78_000, ledger.Fees: 20_000, ledger.Tax: 2_000})

	c = w.funded(50_000, job.Conditions{})
	c = w.take(c, contract.RequestTermination{Reason: "都合", WorkerAmount: 10_000}, w.by(w.client))
	w.take(c, contract.AgreeTermination{}, w.by(w.worker))
	w.balances("split", map[ledger.Account]money.Yen{client: 40_000, worker: 78_000 + 7_800, ledger.Fees: 22_000, ledger.Tax: 2_200})

	loaded := []ledger.Account{client, worker, ledger.Fees, ledger.User("acc_nobody"), client}
	w.must(w.store.Write(w.ctx(), store.Names{Balances: loaded}, func(rows store.Rows) (store.Changes, error) {
		w.same("the balances as loaded", rows.Balances, map[ledger.Account]money.Yen{client: 40_000, worker: 85_800, ledger.Fees: 22_000})
		return store.Changes{}, nil
	}))
}

func statementsListEveryEntry(w *world) {
	c := w.funded(100_000, job.Conditions{})
	c = w.take(c, contract.RequestTermination{Reason: "都合", WorkerAmount: 10_000}, w.by(w.client))
	w.take(c, contract.AgreeTermination{}, w.by(w.worker))
	w.requestPayout(w.worker, 7_000)
	lines := func(a ledger.Account) []ledger.Line {
		return paged(w, func(l ledger.Line) string { return l.Transfer }, func(p store.Page) ([]ledger.Line, error) {
			return w.store.Lines(w.ctx(), a, p)
		})
	}
	var posted []ledger.Posted
	w.must(w.store.Scan(w.ctx(), store.Scan{Transfer: func(p ledger.Posted) error { posted = append(posted, p); return nil }}))
	accounts := append(ledger.House(), ledger.User(w.client.ID), ledger.User(w.worker.ID), ledger.User(w.operator.ID),
		ledger.Pending(w.worker.ID), ledger.Escrow(c.Milestones[0].ID))
	for _, a := range accounts {
		var want []ledger.Line
		for i := len(posted) - 1; i >= 0; i-- {
			p := posted[i]
			paid := map[ledger.Account]money.Yen{}
			for _, e := range p.Entries {
				paid[e.Account] = e.Amount
			}
			for _, e := range p.Entries {
				if e.Account == a {
					want = append(want, ledger.Line{Transfer: p.ID, Kind: p.Kind, Account: a, Amount: e.Amount, Fee: paid[ledger.Fees], Tax: paid[ledger.Tax], Cause: p.Cause, Subject: p.Subject, At: p.At})
				}
			}
		}
		w.same("the statement of "+string(a), lines(a), want)
	}
	if got := lines(ledger.User(w.client.ID)); len(got) != 3 {
		w.t.Errorf("the client's statement has %d lines: deposited, held, and what came back of the split", len(got))
	}
}

func (w *world) requestPayout(a account.Account, amount money.Yen) payout.Payout {
	w.t.Helper()
	var p payout.Payout
	own := ledger.User(a.ID)
	w.must(w.store.Write(w.ctx(), store.Names{Balances: []ledger.Account{own}}, func(rows store.Rows) (store.Changes, error) {
		requested, transfer, err := payout.Request(a.ID, amount, rows.Balances[own], false, w.on(w.by(a)))
		p = requested
		return store.Changes{Payouts: []payout.Payout{requested}, Transfers: []ledger.Transfer{transfer}}, err
	}))
	return p
}

func payoutsComeBack(w *world) {
	c := w.take(w.funded(100_000, job.Conditions{}), contract.Deliver{Note: "できました"}, w.by(w.worker))
	w.take(c, contract.Accept{}, w.by(w.client))
	first, second, third := w.requestPayout(w.worker, 1), w.requestPayout(w.worker, 70_000), w.requestPayout(w.worker, 7_999)
	w.same("the worker's payouts", w.payouts(store.PayoutQuery{AccountID: w.worker.ID}), []payout.Payout{third, second, first})
	w.same("the client's payouts", w.payouts(store.PayoutQuery{AccountID: w.client.ID}), []payout.Payout{})
	w.balances("paid out", map[ledger.Account]money.Yen{ledger.User(w.worker.ID): 0, ledger.Pending(w.worker.ID): 78_000})
}

func (w *world) payouts(q store.PayoutQuery) []payout.Payout {
	w.t.Helper()
	return paged(w, func(p payout.Payout) string { return p.ID }, func(p store.Page) ([]payout.Payout, error) {
		return w.store.Payouts(w.ctx(), q, p)
	})
}

// aMilestoneIsSettledOnce posts a second settlement by hand: its key is taken.
func aMilestoneIsSettledOnce(w *world) {
	c := w.take(w.funded(100_000, job.Conditions{}), contract.Deliver{Note: "できました"}, w.by(w.worker))
	cause := w.lastEvent(c)
	c = w.take(c, contract.Accept{}, w.by(w.client))
	w.funded(100_000, job.Conditions{}) // there is money enough elsewhere
	again := ledger.Refund(w.ids.New(id.Transfer, w.tick()), ledger.Origin{Cause: cause, Subject: c.ID, At: w.now}, c.Milestones[0].ID, w.client.ID, 1)
	w.refused("a second settlement", w.tryWrite(store.Names{}, store.Changes{Transfers: []ledger.Transfer{again}}), nil)
	w.balances("settled once", map[ledger.Account]money.Yen{ledger.Escrow(c.Milestones[0].ID): 0, ledger.User(w.client.ID): 0})
}

func (w *world) lastEvent(c contract.Contract) string {
	w.t.Helper()
	links, err := w.store.Events(w.ctx(), c.ID, page)
	w.must(err)
	return links[len(links)-1].ID
}

func nobodyGoesBelowZero(w *world) {
	c := w.funded(10_000, job.Conditions{})
	from := ledger.Origin{Cause: w.lastEvent(c), Subject: c.ID, At: w.tick()}
	overdrawn := []ledger.Transfer{
		ledger.Hold(w.ids.New(id.Transfer, w.now), from, c.Milestones[0].ID, w.client.ID, 1),
		ledger.Refund(w.ids.New(id.Transfer, w.now), from, c.Milestones[0].ID, w.client.ID, 10_001),
	}
	for _, t := range overdrawn {
		w.refused(fmt.Sprintf("an overdrawing %s", t.Kind()), w.tryWrite(store.Names{}, store.Changes{Transfers: []ledger.Transfer{t}}), nil)
	}
	unopened := ledger.Hold(w.ids.New(id.Transfer, w.now), from, "mst_nowhere", w.client.ID, 1)
	w.refused("a transfer to an account that was never opened", w.tryWrite(store.Names{}, store.Changes{Transfers: []ledger.Transfer{unopened}}), nil)
	w.balances("as before", map[ledger.Account]money.Yen{ledger.Gateway: -10_000, ledger.User(w.client.ID): 0, ledger.Escrow(c.Milestones[0].ID): 10_000})
}

// writesOnHotAccountsTakeTurns funds and settles many contracts at once, in
// opposite orders: everybody's money crosses the same few accounts.
func writesOnHotAccountsTakeTurns(w *world) {
	const people, each = 4, 6
	var all [people][]contract.Contract
	for i := range all {
		for range each {
			c := w.take(w.formed(10_000, job.Conditions{}), contract.Fund{}, w.by(w.client))
			all[i] = append(all[i], c)
		}
	}
	failures := make(chan error, people*each)
	var done sync.WaitGroup
	var mu sync.Mutex // the world's clock
	for _, contracts := range all {
		done.Go(func() {
			for _, c := range contracts {
				mu.Lock()
				on := w.on(contract.Actor{System: contract.Gateway})
				mu.Unlock()
				failures <- w.retried(store.Names{Contracts: []string{c.ID}}, func(rows store.Rows) (store.Changes, error) {
					loaded := rows.Contracts[c.ID]
					change, err := contract.Take(loaded, contract.SettlePayment{PaymentID: c.Payment.ID, Paid: true}, on)
					return w.changes(&loaded, change), err
				})
			}
		})
	}
	done.Wait()
	close(failures)
	for err := range failures {
		w.must(err)
	}
	w.balances("all funded", map[ledger.Account]money.Yen{ledger.Gateway: -10_000 * people * each, ledger.User(w.client.ID): 0})
}
