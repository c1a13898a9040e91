// Package bigram finds Japanese words in texts, one and two characters long as
// most of them are, with the plain word indexes that databases have. A text is
// brought to one form (Fold), and cut into tokens (Tokens): overlapping pairs
// over runs of Japanese, and the last character of a run by itself; words and
// numbers of other scripts stay whole. What somebody looks for becomes Words:
// each says which tokens a text must have, which narrows the search, and which
// piece of its Fold it must contain, which decides. A word may end anywhere, but
// does not begin inside a word of another script: "ai" finds AI, not "email".
// Whatever is neither letter nor number is text like any other; there are no
// operators.
package bigram

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	// begin stands before each word of another script in a folded text, so that
	// a piece of it begins where a word begins.
	begin = '\x02'
	// longest is how many characters of a word of another script are its token.
	longest = 40
)

// Fold brings a text to the one form in which it is searched: full-width and
// half-width, upper and lower case, hiragana and katakana are the same.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	was := other
	for _, r := range strings.ToLower(norm.NFKC.String(s)) {
		if r >= 'ァ' && r <= 'ヶ' {
			r += 'ぁ' - 'ァ'
		}
		if r == begin || r == 0 { // no database keeps the one, and the other is ours
			r = ' '
		}
		is := kindOf(r)
		if is == foreign && was != foreign {
			b.WriteByte(begin)
		}
		b.WriteRune(r)
		was = is
	}
	return b.String()
}

// Tokens lists the tokens of a folded text, each once and in order. They hold
// letters, marks and numbers alone.
func Tokens(folded string) []string {
	var all []string
	runs(folded, func(r run) {
		if r.kind == foreign {
			all = append(all, string(r.text[:min(len(r.text), longest)]))
			return
		}
		all = append(all, pairs(r.text)...)
		all = append(all, string(r.text[len(r.text)-1]))
	})
	slices.Sort(all)
	return slices.Compact(all)
}

// A Word is one of the words that somebody looks for.
type Word struct {
	Text   string   // a text that is found contains it, once folded
	Tokens []string // … and has all of these tokens
	Prefix string   // … and one that begins so, unless it is empty
}

// Words are what a text must have all of, to be found. Those that hold neither
// letters nor numbers have no tokens.
func Words(query string) []Word {
	var all []Word
	for _, text := range strings.Fields(strings.ReplaceAll(Fold(query), string(begin), "")) {
		if text = Fold(text); !slices.ContainsFunc(all, func(w Word) bool { return w.Text == text }) {
			all = append(all, wordOf(text))
		}
	}
	return all
}

func wordOf(folded string) Word {
	w := Word{Text: folded}
	runs(folded, func(r run) {
		switch n := len(r.text); {
		case r.kind == foreign && (n >= longest || !r.last):
			w.Tokens = append(w.Tokens, string(r.text[:min(n, longest)]))
		case r.kind == foreign, n == 1 && r.last:
			w.Prefix = string(r.text)
		case n == 1:
			w.Tokens = append(w.Tokens, string(r.text))
		default:
			w.Tokens = append(w.Tokens, pairs(r.text)...)
		}
	})
	slices.Sort(w.Tokens)
	w.Tokens = slices.Compact(w.Tokens)
	return w
}

// pairs are the overlapping pairs of a run.
func pairs(text []rune) []string {
	var all []string
	for i := range len(text) - 1 {
		all = append(all, string(text[i:i+2]))
	}
	return all
}

// A kind of character.
type kind int

const (
	other    kind = iota // neither letter nor number
	japanese             // written without spaces: Han, kana, hangul
	foreign              // letters and numbers of scripts with spaces
)

func kindOf(r rune) kind {
	switch {
	case r == 'ー' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return japanese
		}
		return other
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		return foreign
	}
	return other
}

// A run is characters of one kind that stand side by side.
type run struct {
	kind kind
	text []rune
	last bool // the text ends with it
}

// runs calls f for each run of letters and numbers.
func runs(folded string, f func(run)) {
	text := []rune(folded)
	for i := 0; i < len(text); {
		k, from := kindOf(text[i]), i
		for i < len(text) && kindOf(text[i]) == k {
			i++
		}
		if k != other {
			f(run{k, text[from:i], i == len(text)})
		}
	}
}
