package web

import (
	"errors"
	"net/http"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
)

// openLink opens a sign-in link once and begins a session. A look at it (HEAD,
// as previews of links do) does not use it up.
func openLink(v *visit) error {
	if v.r.Method == http.MethodHead {
		return nil
	}
	session := account.Secret()
	_, err := v.Engine.Door.Do(v.ctx, transact.Request{Command: transact.OpenLink{Link: account.Hash(v.r.PathValue("secret")), Session: account.Hash(session), Agent: v.r.UserAgent()}})
	var no *refusal.Refusal
	if errors.As(err, &no) {
		p, err := v.page(v.t(words.LinkUsedTitle))
		if err != nil {
			return err
		}
		return v.show(http.StatusGone, view.Problem(p, v.t(words.LinkUsedBody), ""))
	}
	if err != nil {
		return err
	}
	v.signIn(session)
	v.redirect("/my")
	return nil
}

// signOut ends the browser's session, here and on the server.
func signOut(v *visit) error {
	v.forget()
	_, err := v.Engine.Door.Do(v.ctx, transact.Request{Actor: v.who(), Command: transact.EndSession{AccountID: v.viewer.ID, Session: v.session.Hash}})
	if err != nil {
		return err
	}
	return v.done("/signin", "out")
}

// chooseLanguage keeps the language that was chosen by hand.
func chooseLanguage(v *visit) error {
	lang := words.Japanese
	if v.r.PostFormValue("to") == string(words.English) {
		lang = words.English
	}
	v.speak(lang)
	v.redirect(v.next())
	return nil
}

// speak keeps a language for this browser.
func (v *visit) speak(lang words.Language) {
	http.SetCookie(v.w, &http.Cookie{Name: languageCookie, Value: string(lang), Path: "/", MaxAge: sessionSeconds, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.Secure || v.r.TLS != nil})
}
