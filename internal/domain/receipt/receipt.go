// Package receipt is money that arrives by bank transfer (入金, R2.6), as the
// finance staff reads it on the bank's statement: the code by which a line there
// names its payment, when money has to be sent to be seen in time, and what must
// hold before the staff's word on it counts as the gateway's.
package receipt

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
)

// A Receipt is one line of the bank's statement.
type Receipt struct {
	Amount money.Yen
	On     calendar.Date // when it arrived
}

// ConfirmDays is within how many business days the staff sees what arrived.
const ConfirmDays = 1

// MaxReason bounds why an order is given up, in characters.
const MaxReason = 500

// codeLength is short enough for a bank's form. These characters of an id are
// drawn by lot: of a thousand open orders, two have the same code in one house of
// two million; the amount and the order's page tell them apart.
const codeLength = 8

// Code (番号) is what the client writes before the sender's name: the end of the
// payment's id, in letters that every bank takes.
func Code(paymentID string) string {
	return strings.ToUpper(paymentID[max(0, len(paymentID)-codeLength):])
}

// ReadCode is a code as somebody copied it from a statement: in full width or
// not, with spaces, and with letters for the digits that look like them.
func ReadCode(s string) string {
	return strings.NewReplacer(" ", "", "-", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(width.Narrow.String(s)))
}

// SendBy is the last day on which banks are open and on which money may arrive to
// be seen by the staff before an instant; ok is false where that day has passed.
func SendBy(until, now calendar.Instant, cal calendar.Calendar) (day calendar.Date, ok bool) {
	for day = cal.Day(until); !day.Before(cal.Day(now)); day = day.Plus(-1) {
		if calendar.IsBankDay(day) && cal.EndOfBusinessDays(cal.StartOf(day), ConfirmDays) <= until {
			return day, true
		}
	}
	return calendar.Date{}, false
}

// An Order is what the money is said to be for.
type Order struct {
	PaymentID string
	Payment   *contract.Payment // the latest of the thing, as it stands
	Parties   []string          // accounts that have a part in the thing
}

// Pays checks that the receipt is the order's: to the yen, on a day between the
// order and today, and said by somebody who has no part in it.
func (r Receipt) Pays(o Order, on event.Occasion) error {
	if err := o.Decidable(on); err != nil {
		return err
	}
	today, ordered := on.Calendar.Day(on.Now), on.Calendar.Day(o.Payment.At)
	switch {
	case r.Amount != o.Payment.Amount:
		return refusal.Invalid("amount", "R2.6", "The amount that arrived is not the amount that was ordered.")
	case today.Before(r.On) || r.On.Before(ordered):
		return refusal.Invalid("on", "R2.6", "It arrived between the day of the order and today.")
	}
	return nil
}

// GiveUp checks that an order may be given up, because no money comes for it.
func (o Order) GiveUp(reason string, on event.Occasion) error {
	if err := o.Decidable(on); err != nil {
		return err
	}
	if n := utf8.RuneCountInString(reason); n == 0 || n > MaxReason {
		return refusal.Invalid("reason", "R2.6", "The reason has 1 to 500 characters.")
	}
	return nil
}

// Decidable refuses those who are not of the staff or have a part in the thing,
// and an order that somebody has decided already.
func (o Order) Decidable(on event.Occasion) error {
	switch {
	case !on.Who.Operator:
		return refusal.Denied("R2.6", "This is for the finance staff.")
	case slices.Contains(o.Parties, on.Who.Account):
		return refusal.Denied("R13.2", "Nobody confirms money of their own.")
	case o.Payment == nil || o.Payment.ID != o.PaymentID || !o.Payment.UnderWay():
		return refusal.Conflict(refusal.StateConflict, "R2.6", "This order is settled already.")
	}
	return nil
}
