package transact

import (
	"cmp"
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/payout"
	"azukari/internal/store"
)

// RequestPayout sets part of the actor's balance aside for their bank (R10.1);
// the answer is the payout.Payout.
type RequestPayout struct {
	AccountID string
	Amount    money.Yen
	OnDemand  bool // on the next bank day, not by the schedule
}

// Names the balance.
func (o RequestPayout) Names() store.Names {
	return store.Names{Balances: []ledger.Account{ledger.User(o.AccountID)}}
}

// Decide requests it. What other commands of the batch move on the balance
// counts.
func (o RequestPayout) Decide(w *Work) (any, error) {
	own := ledger.User(o.AccountID)
	available := w.Rows.Balances[own]
	for _, t := range w.pending.Transfers {
		for _, e := range t.Entries() {
			if e.Account == own {
				available += e.Amount
			}
		}
	}
	p, transfer, err := payout.Request(o.AccountID, o.Amount, available, o.OnDemand, w.Occasion())
	if err != nil {
		return nil, err
	}
	w.movePayout(p, transfer)
	return p, nil
}

// CancelPayout puts money that is in no batch yet back on its owner's balance;
// the answer is the payout.Payout.
type CancelPayout struct{ PayoutID string }

// Names the payout.
func (o CancelPayout) Names() store.Names { return store.Names{Payouts: []string{o.PayoutID}} }

// Decide cancels it.
func (o CancelPayout) Decide(w *Work) (any, error) {
	p, ok := w.Rows.Payouts[o.PayoutID]
	if !ok {
		return nil, refusal.NoSuch("payout")
	}
	p, transfer, err := p.Cancel(w.Occasion())
	if err != nil {
		return nil, err
	}
	w.movePayout(p, transfer)
	return p, nil
}

// RegisterBankAccount makes a bank account the one that the actor is paid to
// (振込先口座の登録, R10.1); server/auth has checked who they are. The answer is the
// payout.BankAccount.
type RegisterBankAccount struct {
	AccountID string
	Verified  string // the password's hash that was matched
	Session   string // hash
	Account   bank.Account
	Sealed    string // its number and holder
}

// Names the person, and where they are paid until now.
func (o RegisterBankAccount) Names() store.Names {
	n := own(o.AccountID)
	n.PaidTo = []string{o.AccountID}
	return n
}

// Decide registers it, and tells its owner by every channel (R10.3).
func (o RegisterBankAccount) Decide(w *Work) (any, error) {
	a, err := w.justShown(o.AccountID, o.Verified, o.Session, "R10.3")
	if err != nil {
		return nil, err
	}
	before := w.Rows.PaidTo[a.ID]
	made, replaced := payout.Register(a.ID, o.Account, o.Sealed, before, w.Occasion())
	if before.ID != "" {
		w.pending.PaidTo = append(w.pending.PaidTo, replaced)
	}
	w.pending.PaidTo = append(w.pending.PaidTo, made)
	w.Rows.PaidTo[a.ID] = made
	w.tellOwner(notice.BankAccountChanged, a, canonical.Object{
		"bank": made.BankName, "branch": made.BranchName, "tail": made.Tail, "usable_at": made.UsableAt.String(), "first": before.ID == "",
	})
	return made, nil
}

// MakeBatch puts requested payouts into a batch for the bank (R10.2); the answer
// is the payout.Batch.
type MakeBatch struct {
	Payouts []string
	Owners  []string // of the payouts
	PayOn   calendar.Date
}

// Names the payouts, and where their owners are paid.
func (o MakeBatch) Names() store.Names {
	return store.Names{Payouts: o.Payouts, PaidTo: o.Owners}
}

func (o MakeBatch) official() (Official, bool) {
	return Official{Duty: account.PayOut, Act: "payout_batch.make", Data: canonical.Object{"payouts": o.Payouts, "pay_on": o.PayOn.String()}}, true
}

// Decide makes it.
func (o MakeBatch) Decide(w *Work) (any, error) {
	if !w.Actor.Operator {
		return nil, refusal.Denied("R10.2", "This is for the finance staff.")
	}
	var all []payout.Payout
	for _, id := range o.Payouts {
		p, ok := w.Rows.Payouts[id]
		if !ok {
			return nil, refusal.NoSuch("payout")
		}
		all = append(all, p)
	}
	b, moved, err := payout.MakeBatch(all, w.Rows.PaidTo, o.PayOn, w.Occasion())
	if err != nil {
		return nil, err
	}
	w.putBatch(b)
	for _, p := range moved {
		w.movePayout(p)
	}
	return b, nil
}

// OnBatch is something that the finance staff does with one batch; the answer is
// the payout.Batch.
type OnBatch struct {
	BatchID string
	Do      BatchAct
	Results []payout.Result // of SettleBatch
}

// A BatchAct is what is done with a batch.
type BatchAct string

// The acts.
const (
	ApproveBatch  BatchAct = "approve"
	WithdrawBatch BatchAct = "withdraw"
	TakeFile      BatchAct = "file" // looks at bank accounts in full
	SettleBatch   BatchAct = "settle"
)

// Names the batch with its payouts.
func (o OnBatch) Names() store.Names {
	n := store.Names{Batches: []string{o.BatchID}}
	return n
}

func (o OnBatch) official() (Official, bool) {
	does := Official{Duty: account.PayOut, Act: audit.Act("payout_batch." + o.Do), Subject: o.BatchID}
	if o.Do == SettleBatch {
		var paid, returned []string
		for _, r := range o.Results {
			if r.Returned {
				returned = append(returned, r.PayoutID)
			} else {
				paid = append(paid, r.PayoutID)
			}
		}
		does.Data = canonical.Object{"paid": paid, "returned": returned}
	}
	return does, true
}

// Decide does it.
func (o OnBatch) Decide(w *Work) (any, error) {
	if !w.Actor.Operator {
		return nil, refusal.Denied("R10.2", "This is for the finance staff.")
	}
	b, ok := w.Rows.Batches[o.BatchID]
	if !ok {
		return nil, refusal.NoSuch("batch")
	}
	var err error
	var moved []payout.Payout
	var transfers []ledger.Transfer
	switch o.Do {
	case ApproveBatch:
		b, err = b.Approve(w.payoutsOf(b.ID), w.Occasion())
	case WithdrawBatch:
		b, moved, err = b.Withdraw(w.payoutsOf(b.ID))
	case TakeFile:
		return b, b.Sendable()
	case SettleBatch:
		b, moved, transfers, err = b.Settle(w.Rows.Payouts, o.Results, w.Occasion())
	}
	if err != nil {
		return nil, err
	}
	w.putBatch(b)
	for _, p := range moved {
		was := w.Rows.Payouts[p.ID].State
		w.movePayout(p)
		if o.Do == SettleBatch && p.State != was {
			w.notify(notice.OfPayout(p, w.IDs, w.Now))
		}
	}
	w.pending.Transfers = append(w.pending.Transfers, transfers...) // of those that moved on
	return b, nil
}

// payoutsOf lists a batch's payouts, in the same order each time.
func (w *Work) payoutsOf(batch string) (all []payout.Payout) {
	for _, p := range w.Rows.Payouts {
		if p.BatchID == batch {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b payout.Payout) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

func (w *Work) movePayout(p payout.Payout, transfers ...ledger.Transfer) {
	w.Rows.Payouts[p.ID] = p
	w.pending.Payouts = put(w.pending.Payouts, p, func(o payout.Payout) bool { return o.ID == p.ID })
	w.pending.Transfers = append(w.pending.Transfers, transfers...)
}

func (w *Work) putBatch(b payout.Batch) {
	w.Rows.Batches[b.ID] = b
	w.pending.Batches = put(w.pending.Batches, b, func(o payout.Batch) bool { return o.ID == b.ID })
}
