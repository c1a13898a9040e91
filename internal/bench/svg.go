package bench

import (
	"fmt"
	"html"
	"io"
	"math"
	"strconv"
	"strings"
)

// The picture's measures, in its own units.
const (
	pictureWide = 980
	lineHigh    = 22
	wordsWide   = 430 // of the rows' names
	barsWide    = 220 // up to the end of the scale
)

// Draw writes the report as a picture (SVG): how far each aim is reached, and what
// many callers get done. It says in words what it shows, follows light and dark,
// and loads nothing.
func (r *Report) Draw(out io.Writer) error {
	p := &picture{}
	reached, of := r.aims()
	p.text(0, 24, "h", "azukari bench")
	p.text(0, 44, "m", r.under())
	p.y = 58
	p.heading(fmt.Sprintf("Aims: %d of %d are reached", reached, of), "a bar that comes to the line has reached its aim; the scale ends at twice that")
	top := p.y
	for _, row := range r.Rows {
		for _, a := range row.Ratios {
			if a.Aim != "" {
				p.aim(row.words(), a)
			}
		}
	}
	p.line(wordsWide+barsWide/2, top, p.y)
	p.heading("Commands per second", "of many callers at once: how many is the last number of each name")
	fastest := 0.0
	for _, row := range r.Rows {
		if r.busy(row) {
			fastest = max(fastest, row.Figures[perSecond].Median)
		}
	}
	for _, row := range r.Rows {
		if r.busy(row) {
			n := row.Figures[perSecond].Median
			p.bar(row.words(), "n", 2*barsWide*ratio(n, fastest), 0, whole(n))
		}
	}
	_, err := io.WriteString(out, p.finished(r))
	return err
}

// crowd is how many callers the busiest rows have.
func (r *Report) crowd() (most int) {
	for _, row := range r.Rows {
		most = max(most, row.Callers)
	}
	return most
}

// busy are the rows in which many callers do what they can, and pgbench's.
func (r *Report) busy(row Row) bool {
	switch row.Kind {
	case "tpcb":
		return true
	case "door", "http", "hot", "nodes":
		return row.Callers == r.crowd()
	}
	return false
}

// under says under which conditions, and whether it counts, in a line.
func (r *Report) under() string {
	valid := "valid"
	if !r.Valid {
		valid = "INVALID: " + strings.Join(r.Doubts, "; ")
	}
	c := &r.Conditions
	return fmt.Sprintf("%d CPUs, %s, %s; %d rounds of %d ms; a sync takes %.0f µs; %s", c.CPUs, c.Filesystem, c.Go, c.Rounds, c.SliceMillis, r.Disk.Append.Median, valid)
}

// words is the row's name for people.
func (r *Row) words() string {
	text := r.Kind + ": " + r.Work
	if r.Database != "" {
		text += ", " + r.Database
	}
	if r.Callers > 0 {
		text += ", " + strconv.Itoa(r.Callers)
	}
	return text
}

// A picture is drawn from top to bottom.
type picture struct {
	b strings.Builder
	y int
}

func (p *picture) text(x, y int, class, words string) {
	fmt.Fprintf(&p.b, "<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>\n", x+16, y, class, html.EscapeString(words))
}

func (p *picture) heading(title, says string) {
	p.y += 36
	p.text(0, p.y, "h2", title)
	p.text(wordsWide, p.y, "m", says)
	p.y += 8
}

// aim draws how far a ratio comes; twice its aim fills the scale.
func (p *picture) aim(words string, a Ratio) {
	class, verdict := "no", "missed"
	if a.Reached >= 1 {
		class, verdict = "yes", "reached"
	}
	p.bar(words, class, barsWide*math.Min(1, a.Reached/2), barsWide, fmt.Sprintf("%s %.2f, aim %s: %s", a.Says, a.Median, a.Aim, verdict))
}

// bar draws one, and says something at a place that is beyond its end.
func (p *picture) bar(words, class string, wide float64, at int, says string) {
	p.text(0, p.y+16, "t", words)
	fmt.Fprintf(&p.b, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" class=\"%s\"/>\n", wordsWide+16, p.y+4, math.Max(1, wide), lineHigh-6, class)
	p.text(wordsWide+max(at, int(wide))+8, p.y+16, "v", says)
	p.y += lineHigh
}

func (p *picture) line(x, from, to int) {
	fmt.Fprintf(&p.b, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n", x+16, from, x+16, to)
}

// style has a light and a dark side; no meaning is in a colour alone.
const style = `text{font:13px system-ui,sans-serif;fill:#1c2530}.h{font-size:18px;font-weight:600}.h2{font-size:15px;font-weight:600}.m{fill:#556270;font-size:12px}.v{font-size:12px}
.back{fill:#fff}.yes{fill:#2f7d6b}.no{fill:#c0692b}.n{fill:#3b6ea5}line{stroke:#1c2530;stroke-dasharray:3 3}
@media(prefers-color-scheme:dark){text{fill:#e6eaee}.m{fill:#a9b4bf}.back{fill:#14181d}.yes{fill:#55b39c}.no{fill:#e08d52}.n{fill:#6fa3da}line{stroke:#e6eaee}}`

func (p *picture) finished(r *Report) string {
	high := p.y + 20
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="bench-title bench-desc">
<title id="bench-title">azukari bench</title>
<desc id="bench-desc">%s</desc>
<style>%s</style>
<rect class="back" width="100%%" height="100%%"/>
%s</svg>
`, pictureWide, high, pictureWide, high, html.EscapeString(r.inWords()), style, p.b.String())
}

// inWords is what the picture shows, for who cannot see it.
func (r *Report) inWords() string {
	b := &strings.Builder{}
	fmt.Fprintf(b, "%s.", r.under())
	for _, row := range r.Rows {
		for _, a := range row.Ratios {
			if a.Aim == "" {
				continue
			}
			verdict := "missed"
			if a.Reached >= 1 {
				verdict = "reached"
			}
			fmt.Fprintf(b, " %s: %s %.2f, aim %s %s.", row.words(), a.Says, a.Median, a.Aim, verdict)
		}
		if r.busy(row) {
			fmt.Fprintf(b, " %s: %s per second.", row.words(), whole(row.Figures[perSecond].Median))
		}
	}
	return b.String()
}
