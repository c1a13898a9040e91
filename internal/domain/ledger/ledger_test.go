package ledger

import (
	"math/rand/v2"
	"testing"

	"azukari/internal/base/money"
	"azukari/internal/domain/policy"
)

var fees = policy.First.Fees

func TestFeesOfWholeContracts(t *testing.T) {
	for _, c := range []struct{ amount, fee, tax, net money.Yen }{
		{0, 0, 0, 0},
		{1, 0, 0, 1},
		{4, 0, 0, 4},
		{5, 1, 0, 4},
		{50, 10, 1, 39},
		{12_345, 2_469, 246, 9_630},
		{99_999, 19_999, 1_999, 78_001},
		{100_000, 20_000, 2_000, 78_000}, // R9.1's own example
		{100_001, 20_000, 2_000, 78_001},
		{100_010, 20_001, 2_000, 78_009},
		{200_000, 30_000, 3_000, 167_000},
		{200_019, 30_000, 3_000, 167_019},
		{200_020, 30_001, 3_000, 167_019},
		{500_000, 45_000, 4_500, 450_500}, // R9.1's own example
		{money.Max, 50_000_020_000, 5_000_002_000, 944_999_978_000},
	} {
		got := FeeOn(fees, 0, Charge{}, c.amount)
		if got != (Charge{c.fee, c.tax}) || c.amount-got.Sum() != c.net {
			t.Errorf("%d: fee %d, tax %d, net %d; want %d, %d, %d", c.amount, got.Fee, got.Tax, c.amount-got.Sum(), c.fee, c.tax, c.net)
		}
	}
}

// TestMilestonesCostWhatTheWholeCosts splits amounts at random: the sum of the
// parts' fees is the whole's, and no part costs more than it is (R9.1, R4.2).
func TestMilestonesCostWhatTheWholeCosts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	short := 0
	for range 20_000 {
		whole := money.Yen(1 + random.Int64N(600_000))
		var before money.Yen
		var taken Charge
		for before < whole {
			part := min(whole-before, money.Yen(1+random.Int64N(int64(whole))))
			c := FeeOn(fees, before, taken, part)
			if c.Fee < 0 || c.Tax < 0 || c.Sum() > part {
				t.Fatalf("a part of %d after %d costs %+v", part, before, c)
			}
			before, taken.Fee, taken.Tax = before+part, taken.Fee+c.Fee, taken.Tax+c.Tax
		}
		want := FeeOn(fees, 0, Charge{}, whole)
		if taken.Sum() > want.Sum() || taken.Sum() < want.Sum()-1 {
			t.Fatalf("%d in parts cost %+v, as a whole %+v", whole, taken, want)
		}
		if taken != want {
			short++
		}
	}
	if short > 10 { // a last part of one yen may be too small for what is left of the fee
		t.Errorf("%d of 20,000 contracts paid a yen less in parts", short)
	}
}

func TestTransfersSumToZero(t *testing.T) {
	from := Origin{Cause: "evt_1", Subject: "ctr_1"}
	charge := Charge{20_000, 2_000}
	for _, tr := range []Transfer{
		Deposit("1", from, "pmt", "a", 5), Hold("2", from, "mst", "a", 5), Release("3", from, "mst", "b", 100_000, charge),
		Split("4", from, "mst", "a", "b", 150_000, 100_000, charge), Refund("5", from, "mst", "a", 5), PayOut("6", from, "pay", "b", 5),
	} {
		if fault := tr.Record().Fault(); fault != "" {
			t.Error(fault)
		}
	}
	if Release("1", from, "m", "b", 10, Charge{}).Key() != Refund("2", from, "m", "a", 10).Key() {
		t.Error("two ways to settle a milestone have two keys: it could be settled twice")
	}
}

func TestImpossibleAmountsPanic(t *testing.T) {
	from := Origin{Cause: "evt_1"}
	for name, move := range map[string]func(){
		"nothing":            func() { Deposit("1", from, "p", "a", 0) },
		"less than nothing":  func() { Hold("1", from, "m", "a", -1) },
		"a fee above":        func() { Release("1", from, "m", "b", 10, Charge{11, 0}) },
		"more than there is": func() { Split("1", from, "m", "a", "b", 10, 11, Charge{}) },
		"too much":           func() { Deposit("1", from, "p", "a", money.Max+1) },
		"without a cause":    func() { Deposit("1", Origin{}, "p", "a", 1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was moved", name)
				}
			}()
			move()
		}()
	}
}
