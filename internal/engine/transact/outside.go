package transact

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/outside"
	"azukari/internal/store"
)

// outsideRoom is how the clock comes by a contract's request to be in touch
// outside the platform.
var outsideRoom = room{
	name: func(n *store.Names, contractID string) {
		n.Contracts, n.Outside = append(n.Contracts, contractID), append(n.Outside, contractID)
	},
	catchUp: func(w *Work, contractID string) ([]Fired, error) {
		_, fired, err := w.contact(contractID)
		return fired, err
	},
	runs: func(w *Work, contractID string, _ event.Kind, then calendar.Instant) (bool, error) {
		at, _, err := w.contact(contractID)
		return at.Request.Runs(then), err
	},
}

// Contact is a request to be in touch outside with its contract: what commands
// on it answer with.
type Contact struct {
	Contract contract.Contract
	Request  outside.Request
}

// AskOutside asks the other side of a contract to be in touch outside the
// platform (サービス外連絡申請, R11.5); the answer is a Contact.
type AskOutside struct {
	ContractID    string
	Means, Reason string
}

// Names the contract with its latest request.
func (o AskOutside) Names() store.Names { return outsideRoom.names(o.ContractID) }

// Decide asks.
func (o AskOutside) Decide(w *Work) (any, error) {
	at, _, err := w.contact(o.ContractID)
	if err != nil {
		return nil, err
	}
	asked, err := outside.Ask(at.Contract, at.Request, o.Means, o.Reason, w.Occasion())
	if err != nil {
		return nil, err
	}
	return w.attend(at.Contract, asked, w.Occasion()), nil
}

// OnOutside gives a verb on a contract's latest request; the answer is a
// Contact.
type OnOutside struct {
	ContractID string
	RequestID  string // the one that is meant; empty: whichever is the latest
	Verb       lifecycle.Verb
	Text       string
}

// Names the contract with its latest request.
func (o OnOutside) Names() store.Names { return outsideRoom.names(o.ContractID) }

// Decide takes what the clock owed first, then the verb.
func (o OnOutside) Decide(w *Work) (any, error) {
	at, _, err := w.contact(o.ContractID)
	if err != nil {
		return nil, err
	}
	if o.RequestID != "" && at.Request.ID != o.RequestID {
		return nil, refusal.Conflict(refusal.NoContactOpen, "R11.5", "This request is closed already.")
	}
	taken, err := outside.Take(at.Contract, at.Request, o.Verb, o.Text, w.Occasion())
	if err != nil {
		return nil, err
	}
	return w.attend(at.Contract, taken, w.Occasion()), nil
}

// contact is a contract with its latest request as the clock leaves them now,
// and what the clock did to either on the way. What the contract was owed until
// the request lapses comes first (R0.6).
func (w *Work) contact(contractID string) (at Contact, fired []Fired, err error) {
	c, ok := w.Rows.Contracts[contractID]
	if !ok {
		return at, nil, refusal.NoSuch("contract")
	}
	if due := w.Rows.Outside[contractID].Due(); !due.IsZero() && due <= w.Now {
		on := w.Occasion().By(event.Actor{System: lifecycle.Clock})
		on.Now = due
		if before := contract.CatchUp(c, on); len(before.Fired) > 0 {
			w.owing(func() { w.Apply(before) })
			c, fired = before.Contract, firedIn(store.ContractRoom, contractID, before.Fired)
		}
		lapsed, err := outside.Take(c, w.Rows.Outside[contractID], outside.VerbLapse, "", on)
		if err != nil {
			return at, nil, err
		}
		on.Now = max(due, c.UpdatedAt) // the chain does not go back to before what was done meanwhile
		w.owing(func() { w.attend(c, lapsed, on) })
		fired = append(fired, Fired{due, string(outside.LapsedFact), store.OutsideRoom, contractID})
	}
	c, after, err := w.Contract(contractID)
	return Contact{c, w.Rows.Outside[contractID]}, append(fired, firedIn(store.ContractRoom, contractID, after)...), err
}

// attend keeps a request with its event on the contract's chain.
func (w *Work) attend(c contract.Contract, change outside.Change, on contract.Occasion) Contact {
	attended := contract.Attend(c, change.Kind, change.Data, on)
	w.Apply(attended)
	r := change.Request
	w.Rows.Outside[c.ID] = r
	w.pending.Outside = put(w.pending.Outside, r, func(o outside.Request) bool { return o.ID == r.ID })
	return Contact{attended.Contract, r}
}
