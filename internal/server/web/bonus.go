package web

import (
	"strings"

	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/server/web/view"
)

// drawBonus asks how much, and then for the final confirmation (最終確認, R2.5):
// what, how much, how much of it goes to the worker, when, and that it does not
// come back (R1.7).
func drawBonus(l *look, f *view.Form) (view.Act, error) {
	if !l.may(contract.VerbPayBonus) {
		_, no, err := l.try(contract.PayBonus{Amount: 1})
		return l.closed(no), err
	}
	if l.r.PostFormValue("again") == "check" && len(f.Errors) == 0 {
		bonus := readBonus(l, &entered{l.visit, f}).(contract.PayBonus)
		d := l.c.IfPaid(bonus.Amount)
		a := view.Act{
			Title: l.t(words.FundFinal),
			Facts: []view.Fact{
				{Name: l.t(words.FundAmount), Value: l.page.Yen(bonus.Amount)},
				{Name: l.t(words.FundFor), Value: l.t(words.BonusFor, l.c.Title)},
				{Name: l.t(words.PreviewWorker), Value: l.page.Yen(d.Net)},
				{Name: l.t(words.PreviewFee), Value: l.page.Yen(d.Charge.Sum())},
				l.method(),
				{Name: l.t(words.FundWhenPaid), Value: l.t(words.BonusWhenPaid)},
				{Name: l.t(words.FundBack), Value: l.t(words.BonusBack)},
				{Name: l.t(words.FundPeriod), Value: l.page.When(l.c.BonusBy(l.Engine.Calendar))},
			},
			Submit: l.orders(words.BonusSubmit), Tone: "primary", Edit: l.t(words.ChangeEdit),
		}
		if bonus.Message != "" {
			a.Facts = append(a.Facts, view.Fact{Name: l.t(words.BonusMessage), Value: bonus.Message})
		}
		for _, name := range []string{"amount", "message"} {
			a.Keep = append(a.Keep, view.Fact{Name: name, Value: strings.ToValidUTF8(l.r.PostFormValue(name), "?")})
		}
		return a, nil
	}
	return view.Act{
		Intro: []string{l.t(words.BonusIntro, l.page.When(l.c.BonusBy(l.Engine.Calendar)), l.c.Policy().MaxBonuses)},
		Fields: []view.Field{
			{Name: "amount", Label: l.t(words.BonusAmount), Hint: l.t(words.BonusAmountHint), Required: true, Unit: l.t(words.YenUnit), InputMode: "numeric"},
			{Name: "message", Label: l.t(words.BonusMessage), Max: 2_000, Rows: 3},
		},
		Check: l.t(words.BonusNext), Tone: "primary",
	}, nil
}

func readBonus(_ *look, e *entered) contract.Command {
	return contract.PayBonus{Amount: e.yen("amount", 1), Message: e.text("message", 2_000, false)}
}
