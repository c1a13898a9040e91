package engine_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
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
