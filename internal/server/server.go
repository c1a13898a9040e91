// Package server is how people and programs reach the house: the API under /v1,
// a page to read and try it, the state of health. It may read and it may ask
// the engine; it cannot change anything.
package server

import (
	"embed"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"azukari/internal/domain/bank"
	"azukari/internal/domain/warning"
	"azukari/internal/engine"
	"azukari/internal/engine/clock"
	"azukari/internal/server/api"
	"azukari/internal/server/auth"
	"azukari/internal/server/web"
	"azukari/internal/store/blob"
)

//go:embed assets
var assets embed.FS

// Options are what is served.
type Options struct {
	Engine *engine.Engine
	Desk   *auth.Desk   // where people sign in
	Files  *blob.Store  // what they attach
	Log    *slog.Logger // nil: nothing is logged
	Secure bool         // the site is reached by https

	Proxied bool // a proxy of ours stands before it: the last entry of X-Forwarded-For says who asks

	Warnings *warning.Rules // what messages are looked at by; nil: the rules of the program
	Sender   *bank.Sender   // the operator's own account for payouts; nil: no 全銀 file can be made
}

// The limits of one token in earnest (requests per second, and at once); a
// sandbox has none.
const (
	perSecond = 100
	burst     = 200
)

// New makes the handler of everything.
func New(o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	mux := http.NewServeMux()
	limits := api.Options{Engine: o.Engine, Log: o.Log}
	if o.Engine.Sandbox == nil {
		limits.PerSecond, limits.Burst, limits.Limits = perSecond, burst, o.Desk.Limits
	}
	api.New(mux, limits)
	pages := web.New(mux, web.Options{Engine: o.Engine, Desk: o.Desk, Files: o.Files, Log: o.Log, Secure: o.Secure, Proxied: o.Proxied, Warnings: o.Warnings, Sender: o.Sender})
	figures := newFigures()
	files, err := fs.Sub(assets, "assets")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	mux.Handle("GET /assets/", http.StripPrefix("/assets/", kept(http.FileServerFS(files))))
	mux.HandleFunc("GET /docs", page(files, "docs.html", docsPolicy))
	mux.HandleFunc("GET /docs/errors", problems(files))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", ready(o.Engine))
	mux.Handle("GET /metrics", promhttp.HandlerFor(figures.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("/", missing(mux, pages.Missing()))
	return identified(logged(o.Log, figures, recovered(o.Log, secured(short(mux)))))
}

// ready says whether this process can serve now.
func ready(e *engine.Engine) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-e.Door.Broken():
			plain(w, http.StatusServiceUnavailable, "the database can no longer be trusted")
			return
		default:
		}
		if err := e.Store.Ready(r.Context()); err != nil {
			plain(w, http.StatusServiceUnavailable, "the database does not answer")
			return
		}
		if machine, ok := e.Clock.(*clock.System); ok {
			switch {
			case machine.Behind() > clock.Astray:
				plain(w, http.StatusServiceUnavailable, "the machine's clock was set back: the house's time stands until it has caught up")
				return
			case machine.Ahead() > 0:
				plain(w, http.StatusServiceUnavailable, "the machine's clock was set ahead: the house goes by the time that has passed; set it right, or start the service again if it is right")
				return
			}
		}
		held, err := e.Door.Quarantined(r.Context())
		switch {
		case err != nil:
			plain(w, http.StatusServiceUnavailable, "the database does not answer")
		case held:
			plain(w, http.StatusOK, "ready to be read, in quarantine: a restored copy, until azukari restore release")
		default:
			plain(w, http.StatusOK, "ready")
		}
	}
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n")) // the caller may be gone
}

// missing answers what no route knows: 405 where another method would do, and a
// page for who looks with a browser.
func missing(mux *http.ServeMux, page http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var allowed []string
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			other := r.Clone(r.Context())
			other.Method = method
			if _, pattern := mux.Handler(other); pattern != "/" && pattern != "" {
				allowed = append(allowed, method)
			}
		}
		if len(allowed) > 0 {
			w.Header().Set("Allow", strings.Join(allowed, ", "))
			api.WriteProblem(w, api.OtherMethod(strings.Join(allowed, " and ")))
			return
		}
		if r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, "/v1/") && strings.Contains(r.Header.Get("Accept"), "text/html") {
			page.ServeHTTP(w, r)
			return
		}
		api.WriteProblem(w, api.NoPage())
	}
}
