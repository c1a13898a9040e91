package sqlstore

import (
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
)

// bundle is what becomes of the contracts of a batch.
type bundle struct {
	opened                           []balanceRow
	newContracts, changedContracts   []contractRow
	newMilestones, changedMilestones []milestoneRow
	nudges                           requests[nudgeRow]
	terminations                     requests[terminationRow]
	disputes                         requests[disputeRow]
	changes                          requests[changeRow]
	payments                         requests[paymentRow]
	bonuses                          requests[bonusRow]
}

// requests are rows of one kind that hang on contracts.
type requests[R any] struct{ fresh, changed []R }

func gather(c *store.Changes, fresh []account.Account) *bundle {
	b := &bundle{}
	for _, a := range fresh {
		b.opened = append(b.opened, opened(ledger.User(a.ID)), opened(ledger.Pending(a.ID)))
	}
	for i := range c.Contracts {
		b.add(&c.Contracts[i])
	}
	return b
}

// add sorts out what of a contract is new, and what differs from before.
func (b *bundle) add(ch *store.ContractChange) {
	before := ch.Before
	row := contractRowOf(ch.After, before)
	if before == nil {
		b.newContracts = append(b.newContracts, row)
		before = &contract.Contract{}
	} else {
		b.changedContracts = append(b.changedContracts, row)
	}
	for i, m := range ch.After.Milestones {
		row := milestoneRow{m, ch.After.ID, i}
		switch {
		case i >= len(before.Milestones):
			b.newMilestones = append(b.newMilestones, row)
			if m.Funded == 0 { // a won prize brings its escrow along
				b.opened = append(b.opened, opened(ledger.Escrow(m.ID)))
			}
		case m != before.Milestones[i]:
			b.changedMilestones = append(b.changedMilestones, row)
		}
	}
	id := ch.After.ID
	states := make([]*contract.Contract, 0, len(ch.Between)+1)
	for i := range ch.Between {
		states = append(states, &ch.Between[i])
	}
	states = append(states, &ch.After)
	follow(&b.nudges, before.Nudge, states,
		func(c *contract.Contract) *contract.Nudge { return c.Nudge },
		func(n *contract.Nudge) string { return n.ID },
		func(n contract.Nudge) nudgeRow { return nudgeRow{n, id} })
	follow(&b.terminations, before.Termination, states,
		func(c *contract.Contract) *contract.Termination { return c.Termination },
		func(t *contract.Termination) string { return t.ID },
		func(t contract.Termination) terminationRow { return terminationRow{t, id} })
	follow(&b.disputes, before.Dispute, states,
		func(c *contract.Contract) *contract.Dispute { return c.Dispute },
		func(d *contract.Dispute) string { return d.ID },
		func(d contract.Dispute) disputeRow { return disputeRow{d, id} })
	follow(&b.changes, before.Amendment, states,
		func(c *contract.Contract) *contract.Amendment { return c.Amendment },
		func(a *contract.Amendment) string { return a.ID },
		func(a contract.Amendment) changeRow { return changeRow{a, id} })
	known := len(b.bonuses.fresh)
	follow(&b.bonuses, before.Bonus, states,
		func(c *contract.Contract) *contract.Bonus { return c.Bonus },
		func(one *contract.Bonus) string { return one.ID },
		func(one contract.Bonus) bonusRow { return bonusRow{one, id} })
	for _, one := range b.bonuses.fresh[known:] {
		b.opened = append(b.opened, opened(ledger.Escrow(one.ID)))
	}
	follow(&b.payments, before.Payment, states,
		func(c *contract.Contract) *contract.Payment { return c.Payment },
		func(p *contract.Payment) string { return p.ID },
		func(p contract.Payment) paymentRow { return paymentRow{p, id} })
}

// follow finds how each request of one kind stood last: the one there was
// before, and those that came while the batch went on. The contract knows only
// the latest, so the ones that it replaced are found in the states between.
func follow[Q comparable, R any](into *requests[R], before *Q, states []*contract.Contract, of func(*contract.Contract) *Q, id func(*Q) string, row func(Q) R) {
	at, known := before, before != nil // how the request stood last, and whether the store has it
	settle := func() {
		switch {
		case at == nil:
		case !known:
			into.fresh = append(into.fresh, row(*at))
		case *at != *before:
			into.changed = append(into.changed, row(*at))
		}
	}
	for _, state := range states {
		next := of(state)
		if next == nil {
			continue
		}
		if at != nil && id(at) != id(next) {
			settle()
			known = false
		}
		at = next
	}
	settle()
}
