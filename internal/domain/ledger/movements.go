package ledger

import (
	"fmt"

	"azukari/internal/base/money"
)

// Deposit: the gateway took in the client's payment (R2.6).
func Deposit(id string, from Origin, payment, client string, amount money.Yen) Transfer {
	return move(id, Deposited, "deposit:"+payment, from,
		Entry{Gateway, -amount}, Entry{User(client), amount})
}

// Hold: the client's money goes into the milestone's escrow (R2.1), or into that
// of a bonus (R1.7).
func Hold(id string, from Origin, milestone, client string, amount money.Yen) Transfer {
	return move(id, Held, "hold:"+milestone, from,
		Entry{User(client), -amount}, Entry{Escrow(milestone), amount})
}

// Raise: the client's money for an agreed higher amount joins what is held for
// the milestone (R1.6).
func Raise(id string, from Origin, change, milestone, client string, amount money.Yen) Transfer {
	return move(id, Held, "hold:"+change, from,
		Entry{User(client), -amount}, Entry{Escrow(milestone), amount})
}

// Lower: what an agreed lower amount leaves over goes back to the client (R1.6).
func Lower(id string, from Origin, change, milestone, client string, amount money.Yen) Transfer {
	return move(id, Refunded, lowering+change, from,
		Entry{Escrow(milestone), -amount}, Entry{User(client), amount})
}

// Release: the milestone's whole escrow goes to the worker, less fee and tax
// (R3.6).
func Release(id string, from Origin, milestone, worker string, amount money.Yen, charge Charge) Transfer {
	return move(id, Released, settlement(milestone), from,
		Entry{Escrow(milestone), -amount}, Entry{User(worker), amount - charge.Sum()},
		Entry{Fees, charge.Fee}, Entry{Tax, charge.Tax})
}

// Split: the escrow is divided; gross, less fee and tax, goes to the worker and
// the rest to the client (R6.2, R7.2).
func Split(id string, from Origin, milestone, client, worker string, amount, gross money.Yen, charge Charge) Transfer {
	return move(id, Splitted, settlement(milestone), from,
		Entry{Escrow(milestone), -amount}, Entry{User(worker), gross - charge.Sum()},
		Entry{Fees, charge.Fee}, Entry{Tax, charge.Tax}, Entry{User(client), amount - gross})
}

// Refund: the milestone's whole escrow goes back to the client (R6.4).
func Refund(id string, from Origin, milestone, client string, amount money.Yen) Transfer {
	return move(id, Refunded, settlement(milestone), from,
		Entry{Escrow(milestone), -amount}, Entry{User(client), amount})
}

// Share: part of an escrow goes to one of several workers, less fee and tax: a
// contest's unawarded prize to its entries, a task's price to an answer (R8.1,
// R8.2). Each part, an entry or an answer, is settled once.
func Share(id string, from Origin, escrow, part, worker string, amount money.Yen, charge Charge) Transfer {
	return move(id, Shared, settlement(part), from,
		Entry{Escrow(escrow), -amount}, Entry{User(worker), amount - charge.Sum()},
		Entry{Fees, charge.Fee}, Entry{Tax, charge.Tax})
}

// Return: part of an escrow goes back to the client: what a task did not need,
// or the price of one answer that was rejected for good (R8.2).
func Return(id string, from Origin, escrow, part, client string, amount money.Yen) Transfer {
	return move(id, Refunded, settlement(part), from,
		Entry{Escrow(escrow), -amount}, Entry{User(client), amount})
}

// PayOut: part of a balance is set aside for the owner's bank (R10.1).
func PayOut(id string, from Origin, payout, owner string, amount money.Yen) Transfer {
	return move(id, PaidOut, "pay_out:"+payout, from,
		Entry{User(owner), -amount}, Entry{Pending(owner), amount})
}

const lowering = "lower:"

func settlement(milestone string) string { return "settle:" + milestone }

// move makes a transfer of the entries that are not zero.
func move(id string, kind Kind, key string, from Origin, entries ...Entry) Transfer {
	t := Transfer{id: id, kind: kind, key: key, origin: from, entries: make([]Entry, 0, len(entries))}
	var sum money.Yen
	for i, e := range entries {
		if i == 0 && e.Amount >= 0 || i > 0 && e.Amount < 0 || e.Amount < -money.Max {
			panic(fmt.Sprintf("ledger: %s of an impossible amount %d for %s", kind, e.Amount, e.Account))
		}
		if sum += e.Amount; e.Amount != 0 {
			t.entries = append(t.entries, e)
		}
	}
	if sum != 0 || from.Cause == "" {
		panic(fmt.Sprintf("ledger: %s %s sums to %d, cause %q", kind, key, sum, from.Cause))
	}
	return t
}
