package colour

import (
	"math"
	"testing"
)

func TestColoursAreReadAndWritten(t *testing.T) {
	for _, text := range []string{"#000000", "#ffffff", "#197a4b", "#0a0b0c"} {
		if c, ok := Parse(text); !ok || c.String() != text {
			t.Errorf("%s became %s, %t", text, c, ok)
		}
	}
	for _, text := range []string{"", "#", "#fff", "197a4b", "##97a4b", "#197a4g", "#197a4b0", "#+97a4b", "green"} {
		if c, ok := Parse(text); ok {
			t.Errorf("%q was read as %s", text, c)
		}
	}
	if got := White.Towards(Black, 50).String(); got != "#808080" {
		t.Errorf("half way from white to black is %s", got)
	}
}

// The figures are those of the contrast checkers that follow WCAG.
func TestContrastIsThatOfTheGuidelines(t *testing.T) {
	for _, c := range []struct {
		one, other string
		want       float64
	}{
		{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#767676", "#ffffff", 4.54}, {"#ff0000", "#ffffff", 4.00}, {"#0000ff", "#ffffff", 8.59}, {"#123456", "#123456", 1},
	} {
		one, _ := Parse(c.one)
		other, _ := Parse(c.other)
		if got := Contrast(one, other); math.Abs(got-c.want) > 0.006 || got != Contrast(other, one) {
			t.Errorf("%s on %s has %.3f, not %.2f", c.one, c.other, got, c.want)
		}
	}
}
