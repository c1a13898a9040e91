package history

import (
	"context"

	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/rating"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// together is several people's commands in one batch, as the door decides them
// when they wait at the same time; here in an order that can be repeated.
type together []call

type call struct {
	who contract.Actor
	cmd transact.Command
}

// Names what any of them names.
func (t together) Names() (all store.Names) {
	for _, c := range t {
		n := c.cmd.Names()
		all.Contracts = append(all.Contracts, n.Contracts...)
		all.Balances = append(all.Balances, n.Balances...)
		all.Notices = append(all.Notices, n.Notices...)
		all.Ratings = append(all.Ratings, n.Ratings...)
	}
	return all
}

// Decide lets each decide on what the ones before it left.
func (t together) Decide(w *transact.Work) (any, error) {
	answers := make([]string, len(t))
	for i, c := range t {
		w.Actor = c.who
		result, err := c.cmd.Decide(w)
		if err != nil && !isRefusal(err) {
			return nil, err
		}
		answers[i] = showAnswer(result, err)
	}
	return answers, nil
}

// arrive is the gateway answering about whatever was ordered for a contract.
type arrive struct {
	contractID string
	paid       bool
}

// Names the contract.
func (a arrive) Names() store.Names { return store.Names{Contracts: []string{a.contractID}} }

// Decide settles the payment.
func (a arrive) Decide(w *transact.Work) (any, error) {
	c, ok := w.Rows.Contracts[a.contractID]
	if !ok || c.Payment == nil {
		return nil, refusal.NoSuch("payment")
	}
	w.Actor = contract.Actor{System: contract.Gateway}
	return transact.OnContract{ContractID: a.contractID, Command: contract.SettlePayment{PaymentID: c.Payment.ID, Paid: a.paid}}.Decide(w)
}

// batch brings several commands through the door together, most of them to one
// contract.
func (h *history) batch() {
	id := h.alive()
	c, _ := h.contract(id)
	client, worker := contract.Actor{Account: c.ClientID}, contract.Actor{Account: c.WorkerID}
	on := func(cmd contract.Command) transact.Command { return transact.OnContract{ContractID: id, Command: cmd} }
	lives := []together{
		{{client, on(contract.Fund{})}, {client, arrive{id, true}}, {worker, on(contract.Deliver{Note: "一", Files: []string{}})}, {client, on(contract.Accept{})}},
		{{client, on(contract.Fund{})}, {worker, on(contract.Cancel{})}, {client, arrive{id, true}}, {client, arrive{id, true}}},
		{{client, on(contract.Fund{})}, {client, arrive{id, false}}, {client, on(contract.Fund{})}},
		{{client, on(contract.RequestTermination{Reason: "一"})}, {client, on(contract.WithdrawTermination{})}, {worker, on(contract.RequestTermination{Reason: "二"})}, {client, on(contract.DeclineTermination{Reason: "いや"})}, {client, on(contract.OpenDispute{Reason: "三"})}},
		{{client, on(contract.OfferSettlement{WorkerAmount: 1})}, {worker, on(contract.OfferSettlement{})}, {client, on(contract.AcceptOffer{})}},
		{{worker, on(contract.Deliver{Note: "一", Files: []string{}})}, {client, on(contract.RequestTermination{Reason: "一"})}, {worker, on(contract.AgreeTermination{})}},
		{{client, on(contract.Accept{})}, {client, transact.Rate{ContractID: id, Items: rating.Scores{5, 5, 5, 5, 5}}}, {worker, transact.Rate{ContractID: id, Items: rating.Scores{4, 4, 4, 4, 4}}}, {worker, transact.Rate{ContractID: id, Items: rating.Scores{1, 1, 1, 1, 1}}}},
		{{worker, transact.RequestPayout{AccountID: worker.Account, Amount: 1}}, {client, on(contract.Accept{})}, {worker, transact.RequestPayout{AccountID: worker.Account, Amount: 1}}},
	}
	batch := oneOf(h, "life", append(lives, nil, nil, nil))
	for range h.between("more", 0, 4) {
		who, cmd := h.onContract()
		batch = append(batch, call{who, cmd})
	}
	if h.between("payouts", 0, 3) == 0 {
		who := h.anyone()
		standing := must(h.model().store.Balance(context.Background(), ledger.User(who.Account)))
		payout := transact.RequestPayout{AccountID: who.Account, Amount: max(standing, 1)}
		batch = append(batch, call{who, payout}, call{who, payout})
	}
	if len(batch) == 0 {
		return
	}
	h.seen["batch"]++
	_, _ = h.do(contract.Actor{}, batch)
}
