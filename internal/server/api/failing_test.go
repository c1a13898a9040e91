package api

import (
	"context"
	"fmt"
	"net/http"
	"syscall"
	"testing"

	"azukari/internal/domain/account"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/memory"
)

// A shaky store fails its writes when told to.
type shaky struct {
	store.Store
	fault error
}

func (s *shaky) Write(ctx context.Context, names store.Names, decide func(store.Rows) (store.Changes, error)) error {
	if s.fault != nil {
		return fmt.Errorf("save: %w", s.fault)
	}
	return s.Store.Write(ctx, names, decide)
}

func TestOurOwnFaultsTellNothing(t *testing.T) {
	shaken := &shaky{Store: memory.New()}
	h := openHouseOn(t, shaken, true)
	c := h.contract(h.funded(1000))
	h.quiet = true // these are our fault, and logged
	deliver := func() answer {
		return h.post("worker", c+"/deliver", `{"note":"納品します"}`, "Idempotency-Key", "k")
	}

	shaken.fault = store.ErrUnknown
	if a := deliver().refused(503, "outcome_unknown"); a.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	shaken.fault = fmt.Errorf("disk full at /var/lib: %w", context.DeadlineExceeded)
	if a := deliver().refused(500, "internal_error"); a.field("errors") != "null" || len(a.body) > 300 {
		t.Errorf("it tells %s", a.body)
	}
	for _, full := range []error{store.ErrFull, syscall.ENOSPC} {
		shaken.fault = full
		if a := deliver().refused(507, "storage_full"); a.header.Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
		h.get("worker", c).is(200)
	}
	shaken.fault = store.ErrAway
	if a := deliver().refused(503, "unavailable"); a.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	shaken.fault = nil
	deliver().is(200) // the same key; nothing was kept for it

	shaken.fault = store.ErrBroken
	h.post("client", c+"/accept", `{}`).refused(503, "unavailable")
}

func TestAClosedDoorSaysSo(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.funded(1000))
	h.engine.Door.Close()
	if a := h.post("worker", c+"/deliver", `{"note":"納品します"}`).refused(503, "unavailable"); a.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	h.get("worker", c).is(200)
	h.closed = true
}

// openEarnest opens a house that is no sandbox, with two people in it.
func openEarnest(t *testing.T) *testHouse {
	t.Helper()
	h := openHouseOn(t, memory.New(), false)
	for _, name := range []string{"client", "worker"} {
		h.tokens[name] = "a token of the " + name
		_, err := h.engine.Door.Do(t.Context(), transact.Request{Command: transact.OpenAccount{
			Account: account.Account{Name: name, Email: name + "@example.jp"}, Token: account.Hash(h.tokens[name]),
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// TestThereIsNoSandboxInEarnest holds R20: none of its routes is there.
func TestThereIsNoSandboxInEarnest(t *testing.T) {
	h := openEarnest(t)
	sandboxed := openHouse(t)
	for _, r := range table() {
		if r.access != sandbox {
			continue
		}
		body := ""
		if r.method == http.MethodPost {
			body = postCases[r.path](sandboxed).body
		}
		h.send(r.method, "", r.path, body).refused(404, "not_found")
		h.send(r.method, "client", r.path, body).refused(404, "not_found")
	}
	h.get("client", "/v1/balance").is(200)
}

func TestTooManyRequestsAreHeldBack(t *testing.T) {
	h := openEarnest(t)
	h.api.PerSecond, h.api.Burst = 0.001, 3
	for range 3 {
		h.get("client", "/v1/balance").is(200)
	}
	if a := h.get("client", "/v1/balance").refused(429, "rate_limited"); a.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	h.get("worker", "/v1/jobs").is(200) // another token's limit is its own
	h.get("", "/v1/balance").refused(401, "unauthenticated")
}
