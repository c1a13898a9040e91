// Package colour is colours as a screen has them, and whether text can be read
// on them. It knows red, green and blue; which colour something has is decided
// elsewhere.
package colour

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A Colour is red, green and blue, each from 0 to 1.
type Colour [3]float64

// White and black.
var (
	White = Colour{1, 1, 1}
	Black = Colour{}
)

// Readable is the contrast that text needs (WCAG 2.2, 1.4.3).
const Readable = 4.5

// Parse reads #rrggbb.
func Parse(text string) (c Colour, ok bool) {
	digits, hash := strings.CutPrefix(text, "#")
	n, err := strconv.ParseUint(digits, 16, 24)
	if !hash || len(digits) != 6 || err != nil {
		return Colour{}, false
	}
	return Of(uint32(n)), true
}

// Of is the colour 0xrrggbb.
func Of(rgb uint32) (c Colour) {
	for i := range c {
		c[i] = float64(rgb>>(16-8*i)&0xff) / 255
	}
	return c
}

// String writes #rrggbb.
func (c Colour) String() string {
	part := func(i int) int { return int(math.Round(c[i] * 255)) }
	return fmt.Sprintf("#%02x%02x%02x", part(0), part(1), part(2))
}

// Towards is the colour some percent of the way to another one.
func (c Colour) Towards(o Colour, percent int) Colour {
	for i := range c {
		c[i] += (o[i] - c[i]) * float64(percent) / 100
	}
	return c
}

// Contrast is that of two colours, from 1 to 21 (WCAG 2.2, 1.4.3).
func Contrast(a, b Colour) float64 {
	light, dark := max(a.luminance(), b.luminance()), min(a.luminance(), b.luminance())
	return (light + 0.05) / (dark + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func (c Colour) luminance() float64 {
	linear := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}
