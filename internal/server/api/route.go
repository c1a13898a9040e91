package api

import (
	"context"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"azukari/internal/domain/account"
)

// access says who may call a route at all; what they may do is the engine's to
// say.
type access struct {
	level level
	duty  account.Duty // of the operator's staff
}

type level int

const (
	publicLevel level = iota
	personLevel
	staffLevel
	sandboxLevel
)

var (
	public  = access{}                    // without a token
	person  = access{level: personLevel}  // with a token
	sandbox = access{level: sandboxLevel} // without a token, in the sandbox alone
)

// staff is who of the operator's staff may call: those with a duty (R13.2).
func staff(duty account.Duty) access { return access{staffLevel, duty} }

// A route is one line of the table.
type route struct {
	method, path string
	summary      string
	tag          string
	access       access
	statuses     []int
	answer       reflect.Type // what a success shows
	register     func(*API, route)
}

// reply is an answer ready to be sent.
type reply struct {
	status   int
	body     []byte
	replayed bool
	file     string // the name under which it is saved, for downloads
}

// output is a reply as huma sends it.
type output struct {
	Status      int
	ContentType string `header:"Content-Type" hidden:"true"`
	Replayed    string `header:"Idempotent-Replayed" hidden:"true"`
	Disposition string `header:"Content-Disposition" hidden:"true"`
	Body        []byte
}

// get makes a route that reads: In is its input, V what it answers.
func get[In, V any](path, tag, summary string, who access, read func(*request, *In) (V, error)) route {
	return route{
		method: http.MethodGet, path: path, tag: tag, summary: summary, access: who, statuses: []int{http.StatusOK}, answer: reflect.TypeFor[V](),
		register: func(a *API, r route) {
			register(a, r, func(q *request, in *In) (reply, error) {
				v, err := read(q, in)
				if err != nil {
					return reply{}, err
				}
				return reply{status: http.StatusOK, body: encode(v)}, nil
			})
		},
	}
}

// download makes a route that hands out a kept document, byte for byte.
func download[In any](path, tag, summary string, who access, read func(*request, *In) (reply, error)) route {
	return route{
		method: http.MethodGet, path: path, tag: tag, summary: summary, access: who, statuses: []int{http.StatusOK}, answer: reflect.TypeFor[document](),
		register: func(a *API, r route) { register(a, r, read) },
	}
}

// post makes a route that writes, bound to an Idempotency-Key when one is
// given. V is what its answer shows, with the first of the statuses or another
// of them.
func post[In, V any](path, tag, summary string, who access, write func(*request, *In) (reply, error), statuses ...int) route {
	return route{
		method: http.MethodPost, path: path, tag: tag, summary: summary, access: who, statuses: statuses, answer: reflect.TypeFor[V](),
		register: func(a *API, r route) {
			register(a, r, func(q *request, in *In) (reply, error) {
				if q.key == "" {
					return write(q, in)
				}
				if _, runs := a.running.LoadOrStore(q.key, true); runs {
					return reply{}, inProgress()
				}
				defer a.running.Delete(q.key)
				return write(q, in)
			})
		},
	}
}

func register[In any](a *API, r route, handle func(*request, *In) (reply, error)) {
	schema := a.huma.OpenAPI().Components.Schemas.Schema(r.answer, true, "")
	op := huma.Operation{
		Method: r.method, Path: r.path, Summary: r.summary, Tags: []string{r.tag}, OperationID: operationID(r),
		DefaultStatus: r.statuses[0], MaxBodyBytes: maxBody, Responses: map[string]*huma.Response{},
		Middlewares: huma.Middlewares{a.identify(r.access), a.guardBody},
		// guardBody has read the body, within the server's time. A deadline set
		// now would end the request, and each later one on its connection.
		BodyReadTimeout: -1,
	}
	for _, status := range r.statuses {
		op.Responses[strconv.Itoa(status)] = &huma.Response{
			Description: http.StatusText(status), Content: map[string]*huma.MediaType{"application/json": {Schema: schema}},
		}
	}
	problem := a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "")
	op.Responses["default"] = &huma.Response{
		Description: "A problem document (RFC 9457)", Content: map[string]*huma.MediaType{problemType: {Schema: problem}},
	}
	if r.access.level == personLevel || r.access.level == staffLevel {
		op.Security = []map[string][]string{{"bearer": {}}}
	}
	if r.method == http.MethodPost {
		op.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{"application/json": {Example: example(r.path)}}}
		op.Parameters = append(op.Parameters, &huma.Param{
			Name: "Idempotency-Key", In: "header", Description: "The same key and body get the first answer again for 24 hours.",
			Schema: &huma.Schema{Type: "string", MinLength: new(1), MaxLength: new(255)},
		})
	}
	huma.Register(a.huma, op, func(ctx context.Context, in *In) (*output, error) {
		q := ctx.Value(requestKey{}).(*request)
		q.ctx = ctx
		answer, err := handle(q, in)
		if err != nil {
			return nil, q.problem(err)
		}
		out := &output{Status: answer.status, ContentType: "application/json", Body: answer.body}
		if answer.status >= 400 {
			out.ContentType = problemType
		}
		if answer.replayed {
			out.Replayed = "true"
		}
		if answer.file != "" {
			out.Disposition = `attachment; filename="` + answer.file + `"`
		}
		return out, nil
	})
}

// operationID is a route's name for generated clients: post-contracts-id-fund.
func operationID(r route) string {
	name := strings.NewReplacer("/v1/", "", "/", "-", "{", "", "}", "").Replace(r.path)
	return strings.ToLower(r.method) + "-" + name
}
