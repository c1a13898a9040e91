package web

import (
	"errors"
	"net/http"
	"strconv"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/payout"
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
	paid, err := v.Engine.Store.PaidTo(v.ctx, v.viewer.ID)
	if err != nil {
		return err
	}
	to, today := "", v.Engine.Calendar.Day(v.now)
	if paid.ID != "" {
		to = v.bankLine(paid)
	}
	return v.show(status, view.PayoutPage(p, &view.Payout{
		Nothing: available < 1,
		Amount: view.Field{
			Name: "amount", Label: v.t(words.PayoutAmount), Hint: v.t(words.PayoutHint, p.Yen(available)), Required: true,
			Value: strconv.FormatInt(int64(available), 10), Unit: v.t(words.YenUnit), InputMode: "numeric",
		},
		Bank: to, NoBank: to == "", Form: f,
		When: []view.Choice{
			{Value: "schedule", Name: v.t(words.PayoutSchedule, p.Day(payout.PayDay(today, false).String())), Chosen: f.Value("when") != "demand"},
			{Value: "demand", Name: v.t(words.PayoutDemand, p.Day(payout.PayDay(today, true).String())), Chosen: f.Value("when") == "demand"},
		},
	}))
}

// requestPayout sets the amount aside for the bank.
func requestPayout(v *visit) error {
	e := v.entered()
	amount := e.yen("amount", 1)
	if e.fit() {
		_, err := v.do(transact.RequestPayout{AccountID: v.viewer.ID, Amount: amount, OnDemand: v.r.PostFormValue("when") == "demand"})
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
			e.form.Once = form().Once
		default:
			if err = e.refused(err); err != nil {
				return err
			}
		}
	}
	return v.showPayout(http.StatusUnprocessableEntity, e.form)
}

// cancelPayout puts a payout back that is in no batch yet.
func cancelPayout(v *visit) error {
	if _, err := v.do(transact.CancelPayout{PayoutID: v.r.PathValue("id")}); err != nil {
		return err
	}
	return v.done("/earnings", "payout-cancelled")
}
