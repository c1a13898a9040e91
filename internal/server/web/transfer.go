package web

import (
	"azukari/internal/base/words"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/receipt"
	"azukari/internal/domain/task"
	"azukari/internal/engine/gateway"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

func init() { saids["transfer"] = words.TransferSaid }

// transfer is where payments go in a house that is paid by bank transfer; ok is
// false in any other.
func (v *visit) transfer() (to gateway.Transfer, ok bool) {
	to, ok = v.Engine.Cashier.Gateway.(gateway.Transfer)
	return to, ok
}

// method is how a payment is made.
func (v *visit) method() view.Fact {
	how := words.FundMethodCard
	if _, ok := v.transfer(); ok {
		how = words.TransferMethod
	} else if v.Engine.Sandbox != nil {
		how = words.FundMethodPlay
	}
	return view.Fact{Name: v.t(words.FundMethod), Value: v.t(how)}
}

// orders is the name of the button that orders a payment.
func (v *visit) orders(otherwise words.Text) string {
	if _, ok := v.transfer(); ok {
		return v.t(words.TransferSubmit)
	}
	return v.t(otherwise)
}

// underWay is what is said of a payment that was ordered just now.
func (v *visit) underWay(otherwise string) string {
	if _, ok := v.transfer(); ok {
		return "transfer"
	}
	return otherwise
}

// orderedOn is the payment that is under way on a contract.
func (v *visit) orderedOn(c contract.Contract) ordered {
	is := ordered{payment: *c.Payment, title: c.Title, client: c.ClientID, worker: c.WorkerID, what: words.ReceiptDifference}
	is.Order = store.Order{Room: store.ContractRoom, ID: c.ID, PaymentID: c.Payment.ID, Amount: c.Payment.Amount}
	is.until, is.awaited = c.Awaited(c.Payment)
	switch {
	case c.Payment.For == "":
		is.what = words.ReceiptEscrow
	case c.Bonus != nil && c.Bonus.ID == c.Payment.For:
		is.what = words.ReceiptBonus
	}
	return is
}

// orderedContest is the payment that is under way for a contest.
func (v *visit) orderedContest(c contest.Contest) ordered {
	c = contest.CatchUp(c, v.occasion()).Contest
	is := ordered{payment: *c.Payment, title: c.Title, client: c.ClientID, what: words.ReceiptContest, until: c.Until, awaited: c.State == contest.AwaitingEscrow}
	is.Order = store.Order{Room: store.ContestRoom, ID: c.JobID, PaymentID: c.Payment.ID, Amount: c.Payment.Amount}
	return is
}

// orderedTask is the payment that is under way for a task.
func (v *visit) orderedTask(t task.Task) ordered {
	t = task.CatchUp(t, nil, v.occasion()).Task
	is := ordered{payment: *t.Payment, title: t.Title, client: t.ClientID, what: words.ReceiptTask, until: t.Until, awaited: t.State == task.AwaitingEscrow}
	is.Order = store.Order{Room: store.TaskRoom, ID: t.JobID, PaymentID: t.Payment.ID, Amount: t.Payment.Amount}
	return is
}

// transferring adds to a card, for who pays, how an order is paid by bank
// transfer, or that it need not be any more; it reports whether it has to be.
func (v *visit) transferring(card *view.Card, p *view.Page, is ordered) bool {
	to, ok := v.transfer()
	if !ok || is.client != v.viewer.ID {
		return false
	}
	say := func(t words.Text, fill ...any) { card.Sentences = append(card.Sentences, v.t(t, fill...)) }
	if !is.awaited {
		say(words.TransferOver)
		return false
	}
	card.Mine = true
	say(words.TransferCard, p.Yen(is.Amount))
	switch {
	case is.until.IsZero():
	case is.what == words.ReceiptDifference:
		say(words.TransferChange, p.When(is.until))
	default:
		say(words.TransferDue, p.When(is.until))
	}
	code := receipt.Code(is.PaymentID)
	card.Transfer = &view.Transfer{
		Facts: []view.Fact{
			{Name: v.t(words.TransferTo), Value: to.To}, {Name: v.t(words.TransferAmount), Value: p.Yen(is.Amount)}, {Name: v.t(words.TransferCode), Value: code},
		},
		Notes: []string{v.t(words.TransferHow, code), v.t(words.TransferExact), v.t(words.TransferSeen)},
	}
	if !is.until.IsZero() {
		by := v.t(words.TransferLate)
		if day, ok := receipt.SendBy(is.until, v.now, v.Engine.Calendar); ok {
			by = v.t(words.TransferByDay, p.Day(day.String()))
		}
		card.Transfer.Facts = append(card.Transfer.Facts, view.Fact{Name: v.t(words.TransferBy), Value: by})
	}
	return true
}
