package history

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// The size of one submission's share: how many histories, of how many steps.
const (
	histories = 25
	steps     = 250
	rounds    = 8 // of so many histories, until all that there is has been seen
)

// TestRandomHistoriesAreTheSameOnAllStores plays random histories on the model,
// SQLite and PostgreSQL at once. Every answer is the same, every commit is
// watched for the invariants, the book is whole, and at the end everything that
// is kept is the same.
func TestRandomHistoriesAreTheSameOnAllStores(t *testing.T) {
	bound(t, histories, steps)
	seen := tally{}
	for round := range rounds {
		rapid.Check(t, func(r *rapid.T) {
			h := begin(t, r, seen)
			defer h.leave()
			r.Repeat(map[string]func(*rapid.T){"": h.check, "step": h.step})
			h.comeToRest()
			h.compareAll()
		})
		missing := seen.missing()
		if t.Failed() || len(missing) == 0 {
			break
		}
		t.Logf("round %d has not shown %v", round+1, missing)
	}
	seen.mustShow(t)
}

// bound sets how much rapid tries, unless its own flags say so.
func bound(t *testing.T, checks, steps int) {
	t.Helper()
	if testing.Short() {
		checks /= 2
	}
	for name, n := range map[string]int{"rapid.checks": checks * much, "rapid.steps": steps} {
		f := flag.Lookup(name)
		if f.Value.String() != f.DefValue {
			continue
		}
		if err := flag.Set(name, strconv.Itoa(n)); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = flag.Set(name, f.DefValue) })
	}
}

// A history is one run, in several houses at once.
type history struct {
	r         *rapid.T
	houses    []*house
	dir       string
	seen      tally
	people    []contract.Actor
	jobs      []string
	proposals []string
	contracts []string
	contests  []string // by job
	tasks     []string // by job
	repeats   []*repeat
	letters   []string // secrets that were mailed
	offers    int      // made so far, so that each has words of its own
	steps     int
}

// everybody in a history; anyone may be client here and worker there, the
// operators too (R1.2).
var everybody = []string{"client1", "client2", "worker1", "worker2", "stranger", "operator1", "operator2"}

const firstOperator = 5

func begin(t *testing.T, r *rapid.T, seen tally) *history {
	h := &history{r: r, seen: seen}
	var err error
	if h.dir, err = os.MkdirTemp("", "azukari-history-"); err != nil {
		t.Fatal(err)
	}
	for _, at := range homes(t, h.dir) {
		one, err := openHouse(at)
		h.houses = append(h.houses, one)
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, name := range everybody {
		operator := i >= firstOperator
		made, _ := h.do(contract.Actor{}, transact.OpenAccount{
			Account: account.Account{Name: name, Email: name + "@example.jp", Roles: account.AllRolesIf(operator)}, Token: "token of " + name,
		})
		h.people = append(h.people, contract.Actor{Account: made.(account.Account).ID, Operator: operator})
	}
	for range 2 {
		h.start()
	}
	return h
}

func (h *history) leave() {
	for _, one := range h.houses {
		_ = one.close()
	}
	_ = os.RemoveAll(h.dir)
}

// do brings one command to every house; the answers must be the same.
func (h *history) do(who contract.Actor, cmd transact.Command) (any, error) {
	result, err := h.all(func(one *house) (any, error) {
		outcome, err := one.engine.Door.Do(context.Background(), transact.Request{Actor: who, Command: cmd})
		return outcome.Result, err
	})
	h.seen.count(cmd, err)
	return result, err
}

// all does one thing in every house, in all at once; the answers must be the
// same, and no watch may complain.
func (h *history) all(do func(*house) (any, error)) (any, error) {
	type answer struct {
		result any
		err    error
	}
	answers := make([]answer, len(h.houses))
	var done sync.WaitGroup
	for i, one := range h.houses {
		done.Go(func() { answers[i].result, answers[i].err = do(one) })
	}
	done.Wait()
	first := answers[0]
	for i, one := range h.houses {
		got := answers[i]
		if got.err != nil && !isRefusal(got.err) && !errors.Is(got.err, store.ErrNotFound) {
			h.r.Fatalf("%s: our own fault: %v", one.name, got.err)
		}
		for _, complaint := range []string{one.watch.Complaint(), one.post.complaint()} {
			if complaint != "" {
				h.r.Fatalf("%s: %s", one.name, complaint)
			}
		}
		if a, b := showAnswer(first.result, first.err), showAnswer(got.result, got.err); a != b {
			h.r.Fatalf("%s answers\n%s\n%s answers\n%s", h.houses[0].name, a, one.name, b)
		}
	}
	return first.result, first.err
}

// model is the house whose store is the simplest: what a step is drawn from is
// read there.
func (h *history) model() *house { return h.houses[0] }

func (h *history) now() calendar.Instant { return must(h.model().engine.Now(context.Background())) }

// contract reads one from the model.
func (h *history) contract(id string) (contract.Contract, bool) {
	c, err := h.model().store.Contract(context.Background(), id)
	return c, err == nil
}

// check holds, after each step, what one commit cannot show: the whole book.
func (h *history) check(r *rapid.T) {
	h.r = r
	h.steps++
	for i, one := range h.houses {
		if i > 0 && h.steps%10 != 0 {
			continue // the databases' answers are compared at every step
		}
		h.audit(one)
	}
}

func (h *history) audit(one *house) {
	report, err := engine.Check(context.Background(), one.store)
	if err != nil || !report.OK {
		h.r.Fatalf("%s: the book is not whole: %+v %v", one.name, report.Checks, err)
	}
}

func isRefusal(err error) bool {
	var no *refusal.Refusal
	return errors.As(err, &no)
}

// show renders a value deeply; equal texts are equal values.
func show(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("render %T: %v", v, err))
	}
	return string(b)
}

func showAnswer(v any, err error) string {
	if no := (*refusal.Refusal)(nil); errors.As(err, &no) {
		return fmt.Sprintf("refused %+v", *no)
	}
	if err != nil {
		return err.Error()
	}
	return show(v)
}
