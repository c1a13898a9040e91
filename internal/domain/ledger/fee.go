package ledger

import (
	"azukari/internal/base/money"
	"azukari/internal/domain/policy"
)

// A Charge is what the platform keeps of a worker's gross amount.
type Charge struct {
	Fee money.Yen // システム利用料
	Tax money.Yen // consumption tax on the fee, its own line
}

// Sum of fee and tax.
func (c Charge) Sum() money.Yen { return c.Fee + c.Tax }

// FeeOn computes the charge on gross when earlier milestones of the contract
// already paid the worker before, charged with taken: the bands count over the
// whole contract, fee and tax are each rounded down once on the contract's
// total, and this milestone takes the difference (R9.1, R4.2). A charge never
// exceeds its gross; the yen that would is taken with the next milestone.
func FeeOn(fees policy.Fees, before money.Yen, taken Charge, gross money.Yen) Charge {
	fee := feeOnTotal(fees, before+gross)
	tax := money.RateDown(fee, fees.Tax)
	due := Charge{Fee: fee - taken.Fee, Tax: tax - taken.Tax}
	due.Fee = min(due.Fee, gross)
	due.Tax = min(due.Tax, gross-due.Fee)
	return due
}

func feeOnTotal(fees policy.Fees, total money.Yen) money.Yen {
	var hundredths, from money.Yen // 1/10,000 yen
	for _, band := range fees.Bands {
		to := total
		if band.UpTo != 0 {
			to = min(total, band.UpTo)
		}
		if to > from {
			hundredths += (to - from) * money.Yen(band.Rate)
			from = to
		}
	}
	return hundredths / 10_000
}
