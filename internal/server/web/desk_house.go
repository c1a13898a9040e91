package web

import (
	"net/http"
	"net/url"

	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// trailRows is how many lines of the audit trail one page shows.
const trailRows = 50

// showTrail is the audit trail, newest first (R13.2).
func showTrail(v *visit) error {
	p, err := v.page(v.t(words.DeskTrail))
	if err != nil {
		return err
	}
	head, err := v.Engine.Store.AuditHead(v.ctx)
	if err != nil {
		return err
	}
	q := store.AuditQuery{By: clean(v.r.URL.Query().Get("by"), 64), Subject: clean(v.r.URL.Query().Get("subject"), 256)}
	lines, err := v.Engine.Store.AuditTrail(v.ctx, q, store.Page{Limit: trailRows, Cursor: clean(v.r.URL.Query().Get("after"), 64)})
	if err != nil {
		return err
	}
	t := &view.Trail{Tabs: v.deskTabs("/desk/trail"), Count: head.Seq, Part: q != store.AuditQuery{}}
	names := map[string]string{"": v.t(words.TrailHouse)}
	for _, l := range lines {
		if _, known := names[l.By]; !known {
			a, err := v.Engine.Store.Account(v.ctx, l.By)
			if err != nil {
				return err
			}
			names[l.By] = a.Name
		}
		t.Lines = append(t.Lines, view.TrailLine{Seq: l.Seq, At: l.At, By: l.By, Who: names[l.By], Act: string(l.Act), Said: v.t(words.Acts[string(l.Act)]), On: l.Subject, Data: l.Data})
	}
	if len(lines) == trailRows {
		t.Older = "/desk/trail?" + url.Values{"after": {lines[len(lines)-1].ID}, "by": {q.By}, "subject": {q.Subject}}.Encode()
	}
	return v.ok(view.TrailPage(p, t))
}

func showStaff(v *visit) error { return v.showStaff(http.StatusOK, form()) }

func (v *visit) showStaff(status int, f *view.Form) error {
	p, err := v.page(v.t(words.DeskStaff))
	if err != nil {
		return err
	}
	staff, err := v.Engine.Store.Staff(v.ctx)
	if err != nil {
		return err
	}
	s := &view.StaffList{Tabs: v.deskTabs("/desk/staff"), Roles: v.roleChoices(""), Form: f}
	for _, a := range staff {
		s.Rows = append(s.Rows, view.StaffRow{ID: a.ID, Name: a.Name, Email: a.Email, Factor: a.TOTP.Set(), Own: a.ID == v.viewer.ID, Roles: v.roleChoices(a.Roles)})
	}
	return v.show(status, view.StaffPage(p, s))
}

func (v *visit) roleChoices(held account.Roles) (all []view.Choice) {
	for _, r := range []account.Role{account.Support, account.Finance, account.Admin} {
		chosen := false
		for _, one := range held.List() {
			chosen = chosen || one == r
		}
		all = append(all, view.Choice{Value: string(r), Name: v.t(words.StaffRoleNames[string(r)]), Chosen: chosen})
	}
	return all
}

// rolesSent are the boxes that were ticked.
func (v *visit) rolesSent() account.Roles {
	var roles []account.Role
	for _, r := range v.r.PostForm["role"] {
		roles = append(roles, account.Role(r))
	}
	return account.RolesOf(roles...)
}

func changeRoles(v *visit) error {
	if _, err := v.bring(transact.GrantRoles{AccountID: v.r.PathValue("id"), Roles: v.rolesSent()}, nil); err != nil {
		return err
	}
	return v.done("/desk/staff", "staff")
}

// addStaff gives roles to somebody who has an account.
func addStaff(v *visit) error {
	e := v.entered()
	email, roles := e.email("email"), v.rolesSent()
	if roles == "" {
		e.form.Said = e.t(words.FieldRequired)
	}
	if e.fit() {
		a, err := v.Engine.Store.AccountByEmail(v.ctx, email)
		if err == nil {
			if _, err = v.bring(transact.GrantRoles{AccountID: a.ID, Roles: roles}, nil); err == nil {
				return v.done("/desk/staff", "staff")
			}
			if err = e.refused(err); err != nil {
				return err
			}
		} else {
			e.wrong("email", words.StaffNobody)
		}
	}
	return v.showStaff(http.StatusUnprocessableEntity, e.form)
}

// bouncedRows is how much mail that did not arrive one page shows.
const bouncedRows = 50

// showBounced is the mail that did not arrive (R11.3).
func showBounced(v *visit) error {
	p, err := v.page(v.t(words.DeskMail))
	if err != nil {
		return err
	}
	bounced, err := v.Engine.Store.BouncedMail(v.ctx, false, store.Page{Limit: bouncedRows})
	if err != nil {
		return err
	}
	var rows []view.TrailLine
	for _, n := range bounced {
		a, err := v.Engine.Store.Account(v.ctx, n.AccountID)
		if err != nil {
			return err
		}
		said, err := v.bounce(n)
		if err != nil {
			return err
		}
		rows = append(rows, view.TrailLine{At: n.At, Who: a.Name, Act: words.NoticeName(v.lang, string(n.Kind)), Data: said})
	}
	return v.ok(view.BouncedPage(p, v.deskTabs("/desk/mail"), rows))
}
