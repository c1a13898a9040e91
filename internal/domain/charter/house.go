package charter

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // a logo
	_ "image/png"  // a logo
	"slices"
	"strings"
	"unicode/utf8"

	"azukari/internal/base/colour"
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
		c, ok := colour.Parse(h.Colour)
		if !ok {
			return refusal.Invalid("colour", "", "A colour is written as # and six hexadecimal digits.")
		}
		if colour.Contrast(c, tint(c)) < colour.Readable { // which is darker than white
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

// night is a sheet in the dark.
var night = colour.Of(0x1e211d)

// Tones are a colour as the pages use it, by day and by night: of buttons and
// links, of those that the pointer is over, and of a ground beneath them.
type Tones struct{ Day, DayStrong, DayTint, Night, NightStrong, NightTint string }

// Tones of the house's colour; ok is false where it has none of its own.
func (h *House) Tones() (t Tones, ok bool) {
	c, ok := colour.Parse(h.Colour)
	if !ok {
		return Tones{}, false
	}
	bright := c
	for colour.Contrast(bright, night) < 7 {
		bright = bright.Towards(colour.White, 10)
	}
	return Tones{
		c.String(), c.Towards(colour.Black, 25).String(), tint(c).String(),
		bright.String(), bright.Towards(colour.White, 35).String(), night.Towards(bright, 10).String(),
	}, true
}

func tint(c colour.Colour) colour.Colour { return c.Towards(colour.White, 93) }
