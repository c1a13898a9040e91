package ledger

import "azukari/internal/base/money"

// Arrive: money that was set aside has reached its owner's bank (R10.2).
func Arrive(id string, from Origin, payout, owner string, amount money.Yen) Transfer {
	return move(id, PaidOut, "arrive:"+payout, from,
		Entry{Pending(owner), -amount}, Entry{Bank, amount})
}

// Bounce: money that a bank sent back is on its owner's balance again (R10.2):
// from where it was set aside, or from the bank when it had been booked as
// arrived. It comes back once, whoever says so.
func Bounce(id string, from Origin, payout, owner string, amount money.Yen, arrived bool) Transfer {
	source := Pending(owner)
	if arrived {
		source = Bank
	}
	return move(id, Returned, "bounce:"+payout, from,
		Entry{source, -amount}, Entry{User(owner), amount})
}
