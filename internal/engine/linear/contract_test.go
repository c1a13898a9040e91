package linear

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/engine/transact"
)

// The size of one submission's share, for each of the two fields.
const (
	histories = 50
	clients   = 8
	phases    = 3 // of one window; the clock moves between them
)

// turns are those of each client in a phase: 5, so that 120 operations are in one
// window, which AZUKARI_WINDOW sets; the plan goes up to 2,000.
var turns = max(1, fromEnvironment("AZUKARI_WINDOW", 120)/(phases*clients))

// patience is how long an order is looked for.
var patience = time.Duration(20+turns) * time.Second

// TestEachContractIsLinearizable has eight clients at one contract and its
// escrow: whatever they are answered must be what the pure kernel answers in
// some order that respects who had finished before whom began.
func TestEachContractIsLinearizable(t *testing.T) {
	eachField(t, func(h *house) {
		taken, refused, replayed := 0, 0, 0
		for n := range times(histories) {
			first := state{c: h.form(3*turns/5 + 1), keys: map[string]kept{}}
			first.now = must(h.nodes[0].Now(context.Background()))
			first.escrow = map[string]money.Yen{first.c.Milestone().ID: first.c.Escrow()}
			ops := h.window(uint64(n), first.c)
			for _, o := range ops {
				switch a := o.Output.(answer); {
				case a.replayed:
					replayed++
				case len(a.text) > 8 && a.text[:8] == "refused:":
					refused++
				default:
					taken++
				}
			}
			if verdict, info := porcupine.CheckOperationsVerbose(kernel(first), ops, patience); verdict != porcupine.Ok {
				h.t.Fatalf("history %d: an order that the answers allow: %s\n%s", n, verdict, stuck(&first, ops, info))
			}
		}
		h.t.Logf("%d histories of %d operations: %d taken or read, %d refused, %d answered again", times(histories), phases*clients*turns, taken, refused, replayed)
		if taken == 0 || refused == 0 || replayed == 0 {
			h.t.Error("the histories show too little")
		}
		h.whole()
	})
}

// An operation is one of: a command, with a key or without; the clock moved; a
// reading of the contract, or of the escrow of one of its milestones.
type operation struct {
	who    contract.Actor
	cmd    contract.Command // nil with arrives false: see the rest
	arrive bool             // the gateway says that what was ordered is paid
	key    string
	to     calendar.Instant
	escrow string // milestone
}

type answer struct {
	text     string
	replayed bool
}

// window lets the clients go at once, and notes what each asked, when, and what
// it was answered.
func (h *house) window(seed uint64, c contract.Contract) []porcupine.Operation {
	now := must(h.nodes[0].Now(context.Background()))
	// The same key always carries the same request: two that draw it send the
	// request twice.
	keyed := make([]operation, 4)
	dice := rand.New(rand.NewPCG(seed, 99))
	for i := range keyed {
		who, cmd := h.onContract(dice)
		keyed[i] = operation{who: who, cmd: cmd, key: fmt.Sprintf("key %d of %s", i, c.ID)}
	}
	var all []porcupine.Operation
	var mu sync.Mutex
	do := func(client int, o operation) {
		call := h.ticks.Add(1)
		got, err := h.ask(client, c.ID, o)
		back := h.ticks.Add(1)
		if err != nil {
			h.t.Errorf("our own fault: %v", err)
			return
		}
		mu.Lock()
		defer mu.Unlock()
		all = append(all, porcupine.Operation{ClientId: client, Input: o, Call: call, Output: got, Return: back})
	}
	for phase := range phases {
		if phase > 0 {
			now = now.Add(time.Duration(1+dice.IntN(100)) * time.Hour)
			do(0, operation{to: now})
		}
		var done sync.WaitGroup
		for client := range clients {
			done.Go(func() {
				dice := rand.New(rand.NewPCG(seed, uint64(phase*clients+client)))
				for range turns {
					do(client, h.draw(dice, c, keyed))
				}
			})
		}
		done.Wait()
	}
	if h.t.Failed() {
		h.t.FailNow()
	}
	return all
}

// draw draws what a client does next.
func (h *house) draw(dice *rand.Rand, c contract.Contract, keyed []operation) (o operation) {
	switch n := dice.IntN(16); {
	case n < 2: // looks at the contract
	case n < 4:
		o.escrow = oneOf(dice, c.Milestones...).ID
	case n < 6:
		o = oneOf(dice, keyed...)
	case n < 8:
		o.who, o.arrive = contract.Actor{System: contract.Gateway}, true
	default:
		o.who, o.cmd = h.onContract(dice)
	}
	return o
}

// ask brings an operation to the node that the client uses.
func (h *house) ask(client int, contractID string, o operation) (answer, error) {
	ctx, node := context.Background(), h.nodes[client%len(h.nodes)]
	switch {
	case o.escrow != "":
		text, err := shown(node.Store.Balance(ctx, ledger.Escrow(o.escrow)))
		return answer{text, false}, err
	case o.to == 0 && o.cmd == nil && !o.arrive:
		text, err := shown(node.Store.Contract(ctx, contractID))
		return answer{text, false}, err
	}
	r := transact.Request{Actor: o.who, Command: transact.OnContract{ContractID: contractID, Command: o.cmd}}
	switch {
	case o.to != 0:
		r.Command = transact.MoveClock{To: o.to}
	case o.arrive:
		r.Command = arrive{contractID}
	}
	if o.key != "" {
		r.Once = &transact.Once{Key: o.key, Fingerprint: "same", Answer: func(result any, err error) (int, []byte, bool) {
			text, err := shown(result, err)
			return 200, []byte(text), err == nil
		}}
	}
	outcome, err := node.Door.Do(ctx, r)
	if outcome.Replay {
		return answer{string(outcome.Kept.Body), true}, err
	}
	text, err := shown(outcome.Result, err)
	return answer{text, false}, err
}

// A state is a contract as the kernel knows it, with the escrows of its
// milestones, the time, and what was answered for keys.
type state struct {
	c      contract.Contract
	escrow map[string]money.Yen // by milestone
	now    calendar.Instant
	keys   map[string]kept
	shown  string // the contract, once it was looked at
	all    string // all of it, likewise
}

type kept struct {
	text string
	at   calendar.Instant
}

var (
	tokyo = calendar.In(must(time.LoadLocation("Asia/Tokyo")))
	ids   = id.NewMinter(rand.NewChaCha8([32]byte{77}))
)

// kernel is the pure kernel as a sequential specification. No step changes the
// state that it is handed.
func kernel(first state) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return &first },
		Step: func(before, input, output any) (bool, any) {
			want, after := before.(*state).take(input.(operation))
			return want == output.(answer), after
		},
		Equal:             func(a, b any) bool { return a == b || a.(*state).text() == b.(*state).text() },
		DescribeOperation: describe,
	}
}

// contract is how the contract looks to who reads it.
func (s *state) contract() string {
	if s.shown == "" {
		s.shown = must(shown(s.c, nil))
	}
	return s.shown
}

func (s *state) text() string {
	if s.all == "" {
		s.all = fmt.Sprint(s.contract(), s.escrow, s.now, s.keys)
	}
	return s.all
}

// take does one operation on a copy, or answers with the state itself where
// nothing moves.
func (s *state) take(o operation) (answer, *state) {
	after := &state{c: s.c, escrow: s.escrow, now: s.now, keys: s.keys}
	switch {
	case o.to != 0:
		after.now = o.to
		return answer{text: must(shown(o.to, nil))}, after
	case o.escrow != "":
		return answer{text: must(shown(s.escrow[o.escrow], nil))}, s
	case o.cmd == nil && !o.arrive:
		return answer{text: s.contract()}, s
	}
	if was, ok := s.keys[o.key]; ok && s.now < was.at.Add(transact.AnswersKept) {
		return answer{was.text, true}, s
	}
	result, err := after.command(o)
	text := must(shown(result, err))
	if o.key != "" {
		after.keys = map[string]kept{o.key: {text, s.now}}
		for key, was := range s.keys {
			if key != o.key {
				after.keys[key] = was
			}
		}
	} else if err != nil && after.c.ClockedAt == s.c.ClockedAt {
		after = s
	}
	return answer{text: text}, after
}

// command takes what the clock owes first, and then what somebody asks.
func (s *state) command(o operation) (any, error) {
	on := contract.Occasion{Who: o.who, Now: s.now, Calendar: tokyo, IDs: ids}
	cmd := o.cmd
	if o.arrive {
		if s.c.Payment == nil {
			return nil, refusal.NoSuch("payment")
		}
		cmd = contract.SettlePayment{PaymentID: s.c.Payment.ID, Paid: true}
	}
	s.apply(contract.CatchUp(s.c, on))
	change, err := contract.Take(s.c, cmd, on)
	if err != nil {
		return nil, err
	}
	s.apply(change)
	return transact.Agreement{Contract: s.c, Changed: len(change.Facts) > 0, Now: s.now}, nil
}

// apply keeps the contract, and moves the escrows by the change's transfers.
func (s *state) apply(change contract.Change) {
	held := map[string]money.Yen{}
	for _, m := range s.c.Milestones {
		held[m.ID] = s.escrow[m.ID]
		for _, t := range change.Transfers {
			for _, e := range t.Entries() {
				if e.Account == ledger.Escrow(m.ID) {
					held[m.ID] += e.Amount
				}
			}
		}
	}
	s.c, s.escrow = change.Contract, held
}

// stuck shows where the longest order that was found ends: what could come next
// by its time, and how the kernel would have answered it.
func stuck(first *state, ops []porcupine.Operation, info porcupine.LinearizationInfo) string {
	var longest []int
	for _, order := range info.PartialLinearizations()[0] {
		if len(order) > len(longest) {
			longest = order
		}
	}
	at, placed := first, map[int]bool{}
	var report strings.Builder
	for i, n := range longest {
		if placed[n] = true; i > len(longest)-6 {
			fmt.Fprintf(&report, "%d–%d client %d, placed: %s\n", ops[n].Call, ops[n].Return, ops[n].ClientId, describe(ops[n].Input, ops[n].Output))
		}
		_, at = at.take(ops[n].Input.(operation))
	}
	until := int64(math.MaxInt64)
	for n, o := range ops {
		if !placed[n] {
			until = min(until, o.Return)
		}
	}
	for n, o := range ops {
		if !placed[n] && o.Call < until {
			want, _ := at.take(o.Input.(operation))
			fmt.Fprintf(&report, "%d–%d client %d: %s\n\twhere the kernel says %v %s\n", o.Call, o.Return, o.ClientId, describe(o.Input, o.Output), want.replayed, want.text)
		}
	}
	return report.String()
}

func describe(input, output any) string {
	o, a := input.(operation), output.(answer)
	what := fmt.Sprintf("%T by %s%s", o.cmd, o.who.Account, o.who.System)
	switch {
	case o.to != 0:
		what = "the clock moves to " + o.to.String()
	case o.escrow != "":
		what = "the escrow of " + o.escrow
	case o.arrive:
		what = "the payment arrives"
	case o.cmd == nil:
		what = "the contract"
	}
	return fmt.Sprintf("%s %s → %v %s", what, o.key, a.replayed, a.text)
}
