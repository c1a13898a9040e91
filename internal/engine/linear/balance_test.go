package linear

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/payout"
	"azukari/internal/engine/transact"
)

// The size of one submission's share, for each field.
const (
	balanceHistories = 4
	payDays          = 6 // milestones of each client's contract
)

// A movement is one operation on a worker's balance: a payment into it, a payout
// out of it, or a reading of it.
type movement struct{ in, out money.Yen }

// purse is a balance as a sequential specification; a payout that it does not
// cover is refused, and told how much there is.
func purse(first money.Yen) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return first },
		Step: func(before, input, output any) (bool, any) {
			has, m, told := before.(money.Yen), input.(movement), output.(string)
			switch {
			case m.in > 0:
				return true, has + m.in
			case m.out == 0:
				return told == fmt.Sprint(int64(has)), has
			case m.out > has:
				return strings.Contains(told, " "+has.String()+";"), has
			}
			return told == "paid out", has - m.out
		},
		DescribeOperation: func(input, output any) string { return fmt.Sprint(input, " ", output) },
	}
}

// TestABalanceIsLinearizable pays one worker out of eight contracts at once,
// while payouts are asked for and the balance is read.
func TestABalanceIsLinearizable(t *testing.T) {
	eachField(t, func(h *house) {
		kinds := map[string]int{}
		for n := range times(balanceHistories) {
			var at []contract.Contract
			for range clients {
				at = append(at, h.form(payDays))
			}
			first := must(h.nodes[0].Store.Balance(context.Background(), ledger.User(h.worker.Account)))
			ops := h.payDays(uint64(n), at, kinds)
			if verdict := porcupine.CheckOperationsTimeout(purse(first), ops, 20*time.Second); verdict != porcupine.Ok {
				h.t.Fatalf("history %d: an order that the answers allow: %s\n%s", n, verdict, listed(ops))
			}
		}
		h.t.Log(kinds)
		for _, kind := range []string{"paid in", "paid out", "refused", "read"} {
			if kinds[kind] == 0 {
				h.t.Errorf("nothing was %s", kind)
			}
		}
		h.whole()
	})
}

// payDays lets each client bring a contract of their own to its end.
func (h *house) payDays(seed uint64, at []contract.Contract, kinds map[string]int) (all []porcupine.Operation) {
	var mu sync.Mutex
	var done sync.WaitGroup
	for client, c := range at {
		done.Go(func() {
			ctx, node := context.Background(), h.nodes[client%len(h.nodes)]
			dice := rand.New(rand.NewPCG(seed, uint64(client)))
			give := func(who contract.Actor, cmd transact.Command) (any, error) {
				outcome, err := node.Door.Do(ctx, transact.Request{Actor: who, Command: cmd})
				return outcome.Result, err
			}
			on := func(cmd contract.Command) transact.Command {
				return transact.OnContract{ContractID: c.ID, Command: cmd}
			}
			noted := func(kind string, o porcupine.Operation, err error) {
				if o.Return = h.ticks.Add(1); err != nil {
					h.t.Errorf("our own fault: %v", err)
					return
				}
				mu.Lock()
				defer mu.Unlock()
				o.ClientId = client
				all = append(all, o)
				kinds[kind]++
			}
			net := c.Paid.Net
			for day := range payDays {
				if day > 0 {
					_, err := give(h.client, on(contract.Fund{}))
					if err == nil {
						_, err = give(contract.Actor{System: contract.Gateway}, arrive{c.ID})
					}
					if err != nil {
						h.t.Error(err)
						return
					}
				}
				if _, err := give(h.worker, on(contract.Deliver{Note: "納品", Files: []string{}})); err != nil {
					h.t.Error(err)
					return
				}
				o := porcupine.Operation{Call: h.ticks.Add(1), Output: ""}
				result, err := give(h.client, on(contract.Accept{}))
				if err != nil {
					h.t.Error(err)
					return
				}
				paid := result.(transact.Agreement).Contract.Paid.Net
				o.Input, net = movement{in: paid - net}, paid
				noted("paid in", o, nil)

				m := movement{out: oneOf(dice, money.Yen(780), 1_500, 4_000)}
				o = porcupine.Operation{Call: h.ticks.Add(1), Input: m}
				result, err = give(h.worker, transact.RequestPayout{AccountID: h.worker.Account, Amount: m.out})
				if _, paid := result.(payout.Payout); paid && err == nil {
					o.Output = "paid out"
					noted("paid out", o, nil)
				} else {
					o.Output, err = shown(nil, err)
					noted("refused", o, err)
				}

				o = porcupine.Operation{Call: h.ticks.Add(1), Input: movement{}}
				stands, err := node.Store.Balance(ctx, ledger.User(h.worker.Account))
				o.Output = fmt.Sprint(int64(stands))
				noted("read", o, err)
			}
		})
	}
	done.Wait()
	if h.t.Failed() {
		h.t.FailNow()
	}
	return all
}

func listed(ops []porcupine.Operation) string {
	var all strings.Builder
	for _, o := range ops {
		fmt.Fprintf(&all, "%d–%d client %d: %v %v\n", o.Call, o.Return, o.ClientId, o.Input, o.Output)
	}
	return all.String()
}
