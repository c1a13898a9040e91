package gateway

import "context"

// Transfer is a house that is paid by bank transfer (銀行振込), without a
// provider: the client sends the money to the house's own account, and the
// finance staff says when it has arrived. Until then nothing is known.
type Transfer struct {
	To string // the account, as people are shown it: bank, branch, kind, number and holder
}

// Charge waits for the staff.
func (Transfer) Charge(context.Context, Order) (Answer, error) { return Answer{State: Delayed}, nil }
