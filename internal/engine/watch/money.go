package watch

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"azukari/internal/base/money"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/payout"
	"azukari/internal/store"
)

// payoutMoves are what each step of a payout moves.
var payoutMoves = map[[2]payout.State]ledger.Kind{
	{"", payout.Requested}:               ledger.PaidOut,
	{payout.Requested, payout.Cancelled}: ledger.Returned,
	{payout.Batched, payout.Paid}:        ledger.PaidOut,
	{payout.Batched, payout.Returned}:    ledger.Returned,
	{payout.Paid, payout.Returned}:       ledger.Returned,
	{payout.Requested, payout.Batched}:   "",
	{payout.Batched, payout.Requested}:   "",
	{payout.Paid, payout.Paid}:           "", // one of two people says that it came back
}

// money: what the events of a commit leave of its transfers are those of its
// payouts; all of them keep the book (L1, L4, L8, L12).
func (w *Watch) money(c store.Changes, m *moved, owed owedNotices) {
	for _, fault := range m.faults {
		w.wrong("%s", fault)
	}
	for _, p := range c.Payouts {
		was := w.payouts[p.ID]
		w.payouts[p.ID] = p.State
		kind, known := payoutMoves[[2]payout.State{was, p.State}]
		if !known {
			w.wrong("payout %s went from %q to %q", p.ID, was, p.State)
		}
		at := slices.IndexFunc(m.transfers, func(t ledger.Transfer) bool { return t.Origin().Cause == p.ID })
		switch {
		case kind == "" && at < 0:
		case at < 0 || m.transfers[at].Kind() != kind:
			w.wrong("payout %s went from %q to %q, and moved no %q", p.ID, was, p.State, kind)
		default:
			m.transfers = slices.Delete(m.transfers, at, at+1)
		}
		if was == payout.Paid && p.State == payout.Paid {
			if p.ReturnBy == "" {
				w.wrong("payout %s was paid once more", p.ID)
			}
			continue // nobody is told until the second one says so too
		}
		if p.State == payout.Paid || p.State == payout.Returned {
			kind := notice.PayoutPaid
			if p.State == payout.Returned {
				kind = notice.PayoutReturned
			}
			owed.add(p.AccountID, kind, true)
		}
	}
	for _, t := range m.transfers {
		w.wrong("transfer %s (%s) has no event in its commit", t.ID(), t.Key())
	}
	w.book(c.Transfers)
}

// book keeps every account by itself.
func (w *Watch) book(transfers []ledger.Transfer) {
	for _, t := range transfers {
		if w.keys[t.Key()] {
			w.wrong("transfer %s moves %s a second time", t.ID(), t.Key())
		}
		w.keys[t.Key()] = true
		var sum money.Yen
		for _, e := range t.Entries() {
			sum += e.Amount
			w.balances[e.Account] += e.Amount
			w.moved[e.Account] = true
		}
		if sum != 0 {
			w.wrong("transfer %s sums to %d", t.ID(), sum)
		}
	}
	for _, t := range transfers {
		for _, e := range t.Entries() {
			if w.balances[e.Account] < 0 && !e.Account.External() {
				w.wrong("%s stands at %d", e.Account, w.balances[e.Account])
			}
		}
	}
}

// Book holds what the house says of every account that moved since the last time
// against what the watch counted (L3): balance answers for one account. The answer
// is the first difference, empty when there is none.
func (w *Watch) Book(balance func(ledger.Account) (money.Yen, error)) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, account := range slices.Sorted(maps.Keys(w.moved)) {
		stands, err := balance(account)
		if err != nil {
			return "", err
		}
		if stands != w.balances[account] {
			return fmt.Sprintf("%s stands at %d, its entries sum to %d", account, stands, w.balances[account]), nil
		}
	}
	clear(w.moved)
	return "", nil
}

// Held is what all escrows hold, by their accounts.
func (w *Watch) Held() (all money.Yen) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for account, stands := range w.balances {
		if strings.HasPrefix(string(account), "escrow:") {
			all += stands
		}
	}
	return all
}
