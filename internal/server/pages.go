package server

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/server/api"
)

// sessionCookie signs a browser in. It authorizes pages, never the API.
const sessionCookie = "azukari_session"

// page serves one file with a policy of its own.
func page(files fs.FS, name, policy string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		http.ServeFileFS(w, r, files, name)
	}
}

// problems lists every code of the API's errors.
func problems(files fs.FS) http.HandlerFunc {
	t := template.Must(template.ParseFS(files, "errors.html"))
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = t.Execute(w, api.Codes) // the browser may be gone
	}
}

// home says what runs here.
func home(e *engine.Engine, files fs.FS) http.HandlerFunc {
	t := template.Must(template.ParseFS(files, "home.html"))
	return func(w http.ResponseWriter, r *http.Request) {
		view := struct {
			SignedIn, Now string
			Sandbox       bool
		}{Sandbox: e.Sandbox != nil}
		now, err := e.Now(r.Context())
		if err == nil {
			view.Now = words.When(words.Japanese, now, e.Calendar)
		}
		if cookie, none := r.Cookie(sessionCookie); err == nil && none == nil {
			if who, err := e.Store.AccountByToken(r.Context(), api.Hash(cookie.Value), account.Session, now); err == nil {
				view.SignedIn = who.Name
			}
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = t.Execute(w, view) // the browser may be gone
	}
}

// login opens a sign-in link once and begins a session. A look at it (HEAD, as
// previews of links do) does not use it up.
func login(e *engine.Engine, log *slog.Logger, files fs.FS) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			return
		}
		b := make([]byte, 32)
		_, _ = rand.Read(b) // never fails
		session := base64.RawURLEncoding.EncodeToString(b)
		_, err := e.Door.Do(r.Context(), transact.Request{Command: transact.OpenLink{
			Link: api.Hash(r.PathValue("secret")), Session: api.Hash(session),
		}})
		if no := (*refusal.Refusal)(nil); errors.As(err, &no) {
			used, _ := fs.ReadFile(files, "used.html") // embedded
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusGone)
			_, _ = w.Write(used)
			return
		}
		if err != nil {
			log.ErrorContext(r.Context(), "a link could not be opened", "request", r.Header.Get("X-Request-Id"), "error", err)
			api.WriteProblem(w, api.Internal())
			return
		}
		http.SetCookie(w, &http.Cookie{
			Name: sessionCookie, Value: session, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
		})
		http.Redirect(w, r, "/", http.StatusSeeOther)
	}
}
