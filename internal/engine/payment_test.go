package engine_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/memory"
)

// A payer is a client whose process, or whose line, dies between the order of a
// payment and its answer.
type payer struct {
	*raced
	refusals bool // are kept as answers, as the API does and the forms do not
}

func (p *payer) once(key string) *transact.Once {
	return &transact.Once{Key: key, Fingerprint: "same", Answer: func(_ any, err error) (int, []byte, bool) {
		if err != nil {
			return 402, []byte("no"), p.refusals
		}
		return 200, []byte("paid"), true
	}}
}

// lost orders the payment, and then nothing more is heard.
func (p *payer) lost(key string) {
	p.t.Helper()
	order := transact.OrderPayment{Room: store.ContractRoom, ID: p.contract}
	if _, err := p.engines[0].Door.Do(context.Background(), transact.Request{Actor: p.people["client"], Command: order, Once: p.once(key).Ordering()}); err != nil {
		p.t.Fatal(err)
	}
}

// swept is the cashier's own round, which finds the order open.
func (p *payer) swept(orders int) {
	p.t.Helper()
	done, err := p.engines[0].Cashier.AskAgain(context.Background())
	if err != nil || len(done) != orders {
		p.t.Fatalf("%d payments were settled: %v", len(done), err)
	}
}

func (p *payer) pay(key string) (transact.Outcome, error) {
	return p.engines[0].Cashier.Fund(context.Background(), p.people["client"], store.ContractRoom, p.contract, p.once(key))
}

func (p *payer) wants(key, answer string, replay bool) {
	p.t.Helper()
	outcome, err := p.pay(key)
	if err != nil || outcome.Kept == nil || string(outcome.Kept.Body) != answer || outcome.Replay != replay {
		p.t.Fatalf("%s is answered %+v %v, wanted %s", key, outcome, err, answer)
	}
}

func (p *payer) refused(key string, code refusal.Code) {
	p.t.Helper()
	_, err := p.pay(key)
	var no *refusal.Refusal
	if !errors.As(err, &no) || no.Code != code {
		p.t.Fatalf("%s is answered %v, wanted %s", key, err, code)
	}
}

// held is what the milestone's escrow holds.
func (p *payer) held() int64 {
	p.t.Helper()
	c := must(p.engines[0].Store.Contract(context.Background(), p.contract))
	return int64(c.Milestone().Funded)
}

// TestALostPaymentIsAnsweredByItsKey asks again for a payment that the house has
// settled by itself meanwhile: the key that ordered it is told how it went, once
// and for a day, and any other key that there is nothing to pay (R2.6, R9.2).
func TestALostPaymentIsAnsweredByItsKey(t *testing.T) {
	onEachStore(t, func(r *raced, _ store.Store) {
		p := &payer{r, true}
		box := r.engines[0].Sandbox.Gateway

		p.form(1_000)
		p.lost("before the sweep")
		p.wants("before the sweep", "paid", false)
		p.wants("before the sweep", "paid", true)
		p.swept(0)

		p.form(1_000)
		p.lost("after it")
		p.swept(1)
		p.refused("a stranger's", refusal.AlreadyFunded)
		p.wants("after it", "paid", false)
		p.wants("after it", "paid", true)
		if p.held() != 1_000 {
			t.Errorf("¥%d are held", p.held())
		}

		p.form(1_000)
		p.lost("when all is over")
		p.swept(1)
		p.on("worker", contract.Deliver{Note: "納品", Files: []string{}})
		p.on("client", contract.Accept{})
		p.wants("when all is over", "paid", false)

		p.form(1_000)
		box.Next(gateway.Fail)
		p.lost("failed")
		p.swept(1)
		p.refused("failed", refusal.PaymentFailed)
		if outcome, err := p.pay("failed"); err != nil || string(outcome.Kept.Body) != "no" || !outcome.Replay {
			t.Errorf("a failed payment is answered again with %+v %v", outcome, err)
		}
		p.wants("another try", "paid", false)

		p.refusals = false
		p.form(1_000)
		box.Next(gateway.Fail)
		p.lost("a form")
		p.swept(1)
		p.refused("a form", refusal.PaymentFailed)
		p.wants("a form", "paid", false)

		p.form(1_000)
		p.lost("a day ago")
		p.swept(1)
		now := must(p.engines[0].Now(context.Background()))
		p.do("", transact.MoveClock{To: now.Add(transact.AnswersKept + time.Second)})
		p.refused("a day ago", refusal.AlreadyFunded)
	})
}

// A moody store is away for the write that comes after some others, or for all
// that are about one contract.
type moody struct {
	store.Store
	away  int    // the write that finds nobody, counted from now; 0: none
	never string // a contract whose writes fail
}

func (m *moody) Write(ctx context.Context, names store.Names, decide func(store.Rows) (store.Changes, error)) error {
	if m.away--; m.away == 0 {
		return store.ErrAway
	}
	if m.never != "" && slices.Contains(names.Contracts, m.never) {
		return errors.New("a fault of this contract's alone")
	}
	return m.Store.Write(ctx, names, decide)
}

// TestNobodyIsToldThatAnOrderedPaymentIsNothing loses the database between the order
// and what comes of it: the payment may come all the same, and does.
func TestNobodyIsToldThatAnOrderedPaymentIsNothing(t *testing.T) {
	for _, mood := range []gateway.Mood{gateway.Succeed, gateway.Delay} {
		s := &moody{Store: memory.New()}
		e := open(t, s, 1)
		t.Cleanup(e.Close)
		p := &payer{newRace(t, e), true}
		p.form(1_000)
		e.Sandbox.Gateway.Next(mood)
		s.away = 1
		if _, err := p.pay("never began"); !errors.Is(err, store.ErrAway) || errors.Is(err, store.ErrUnknown) {
			t.Errorf("%s: without an order it says %v", mood, err)
		}
		s.away = 2
		if _, err := p.pay("began"); !errors.Is(err, store.ErrUnknown) {
			t.Errorf("%s: after the order it says %v", mood, err)
		}
		if _, _, err := e.Sandbox.AdvanceFrom(context.Background(), func(now calendar.Instant) (calendar.Instant, error) { return now.Add(time.Hour), nil }); err != nil {
			t.Fatal(err)
		}
		if p.wants("began", "paid", false); p.held() != 1_000 {
			t.Errorf("%s: ¥%d are held", mood, p.held())
		}
	}
}

// TestAPaymentThatCannotBeSettledHoldsUpNoOther: the others are settled, and it is
// once it can be.
func TestAPaymentThatCannotBeSettledHoldsUpNoOther(t *testing.T) {
	s := &moody{Store: memory.New()}
	e := open(t, s, 1)
	t.Cleanup(e.Close)
	p := &payer{newRace(t, e), true}
	p.form(1_000)
	p.lost("first")
	stuck := p.contract
	p.form(1_000)
	p.lost("second")
	s.never = stuck
	done, err := e.Cashier.AskAgain(context.Background())
	if err == nil || len(done) != 1 || done[0].ID != p.contract || p.held() != 1_000 {
		t.Errorf("settled %+v, ¥%d held: %v", done, p.held(), err)
	}
	s.never = ""
	p.swept(1)
	if p.contract = stuck; p.held() != 1_000 {
		t.Errorf("¥%d are held", p.held())
	}
}
