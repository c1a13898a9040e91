package payout

import (
	"strings"
	"unicode/utf8"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
	"azukari/internal/domain/ledger"
)

// The states of a batch.
const (
	Proposed  State = "proposed"  // a second person has to approve it
	Approved  State = "approved"  // its file may be taken
	Closed    State = "closed"    // every payout in it is paid or returned
	Withdrawn State = "withdrawn" // given up before it was approved
)

// BatchStates lists them.
var BatchStates = []State{Proposed, Approved, Closed, Withdrawn}

// MaxBatch bounds the payouts of one batch.
const MaxBatch = 5_000

// MaxReason bounds why a payout came back, in characters.
const MaxReason = 500

// A Batch is payouts that go to the bank in one file (総合振込, R10.2).
type Batch struct {
	ID         string
	CreatedBy  string // account
	CreatedAt  calendar.Instant
	PayOn      string // the bank day of the transfer
	Count      int
	Total      money.Yen
	State      State
	ApprovedBy string // account; the creator where one person is enough
	ApprovedAt calendar.Instant
	Open       int // payouts neither paid nor returned
	Version    int64
}

// MakeBatch puts requested payouts into a batch, each to its owner's bank account
// (given by owner). Above the limit a second person approves it (R7.2's rule).
func MakeBatch(payouts []Payout, accounts map[string]BankAccount, on calendar.Date, now event.Occasion) (Batch, []Payout, error) {
	today := now.Calendar.Day(now.Now)
	switch {
	case len(payouts) == 0:
		return Batch{}, nil, refusal.Invalid("payouts", "R10.2", "A batch has at least one payout.")
	case len(payouts) > MaxBatch:
		return Batch{}, nil, refusal.Invalid("payouts", "R10.2", "A batch has at most 5,000 payouts.")
	case !calendar.IsBankDay(on):
		return Batch{}, nil, refusal.Invalid("pay_on", "R10.2", "Banks are closed on this day.")
	case !today.Before(on):
		return Batch{}, nil, refusal.Invalid("pay_on", "R10.2", "A bank needs the file by the day before.")
	}
	b := Batch{ID: now.IDs.New(id.Batch, now.Now), CreatedBy: now.Who.Account, CreatedAt: now.Now, PayOn: on.String(), Count: len(payouts), Open: len(payouts), State: Proposed, Version: 1}
	moved, named := make([]Payout, len(payouts)), map[string]bool{}
	for i, p := range payouts {
		to := accounts[p.AccountID]
		p, err := p.taken(VerbBatch, lifecycle.Operator, Batched)
		switch {
		case err != nil:
			return Batch{}, nil, err
		case named[p.ID]:
			return Batch{}, nil, refusal.Invalid("payouts", "R10.2", "Payout "+p.ID+" is named twice.")
		case !to.Usable(now.Now):
			return Batch{}, nil, refusal.Conflict(refusal.BankAccountMissing, "R10.3", "Payout "+p.ID+" has no bank account that may be paid to now.")
		}
		if err := p.anothers(now); err != nil {
			return Batch{}, nil, err
		}
		p.BankAccountID, p.BatchID, named[p.ID] = to.ID, b.ID, true
		b.Total += p.Amount
		moved[i] = p
	}
	if b.Total <= now.Policy().SecondOperatorAbove {
		b.State, b.ApprovedBy, b.ApprovedAt = Approved, now.Who.Account, now.Now
	}
	return b, moved, nil
}

// Approve is the second person's word, given the batch's payouts.
func (b Batch) Approve(payouts []Payout, on event.Occasion) (Batch, error) {
	for _, p := range payouts {
		if err := p.anothers(on); err != nil {
			return b, err
		}
	}
	switch {
	case b.State != Proposed:
		return b, b.conflict()
	case b.CreatedBy == on.Who.Account:
		return b, refusal.Denied("R13.2", "A second person approves a batch above "+on.Policy().SecondOperatorAbove.String()+".")
	}
	b.State, b.ApprovedBy, b.ApprovedAt = Approved, on.Who.Account, on.Now
	b.Version++
	return b, nil
}

// Withdraw gives a batch up that nobody has approved; its payouts wait again.
func (b Batch) Withdraw(payouts []Payout) (Batch, []Payout, error) {
	if b.State != Proposed {
		return b, nil, b.conflict()
	}
	for i, p := range payouts {
		p, err := p.taken(VerbUndo, lifecycle.Operator, Requested)
		if err != nil {
			return b, nil, err
		}
		p.BankAccountID, p.BatchID = "", ""
		payouts[i] = p
	}
	b.State, b.Open = Withdrawn, 0
	b.Version++
	return b, payouts, nil
}

// Sendable reports whether the batch's file may be taken.
func (b Batch) Sendable() error {
	if b.State != Approved && b.State != Closed {
		return b.conflict()
	}
	return nil
}

// A Result is what a bank says of one payout.
type Result struct {
	PayoutID string
	Returned bool
	Reason   string // why it came back
}

// twoPeople reports whether the batch was above the limit for one person.
func (b Batch) twoPeople() bool { return b.ApprovedBy != b.CreatedBy }

// Settle books what the bank says of some payouts of an approved batch, none of
// them one's own. A payout that arrived may still come back later; where the
// batch took two people so does this, as the money is on the balance again: the
// first one's word is kept, and the second one's returns it. The transfers are
// those of the payouts that moved on.
func (b Batch) Settle(payouts map[string]Payout, results []Result, on event.Occasion) (Batch, []Payout, []ledger.Transfer, error) {
	if err := b.Sendable(); err != nil {
		return b, nil, nil, err
	}
	if len(results) == 0 {
		return b, nil, nil, refusal.Invalid("results", "R10.2", "Say what became of at least one payout.")
	}
	var moved []Payout
	var transfers []ledger.Transfer
	seen := map[string]bool{}
	for _, r := range results {
		p, ok := payouts[r.PayoutID]
		if !ok || p.BatchID != b.ID || seen[r.PayoutID] {
			return b, nil, nil, refusal.Invalid("results", "R10.2", "Payout "+r.PayoutID+" is not in this batch, or is named twice.")
		}
		seen[r.PayoutID] = true
		if err := p.anothers(on); err != nil {
			return b, nil, nil, err
		}
		open := p.State == Batched
		var t ledger.Transfer
		var err error
		if r.Returned {
			reason := strings.TrimSpace(r.Reason)
			if reason == "" || utf8.RuneCountInString(reason) > MaxReason || !utf8.ValidString(reason) {
				return b, nil, nil, refusal.Invalid("reason", "R10.2", "Say in up to 500 characters why "+r.PayoutID+" came back: its owner reads it.")
			}
			if p.State == Paid && b.twoPeople() {
				switch p.ReturnBy {
				case "":
					p.ReturnBy = on.Who.Account
					moved = append(moved, p)
					continue
				case on.Who.Account:
					return b, nil, nil, refusal.Denied("R13.2", "Payout "+p.ID+" had arrived, and its batch took two people: a second person has to say as well that it came back.")
				}
			}
			p, t, err = p.bounce(reason, on)
		} else {
			p, t, err = p.pay(on)
		}
		if err != nil {
			return b, nil, nil, err
		}
		if open {
			b.Open--
		}
		moved, transfers = append(moved, p), append(transfers, t)
	}
	if b.Open == 0 {
		b.State = Closed
	}
	b.Version++
	return b, moved, transfers, nil
}

// anothers refuses who would handle a payout to themselves.
func (p Payout) anothers(on event.Occasion) error {
	if p.AccountID == on.Who.Account {
		return refusal.Denied("R13.2", "Nobody pays themselves: payout "+p.ID+" is your own, and another person of the finance staff handles it.")
	}
	return nil
}

func (b Batch) conflict() error {
	return refusal.Conflict(refusal.StateConflict, "R10.2", "The state of this batch forbids it.").In(string(b.State))
}
