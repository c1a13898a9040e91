// Package bank is what the banks of Japan ask of a transfer (銀行振込, R10): their
// directory of banks and branches, the holder's name in the kana that a file may
// hold, and the file itself (全銀 総合振込). It is pure: what is sealed is opened
// elsewhere. What cannot be written is refused in words, never changed in
// silence.
package bank

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"strings"
	"sync"
)

//go:embed directory/directory.tsv.gz
var compressed []byte

// A Bank is a financial institution (金融機関).
type Bank struct{ Code, Name, Kana string }

// A Branch is an office of a bank (支店).
type Branch struct{ Code, Name, Kana string }

type listed struct {
	Bank
	branches []Branch
}

// directory reads the embedded list once, when somebody first asks.
var directory = sync.OnceValue(func() []listed {
	text, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		panic(err) // embedded above
	}
	var all []listed
	lines := bufio.NewScanner(text)
	for lines.Scan() {
		if f := strings.Split(lines.Text(), "\t"); f[0] != "" {
			all = append(all, listed{Bank: Bank{f[0], f[1], f[2]}})
		} else {
			last := &all[len(all)-1]
			last.branches = append(last.branches, Branch{f[1], f[2], f[3]})
		}
	}
	if lines.Err() != nil {
		panic(lines.Err())
	}
	return all
})

// FindBank finds a bank by its four digits.
func FindBank(code string) (Bank, bool) {
	for _, b := range directory() {
		if b.Code == code {
			return b.Bank, true
		}
	}
	return Bank{}, false
}

// FindBranch finds a branch by its bank's four digits and its own three.
func FindBranch(bankCode, code string) (Branch, bool) {
	for _, b := range directory() {
		if b.Code != bankCode {
			continue
		}
		for _, r := range b.branches {
			if r.Code == code {
				return r, true
			}
		}
	}
	return Branch{}, false
}

// Banks finds banks by name, kana in any width, or code; what begins so comes
// before what only has it inside.
func Banks(query string, limit int) []Bank {
	var first, rest []Bank
	q := folded(query)
	for _, b := range directory() {
		switch rank(q, b.Code, b.Name, b.Kana) {
		case begins:
			first = append(first, b.Bank)
		case holds:
			rest = append(rest, b.Bank)
		}
	}
	all := append(first, rest...)
	return all[:min(limit, len(all))]
}

// Branches finds branches of a bank in the same way; all of them by an empty
// query.
func Branches(bankCode, query string, limit int) []Branch {
	var first, rest []Branch
	q := folded(query)
	for _, b := range directory() {
		if b.Code != bankCode {
			continue
		}
		for _, r := range b.branches {
			switch rank(q, r.Code, r.Name, r.Kana) {
			case begins:
				first = append(first, r)
			case holds:
				rest = append(rest, r)
			}
		}
	}
	all := append(first, rest...)
	return all[:min(limit, len(all))]
}

const (
	begins = 1
	holds  = 2
)

// rank says how well a query fits: 0 when it does not.
func rank(q, code, name, kana string) int {
	found := 0
	for _, of := range []string{code, folded(name), folded(kana)} {
		switch {
		case strings.HasPrefix(of, q):
			return begins
		case strings.Contains(of, q):
			found = holds
		}
	}
	return found
}

// folded is text as it is searched: full width, katakana, large kana, without
// what people add or leave out.
func folded(s string) string {
	s = large(katakana(wide(s)))
	for _, added := range []string{"銀行", "支店", "信用金庫", "出張所", " ", "ー", "-", "・"} {
		if shorter := strings.ReplaceAll(s, added, ""); shorter != "" {
			s = shorter
		}
	}
	return strings.ToUpper(s)
}
