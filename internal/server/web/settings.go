package web

import (
	"net/http"
	"strings"

	"github.com/mileusna/useragent"

	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/notice"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
)

// settingsPages are those about one's own account (設定).
func settingsPages() []page {
	saids["saved"], saids["email"], saids["password"] = words.SettingsSaved, words.EmailSent, words.PasswordDone
	saids["passkey"], saids["passkey-removed"], saids["session"] = words.PasskeyAdded, words.PasskeyRemoved, words.SessionEnded
	return []page{
		{"GET", "/settings", member, showProfile},
		{"POST", "/settings", member, changeProfile},
		{"GET", "/settings/security", member, showSecurity},
		{"POST", "/settings/email", member, changeEmail},
		{"POST", "/settings/password", member, changePassword},
		{"GET", "/settings/passkeys/new", member, beginPasskey},
		{"POST", "/settings/passkeys", member, addPasskey},
		{"POST", "/settings/passkeys/remove", member, removePasskey},
		{"POST", "/settings/sessions/end", member, endSession},
		{"GET", "/settings/notifications", member, showNoticeSettings},
		{"POST", "/settings/notifications", member, changeNoticeSettings},
	}
}

// settings is what stands above each of the pages.
func (v *visit) settings(path string) (*view.Page, []view.Tab, error) {
	p, err := v.page(v.t(words.NavSettings))
	if err != nil {
		return nil, nil, err
	}
	var tabs []view.Tab
	for _, t := range []struct {
		path string
		name words.Text
	}{{"/settings", words.SettingsProfile}, {"/settings/security", words.SettingsSecurity}, {"/settings/two-factor", words.TwoFactor}, {"/settings/bank", words.BankTitle}, {"/settings/api-keys", words.APIKeys}, {"/settings/notifications", words.SettingsNotices}} {
		tabs = append(tabs, view.Tab{Name: v.t(t.name), Path: t.path, Count: -1, Chosen: t.path == path})
	}
	p.Path = path // a refused form returns to its page
	return p, tabs, nil
}

func showProfile(v *visit) error { return v.showProfile(http.StatusOK, form()) }

func (v *visit) showProfile(status int, f *view.Form) error {
	p, tabs, err := v.settings("/settings")
	if err != nil {
		return err
	}
	m := &view.Profile{Tabs: tabs, Name: v.viewer.Name, Intro: v.viewer.Intro, Public: "/people/" + v.viewer.ID, Form: f}
	if v.viewer.Staff() {
		m.Public = ""
	}
	for _, l := range []struct {
		lang words.Language
		name string
	}{{words.Japanese, "日本語"}, {words.English, "English"}} {
		m.Languages = append(m.Languages, view.Choice{Value: string(l.lang), Name: l.name, Chosen: l.lang == v.viewer.Language})
	}
	return v.show(status, view.ProfilePage(p, m))
}

func changeProfile(v *visit) error {
	e := v.entered()
	name, intro := e.text("name", account.MaxName, true), e.text("intro", account.MaxIntro, false)
	lang := words.Japanese
	if v.r.PostFormValue("language") == string(words.English) {
		lang = words.English
	}
	if e.fit() {
		for _, cmd := range []transact.Command{
			transact.ChangeName{AccountID: v.viewer.ID, Name: name},
			transact.ChangeIntro{AccountID: v.viewer.ID, Intro: intro},
			transact.ChangeLanguage{AccountID: v.viewer.ID, Language: lang},
		} {
			if _, err := v.Engine.Door.Do(v.ctx, transact.Request{Actor: v.who(), Command: cmd}); err != nil {
				if err = e.refused(err); err != nil {
					return err
				}
			}
		}
	}
	if !e.fit() {
		return v.showProfile(http.StatusUnprocessableEntity, e.form)
	}
	v.speak(lang)
	return v.done("/settings", "saved")
}

// A securityForm says which of the page's forms was refused.
type securityForm struct{ email, password, passkey *view.Form }

func showSecurity(v *visit) error { return v.showSecurity(http.StatusOK, securityForm{}) }

func (v *visit) showSecurity(status int, f securityForm) error {
	p, tabs, err := v.settings("/settings/security")
	if err != nil {
		return err
	}
	m := &view.Security{Tabs: tabs, Email: v.viewer.Email, HasPassword: v.viewer.PasswordHash != "", Shown: v.viewer.PasswordHash != "" || v.session.ProvedLately(v.now), EmailForm: f.email, PasswordForm: f.password, PasskeyForm: f.passkey}
	for _, each := range []**view.Form{&m.EmailForm, &m.PasswordForm, &m.PasskeyForm} {
		if *each == nil {
			*each = form()
		}
	}
	keys, err := v.Engine.Store.CredentialsOf(v.ctx, v.viewer.ID)
	if err != nil {
		return err
	}
	for _, k := range keys {
		row := view.Passkey{ID: k.ID, Name: k.Name, Made: p.When(k.CreatedAt)}
		if !k.LastUsedAt.IsZero() {
			row.Used = p.When(k.LastUsedAt)
		}
		m.Passkeys = append(m.Passkeys, row)
	}
	sessions, err := v.Engine.Store.SessionsOf(v.ctx, v.viewer.ID, v.now)
	if err != nil {
		return err
	}
	for _, s := range sessions {
		m.Sessions = append(m.Sessions, view.Session{
			ID: s.Hash, Device: v.device(s.Agent), Here: s.Hash == v.session.Hash, Seen: p.When(s.LastSeenAt), Began: p.When(s.CreatedAt),
		})
	}
	return v.show(status, view.SecurityPage(p, m))
}

// device names a browser for people.
func (v *visit) device(agent string) string {
	ua := useragent.Parse(agent)
	switch {
	case ua.Name == "" || agent == "":
		return v.t(words.SessionUnknown)
	case ua.OS == "":
		return ua.Name
	}
	return v.t(words.SessionOn, ua.Name, ua.OS)
}

// presentPassword is what is asked for before something that needs it.
func (e *entered) presentPassword() string {
	present := e.r.PostFormValue("present")
	if present == "" && e.viewer.PasswordHash != "" {
		e.wrong("present", words.FieldRequired)
	}
	return present
}

// unverified notes that the present password was not right.
func (e *entered) unverified(err error) (int, error) {
	status, err := e.stopped(err)
	if e.form.Said == e.t(words.SignInFailed) {
		e.form.Said = ""
		e.wrong("present", words.PasswordWrong)
	}
	return status, err
}

func changeEmail(v *visit) error {
	e := v.entered()
	email, present := e.email("email"), e.presentPassword()
	var err error
	if e.fit() {
		if err = v.Desk.ChangeEmail(v.ctx, v.viewer, present, email); err == nil {
			return v.done("/settings/security", "email")
		}
	}
	status, err := e.unverified(err)
	if err != nil {
		return err
	}
	return v.showSecurity(status, securityForm{email: e.form})
}

func changePassword(v *visit) error {
	e := v.entered()
	present := e.presentPassword()
	if v.r.PostFormValue("password") == "" {
		e.wrong("password", words.FieldRequired)
	}
	var err error
	if e.fit() {
		if err = v.Desk.ChangePassword(v.ctx, v.viewer, present, v.r.PostFormValue("password"), v.session); err == nil {
			return v.done("/settings/security", "password")
		}
	}
	status, err := e.unverified(err)
	if err != nil {
		return err
	}
	return v.showSecurity(status, securityForm{password: e.form})
}

func beginPasskey(v *visit) error {
	keys, err := v.Engine.Store.CredentialsOf(v.ctx, v.viewer.ID)
	if err != nil {
		return err
	}
	return v.ceremony(v.Desk.Passkeys.BeginRegistration(v.house().Name, v.viewer, keys, v.now))
}

func addPasskey(v *visit) error {
	e := v.entered()
	name, present := e.text("name", account.MaxName, true), e.presentPassword()
	delete(e.form.Values, "answer")
	var err error
	if e.fit() {
		if _, err = v.Desk.AddPasskey(v.ctx, v.viewer, v.session, present, name, v.r.PostFormValue("state"), strings.NewReader(v.r.PostFormValue("answer"))); err == nil {
			return v.done("/settings/security", "passkey")
		}
	}
	status, err := e.unverified(err)
	if err != nil {
		return err
	}
	return v.showSecurity(status, securityForm{passkey: e.form})
}

func removePasskey(v *visit) error {
	_, err := v.Engine.Door.Do(v.ctx, transact.Request{Actor: v.who(), Command: transact.RemovePasskey{AccountID: v.viewer.ID, CredentialID: v.r.PostFormValue("id")}})
	if err != nil {
		return err
	}
	return v.done("/settings/security", "passkey-removed")
}

// endSession signs one device out, or all others.
func endSession(v *visit) error {
	var cmd transact.Command = transact.EndOtherSessions{AccountID: v.viewer.ID, Session: v.session.Hash}
	if id := v.r.PostFormValue("id"); id != "" {
		cmd = transact.EndSession{AccountID: v.viewer.ID, Session: id}
	}
	if _, err := v.Engine.Door.Do(v.ctx, transact.Request{Actor: v.who(), Command: cmd}); err != nil {
		return err
	}
	return v.done("/settings/security", "session")
}

func showNoticeSettings(v *visit) error {
	p, tabs, err := v.settings("/settings/notifications")
	if err != nil {
		return err
	}
	m := &view.NoticeSettings{Tabs: tabs}
	for _, s := range notice.Settings {
		kind := string(s.Kind)
		name := words.NoticeName(v.lang, kind)
		if s.Must {
			m.Must = append(m.Must, name)
			continue
		}
		m.May = append(m.May, view.NoticeSetting{Kind: kind, Name: name, Mail: !v.viewer.Muted.Has(account.Mail, kind), Site: !v.viewer.Muted.Has(account.Site, kind)})
	}
	return v.ok(view.NoticeSettingsPage(p, m))
}

func changeNoticeSettings(v *visit) error {
	var muted account.Muted
	for _, s := range notice.Settings {
		for _, c := range []account.Channel{account.Mail, account.Site} {
			if kind := string(s.Kind); !s.Must && v.r.PostFormValue(string(c)+":"+kind) == "" {
				muted = muted.With(c, kind)
			}
		}
	}
	if _, err := v.Engine.Door.Do(v.ctx, transact.Request{Actor: v.who(), Command: transact.ChangeNotifications{AccountID: v.viewer.ID, Muted: muted}}); err != nil {
		return err
	}
	return v.done("/settings/notifications", "saved")
}
