package web

import (
	"context"
	"sync"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/engine"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// proofAge is how long one computation serves everybody who asks: it reads the
// whole book.
const proofAge = time.Minute

// A proof keeps the last report on the book.
type proof struct {
	check  func(context.Context, store.Reader) (engine.Report, error)
	mu     sync.Mutex
	at     calendar.Instant // zero before the first
	report engine.Report
	err    error
}

func newProof() *proof { return &proof{check: engine.Check} }

// latest is the report of at most a minute ago, in a sandbox of this moment, for
// there the clock stands still; whoever comes while it is worked
// out waits for it. It is worked out to its end even if who asked has gone.
func (o *proof) latest(v *visit) (engine.Report, calendar.Instant, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.at.IsZero() || v.now > o.at.Add(proofAge) || v.Engine.Sandbox != nil {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(v.ctx), proofAge)
		defer cancel()
		o.report, o.err = o.check(ctx, v.Engine.Store)
		o.at = v.now
	}
	return o.report, o.at, o.err
}

// places are the ledger's kinds of account where money can be, besides the
// gateway that it came from.
var places = []struct {
	kind string
	name words.Text
}{
	{"escrow", words.ProofEscrow}, {"user", words.ProofBalances}, {"payout", words.ProofPayouts},
	{"bank", words.ProofBank}, {"fee", words.ProofFees}, {"tax", words.ProofTax},
}

// show is お預かり金の証明: sums and invariants, and nobody's name.
func (o *proof) show(v *visit) error {
	report, at, err := o.latest(v)
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.FooterProof))
	if err != nil {
		return err
	}
	in := -report.Totals["gateway"]
	model := view.Proof{
		OK: report.OK, Held: p.Yen(report.Totals["escrow"]), At: at, Entries: words.Count(report.Entries), In: p.Yen(in), InYen: in,
	}
	var sum money.Yen
	for _, place := range places {
		there := report.Totals[place.kind]
		sum += there
		model.Places = append(model.Places, view.Place{Kind: place.kind, Name: v.t(place.name), Amount: p.Yen(there), Yen: there})
	}
	model.Sum = p.Yen(sum)
	for _, c := range report.Checks {
		said, ok := words.ProofChecks[c.Name]
		if !ok {
			said = words.ProofOther
		}
		if !c.OK {
			model.Failed++
		}
		model.Checks = append(model.Checks, view.ProofCheck{Name: v.t(said.Name), Body: v.t(said.Body), OK: c.OK})
	}
	return v.ok(view.ProofPage(p, &model))
}
