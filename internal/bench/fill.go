package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"azukari/internal/base/id"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/policy"
	"azukari/internal/store"
)

var shortOffer = job.Offer{Amount: someOffer.Amount, DueOn: someOffer.DueOn, Message: "承ります。"}

var feesNow = policy.First.Fees

// fillBatch is how many contracts are written in one commit.
const fillBatch = 200

// fill writes so many contracts straight into the store, without the door. The
// kernel decides each of them as it would have: formed, funded, delivered, with
// its chain of events and its transfers; so the books are whole. What is left out
// is what the clock and the ledger never meet: the text of the terms, messages,
// notifications, kept answers; what people wrote is short. Each has a deadline of its own ten years ahead,
// where no round comes.
func fill(ctx context.Context, s *subject, contracts int) error {
	f := &filler{subject: s}
	for begun := 0; begun < contracts; begun += fillBatch {
		var last string
		err := s.store.Write(ctx, store.Names{}, func(store.Rows) (store.Changes, error) {
			var c store.Changes
			for i := range min(fillBatch, contracts-begun) {
				if err := f.add(ctx, &c, begun+i); err != nil {
					return c, err
				}
			}
			last = c.Contracts[len(c.Contracts)-1].After.ID
			return c, nil
		})
		if errors.Is(err, store.ErrUnknown) {
			err = s.arrived(ctx, last, err)
		}
		if err != nil {
			return err
		}
	}
	if s.url != "" { // as the server itself would have by then
		return askOnce(ctx, s.url, "vacuum analyze")
	}
	return nil
}

// arrived waits a minute for a commit that the disk was too slow for: hours of
// filling are not to be lost by one.
func (s *subject) arrived(ctx context.Context, contractID string, doubt error) error {
	for range 60 {
		if _, err := s.store.Contract(ctx, contractID); !errors.Is(err, store.ErrNotFound) {
			return err
		}
		time.Sleep(time.Second)
	}
	return doubt
}

type filler struct{ *subject }

func (f *filler) add(ctx context.Context, into *store.Changes, i int) error {
	p := f.world.pairs[i%len(f.world.pairs)]
	now, err := f.engine.Now(ctx)
	if err != nil {
		return err
	}
	on := event.Occasion{Now: now, Calendar: f.engine.Calendar, IDs: f.engine.IDs}
	wanted := someJob
	wanted.ID, wanted.ClientID = p.job, p.client.Account
	offer := job.Proposal{
		ID: on.IDs.New(id.Proposal, now), JobID: p.job, ClientID: p.client.Account, WorkerID: p.worker.Account,
		State: job.Accepted, Message: shortOffer.Message, Own: shortOffer, Offer: shortOffer, CreatedAt: now, Version: 1,
	}
	terms, err := contract.Agree(wanted, offer, contract.Person{ID: p.client.Account}, contract.Person{ID: p.worker.Account}, on)
	if err != nil {
		return err
	}
	offer.ContractID = terms.ContractID
	change := contract.Form(terms, contract.HashOf(terms.Document()), on.By(p.client.Actor))
	formed := change.Contract
	keep(into, change)
	for _, step := range []struct {
		who contract.Actor
		cmd func(contract.Contract) contract.Command
	}{
		{p.client.Actor, func(contract.Contract) contract.Command { return contract.Fund{} }},
		{theGateway, func(c contract.Contract) contract.Command {
			return contract.SettlePayment{PaymentID: c.Payment.ID, Paid: true}
		}},
		{p.worker.Actor, func(contract.Contract) contract.Command {
			return contract.Deliver{Note: "納品します。", Files: []string{}}
		}},
	} {
		if change, err = contract.Take(change.Contract, step.cmd(change.Contract), on.By(step.who)); err != nil {
			return fmt.Errorf("decide a contract to fill with: %w", err)
		}
		keep(into, change)
	}
	c := change.Contract
	c.Next.At = now.Add(10*365*24*time.Hour + time.Duration(i)*time.Microsecond)
	into.Proposals = append(into.Proposals, offer)
	// The store opens the escrow with the contract, and money comes to it afterwards.
	into.Contracts = append(into.Contracts, store.ContractChange{After: formed}, store.ContractChange{Before: &formed, After: c})
	return nil
}

// keep gathers what a decision adds to chain and book.
func keep(into *store.Changes, c contract.Change) {
	for _, f := range c.Facts {
		if f.Chained() {
			into.Events = append(into.Events, store.Event{SubjectID: c.Contract.ID, Fact: f})
		}
	}
	into.Transfers = append(into.Transfers, c.Transfers...)
}

// size is how many bytes the database takes.
func (s *subject) size(ctx context.Context) (bytes int64, err error) {
	if s.path == "" {
		return s.asks(ctx)
	}
	for _, end := range []string{"", "-wal"} {
		at, err := os.Stat(s.path + end)
		if err != nil {
			return 0, err
		}
		bytes += at.Size()
	}
	return bytes, nil
}
