package bigram

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestOneFormForOneWord(t *testing.T) {
	for _, same := range [][]string{
		{"サーバ", "さーば", "ｻｰﾊﾞ"},
		{"ＥＣサイト", "ecサイト", "ecさいと"},
		{"㈱", "(株)"},
		{"Ｒｕｂｙ　２", "ruby 2"},
	} {
		for _, s := range same {
			if Fold(s) != Fold(same[0]) {
				t.Errorf("%q folds to %q, %q to %q", s, Fold(s), same[0], Fold(same[0]))
			}
		}
	}
}

func TestTokensArePairsAndWholeWords(t *testing.T) {
	tests := map[string][]string{
		"翻訳":                {"翻訳", "訳"},
		"京":                 {"京"},
		"ECサイト":             {"ec", "いと", "さい", "と"},
		"サーバの設定":            {"の設", "ばの", "さー", "ーば", "設定", "定"},
		"Ruby on Rails 7.1": {"1", "7", "on", "rails", "ruby"},
		"「訳」・!?\"*":         {"訳"},
		"":                  nil,
	}
	for text, want := range tests {
		slices.Sort(want)
		if got := Tokens(Fold(text)); !slices.Equal(got, want) {
			t.Errorf("%q has the tokens %q, not %q", text, got, want)
		}
	}
}

// finds is the meaning of a search: what a plain reader would do.
func finds(query, text string) bool {
	folded := Fold(text)
	return !slices.ContainsFunc(Words(query), func(w Word) bool { return !strings.Contains(folded, w.Text) })
}

// narrows is what an index does before.
func narrows(query, text string) bool {
	tokens := Tokens(Fold(text))
	for _, w := range Words(query) {
		for _, token := range w.Tokens {
			if !slices.Contains(tokens, token) {
				return false
			}
		}
		if !slices.ContainsFunc(tokens, func(token string) bool { return strings.HasPrefix(token, w.Prefix) }) && w.Prefix != "" {
			return false
		}
	}
	return true
}

func TestWordsFindTheirTexts(t *testing.T) {
	tests := []struct {
		query, text string
		found       bool
	}{
		{"京都", "京都の町家", true},
		{"京都", "東京都", true}, // inherent in pairs
		{"翻訳", "英日翻訳", true},
		{"訳", "英訳", true},
		{"訳", "訳す人", true},
		{"訳", "翻案", false},
		{"さーば", "Webサーバの設定", true},
		{"ecサイト", "ＥＣサイトの構築", true},
		{"ecサイト", "EC サイト", false},
		{"サイトec", "サイトECなど", true},
		{"ai", "AIで要約", true},
		{"ai", "airship", true},
		{"ai", "email の整理", false},
		{"翻訳 英語", "英語からの翻訳", true},
		{"翻訳 英語", "英語", false},
		{"a訳b", "a訳b", true},
		{"訳b", "翻訳b", true},
		{"c++", "C++ の仕事", true},
		{"100%", "歩合100%です", true},
		{`"翻訳`, `"翻訳" です`, true},
		{`"翻訳`, `翻訳 です`, false},
		{"翻訳 OR 英語", "翻訳", false},
		{"翻* -英", "翻* -英", true},
		{"", "何でも", true},
		{strings.Repeat("x", 50), strings.Repeat("x", 60), true},
	}
	for _, test := range tests {
		if finds(test.query, test.text) != test.found {
			t.Errorf("%q finds %q is not %v", test.query, test.text, test.found)
		}
		if test.found && !narrows(test.query, test.text) {
			t.Errorf("the tokens of %q lose %q", test.query, test.text)
		}
	}
}

// TestTheIndexLosesNothing: what a plain reader finds, the tokens let through.
func TestTheIndexLosesNothing(t *testing.T) {
	letters := rapid.StringOfN(rapid.SampledFrom([]rune("翻訳京ーあアｱﾞがか゛aAＡb1１é̀ゝ々〆・。 　%\"*'\\\x02İ①㍿ﬁ한")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		text := letters.Draw(t, "text")
		query := letters.Draw(t, "query")
		if runes := []rune(text); len(runes) > 0 && rapid.Bool().Draw(t, "part") {
			from := rapid.IntRange(0, len(runes)-1).Draw(t, "from")
			query = string(runes[from:rapid.IntRange(from, len(runes)).Draw(t, "to")])
		}
		if finds(query, text) && !narrows(query, text) {
			t.Fatalf("%q finds %q, but not by its tokens: %q, %+v", query, text, Tokens(Fold(text)), Words(query))
		}
	})
}
