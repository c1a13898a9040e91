package charter

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // a logo
	_ "image/png"  // a logo
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"azukari/internal/base/refusal"
	"azukari/internal/domain/job"
)

// A House is the house's face: what people see of who runs it.
type House struct {
	Version int `json:"-"` // of the edition; 0: nobody has set anything

	Name       string       `json:"name,omitempty"`        // empty: azukari
	Colour     string       `json:"colour,omitempty"`      // #rrggbb, of buttons and links; empty: the program's own
	Logo       []byte       `json:"logo,omitempty"`        // PNG or JPEG; empty: the program's own mark
	MailFooter string       `json:"mail_footer,omitempty"` // below every mail
	Terms      string       `json:"terms,omitempty"`       // 利用規約, a paragraph a line; empty: no page
	Closed     []job.Format `json:"closed,omitempty"`      // formats that take no new jobs
}

var plain House

// Bounds of a face.
const (
	MaxName   = 40
	MaxFooter = 1_000
	MaxTerms  = 100_000
	MaxLogo   = 200 << 10 // bytes
	MaxSide   = 2_000     // pixels of a logo's side
)

// Called is the house's name.
func (h *House) Called() string {
	if h.Name == "" {
		return "azukari"
	}
	return h.Name
}

// Open reports whether a format takes new jobs. What runs goes on in any case.
func (h *House) Open(f job.Format) bool { return !slices.Contains(h.Closed, f) }

// LogoType is the media type of the logo.
func (h *House) LogoType() string {
	if bytes.HasPrefix(h.Logo, []byte("\x89PNG")) {
		return "image/png"
	}
	return "image/jpeg"
}

func (h *House) fit() error {
	for _, f := range []struct {
		field, text string
		most        int
		lines       bool
	}{{"name", h.Name, MaxName, false}, {"mail_footer", h.MailFooter, MaxFooter, true}, {"terms", h.Terms, MaxTerms, true}} {
		if !utf8.ValidString(f.text) || utf8.RuneCountInString(f.text) > f.most {
			return refusal.Invalid(f.field, "", fmt.Sprintf("This has at most %d characters.", f.most))
		}
		if strings.ContainsFunc(f.text, func(r rune) bool { return r < ' ' && (!f.lines || r != '\n') || r == 0x7f }) {
			return refusal.Invalid(f.field, "", "Control characters cannot be part of this.")
		}
	}
	if h.Colour != "" {
		c, ok := parse(h.Colour)
		if !ok {
			return refusal.Invalid("colour", "", "A colour is written as # and six hexadecimal digits.")
		}
		if contrast(c, white) < readable {
			return refusal.Invalid("colour", "", "White text on this colour could not be read: choose a darker one.")
		}
	}
	for _, f := range h.Closed {
		if f != job.Project && f != job.Contest && f != job.Task {
			return refusal.Invalid("closed", "", "The formats are project, contest and task.")
		}
	}
	return h.fitLogo()
}

func (h *House) fitLogo() error {
	if len(h.Logo) == 0 {
		return nil
	}
	if len(h.Logo) > MaxLogo {
		return refusal.Invalid("logo", "", "A logo has at most 200 KB.")
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(h.Logo))
	if err != nil || size.Width > MaxSide || size.Height > MaxSide {
		return refusal.Invalid("logo", "", "A logo is a PNG or JPEG picture of at most 2,000 pixels a side.")
	}
	return nil
}

// A colour is red, green and blue from 0 to 1, as a screen has them.
type colour [3]float64

var (
	white = colour{1, 1, 1}
	night = colour{0x1e / 255., 0x21 / 255., 0x1d / 255.} // a sheet in the dark
)

// readable is the contrast that text needs (WCAG 2.2, 1.4.3).
const readable = 4.5

// Tones are a colour as a page uses it, by day and by night; strong ones are of
// what the pointer is over.
type Tones struct{ Day, DayStrong, Night, NightStrong string }

// Tones of the house's colour; ok is false where it has none of its own.
func (h *House) Tones() (t Tones, ok bool) {
	c, ok := parse(h.Colour)
	if !ok {
		return Tones{}, false
	}
	bright := c
	for contrast(bright, night) < 7 {
		bright = bright.towards(white, 0.1)
	}
	return Tones{c.String(), c.towards(colour{}, 0.25).String(), bright.String(), bright.towards(white, 0.35).String()}, true
}

func parse(text string) (c colour, ok bool) {
	n, err := strconv.ParseUint(strings.TrimPrefix(text, "#"), 16, 32)
	if len(text) != 7 || text[0] != '#' || err != nil {
		return colour{}, false
	}
	for i := range c {
		c[i] = float64(n>>(16-8*i)&0xff) / 255
	}
	return c, true
}

func (c colour) String() string {
	return fmt.Sprintf("#%02x%02x%02x", int(math.Round(c[0]*255)), int(math.Round(c[1]*255)), int(math.Round(c[2]*255)))
}

func (c colour) towards(o colour, by float64) colour {
	for i := range c {
		c[i] += (o[i] - c[i]) * by
	}
	return c
}

// luminance is the relative luminance of WCAG 2.2.
func (c colour) luminance() float64 {
	linear := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}

func contrast(a, b colour) float64 {
	light, dark := max(a.luminance(), b.luminance()), min(a.luminance(), b.luminance())
	return (light + 0.05) / (dark + 0.05)
}
