package storetest

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/payout"
	"azukari/internal/store"
)

// paidTo registers a bank account as the door does.
func (w *world) paidTo(a account.Account, number string) (made payout.BankAccount) {
	w.t.Helper()
	w.must(w.store.Write(w.ctx(), store.Names{PaidTo: []string{a.ID}}, func(rows store.Rows) (store.Changes, error) {
		before := rows.PaidTo[a.ID]
		var replaced payout.BankAccount
		made, replaced = payout.Register(a.ID, bank.Account{BankCode: "0001", BranchCode: "001", Kind: bank.Savings, Number: number}, "sealed "+number, before, w.on(w.by(a)))
		if before.ID == "" {
			return store.Changes{PaidTo: []payout.BankAccount{made}}, nil
		}
		return store.Changes{PaidTo: []payout.BankAccount{replaced, made}}, nil
	}))
	return made
}

func aBankAccountIsReplaced(w *world) {
	none, err := w.store.PaidTo(w.ctx(), w.worker.ID)
	w.same("no account yet", get(w, none, err), payout.BankAccount{})
	first := w.paidTo(w.worker, "0000123")
	got, err := w.store.PaidTo(w.ctx(), w.worker.ID)
	w.same("the first", get(w, got, err), first)
	second := w.paidTo(w.worker, "0000456")
	if second.UsableAt == second.RegisteredAt || first.UsableAt != first.RegisteredAt {
		w.t.Error("a changed account may be paid to at once, or a first one may not")
	}
	got, err = w.store.PaidTo(w.ctx(), w.worker.ID)
	w.same("the second", get(w, got, err), second)
	got, err = w.store.BankAccount(w.ctx(), first.ID)
	first.ReplacedAt = second.RegisteredAt
	w.same("the first, replaced", get(w, got, err), first)
	var all []payout.BankAccount
	w.must(w.store.Scan(w.ctx(), store.Scan{PaidTo: into(&all)}))
	w.same("both", all, []payout.BankAccount{first, second})
	third := second
	third.ID = "bnk_third"
	w.refused("two at once", w.tryWrite(store.Names{}, store.Changes{PaidTo: []payout.BankAccount{third}}), store.ErrRetry)
	sealed, err := w.store.Sealed(w.ctx())
	w.same("what is sealed", get(w, sealed, err), []string{first.Sealed})
}

func aBatchIsPaidAndReturned(w *world) {
	c := w.take(w.funded(500_000, job.Conditions{}), contract.Deliver{Note: "できました"}, w.by(w.worker))
	w.take(c, contract.Accept{}, w.by(w.client))
	w.paidTo(w.worker, "0000123")
	one, two, three := w.requestPayout(w.worker, 1), w.requestPayout(w.worker, 150_000), w.requestPayout(w.worker, 100)
	w.same("those that wait", w.payouts(store.PayoutQuery{State: payout.Requested}), []payout.Payout{three, two, one})
	ids := []string{one.ID, two.ID}
	day := calendar.Date{Year: 2026, Month: 12, Day: 15}

	var b payout.Batch
	w.must(w.store.Write(w.ctx(), store.Names{Payouts: ids, PaidTo: []string{w.worker.ID}}, func(rows store.Rows) (store.Changes, error) {
		made, moved, err := payout.MakeBatch([]payout.Payout{rows.Payouts[one.ID], rows.Payouts[two.ID]}, rows.PaidTo, day, w.on(w.by(w.operator)))
		b = made
		return store.Changes{Batches: []payout.Batch{made}, Payouts: moved}, err
	}))
	got, err := w.store.Batch(w.ctx(), b.ID)
	w.same("the batch", get(w, got, err), b)
	in := w.payouts(store.PayoutQuery{BatchID: b.ID})
	if len(in) != 2 || in[0].State != payout.Batched || in[0].BankAccountID == "" {
		w.t.Fatalf("in the batch: %+v", in)
	}
	other := w.person("経理", "keiri@example.com", true)
	w.write(store.Changes{Accounts: []account.Account{other}})
	w.must(w.store.Write(w.ctx(), store.Names{Batches: []string{b.ID}}, func(rows store.Rows) (store.Changes, error) {
		approved, err := rows.Batches[b.ID].Approve([]payout.Payout{rows.Payouts[one.ID], rows.Payouts[two.ID]}, w.on(w.by(other)))
		b = approved
		return store.Changes{Batches: []payout.Batch{approved}}, err
	}))
	settle := func(who account.Account, results ...payout.Result) {
		w.t.Helper()
		w.must(w.store.Write(w.ctx(), store.Names{Batches: []string{b.ID}}, func(rows store.Rows) (store.Changes, error) {
			settled, moved, transfers, err := rows.Batches[b.ID].Settle(rows.Payouts, results, w.on(w.by(who)))
			b = settled
			return store.Changes{Batches: []payout.Batch{settled}, Payouts: moved, Transfers: transfers}, err
		}))
	}
	balances := func(what string, user, pending, bank money.Yen) {
		w.t.Helper()
		w.balances(what, map[ledger.Account]money.Yen{ledger.User(w.worker.ID): user, ledger.Pending(w.worker.ID): pending, ledger.Bank: bank})
	}
	const net = 450_500
	settle(other, payout.Result{PayoutID: one.ID})
	balances("one arrived", net-150_101, 150_100, 1)
	settle(other, payout.Result{PayoutID: two.ID, Returned: true, Reason: "口座名義相違"})
	balances("two came back", net-101, 100, 1)
	if b.State != payout.Closed {
		w.t.Errorf("the batch is %s", b.State)
	}
	late := payout.Result{PayoutID: one.ID, Returned: true, Reason: "口座解約"}
	settle(other, late)
	balances("one person says that one came back after all", net-101, 100, 1)
	noted, err := w.store.Payout(w.ctx(), one.ID)
	w.same("who said so", get(w, noted, err).ReturnBy, other.ID)
	settle(w.operator, late)
	balances("one came back after all", net-100, 100, 0)
	got, err = w.store.Batch(w.ctx(), b.ID)
	w.same("the batch", get(w, got, err), b)
	closed, err := w.store.Batches(w.ctx(), payout.Closed, page)
	w.same("closed ones", get(w, closed, err), []payout.Batch{b})
	open, err := w.store.Batches(w.ctx(), payout.Approved, page)
	w.same("approved ones", get(w, open, err), []payout.Batch{})

	stale := three
	stale.State, stale.EndedAt = payout.Cancelled, w.tick()
	w.refused("a payout that was not read", w.tryWrite(store.Names{}, store.Changes{Payouts: []payout.Payout{stale}}), nil)
	w.must(w.store.Write(w.ctx(), store.Names{Payouts: []string{three.ID}}, func(rows store.Rows) (store.Changes, error) {
		cancelled, transfer, err := rows.Payouts[three.ID].Cancel(w.on(w.by(w.worker)))
		three = cancelled
		return store.Changes{Payouts: []payout.Payout{cancelled}, Transfers: []ledger.Transfer{transfer}}, err
	}))
	back, err := w.store.Payout(w.ctx(), three.ID)
	w.same("what was cancelled", get(w, back, err), three)
	balances("all is back", net, 0, 0)
}
