package simulate

import (
	"context"
	"os"
	"strconv"
	"testing"

	"azukari/internal/domain/contract"
	"azukari/internal/store"
)

// short is a world that is lived in a moment.
func short(seed uint64) Options { return Options{Seed: seed, Days: 12, People: 7, Deals: 400} }

// TestSeedsHold lives a few short years; AZUKARI_SIMULATE says how many. The
// years of a submission are run by `azukari simulate`.
func TestSeedsHold(t *testing.T) {
	seeds := 8
	if n, err := strconv.Atoi(os.Getenv("AZUKARI_SIMULATE")); err == nil {
		seeds = n
	}
	for seed := range seeds {
		report, err := Run(context.Background(), short(uint64(seed+1)))
		if err != nil {
			t.Fatal(err)
		}
		if v := report.Violation; v != nil {
			t.Errorf("seed %d: %v", seed+1, v)
			if os.Getenv("AZUKARI_SIMULATE") == "" {
				t.Log(Shrink(context.Background(), short(uint64(seed+1)), report))
			}
			return
		}
		t.Logf("%+v", report)
	}
}

// TestOneSeedIsOneHistory runs one seed a hundred times.
func TestOneSeedIsOneHistory(t *testing.T) {
	o := Options{Seed: 5, Days: 4, People: 5, Deals: 900}
	first := ""
	for n := range 100 {
		report, err := Run(context.Background(), o)
		if err != nil || report.Violation != nil {
			t.Fatal(err, report.Violation)
		}
		if first == "" {
			first = report.Hash
		}
		if report.Hash != first || report.Commands < 20 {
			t.Fatalf("run %d of one seed has the trace %s, the first had %s (%d commands)", n+1, report.Hash, first, report.Commands)
		}
	}
}

// TestATraceIsMadeSmaller doubts that anything is ever delivered, and must be shown
// so with next to nobody.
func TestATraceIsMadeSmaller(t *testing.T) {
	o := short(12)
	o.doubt = func(c store.Changes) string {
		for _, e := range c.Events {
			if e.Kind == contract.DeliveryMade {
				return "something was delivered"
			}
		}
		return ""
	}
	report, err := Run(context.Background(), o)
	if err != nil || report.Violation == nil {
		t.Fatal("nothing was delivered", err)
	}
	small := Shrink(context.Background(), o, report)
	t.Log(small)
	if len(small.People) > 2 || small.Steps > 12 || small.Violation.Invariant != report.Violation.Invariant || small.Violation.Day > report.Violation.Day {
		t.Errorf("a trace of %v and %d of %d steps is left, on day %d for day %d", small.People, small.Steps, small.Before, small.Violation.Day, report.Violation.Day)
	}
}
