// Package gateway is money's border: the port to whoever takes payments in for
// the house (card and bank providers), and the sandbox's own. A charge is named
// by our payment's id; asked again with the same id a provider answers about
// the same charge, which is what makes a lost answer harmless (R2.6).
package gateway

import (
	"context"

	"azukari/internal/base/money"
)

// An Order asks for one payment.
type Order struct {
	PaymentID string
	Amount    money.Yen
}

// State is what a provider says of a charge.
type State string

// The states of a charge.
const (
	Paid    State = "paid"
	Failed  State = "failed"
	Delayed State = "delayed" // not known yet: ask again
)

// An Answer is a provider's word on one charge.
type Answer struct {
	State State
	Twice bool // it confirms the same payment a second time
}

// A Gateway takes payments in. An error means that nothing is known: the order
// stays open and is asked about again.
type Gateway interface {
	Charge(ctx context.Context, o Order) (Answer, error)
}
