package history

import (
	"context"
	"errors"
	"fmt"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A repeat is a request, and once it was made with a key, what was answered.
type repeat struct {
	who      contract.Actor
	cmd      transact.Command   // or:
	contract string             // to be paid for, through the cashier …
	bonus    *contract.PayBonus // … with a bonus, where there is one
	contest  string             // or: by job
	task     string             // or: by job

	key  string
	body string // answered, and kept
	kept bool
	at   calendar.Instant
}

// answered is all that a caller gets.
type answered struct {
	Replay bool
	Kept   string
	Result any
}

// keyed makes a request, sometimes with an idempotency key.
func (h *history) keyed(x *repeat) {
	if h.maybe("with a key") {
		x.key = fmt.Sprintf("key %d", len(h.repeats))
		h.repeats = append(h.repeats, x)
	}
	h.send(x, "its body")
}

// send makes the request in every house, and notes what is kept of the answer.
func (h *history) send(x *repeat, fingerprint string) (got answered, err error) {
	result, err := h.all(func(one *house) (any, error) { return x.ask(one, fingerprint) })
	got, _ = result.(answered)
	switch {
	case got.Replay:
		h.seen["replayed"]++
	case x.bonus != nil:
		h.seen.count(*x.bonus, err)
	case x.cmd == nil:
		h.seen.count(contract.Fund{}, err)
	default:
		h.seen.count(x.cmd, err)
	}
	if x.key != "" && !got.Replay && !codeIs(err, refusal.IdempotencyKeyReused) {
		x.body, x.kept, x.at = keptText(got.Result, err), worthKeeping(err), h.now()
	}
	return got, err
}

func (x *repeat) ask(one *house, fingerprint string) (answered, error) {
	var once *transact.Once
	if x.key != "" {
		once = &transact.Once{Key: x.key, Fingerprint: fingerprint, Answer: func(result any, err error) (int, []byte, bool) {
			return 200, []byte(keptText(result, err)), worthKeeping(err)
		}}
	}
	var outcome transact.Outcome
	var err error
	if x.bonus != nil {
		outcome, err = one.engine.Cashier.PayBonus(context.Background(), x.who, x.contract, *x.bonus, once)
	} else if x.cmd == nil {
		room, of := store.ContractRoom, x.contract
		if x.contest != "" {
			room, of = store.ContestRoom, x.contest
		}
		if x.task != "" {
			room, of = store.TaskRoom, x.task
		}
		outcome, err = one.engine.Cashier.Fund(context.Background(), x.who, room, of, once)
	} else {
		outcome, err = one.engine.Door.Do(context.Background(), transact.Request{Actor: x.who, Command: x.cmd, Once: once})
	}
	got := answered{Replay: outcome.Replay, Result: outcome.Result}
	if outcome.Kept != nil {
		got.Kept = string(outcome.Kept.Body)
	}
	return got, err
}

// keptText is what an answer looks like to who gets it.
func keptText(result any, err error) string { return showAnswer(result, err) }

// worthKeeping: what was sent wrongly may be sent again, better.
func worthKeeping(err error) bool {
	var no *refusal.Refusal
	return !errors.As(err, &no) || no.Kind != refusal.NotThis
}

func codeIs(err error, code refusal.Code) bool {
	var no *refusal.Refusal
	return errors.As(err, &no) && no.Code == code
}

// repeat sends an earlier request again. For a day it is answered as before and
// does nothing more; with another body it is refused; what was not kept, or is
// older, is a request like any other (L18, R6 of the test plan).
func (h *history) repeat() {
	if len(h.repeats) == 0 {
		return
	}
	x := oneOf(h, "request", h.repeats)
	now := h.now()
	lives := x.kept && now < x.at.Add(transact.AnswersKept)
	if !lives {
		h.seen["asked anew"]++
		h.send(x, "its body")
		return
	}
	commits, body := h.model().watch.Commits(), x.body
	if _, err := h.send(x, "another body"); !codeIs(err, refusal.IdempotencyKeyReused) {
		h.r.Fatalf("a used key with another body is answered %v", err)
	}
	if got, err := h.send(x, "its body"); err != nil || !got.Replay || got.Kept != body {
		h.r.Fatalf("the same request is answered\n%v %v\nafter\n%s", got, err, body)
	}
	for _, one := range h.houses {
		if one.watch.Commits() != commits {
			h.r.Fatalf("%s: a repeat had an effect", one.name)
		}
	}
}
