package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"golang.org/x/text/language"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A request is who asks, and what their answer is bound to.
type request struct {
	api         *API
	ctx         context.Context
	caller      account.Account // zero for visitors
	id          string
	languages   string // that the caller prefers, as the browser sends them
	key         string // hash of account, route and Idempotency-Key; empty without one
	body        []byte
	fingerprint string // hash of the body
}

type requestKey struct{}

// who is the caller as the kernel knows them.
func (q *request) who() contract.Actor {
	return contract.Actor{Account: q.caller.ID, Operator: q.caller.Staff()}
}

func (q *request) now() (calendar.Instant, error) { return q.api.Engine.Now(q.ctx) }

func (q *request) store() store.Reader { return q.api.Engine.Store }

// do brings a command through the door and renders its result; the rendering
// happens inside, so that the answer can be kept with the effect.
func (q *request) do(cmd transact.Command, render func(result any) (int, any)) (reply, error) {
	ask := transact.Request{Actor: q.who(), Command: cmd, Once: q.once(render)}
	if q.api.Limits != nil {
		ask.Admit = q.api.Limits.Admit(cmd, q.caller.ID)
	}
	outcome, err := q.api.Engine.Door.Do(q.ctx, ask)
	return q.answer(outcome, err, render)
}

// once binds the request to its key, nil without one. What the door decided is
// kept; what could not be used (422) or was our fault is not.
func (q *request) once(render func(result any) (int, any)) *transact.Once {
	if q.key == "" {
		return nil
	}
	return &transact.Once{Key: q.key, Fingerprint: q.fingerprint, Answer: func(result any, err error) (int, []byte, bool) {
		if err == nil {
			status, view := render(result)
			return status, encode(view), true
		}
		var no *refusal.Refusal
		if !errors.As(err, &no) || no.Kind == refusal.NotThis {
			return 0, nil, false
		}
		p := refused(no)
		return p.Status, encode(p), true
	}}
}

// answer makes the reply of what came through the door.
func (q *request) answer(outcome transact.Outcome, err error, render func(result any) (int, any)) (reply, error) {
	switch {
	case outcome.Kept != nil:
		return reply{status: outcome.Kept.Status, body: outcome.Kept.Body, replayed: outcome.Replay}, nil
	case err != nil:
		return reply{}, err
	}
	status, view := render(outcome.Result)
	return reply{status: status, body: encode(view)}, nil
}

// identify finds out who asks, and turns away who may not ask here.
func (a *API) identify(who access) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		r, _ := humago.Unwrap(ctx)
		q := &request{api: a, ctx: r.Context(), id: ctx.Header("X-Request-Id"), languages: ctx.Header("Accept-Language")}
		if no := q.admit(r, who); no != nil {
			a.write(ctx, no)
			return
		}
		if no := q.bind(r); no != nil {
			a.write(ctx, no)
			return
		}
		next(huma.WithValue(ctx, requestKey{}, q))
	}
}

// admit checks the token, the limits and the kind of caller.
func (q *request) admit(r *http.Request, who access) *Problem {
	if who == sandbox && q.api.Engine.Sandbox == nil {
		return refused(refusal.NoSuch("page outside the sandbox"))
	}
	if no := readable(r); no != nil {
		return no
	}
	if who == public || who == sandbox {
		return nil
	}
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || token == "" {
		return NewProblem(http.StatusUnauthorized, string(refusal.Unauthenticated), "Send your token as Authorization: Bearer ….")
	}
	hash := account.Hash(token)
	now, err := q.now()
	if err != nil {
		return q.problem(err).(*Problem)
	}
	caller, shown, err := q.store().AccountByToken(q.ctx, hash, now)
	if errors.Is(err, store.ErrNotFound) || err == nil && !shown.CallsAPI() {
		return invalidToken()
	}
	if err != nil {
		return q.problem(err).(*Problem)
	}
	if !q.api.allowed(hash) {
		return slowDown("1")
	}
	if _, due := shown.Used(now); due {
		if no := q.touch(shown); no != nil {
			return no
		}
	}
	switch {
	case who.level == staffLevel && !caller.Staff():
		return refused(refusal.Denied("R13.2", "This is for the operator's staff."))
	case who.level == staffLevel && !caller.Roles.May(who.duty):
		return refused(refusal.Denied("R13.2", "This is for another role of the staff."))
	}
	q.caller = caller
	return nil
}

// touch notes that a key is in use. A call is not refused because that could not
// be written; what it asks for will tell.
func (q *request) touch(shown account.Token) *Problem {
	_, err := q.api.Engine.Door.Do(q.ctx, transact.Request{Actor: contract.Actor{Account: shown.AccountID}, Command: transact.TouchAPIKey{Hash: shown.Hash}})
	var no *refusal.Refusal
	switch {
	case errors.As(err, &no): // it ended this moment
		return invalidToken()
	case err != nil:
		q.api.Log.WarnContext(q.ctx, "the last use of an API key was not noted", "request", q.id, "error", err)
	}
	return nil
}

func invalidToken() *Problem {
	return NewProblem(http.StatusUnauthorized, string(refusal.Unauthenticated), "This token is not valid.")
}

// readable refuses addresses that no database can look for.
func readable(r *http.Request) *Problem {
	if !utf8.ValidString(r.URL.Path) || strings.ContainsRune(r.URL.Path, 0) {
		return NoPage()
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return unusable("query", "The query cannot be read.")
	}
	for name, values := range query {
		for _, v := range values {
			if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
				return unusable("query."+strings.ToValidUTF8(name, "?"), "A query is UTF-8 without NUL.")
			}
		}
	}
	return nil
}

// bind ties the request to its Idempotency-Key.
func (q *request) bind(r *http.Request) *Problem {
	if r.Method != http.MethodPost {
		return nil
	}
	keys := r.Header.Values("Idempotency-Key")
	if len(keys) == 0 {
		return nil
	}
	key := keys[0]
	if len(keys) > 1 || key == "" || len(key) > 255 || strings.ContainsFunc(key, func(c rune) bool { return c < ' ' || c > '~' }) {
		p := NewProblem(http.StatusUnprocessableEntity, string(refusal.ValidationFailed), "An Idempotency-Key is 1 to 255 printable ASCII characters, once.")
		p.Errors = []FieldError{{"header.Idempotency-Key", p.Detail}}
		return p
	}
	q.key = account.Hash(strings.Join([]string{q.caller.ID, r.Method, r.URL.Path, key}, "\n"))
	return nil
}

// spoken are the languages of the house, the first for whoever prefers none.
var spoken = language.NewMatcher([]language.Tag{language.Japanese, language.English})

// language is the house's language that the caller likes best.
func (q *request) language() words.Language {
	if _, i := language.MatchStrings(spoken, q.languages); i == 1 {
		return words.English
	}
	return words.Japanese
}

// write answers with a problem before huma has seen the request.
func (a *API) write(ctx huma.Context, p *Problem) {
	for name, values := range p.GetHeaders() {
		ctx.SetHeader(name, values[0])
	}
	ctx.SetHeader("Content-Type", problemType)
	ctx.SetStatus(p.Status)
	_, _ = ctx.BodyWriter().Write(encode(p)) // the caller may be gone
}
