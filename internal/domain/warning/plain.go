package warning

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A plain text is a text in the one form that the rules know, with the way back
// to the original: NFKC, lower case, without invisible characters, one space for
// any white space, one hyphen for any dash between numbers, "L I N E" and
// "L.I.N.E" as one word, and a number in digits however it was written out.
type plain struct {
	text  string
	spans []span // of each byte
}

// A span is where something stood in the original, in bytes.
type span struct{ from, to int32 }

// original is the span of a piece of the plain text.
func (p *plain) original(from, to int) (int, int) {
	return int(p.spans[from].from), int(p.spans[to-1].to)
}

// A char is a character of the plain text and where it comes from.
type char struct {
	r rune
	span
}

func plainOf(text string) plain {
	chars := digitsOf(squeezed(characters(text)))
	var b strings.Builder
	b.Grow(len(text))
	p := plain{spans: make([]span, 0, len(text))}
	for _, c := range chars {
		n := b.Len()
		b.WriteRune(c.r)
		for range b.Len() - n {
			p.spans = append(p.spans, c.span)
		}
	}
	p.text = b.String()
	return p
}

// characters are a text's, composed and in lower case, without what cannot be
// seen.
func characters(text string) []char {
	all := make([]char, 0, len(text)/2)
	for at := 0; at < len(text); {
		composed := at + norm.NFKC.QuickSpanString(text[at:])
		for at < composed {
			r, n := utf8.DecodeRuneInString(text[at:])
			all = visible(all, r, span{int32(at), int32(at + n)})
			at += n
		}
		if at == len(text) {
			break
		}
		end := at + norm.NFKC.NextBoundaryInString(text[at:], true)
		for _, r := range norm.NFKC.String(text[at:end]) {
			all = visible(all, r, span{int32(at), int32(end)})
		}
		at = end
	}
	for i := 1; i+1 < len(all); i++ {
		if (all[i].r == 'ー' || all[i].r == '一') && digit(all[i-1].r) && digit(all[i+1].r) {
			all[i].r = '-'
		}
	}
	return all
}

// visible adds a character as far as it can be seen.
func visible(all []char, r rune, at span) []char {
	switch {
	case 'ぁ' <= r && r <= '鿿': // as they are
	case 'A' <= r && r <= 'Z':
		r += 'a' - 'A'
	case ' ' < r && r < 0x7f:
	case unicode.IsSpace(r) || unicode.IsControl(r):
		if n := len(all); n > 0 && all[n-1].r == ' ' {
			all[n-1].to = at.to
			return all
		}
		r = ' '
	case r == '\u034f' || unicode.In(r, unicode.Cf, unicode.Variation_Selector):
		return all
	case r == '−' || unicode.Is(unicode.Pd, r):
		r = '-'
	default:
		r = unicode.ToLower(r)
	}
	return append(all, char{r, at})
}

func digit(r rune) bool { return '0' <= r && r <= '9' }

// script says which characters belong together in a word.
func script(r rune) int {
	switch {
	case digit(r):
		return 1
	case r < 0x80 && unicode.IsLetter(r):
		return 2
	case 'ぁ' <= r && r <= 'ゖ':
		return 3
	case 'ァ' <= r && r <= 'ー' && r != '・':
		return 4
	case unicode.IsLetter(r):
		return 5
	}
	return 0
}

// between are the characters that are put between those of a word to hide it.
const between = " ._-・*/|,、★☆"

// squeezed takes out what stands between single characters, three at least:
// "ラ・イ・ン" is ライン.
func squeezed(all []char) []char {
	kept := make([]char, 0, len(all))
	for i := 0; i < len(all); {
		end, letters := run(all, i)
		if letters < 3 { // and so has any shorter run in it
			end = max(end-1, i+1)
			kept = append(kept, all[i:end]...)
			i = end
			continue
		}
		for ; i < end; i += 2 {
			kept = append(kept, all[i])
		}
		i = end
	}
	return kept
}

// run measures the single characters from i on with one and the same separator
// between them, and counts their letters.
func run(all []char, i int) (end, letters int) {
	if i+2 >= len(all) || !strings.ContainsRune(between, all[i+1].r) || !alone(all, i) {
		return i, 0
	}
	sep := all[i+1].r
	for end = i; end < len(all) && alone(all, end) && all[end].r != sep; end += 2 {
		if script(all[end].r) != 0 {
			letters++
		} else if sep != ' ' {
			break
		}
		if end+1 >= len(all) || all[end+1].r != sep {
			return end + 1, letters
		}
	}
	return end - 1, letters
}

// alone reports whether a character is a word by itself.
func alone(all []char, i int) bool {
	s := script(all[i].r)
	if all[i].r == ' ' {
		return false
	}
	return (i == 0 || s == 0 || script(all[i-1].r) != s) && (i+1 == len(all) || s == 0 || script(all[i+1].r) != s)
}

// A wordOf is a digit as people write it out.
type wordOf struct {
	word  string
	digit rune
	weak  bool // a common syllable or letter: a digit only between others
}

// numeralsBy are the numerals by the character that they begin with.
var numeralsBy = func() map[rune][]wordOf {
	by := map[rune][]wordOf{}
	for _, w := range numerals {
		first, _ := utf8.DecodeRuneInString(w.word)
		by[first] = append(by[first], w)
	}
	return by
}()

// numerals are all of them, the longer first.
var numerals = []wordOf{
	{"ゼロ", '0', false}, {"ぜろ", '0', false}, {"zero", '0', false}, {"まる", '0', false}, {"マル", '0', false}, {"〇", '0', false}, {"○", '0', false}, {"◯", '0', false}, {"零", '0', false}, {"oh", '0', true}, {"o", '0', true}, {"о", '0', true},
	{"one", '1', false}, {"いち", '1', false}, {"イチ", '1', false}, {"一", '1', false}, {"壱", '1', false}, {"l", '1', true}, {"i", '1', true},
	{"two", '2', false}, {"にい", '2', false}, {"にー", '2', false}, {"ニイ", '2', false}, {"ニー", '2', false}, {"二", '2', false}, {"ニ", '2', true}, {"に", '2', true},
	{"three", '3', false}, {"さん", '3', false}, {"サン", '3', false}, {"三", '3', false},
	{"four", '4', false}, {"よん", '4', false}, {"ヨン", '4', false}, {"四", '4', false}, {"し", '4', true},
	{"five", '5', false}, {"ごー", '5', false}, {"ゴー", '5', false}, {"五", '5', false}, {"ゴ", '5', true}, {"ご", '5', true},
	{"six", '6', false}, {"ろく", '6', false}, {"ロク", '6', false}, {"六", '6', false},
	{"seven", '7', false}, {"なな", '7', false}, {"ナナ", '7', false}, {"しち", '7', false}, {"七", '7', false},
	{"eight", '8', false}, {"はち", '8', false}, {"ハチ", '8', false}, {"八", '8', false},
	{"nine", '9', false}, {"きゅう", '9', false}, {"キュウ", '9', false}, {"きゅー", '9', false}, {"九", '9', false}, {"く", '9', true},
}

// numeral is the digit that is written at i, and how many characters it takes.
func numeral(all []char, i int) (d rune, n int, written, weak bool) {
	if digit(all[i].r) {
		return all[i].r, 1, false, false
	}
next:
	for _, w := range numeralsBy[all[i].r] {
		n := 0
		for _, r := range w.word {
			if i+n >= len(all) || all[i+n].r != r {
				continue next
			}
			n++
		}
		latin := script(all[i].r) == 2
		if latin && (i > 0 && script(all[i-1].r) == 2 || i+n < len(all) && script(all[i+n].r) == 2) {
			continue
		}
		return w.digit, n, true, w.weak
	}
	return 0, 0, false, false
}

// The least digits of a number that is worth reading: of any with a digit
// written out, and of one mostly written out.
const (
	leastMixed   = 9
	leastWritten = 7
)

// digitsOf writes long numbers in digits: 「〇九〇の…」, 「ぜろきゅうぜろ…」,
// "O9O-…", "zero nine zero …". Plain numbers stay as they are.
func digitsOf(all []char) []char {
	kept := make([]char, 0, len(all))
	for i := 0; i < len(all); {
		number, end := writtenNumber(all, i)
		if number == nil {
			end = max(end, i+1)
			number = all[i:end]
		}
		kept = append(kept, number...)
		i = end
	}
	return kept
}

// writtenNumber reads the number at i. If there is none it is nil, and there is
// none before end either.
func writtenNumber(all []char, i int) (number []char, end int) {
	var digits, written, strong int
	solid, after := 0, i // the number's length and end without weak digits at its end
	spelledBefore, at := false, i
	for gap := 0; at < len(all) && gap <= 2; {
		d, n, spelled, weak := numeral(all, at)
		if weak && script(all[at].r) != 2 && !spelledBefore {
			n = 0
		}
		if n == 0 {
			if len(number) == 0 || !strings.ContainsRune(between+"()のノー", all[at].r) {
				break
			}
			at, gap = at+1, gap+1
			continue
		}
		weak = weak && script(all[at].r) != 2
		number = append(number, char{d, span{all[at].from, all[at+n-1].to}})
		at, gap, spelledBefore = at+n, 0, spelled
		digits++
		if spelled {
			written++
		}
		if !weak {
			solid, after, strong = len(number), at, digits
		}
	}
	if written > 0 && (strong >= leastMixed || strong >= leastWritten && written >= 3) {
		return number[:solid], after
	}
	return nil, at
}
