package payout

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/event"
)

// A BankAccount is where a person is paid (振込先口座, R10.1). Its number and its
// holder come here sealed by a key that no database holds.
type BankAccount struct {
	ID           string
	AccountID    string
	BankCode     string
	BankName     string
	BranchCode   string
	BranchName   string
	Kind         bank.Kind
	Tail         string // the last three digits of its number
	Sealed       string
	RegisteredAt calendar.Instant
	UsableAt     calendar.Instant // it pays nothing before (R10.3)
	ReplacedAt   calendar.Instant // not yet when zero
}

// Live reports whether it is the one that its owner is paid to.
func (b BankAccount) Live() bool { return b.ReplacedAt.IsZero() }

// Usable reports whether money may go there now (R10.3).
func (b BankAccount) Usable(now calendar.Instant) bool {
	return b.ID != "" && b.Live() && now >= b.UsableAt
}

// Register makes an account the one to pay to. One that takes the place of
// another pays nothing for some days, so that its owner hears of it first
// (R10.3). Given are the account as bank.Checked leaves it and, sealed, its
// number and holder.
func Register(owner string, a bank.Account, sealed string, before BankAccount, on event.Occasion) (made, replaced BankAccount) {
	b, _ := bank.FindBank(a.BankCode)
	r, _ := bank.FindBranch(a.BankCode, a.BranchCode)
	made = BankAccount{
		ID: on.IDs.New(id.BankAccount, on.Now), AccountID: owner, BankCode: b.Code, BankName: b.Name, BranchCode: r.Code, BranchName: r.Name,
		Kind: a.Kind, Tail: a.Number[len(a.Number)-3:], Sealed: sealed, RegisteredAt: on.Now, UsableAt: on.Now,
	}
	if before.ID != "" {
		made.UsableAt = on.Calendar.EndOfDays(on.Now, on.Policy().BankHoldDays)
		before.ReplacedAt = on.Now
	}
	return made, before
}
