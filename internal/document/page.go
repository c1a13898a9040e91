package document

import (
	_ "embed"
	"fmt"
	"strconv"

	"github.com/signintech/gopdf"
)

// BIZ UDPGothic, made for being read without mistakes (SIL Open Font License,
// fonts/OFL.txt). It has the characters that names need: 髙 﨑 栁 濵.
//
//go:embed fonts/BIZUDPGothic-Regular.ttf
var font []byte

const family = "BIZ UDPGothic"

// Measures of an A4 page, in points.
const (
	pageWidth, pageHeight = 595.28, 841.89
	left, right           = 56.0, pageWidth - 56
	top, bottom           = 54.0, pageHeight - 64

	numberWidth = 22.0
	labelWidth  = 124.0
	textLeft    = left + labelWidth + 10
	textWidth   = right - 8 - textLeft
	padding     = 6.0

	small, normal, large, huge = 8.0, 9.5, 11.5, 20.0
	leading                    = 1.65 // of a line, by its size
	markWidth                  = 21.0
)

// A line is one paragraph of a row.
type line struct {
	text   string
	mark   string  // in the margin: "1."
	right  string  // at the right edge of its first line
	size   float64 // zero: normal
	grey   bool
	before float64 // space above it
}

// A set line fits the width.
type setLine struct {
	line
	goesOn bool // with the paragraph of the line before
}

func (l setLine) height() float64 { return l.before + l.size*leading }

// A page draws downwards, and goes on with the next page where one is full.
type page struct {
	pdf      *gopdf.GoPdf
	copy     fairCopy
	advances map[rune]float64 // of each character at size 1
	y        float64
	err      error // the first; nothing is drawn after it
}

func newPage() (*page, error) {
	p := &page{pdf: &gopdf.GoPdf{}, advances: map[rune]float64{}}
	p.pdf.Start(gopdf.Config{PageSize: gopdf.Rect{W: pageWidth, H: pageHeight}})
	var lost rune
	if err := p.pdf.AddTTFFontDataWithOption(family, font, gopdf.TtfOption{
		OnGlyphNotFound:           func(r rune) { lost = r },
		OnGlyphNotFoundSubstitute: func(rune) rune { return geta },
	}); err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	if err := p.pdf.SetFont(family, "", normal); err != nil {
		return nil, fmt.Errorf("use the font: %w", err)
	}
	p.copy = fairCopy{missing: map[rune]int{}, variant: map[rune]int{}, has: func(r rune) bool {
		has, err := p.pdf.IsCurrFontContainGlyph(r)
		p.note(err)
		return has
	}}
	if !p.copy.has(geta) || lost != 0 {
		return nil, fmt.Errorf("the font has no %c", geta)
	}
	p.next()
	return p, p.err
}

func (p *page) note(err error) {
	if p.err == nil {
		p.err = err
	}
}

func (p *page) next() {
	p.pdf.AddPage()
	p.y = top
}

// room begins a new page unless the height still fits.
func (p *page) room(height float64) {
	if p.y+height > bottom {
		p.next()
	}
}

func (p *page) advance(r rune) float64 {
	w, known := p.advances[r]
	if !known {
		p.note(p.pdf.SetFontSize(100))
		measured, err := p.pdf.MeasureTextWidth(string(r))
		p.note(err)
		w = measured / 100
		p.advances[r] = w
	}
	return w
}

func (p *page) width(text string, size float64) (sum float64) {
	for _, r := range text {
		sum += p.advance(r) * size
	}
	return sum
}

func (p *page) breakLines(text string, width, size float64) []string {
	return breakLines(text, width, func(r rune) float64 { return p.advance(r) * size })
}

// text draws clean text with its top left corner at x, y.
func (p *page) text(text string, x, y, size float64, grey bool) {
	if text == "" || p.err != nil {
		return
	}
	ink := uint8(0x1a)
	if grey {
		ink = 0x5c
	}
	p.pdf.SetTextColor(ink, ink, ink)
	p.note(p.pdf.SetFontSize(size))
	p.pdf.SetXY(x, y)
	p.note(p.pdf.Cell(nil, text))
}

func (p *page) rule(y, weight float64, ink uint8) {
	p.pdf.SetLineWidth(weight)
	p.pdf.SetStrokeColor(ink, ink, ink)
	p.pdf.Line(left, y, right, y)
}

// title opens the document.
func (p *page) title(title, subtitle string) {
	p.text(title, left, p.y, huge, false)
	p.y += huge * 1.5
	p.text(subtitle, left, p.y, normal, true)
	p.y += normal * leading
	p.rule(p.y+4, 1.5, 0x1a)
	p.y += 14
}

// facts are short lines of name and value under the title.
func (p *page) facts(facts [][2]string) {
	for _, f := range facts {
		p.text(f[0], left, p.y, normal, true)
		p.text(p.copy.clean(f[1]), left+64, p.y, normal, false)
		p.y += normal * leading
	}
	p.y += 8
}

func (p *page) paragraph(text string) {
	for _, l := range p.breakLines(p.copy.clean(text), right-left, normal) {
		p.room(normal * leading)
		p.text(l, left, p.y, normal, false)
		p.y += normal * leading
	}
	p.y += 8
}

// heading opens a table; it never stands alone at the end of a page.
func (p *page) heading(text string) {
	p.room(120)
	p.y += 16
	p.text(text, left, p.y, large, false)
	p.y += large * leading
}

// row draws one row of a table, over as many pages as it needs.
func (p *page) row(number, label string, lines []line) {
	all := p.set(lines)
	labels := p.breakLines(label, labelWidth-numberWidth-10, normal)
	for begun := false; len(all) > 0; begun = true {
		fits := p.fitting(all)
		if fits == 0 {
			p.next()
			fits = p.fitting(all)
		}
		if begun {
			labels = []string{label, "（続き）"}
		}
		p.segment(number, labels, all[:fits])
		all = all[fits:]
		if len(all) > 0 {
			p.next()
		}
	}
}

// set breaks paragraphs into lines.
func (p *page) set(lines []line) (all []setLine) {
	for _, l := range lines {
		if l.size == 0 {
			l.size = normal
		}
		l.right = p.copy.clean(l.right)
		width := textWidth
		if l.mark != "" {
			width -= markWidth
		}
		narrow := width
		if l.right != "" {
			narrow -= p.width(l.right, l.size) + 12
		}
		for i, text := range p.breakLines(p.copy.clean(l.text), narrow, l.size) {
			one := setLine{line: l, goesOn: i > 0}
			one.text = text
			if i > 0 {
				one.right, one.before = "", 0
				if one.mark != "" {
					one.mark = " "
				}
			}
			all = append(all, one)
		}
	}
	return all
}

// fitting is how many of the lines fit here: all, or enough to be worth a break.
func (p *page) fitting(all []setLine) int {
	const fewest = 3
	height := 2 * padding
	for i, l := range all {
		height += l.height()
		if p.y+height <= bottom {
			continue
		}
		if i > 0 && len(all)-i == 1 { // no last line alone on the next page
			i--
		}
		if i > 1 && all[i].goesOn && !all[i-1].goesOn { // no first line of a paragraph alone on this one
			i--
		}
		if i < fewest && p.y > top {
			return 0
		}
		return max(i, 1)
	}
	return len(all)
}

// segment draws the part of a row that stands on this page.
func (p *page) segment(number string, labels []string, lines []setLine) {
	height := 2 * padding
	for _, l := range lines {
		height += l.height()
	}
	height = max(height, 2*padding+float64(len(labels))*normal*leading)
	p.pdf.SetFillColor(0xf1, 0xf3, 0xf6)
	p.pdf.RectFromUpperLeftWithStyle(left, p.y, labelWidth, height, "F")
	p.rule(p.y, 0.5, 0xa8)
	p.rule(p.y+height, 0.5, 0xa8)

	x := left + 8
	if number != "" {
		p.text(number, x, p.y+padding+2, normal, false)
		x += numberWidth - 4
	}
	y := p.y + padding
	for _, label := range labels {
		p.text(label, x, y+2, normal, false)
		y += normal * leading
	}
	y = p.y + padding
	for _, l := range lines {
		y += l.before
		x := textLeft
		if l.mark != "" {
			p.text(l.mark, x+markWidth-6-p.width(l.mark, l.size), y+2, l.size, false)
			x += markWidth
		}
		p.text(l.text, x, y+2, l.size, l.grey)
		if l.right != "" {
			p.text(l.right, right-8-p.width(l.right, l.size), y+2, l.size, false)
		}
		y += l.size * leading
	}
	p.y += height
}

// finish numbers the pages and writes the file. It carries no date of its own,
// so that the same terms are the same bytes.
func (p *page) finish(title, foot string) ([]byte, error) {
	pages := p.pdf.GetNumberOfPages()
	for i := 1; i <= pages; i++ {
		p.note(p.pdf.SetPage(i))
		p.rule(pageHeight-48, 0.5, 0xa8)
		p.text(foot, left, pageHeight-42, small, true)
		number := strconv.Itoa(i) + " / " + strconv.Itoa(pages)
		p.text(number, right-p.width(number, small), pageHeight-42, small, true)
	}
	if p.err != nil {
		return nil, fmt.Errorf("draw: %w", p.err)
	}
	p.pdf.SetInfo(gopdf.PdfInfo{Title: title, Creator: "azukari"})
	file, err := p.pdf.GetBytesPdfReturnErr()
	if err != nil {
		return nil, fmt.Errorf("write the PDF: %w", err)
	}
	return file, nil
}
