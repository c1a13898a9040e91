package bench

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"sync/atomic"

	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/engine/transact"
)

// A person has an account and a token that proves it.
type person struct {
	contract.Actor
	token string
}

// A pair is a client and a worker, with a job that the client posted.
type pair struct {
	client, worker person
	job            string
}

// A world is the people of one database and the contracts among them.
type world struct {
	door    *transact.Door
	pairs   []pair
	running []agreed // funded contracts, one for each pair
	unpaid  *stock   // contracts whose payment is ordered
}

// agreed is a contract between a pair.
type agreed struct {
	pair
	contract, payment string
}

// furnish opens the accounts of so many pairs, a pair for each caller of the
// busiest rows, posts their jobs and funds a contract for each.
func furnish(ctx context.Context, door *transact.Door, pairs int) (*world, error) {
	w := &world{door: door, pairs: make([]pair, pairs), running: make([]agreed, pairs)}
	w.unpaid = &stock{make: func(ctx context.Context, i int) (agreed, error) { return w.ordered(ctx, w.pairs[i%pairs], someOffer) }}
	return w, together(pairs, func(i int) error {
		p, err := w.openPair(ctx, i)
		if err != nil {
			return err
		}
		w.pairs[i] = p
		if w.running[i], err = w.ordered(ctx, p, someOffer); err != nil {
			return err
		}
		_, err = w.do(ctx, theGateway, w.running[i].settled(), nil)
		return err
	})
}

func (w *world) openPair(ctx context.Context, i int) (p pair, err error) {
	if p.client, err = w.openAccount(ctx, fmt.Sprintf("発注者 %d", i)); err != nil {
		return p, err
	}
	if p.worker, err = w.openAccount(ctx, fmt.Sprintf("受注者 %d", i)); err != nil {
		return p, err
	}
	posted, err := w.do(ctx, p.client.Actor, transact.PostJob{Job: someJob}, nil)
	if err == nil {
		p.job = posted.(job.Job).ID
	}
	return p, err
}

func (w *world) openAccount(ctx context.Context, name string) (person, error) {
	secret := account.Secret()
	opened, err := w.do(ctx, contract.Actor{}, transact.OpenAccount{
		Account: account.Account{Name: name, Email: "bench@example.jp"}, Token: account.Hash(secret),
	}, nil)
	if err != nil {
		return person{}, err
	}
	return person{contract.Actor{Account: opened.(account.Account).ID}, secret}, nil
}

// ordered forms a contract and orders its payment.
func (w *world) ordered(ctx context.Context, p pair, offer job.Offer) (agreed, error) {
	proposed, err := w.do(ctx, p.worker.Actor, transact.Propose{JobID: p.job, Offer: offer}, nil)
	if err != nil {
		return agreed{}, err
	}
	formed, err := w.do(ctx, p.client.Actor, transact.AcceptProposal{ProposalID: proposed.(job.Proposal).ID, Conditions: &job.Conditions{}}, nil)
	if err != nil {
		return agreed{}, err
	}
	contractID := formed.(transact.Agreement).Contract.ID
	paying, err := w.do(ctx, p.client.Actor, transact.OnContract{ContractID: contractID, Command: contract.Fund{}}, nil)
	if err != nil {
		return agreed{}, err
	}
	return agreed{p, contractID, paying.(transact.Agreement).Contract.Payment.ID}, nil
}

// delivered brings a contract as far as its client's acceptance.
func (w *world) delivered(ctx context.Context, p pair, offer job.Offer) (agreed, error) {
	a, err := w.ordered(ctx, p, offer)
	if err != nil {
		return a, err
	}
	if _, err := w.do(ctx, theGateway, a.settled(), nil); err != nil {
		return a, err
	}
	_, err = w.do(ctx, p.worker.Actor, transact.OnContract{ContractID: a.contract, Command: someDelivery}, nil)
	return a, err
}

// settled is the gateway's word that the contract is paid for.
func (a agreed) settled() transact.Command {
	return transact.OnContract{ContractID: a.contract, Command: contract.SettlePayment{PaymentID: a.payment, Paid: true}}
}

// do brings one command through the door.
func (w *world) do(ctx context.Context, who contract.Actor, cmd transact.Command, once *transact.Once) (any, error) {
	outcome, err := w.door.Do(ctx, transact.Request{Actor: who, Command: cmd, Once: once})
	return outcome.Result, err
}

// stock is contracts that wait to be used, each once.
type stock struct {
	make    func(ctx context.Context, i int) (agreed, error)
	waiting []agreed
	used    atomic.Int64
}

// refill brings the stock up to n contracts.
func (s *stock) refill(ctx context.Context, n int) error {
	s.waiting = s.waiting[min(int(s.used.Swap(0)), len(s.waiting)):]
	have := len(s.waiting)
	if have >= n {
		return nil
	}
	s.waiting = append(s.waiting, make([]agreed, n-have)...)
	return together(n-have, func(i int) (err error) {
		s.waiting[have+i], err = s.make(ctx, i)
		return err
	})
}

// take is a contract that nobody else gets.
func (s *stock) take() (agreed, bool) {
	if i := int(s.used.Add(1)) - 1; i < len(s.waiting) {
		return s.waiting[i], true
	}
	return agreed{}, false
}

// together does n things with many hands; after the first error no more are
// begun.
func together(n int, do func(i int) error) (err error) {
	var hands sync.WaitGroup
	var next atomic.Int64
	var failed sync.Once
	for range min(n, fullCrowd) {
		hands.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if e := do(i); e != nil {
					failed.Do(func() { err = e })
					next.Store(int64(n))
					return
				}
			}
		})
	}
	hands.Wait()
	return err
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
