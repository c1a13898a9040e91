// Package web is the pages for clients and workers, Japanese first, over the
// same door and the same tables as the API. Everything works with plain forms;
// scripts only make it livelier. A handler reads, asks the engine, and hands a
// model to web/view, which draws it.
package web

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/job"
	"azukari/internal/domain/warning"
	"azukari/internal/engine"
	"azukari/internal/server/auth"
	"azukari/internal/server/web/view"
	"azukari/internal/store/blob"
)

//go:embed assets
var assets embed.FS

// Options are what the pages are made of.
type Options struct {
	Engine  *engine.Engine
	Desk    *auth.Desk  // who somebody is
	Files   *blob.Store // what is attached
	Log     *slog.Logger
	Secure  bool // the site is reached by https
	Proxied bool // a proxy of ours stands before it, and says who asks

	Sender *bank.Sender // the operator's own account for payouts; nil: no 全銀 file can be made

	Warnings *warning.Rules // what messages are looked at by; nil: the rules of the program
}

// A Site serves the pages.
type Site struct {
	Options
	crossOrigin *http.CrossOriginProtection
	patience    time.Duration // with an upload that does not go on
}

// access says who may see a page at all.
type access struct {
	level level
	duty  account.Duty // of the staff at the desk; any of them when empty
}

type level int

const (
	anyLevel level = iota
	sandboxLevel
	memberLevel
	bringerLevel
	deskLevel
)

var (
	anyone  = access{}
	sandbox = access{level: sandboxLevel} // in the sandbox alone
	member  = access{level: memberLevel}  // signed in
	bringer = access{level: bringerLevel} // signed in, and the form may carry files
)

// staff is who of the operator's staff may see a page: those with a duty, and
// with a second factor (R13.2). For anybody else there is no such page.
func staff(duty account.Duty) access { return access{deskLevel, duty} }

// A page is one line of the table of pages.
type page struct {
	method, path string
	who          access
	serve        func(*visit) error
}

// pages is the table. The commands on a contract come from acts.
func pages() []page {
	all := []page{
		{"GET", "/{$}", anyone, front},
		{"POST", "/language", anyone, chooseLanguage},
		{"GET", "/login/{secret}", anyone, openLink},
		{"POST", "/signout", member, signOut},
		{"GET", "/my", member, myPage},
		{"GET", "/work", member, work},
		{"GET", "/contracts", member, contracts},
		{"GET", "/contracts/{id}", member, showContract},
		{"POST", "/contracts/{id}/messages", bringer, writeMessage},
		{"GET", "/contracts/{id}/terms.json", member, downloadTerms},
		{"GET", "/contracts/{id}/terms.pdf", member, printTerms},
		{"GET", "/contracts/{id}/terms/{sha256}/terms.json", member, downloadTerms},
		{"GET", "/contracts/{id}/terms/{sha256}/terms.pdf", member, printTerms},
		{"GET", "/contracts/{id}/nda", member, showNDA},
		{"POST", "/contracts/{id}/nda", member, signNDA},
		{"GET", "/jobs", anyone, findJobs},
		{"GET", "/jobs/new", member, taking(job.Project, draftJob)},
		{"POST", "/jobs/new", member, postJob},
		{"GET", "/jobs/{id}", anyone, showJob},
		{"POST", "/jobs/{id}/proposals", member, applyForJob},
		{"POST", "/jobs/{id}/close", member, closeJob},
		{"GET", "/proposals", member, myProposals},
		{"GET", "/proposals/{id}", member, showProposal},
		{"POST", "/proposals/{id}/messages", bringer, writeOnProposal},
		{"POST", "/proposals/{id}/counter", member, counterProposal},
		{"POST", "/proposals/{id}/decline", member, declineProposal},
		{"POST", "/proposals/{id}/withdraw", member, withdrawProposal},
		{"GET", "/proposals/{id}/accept", member, askTerms},
		{"POST", "/proposals/{id}/accept", member, acceptProposal},
		{"GET", "/notifications", member, notifications},
		{"GET", "/notifications/{id}", member, openNotification},
		{"POST", "/sandbox/clock", sandbox, moveClock},
		{"POST", "/sandbox/as", sandbox, beSomebody},
		{"POST", "/sandbox/gateway", sandbox, setMood},
		{"GET", "/sandbox/mail", sandbox, capturedMail},
	}
	for _, a := range acts {
		all = append(all, a.pages()...)
	}
	all = append(all, signingPages()...)
	all = append(all, settingsPages()...)
	all = append(all, secondFactorPages()...)
	all = append(all, bankPages()...)
	all = append(all, apiKeyPages()...)
	all = append(all, moneyPages()...)
	all = append(all, statementPages()...)
	all = append(all, publicPages()...)
	all = append(all, ratingPages()...)
	all = append(all, contestPages()...)
	all = append(all, taskPages()...)
	all = append(all, reportPages()...)
	all = append(all, outsidePages()...)
	all = append(all, deskPages()...)
	all = append(all, identityPages()...)
	all = append(all, brandPages()...)
	return all
}

// New registers every page on the mux.
func New(mux *http.ServeMux, o Options) *Site {
	s := &Site{Options: o, crossOrigin: http.NewCrossOriginProtection(), patience: patience}
	versions := map[string]string{}
	files, err := fs.Sub(assets, "assets")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		content, err := fs.ReadFile(files, e.Name())
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(content)
		versions[e.Name()] = "/assets/web/" + e.Name() + "?v=" + hex.EncodeToString(sum[:6])
	}
	view.Asset = func(name string) string { return versions[name] }
	mux.Handle("GET /assets/web/", gzhttp.GzipHandler(http.StripPrefix("/assets/web/", forEver(http.FileServerFS(files)))))
	mux.Handle("GET /events", s.handler(page{"GET", "/events", member, events}))
	mux.Handle("GET /files/{id}", s.handler(page{"GET", "/files/{id}", member, download}))
	all := pages()
	for _, p := range all {
		mux.Handle(p.method+" "+p.path, gzhttp.GzipHandler(s.handler(p)))
		if above := above(all, p); above != nil {
			mux.Handle("GET "+p.path, s.handler(page{"GET", p.path, anyone, above}))
		}
	}
	return s
}

// above leads from the address of a form that is no page to the page above it:
// a refused form stands at such an address, and is left by a change of language
// or by a look at the address. It is nil where there is a page.
func above(all []page, form page) func(*visit) error {
	isPage := func(path string) bool {
		return slices.ContainsFunc(all, func(p page) bool { return p.method == http.MethodGet && p.path == path })
	}
	if isPage(form.path) {
		return nil
	}
	parts := strings.Split(form.path, "/")
	for len(parts) > 1 && !isPage(strings.Join(parts, "/")) {
		parts = parts[:len(parts)-1]
	}
	return func(v *visit) error {
		v.redirect(cmp.Or(strings.Join(strings.Split(v.r.URL.EscapedPath(), "/")[:len(parts)], "/"), "/"))
		return nil
	}
}

// Missing says, as a page, that there is no such page.
func (s *Site) Missing() http.Handler {
	return gzhttp.GzipHandler(s.handler(page{http.MethodGet, "/", anyone, func(*visit) error { return refusal.NoSuch("page") }}))
}

// forEver lets a browser keep a file whose address has its version.
func forEver(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		next.ServeHTTP(w, r)
	})
}
