package transact

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/lifecycle"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/receipt"
	"azukari/internal/store"
)

// ConfirmReceipt is the finance staff's word that an order was paid by bank
// transfer (入金の確認): from there it goes the way of any gateway's answer (R2.6).
// The answer is a Paying.
type ConfirmReceipt struct {
	Order   store.Order
	Receipt receipt.Receipt
}

// Names the thing that is paid for.
func (o ConfirmReceipt) Names() store.Names { return rooms[o.Order.Room].names(o.Order.ID) }

func (o ConfirmReceipt) official() (Official, bool) {
	return onOrder("receipt/confirm", o.Order, canonical.Object{"amount": int64(o.Receipt.Amount), "on": o.Receipt.On.String()}), true
}

// Decide books it, once: who comes second hears that it is settled.
func (o ConfirmReceipt) Decide(w *Work) (any, error) {
	if err := o.Receipt.Pays(w.ordered(o.Order), w.Occasion()); err != nil {
		return nil, err
	}
	return w.answer(o.Order, true)
}

// GiveUpOrder is the finance staff's word that no money comes for an order: it
// has failed, as by a gateway's refusal (R2.6). The answer is a Paying.
type GiveUpOrder struct {
	Order  store.Order
	Reason string // for the trail
}

// Names the thing that was to be paid for.
func (o GiveUpOrder) Names() store.Names { return rooms[o.Order.Room].names(o.Order.ID) }

func (o GiveUpOrder) official() (Official, bool) {
	return onOrder("receipt/give_up", o.Order, canonical.Object{"amount": int64(o.Order.Amount), "reason": o.Reason}), true
}

// Decide gives it up.
func (o GiveUpOrder) Decide(w *Work) (any, error) {
	if err := w.ordered(o.Order).GiveUp(o.Reason, w.Occasion()); err != nil {
		return nil, err
	}
	return w.answer(o.Order, false)
}

func onOrder(act audit.Act, o store.Order, data canonical.Object) Official {
	data[string(o.Room)] = o.ID
	return Official{account.TakeIn, act, o.PaymentID, data}
}

// ordered is an order as it stands now.
func (w *Work) ordered(o store.Order) receipt.Order {
	is := receipt.Order{PaymentID: o.PaymentID}
	switch o.Room {
	case store.ContractRoom:
		c := w.Rows.Contracts[o.ID]
		is.Payment, is.Parties = c.Payment, []string{c.ClientID, c.WorkerID}
	case store.ContestRoom:
		c := w.Rows.Contests[o.ID]
		is.Payment, is.Parties = c.Payment, []string{c.ClientID}
	case store.TaskRoom:
		t := w.Rows.Tasks[o.ID]
		is.Payment, is.Parties = t.Payment, []string{t.ClientID}
	}
	return is
}

// answer settles an order as the gateway would: the kernel knows no other way.
func (w *Work) answer(o store.Order, paid bool) (Paying, error) {
	staff := w.Actor
	defer func() { w.Actor = staff }()
	w.Actor = contract.Actor{System: lifecycle.Gateway}
	return rooms[o.Room].settle(w, o.ID, o.PaymentID, paid)
}
