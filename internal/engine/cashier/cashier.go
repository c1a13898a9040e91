// Package cashier (会計) brings payments from the order to the escrow. An order
// is committed first, then the gateway is asked, then its answer goes through
// the door like any command: whatever is lost on the way, the order stands, and
// asking again about the same payment moves money once (R2.6).
package cashier

import (
	"context"
	"fmt"
	"log/slog"

	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A Cashier takes payments for one house.
type Cashier struct {
	Door    *transact.Door
	Gateway gateway.Gateway
	Store   store.Reader
	Log     *slog.Logger
}

var theGateway = contract.Actor{System: contract.Gateway}

// Fund pays the running milestone of a contract into escrow for its client. It
// answers with a transact.Agreement: in progress when paid, still awaiting
// escrow when the gateway takes its time.
func (k *Cashier) Fund(ctx context.Context, who contract.Actor, contractID string, once *transact.Once) (transact.Outcome, error) {
	ordered, err := k.Door.Do(ctx, transact.Request{
		Actor: who, Command: transact.OnContract{ContractID: contractID, Command: contract.Fund{}}, Once: once.RefusalsOnly(),
	})
	if err != nil || ordered.Replay {
		return ordered, err
	}
	order := *ordered.Result.(transact.Agreement).Contract.Payment
	answer, err := k.Gateway.Charge(ctx, gateway.Order{PaymentID: order.ID, Amount: order.Amount})
	if err != nil {
		k.Log.Warn("the gateway did not answer; the order stays open", "payment", order.ID, "error", err)
		answer.State = gateway.Delayed
	}
	if answer.State == gateway.Delayed {
		return k.Door.Do(ctx, transact.Request{Actor: who, Command: transact.Look{ContractID: contractID}, Once: once})
	}
	outcome, err := k.Door.Do(ctx, transact.Request{
		Actor: theGateway, Command: settled{contractID, order, answer}, Once: once,
	})
	if answer.Twice {
		if err := k.settle(ctx, contractID, order, answer); err != nil {
			return outcome, err
		}
	}
	return outcome, err
}

// AskAgain asks the gateway about every order that is still open: after a
// delay, or after a crash between the order and its answer. It answers with the
// contracts whose payments were settled.
func (k *Cashier) AskAgain(ctx context.Context) (contracts []string, err error) {
	orders, of, err := k.Store.OrderedPayments(ctx)
	if err != nil {
		return nil, fmt.Errorf("list open orders: %w", err)
	}
	for i, order := range orders {
		answer, err := k.Gateway.Charge(ctx, gateway.Order{PaymentID: order.ID, Amount: order.Amount})
		if err != nil || answer.State == gateway.Delayed {
			continue
		}
		if err := k.settle(ctx, of[i], order, answer); err != nil {
			return contracts, fmt.Errorf("settle payment %s: %w", order.ID, err)
		}
		contracts = append(contracts, of[i])
	}
	return contracts, nil
}

func (k *Cashier) settle(ctx context.Context, contractID string, order contract.Payment, answer gateway.Answer) error {
	_, err := k.Door.Do(ctx, transact.Request{Actor: theGateway, Command: transact.OnContract{
		ContractID: contractID, Command: contract.SettlePayment{PaymentID: order.ID, Paid: answer.State == gateway.Paid},
	}})
	return err
}

// settled brings the gateway's answer to the contract, and says how that went
// for the client who waits for it.
type settled struct {
	contractID string
	order      contract.Payment
	answer     gateway.Answer
}

// Names the contract.
func (s settled) Names() store.Names { return store.Names{Contracts: []string{s.contractID}} }

// Decide settles the payment; a failed or unwanted one is a refusal to the
// client, and settled all the same.
func (s settled) Decide(w *transact.Work) (any, error) {
	given, err := transact.OnContract{ContractID: s.contractID, Command: contract.SettlePayment{
		PaymentID: s.order.ID, Paid: s.answer.State == gateway.Paid,
	}}.Decide(w)
	if err != nil {
		return nil, err
	}
	a := given.(transact.Agreement)
	switch {
	case !a.Changed:
		return nil, refusal.Conflict(refusal.AlreadyFunded, "R2.2", "This milestone is funded already.").In(string(a.Contract.State))
	case s.answer.State == gateway.Failed:
		return nil, &refusal.Refusal{Kind: refusal.NotPaid, Code: refusal.PaymentFailed, Rule: "R2.6", State: string(a.Contract.State),
			Detail: "The payment did not go through, and nothing was taken. Try again, or use another way to pay."}
	case a.Contract.Payment.State == contract.PaymentRefunded:
		return nil, refusal.Conflict(refusal.StateConflict, "R2.6",
			"The contract ended before the payment arrived; the whole amount was returned.").In(string(a.Contract.State))
	}
	return a, nil
}
