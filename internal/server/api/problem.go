package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/engine/transact"
	"azukari/internal/server/auth"
	"azukari/internal/store"
)

const problemType = "application/problem+json"

// Problem is how every error is told (RFC 9457).
type Problem struct {
	Type        string       `json:"type" doc:"Where the code is explained"`
	Title       string       `json:"title" doc:"The status in words"`
	Status      int          `json:"status"`
	Detail      string       `json:"detail" doc:"What happened, and what to do instead"`
	Code        code         `json:"code" doc:"Stable, for programs"`
	Rule        string       `json:"rule,omitempty" doc:"The number of the rule that decided"`
	State       string       `json:"state,omitempty" doc:"The state that forbids it"`
	AvailableAt string       `json:"available_at,omitempty" doc:"When the same request would be allowed"`
	Errors      []FieldError `json:"errors,omitempty"`

	retryAfter string
}

// FieldError is what is wrong with one field.
type FieldError struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Error makes a Problem an error.
func (p *Problem) Error() string { return string(p.Code) + ": " + p.Detail }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of problem documents.
func (p *Problem) ContentType(string) string { return problemType }

// GetHeaders adds when to come back.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.retryAfter != "" {
		h.Set("Retry-After", p.retryAfter)
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", "Bearer")
	}
	return h
}

// NewProblem makes a problem document.
func NewProblem(status int, word, detail string) *Problem {
	return &Problem{Type: "/docs/errors#" + word, Title: http.StatusText(status), Status: status, Detail: detail, Code: code(word)}
}

// NoPage is an address that is not there.
func NoPage() *Problem {
	return NewProblem(http.StatusNotFound, string(refusal.Missing), "There is nothing at this address.")
}

// OtherMethod is an address that takes other methods.
func OtherMethod(allowed string) *Problem {
	return NewProblem(http.StatusMethodNotAllowed, methodNotAllowed, "This address takes "+allowed+".")
}

// TooLongAddress is an address above the limit.
func TooLongAddress() *Problem {
	return invalid(http.StatusRequestURITooLong, "query", "An address is at most 8 KiB long.")
}

// missingField is how huma says that a field is not there, at the place of the
// object that lacks it.
var missingField = regexp.MustCompile(`^expected required property (\S+) to be present$`)

// huma's own findings are told in the same way, and a field has one name, in
// one spelling: encoding/json would take others.
func init() {
	huma.ValidateStrictCasing = true
	huma.NewError = func(status int, detail string, errs ...error) huma.StatusError {
		word := string(refusal.ValidationFailed)
		switch {
		case status == http.StatusRequestEntityTooLarge:
			word = string(refusal.PayloadTooLarge)
		case status >= 500:
			return Internal()
		}
		if len(errs) > 0 {
			detail = "What was sent cannot be used; errors lists the fields."
		}
		p := NewProblem(status, word, detail)
		for _, err := range errs {
			field := FieldError{Message: err.Error()}
			if d, ok := err.(*huma.ErrorDetail); ok {
				field = FieldError{d.Location, d.Message}
				if name := missingField.FindStringSubmatch(d.Message); name != nil {
					field = FieldError{d.Location + "." + name[1], "This is required."}
				}
			}
			p.Errors = append(p.Errors, field)
		}
		return p
	}
}

// Internal is our own fault, told without detail.
func Internal() *Problem {
	return NewProblem(http.StatusInternalServerError, internalError, "Something went wrong on our side. Nothing of your request is half done; please try again.")
}

func inProgress() *Problem {
	p := NewProblem(http.StatusConflict, string(refusal.RequestInProgress), "The first request with this Idempotency-Key is still running.")
	p.retryAfter = "1"
	return p
}

// statusOf says with which status each kind of no is told.
var statusOf = map[refusal.Kind]int{
	refusal.NotFound: http.StatusNotFound, refusal.NotYou: http.StatusForbidden, refusal.NotNow: http.StatusConflict,
	refusal.NotThis: http.StatusUnprocessableEntity, refusal.NotPaid: http.StatusPaymentRequired,
}

// missing is one answer for what is not there and for what is not the caller's to
// see: nobody learns from it which of the two it is.
func missing() *Problem {
	return NewProblem(http.StatusNotFound, string(refusal.Missing), "There is no such thing.")
}

// refused tells a refusal.
func refused(no *refusal.Refusal) *Problem {
	if no.Kind == refusal.NotFound {
		return missing()
	}
	p := NewProblem(statusOf[no.Kind], string(no.Code), no.Detail)
	p.Rule, p.State, p.AvailableAt = no.Rule, no.State, no.AvailableAt.String()
	if no.Field != "" {
		p.Errors = []FieldError{{Field: "body." + no.Field, Message: no.Detail}}
	}
	return p
}

// problem tells any error: refusals as they are, everything else as our fault,
// which is logged with the request's id and never shown.
func (q *request) problem(err error) error {
	var no *refusal.Refusal
	var p *Problem
	var many *auth.TooMany
	switch {
	case errors.As(err, &no):
		return refused(no)
	case errors.As(err, &p):
		return p
	case errors.As(err, &many):
		return slowDown(strconv.Itoa(many.Seconds()))
	case errors.Is(err, store.ErrNotFound):
		return missing()
	case errors.Is(err, store.ErrUnknown):
		q.api.Log.ErrorContext(q.ctx, "the outcome of a commit is unknown", "request", q.id, "error", err)
		p = NewProblem(http.StatusServiceUnavailable, outcomeUnknown, "It is not known whether this took effect. Send it again with the same Idempotency-Key.")
		p.retryAfter = "1"
		return p
	case store.Full(err):
		q.api.Log.ErrorContext(q.ctx, "the disk is full: nothing can be written", "fix", "make room on the disk of --data; no restart is needed", "request", q.id, "error", err)
		p = NewProblem(http.StatusInsufficientStorage, storageFull, "The platform has no room left to write. Nothing was done, and nothing is lost; please try again later.")
		p.retryAfter = "10"
		return p
	case errors.Is(err, store.ErrAway):
		q.api.Log.ErrorContext(q.ctx, "the database does not answer", "request", q.id, "error", err)
		p = NewProblem(http.StatusServiceUnavailable, unavailable, "The database does not answer now. Nothing was done; please try again.")
		p.retryAfter = "1"
		return p
	case q.ctx.Err() != nil: // a command that was begun is answered all the same
		p = NewProblem(http.StatusServiceUnavailable, unavailable, "This took too long, or the service is stopping. Nothing was done; please try again.")
		p.retryAfter = "5"
		return p
	case errors.Is(err, transact.ErrClosed), errors.Is(err, store.ErrBroken):
		p = NewProblem(http.StatusServiceUnavailable, unavailable, "The service is stopping. Nothing was done; please try again.")
		p.retryAfter = "5"
		return p
	}
	q.api.Log.ErrorContext(q.ctx, "a request failed", "request", q.id, "error", err)
	return Internal()
}

func slowDown(retryAfter string) *Problem {
	p := NewProblem(http.StatusTooManyRequests, string(refusal.RateLimited), "Too many requests; come back later.")
	p.retryAfter = retryAfter
	return p
}

// encode writes a view, texts as they are; views always encode.
func encode(v any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic("api: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// instant is an instant of a view, null when there is none.
func instant(at calendar.Instant) *calendar.Instant {
	if at.IsZero() {
		return nil
	}
	return &at
}

// optional is a string of a view, null when it is empty.
func optional[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	text := string(s)
	return &text
}

// WriteProblem answers with a problem outside the table of routes.
func WriteProblem(w http.ResponseWriter, p *Problem) {
	for name, values := range p.GetHeaders() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(p.Status)
	_, _ = w.Write(encode(p)) // the caller may be gone
}
