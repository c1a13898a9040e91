package bench

import (
	"context"

	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
)

// hotKind is what it costs that all money passes by the same accounts.
var hotKind = kind{
	name: "hot", title: "One hot account",
	says: "A client accepts, and the escrow goes to the worker. Without fee: contracts so small (¥4) that none is due, spread over all pairs of people, " +
		"so that no two commands share an account. With fee: contracts of ¥100,000, each of which also pays the house's one fee account and the one for its tax. " +
		"By one pair: all of them, besides, between the same two people.",
	open: func(ctx context.Context, r *run) error {
		shared, err := r.shared(ctx)
		if err != nil {
			return err
		}
		n := r.timing.crowd
		for _, s := range shared {
			var uniform string
			for _, of := range []struct {
				work string
				free bool
				pair func(i int) pair
			}{
				{"accept without fee", true, func(i int) pair { return s.world.pairs[i%n] }},
				{"accept with fee", false, func(i int) pair { return s.world.pairs[i%n] }},
				{"accept by one pair", false, func(int) pair { return s.world.pairs[0] }},
			} {
				offer := someOffer
				if of.free {
					offer.Amount = 4
				}
				ready := &stock{make: func(ctx context.Context, i int) (agreed, error) { return s.world.delivered(ctx, of.pair(i), offer) }}
				one := &row{
					kind: "hot", work: of.work, database: s.name, callers: n,
					measure: &calls{subject: s, work: releases{s.world, ready}, callers: n, most: 8 * n},
				}
				if of.free {
					uniform = one.name()
				} else {
					one.comparisons = []comparison{to(perSecond, "÷ without fee", hotToUniform, aim{least: 0.4}, uniform)}
				}
				r.add(one)
			}
		}
		return nil
	},
}

// releases accept one delivered contract each.
type releases struct {
	*world
	ready *stock
}

func (releases) name() string { return "accept" }

func (w releases) prepare(ctx context.Context, n int) error { return w.ready.refill(ctx, n) }

func (w releases) command(ctx context.Context, _ int) (bool, error) {
	a, ok := w.ready.take()
	if !ok {
		return false, errUsedUp
	}
	_, err := w.do(ctx, a.client.Actor, transact.OnContract{ContractID: a.contract, Command: contract.Accept{}}, once())
	return false, err
}
