package payout

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
)

var noon = calendar.Of(time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC))

// by is an occasion on which one of the finance staff acts.
func by(who string) event.Occasion {
	return event.Occasion{Who: event.Actor{Account: who, Operator: true}, Now: noon, Calendar: calendar.In(time.UTC), IDs: id.NewMinter(rand.NewChaCha8([32]byte{1}))}
}

// batchOf is a batch that first has made of payouts with these owners.
func batchOf(t *testing.T, amount money.Yen, owners ...string) (Batch, []Payout) {
	t.Helper()
	var all []Payout
	to := map[string]BankAccount{}
	for i, owner := range owners {
		all = append(all, Payout{ID: fmt.Sprint("pay_", i), AccountID: owner, Amount: amount, State: Requested})
		to[owner] = BankAccount{ID: "bank of " + owner, AccountID: owner}
	}
	b, moved, err := MakeBatch(all, to, calendar.Date{Year: 2026, Month: 12, Day: 15}, by("first"))
	if err != nil {
		t.Fatal(err)
	}
	return b, moved
}

// settle books one result.
func settle(b Batch, p Payout, returned bool, who string) (Batch, Payout, error) {
	b, moved, _, err := b.Settle(map[string]Payout{p.ID: p}, []Result{{PayoutID: p.ID, Returned: returned, Reason: "口座解約"}}, by(who))
	if err != nil {
		return b, p, err
	}
	return b, moved[0], nil
}

func denied(t *testing.T, what string, err error) {
	t.Helper()
	if no := (*refusal.Refusal)(nil); !errors.As(err, &no) || no.Kind != refusal.NotYou {
		t.Errorf("%s: %v", what, err)
	}
}

// TestNobodyHandlesTheirOwnPayout: not into a batch, not through it, and above
// all not back out of it.
func TestNobodyHandlesTheirOwnPayout(t *testing.T) {
	large, in := batchOf(t, 150_000, "worker", "second")
	if _, err := large.Approve(in, by("third")); err != nil {
		t.Error(err)
	}
	_, err := large.Approve(in, by("second"))
	denied(t, "approving one's own payout", err)

	b, in := batchOf(t, 1_000, "worker", "second")
	own := in[1]
	for _, returned := range []bool{false, true} {
		_, _, err := settle(b, own, returned, "second")
		denied(t, fmt.Sprint("booking one's own payout, returned ", returned), err)
	}
	b, own, err = settle(b, own, false, "first")
	if err != nil || own.State != Paid {
		t.Fatal(own, err)
	}
	_, _, err = settle(b, own, true, "second")
	denied(t, "one's own payout comes back after it arrived", err)
	if _, own, err = settle(b, own, true, "first"); err != nil || own.State != Returned {
		t.Errorf("another books it: %+v, %v", own, err)
	}
	_, _, err = MakeBatch([]Payout{{ID: "pay_0", AccountID: "first", Amount: 1, State: Requested}}, map[string]BankAccount{"first": {ID: "bank"}}, calendar.Date{Year: 2026, Month: 12, Day: 15}, by("first"))
	denied(t, "a batch with one's own payout", err)
}

func TestPayDays(t *testing.T) {
	for asked, want := range map[string]string{
		"2026-11-01": "2026-11-30", "2026-11-15": "2026-11-30", "2026-11-16": "2026-12-15", "2026-11-30": "2026-12-15",
		"2026-10-10": "2026-11-02", // the 31st is a Saturday
		"2026-12-01": "2027-01-04", // banks rest from the 31st to the 3rd
		"2026-12-20": "2027-01-15", "2027-01-31": "2027-02-15", "2028-02-10": "2028-02-29",
	} {
		on, err := calendar.ParseDate(asked)
		if err != nil {
			t.Fatal(err)
		}
		if got := PayDay(on, false).String(); got != want {
			t.Errorf("%s: %s, not %s", asked, got, want)
		}
	}
}

func TestOnDemandIsTheNextBankDay(t *testing.T) {
	for asked, want := range map[string]string{
		"2026-11-24": "2026-11-25", "2026-11-20": "2026-11-24", // a weekend and a holiday
		"2026-12-29": "2026-12-30", "2026-12-30": "2027-01-04",
	} {
		on, err := calendar.ParseDate(asked)
		if err != nil {
			t.Fatal(err)
		}
		if got := PayDay(on, true).String(); got != want {
			t.Errorf("%s: %s, not %s", asked, got, want)
		}
	}
}

// TestMoneyThatArrivedTakesTwoPeopleToComeBack, where it took two to send it.
func TestMoneyThatArrivedTakesTwoPeopleToComeBack(t *testing.T) {
	b, in := batchOf(t, 150_000, "worker")
	b, err := b.Approve(in, by("second"))
	if err != nil {
		t.Fatal(err)
	}
	b, p, err := settle(b, in[0], false, "second")
	if err != nil || p.State != Paid {
		t.Fatal(p, err)
	}
	b, p, err = settle(b, p, true, "first")
	if err != nil || p.State != Paid || p.ReturnBy != "first" {
		t.Fatalf("one person's word: %+v, %v", p, err)
	}
	_, _, err = settle(b, p, true, "first")
	denied(t, "the same person's word again", err)
	if _, p, err = settle(b, p, true, "second"); err != nil || p.State != Returned || p.Reason == "" {
		t.Errorf("the second person's word: %+v, %v", p, err)
	}

	small, in := batchOf(t, 1_000, "worker")
	small, p, err = settle(small, in[0], false, "first")
	if err != nil {
		t.Fatal(err)
	}
	if _, p, err = settle(small, p, true, "first"); err != nil || p.State != Returned {
		t.Errorf("below the limit one person is enough: %+v, %v", p, err)
	}
}
