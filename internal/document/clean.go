package document

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// geta stands for a character that the font does not have (下駄, 〓).
const geta = '〓'

// A fair copy is text as it can be printed, with a list of what could not.
type fairCopy struct {
	has     func(rune) bool // the font has a glyph
	missing map[rune]int    // how often each was replaced
	variant map[rune]int    // how often each variation selector was left out
}

// clean makes text printable: composed, without invisible signs, and with 〓 for
// each character that the font lacks. Nothing visible is dropped unnoticed.
func (f *fairCopy) clean(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", "  ").Replace(norm.NFC.String(text))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.Is(unicode.Variation_Selector, r):
			f.variant[r]++
			return -1
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsSpace(r) && r != '\u3000':
			return ' '
		case !f.has(r):
			f.missing[r]++
			return geta
		}
		return r
	}, text)
}

// notes says what the print does not show as it was written.
func (f *fairCopy) notes() (notes []string) {
	if len(f.missing) > 0 {
		notes = append(notes, "〓は、この書面の書体にない文字の代わりです（"+listed(f.missing)+"）。正しい文字は契約条件書の原本（JSON）にあります。")
	}
	if len(f.variant) > 0 {
		notes = append(notes, "字形の指定（異体字セレクタ）のある文字を、標準の字形で印字しています（"+listed(f.variant)+"）。")
	}
	return notes
}

func listed(counts map[rune]int) string {
	var all []string
	for _, r := range slices.SortedFunc(maps.Keys(counts), cmp.Compare[rune]) {
		all = append(all, fmt.Sprintf("U+%04X：%d字", r, counts[r]))
	}
	return strings.Join(all, "、")
}
