package web

import (
	"errors"
	"net/http"
	"strconv"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/payout"
	"azukari/internal/server/web/view"
)

// bankPages are where somebody says where they are paid (R10.1).
func bankPages() []page {
	saids["bank"] = words.BankDone
	return []page{
		{"GET", "/settings/bank", member, showBank},
		{"POST", "/settings/bank", member, registerBank},
	}
}

// found is how many banks or branches one search shows.
const found = 20

func showBank(v *visit) error { return v.showBank(http.StatusOK, form()) }

func (v *visit) showBank(status int, f *view.Form) error {
	p, tabs, err := v.settings("/settings/bank")
	if err != nil {
		return err
	}
	m := &view.BankPageOf{Tabs: tabs, HasPassword: v.viewer.PasswordHash != "", Email: v.viewer.Email, Form: f}
	m.NoProof = !m.HasPassword && !v.session.ProvedLately(v.now)
	now, err := v.Engine.Store.PaidTo(v.ctx, v.viewer.ID)
	if err != nil {
		return err
	}
	if now.ID != "" {
		m.Now, m.Says = v.bankLine(now), v.t(words.BankUsable)
		if !now.Usable(v.now) {
			m.Says = v.t(words.BankHeld, p.When(now.UsableAt))
		}
	}
	chosen, ok := bank.FindBank(v.r.FormValue("bank_code"))
	if !ok {
		m.Query = clean(v.r.FormValue("bank"), 40)
		m.Searched = m.Query != ""
		if m.Searched {
			for _, b := range bank.Banks(m.Query, found) {
				m.Banks = append(m.Banks, view.Pick{Name: v.t(words.BankPick, b.Name, b.Code), Path: "/settings/bank?bank_code=" + b.Code})
			}
		}
		return v.show(status, view.BankAccountPage(p, m))
	}
	m.Bank, m.BankCode, m.Post = chosen.Name, chosen.Code, chosen.Code == bank.JapanPost
	branch, kind := v.r.FormValue("branch_code"), bank.Ordinary
	if m.Post && branch == "" {
		m.Symbol, m.Passbook = clean(v.r.FormValue("symbol"), 8), clean(v.r.FormValue("passbook"), 8)
		if m.Symbol != "" || m.Passbook != "" {
			a, ok := bank.FromPassbook(m.Symbol, m.Passbook)
			m.PassbookWrong = !ok
			branch, kind, m.Number = a.BranchCode, a.Kind, a.Number
		}
	}
	if at, ok := bank.FindBranch(chosen.Code, branch); ok {
		m.Branch, m.BranchNo = at.Name, at.Code
		if n, err := strconv.Atoi(f.Value("kind")); err == nil {
			kind = bank.Kind(n)
		}
		for _, k := range bank.Kinds {
			m.Kinds = append(m.Kinds, view.Choice{Value: strconv.Itoa(int(k)), Name: v.t(words.BankKinds[int(k)]), Chosen: k == kind})
		}
		return v.show(status, view.BankAccountPage(p, m))
	}
	m.PassbookWrong = m.PassbookWrong || m.Symbol != "" && branch != ""
	m.BranchQuery = clean(v.r.FormValue("branch"), 40)
	m.Searched = m.BranchQuery != ""
	if m.Searched {
		for _, b := range bank.Branches(chosen.Code, m.BranchQuery, found) {
			m.Branches = append(m.Branches, view.Pick{Name: v.t(words.BankPick, b.Name, b.Code), Path: "/settings/bank?bank_code=" + chosen.Code + "&branch_code=" + b.Code})
		}
	}
	return v.show(status, view.BankAccountPage(p, m))
}

// bankLine is an account as its owner and the staff see it: masked.
func (v *visit) bankLine(b payout.BankAccount) string {
	return v.t(words.BankLine, b.BankName, b.BankCode, b.BranchName, b.BranchCode, v.t(words.BankKinds[int(b.Kind)]), b.Tail)
}

// registerBank checks and seals the account; what a file cannot hold is told
// beside its field.
func registerBank(v *visit) error {
	e := v.entered()
	present := e.presentPassword()
	kind, _ := strconv.Atoi(v.r.PostFormValue("kind"))
	a := bank.Account{
		BankCode: v.r.PostFormValue("bank_code"), BranchCode: v.r.PostFormValue("branch_code"), Kind: bank.Kind(kind),
		Number: e.text("number", 20, true), Holder: e.text("holder", 60, true),
	}
	var err error
	if e.fit() {
		a, err = a.Checked()
		e.misbanked(err)
	}
	if e.fit() {
		if err = v.Desk.RegisterBankAccount(v.ctx, v.viewer, v.session, present, a); err == nil {
			return v.done("/settings/bank", "bank")
		}
	} else {
		err = nil
	}
	status, err := e.unverified(err)
	if err != nil {
		return err
	}
	return v.showBank(status, e.form)
}

// misbanked says beside its field what a bank would not take.
func (e *entered) misbanked(err error) {
	var fault *bank.Fault
	var no *refusal.Refusal
	switch {
	case err == nil:
	case errors.As(err, &fault):
		text, fill := map[bank.FaultKind]words.Text{
			bank.EmptyName: words.HolderEmpty, bank.KanjiName: words.HolderKanji, bank.StrangeName: words.HolderStrange, bank.WoName: words.HolderWo, bank.LongName: words.HolderLong,
		}[fault.Kind], []any{fault.Char}
		if fault.Char == "" {
			fill = nil
		}
		e.wrong("holder", text, fill...)
	case errors.As(err, &no) && no.Field == "number":
		e.wrong("number", words.BankNoHere)
	case errors.As(err, &no) && no.Field == "kind":
		e.wrong("kind", words.FieldRequired)
	default:
		e.form.Said = e.t(words.BankNoSuch)
	}
}
