package web

import (
	"errors"
	"net/http"
	"net/url"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/server/web/view"
)

// secondFactorPages are those about the codes of an authenticator app (R13.1).
func secondFactorPages() []page {
	saids["two-factor-removed"] = words.TwoFactorRemoved
	return []page{
		{"GET", "/signin/code", anyone, askCode},
		{"POST", "/signin/code", anyone, proveCode},
		{"GET", "/settings/two-factor", member, showTwoFactor},
		{"POST", "/settings/two-factor", member, setTwoFactor},
		{"POST", "/settings/two-factor/remove", member, removeTwoFactor},
	}
}

func askCode(v *visit) error { return v.showCode(http.StatusOK, form()) }

func (v *visit) showCode(status int, f *view.Form) error {
	if v.halfway.ID == "" { // nobody is on the way in
		v.redirect("/signin")
		return nil
	}
	p, err := v.page(v.t(words.ProveTitle))
	if err != nil {
		return err
	}
	next := v.next()
	p.Path = "/signin/code?next=" + url.QueryEscape(next)
	return v.show(status, view.ProvePage(p, next, f))
}

// proveCode lets somebody in whose password was right.
func proveCode(v *visit) error {
	if v.halfway.ID == "" {
		v.redirect("/signin")
		return nil
	}
	e := v.entered()
	code := e.text("code", 20, true)
	delete(e.form.Values, "code")
	var err error
	if e.fit() {
		if err = v.Desk.Prove(v.ctx, v.halfway, v.session, code); err == nil {
			to := v.next()
			if to == "/" {
				to = "/my"
			}
			v.redirect(to)
			return nil
		}
	}
	status, err := e.miscoded(err)
	if err != nil {
		return err
	}
	return v.showCode(status, e.form)
}

// miscoded notes that a code, or the password, was not right.
func (e *entered) miscoded(err error) (int, error) {
	if no := (*refusal.Refusal)(nil); errors.As(err, &no) && no.Code == refusal.SecondFactorFailed {
		e.wrong("code", words.TwoFactorWrong)
		err = nil
	}
	return e.unverified(err)
}

func showTwoFactor(v *visit) error { return v.showTwoFactor(http.StatusOK, form(), form()) }

func (v *visit) showTwoFactor(status int, set, removal *view.Form) error {
	p, tabs, err := v.settings("/settings/two-factor")
	if err != nil {
		return err
	}
	enrol, err := v.Desk.EnrolAgain(v.viewer, v.r.FormValue("sealed"))
	if err != nil {
		return err
	}
	return v.show(status, view.TwoFactorPage(p, &view.TwoFactor{
		Tabs: tabs, Staff: v.viewer.Staff(), Set: v.viewer.TOTP.Set(), Left: v.viewer.TOTP.RecoveryLeft(), HasPassword: v.viewer.PasswordHash != "", Email: v.viewer.Email,
		Next: v.next(), Sealed: enrol.Sealed, Secret: enrol.Secret, URL: enrol.URL, QR: enrol.QR, Form: set, Removal: removal,
	}))
}

// setTwoFactor registers an app by its first code, and shows the recovery codes.
func setTwoFactor(v *visit) error {
	e := v.entered()
	code, present := e.text("code", 12, true), e.presentPassword()
	delete(e.form.Values, "code")
	var err error
	if e.fit() {
		var codes []string
		codes, err = v.Desk.SetSecondFactor(v.ctx, v.viewer, v.session, present, v.r.PostFormValue("sealed"), code)
		if err == nil {
			p, err := v.page(v.t(words.RecoveryTitle))
			if err != nil {
				return err
			}
			next := v.next()
			if next == "/" {
				next = "/settings/two-factor"
			}
			p.Path = "/settings/two-factor"
			v.w.Header().Set("Cache-Control", "no-store")
			return v.ok(view.RecoveryPage(p, codes, next))
		}
	}
	status, err := e.miscoded(err)
	if err != nil {
		return err
	}
	return v.showTwoFactor(status, e.form, form())
}

func removeTwoFactor(v *visit) error {
	e := v.entered()
	present := e.presentPassword()
	var err error
	if e.fit() {
		if err = v.Desk.RemoveSecondFactor(v.ctx, v.viewer, v.session, present); err == nil {
			return v.done("/settings/two-factor", "two-factor-removed")
		}
	}
	status, err := e.unverified(err)
	if err != nil {
		return err
	}
	return v.showTwoFactor(status, form(), e.form)
}
