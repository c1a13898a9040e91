package history

import (
	"context"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
)

// instant draws where the clock goes: some hours or days on, to the next
// deadline, or to the microsecond before it.
func (h *history) instant() calendar.Instant {
	now := h.now()
	next := must(h.model().store.NextDue(context.Background()))
	hours := oneOf(h, "hours", []int{0, 1, 2, 5, 8, 12, 12, 24, 24, 25, 72, 73, 24 * 8, 24 * 15})
	later := now.Add(time.Duration(hours) * time.Hour)
	if next > now {
		return oneOf(h, "to", []calendar.Instant{later, later, next, next - 1})
	}
	if h.between("backwards", 0, 30) == 0 {
		return now - 1
	}
	return later
}

// moveClock moves on; what falls due on the way happens, in the same order
// everywhere.
func (h *history) moveClock() {
	to := h.instant()
	_, _ = h.all(func(one *house) (any, error) { return one.engine.Sandbox.Advance(context.Background(), to) })
}

// outage lets time pass while nobody looks at the deadlines: whoever comes to a
// contract first finds them taken.
func (h *history) outage() { _, _ = h.do(contract.Actor{}, transact.MoveClock{To: h.instant()}) }

// takeDue is the house looking again.
func (h *history) takeDue() {
	_, _ = h.all(func(one *house) (any, error) { return one.engine.Cashier.AskAgain(context.Background()) })
	_, _ = h.all(func(one *house) (any, error) { return one.engine.Keeper.TakeDue(context.Background()) })
	_, _ = h.all(func(one *house) (any, error) { return nil, one.engine.Outbox.Drain(context.Background()) })
}

// mail lets the mail server fail, or work again.
func (h *history) mail() {
	today := oneOf(h, "mail server", []weather{fair, down, refuses})
	for _, one := range h.houses {
		one.post.set(today)
	}
}

// restart ends every process and begins it again; what is kept is as it was.
func (h *history) restart() {
	before := h.dump(h.model())
	for _, one := range h.houses {
		if err := one.reopen(); err != nil {
			h.r.Fatalf("%s does not open again: %v", one.name, err)
		}
	}
	h.compare("after a restart", before, h.dump(h.model()))
}

// purge lets answers go that no key can ask for any more.
func (h *history) purge() {
	before := h.now().Add(-transact.AnswersKept)
	_, _ = h.all(func(one *house) (any, error) { return one.store.PurgeAnswers(context.Background(), before, 1_000) })
}

// comeToRest ends every contract: disputes are settled, work that nobody
// delivers is given up, and both sides fall silent. No state holds money for
// ever (C8), no letter stays unsent.
func (h *history) comeToRest() {
	for _, one := range h.houses {
		one.post.set(fair)
	}
	h.takeDue()
	for range 8 {
		for _, id := range h.contracts {
			h.giveUp(id)
		}
		to := h.now().Add(40 * 24 * time.Hour)
		_, _ = h.all(func(one *house) (any, error) { return one.engine.Sandbox.Advance(context.Background(), to) })
	}
	for _, id := range h.contracts {
		if c, _ := h.contract(id); !c.Ended() || c.Escrow() != 0 || c.Payment != nil && c.Payment.State == contract.PaymentOrdered {
			h.r.Fatalf("contract %s did not come to rest: %s", id, show(c))
		}
	}
	for _, one := range h.houses {
		h.audit(one)
		if next := must(one.store.NextDue(context.Background())); next != 0 {
			h.r.Fatalf("%s: something is due at %s, and every contract has ended", one.name, next)
		}
		queued := must(one.store.QueuedMail(context.Background(), h.now().Add(1_000*time.Hour), 10))
		if len(queued) > 0 {
			h.r.Fatalf("%s: a letter was never sent: %s", one.name, show(queued[0]))
		}
	}
}

// giveUp does what leads to an end where the clock alone does not.
func (h *history) giveUp(id string) {
	c, _ := h.contract(id)
	client, worker := contract.Actor{Account: c.ClientID}, contract.Actor{Account: c.WorkerID}
	switch {
	case c.State == contract.Disputed:
		_, _ = h.do(client, transact.OnContract{ContractID: id, Command: contract.OfferSettlement{}})
		_, _ = h.do(worker, transact.OnContract{ContractID: id, Command: contract.AcceptOffer{}})
	case (c.State == contract.InProgress || c.State == contract.Revising) && !c.Termination.Open():
		_, _ = h.do(client, transact.OnContract{ContractID: id, Command: contract.RequestTermination{Reason: "終わりにします"}})
	}
}
