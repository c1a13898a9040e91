// Package ledger is the house's book of money (帳簿): double entry, append-only.
// Money moves only by the transfers of movements.go, each with one cause (an
// event) and one key; nobody outside can make another kind, because a
// Transfer's fields cannot be set from there (R9.2). It promises that every
// transfer sums to zero, and refuses, with a panic, an impossible amount.
package ledger

import (
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
)

// An Account is somebody's place in the book: "user:acc_…", "escrow:mst_…".
type Account string

// The accounts of the house itself. Gateway and Bank stand for the world
// outside and are the only ones that may be below zero.
const (
	Gateway Account = "gateway" // what the payment provider took in for us
	Bank    Account = "bank"    // what left to workers' banks
	Fees    Account = "fee"     // the platform's fee
	Tax     Account = "tax"     // consumption tax on the fee, owed to the state
)

// User is a person's available balance.
func User(account string) Account { return Account("user:" + account) }

// Escrow is money held for one milestone (仮払い, R2.1).
func Escrow(milestone string) Account { return Account("escrow:" + milestone) }

// Pending is a person's money on its way to their bank (出金).
func Pending(account string) Account { return Account("payout:" + account) }

// Kind is the part of the name before the colon: user, escrow, payout, fee, ….
func (a Account) Kind() string {
	kind, _, _ := strings.Cut(string(a), ":")
	return kind
}

// External reports whether the account stands for the world outside, and so
// may be below zero (R9.3 b).
func (a Account) External() bool { return a == Gateway || a == Bank }

// House lists the accounts that every book opens with.
func House() []Account { return []Account{Gateway, Bank, Fees, Tax} }

// Kind says what a transfer is for.
type Kind string

// The closed list of movements.
const (
	Deposited Kind = "deposit" // the gateway took money in for a client
	Held      Kind = "hold"    // a client's money went into escrow
	Released  Kind = "release" // a whole escrow went to the worker, less fee and tax
	Splitted  Kind = "split"   // an escrow was divided between the two
	Refunded  Kind = "refund"  // a whole escrow, or what an agreed lower amount leaves over, went back to the client
	Shared    Kind = "share"   // part of an escrow went to one of several workers
	PaidOut   Kind = "pay_out" // a balance was set aside for the owner's bank, or arrived there
	Returned  Kind = "return"  // a payout came back to its owner
)

// An Entry is one line of a transfer: plus is into the account.
type Entry struct {
	Account Account
	Amount  money.Yen
}

// A Transfer is one movement of money.
type Transfer struct {
	id      string
	kind    Kind
	key     string
	origin  Origin
	entries []Entry
}

// An Origin says where a transfer comes from.
type Origin struct {
	Cause   string // the event (or payout) that caused it
	Subject string // the contract, or the job of a contest or task, that it belongs to; empty for payouts
	At      calendar.Instant
}

// ID of the transfer, tfr_….
func (t Transfer) ID() string { return t.id }

// Kind of the movement.
func (t Transfer) Kind() Kind { return t.kind }

// Key is unique in the book: the same key twice moves money once. All ways to
// settle a milestone share one key, so a milestone is settled once.
func (t Transfer) Key() string { return t.key }

// Origin of the transfer.
func (t Transfer) Origin() Origin { return t.origin }

// Entries of the transfer; their amounts sum to zero.
func (t Transfer) Entries() []Entry { return t.entries }

// A Balance is what stands on an account.
type Balance struct {
	Account Account
	Amount  money.Yen
}
