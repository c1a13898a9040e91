package bank

import (
	"strings"

	"azukari/internal/base/refusal"
)

// Kind is the kind of an account (預金種目), by its digit in a file.
type Kind int

// The kinds that a transfer can go to.
const (
	Ordinary Kind = 1 // 普通
	Current  Kind = 2 // 当座
	Savings  Kind = 4 // 貯蓄
)

// Kinds lists them, the usual one first.
var Kinds = []Kind{Ordinary, Current, Savings}

// An Account is where money can be sent (振込先口座).
type Account struct {
	BankCode   string // four digits
	BranchCode string // three digits
	Kind       Kind
	Number     string // seven digits
	Holder     string // as Holder leaves it
}

// Checked is an account as it is kept: in the directory, its number filled up to
// seven digits, its holder in a bank's letters. The error is a *Fault of the
// holder, or a refusal that names the field.
func (a Account) Checked() (Account, error) {
	if _, ok := FindBank(a.BankCode); !ok {
		return a, refusal.Invalid("bank_code", "R10.1", "There is no bank with this code.")
	}
	if _, ok := FindBranch(a.BankCode, a.BranchCode); !ok {
		return a, refusal.Invalid("branch_code", "R10.1", "This bank has no branch with this code.")
	}
	if a.Kind != Ordinary && a.Kind != Current && a.Kind != Savings {
		return a, refusal.Invalid("kind", "R10.1", "An account is 普通, 当座 or 貯蓄.")
	}
	a.Number = strings.ReplaceAll(wide(strings.TrimSpace(a.Number)), "-", "")
	if a.Number == "" || len(a.Number) > 7 || strings.Trim(a.Number, "0123456789") != "" || strings.Trim(a.Number, "0") == "" {
		return a, refusal.Invalid("number", "R10.1", "An account number has up to seven digits.")
	}
	a.Number = strings.Repeat("0", 7-len(a.Number)) + a.Number
	holder, err := Holder(a.Holder)
	if err != nil {
		return a, err
	}
	a.Holder = holder
	return a, nil
}

// JapanPost is the code of ゆうちょ銀行.
const JapanPost = "9900"

// FromPassbook turns the symbol and number (記号・番号) of a passbook of ゆうちょ銀行
// into a branch and an account number, by the bank's published rule: symbols
// that begin with 1 are 普通 (branch: 2nd and 3rd digit and 8; number without its
// last digit), those that begin with 0 are 当座 (branch: …9; number as it is).
func FromPassbook(symbol, number string) (Account, bool) {
	symbol, number = wide(strings.TrimSpace(symbol)), wide(strings.TrimSpace(number))
	symbol, _, _ = strings.Cut(symbol, "-")
	digits := strings.Trim(symbol+number, "0123456789") == ""
	switch {
	case !digits || len(symbol) != 5 || number == "":
		return Account{}, false
	case symbol[0] == '1' && len(number) >= 2 && len(number) <= 8:
		return Account{BankCode: JapanPost, BranchCode: symbol[1:3] + "8", Kind: Ordinary, Number: number[:len(number)-1]}, true
	case symbol[0] == '0' && len(number) <= 6:
		return Account{BankCode: JapanPost, BranchCode: symbol[1:3] + "9", Kind: Current, Number: number}, true
	}
	return Account{}, false
}
