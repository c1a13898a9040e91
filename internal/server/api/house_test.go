package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/engine"
	"azukari/internal/engine/gateway"
	"azukari/internal/store"
	"azukari/internal/store/memory"
)

// A testHouse is a sandbox behind HTTP with some people in it.
type testHouse struct {
	t      testing.TB
	api    *API
	mux    *http.ServeMux
	engine *engine.Engine
	server *httptest.Server
	tokens map[string]string
	ids    map[string]string
	quiet  bool // faults of ours are expected
	closed bool // the door is
}

func openHouse(t testing.TB) *testHouse {
	t.Helper()
	return openHouseOn(t, memory.New(), true)
}

func openHouseOn(t testing.TB, kept store.Store, sandboxed bool) *testHouse {
	t.Helper()
	start, err := calendar.Parse("2026-11-24T01:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	o := engine.Options{Store: kept, Sandbox: sandboxed, Start: start, Random: rand.NewChaCha8([32]byte{3})}
	if !sandboxed {
		o.Gateway = gateway.None{}
	}
	e, err := engine.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	h := &testHouse{t: t, engine: e, mux: mux, tokens: map[string]string{"": ""}, ids: map[string]string{}}
	h.api = New(mux, Options{Engine: e, Log: slog.New(slog.NewTextHandler(testLog{h}, &slog.HandlerOptions{Level: slog.LevelError}))})
	h.server = httptest.NewServer(mux)
	t.Cleanup(func() {
		h.server.Close()
		if !h.closed {
			e.Close()
		}
	})
	if !sandboxed {
		return h
	}
	for _, name := range []string{"client", "worker", "stranger", "operator", "operator2"} {
		made := h.post("", "/v1/sandbox/accounts", fmt.Sprintf(`{"name":%q,"email":"%s@example.jp","operator":%v}`, name, name, strings.HasPrefix(name, "operator")))
		made.is(http.StatusCreated)
		h.tokens[name] = made.field("token")
		h.ids[name] = made.field("account.id")
	}
	return h
}

// testLog fails the test that logs an error: no answer may be our fault.
type testLog struct{ h *testHouse }

func (l testLog) Write(b []byte) (int, error) {
	if !l.h.quiet {
		l.h.t.Errorf("logged: %s", b)
	}
	return len(b), nil
}

// An answer of the API, as a test looks at it.
type answer struct {
	t      testing.TB
	what   string
	status int
	header http.Header
	body   []byte
}

func (h *testHouse) send(method, as, path, body string, headers ...string) answer {
	h.t.Helper()
	r, err := http.NewRequest(method, h.server.URL+path, bytes.NewReader([]byte(body)))
	if err != nil {
		h.t.Fatal(err)
	}
	if token := h.tokens[as]; token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer got.Body.Close()
	b, err := io.ReadAll(got.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	a := answer{h.t, method + " " + path + " " + body, got.StatusCode, got.Header, b}
	h.conforms(method, path, a)
	return a
}

func parsed(t testing.TB, path string) *url.URL {
	t.Helper()
	u, err := url.Parse(path)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func (h *testHouse) post(as, path, body string, headers ...string) answer {
	h.t.Helper()
	return h.send(http.MethodPost, as, path, body, headers...)
}

func (h *testHouse) get(as, path string) answer {
	h.t.Helper()
	return h.send(http.MethodGet, as, path, "")
}

func (a answer) is(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("%s: %d, not %d: %s", a.what, a.status, status, a.body)
	}
	return a
}

// refused checks a problem document.
func (a answer) refused(status int, code string) answer {
	a.t.Helper()
	if a.status != status || a.field("code") != code || a.header.Get("Content-Type") != problemType {
		a.t.Fatalf("%s: %d %s, not %d %s: %s", a.what, a.status, a.header.Get("Content-Type"), status, code, a.body)
	}
	return a
}

// field reads a value by its path, such as milestone.state, as text.
func (a answer) field(path string) string {
	a.t.Helper()
	var v any
	d := json.NewDecoder(bytes.NewReader(a.body))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		a.t.Fatalf("%s: not JSON: %s", a.what, a.body)
	}
	for _, name := range strings.Split(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			v = at[name]
		case []any:
			var i int
			if _, err := fmt.Sscan(name, &i); err != nil || i >= len(at) {
				return ""
			}
			v = at[i]
		default:
			return ""
		}
	}
	if v == nil {
		return "null"
	}
	return fmt.Sprint(v)
}

// formed makes a contract that awaits its escrow.
func (h *testHouse) formed(amount int) string {
	h.t.Helper()
	job := h.post("client", "/v1/jobs", fmt.Sprintf(`{"format":"project","title":"翻訳","description":"会社案内","category":"翻訳","budget_amount":%d}`, amount)).is(201).field("id")
	proposal := h.post("worker", "/v1/jobs/"+job+"/proposals", fmt.Sprintf(`{"amount":%d,"due_on":"2027-01-31","message":"お任せください"}`, amount)).is(201).field("id")
	h.ids["job"], h.ids["proposal"] = job, proposal
	return h.post("client", "/v1/proposals/"+proposal+"/accept", `{}`).is(201).field("id")
}

func (h *testHouse) funded(amount int) string {
	h.t.Helper()
	id := h.formed(amount)
	h.post("client", "/v1/contracts/"+id+"/fund", `{}`).is(200)
	return id
}

func (h *testHouse) delivered(amount int) string {
	h.t.Helper()
	id := h.funded(amount)
	h.post("worker", "/v1/contracts/"+id+"/deliver", `{"note":"納品します"}`).is(200)
	return id
}
