package linear

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
)

var update = flag.Bool("update", false, "write docs/generated/opposing.md")

// A situation is how a contract stands when two commands meet, by what was done
// since its first milestone was funded.
type situation struct {
	name string
	done []operation
}

func (h *house) situations() []situation {
	by := func(who contract.Actor, cmd contract.Command) operation { return operation{who: who, cmd: cmd} }
	deliver := by(h.worker, contract.Deliver{Note: "納品", Files: []string{}})
	fund := by(h.client, contract.Fund{})
	accept := by(h.client, contract.Accept{})
	end := by(h.client, contract.RequestTermination{Reason: "都合", WorkerAmount: 100})
	dispute := by(h.client, contract.OpenDispute{Reason: "違う"})
	return []situation{
		{"work is under way", nil},
		{"the escrow is awaited", []operation{deliver, accept}},
		{"a payment is under way", []operation{deliver, accept, fund}},
		{"work is delivered", []operation{deliver}},
		{"work is revised", []operation{deliver, by(h.client, contract.RequestRevision{Reason: "修正"})}},
		{"the client asks to end", []operation{end}},
		{"the worker asks to end", []operation{by(h.worker, contract.RequestTermination{Reason: "都合", WorkerAmount: 100})}},
		{"a request to end was declined", []operation{end, by(h.worker, contract.DeclineTermination{Reason: "いや"})}},
		{"there is a dispute", []operation{deliver, dispute}},
		{"a division is offered", []operation{deliver, dispute, by(h.client, contract.OfferSettlement{WorkerAmount: 50})}},
	}
}

// opposing is every command that may be possible somewhere.
func (h *house) opposing() (all []operation) {
	for _, side := range []contract.Actor{h.client, h.worker} {
		for _, cmd := range []contract.Command{
			contract.Fund{}, contract.Cancel{Reason: "都合"}, contract.Deliver{Note: "納品", Files: []string{}}, contract.Accept{}, contract.RequestRevision{Reason: "修正"},
			contract.RequestTermination{Reason: "都合", WorkerAmount: 100}, contract.AgreeTermination{}, contract.DeclineTermination{Reason: "いや"}, contract.WithdrawTermination{},
			contract.OpenDispute{Reason: "違う"}, contract.OfferSettlement{WorkerAmount: 50}, contract.AcceptOffer{},
		} {
			all = append(all, operation{who: side, cmd: cmd})
		}
	}
	for _, part := range []money.Yen{0, 300, 1_000} { // a refund, a split, a release
		all = append(all, operation{who: h.staff, cmd: contract.ResolveDispute{WorkerAmount: part, Reason: "理由"}})
	}
	return append(all, operation{who: contract.Actor{System: contract.Gateway}, arrive: true})
}

// TestOpposingCommandsHaveTheirWinners lets, in each situation, every two of the
// commands that are possible there meet at a barrier, each with itself too. What
// comes of it is what the kernel makes of one order or the other: where one
// excludes the other, one wins, the other is refused and leaves nothing behind.
func TestOpposingCommandsHaveTheirWinners(t *testing.T) {
	page := ""
	eachField(t, func(h *house) {
		var lines strings.Builder
		met, excluding, firsts := 0, 0, 0
		for _, s := range h.situations() {
			possible := h.possible(s)
			for i, a := range possible {
				for _, b := range possible[i:] {
					met++
					at, answers := h.meet(s, met%2, a, b)
					winners, ab := at.winners(a, b)
					reversed, ba := at.winners(b, a)
					outcome := "both"
					if winners == 1 && reversed == 1 {
						outcome = "one"
						excluding++
						if won := succeeded(answers[0]) != succeeded(answers[1]); !won {
							h.t.Errorf("%s, %s and %s: both or none went through", s.name, h.call(a), h.call(b))
						}
						if succeeded(answers[0]) {
							firsts++
						}
					} else if winners != reversed || ab != ba {
						outcome = "both, or one, as they come"
					}
					fmt.Fprintf(&lines, "| %s | %s | %s | %s |\n", s.name, h.call(a), h.call(b), outcome)
				}
			}
		}
		h.t.Logf("%d pairs met, of which %d exclude each other; the first named won %d of these", met, excluding, firsts)
		if page != "" && page != lines.String() {
			h.t.Error("the pairs differ from field to field")
		}
		page = lines.String()
		h.whole()
	})
	path := filepath.Join("..", "..", "..", "docs", "generated", "opposing.md")
	page = "<!-- Written by `go test ./internal/engine/linear -run Opposing -update`; do not edit. -->\n# Commands that meet\n\nIn each situation, every two commands that are possible there, and how many of them go through when they come at the same time.\n\n| situation | | | go through |\n|---|---|---|---|\n" + page
	if *update {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(path); err != nil || string(kept) != page {
		t.Errorf("%s is not what was seen (%v); -update writes it", path, err)
	}
}

// begin brings a new contract into a situation, and the kernel's picture of it.
func (h *house) begin(s situation) *state {
	h.t.Helper()
	c := h.form(2)
	at := &state{c: c, escrow: map[string]money.Yen{c.Milestone().ID: c.Escrow()}, now: must(h.nodes[0].Now(context.Background()))}
	for _, o := range s.done {
		got, err := h.ask(0, c.ID, o)
		var want answer
		if want, at = at.take(o); err != nil || got != want {
			h.t.Fatalf("%s, %s: %v %v", s.name, h.call(o), got, err)
		}
	}
	return at
}

// possible lists the commands that go through in a situation.
func (h *house) possible(s situation) (all []operation) {
	at := h.begin(s)
	for _, o := range h.opposing() {
		if a, _ := at.take(o); succeeded(a) {
			all = append(all, o)
		}
	}
	return all
}

func succeeded(a answer) bool { return !strings.HasPrefix(a.text, "refused") }

// winners is how many of two go through, one after the other, and how it ends.
func (s *state) winners(first, second operation) (n int, end string) {
	a, after := s.take(first)
	b, after := after.take(second)
	for _, x := range []answer{a, b} {
		if succeeded(x) {
			n++
		}
	}
	return n, string(after.c.State)
}

// meet starts two commands at once, each at a node of its own where there are
// two, first the one that is named so, and looks at what is left: it must be the
// kernel's picture after the one order or the other.
func (h *house) meet(s situation, first int, two ...operation) (*state, []answer) {
	h.t.Helper()
	at := h.begin(s)
	answers, ops := make([]answer, 2), make([]porcupine.Operation, 2)
	barrier := make(chan struct{})
	var done sync.WaitGroup
	for i := range two {
		i = (i + first) % 2
		o := two[i]
		done.Go(func() {
			<-barrier
			call := h.ticks.Add(1)
			got, err := h.ask(i, at.c.ID, o)
			ops[i] = porcupine.Operation{ClientId: i, Input: o, Call: call, Output: got, Return: h.ticks.Add(1)}
			if answers[i] = got; err != nil {
				h.t.Errorf("%s: our own fault: %v", h.call(o), err)
			}
		})
	}
	close(barrier)
	done.Wait()
	left := []operation{{}}
	for _, m := range at.c.Milestones {
		left = append(left, operation{escrow: m.ID})
	}
	for _, o := range left {
		call := h.ticks.Add(1)
		got := must(h.ask(0, at.c.ID, o))
		ops = append(ops, porcupine.Operation{Input: o, Call: call, Output: got, Return: h.ticks.Add(1)})
	}
	if verdict, info := porcupine.CheckOperationsVerbose(kernel(*at), ops, 20*time.Second); verdict != porcupine.Ok {
		h.t.Fatalf("%s, %s and %s: %s\n%s", s.name, h.call(two[0]), h.call(two[1]), verdict, stuck(at, ops, info))
	}
	return at, answers
}

// call names an operation for people.
func (h *house) call(o operation) string {
	who := map[contract.Actor]string{h.client: "client", h.worker: "worker", h.staff: "operator"}[o.who]
	switch cmd := o.cmd.(type) {
	case nil:
		return "the payment arrives"
	case contract.ResolveDispute:
		return fmt.Sprintf("%s: %s (%d)", who, cmd.Verb(), cmd.WorkerAmount)
	}
	return fmt.Sprintf("%s: %s", who, o.cmd.Verb())
}
