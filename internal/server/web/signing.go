package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/server/auth"
	"azukari/internal/server/web/view"
)

// signingPages are those by which people sign up and in (R13.1).
func signingPages() []page {
	saids["confirmed"], saids["reset"], saids["out"] = words.Confirmed, words.ResetDone, words.SignedOut
	return []page{
		{"GET", "/signin", anyone, askSignIn},
		{"POST", "/signin", anyone, signIn},
		{"GET", "/signin/passkey", anyone, beginPasskeySignIn},
		{"POST", "/signin/passkey", anyone, signInByPasskey},
		{"GET", "/signup", anyone, askSignUp},
		{"POST", "/signup", anyone, signUp},
		{"POST", "/signup/again", anyone, resendConfirmation},
		{"GET", auth.ConfirmPath + "{secret}", anyone, askConfirm},
		{"POST", auth.ConfirmPath + "{secret}", anyone, confirmEmail},
		{"GET", "/forgot", anyone, askForgot},
		{"POST", "/forgot", anyone, requestReset},
		{"GET", auth.ResetPath + "{secret}", anyone, askReset},
		{"POST", auth.ResetPath + "{secret}", anyone, resetPassword},
	}
}

// from is where the request comes from. Behind a proxy that is the last address
// of X-Forwarded-For: the one that our proxy wrote.
func (v *visit) from() auth.Visitor {
	who := auth.Visitor{Agent: v.r.UserAgent()}
	if known, err := v.r.Cookie(knownCookie); err == nil {
		who.Known = known.Value
	}
	if at, err := netip.ParseAddrPort(v.r.RemoteAddr); err == nil {
		who.IP = at.Addr()
	}
	if all := v.r.Header.Values("X-Forwarded-For"); v.Proxied && len(all) > 0 {
		last := all[len(all)-1]
		if at, err := netip.ParseAddr(strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])); err == nil {
			who.IP = at
		}
	}
	return who
}

// email reads an address.
func (e *entered) email(field string) string {
	s := e.text(field, account.MaxEmail, true)
	if s != "" && account.CheckEmail(s) != nil {
		e.wrong(field, words.FieldEmail)
	}
	return s
}

// unsaid forgets what must not stand on a page again.
func (e *entered) unsaid() {
	for _, name := range []string{"password", "present"} {
		delete(e.form.Values, name)
	}
}

// stopped notes why the desk refused: beside the field, or above the form. The
// answer is the status to show it with; other errors are handed back.
func (e *entered) stopped(err error) (status int, _ error) {
	e.unsaid()
	e.form.Once = form().Once
	var no *refusal.Refusal
	var many *auth.TooMany
	switch {
	case err == nil:
		return http.StatusUnprocessableEntity, nil
	case errors.As(err, &many):
		e.w.Header().Set("Retry-After", strconv.Itoa(many.Seconds()))
		e.form.Said = e.t(words.SignInTooMany, many.Seconds())
		return http.StatusTooManyRequests, nil
	case errors.Is(err, auth.ErrBusy):
		e.w.Header().Set("Retry-After", "3")
		e.form.Said = e.t(words.SignInBusy)
		return http.StatusServiceUnavailable, nil
	case errors.Is(err, auth.ErrCeremony):
		e.form.Said = e.t(words.PasskeyRefused)
		return http.StatusUnprocessableEntity, nil
	case !errors.As(err, &no) || no.Kind == refusal.NotFound:
		return 0, err
	}
	switch no.Code {
	case refusal.WeakPassword:
		e.wrong("password", words.FieldPassword)
	case refusal.SignInFailed:
		e.form.Said = e.t(words.SignInFailed)
	case refusal.EmailUnconfirmed:
		e.form.Said = e.t(words.SignInUnconfirm)
	default:
		e.form.Said = e.why(no)
	}
	return http.StatusUnprocessableEntity, nil
}

func askSignIn(v *visit) error { return v.showSignIn(http.StatusOK, form(), false) }

func (v *visit) showSignIn(status int, f *view.Form, unconfirmed bool) error {
	p, err := v.page(v.t(words.SignInTitle))
	if err != nil {
		return err
	}
	next := v.next()
	if v.r.Method == http.MethodPost { // by whichever form it was refused
		p.Path = "/signin?next=" + url.QueryEscape(next)
	}
	if v.viewer.ID != "" && status == http.StatusOK {
		v.redirect(next)
		return nil
	}
	return v.show(status, view.SignInPage(p, &view.SignIn{Next: next, Leads: next != "/", Unconfirmed: unconfirmed, Form: f}))
}

// signIn checks an address and a password.
func signIn(v *visit) error {
	e := v.entered()
	email, password := e.text("email", account.MaxEmail, true), v.r.PostFormValue("password")
	if password == "" {
		e.wrong("password", words.FieldRequired)
	}
	var err error
	if e.fit() {
		var secret string
		if secret, err = v.Desk.SignIn(v.ctx, email, password, v.from()); err == nil {
			return v.begin(secret)
		}
	}
	var no *refusal.Refusal
	unconfirmed := errors.As(err, &no) && no.Code == refusal.EmailUnconfirmed
	status, err := e.stopped(err)
	if err != nil {
		return err
	}
	return v.showSignIn(status, e.form, unconfirmed)
}

// begin gives the browser its session and goes where it wanted to go.
func (v *visit) begin(secret string) error {
	v.signIn(secret)
	who, session, err := v.Desk.Session(v.ctx, secret)
	if err != nil {
		return err
	}
	v.know(who.Email)
	if who.ProofNeeded(session) {
		v.redirect("/signin/code?next=" + url.QueryEscape(v.next()))
		return nil
	}
	to := v.next()
	if to == "/" {
		to = "/my"
	}
	v.redirect(to)
	return nil
}

// A ceremony is what a browser needs to use or make a passkey; keys.js reads it.
type ceremony struct {
	Options json.RawMessage `json:"options"`
	State   string          `json:"state"`
}

func (v *visit) ceremony(options []byte, state string, err error) error {
	if err != nil {
		return err
	}
	b, err := json.Marshal(ceremony{options, state})
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "application/json")
	_, _ = v.w.Write(b) // the browser may be gone
	return nil
}

func beginPasskeySignIn(v *visit) error { return v.ceremony(v.Desk.Passkeys.BeginLogin(v.now)) }

// signInByPasskey finishes what the browser began.
func signInByPasskey(v *visit) error {
	secret, err := v.Desk.SignInByPasskey(v.ctx, v.r.PostFormValue("state"), strings.NewReader(v.r.PostFormValue("answer")), v.from())
	if err == nil {
		return v.begin(secret)
	}
	e := &entered{v, form()}
	status, err := e.stopped(err)
	if err != nil {
		return err
	}
	return v.showSignIn(status, e.form, false)
}

func askSignUp(v *visit) error { return v.showSignUp(http.StatusOK, form()) }

func (v *visit) showSignUp(status int, f *view.Form) error {
	p, err := v.page(v.t(words.SignUpTitle))
	if err != nil {
		return err
	}
	return v.show(status, view.SignUpPage(p, f))
}

// signUp takes a form; the answer is the same whether the address is known or not.
func signUp(v *visit) error {
	e := v.entered()
	f := auth.Form{Name: e.text("name", account.MaxName, true), Email: e.email("email"), Password: v.r.PostFormValue("password"), Language: v.lang}
	if f.Password == "" {
		e.wrong("password", words.FieldRequired)
	}
	var err error
	if e.fit() {
		if err = v.Desk.SignUp(v.ctx, f, v.from()); err == nil {
			return v.sent(words.SentConfirm, f.Email, "/signup/again")
		}
	}
	status, err := e.stopped(err)
	if err != nil {
		return err
	}
	return v.showSignUp(status, e.form)
}

// sent tells to look at the mail.
func (v *visit) sent(what words.Text, email, again string) error {
	p, err := v.page(v.t(words.SentTitle))
	if err != nil {
		return err
	}
	p.Path = "/signin" // this page cannot be come back to
	return v.ok(view.SentPage(p, &view.Sent{Says: v.t(what), Email: email, Again: again}))
}

func resendConfirmation(v *visit) error {
	return v.mailAgain(v.Desk.Resend, words.SentConfirm, "/signup/again")
}

// mailAgain sends mail to an address that somebody typed.
func (v *visit) mailAgain(send func(context.Context, string) error, said words.Text, again string) error {
	e := v.entered()
	email := e.email("email")
	var err error
	if e.fit() {
		if err = send(v.ctx, email); err == nil {
			return v.sent(said, email, again)
		}
	}
	status, err := e.stopped(err)
	if err != nil {
		return err
	}
	return v.showForgot(status, e.form)
}

// askConfirm asks for one click: whoever only looks at the links of a mail, as
// its filters do, uses nothing up.
func askConfirm(v *visit) error {
	p, err := v.page(v.t(words.ConfirmTitle))
	if err != nil {
		return err
	}
	return v.ok(view.ConfirmPage(p))
}

func confirmEmail(v *visit) error {
	_, err := v.Desk.Confirm(v.ctx, v.r.PathValue("secret"))
	if err != nil {
		return v.oldLink(err, words.LinkOldConfirm, "/signin", words.SignInTitle)
	}
	if v.viewer.ID != "" {
		return v.done("/settings/security", "confirmed")
	}
	return v.done("/signin", "confirmed")
}

// oldLink says that a link does not work any more, and what to do instead.
func (v *visit) oldLink(err error, says words.Text, to string, name words.Text) error {
	var no *refusal.Refusal
	if !errors.As(err, &no) || no.Code != refusal.LinkExpired {
		return err
	}
	p, err := v.page(v.t(words.LinkOldTitle))
	if err != nil {
		return err
	}
	return v.show(http.StatusGone, view.OldLinkPage(p, v.t(says), to, v.t(name)))
}

func askForgot(v *visit) error { return v.showForgot(http.StatusOK, form()) }

func (v *visit) showForgot(status int, f *view.Form) error {
	p, err := v.page(v.t(words.ForgotTitle))
	if err != nil {
		return err
	}
	p.Path = "/forgot"
	return v.show(status, view.ForgotPage(p, f))
}

func requestReset(v *visit) error {
	return v.mailAgain(v.Desk.RequestReset, words.SentReset, "/forgot")
}

func askReset(v *visit) error {
	if err := v.Desk.ResetLink(v.ctx, v.r.PathValue("secret")); err != nil {
		return v.oldLink(err, words.LinkOldReset, "/forgot", words.ForgotTitle)
	}
	return v.showReset(http.StatusOK, form())
}

func (v *visit) showReset(status int, f *view.Form) error {
	p, err := v.page(v.t(words.ForgotTitle))
	if err != nil {
		return err
	}
	return v.show(status, view.ResetPage(p, f))
}

// resetPassword sets a password by a link. It ends every session and begins none.
func resetPassword(v *visit) error {
	who, err := v.Desk.Reset(v.ctx, v.r.PathValue("secret"), v.r.PostFormValue("password"))
	var no *refusal.Refusal
	if err == nil {
		v.forget()
		v.know(who.Email)
		return v.done("/signin", "reset")
	}
	if errors.As(err, &no) && no.Code == refusal.LinkExpired {
		return v.oldLink(err, words.LinkOldReset, "/forgot", words.ForgotTitle)
	}
	e := v.entered()
	status, err := e.stopped(err)
	if err != nil {
		return err
	}
	return v.showReset(status, e.form)
}

// signInAgain leads to the page for signing in, and back here afterwards.
func (v *visit) signInAgain() {
	if v.halfway.ID != "" {
		v.redirect("/signin/code?next=" + url.QueryEscape(v.here()))
		return
	}
	v.redirect("/signin?next=" + url.QueryEscape(v.here()))
}
