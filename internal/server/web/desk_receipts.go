package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/receipt"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// deskReceiptPages are the finance staff's, in a house that is paid by bank
// transfer (R2.6).
func deskReceiptPages() []page {
	saids["receipt"], saids["receipt-funded"], saids["receipt-returned"], saids["receipt-given-up"] = words.ReceiptDone, words.ReceiptFunded, words.ReceiptReturned, words.ReceiptGivenUp
	takesIn := staff(account.TakeIn)
	return []page{
		{"GET", "/desk/receipts", takesIn, byHand(showReceipts)},
		{"GET", "/desk/receipts/{id}", takesIn, byHand(func(v *visit) error { return v.showOrder(http.StatusOK, form(), form()) })},
		{"POST", "/desk/receipts/{id}", takesIn, byHand(confirmReceipt)},
		{"POST", "/desk/receipts/{id}/give-up", takesIn, byHand(giveUpOrder)},
	}
}

// takesInByHand reports whether it is the staff that says what was paid. Where a
// gateway does, its word counts alone; a house that takes no payments now may
// still get what was ordered before.
func (v *visit) takesInByHand() bool {
	switch v.Engine.Cashier.Gateway.(type) {
	case gateway.Transfer, gateway.None:
		return true
	}
	return false
}

// byHand serves a page where the staff says what was paid.
func byHand(serve func(*visit) error) func(*visit) error {
	return func(v *visit) error {
		if !v.takesInByHand() {
			return refusal.NoSuch("page")
		}
		return serve(v)
	}
}

// ordersShown is how many orders a page shows.
const ordersShown = 50

// showReceipts lists what waits for a bank transfer, oldest first.
func showReceipts(v *visit) error {
	p, err := v.page(v.t(words.ReceiptsTitle))
	if err != nil {
		return err
	}
	asked := v.r.URL.Query()
	d := &view.ReceiptDesk{Tabs: v.deskTabs("/desk/receipts"), Query: clean(strings.TrimSpace(asked.Get("q")), 60)}
	open, err := v.Engine.Store.OpenOrders(v.ctx)
	if err != nil {
		return err
	}
	if d.Query != "" {
		open = slices.DeleteFunc(open, func(o store.Order) bool { return !mayBe(o, d.Query) })
	}
	d.Count = len(open)
	open = slices.DeleteFunc(open, func(o store.Order) bool { return o.PaymentID <= asked.Get("after") })
	if len(open) > ordersShown {
		open = open[:ordersShown]
		d.More = "/desk/receipts?" + url.Values{"q": {d.Query}, "after": {open[ordersShown-1].PaymentID}}.Encode()
	}
	for _, o := range open {
		is, err := v.ordered(o)
		if err != nil {
			return err
		}
		who, err := v.Engine.Store.Account(v.ctx, is.client)
		if err != nil {
			return err
		}
		d.Orders = append(d.Orders, view.OrderRow{
			Path: receiptPath(o.PaymentID), Code: receipt.Code(o.PaymentID), Amount: p.Yen(o.Amount), Who: who.Name, For: v.t(is.what), Title: is.title,
			Since: p.When(is.payment.At), Until: v.until(p, is), Over: !is.awaited,
		})
	}
	return v.ok(view.ReceiptDeskPage(p, d))
}

func receiptPath(paymentID string) string { return "/desk/receipts/" + url.PathEscape(paymentID) }

// mayBe reports whether an order may be the one that is looked for: it has the
// amount, or its code stands in what was copied from a statement, or is copied in part.
func mayBe(o store.Order, text string) bool {
	read, code := receipt.ReadCode(text), receipt.Code(o.PaymentID)
	if n, number := digits(text); number {
		return money.Yen(n) == o.Amount || read == code
	}
	return strings.Contains(read, code) || strings.Contains(code, read)
}

// An ordered is an order with what it is for.
type ordered struct {
	store.Order
	payment        contract.Payment
	what           words.Text
	title          string
	client, worker string           // accounts; a contest or a task has no worker
	until          calendar.Instant // when what it is for stops waiting for it; zero: never
	awaited        bool             // it waits still
}

// ordered reads what an order is for, as the clock leaves it now.
func (v *visit) ordered(o store.Order) (ordered, error) {
	is := ordered{Order: o}
	switch o.Room {
	case store.ContestRoom:
		c, err := v.Engine.Store.Contest(v.ctx, o.ID)
		if err != nil {
			return is, err
		}
		return v.orderedContest(c), nil
	case store.TaskRoom:
		t, err := v.Engine.Store.Task(v.ctx, o.ID)
		if err != nil {
			return is, err
		}
		return v.orderedTask(t), nil
	}
	c, err := v.Engine.Store.Contract(v.ctx, o.ID)
	if err != nil {
		return is, err
	}
	return v.orderedOn(contract.CatchUp(c, v.occasion()).Contract), nil
}

func (v *visit) until(p *view.Page, is ordered) string {
	switch {
	case !is.awaited:
		return v.t(words.ReceiptsOver)
	case is.until.IsZero():
		return v.t(words.ReceiptsNoUntil)
	}
	return p.When(is.until)
}

// saidOf is what became of the money that was booked, or of the order that was
// given up; nothing is known when the same form was sent twice.
func saidOf(given any) string {
	p, _ := given.(transact.Paying)
	switch p.Payment.State {
	case contract.PaymentSucceeded:
		return "receipt-funded"
	case contract.PaymentRefunded:
		return "receipt-returned"
	case contract.PaymentFailed:
		return "receipt-given-up"
	}
	return "receipt"
}

// orderHere is the order of the address; ok is false when it is settled.
func (v *visit) orderHere() (is ordered, ok bool, err error) {
	open, err := v.Engine.Store.OpenOrders(v.ctx)
	if err != nil {
		return is, false, err
	}
	at := slices.IndexFunc(open, func(o store.Order) bool { return o.PaymentID == v.r.PathValue("id") })
	if at < 0 {
		return is, false, nil
	}
	is, err = v.ordered(open[at])
	return is, true, err
}

// showOrder is the page before the staff says that an order is paid, or that no
// money comes for it.
func (v *visit) showOrder(status int, arrived, failed *view.Form) error {
	is, ok, err := v.orderHere()
	if err != nil {
		return err
	}
	if !ok {
		return v.showSettled(http.StatusOK)
	}
	p, err := v.page(v.t(words.ReceiptThis))
	if err != nil {
		return err
	}
	who, err := v.Engine.Store.Account(v.ctx, is.client)
	if err != nil {
		return err
	}
	today := v.Engine.Calendar.Day(v.now).String()
	o := &view.OrderView{
		Path: receiptPath(is.PaymentID), Own: v.viewer.ID == is.client || v.viewer.ID == is.worker, What: v.t(is.follows()), Arrived: arrived, Failed: failed,
		Facts: []view.Fact{
			{Name: v.t(words.ReceiptsAmount), Value: p.Yen(is.Amount)}, {Name: v.t(words.ReceiptsCode), Value: receipt.Code(is.PaymentID)},
			{Name: v.t(words.ReceiptsWho), Value: who.Name}, {Name: v.t(words.ReceiptsFor), Value: is.title + v.t(words.Aside, v.t(is.what))},
			{Name: v.t(words.ReceiptsSince), Value: p.When(is.payment.At)}, {Name: v.t(words.ReceiptsUntil), Value: v.until(p, is)},
		},
		Amount: view.Field{Name: "amount", Label: v.t(words.ReceiptArrived), Hint: v.t(words.ReceiptArrivedH), Required: true, Unit: v.t(words.YenUnit), InputMode: "numeric", AutoComplete: "off"},
		On:     view.Field{Name: "on", Label: v.t(words.ReceiptOn), Type: "date", Value: today, MaxValue: today, Min: v.Engine.Calendar.Day(is.payment.At).String(), Required: true},
		Why:    view.Field{Name: "reason", Label: v.t(words.ReceiptWhy), Hint: v.t(words.ReceiptWhyH), Required: true, Max: receipt.MaxReason},
	}
	return v.show(status, view.OrderPage(p, o))
}

// follows is what becomes of the money.
func (is ordered) follows() words.Text {
	switch {
	case !is.awaited:
		return words.ReceiptReturns
	case is.what == words.ReceiptBonus:
		return words.ReceiptPays
	}
	return words.ReceiptFunds
}

// showSettled says who settled the order of the address: one at a time, and the
// one who comes second reads it here.
func (v *visit) showSettled(status int) error {
	lines, err := v.Engine.Store.AuditTrail(v.ctx, store.AuditQuery{Subject: v.r.PathValue("id")}, store.Page{})
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		return refusal.NoSuch("order")
	}
	p, err := v.page(v.t(words.ReceiptGone))
	if err != nil {
		return err
	}
	var by []string
	for _, l := range lines {
		who, err := v.Engine.Store.Account(v.ctx, l.By)
		if err != nil {
			return err
		}
		by = append(by, v.t(words.ReceiptGoneBy, p.When(l.At), who.Name, v.t(words.Acts[string(l.Act)])))
	}
	return v.show(status, view.SettledPage(p, by))
}

// confirmReceipt books what arrived.
func confirmReceipt(v *visit) error {
	return v.settle(func(e *entered, is ordered) transact.Command {
		c := transact.ConfirmReceipt{Order: is.Order, Receipt: receipt.Receipt{Amount: e.yen("amount", 1)}}
		c.Receipt.On, _ = calendar.ParseDate(e.day("on", true)) // what is no date is noted beside the field
		return c
	}, func(e *entered) error { return v.showOrder(http.StatusUnprocessableEntity, e.form, form()) })
}

// giveUpOrder cancels an order for which no money comes.
func giveUpOrder(v *visit) error {
	return v.settle(func(e *entered, is ordered) transact.Command {
		return transact.GiveUpOrder{Order: is.Order, Reason: e.text("reason", receipt.MaxReason, true)}
	}, func(e *entered) error { return v.showOrder(http.StatusUnprocessableEntity, form(), e.form) })
}

// settle brings the staff's word on the order of the address.
func (v *visit) settle(read func(*entered, ordered) transact.Command, again func(*entered) error) error {
	is, ok, err := v.orderHere()
	if err != nil {
		return err
	}
	if !ok {
		return v.showSettled(http.StatusConflict)
	}
	e := v.entered()
	cmd := read(e, is)
	if e.fit() {
		given, err := v.do(cmd)
		no := (*refusal.Refusal)(nil)
		switch {
		case err == nil:
			return v.done("/desk/receipts", saidOf(given))
		case errors.As(err, &no) && no.Kind == refusal.NotNow:
			return v.showSettled(http.StatusConflict)
		case errors.As(err, &no) && no.Field == "amount":
			e.wrong("amount", words.ReceiptWrong, words.Yen(v.lang, is.Amount))
		case errors.As(err, &no) && no.Field == "on":
			e.wrong("on", words.ReceiptWrongDay)
		default:
			if err = e.refused(err); err != nil {
				return err
			}
		}
	}
	return again(e)
}
