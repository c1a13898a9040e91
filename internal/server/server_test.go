package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/seal"
	"azukari/internal/domain/job"
	"azukari/internal/engine"
	"azukari/internal/engine/clock"
	"azukari/internal/server"
	"azukari/internal/server/auth"
	"azukari/internal/store"
	"azukari/internal/store/blob"
	"azukari/internal/store/memory"
)

// A moody store fails, or panics, when told to.
type moody struct {
	store.Store
	notReady, broken, full, panics bool
	writing                        func() // before each write
}

func (m *moody) Ready(ctx context.Context) error {
	if m.notReady {
		return errors.New("no connection to postgres://secret@db")
	}
	return m.Store.Ready(ctx)
}

func (m *moody) Write(ctx context.Context, n store.Names, decide func(store.Rows) (store.Changes, error)) error {
	if m.broken {
		return store.ErrBroken
	}
	if m.full {
		return store.ErrFull
	}
	if m.writing != nil {
		m.writing()
	}
	return m.Store.Write(ctx, n, decide)
}

func (m *moody) Jobs(ctx context.Context, q store.JobQuery, p store.Page) ([]job.Job, error) {
	if m.panics {
		panic("a secret of the house")
	}
	return m.Store.Jobs(ctx, q, p)
}

// A site is a sandbox behind HTTP, with its log.
type site struct {
	t      *testing.T
	store  *moody
	engine *engine.Engine
	url    string
	client *http.Client
	log    *lines
	readBy atomic.Pointer[time.Time] // when the connection that was touched last stops reading
	ends   atomic.Int64              // how often a connection was told when it stops writing
	sooner atomic.Int64              // by how much it stops sooner than it was told, in nanoseconds
	cut    chan struct{}             // for each connection that was closed, after sooner was set
}

// patience is a listener that notes how long its connections read and write. They
// hold little of what nobody takes.
type patience struct {
	net.Listener
	site *site
}

func (p *patience) Accept() (net.Conn, error) {
	c, err := p.Listener.Accept()
	if err == nil {
		err = c.(*net.TCPConn).SetWriteBuffer(4 << 10)
	}
	return &wire{c, p.site}, err
}

type wire struct {
	net.Conn
	site *site
}

func (w *wire) SetWriteDeadline(end time.Time) error {
	if w.site.ends.Add(1); !end.IsZero() {
		end = end.Add(-time.Duration(w.site.sooner.Load()))
	}
	return w.Conn.SetWriteDeadline(end)
}

func (w *wire) Close() error {
	if w.site.sooner.Load() > 0 {
		select {
		case w.site.cut <- struct{}{}:
		default:
		}
	}
	return w.Conn.Close()
}

func (w *wire) SetReadDeadline(end time.Time) error {
	w.site.readBy.Store(&end)
	return w.Conn.SetReadDeadline(end)
}

type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func open(t *testing.T) *site {
	t.Helper()
	start, err := calendar.Parse("2026-11-24T01:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, store: &moody{Store: memory.New()}, log: &lines{}, cut: make(chan struct{}, 1)}
	if s.engine, err = engine.Open(t.Context(), engine.Options{Store: s.store, Sandbox: true, Start: start}); err != nil {
		t.Fatal(err)
	}
	desk, err := auth.NewDesk(s.engine, "http://localhost:8080", nil, seal.ForTest())
	if err != nil {
		t.Fatal(err)
	}
	files, err := blob.Open(t.TempDir(), start.Time())
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewUnstartedServer(server.New(server.Options{Engine: s.engine, Desk: desk, Files: files, Log: slog.New(slog.NewTextHandler(s.log, nil))}))
	web.Config.ReadTimeout = time.Hour
	web.Listener = &patience{Listener: web.Listener, site: s}
	web.Start()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s.url, s.client = web.URL, &http.Client{Jar: jar}
	t.Cleanup(func() { web.Close(); s.engine.Close() })
	return s
}

func (s *site) send(method, path, body string, headers ...string) (*http.Response, string) {
	s.t.Helper()
	r, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got, err := s.client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer got.Body.Close()
	b, err := io.ReadAll(got.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return got, string(b)
}

// status sends a request and expects an answer with that status.
func (s *site) status(want int, method, path, body string, headers ...string) (*http.Response, string) {
	s.t.Helper()
	got, text := s.send(method, path, body, headers...)
	if got.StatusCode != want {
		s.t.Fatalf("%s %s: %d, not %d: %s", method, path, got.StatusCode, want, text)
	}
	return got, text
}

// problem expects a problem document with that code.
func (s *site) problem(status int, code, method, path, body string, headers ...string) *http.Response {
	s.t.Helper()
	got, text := s.status(status, method, path, body, headers...)
	var p struct{ Code, Type string }
	if err := json.Unmarshal([]byte(text), &p); err != nil || p.Code != code || got.Header.Get("Content-Type") != "application/problem+json" {
		s.t.Fatalf("%s %s: %s %s, not %s", method, path, got.Header.Get("Content-Type"), text, code)
	}
	if _, page := s.status(200, http.MethodGet, "/docs/errors", ""); !strings.Contains(page, `id="`+code+`"`) || p.Type != "/docs/errors#"+code {
		s.t.Errorf("%s does not lead to an explanation", p.Type)
	}
	return got
}

// account makes somebody up.
func (s *site) account(name string) (id, token string) {
	s.t.Helper()
	_, text := s.status(201, http.MethodPost, "/v1/sandbox/accounts", `{"name":"`+name+`","email":"a@example.jp"}`)
	var made struct {
		Account struct{ ID string }
		Token   string
	}
	if err := json.Unmarshal([]byte(text), &made); err != nil {
		s.t.Fatal(err)
	}
	return made.Account.ID, made.Token
}

func TestReadinessFollowsTheStoreAndTheDoor(t *testing.T) {
	s := open(t)
	s.status(200, http.MethodGet, "/healthz", "")
	s.status(200, http.MethodGet, "/readyz", "")
	s.store.notReady = true
	if _, text := s.status(503, http.MethodGet, "/readyz", ""); strings.Contains(text, "secret") {
		t.Errorf("it tells %q", text)
	}
	s.store.notReady = false
	sandbox, machine := s.engine.Clock, &clock.System{Machine: func() calendar.Instant { return 10_000_000 }}
	s.engine.Clock = machine
	machine.NotBefore(12_000_000) // a machine may be two seconds behind
	s.status(200, http.MethodGet, "/readyz", "")
	machine.NotBefore(12_000_001)
	if _, text := s.status(503, http.MethodGet, "/readyz", ""); !strings.Contains(text, "clock was set back") {
		t.Errorf("a house whose clock stands says %q", text)
	}
	says := calendar.Instant(10_000_000)
	leapt := &clock.System{Machine: func() calendar.Instant { return says }, Uptime: func() time.Duration { return time.Minute }}
	s.engine.Clock = leapt
	s.status(200, http.MethodGet, "/readyz", "")
	says = says.Add(clock.Leap)
	if _, text := s.status(503, http.MethodGet, "/readyz", ""); !strings.Contains(text, "clock was set ahead") {
		t.Errorf("a house whose machine leapt says %q", text)
	}
	s.engine.Clock = sandbox
	s.store.broken = true
	s.problem(503, "unavailable", http.MethodPost, "/v1/sandbox/accounts", `{"name":"a","email":"a@example.jp"}`)
	s.status(503, http.MethodGet, "/readyz", "")
	s.status(200, http.MethodGet, "/healthz", "")
}

// TestACommandHasTheTimeThatItNeeds looks at the connection while a command is
// carried out: only the reading of its body is limited in time. A deadline that was
// set afterwards once made every request fail on a connection that had waited 5 s.
func TestACommandHasTheTimeThatItNeeds(t *testing.T) {
	s := open(t)
	_, token := s.account("client")
	limited := true
	s.store.writing = func() { limited = !s.readBy.Load().IsZero() }
	s.status(201, http.MethodPost, "/v1/jobs", `{"format":"project","title":"翻訳","description":"説明","category":"翻訳","budget_amount":1000}`, "Authorization", "Bearer "+token, "Idempotency-Key", "a")
	if limited {
		t.Error("the command ends at a time that is for the reading of its body")
	}
}

const large = "/assets/swagger/swagger-ui-bundle.js" // 1.7 MB

// TestALargeAnswerMayTakeItsTime has the end of writing moved for each piece of it.
func TestALargeAnswerMayTakeItsTime(t *testing.T) {
	s := open(t)
	_, text := s.send(http.MethodGet, large, "")
	if pieces := int64(len(text)) >> 16; pieces < 20 || s.ends.Load() < pieces {
		t.Errorf("%d bytes went, and the end of writing was moved %d times", len(text), s.ends.Load())
	}
}

// TestWhoDoesNotReadIsCutOff asks for a large answer and takes nothing of it. Here
// a line waits for a fifth of a second where it would wait for fifteen.
func TestWhoDoesNotReadIsCutOff(t *testing.T) {
	s := open(t)
	s.sooner.Store(int64(14_800 * time.Millisecond))
	c, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err == nil {
		err = c.(*net.TCPConn).SetReadBuffer(4 << 10)
	}
	if err == nil {
		_, err = io.WriteString(c, "GET "+large+" HTTP/1.1\r\nHost: x\r\n\r\n")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	select {
	case <-s.cut:
	case <-time.After(20 * time.Second):
		t.Error("the server waits for ever")
	}
}

func TestAddressesThatAreNotThereSaySo(t *testing.T) {
	s := open(t)
	for _, path := range []string{"/v1", "/v1/", "/v1/nothing", "/v1/jobs/", "/nothing", "/docs/", "/assets/nothing.js", "/login"} {
		got, text := s.send(http.MethodGet, path, "")
		if got.StatusCode != 404 {
			t.Errorf("%s: %d %s", path, got.StatusCode, text)
		}
	}
	for path, kind := range map[string]string{"/nothing": "text/html; charset=utf-8", "/v1/nothing": "application/problem+json"} {
		r, err := http.NewRequest(http.MethodGet, s.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8") // as browsers do
		got, err := s.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		if got.StatusCode != 404 || got.Header.Get("Content-Type") != kind {
			t.Errorf("a browser at %s gets %d %s", path, got.StatusCode, got.Header.Get("Content-Type"))
		}
	}
	s.problem(404, "not_found", http.MethodGet, "/v1/nothing", "")
	s.problem(404, "not_found", http.MethodPost, "/v1/contracts/ctr_1/explode", "{}")
	s.problem(414, "validation_failed", http.MethodGet, "/v1/jobs?q="+strings.Repeat("a", 9000), "")
	for path, allowed := range map[string]string{
		"/v1/jobs": "GET, POST", "/v1/jobs/job_1": "GET", "/v1/contracts/ctr_1/fund": "POST", "/healthz": "GET",
	} {
		if got := s.problem(405, "method_not_allowed", http.MethodDelete, path, ""); got.Header.Get("Allow") != allowed {
			t.Errorf("%s allows %q", path, got.Header.Get("Allow"))
		}
	}
}

func TestEveryAnswerHasItsIdAndItsGuards(t *testing.T) {
	s := open(t)
	seen := map[string]bool{}
	for _, path := range []string{"/", "/docs", "/docs/errors", "/v1/jobs", "/v1/openapi.json", "/v1/contracts", "/nothing", "/healthz", "/metrics", "/assets/site.css"} {
		got, _ := s.send(http.MethodGet, path, "", "X-Request-Id", "chosen by the caller")
		id := got.Header.Get("X-Request-Id")
		if seen[id] || !regexp.MustCompile(`^[0-9a-f]{16}$`).MatchString(id) {
			t.Errorf("%s has the id %q", path, id)
		}
		seen[id] = true
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Content-Security-Policy": "default-src 'none'"} {
			if !strings.HasPrefix(got.Header.Get(name), want) {
				t.Errorf("%s: %s is %q", path, name, got.Header.Get(name))
			}
		}
		if !strings.Contains(s.log.String(), "request="+id) {
			t.Errorf("%s is not in the log", path)
		}
	}
}

func TestAPanicTellsTheLogAlone(t *testing.T) {
	s := open(t)
	_, token := s.account("青木")
	s.store.panics = true
	got, text := s.status(500, http.MethodGet, "/v1/jobs", "", "Authorization", "Bearer "+token)
	if strings.Contains(text, "secret") || !strings.Contains(text, `"code":"internal_error"`) || got.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("it tells %s", text)
	}
	if log := s.log.String(); !strings.Contains(log, "a secret of the house") || strings.Count(log, got.Header.Get("X-Request-Id")) != 2 {
		t.Errorf("the log has %s", log)
	}
	s.store.panics = false
	s.status(200, http.MethodGet, "/v1/jobs", "", "Authorization", "Bearer "+token)
}

func TestTheLogHasNoSecrets(t *testing.T) {
	s := open(t)
	id, token := s.account("青木")
	s.status(201, http.MethodPost, "/v1/jobs", `{"format":"project","title":"内密の件","description":"d","category":"c","budget_amount":1}`, "Authorization", "Bearer "+token, "Idempotency-Key", "a private key")
	s.status(200, http.MethodGet, "/v1/jobs?q=hidden-words", "", "Authorization", "Bearer "+token)
	_, link := s.status(200, http.MethodPost, "/v1/sandbox/accounts/"+id+"/login-link", "")
	secret := strings.Split(strings.TrimSuffix(link, `"}`), "/login/")[1]
	s.status(200, http.MethodGet, "/login/"+secret, "")
	log := s.log.String()
	for _, secret := range []string{token, secret, "内密の件", "a private key", "hidden-words", "青木"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log has %q: %s", secret, log)
		}
	}
	for _, line := range []string{"method=POST", `route="POST /v1/jobs"`, "status=201", "took=", `route="GET /login/{secret}"`} {
		if !strings.Contains(log, line) {
			t.Errorf("the log lacks %q: %s", line, log)
		}
	}
}

// TestASignInLinkOpensOnce signs a browser in; its cookie opens pages, never
// the API.
func TestASignInLinkOpensOnce(t *testing.T) {
	s := open(t)
	id, _ := s.account("青木 <b>商店</b>")
	_, text := s.status(200, http.MethodPost, "/v1/sandbox/accounts/"+id+"/login-link", "{}")
	var link struct{ URL string }
	if err := json.Unmarshal([]byte(text), &link); err != nil {
		t.Fatal(err)
	}
	if _, page := s.status(200, http.MethodGet, "/", ""); strings.Contains(page, `class="name">`) {
		t.Error("signed in already")
	}
	s.status(200, http.MethodHead, link.URL, "") // a look at it does not use it up
	s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	got, _ := s.status(303, http.MethodGet, link.URL, "")
	if cookies := got.Cookies(); len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteLaxMode || cookies[0].Path != "/" || got.Header.Get("Location") != "/my" {
		t.Errorf("cookies %v to %s", got.Header["Set-Cookie"], got.Header.Get("Location"))
	}
	if _, page := s.status(200, http.MethodGet, "/", ""); !strings.Contains(page, `class="name">青木 &lt;b&gt;商店&lt;/b&gt;`) {
		t.Errorf("the page says %s", page)
	}
	if got, page := s.status(410, http.MethodGet, link.URL, ""); !strings.Contains(page, "一度だけ") || len(got.Cookies()) != 0 {
		t.Errorf("the second time: %s", page)
	}
	s.status(410, http.MethodGet, "/login/no-such-link", "")
	s.problem(401, "unauthenticated", http.MethodGet, "/v1/balance", "")
}

func TestFiguresAreByRoute(t *testing.T) {
	s := open(t)
	_, token := s.account("青木")
	s.status(404, http.MethodGet, "/v1/jobs/job_1", "", "Authorization", "Bearer "+token)
	_, text := s.status(200, http.MethodGet, "/metrics", "")
	for _, line := range []string{
		`azukari_http_requests_total{route="POST /v1/sandbox/accounts",status="201"} 1`,
		`azukari_http_requests_total{route="GET /v1/jobs/{id}",status="404"} 1`,
		`azukari_http_request_seconds_count{route="GET /v1/jobs/{id}"} 1`,
	} {
		if !strings.Contains(text, line) {
			t.Errorf("no %s", line)
		}
	}
	if strings.Contains(text, "job_1") {
		t.Error("the figures name things")
	}
}

// TestTheDocsNeedNobodyElse loads the page of the API with all that it names.
func TestTheDocsNeedNobodyElse(t *testing.T) {
	s := open(t)
	_, page := s.status(200, http.MethodGet, "/docs", "")
	named := regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(page, -1)
	if len(named) < 4 {
		t.Errorf("the page names %v", named)
	}
	for _, n := range named {
		if !strings.HasPrefix(n[1], "/") {
			t.Errorf("the page asks %s", n[1])
		}
		s.status(200, http.MethodGet, n[1], "")
	}
	s.status(200, http.MethodGet, "/assets/swagger/LICENSE", "")
	var doc struct{ OpenAPI string }
	if _, text := s.status(200, http.MethodGet, "/v1/openapi.json", ""); json.Unmarshal([]byte(text), &doc) != nil || doc.OpenAPI != "3.1.0" {
		t.Errorf("the document begins %.80s", text)
	}
}
