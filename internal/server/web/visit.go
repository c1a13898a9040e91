package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"
	"golang.org/x/text/language"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/policy"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// A visit is one request of a browser: who it is, in which language, and when.
type visit struct {
	*Site
	w    http.ResponseWriter
	r    *http.Request
	ctx  context.Context
	now  calendar.Instant
	lang words.Language

	viewer  account.Account // zero for visitors
	session account.Token   // the browser's; zero for visitors
	halfway account.Account // who still has to show a second factor: a visitor until then

	numbers *policy.Policy // those of what the page is about; nil: those in force
	trouble trouble        // why what was sent could not be taken; the page shows it again
}

const (
	sessionCookie  = "azukari_session"
	languageCookie = "azukari_language"
	knownCookie    = "azukari_known"
	sessionSeconds = 30 * 24 * 60 * 60
	knownSeconds   = 365 * 24 * 60 * 60
)

// maxForm bounds what a form may send, in bytes.
const maxForm = 1 << 20

// handler serves one page: it finds out who is there, lets them in or sends
// them to sign in, and shows what went wrong as a page.
func (s *Site) handler(p page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{Site: s, w: w, r: r, ctx: r.Context()}
		if err := v.arrive(p); err != nil {
			v.fail(err)
			return
		}
		switch {
		case p.who == sandbox && s.Engine.Sandbox == nil:
			v.fail(refusal.NoSuch("page outside the sandbox"))
			return
		case p.who.level >= memberLevel && v.viewer.ID == "":
			v.signInAgain()
			return
		}
		if p.who.level == deskLevel {
			if let, err := v.atDesk(p.who.duty); err != nil {
				v.fail(err)
				return
			} else if !let {
				return
			}
		}
		if err := p.serve(v); err != nil {
			v.fail(err)
		}
	})
}

// errForeign refuses a form that another site sent.
var errForeign = errors.New("a form of another site")

func (v *visit) arrive(p page) (err error) {
	v.lang = v.language()
	if v.now, err = v.Engine.Now(v.ctx); err != nil {
		return err
	}
	if cookie, err := v.r.Cookie(sessionCookie); err == nil {
		switch who, session, err := v.Desk.Session(v.ctx, cookie.Value); {
		case err == nil && who.ProofNeeded(session):
			v.halfway, v.session = who, session
		case err == nil:
			v.viewer, v.session = who, session
		case !errors.Is(err, store.ErrNotFound):
			return err
		}
	}
	if !utf8.ValidString(v.r.URL.Path) || strings.ContainsRune(v.r.URL.Path, 0) {
		return refusal.NoSuch("page")
	}
	if p.method != http.MethodPost {
		return nil
	}
	if v.crossOrigin.Check(v.r) != nil || v.viewer.ID != "" && v.r.Header.Get("Sec-Fetch-Site") == "" && v.r.Header.Get("Origin") == "" {
		return errForeign
	}
	if p.who == bringer && bringsFiles(v.r) { // withFiles reads it, once it is known whose thread it is
		v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxUpload)
		v.r.Form = url.Values{}
		v.r.PostForm = v.r.Form
		return nil
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxForm)
	return v.r.ParseForm()
}

var spoken = language.NewMatcher([]language.Tag{language.Japanese, language.English})

// language is what was chosen by hand, or what the browser likes best.
func (v *visit) language() words.Language {
	if chosen, err := v.r.Cookie(languageCookie); err == nil && (chosen.Value == string(words.English) || chosen.Value == string(words.Japanese)) {
		return words.Language(chosen.Value)
	}
	if _, i := language.MatchStrings(spoken, v.r.Header.Get("Accept-Language")); i == 1 {
		return words.English
	}
	return words.Japanese
}

func (v *visit) t(text words.Text, fill ...any) string { return text.With(v.named, v.lang, fill...) }

// who is the viewer as the kernel knows them.
func (v *visit) who() contract.Actor {
	return contract.Actor{Account: v.viewer.ID, Operator: v.viewer.Staff()}
}

// occasion is who asks and when; ids that it makes are thrown away.
func (v *visit) occasion() contract.Occasion {
	return contract.Occasion{Who: v.who(), Now: v.now, Calendar: v.Engine.Calendar, IDs: v.Engine.IDs, Numbers: v.Engine.Door.Book().Policy(v.now)}
}

// here is this page's address, for coming back to it.
func (v *visit) here() string {
	if v.r.Method == http.MethodGet {
		return v.r.URL.RequestURI()
	}
	return v.r.URL.Path
}

// page is what stands around the content.
func (v *visit) page(title string) (*view.Page, error) {
	p := &view.Page{Lang: v.lang, Named: v.named, House: v.house(), Title: title, Path: v.here(), Now: v.now, Cal: v.Engine.Calendar, Said: v.said()}
	if v.viewer.ID != "" {
		p.Viewer = &view.Viewer{ID: v.viewer.ID, Name: v.viewer.Name, Operator: v.viewer.Staff()}
	}
	if v.trouble.status != 0 {
		return p, nil // what was entered is shown again though nothing may be there to ask
	}
	if v.viewer.ID != "" {
		var err error
		if p.Viewer.Unread, err = v.Engine.Store.UnreadNotices(v.ctx, v.viewer.ID); err != nil {
			return nil, err
		}
	}
	restored, err := v.Engine.Door.Restored(v.ctx)
	if err != nil {
		return nil, err
	}
	p.Backup = restored.TakenAt
	if v.Engine.Sandbox != nil {
		p.Bar, err = v.bar()
	}
	return p, err
}

// show draws a page whole before a byte of it is sent.
func (v *visit) show(status int, c templ.Component) error {
	if v.trouble.status != 0 {
		status = v.trouble.status
	}
	var b bytes.Buffer
	if err := c.Render(v.ctx, &b); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.Header().Add("Vary", "Cookie, Accept-Language")
	v.w.WriteHeader(status)
	_, _ = v.w.Write(b.Bytes()) // the browser may be gone
	return nil
}

// ok shows a page.
func (v *visit) ok(c templ.Component) error { return v.show(http.StatusOK, c) }

func (v *visit) redirect(to string) { http.Redirect(v.w, v.r, to, http.StatusSeeOther) }

// done goes to a page that says what was just done.
func (v *visit) done(to, what string) error {
	with := "?"
	if strings.Contains(to, "?") {
		with = "&"
	}
	v.redirect(to + with + "done=" + url.QueryEscape(what))
	return nil
}

// said is what was just done, where this page was reached by doing it.
func (v *visit) said() string {
	if text, ok := saids[v.r.URL.Query().Get("done")]; ok {
		return v.t(text)
	}
	return ""
}

// next is where a form wants to return: a path of this site, nothing else.
func (v *visit) next() string {
	to := v.r.FormValue("next")
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n") {
		return "/"
	}
	return to
}

// fail says what went wrong, as a page.
func (v *visit) fail(err error) {
	status, title, body, id := http.StatusInternalServerError, words.FailedTitle, v.t(words.FailedBody), v.r.Header.Get("X-Request-Id")
	var no *refusal.Refusal
	var large *http.MaxBytesError
	met, troubled := troubleOf(err)
	switch {
	case errors.Is(err, store.ErrNotFound), errors.As(err, &no) && no.Kind == refusal.NotFound:
		status, title, body, id = http.StatusNotFound, words.NotFoundTitle, v.t(words.NotFoundBody), ""
	case errors.Is(err, errForeign):
		status, title, body, id = http.StatusForbidden, words.ForbiddenTitle, v.t(words.CrossSiteBody), ""
	case errors.As(err, &large):
		status, title, body, id = http.StatusRequestEntityTooLarge, words.ErrorSummary, v.t(words.TooLargeBody), ""
	case troubled:
		v.meet(met, err)
		if status, title, body = met.status, met.title, v.t(met.body); met.wait > 0 {
			id = ""
		}
	case errors.As(err, &no) && no.Kind == refusal.NotYou:
		status, title, body, id = http.StatusForbidden, words.ForbiddenTitle, v.t(words.ForbiddenBody), ""
	case errors.As(err, &no) && no.Kind == refusal.NotNow:
		status, title, body, id = http.StatusConflict, words.NotNowTitle, v.why(no), ""
	case errors.As(err, &no):
		status, title, body, id = http.StatusUnprocessableEntity, words.ErrorSummary, v.why(no), ""
	case v.ctx.Err() != nil:
		return // nobody waits any more
	default:
		v.Log.ErrorContext(v.ctx, "a page could not be served", "request", id, "error", err)
	}
	p, err := v.page(v.t(title))
	if err != nil {
		p = &view.Page{Lang: v.lang, Named: v.named, House: v.house(), Title: v.t(title), Path: "/", Cal: v.Engine.Calendar}
	}
	_ = v.show(status, view.Problem(p, body, id))
}

// why says a refusal in the visitor's language.
func (v *visit) why(no *refusal.Refusal) string {
	text := words.Refusal(v.lang, string(no.Code), no.Detail)
	if !no.AvailableAt.IsZero() {
		text += v.t(words.TryAgainAt, words.When(v.lang, no.AvailableAt, v.Engine.Calendar))
	}
	return text
}

// do brings a command through the door. The form's own id makes a second click
// the same act.
func (v *visit) do(cmd transact.Command) (any, error) {
	outcome, err := v.bring(cmd, v.once())
	return outcome.Result, err
}

// bring brings a command through the door within the limits of its sort.
func (v *visit) bring(cmd transact.Command, once *transact.Once) (transact.Outcome, error) {
	ask := transact.Request{Actor: v.who(), Command: cmd, Once: once}
	if v.Engine.Sandbox == nil {
		ask.Admit = v.Desk.Limits.Admit(cmd, v.viewer.ID)
	}
	return v.Engine.Door.Do(v.ctx, ask)
}

// once binds the act to the form that it came from; nil without one. Of a
// password nothing is kept, not even in a hash.
func (v *visit) once() *transact.Once {
	form := v.r.PostFormValue("once")
	if form == "" || len(form) > 64 {
		return nil
	}
	sent := maps.Clone(v.r.PostForm)
	sent.Del("present")
	return &transact.Once{
		Key:         account.Hash(strings.Join([]string{"form", v.viewer.ID, v.r.URL.Path, form}, "\n")),
		Fingerprint: account.Hash(sent.Encode()),
		Answer:      func(_ any, err error) (int, []byte, bool) { return http.StatusSeeOther, nil, err == nil },
	}
}

// form is an empty form with an id of its own.
func form() *view.Form {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	return &view.Form{Once: base64.RawURLEncoding.EncodeToString(b), Values: map[string]string{}, Errors: map[string]string{}}
}

// signIn makes the browser's session known to it.
func (v *visit) signIn(session string) {
	http.SetCookie(v.w, &http.Cookie{
		Name: sessionCookie, Value: session, Path: "/", MaxAge: sessionSeconds, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.Secure || v.r.TLS != nil,
	})
}

// know remembers, in the browser, that somebody has signed in with an address
// here: who guesses elsewhere does not keep them out.
func (v *visit) know(email string) {
	http.SetCookie(v.w, &http.Cookie{
		Name: knownCookie, Value: v.Desk.Know(email), Path: "/signin", MaxAge: knownSeconds, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.Secure || v.r.TLS != nil,
	})
}

func (v *visit) forget() {
	http.SetCookie(v.w, &http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.Secure || v.r.TLS != nil})
}
