package transact

import (
	"encoding/json"

	"azukari/internal/base/calendar"
	"azukari/internal/base/lifecycle"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/todo"
	"azukari/internal/store"
)

// A room says how its things are reached by those who come to every room: the
// clock, and the cashier with a payment.
type room struct {
	name    func(n *store.Names, id string)
	catchUp func(w *Work, id string) ([]Fired, error)
	fund    func(w *Work, id string) (Paying, error)
	settle  func(w *Work, id, paymentID string, paid bool) (Paying, error)
	look    func(w *Work, id string) (any, error)

	// runs reports whether the period with these reminders that ran at an instant
	// still runs.
	runs func(w *Work, id string, reminder event.Kind, then calendar.Instant) (bool, error)
}

var rooms = map[store.Room]room{
	store.ContractRoom: contractRoom,
	store.ContestRoom:  contestRoom,
	store.TaskRoom:     taskRoom,
	store.WorkRoom:     workRoom,

	store.AttentionRoom: attentionRoom,
	store.OutsideRoom:   outsideRoom,
}

func (r room) names(id string) (n store.Names) {
	r.name(&n, id)
	return n
}

// CatchUp is the clock's own visit to some things: it takes what each is owed,
// in the order given, and answers with what that was, as a []Fired.
type CatchUp struct {
	Things []store.Due
	Waits  map[string][]todo.Item // what waits for the accounts among the things; see Keeper.Todo
}

// Fired is one thing that the clock did.
type Fired struct {
	At   calendar.Instant
	Kind string
	Room store.Room
	ID   string // of what it was done to
}

func firedIn(r store.Room, id string, dues []event.Due) []Fired {
	fired := make([]Fired, len(dues))
	for i, d := range dues {
		fired[i] = Fired{d.At, d.Kind, r, id}
	}
	return fired
}

// Names the things.
func (o CatchUp) Names() (n store.Names) {
	for _, d := range o.Things {
		rooms[d.Room].name(&n, d.ID)
	}
	return n
}

// Decide takes what is owed.
func (o CatchUp) Decide(w *Work) (any, error) {
	var all []Fired
	w.waits = o.Waits
	for _, thing := range o.Things {
		fired, err := rooms[thing.Room].catchUp(w, thing.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, fired...)
	}
	return all, nil
}

// Paying is a thing with a payment for it on its way.
type Paying struct {
	Result  any // what the room's own commands answer with
	Order   store.Order
	Payment contract.Payment
	State   lifecycle.State // of the thing
	Own     bool            // ordered by this very command: no payment under way was joined
	Changed bool
}

// paying tells of a thing's payment, after a command and before it.
func paying(room store.Room, id string, before, payment *contract.Payment) Paying {
	return Paying{
		Order: store.Order{Room: room, ID: id, PaymentID: payment.ID, Amount: payment.Amount}, Payment: *payment,
		Own: before == nil || before.ID != payment.ID,
	}
}

// noteOrder is what is kept for the key of a request that has ordered a payment.
func noteOrder(result any) []byte {
	p := result.(Paying)
	if !p.Own {
		return nil
	}
	note, err := json.Marshal(p.Order)
	if err != nil {
		panic(err) // it is made of strings and a number
	}
	return note
}

// Ordered is the order that the first step of a request made, now or when it was
// made before; own is false when it joined one that was under way.
func (o Outcome) Ordered() (order store.Order, own bool, err error) {
	if o.Replay {
		return order, true, json.Unmarshal(o.Kept.Body, &order)
	}
	p := o.Result.(Paying)
	return p.Order, p.Own, nil
}

// OrderPayment is the client's wish to pay for a thing; the answer is a Paying.
type OrderPayment struct {
	Room store.Room
	ID   string
}

// Names the thing.
func (o OrderPayment) Names() store.Names { return rooms[o.Room].names(o.ID) }

// Decide orders the payment.
func (o OrderPayment) Decide(w *Work) (any, error) { return rooms[o.Room].fund(w, o.ID) }

// SettlePayment is the gateway's answer to an order; the answer is a Paying.
type SettlePayment struct {
	Order store.Order
	Paid  bool
}

// Names the thing.
func (o SettlePayment) Names() store.Names { return rooms[o.Order.Room].names(o.Order.ID) }

// Decide settles the payment.
func (o SettlePayment) Decide(w *Work) (any, error) {
	return rooms[o.Order.Room].settle(w, o.Order.ID, o.Order.PaymentID, o.Paid)
}

// LookAt reads a thing as it stands now, through the door so that the answer can
// be kept for a key; the answer is what the room's own commands answer with.
type LookAt struct {
	Room store.Room
	ID   string
}

// Names the thing.
func (o LookAt) Names() store.Names { return rooms[o.Room].names(o.ID) }

// Decide reads.
func (o LookAt) Decide(w *Work) (any, error) { return rooms[o.Room].look(w, o.ID) }
