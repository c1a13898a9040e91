package document

import (
	"strings"
	"unicode"
)

// What may not begin a line (行頭禁則), and what may not end one (行末禁則),
// after JIS X 4051.
const (
	notFirst = "、。，．,.・：；:;？！?!‼⁇⁈⁉゛゜ヽヾゝゞ々〻ー～〜‐゠–" +
		"」』）］｝〉》】〕〗〙｠»’”)]}" +
		"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ" +
		"％‰℃°′″"
	notLast = "「『（［｛〈《【〔〖〘｟«‘“([{￥¥＄$£€№＃#"
	// Doubled, these are one sign.
	inseparable = "…‥—―"
	// Behind a number these belong to it.
	counters = "円年月日時分秒点本件回名人字枚条項号社頁%"
)

// breakLines sets a paragraph in lines no wider than width. No sign stands where
// it may not, Latin words and numbers stay whole, and nothing but spaces at the
// ends of lines is lost. Only what has no allowed place within a whole line is
// broken anywhere.
func breakLines(text string, width float64, advance func(rune) float64) (lines []string) {
	runes := []rune(text)
	start, allowed, used := 0, -1, 0.0
	for i := 0; i < len(runes); i++ {
		if i > start && mayBreak(runes[i-1], runes[i]) {
			allowed = i
		}
		used += advance(runes[i])
		if used <= width || i == start || isSpace(runes[i]) { // spaces may hang over the end
			continue
		}
		at := allowed
		if at <= start {
			at = forced(runes, start, i)
		}
		lines = append(lines, strings.TrimRightFunc(string(runes[start:at]), isSpace))
		for at < len(runes) && isSpace(runes[at]) {
			at++
		}
		start, allowed, used = at, -1, 0
		i = at - 1
	}
	return append(lines, strings.TrimRightFunc(string(runes[start:]), isSpace))
}

// forced is the last place up to i that at least puts no sign where it may not
// stand, and i when there is none.
func forced(runes []rune, start, i int) int {
	for at := i; at > start; at-- {
		if !isSpace(runes[at]) && !strings.ContainsRune(notFirst, runes[at]) && !strings.ContainsRune(notLast, runes[at-1]) {
			return at
		}
	}
	return i
}

// mayBreak says whether a line may end between two characters.
func mayBreak(a, b rune) bool {
	switch {
	case isSpace(b), strings.ContainsRune(notFirst, b):
		return false
	case isSpace(a):
		return true
	case strings.ContainsRune(notLast, a):
		return false
	case a == b && strings.ContainsRune(inseparable, a):
		return false
	case isDigit(a) && strings.ContainsRune(counters, b):
		return false
	}
	return !isWestern(a) || !isWestern(b)
}

func isSpace(r rune) bool { return r == ' ' || r == '\u3000' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

// isWestern reports what is written in words: Latin letters, digits and the
// signs within words.
func isWestern(r rune) bool {
	return '!' <= r && r <= '~' || '０' <= r && r <= '９' || r > '~' && r < 0x3000 && unicode.IsLetter(r)
}
