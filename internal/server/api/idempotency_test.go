package api

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/payout"
	"azukari/internal/server/auth"
	"azukari/internal/store"
)

// size counts all that is kept but the answers: what an effect adds.
func (h *testHouse) size() (rows int, clock string) {
	h.t.Helper()
	err := h.engine.Store.Scan(h.t.Context(), store.Scan{
		Account:  func(account.Account) error { rows++; return nil },
		Job:      func(j job.Job) error { rows += int(j.Version); return nil },
		Proposal: func(p job.Proposal) error { rows += int(p.Version); return nil },
		Contract: func(c contract.Contract) error { rows += int(c.Version); return nil },
		Event:    func(store.Event) error { rows++; return nil },
		Transfer: func(ledger.Posted) error { rows++; return nil },
		Message:  func(message.Message) error { rows++; return nil },
		Payout:   func(payout.Payout) error { rows++; return nil },
		Notice:   func(notice.Notice) error { rows++; return nil },
	})
	if err != nil {
		h.t.Fatal(err)
	}
	now, err := h.engine.Now(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return rows, now.String()
}

// TestOneKeyHasOneEffect sends every writing request 50 times at once with one
// key: one effect, and everybody who gets an answer gets the same bytes.
func TestOneKeyHasOneEffect(t *testing.T) {
	eachPost(t, func(t *testing.T, h *testHouse, r route, c postCase) {
		answers := make([]answer, 50)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() { answers[i] = h.post(c.as, c.path, c.body, "Idempotency-Key", "the key") })
		}
		all.Wait()
		rows, clock := h.size()
		again := h.post(c.as, c.path, c.body, "Idempotency-Key", "the key")
		if again.status >= 300 || again.header.Get("Idempotent-Replayed") != "true" {
			t.Fatalf("a later repeat: %d %v %s", again.status, again.header, again.body)
		}
		first := 0
		for _, a := range answers {
			switch {
			case a.status == http.StatusConflict && a.field("code") == "request_in_progress":
				if a.header.Get("Retry-After") == "" {
					t.Error("no Retry-After")
				}
			case a.status != again.status || !bytes.Equal(a.body, again.body):
				t.Errorf("%d %s, not %d %s", a.status, a.body, again.status, again.body)
			case a.header.Get("Idempotent-Replayed") == "":
				first++
			}
		}
		if first != 1 {
			t.Errorf("%d first answers", first)
		}
		if nowRows, nowClock := h.size(); nowRows != rows || nowClock != clock {
			t.Error("the repeat had an effect")
		}
		if spaced := h.post(c.as, c.path, strings.ReplaceAll(c.body, ":", " : "), "Idempotency-Key", "the key"); c.body != "{}" && !strings.Contains(c.body, "http") && !bytes.Equal(spaced.body, again.body) {
			t.Errorf("the same body with spaces: %s", spaced.body)
		}
		h.post(c.as, c.path, `{"another":"body"}`, "Idempotency-Key", "another").is(http.StatusUnprocessableEntity)
		other := strings.Replace(c.body, "}", `,"reason":"x"}`, 1)
		if reused := h.post(c.as, c.path, other, "Idempotency-Key", "the key"); c.body != "{}" && reused.status != http.StatusUnprocessableEntity {
			t.Errorf("another body with the same key: %d %s", reused.status, reused.body)
		}
		for _, bad := range []string{strings.Repeat("k", 256), "é"} {
			h.post(c.as, c.path, c.body, "Idempotency-Key", bad).refused(422, "validation_failed")
		}
	})
}

// TestAKeyWithAnotherBodyDoesNothing holds the code for the reuse of a key.
func TestAKeyWithAnotherBodyDoesNothing(t *testing.T) {
	h := openHouse(t)
	h.formed(1000)
	path := "/v1/jobs/" + h.ids["job"] + "/proposals"
	body := `{"amount":%d,"due_on":"2027-01-31","message":"はい"}`
	h.post("worker", path, fmt.Sprintf(body, 1), "Idempotency-Key", "k").is(201)
	rows, _ := h.size()
	h.post("worker", path, fmt.Sprintf(body, 2), "Idempotency-Key", "k").refused(422, "idempotency_key_reused")
	if now, _ := h.size(); now != rows {
		t.Error("it had an effect")
	}
	h.post("stranger", path, fmt.Sprintf(body, 2), "Idempotency-Key", "k").is(201) // another account's key
	h.post("", "/v1/sandbox/clock/advance", `{"by":"25h"}`).is(200)
	h.post("worker", path, fmt.Sprintf(body, 2), "Idempotency-Key", "k").is(201) // a day later
}

// TestARefusalIsTheAnswerToo repeats a request that the state forbade: the first
// answer again, also when the state has changed meanwhile.
func TestARefusalIsTheAnswerToo(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.formed(1000))
	no := h.post("worker", c+"/deliver", `{"note":"早い"}`, "Idempotency-Key", "k").refused(409, "escrow_not_funded")
	h.post("client", c+"/fund", `{}`).is(200)
	again := h.post("worker", c+"/deliver", `{"note":"早い"}`, "Idempotency-Key", "k").refused(409, "escrow_not_funded")
	if !bytes.Equal(no.body, again.body) || again.header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("%s, then %s", no.body, again.body)
	}
	h.post("worker", c+"/deliver", `{"note":"早い"}`, "Idempotency-Key", "k2").is(200)
}

// TestAnInvalidRequestIsNotKept mends a request and sends it with its old key.
func TestAnInvalidRequestIsNotKept(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.funded(1000))
	h.post("client", c+"/termination", `{"reason":"都合","worker_amount":1001}`, "Idempotency-Key", "k").refused(422, "validation_failed")
	h.post("client", c+"/termination", `{"reason":"都合","worker_amount":1000}`, "Idempotency-Key", "k").is(201)
}

// TestAFailedPaymentIsTheAnswer funds with one key while the gateway refuses,
// and with another when it does not.
func TestAFailedPaymentIsTheAnswer(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.formed(1000))
	h.post("", "/v1/sandbox/gateway", `{"next":"fail"}`).is(200)
	h.post("client", c+"/fund", `{}`, "Idempotency-Key", "k").refused(402, "payment_failed")
	h.post("client", c+"/fund", `{}`, "Idempotency-Key", "k").refused(402, "payment_failed")
	h.post("", "/v1/sandbox/gateway", `{"next":"delay"}`).is(200)
	h.post("client", c+"/fund", `{}`, "Idempotency-Key", "k2").is(202)
	h.post("", "/v1/sandbox/clock/advance", `{"by":"1h"}`).is(200)
	h.post("client", c+"/fund", `{}`, "Idempotency-Key", "k2").is(202)
	if got := h.get("client", c).field("state"); got != "in_progress" {
		t.Errorf("it is %s", got)
	}
}

// TestARepetitionIsNotCounted repeats what was answered: it takes nothing of what
// may be written, and is answered when nothing more may be.
func TestARepetitionIsNotCounted(t *testing.T) {
	h := openHouse(t)
	path := h.contract(h.formed(1000)) + "/messages"
	h.api.Limits = auth.NewLimits()
	write := func(key string) answer {
		return h.post("client", path, `{"body":"いますか"}`, "Idempotency-Key", key)
	}
	for i := range auth.Messages.Most {
		for _, replayed := range []string{"", "true"} {
			if a := write(fmt.Sprint(i)).is(http.StatusCreated); a.header.Get("Idempotent-Replayed") != replayed {
				t.Errorf("message %d: replayed %q, not %q", i, a.header.Get("Idempotent-Replayed"), replayed)
			}
		}
	}
	write("one more").is(http.StatusTooManyRequests)
	if a := write("0").is(http.StatusCreated); a.header.Get("Idempotent-Replayed") != "true" {
		t.Error("the first answer is not given again")
	}
	h.post("", "/v1/sandbox/clock/advance", `{"by":"1m"}`).is(http.StatusOK)
	write("one more").is(http.StatusCreated) // that it was refused was no answer to keep
}
