// Package payout is money leaving for its owner's bank (出金, R10).
package payout

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/ledger"
)

// State of a payout.
type State string

// Requested: set aside from the balance, waiting to be sent to the bank.
const Requested State = "requested"

// A Payout is one withdrawal.
type Payout struct {
	ID          string
	AccountID   string
	Amount      money.Yen
	State       State
	RequestedAt calendar.Instant
}

// Request sets part of the available balance aside (R10.1); there is no minimum
// above ¥1, and the balance bounds it.
func Request(owner string, amount, available money.Yen, ids *id.Minter, now calendar.Instant) (Payout, ledger.Transfer, error) {
	if amount < 1 {
		return Payout{}, ledger.Transfer{}, refusal.Invalid("amount", "R10.1", "A payout is at least 1 yen.")
	}
	if amount > available {
		return Payout{}, ledger.Transfer{}, refusal.Conflict(refusal.InsufficientBalance, "R10.1",
			"The available balance is "+available.String()+"; a payout cannot be above it.")
	}
	p := Payout{ID: ids.New(id.Payout, now), AccountID: owner, Amount: amount, State: Requested, RequestedAt: now}
	return p, ledger.PayOut(ids.New(id.Transfer, now), ledger.Origin{Cause: p.ID, At: now}, p.ID, owner, amount), nil
}
