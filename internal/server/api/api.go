// Package api is the public surface for programs, version 1: REST and JSON
// under /v1. One table of routes makes the mux, the OpenAPI document and the
// tests. It reads, and it asks the engine; it decides nothing.
package api

import (
	"log/slog"
	"net/http"
	"reflect"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"golang.org/x/time/rate"

	"azukari/internal/base/calendar"
	"azukari/internal/engine"
	"azukari/internal/server/auth"
)

// Options are what the API serves from.
type Options struct {
	Engine *engine.Engine
	Log    *slog.Logger
	// PerSecond and Burst limit the requests of one token; 0 sets no limit.
	PerSecond float64
	Burst     int
	// Limits count what one account writes; nil sets no limit.
	Limits *auth.Limits
}

// An API answers requests under /v1.
type API struct {
	Options
	huma    huma.API
	routes  []route
	running sync.Map // keys of idempotent requests that run now
	limits  sync.Map // token hash → *rate.Limiter
}

// New registers every route on the mux.
func New(mux *http.ServeMux, o Options) *API {
	config := huma.DefaultConfig("azukari", "1")
	config.Info.Description = about
	config.Tags = tags
	config.CreateHooks, config.DocsPath, config.SchemasPath = nil, "", ""
	config.OpenAPIPath = "/v1/openapi"
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"bearer": {Type: "http", Scheme: "bearer", Description: "An API key, made under 設定 → APIキー; in the sandbox also the token of an account."}}
	config.Components.Schemas.RegisterTypeAlias(reflect.TypeFor[calendar.Instant](), reflect.TypeFor[time.Time]())
	config.Components.Schemas.RegisterTypeAlias(reflect.TypeFor[document](), reflect.TypeFor[map[string]any]())
	config.Formats = map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat}
	a := &API{Options: o, huma: humago.New(mux, config)}
	a.routes = table()
	for _, r := range a.routes {
		r.register(a, r)
	}
	told := map[reflect.Type]bool{}
	for _, r := range a.routes {
		tellNulls(config.Components.Schemas, r.answer, told)
	}
	return a
}

// OpenAPI is the OpenAPI 3.1 document, as JSON.
func (a *API) OpenAPI() ([]byte, error) { return a.huma.OpenAPI().MarshalJSON() }

// table lists every route, in the order of the documentation.
func table() []route {
	var all []route
	for _, part := range [][]route{sandboxRoutes, jobRoutes, proposalRoutes, contractRoutes, messageRoutes, contestRoutes, taskRoutes, outsideRoutes, ratingRoutes, reportRoutes, moneyRoutes, notificationRoutes, todoRoutes, operatorRoutes, payoutRoutes, policyRoutes} {
		all = append(all, part...)
	}
	return all
}

// tags head the parts of the documentation.
var tags = []*huma.Tag{
	{Name: "sandbox", Description: "Without a token, and only where nothing is at stake (R20)"},
	{Name: "jobs", Description: "仕事"}, {Name: "proposals", Description: "応募"}, {Name: "contracts", Description: "契約"},
	{Name: "messages", Description: "メッセージ"}, {Name: "contests", Description: "コンペ"}, {Name: "tasks", Description: "タスク"}, {Name: "ratings", Description: "評価"}, {Name: "money", Description: "残高・出金"}, {Name: "notifications", Description: "お知らせ"},
	{Name: "operator", Description: "運営: for the operator's staff"},
}

func (a *API) allowed(token string) bool {
	if a.PerSecond == 0 {
		return true
	}
	limit, _ := a.limits.LoadOrStore(token, rate.NewLimiter(rate.Limit(a.PerSecond), a.Burst))
	return limit.(*rate.Limiter).Allow()
}

const about = `The protected contract as an API: jobs and proposals, contracts with escrow (仮払い), delivery and inspection (納品・検収), contact nudge (連絡催促申請), mid-contract termination (契約途中終了), disputes (調整), money.

**A key.** Sign in, open [設定 → APIキー](/settings/api-keys) and make one: it is shown once, does what you may do, and ends after 30, 90 or 365 days (30 or 90 for the staff). Send it as ` + "`Authorization: Bearer azk_…`" + `. One that is not known, has ended or was revoked is answered 401 ` + "`unauthenticated`" + `. A key takes 100 requests a second, 200 at once. The sandbox has tokens as well: ` + "`POST /v1/sandbox/accounts`" + ` answers with one.

    curl -H "Authorization: Bearer azk_…" https://azukari.example/v1/contracts

**Manners.** Amounts are whole yen. Instants are RFC 3339 in UTC. Every POST takes an ` + "`Idempotency-Key`" + `: the same key and body within 24 hours get the first answer again, byte for byte, with ` + "`Idempotent-Replayed: true`" + `. Errors are problem documents (RFC 9457) with a stable ` + "`code`" + ` and, where one decided, the ` + "`rule`" + `. What a caller may not see answers 404. ` + "`actions`" + ` of a contract lists what the caller may do now.

**The hash chain of events.** An event's ` + "`hash`" + ` is the SHA-256, in hex, of the event as it is served (` + "`deemed`" + ` only where it is there) without ` + "`hash`" + `, as canonical JSON (RFC 8785: keys sorted, no spaces). The first ` + "`prev_hash`" + ` is 64 zeros. The ` + "`sha256`" + ` of a contract's terms is that of the bytes of ` + "`GET /v1/contracts/{id}/terms`" + `.`
