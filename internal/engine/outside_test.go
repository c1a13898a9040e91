package engine_test

import (
	"context"
	"testing"

	contact "azukari/internal/domain/outside"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// TestTheLatestRequestIsTheOneAskedLast asks, takes back and asks again within
// one microsecond, by turns in two processes that mint ids of their own: the
// clock finds the one that is open, and lapses it.
func TestTheLatestRequestIsTheOneAskedLast(t *testing.T) {
	ctx := context.Background()
	onEachStore(t, func(r *raced, s store.Store) {
		second := open(r.t, s, 99)
		defer second.Close()
		r.form(1_000)
		client := r.people["client"]
		var asked transact.Contact
		for i, e := range []*engine.Engine{r.engines[0], second, r.engines[0]} {
			if i > 0 {
				r.do("client", transact.OnOutside{ContractID: r.contract, Verb: contact.VerbWithdraw})
			}
			outcome := must(e.Door.Do(ctx, transact.Request{Actor: client, Command: transact.AskOutside{ContractID: r.contract, Means: "電話", Reason: "急ぎ"}}))
			asked = outcome.Result.(transact.Contact)
		}
		r.do("", transact.MoveClock{To: asked.Request.AnswerBy})
		fired, err := r.engines[0].Keeper.TakeDue(ctx)
		if err != nil {
			r.t.Fatal(err)
		}
		lapsed := false
		for _, f := range fired {
			lapsed = lapsed || f.Room == store.OutsideRoom && f.ID == r.contract
		}
		if now := must(s.OutsideRequest(ctx, asked.Request.ID)); !lapsed || now.State != contact.Lapsed {
			r.t.Errorf("the clock came by: %v, the request is %s", lapsed, now.State)
		}
	})
}
