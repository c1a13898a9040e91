// Package cashier (会計) brings payments from the order to the escrow. An order
// is committed first, then the gateway is asked, then its answer goes through
// the door like any command: whatever is lost on the way, the order stands, and
// asking again about the same payment moves money once (R2.6).
package cashier

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
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

var theGateway = event.Actor{System: lifecycle.Gateway}

// Fund pays for a thing into escrow, for its client. It answers with what the
// room's commands answer with: paid, or still awaiting escrow when the gateway
// takes its time.
func (k *Cashier) Fund(ctx context.Context, who event.Actor, room store.Room, id string, once *transact.Once) (transact.Outcome, error) {
	return k.pay(ctx, who, room, id, transact.OrderPayment{Room: room, ID: id}, once)
}

// PayBonus pays a bonus on a completed contract, for its client (R1.7). It
// answers with the contract: the bonus paid, or still ordered when the gateway
// takes its time.
func (k *Cashier) PayBonus(ctx context.Context, who event.Actor, contractID string, bonus contract.PayBonus, once *transact.Once) (transact.Outcome, error) {
	return k.pay(ctx, who, store.ContractRoom, contractID, transact.OrderBonus{ContractID: contractID, Bonus: bonus}, once)
}

// pay orders a payment, asks the gateway, and brings its answer. Once it is ordered
// nobody is told that nothing was done.
func (k *Cashier) pay(ctx context.Context, who event.Actor, room store.Room, id string, order transact.Command, once *transact.Once) (transact.Outcome, error) {
	ordered, err := k.Door.Do(ctx, transact.Request{Actor: who, Command: order, Once: once.Ordering()})
	if err != nil || ordered.Replay && ordered.Kept.Whole() {
		return ordered, err
	}
	due, own, err := ordered.Ordered()
	if err != nil {
		return transact.Outcome{}, fmt.Errorf("read which payment was ordered: %w", err)
	}
	answer, err := k.charge(ctx, due)
	if err != nil {
		k.Log.Warn("the gateway did not answer; the order stays open", "payment", due.PaymentID, "error", err)
		answer.State = gateway.Delayed
	}
	if answer.State == gateway.Delayed {
		outcome, err := k.Door.Do(ctx, transact.Request{Actor: who, Command: transact.LookAt{Room: room, ID: id}, Once: once})
		return outcome, underWay(err)
	}
	settle := transact.SettlePayment{Order: due, Paid: answer.State == gateway.Paid}
	outcome, err := k.Door.Do(ctx, transact.Request{Actor: theGateway, Command: settled{settle, own}, Once: once})
	if answer.Twice {
		if err := k.settle(ctx, settle); err != nil {
			return outcome, underWay(err)
		}
	}
	return outcome, underWay(err)
}

// underWay says of a failure behind the order that the payment may come all the same.
func underWay(err error) error {
	var no *refusal.Refusal
	if err == nil || errors.As(err, &no) {
		return err
	}
	return fmt.Errorf("%w: the payment is ordered: %w", store.ErrUnknown, err)
}

// AskAgain asks the gateway about every order that is still open: after a
// delay, or after a crash between the order and its answer. It answers with the
// orders that were settled; one that fails holds up no other. In quarantine nobody
// is asked, and where there is nobody to ask: by bank transfer the staff says what
// arrived, and a house that takes no payments refuses none that was ordered before.
func (k *Cashier) AskAgain(ctx context.Context) (done []store.Order, err error) {
	switch k.Gateway.(type) {
	case gateway.None, gateway.Transfer:
		return nil, nil
	}
	if held, err := k.Door.Quarantined(ctx); err != nil || held {
		return nil, err
	}
	open, err := k.Store.OpenOrders(ctx)
	if err != nil {
		return nil, fmt.Errorf("list open orders: %w", err)
	}
	var faults []error
	for _, order := range open {
		answer, err := k.charge(ctx, order)
		if err != nil || answer.State == gateway.Delayed {
			continue
		}
		if err := k.settle(ctx, transact.SettlePayment{Order: order, Paid: answer.State == gateway.Paid}); err != nil {
			faults = append(faults, fmt.Errorf("settle payment %s: %w", order.PaymentID, err))
			continue
		}
		done = append(done, order)
	}
	return done, errors.Join(faults...)
}

func (k *Cashier) charge(ctx context.Context, order store.Order) (gateway.Answer, error) {
	return k.Gateway.Charge(ctx, gateway.Order{PaymentID: order.PaymentID, Amount: order.Amount})
}

func (k *Cashier) settle(ctx context.Context, command transact.SettlePayment) error {
	_, err := k.Door.Do(ctx, transact.Request{Actor: theGateway, Command: command})
	return err
}

// settled brings the gateway's answer, and says how that went for the client
// who waits for it.
type settled struct {
	transact.SettlePayment
	own bool // this request ordered the payment
}

// Decide settles the payment, or finds it settled; a failed or unwanted one is a
// refusal to the client, and settled all the same.
func (s settled) Decide(w *transact.Work) (any, error) {
	given, err := s.SettlePayment.Decide(w)
	if err != nil {
		return nil, err
	}
	w.Stay()
	p := given.(transact.Paying)
	state := p.Payment.State
	if p.Payment.ID != s.Order.PaymentID { // there have been others since: what the gateway says holds
		state = contract.PaymentSucceeded
		if !s.Paid {
			state = contract.PaymentFailed
		}
	}
	switch {
	case state == contract.PaymentFailed:
		return nil, &refusal.Refusal{Kind: refusal.NotPaid, Code: refusal.PaymentFailed, Rule: "R2.6", State: string(p.State),
			Detail: "The payment did not go through, and nothing was taken. Try again, or use another way to pay."}
	case state == contract.PaymentRefunded:
		return nil, refusal.Conflict(refusal.StateConflict, "R2.6",
			"What it was for ended before the payment arrived; the whole amount was returned.").In(string(p.State))
	case !s.own: // another one's payment, which this request has joined
		return nil, refusal.Conflict(refusal.AlreadyFunded, "R2.2", "This is funded already.").In(string(p.State))
	}
	return p.Result, nil
}
