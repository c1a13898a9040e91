package web

import (
	"errors"
	"net/http"
	"net/url"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// identityPages are where the staff note that they have checked who somebody is
// (本人確認, R13.1). What they looked at is shown to them outside the house, and is
// kept nowhere: the trail says who checked, when, and how.
func identityPages() []page {
	saids["identity"], saids["identity-back"] = words.IdentityDone, words.IdentityBack
	return []page{
		{"GET", "/desk/identity", staff(account.DecideRequests), findPerson},
		{"GET", "/desk/identity/{id}", staff(account.DecideRequests), showIdentity},
		{"POST", "/desk/identity/{id}", staff(account.DecideRequests), checkIdentity},
	}
}

// findPerson looks somebody up by the address that they sign in with.
func findPerson(v *visit) error {
	p, err := v.page(v.t(words.IdentityTitle))
	if err != nil {
		return err
	}
	f := form()
	f.Values["email"] = clean(v.r.URL.Query().Get("email"), account.MaxEmail)
	if f.Values["email"] != "" {
		switch a, err := v.Engine.Store.AccountByEmail(v.ctx, f.Values["email"]); {
		case err == nil:
			v.redirect("/desk/identity/" + a.ID)
			return nil
		case !errors.Is(err, store.ErrNotFound):
			return err
		}
		f.Errors["email"] = v.t(words.StaffNobody)
	}
	return v.ok(view.FindPersonPage(p, v.deskTabs("/desk/identity"), f))
}

func showIdentity(v *visit) error { return v.showIdentity(http.StatusOK, form()) }

func (v *visit) showIdentity(status int, f *view.Form) error {
	a, err := v.Engine.Store.Account(v.ctx, v.r.PathValue("id"))
	if err == nil && a.Staff() {
		err = refusal.NoSuch("person")
	}
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.IdentityTitle))
	if err != nil {
		return err
	}
	m := view.Identity{Tabs: v.deskTabs("/desk/identity"), Person: view.Person{ID: a.ID, Name: a.Name}, Checked: a.Identified(), Form: f, Facts: []view.Fact{
		{Name: v.t(words.IdentityEmail), Value: a.Email},
		{Name: v.t(words.IdentitySince), Value: p.When(a.CreatedAt)},
		{Name: v.t(words.IdentityState), Value: v.t(words.IdentityNot)},
	}}
	if m.Checked {
		m.Facts[2].Value = v.t(words.IdentityAt, p.When(a.IdentifiedAt))
	}
	return v.show(status, view.IdentityPage(p, &m))
}

// checkIdentity notes the check, or takes it back, with the reason.
func checkIdentity(v *visit) error {
	e := v.entered()
	check := transact.CheckIdentity{AccountID: v.r.PathValue("id"), Checked: v.r.PostFormValue("checked") != "", Reason: e.text("reason", transact.MaxIdentityReason, true)}
	if e.fit() {
		_, err := v.do(check)
		if err == nil {
			said := "identity-back"
			if check.Checked {
				said = "identity"
			}
			return v.done("/desk/identity/"+url.PathEscape(check.AccountID), said)
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showIdentity(http.StatusUnprocessableEntity, e.form)
}
