// Package payout is money leaving for its owner's bank (出金, R10): where to, one
// withdrawal after another, and the batches in which the finance staff sends
// them. It promises that what is set aside arrives or comes back once, that a
// changed bank account pays nothing for some days, and that a large batch takes
// two people.
package payout

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
	"azukari/internal/domain/ledger"
)

// State of a payout.
type State = lifecycle.State

// The states of a payout.
const (
	Requested State = "requested" // 受付済み: set aside from the balance
	Batched   State = "batched"   // 振込手続き中: in a batch for the bank
	Paid      State = "paid"      // 振込済み
	Returned  State = "returned"  // 組戻し: the bank sent it back
	Cancelled State = "cancelled" // 取消: by its owner, before it was in a batch
)

// The verbs.
const (
	VerbCancel lifecycle.Verb = "cancel"
	VerbBatch  lifecycle.Verb = "batch"
	VerbUndo   lifecycle.Verb = "undo" // its batch was given up
	VerbPay    lifecycle.Verb = "pay"
	VerbBounce lifecycle.Verb = "return"
)

// Machine is a payout's life.
var Machine = (&lifecycle.Machine{
	Name: "payout", Version: 1, Start: Requested, Final: []State{Returned, Cancelled},
	Rows: []lifecycle.Row{
		{Verb: VerbCancel, From: []State{Requested}, By: []lifecycle.Role{lifecycle.Worker}, To: []State{Cancelled}, Rule: "R10.1"},
		{Verb: VerbBatch, From: []State{Requested}, By: []lifecycle.Role{lifecycle.Operator}, To: []State{Batched}, Rule: "R10.2", When: "its owner has a bank account that may be paid to"},
		{Verb: VerbUndo, From: []State{Batched}, By: []lifecycle.Role{lifecycle.Operator}, To: []State{Requested}, Rule: "R10.2", When: "before the batch is approved"},
		{Verb: VerbPay, From: []State{Batched}, By: []lifecycle.Role{lifecycle.Operator}, To: []State{Paid}, Rule: "R10.2"},
		{Verb: VerbBounce, From: []State{Batched, Paid}, By: []lifecycle.Role{lifecycle.Operator}, To: []State{Returned}, Rule: "R10.2"},
	},
}).MustCheck()

// A Payout is one withdrawal.
type Payout struct {
	ID          string
	AccountID   string
	Amount      money.Yen
	RequestedAt calendar.Instant
	PayOn       string // the bank day on which it should leave

	State         State
	BankAccountID string // where it goes; empty until it is in a batch
	BatchID       string // empty until it is in one
	EndedAt       calendar.Instant
	Reason        string // why it came back
	ReturnBy      string // account: who said first that it came back after it had arrived, where a second person has to say so too
}

// PayDay is the day on which a payout asked for on a day leaves (R10.1): asked
// for until the 15th at the end of the month, until the end of the month on the
// 15th of the next, each on the next day that banks are open; or, on demand, on
// the next such day.
func PayDay(asked calendar.Date, onDemand bool) calendar.Date {
	on := calendar.Date{Year: asked.Year, Month: asked.Month + 1, Day: 15}.Plus(0)
	switch {
	case onDemand:
		on = asked.Next()
	case asked.Day <= 15:
		on = calendar.Date{Year: asked.Year, Month: asked.Month + 1, Day: 1}.Plus(-1)
	}
	for !calendar.IsBankDay(on) {
		on = on.Next()
	}
	return on
}

// Request sets part of the available balance aside (R10.1); there is no minimum
// above ¥1, and the balance bounds it.
func Request(owner string, amount, available money.Yen, onDemand bool, on event.Occasion) (Payout, ledger.Transfer, error) {
	if amount < 1 {
		return Payout{}, ledger.Transfer{}, refusal.Invalid("amount", "R10.1", "A payout is at least 1 yen.")
	}
	if amount > available {
		return Payout{}, ledger.Transfer{}, refusal.Conflict(refusal.InsufficientBalance, "R10.1",
			"The available balance is "+available.String()+"; a payout cannot be above it.")
	}
	p := Payout{
		ID: on.IDs.New(id.Payout, on.Now), AccountID: owner, Amount: amount, State: Requested, RequestedAt: on.Now,
		PayOn: PayDay(on.Calendar.Day(on.Now), onDemand).String(),
	}
	return p, ledger.PayOut(on.IDs.New(id.Transfer, on.Now), p.origin(on.Now), p.ID, owner, amount), nil
}

func (p Payout) origin(at calendar.Instant) ledger.Origin {
	return ledger.Origin{Cause: p.ID, At: at}
}

// Underway reports whether the money is set aside.
func (p Payout) Underway() bool { return p.State == Requested || p.State == Batched }

// taken moves a payout by a verb, if its state allows it.
func (p Payout) taken(verb lifecycle.Verb, by lifecycle.Role, to State) (Payout, error) {
	if _, verdict := Machine.Judge(p.State, verb, by); verdict != lifecycle.Allowed {
		return p, refusal.Conflict(refusal.StateConflict, "R10.2", "The state of this payout forbids it.").In(string(p.State))
	}
	p.State = to
	return p, nil
}

// Cancel puts the money back on the balance, as its owner wishes.
func (p Payout) Cancel(on event.Occasion) (Payout, ledger.Transfer, error) {
	if p.AccountID != on.Who.Account {
		return p, ledger.Transfer{}, refusal.NoSuch("payout")
	}
	p, err := p.taken(VerbCancel, lifecycle.Worker, Cancelled)
	if err != nil {
		return p, ledger.Transfer{}, err
	}
	p.EndedAt = on.Now
	return p, ledger.Bounce(on.IDs.New(id.Transfer, on.Now), p.origin(on.Now), p.ID, p.AccountID, p.Amount, false), nil
}

// pay books that the money reached the bank.
func (p Payout) pay(on event.Occasion) (Payout, ledger.Transfer, error) {
	p, err := p.taken(VerbPay, lifecycle.Operator, Paid)
	if err != nil {
		return p, ledger.Transfer{}, err
	}
	p.EndedAt = on.Now
	return p, ledger.Arrive(on.IDs.New(id.Transfer, on.Now), p.origin(on.Now), p.ID, p.AccountID, p.Amount), nil
}

// bounce puts money that the bank sent back on the balance again.
func (p Payout) bounce(reason string, on event.Occasion) (Payout, ledger.Transfer, error) {
	arrived := p.State == Paid
	p, err := p.taken(VerbBounce, lifecycle.Operator, Returned)
	if err != nil {
		return p, ledger.Transfer{}, err
	}
	p.EndedAt, p.Reason = on.Now, reason
	return p, ledger.Bounce(on.IDs.New(id.Transfer, on.Now), p.origin(on.Now), p.ID, p.AccountID, p.Amount, arrived), nil
}
