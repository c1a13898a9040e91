package web

import (
	"errors"
	"net/http"
	"strconv"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/ledger"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
)

// newPayout asks how much is to be withdrawn, and says what will happen.
func newPayout(v *visit) error { return v.showPayout(http.StatusOK, form()) }

func (v *visit) showPayout(status int, f *view.Form) error {
	p, err := v.page(v.t(words.PayoutTitle))
	if err != nil {
		return err
	}
	available, err := v.Engine.Store.Balance(v.ctx, ledger.User(v.viewer.ID))
	if err != nil {
		return err
	}
	return v.show(status, view.PayoutPage(p, &view.Payout{
		Nothing: available < 1,
		Amount: view.Field{
			Name: "amount", Label: v.t(words.PayoutAmount), Hint: v.t(words.PayoutHint, p.Yen(available)), Required: true,
			Value: strconv.FormatInt(int64(available), 10), Unit: v.t(words.YenUnit), InputMode: "numeric",
		},
		On: p.Day(transferDay(v.Engine.Calendar.Day(v.now)).String()), Form: f,
	}))
}

// requestPayout sets the amount aside for the bank.
func requestPayout(v *visit) error {
	e := v.entered()
	amount := e.yen("amount", 1)
	if e.fit() {
		_, err := v.do(transact.RequestPayout{AccountID: v.viewer.ID, Amount: amount})
		var no *refusal.Refusal
		switch {
		case err == nil:
			return v.done("/earnings", "payout")
		case errors.As(err, &no) && no.Code == refusal.InsufficientBalance:
			available, err := v.Engine.Store.Balance(v.ctx, ledger.User(v.viewer.ID))
			if err != nil {
				return err
			}
			there := words.Yen(v.lang, available)
			e.wrong("amount", words.PayoutTooMuch, there, there)
		default:
			if err = e.refused(err); err != nil {
				return err
			}
		}
		e.form.Once = form().Once
	}
	return v.showPayout(http.StatusUnprocessableEntity, e.form)
}

// transferDay is the day on which a payout requested on a day goes to the bank
// (R10.1): until the 15th at the end of the month, until the end of the month on
// the 15th of the next, or when the banks are open again.
func transferDay(asked calendar.Date) calendar.Date {
	on := calendar.Date{Year: asked.Year, Month: asked.Month + 1, Day: 15}.Plus(0)
	if asked.Day <= 15 {
		on = calendar.Date{Year: asked.Year, Month: asked.Month + 1, Day: 1}.Plus(-1)
	}
	for !calendar.IsBankDay(on) {
		on = on.Next()
	}
	return on
}
