package bench

import (
	"context"
	"errors"

	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/engine/transact"
)

// A work is what the callers of a row do, over and over.
type work interface {
	name() string
	// prepare brings what about n commands need.
	prepare(ctx context.Context, n int) error
	// command brings a caller's next command through the door, and says whether
	// it made a lifecycle whole.
	command(ctx context.Context, caller int) (whole bool, err error)
}

// errUsedUp ends a slice early: nothing is left to do it on.
var errUsedUp = errors.New("what was prepared is used up")

// messages are written by both sides in turn; a caller goes round its own share
// of the contracts.
type messages struct {
	*world
	turns []int
}

func (*messages) name() string { return "message" }

func (*messages) prepare(context.Context, int) error { return nil }

func (m *messages) command(ctx context.Context, caller int) (bool, error) {
	a, from := m.turn(m.turns, caller)
	_, err := m.do(ctx, from.Actor, transact.OnContract{ContractID: a.contract, Command: someMessage}, once())
	return false, err
}

// turn is the next contract of a caller's share, and whose turn it is to write:
// once round by the clients, once by the workers.
func (w *world) turn(turns []int, caller int) (agreed, person) {
	turn, share := turns[caller], len(w.running)/len(turns)
	turns[caller]++
	a := w.running[caller+turn%share*len(turns)]
	if turn/share%2 == 1 {
		return a, a.worker
	}
	return a, a.client
}

// payments fund one contract each.
type payments struct{ *world }

func (payments) name() string { return "payment" }

func (p payments) prepare(ctx context.Context, n int) error { return p.unpaid.refill(ctx, n) }

func (p payments) command(ctx context.Context, _ int) (bool, error) {
	a, ok := p.unpaid.take()
	if !ok {
		return false, errUsedUp
	}
	_, err := p.do(ctx, theGateway, a.settled(), once())
	return false, err
}

// lifecycles go through whole contracts, each caller with its own pair of people.
type lifecycles struct {
	*world
	lives []life
	begun bool
}

// A life is one contract on its way.
type life struct {
	agreed
	proposal string
	step     int
}

// lifecycleSteps are the commands of a whole life.
var lifecycleSteps = []func(l *lifecycles, ctx context.Context, at *life) error{
	(*lifecycles).post, (*lifecycles).propose, (*lifecycles).accept, (*lifecycles).order,
	(*lifecycles).settle, (*lifecycles).deliver, (*lifecycles).release,
}

func (*lifecycles) name() string { return "lifecycle" }

// prepare spreads the callers over the steps, so that a slice sees all of them;
// later slices go on where the last one ended.
func (l *lifecycles) prepare(ctx context.Context, _ int) error {
	if l.begun {
		return nil
	}
	l.begun = true
	return together(len(l.lives), func(i int) error {
		l.lives[i].pair = l.pairs[i]
		for range i % len(lifecycleSteps) {
			if _, err := l.command(ctx, i); err != nil {
				return err
			}
		}
		return nil
	})
}

func (l *lifecycles) command(ctx context.Context, caller int) (bool, error) {
	at := &l.lives[caller]
	if err := lifecycleSteps[at.step](l, ctx, at); err != nil {
		return false, err
	}
	at.step = (at.step + 1) % len(lifecycleSteps)
	return at.step == 0, nil
}

func (l *lifecycles) post(ctx context.Context, at *life) error {
	posted, err := l.do(ctx, at.client.Actor, transact.PostJob{Job: someJob}, once())
	if err == nil {
		at.job = posted.(job.Job).ID
	}
	return err
}

func (l *lifecycles) propose(ctx context.Context, at *life) error {
	proposed, err := l.do(ctx, at.worker.Actor, transact.Propose{JobID: at.job, Offer: someOffer}, once())
	if err == nil {
		at.proposal = proposed.(job.Proposal).ID
	}
	return err
}

func (l *lifecycles) accept(ctx context.Context, at *life) error {
	formed, err := l.do(ctx, at.client.Actor, transact.AcceptProposal{ProposalID: at.proposal, Conditions: &job.Conditions{}}, once())
	if err == nil {
		at.contract = formed.(transact.Agreement).Contract.ID
	}
	return err
}

// order keeps no answer, as the cashier's first step does not.
func (l *lifecycles) order(ctx context.Context, at *life) error {
	paying, err := l.do(ctx, at.client.Actor, transact.OnContract{ContractID: at.contract, Command: contract.Fund{}}, once().RefusalsOnly())
	if err == nil {
		at.payment = paying.(transact.Agreement).Contract.Payment.ID
	}
	return err
}

func (l *lifecycles) settle(ctx context.Context, at *life) error {
	_, err := l.do(ctx, theGateway, at.settled(), once())
	return err
}

func (l *lifecycles) deliver(ctx context.Context, at *life) error {
	_, err := l.do(ctx, at.worker.Actor, transact.OnContract{ContractID: at.contract, Command: someDelivery}, once())
	return err
}

func (l *lifecycles) release(ctx context.Context, at *life) error {
	_, err := l.do(ctx, at.client.Actor, transact.OnContract{ContractID: at.contract, Command: contract.Accept{}}, once())
	return err
}
