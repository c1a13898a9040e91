package store

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// FoldText brings a text to the one form in which it is searched: full-width
// and half-width, upper and lower case, hiragana and katakana are the same.
func FoldText(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'ァ' && r <= 'ヶ' {
			return r - 'ァ' + 'ぁ'
		}
		return r
	}, strings.ToLower(norm.NFKC.String(s)))
}
