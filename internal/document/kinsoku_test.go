package document

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// square gives Japanese an em and Latin half of one.
func square(r rune) float64 {
	if r < 0x2000 {
		return 0.5
	}
	return 1
}

func TestLinesBreakWhereJapaneseMay(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  []string
	}{
		{"", 5, []string{""}},
		{"これは本です。", 6, []string{"これは本で", "す。"}}, // 。 takes its neighbour along
		{"昨日「はい」と言う", 4, []string{"昨日「は", "い」と言", "う"}},
		{"価格は1200円です", 5, []string{"価格は", "1200円です"}},
		{"版はv2.10です", 4, []string{"版は", "v2.10で", "す"}},
		{"待つ……とき", 3, []string{"待つ", "……と", "き"}},
		{"a b c", 1, []string{"a", "b", "c"}},
		{"abcdefgh", 2, []string{"abcd", "efgh"}},
		{"。。。。", 2, []string{"。。", "。。"}},
	} {
		got := breakLines(c.text, c.width, square)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in %v: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

// TestNoTextIsLostInAnyWidth breaks anything in any width: nothing but spaces is
// lost, no line is too wide, and no sign stands where it may not unless nothing
// else was possible.
func TestNoTextIsLostInAnyWidth(t *testing.T) {
	letters := []rune("漢字かなカナっーャ、。「」（）……ーabcXYZ019.,-/ 　¥%円々")
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.SampledFrom(letters)).Draw(t, "text"))
		width := float64(rapid.IntRange(2, 30).Draw(t, "width"))
		lines := breakLines(text, width, square)
		if got := strings.Join(lines, ""); without(got) != without(text) {
			t.Fatalf("%q became %q", text, lines)
		}
		for i, l := range lines {
			var used float64
			for _, r := range l {
				used += square(r)
			}
			if used > width {
				t.Fatalf("%q is wider than %v", l, width)
			}
			if r := []rune(l); i > 0 && len(r) > 0 && strings.ContainsRune(notFirst, r[0]) {
				before := []rune(lines[i-1])
				for j := 1; j < len(before); j++ {
					if !isSpace(before[j]) && !strings.ContainsRune(notFirst, before[j]) && !strings.ContainsRune(notLast, before[j-1]) {
						t.Fatalf("%q begins with %c after %q", l, r[0], lines[i-1])
					}
				}
			}
		}
	})
}

func without(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
