// Package money counts whole yen (円). There is no floating point here or in
// anything that imports it (R0.4): every division names its rounding, and what
// is left over is the caller's to place.
package money

import "strconv"

// Currency is the ISO 4217 code of every amount in the house: domestic parties
// and yen only.
const Currency = "JPY"

// Yen is an amount in whole yen.
type Yen int64

// Max bounds any single amount: ¥1,000,000,000,000. Sums of a million such
// amounts still fit in 64 bits.
const Max Yen = 1_000_000_000_000

// BasisPoints is a rate in 1/10,000: 2,000 is 20 %.
type BasisPoints int64

// RateDown is amount × rate, rounded down to the yen (R9.1). The amount must
// not be negative and not above Max.
func RateDown(amount Yen, rate BasisPoints) Yen {
	if amount < 0 || amount > Max {
		panic("money: rate of an impossible amount " + strconv.FormatInt(int64(amount), 10))
	}
	return amount * Yen(rate) / 10_000
}

// String groups the digits: 78,000円.
func (y Yen) String() string {
	digits := strconv.FormatInt(int64(y), 10)
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	grouped := make([]byte, 0, len(digits)+len(digits)/3)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			grouped = append(grouped, ',')
		}
		grouped = append(grouped, digits[i])
	}
	return sign + string(grouped) + "円"
}

// Digits is the amount as a form has it: 78000.
func (y Yen) Digits() string { return strconv.FormatInt(int64(y), 10) }
