package storetest

import (
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
)

// changeTo asks for another amount of the running milestone.
func (w *world) changeTo(c contract.Contract, amount money.Yen, criteria ...string) contract.RequestChange {
	terms, err := w.store.Terms(w.ctx(), c.ID, c.TermsHash)
	return contract.RequestChange{Amount: &amount, Criteria: &criteria, Reason: "事情が変わったため", Terms: get(w, terms, err)}
}

// changesComeBackWithTheirTerms changes what was agreed up and down: the contract
// is what the last change made of it, each terms document stays, and the money
// follows.
func changesComeBackWithTheirTerms(w *world) {
	c := w.funded(100_000, twoParts(60_000, 40_000))
	first, escrow := c.TermsHash, ledger.Escrow(c.Milestones[0].ID)
	documents := map[string]string{}
	check := func(what string) {
		w.t.Helper()
		got, err := w.store.Contract(w.ctx(), c.ID)
		w.same("the contract "+what, get(w, got, err), c)
		w.must(w.store.Write(w.ctx(), store.Names{Contracts: []string{c.ID}}, func(rows store.Rows) (store.Changes, error) {
			w.same("the contract as loaded "+what, rows.Contracts, map[string]contract.Contract{c.ID: c})
			w.same("its terms "+what, rows.Terms, documents)
			return store.Changes{}, nil
		}))
	}
	keep := func(hash string) {
		w.t.Helper()
		document, err := w.store.Terms(w.ctx(), c.ID, hash)
		if documents[hash] = get(w, document, err); contract.HashOf(document) != hash {
			w.t.Errorf("the terms %s have another hash", hash)
		}
	}
	keep(first)
	check("once funded")
	c = w.take(c, w.changeTo(c, 90_000, "誤字がない"), w.by(w.worker))
	keep(c.Amendment.TermsHash)
	check("with a change asked for")
	c = w.take(c, contract.AgreeChange{}, w.by(w.client))
	check("with a difference to fund")
	c = w.fund(c)
	check("with the difference funded")
	w.balances("raised", map[ledger.Account]money.Yen{escrow: 90_000, ledger.User(w.client.ID): 0, ledger.Gateway: -90_000})
	c = w.take(c, w.changeTo(c, 50_000), w.by(w.client))
	keep(c.Amendment.TermsHash)
	c = w.take(c, contract.DeclineChange{Reason: "このままで"}, w.by(w.worker))
	c = w.take(c, w.changeTo(c, 70_000), w.by(w.client))
	keep(c.Amendment.TermsHash)
	c = w.take(c, contract.AgreeChange{}, w.by(w.worker))
	check("lowered")
	w.balances("lowered", map[ledger.Account]money.Yen{escrow: 70_000, ledger.User(w.client.ID): 20_000})
	c = w.take(c, w.changeTo(c, 80_000), w.by(w.client))
	keep(c.Amendment.TermsHash)
	c = w.wait(c, c.Amendment.DueAt)
	check("with a change lapsed")
	if last, _ := w.store.Terms(w.ctx(), c.ID, c.TermsHash); contract.EditionOf(last).Number != 3 || len(documents) != 5 {
		w.t.Errorf("%d documents, the last in force is edition %d", len(documents), contract.EditionOf(last).Number)
	}
	other := w.formed(10_000, job.Conditions{})
	if _, err := w.store.Terms(w.ctx(), other.ID, first); err != store.ErrNotFound {
		w.t.Errorf("the terms of one contract are found at another: %v", err)
	}
}

// bonusesComeBackWithTheirEscrow pays one that fails, and two.
func bonusesComeBackWithTheirEscrow(w *world) {
	c := w.take(w.funded(100_000, job.Conditions{}), contract.Deliver{Note: "できました"}, w.by(w.worker))
	c = w.take(c, contract.Accept{}, w.by(w.client))
	for _, paid := range []bool{false, true, true} {
		c = w.take(c, contract.PayBonus{Amount: 10_000, Message: "ありがとうございました"}, w.by(w.client))
		open, err := w.store.OpenOrders(w.ctx())
		w.same("the open orders", get(w, open, err), []store.Order{{Room: store.ContractRoom, ID: c.ID, PaymentID: c.Payment.ID, Amount: 10_000}})
		c = w.take(c, contract.SettlePayment{PaymentID: c.Payment.ID, Paid: paid}, contract.Actor{System: contract.Gateway})
		got, err := w.store.Contract(w.ctx(), c.ID)
		w.same("the contract with a bonus", get(w, got, err), c)
		w.balances("its escrow", map[ledger.Account]money.Yen{ledger.Escrow(c.Bonus.ID): 0})
	}
	w.balances("with both bonuses", map[ledger.Account]money.Yen{ledger.User(w.worker.ID): 95_800, ledger.Fees: 22_000, ledger.Tax: 2_200, ledger.User(w.client.ID): 0})
}
