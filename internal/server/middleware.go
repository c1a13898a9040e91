package server

import (
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"azukari/internal/engine/clock"
	"azukari/internal/server/api"
)

// figures are what /metrics shows.
type figures struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newFigures() *figures {
	f := &figures{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "azukari_http_requests_total", Help: "Requests answered, by route and status."}, []string{"route", "status"}),
		seconds:  prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "azukari_http_request_seconds", Help: "How long answers took, by route.", Buckets: prometheus.ExponentialBuckets(0.0005, 2, 14)}, []string{"route"}),
	}
	f.registry.MustRegister(f.requests, f.seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return f
}

// identified gives every request an id, which the log and the caller share.
func identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b := make([]byte, 8)
		_, _ = rand.Read(b) // never fails
		id := hex.EncodeToString(b)
		r.Header.Set("X-Request-Id", id)
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r)
	})
}

// logged writes a line and a figure for each request: never a body, a token or
// a query.
func logged(log *slog.Logger, f *figures, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		elapsed := clock.Stopwatch()
		seen := &statusWriter{ResponseWriter: w}
		next.ServeHTTP(seen, r)
		took, route := elapsed(), r.Pattern // the mux has noted it
		if seen.status == 0 {
			seen.status = http.StatusOK
		}
		f.requests.WithLabelValues(route, strconv.Itoa(seen.status)).Inc()
		f.seconds.WithLabelValues(route).Observe(took.Seconds())
		level := slog.LevelInfo
		if seen.status >= 500 {
			level = slog.LevelError
		}
		log.Log(r.Context(), level, "request", "method", r.Method, "route", route, "status", seen.status,
			"took", took.Round(time.Microsecond), "request", r.Header.Get("X-Request-Id"))
	})
}

// An answer may take its time as long as it goes on: its reader is given up when
// in patience a piece of it was not taken.
const (
	patience = 15 * time.Second
	piece    = 64 << 10
)

// statusWriter remembers the status of an answer, 0 until there is one, and waits
// for no reader who takes nothing of it.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers the status.
func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.patient()
	w.ResponseWriter.WriteHeader(status)
}

// Write begins an answer without a status of its own.
func (w *statusWriter) Write(b []byte) (n int, err error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	for first := true; first || n < len(b) && err == nil; first = false {
		w.patient()
		var went int
		went, err = w.ResponseWriter.Write(b[n:min(n+piece, len(b))])
		n += went
	}
	return n, err
}

// patient gives the reader time for the next piece.
func (w *statusWriter) patient() {
	_ = http.NewResponseController(w.ResponseWriter).SetWriteDeadline(clock.Deadline(patience)) // without a line there is nobody to wait for
}

// Unwrap lets the standard library reach what is beneath.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// recovered turns a panic into an answer without details, where none has begun.
func recovered(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			log.ErrorContext(r.Context(), "a handler panicked", "request", r.Header.Get("X-Request-Id"), "fault", fault, "stack", string(debug.Stack()))
			if w.(*statusWriter).status == 0 {
				api.WriteProblem(w, api.Internal())
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// maxAddress is the longest address that is read, in bytes.
const maxAddress = 8 << 10

// short refuses addresses that nobody writes.
func short(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.RequestURI) > maxAddress {
			api.WriteProblem(w, api.TooLongAddress())
			return
		}
		next.ServeHTTP(w, r)
	})
}

// kept lets a browser keep a file for an hour.
func kept(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=3600")
		next.ServeHTTP(w, r)
	})
}

// The policies on what a page may load: nothing but our own, and for the page
// of the API the styles that Swagger UI writes into its elements.
const (
	policy     = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
	docsPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}
