package linear

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// The whole house: so many contracts at once, so many commands in each field of
// one submission's share.
const (
	contracts = 40    // in a round
	crowd     = 32    // clients
	commands  = 6_400 // for each field
	rounds    = 4     // each at so many contracts of its own; then the houses are compared
)

// TestTheWholeHouseIsSerializable has many clients at many contracts, and where
// there is one writer at the worker's balance too. Their commands, put in the order in which they were decided
// while their rows were held, are given again one by one to the in-memory model:
// each is answered the same, the order respects who had finished before whom
// began, and in the end both houses hold the same.
func TestTheWholeHouseIsSerializable(t *testing.T) {
	eachField(t, func(h *house) {
		var formed []string
		for range rounds * contracts {
			formed = append(formed, h.form(2).ID)
		}
		model := openModel(h)
		given, refused, overlaps := 0, 0, 0
		for round := range rounds {
			acts := h.bustle(uint64(round), formed[round*contracts:][:contracts], times(commands)/rounds)
			overlaps += inOrder(h.t, acts)
			for i, a := range acts {
				outcome, err := model.nodes[0].Door.Do(context.Background(), transact.Request{Actor: a.who, Command: a.cmd})
				got, err := shown(outcome.Result, err)
				if err != nil || got != a.answer {
					h.t.Fatalf("command %d of round %d, %s by %s%s, was answered\n%s\nand in its place among all, one by one\n%s %v",
						i, round, a, a.who.Account, a.who.System, a.answer, got, err)
				}
				if given++; strings.HasPrefix(got, "refused") {
					refused++
				}
			}
			if here, there := h.holdings(), model.holdings(); here != there {
				h.t.Fatalf("after round %d the house holds\n%s\nand the model\n%s", round, here, there)
			}
		}
		h.t.Logf("%d commands, %d refused, %d began while another was under way", given, refused, overlaps)
		if refused == 0 || refused == given || overlaps == 0 {
			h.t.Error("the commands show too little")
		}
		h.whole()
	})
}

// An act is one command on its way through the door; it notes when it was
// decided, the last time.
type act struct {
	transact.Command
	house *house

	who        contract.Actor
	cmd        transact.Command
	call, back int64
	now        calendar.Instant // of the decision
	decided    int64
	answer     string
}

// Decide notes its turn: the rows that it decides on are held until its commit,
// so whoever needs one of them has its turn before this one or after.
func (a *act) Decide(w *transact.Work) (any, error) {
	a.now, a.decided = w.Now, a.house.ticks.Add(1)
	return a.cmd.Decide(w)
}

func (a *act) String() string {
	b, _ := json.Marshal(a.cmd)
	return fmt.Sprintf("%T %s", a.cmd, b)
}

// bustle lets the crowd give commands, and answers with them in their order.
func (h *house) bustle(seed uint64, at []string, n int) []*act {
	now := must(h.nodes[0].Now(context.Background()))
	all := make([][]*act, crowd)
	var done sync.WaitGroup
	for client := range crowd {
		done.Go(func() {
			dice := rand.New(rand.NewPCG(seed, uint64(client)))
			for i := range n / crowd {
				a := h.act(dice, at)
				if client == 0 && i%50 == 49 {
					now = now.Add(time.Duration(1+dice.IntN(30)) * time.Hour)
					a.who, a.cmd = contract.Actor{}, transact.MoveClock{To: now}
				}
				a.Command, a.house = a.cmd, h
				a.call = h.ticks.Add(1)
				outcome, err := h.nodes[client%len(h.nodes)].Door.Do(context.Background(), transact.Request{Actor: a.who, Command: a})
				a.back = h.ticks.Add(1)
				if a.answer, err = shown(outcome.Result, err); err != nil {
					h.t.Errorf("our own fault: %v", err)
					return
				}
				all[client] = append(all[client], a)
			}
		})
	}
	done.Wait()
	if h.t.Failed() {
		h.t.FailNow()
	}
	acts := slices.Concat(all...)
	slices.SortFunc(acts, func(a, b *act) int {
		return cmp.Or(cmp.Compare(a.time(), b.time()), cmp.Compare(a.decided, b.decided))
	})
	return acts
}

// time is as of when the act was decided; moving the clock comes first in the
// time to which it moves.
func (a *act) time() calendar.Instant {
	if m, moves := a.cmd.(transact.MoveClock); moves {
		return m.To
	}
	return a.now
}

// act draws what somebody does, mostly to a contract. A command that pays into a
// balance takes hold of it only when it writes, after its turn: where several
// write at once, its turn does not say whether a payout came before it. That is
// for TestABalanceIsLinearizable.
func (h *house) act(dice *rand.Rand, at []string) *act {
	id := oneOf(dice, at...)
	switch n := dice.IntN(20); {
	case n < 3:
		return &act{who: contract.Actor{System: contract.Gateway}, cmd: arrive{id}}
	case n < 4 && len(h.nodes) == 1:
		return &act{who: h.worker, cmd: transact.RequestPayout{AccountID: h.worker.Account, Amount: oneOf(dice, money.Yen(500), 780, 2_000)}}
	case n < 5:
		return &act{who: oneOf(dice, h.client, h.worker), cmd: transact.Look{ContractID: id}}
	case n < 6:
		return &act{who: oneOf(dice, h.client, h.worker), cmd: transact.WriteMessage{ContractID: id, Body: "ご連絡を"}}
	}
	who, cmd := h.onContract(dice)
	return &act{who: who, cmd: transact.OnContract{ContractID: id, Command: cmd}}
}

// inOrder holds that whoever had finished before another began comes before it,
// and counts those that began while another was under way.
func inOrder(t *testing.T, acts []*act) (overlaps int) {
	t.Helper()
	earliest := int64(1 << 62) // end of all that come later in the order
	for _, a := range slices.Backward(acts) {
		if earliest < a.call {
			t.Errorf("%s began at %d, and comes before what had ended at %d", a, a.call, earliest)
		}
		earliest = min(earliest, a.back)
	}
	byCall := slices.Clone(acts)
	slices.SortFunc(byCall, func(a, b *act) int { return cmp.Compare(a.call, b.call) })
	last := int64(0)
	for _, a := range byCall {
		if a.call < last {
			overlaps++
		}
		last = max(last, a.back)
	}
	return overlaps
}

// holdings is every balance and every contract.
func (h *house) holdings() string {
	var all strings.Builder
	balances := []string{}
	err := h.nodes[0].Store.Scan(context.Background(), store.Scan{
		Balance: func(b ledger.Balance) error {
			if b.Amount != 0 {
				balances = append(balances, fmt.Sprintln(b.Account, b.Amount))
			}
			return nil
		},
		Contract: func(c contract.Contract) error {
			text, err := shown(c, nil)
			fmt.Fprintln(&all, c.ID, text)
			return err
		},
	})
	_ = must(0, err)
	return strings.Join(balances, "") + all.String()
}
