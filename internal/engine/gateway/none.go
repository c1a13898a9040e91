package gateway

import "context"

// None is a house without a payment provider: nothing can be paid.
type None struct{}

// Charge refuses.
func (None) Charge(context.Context, Order) (Answer, error) { return Answer{State: Failed}, nil }
