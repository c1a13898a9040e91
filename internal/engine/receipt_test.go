package engine_test

import (
	"context"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/receipt"
	"azukari/internal/domain/task"
	"azukari/internal/engine"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A till is a house that is paid by bank transfer.
type till struct {
	*raced
	store store.Store
}

func newTill(r *raced) *till {
	for _, e := range r.engines {
		e.Cashier.Gateway = gateway.Transfer{To: "みずほ銀行 丸の内支店 普通 1234567 カ）アズカリ"}
	}
	r.hire("finance", account.Finance)
	r.hire("finance2", account.Finance)
	r.hire("support", account.Support)
	return &till{r, r.engines[0].Store}
}

// order is the one that is open.
func (k *till) order() store.Order {
	k.t.Helper()
	open := must(k.store.OpenOrders(context.Background()))
	if len(open) != 1 {
		k.t.Fatalf("%d orders are open", len(open))
	}
	return open[0]
}

func (k *till) settled() {
	k.t.Helper()
	if open := must(k.store.OpenOrders(context.Background())); len(open) != 0 {
		k.t.Errorf("%+v is open", open)
	}
}

func (k *till) today() calendar.Date {
	return k.engines[0].Calendar.Day(must(k.engines[0].Now(context.Background())))
}

func (k *till) arrived(o store.Order) transact.ConfirmReceipt {
	return transact.ConfirmReceipt{Order: o, Receipt: receipt.Receipt{Amount: o.Amount, On: k.today()}}
}

// confirm is what the staff says of an order that is paid.
func (k *till) confirm() transact.Paying {
	k.t.Helper()
	return k.do("finance", k.arrived(k.order())).(transact.Paying)
}

func (k *till) balance(who string) money.Yen {
	return must(k.store.Balance(context.Background(), ledger.User(k.people[who].Account)))
}

func (k *till) here() *contract.Contract {
	c := must(k.store.Contract(context.Background(), k.contract))
	return &c
}

// whole holds the book against R9.3.
func (k *till) whole() {
	k.t.Helper()
	if report, err := engine.Check(context.Background(), k.store); err != nil || !report.OK {
		k.t.Errorf("the book is not whole: %+v %v", report.Checks, err)
	}
}

// TestMoneyComesInByBankTransfer goes the whole way: the order stays open until
// the finance staff has seen the money, and from there all is as with any gateway
// (R2.6, R13.2).
func TestMoneyComesInByBankTransfer(t *testing.T) {
	onEachStore(t, func(r *raced, s store.Store) {
		ctx, k := context.Background(), newTill(r)
		k.form(100_000)
		k.fund()
		k.fund() // joins the order
		if done := must(k.engines[0].Cashier.AskAgain(ctx)); len(done) != 0 || k.here().State != contract.AwaitingEscrow {
			t.Fatalf("%s before anybody has seen the money, %v", k.here().State, done)
		}
		k.check("worker", refusal.EscrowNotFunded, transact.OnContract{ContractID: k.contract, Command: contract.Deliver{Note: "納品", Files: []string{}}})

		good := k.arrived(k.order())
		for who, want := range map[string]refusal.Code{"client": refusal.Forbidden, "worker": refusal.Forbidden, "support": refusal.Forbidden} {
			k.check(who, want, good)
			k.check(who, want, transact.GiveUpOrder{Order: good.Order, Reason: "入金なし"})
		}
		less, later := good, good
		less.Receipt.Amount--
		later.Receipt.On = k.today().Next()
		k.check("finance", refusal.ValidationFailed, less)
		k.check("finance", refusal.ValidationFailed, later)
		if head := must(s.AuditHead(ctx)); head.Seq != 0 {
			t.Errorf("%d lines of what was refused", head.Seq)
		}
		lying := good // whatever the page believed: the order's own amount counts
		lying.Order.Amount, lying.Receipt.Amount = 1, 1
		k.check("finance", refusal.ValidationFailed, lying)

		p := k.confirm()
		if p.Payment.State != contract.PaymentSucceeded || k.here().State != contract.InProgress || k.here().Escrow() != 100_000 {
			t.Errorf("%+v, %s", p.Payment, k.here().State)
		}
		k.check("finance2", refusal.StateConflict, good)
		k.check("finance2", refusal.StateConflict, transact.GiveUpOrder{Order: good.Order, Reason: "入金なし"})
		trail := must(s.AuditTrail(ctx, store.AuditQuery{}, store.Page{}))
		said := canonical.Marshal(canonical.Object{"amount": 100_000, "contract": k.contract, "on": "2026-11-24"})
		if len(trail) != 1 || trail[0].Act != "receipt/confirm" || trail[0].By != k.people["finance"].Account || trail[0].Subject != good.Order.PaymentID || trail[0].Data != said {
			t.Errorf("the trail: %+v", trail)
		}
		for _, who := range []string{"client", "worker"} {
			if told := must(s.Notices(ctx, k.people[who].Account, true, store.Page{Limit: 1})); told[0].Kind != "escrow.funded" {
				t.Errorf("%s hears %s", who, told[0].Kind)
			}
		}
		k.on("worker", contract.Deliver{Note: "納品", Files: []string{}})
		k.on("client", contract.Accept{})
		if k.balance("worker") != 78_000 {
			t.Errorf("the worker has ¥%d", k.balance("worker"))
		}
		k.settled()
		k.whole()
	})
}

// TestMoneyForTheDeadGoesBackWhole: cancelled by either side or by the clock, what
// arrives is the client's, and what does not is given up (R2.3, R2.6).
func TestMoneyForTheDeadGoesBackWhole(t *testing.T) {
	onEachStore(t, func(r *raced, _ store.Store) {
		k := newTill(r)
		end := map[string]func(){
			"by the client": func() { k.on("client", contract.Cancel{}) },
			"by the worker": func() { k.on("worker", contract.Cancel{}) },
			"by the clock": func() {
				if _, err := k.engines[0].Sandbox.Advance(context.Background(), k.here().Until); err != nil {
					t.Fatal(err)
				}
			},
		}
		for how, over := range end {
			k.form(30_000)
			k.fund()
			over()
			if k.here().State != contract.Cancelled {
				t.Fatalf("%s: %s", how, k.here().State)
			}
			before := k.balance("client")
			p := k.confirm()
			if p.Payment.State != contract.PaymentRefunded || k.here().State != contract.Cancelled || k.balance("client") != before+30_000 {
				t.Errorf("%s: %+v, the client has ¥%d more", how, p.Payment, k.balance("client")-before)
			}
			if told := must(k.store.Notices(context.Background(), k.people["client"].Account, true, store.Page{Limit: 1})); told[0].Kind != "escrow.returned" {
				t.Errorf("%s: the client hears %s", how, told[0].Kind)
			}
			k.check("finance2", refusal.StateConflict, k.arrived(p.Order))
		}
		own := k.people["client"].Account
		k.do("client", transact.RequestPayout{AccountID: own, Amount: k.balance("client")}) // and can be had
		k.form(30_000)
		k.fund()
		k.on("client", contract.Cancel{})
		k.do("finance", transact.GiveUpOrder{Order: k.order(), Reason: "お客さまが取り消されたため"})
		if k.balance("client") != 0 {
			t.Error("money came of nothing")
		}
		k.settled()
		k.whole()
	})
}

// TestAnOrderIsGivenUpAndMadeAgain: as by a gateway's refusal, nothing is held and
// the client may order once more, under another code (R2.6).
func TestAnOrderIsGivenUpAndMadeAgain(t *testing.T) {
	onEachStore(t, func(r *raced, _ store.Store) {
		k := newTill(r)
		k.form(30_000)
		k.fund()
		first := k.order()
		k.check("finance", refusal.ValidationFailed, transact.GiveUpOrder{Order: first})
		k.do("finance", transact.GiveUpOrder{Order: first, Reason: "入金なし"})
		k.settled()
		if k.here().State != contract.AwaitingEscrow || k.here().Payment.State != contract.PaymentFailed {
			t.Errorf("%s, %s", k.here().State, k.here().Payment.State)
		}
		k.check("finance", refusal.StateConflict, k.arrived(first))
		k.fund()
		if second := k.order(); receipt.Code(second.PaymentID) == receipt.Code(first.PaymentID) {
			t.Error("both have one code")
		}
		k.check("finance", refusal.StateConflict, k.arrived(first))
		k.confirm()
		if k.here().Escrow() != 30_000 {
			t.Errorf("¥%d are held", k.here().Escrow())
		}
		k.whole()
	})
}

// TestEveryRoomIsPaidByBankTransfer: a contest, a task, the difference of a
// change, a bonus.
func TestEveryRoomIsPaidByBankTransfer(t *testing.T) {
	onEachStore(t, func(r *raced, s store.Store) {
		ctx, k := context.Background(), newTill(r)
		now := must(k.engines[0].Now(ctx))
		until := k.engines[0].Calendar.EndOfDays(now, 10)
		pay := func(room store.Room, id string) {
			if _, err := k.engines[0].Cashier.Fund(ctx, k.people["client"], room, id, nil); err != nil {
				t.Fatal(err)
			}
		}
		post := transact.PostContest{
			Job:   job.Job{Format: job.Contest, Title: "ロゴ", Description: "説明", Category: "デザイン"},
			Rules: contest.Rules{EntriesUntil: until, Guaranteed: 1, InspectionDays: 7, RevisionRounds: 2}, Prizes: []money.Yen{20_000, 10_000},
		}
		posted := k.do("client", post).(transact.Competition).Job.ID
		pay(store.ContestRoom, posted)
		if o := k.order(); o.Amount != 30_000 || must(s.Contest(ctx, posted)).State != contest.AwaitingEscrow {
			t.Errorf("%+v", o)
		}
		k.confirm()
		if c := must(s.Contest(ctx, posted)); c.State != contest.Open || c.Held() != 30_000 {
			t.Errorf("the contest is %s and holds ¥%d", c.State, c.Held())
		}
		dead := k.do("client", post).(transact.Competition).Job.ID
		pay(store.ContestRoom, dead)
		k.do("client", transact.OnContest{JobID: dead, Command: contest.Cancel{}})
		k.confirm()
		if k.balance("client") != 30_000 {
			t.Errorf("of a dead contest ¥%d went back", k.balance("client"))
		}

		errand := transact.PostTask{
			Job:   job.Job{Format: job.Task, Title: "アンケート", Description: "説明", Category: "事務"},
			Rules: task.Rules{UnitPrice: 50, Count: 10, Minutes: 30, PerWorker: 1, AnswersUntil: until, Questions: []task.Question{{Kind: task.Text, Label: "感想", Required: true}}},
		}
		set := k.do("client", errand).(transact.Errand).Job.ID
		pay(store.TaskRoom, set)
		k.confirm()
		if one := must(s.Task(ctx, set)); one.State != task.Open || one.InEscrow() != 500 {
			t.Errorf("the task is %s and holds ¥%d", one.State, one.InEscrow())
		}
		dead = k.do("client", errand).(transact.Errand).Job.ID
		pay(store.TaskRoom, dead)
		k.do("client", transact.OnTask{JobID: dead, Command: task.Cancel{}})
		k.confirm()
		if k.balance("client") != 30_500 {
			t.Errorf("of a dead task ¥%d went back", k.balance("client")-30_000)
		}

		k.form(100_000)
		k.fund()
		k.confirm()
		more := money.Yen(120_000)
		raise := contract.RequestChange{MilestoneID: k.here().Milestone().ID, Amount: &more, Reason: "量が増えたため"}
		k.on("client", raise)
		k.on("worker", contract.AgreeChange{})
		k.fund()
		if o := k.order(); o.Amount != 20_000 || k.here().Amount != 100_000 {
			t.Errorf("%+v, the contract is over ¥%d", o, k.here().Amount)
		}
		k.confirm()
		if c := k.here(); c.Escrow() != 120_000 || c.Amount != 120_000 {
			t.Errorf("¥%d are held", c.Escrow())
		}
		more = 130_000
		k.on("client", raise)
		k.on("worker", contract.AgreeChange{})
		k.fund()
		if _, err := k.engines[0].Sandbox.Advance(ctx, k.here().Amendment.DueAt); err != nil {
			t.Fatal(err)
		}
		if p := k.confirm(); p.Payment.State != contract.PaymentRefunded || k.here().Escrow() != 120_000 || k.balance("client") != 40_500 {
			t.Errorf("a difference that came too late: %+v, ¥%d are held, the client has ¥%d", p.Payment, k.here().Escrow(), k.balance("client"))
		}

		k.on("worker", contract.Deliver{Note: "納品", Files: []string{}})
		k.on("client", contract.Accept{})
		paid := k.balance("worker")
		bonus := func() {
			if _, err := k.engines[0].Cashier.PayBonus(ctx, k.people["client"], k.contract, contract.PayBonus{Amount: 10_000}, nil); err != nil {
				t.Fatal(err)
			}
		}
		bonus()
		k.do("finance", transact.GiveUpOrder{Order: k.order(), Reason: "入金なし"})
		if b := k.here().Bonus; b.State != contract.BonusFailed {
			t.Errorf("the bonus is %s", b.State)
		}
		bonus()
		k.confirm()
		if b := k.here().Bonus; b.State != contract.BonusPaid || k.balance("worker") <= paid {
			t.Errorf("the bonus is %s, the worker has ¥%d more", b.State, k.balance("worker")-paid)
		}
		k.settled()
		k.whole()
	})
}

// TestNobodyConfirmsTheirOwn: who is a party is not of the staff there (R13.2).
func TestNobodyConfirmsTheirOwn(t *testing.T) {
	onEachStore(t, func(r *raced, _ store.Store) {
		k := newTill(r)
		for _, party := range []string{"client", "worker"} {
			k.people["private"] = k.people[party]
			k.people[party] = contract.Actor{Account: k.people["finance"].Account}
			k.form(30_000)
			k.fund()
			k.check("finance", refusal.Forbidden, k.arrived(k.order()))
			k.check("finance", refusal.Forbidden, transact.GiveUpOrder{Order: k.order(), Reason: "入金なし"})
			k.do("finance2", k.arrived(k.order()))
			k.people[party] = k.people["private"]
		}
		k.whole()
	})
}

// TestManyOfTheStaffConfirmOnce: at once, on one node and on two, one of them books
// it and the others hear that it is settled.
func TestManyOfTheStaffConfirmOnce(t *testing.T) {
	eachField(t, func(t *testing.T, r *raced) {
		k := newTill(r)
		for range 3 {
			k.form(30_000)
			k.fund()
			o := k.order()
			won := k.race(func(i int, e *engine.Engine) error {
				who, cmd := k.people[[]string{"finance", "finance2"}[i%2]], transact.Command(k.arrived(o))
				if i%4 == 3 {
					cmd = transact.GiveUpOrder{Order: o, Reason: "入金なし"}
				}
				_, err := e.Door.Do(context.Background(), transact.Request{Actor: who, Command: cmd})
				return err
			})
			held := k.here().Escrow()
			if won != 1 || held != 0 && held != 30_000 {
				t.Errorf("%d won, ¥%d are held", won, held)
			}
			k.settled()
		}
		if head := must(k.store.AuditHead(context.Background())); head.Seq != 3 {
			t.Errorf("%d lines of three acts", head.Seq)
		}
	})
}

// TestAHouseThatTakesNoPaymentsForgetsNoOrder: started once without its account,
// it refuses what is ordered now, and leaves open what was ordered before.
func TestAHouseThatTakesNoPaymentsForgetsNoOrder(t *testing.T) {
	onEachStore(t, func(r *raced, _ store.Store) {
		ctx, k := context.Background(), newTill(r)
		k.form(30_000)
		k.fund()
		k.engines[0].Cashier.Gateway = gateway.None{}
		if done := must(k.engines[0].Cashier.AskAgain(ctx)); len(done) != 0 {
			t.Errorf("%+v is settled", done)
		}
		k.confirm()
		if k.here().State != contract.InProgress {
			t.Errorf("%s", k.here().State)
		}
		k.form(30_000)
		if _, err := k.engines[0].Cashier.Fund(ctx, k.people["client"], store.ContractRoom, k.contract, nil); err == nil {
			t.Error("it is paid")
		}
		k.settled()
	})
}
