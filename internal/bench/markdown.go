package bench

import (
	"fmt"
	"strings"
)

// The marks between which a document keeps the report's tables.
const (
	docBegins = "<!-- bench: written by `azukari bench draw` -->"
	docEnds   = "<!-- end of the bench -->"
)

// Into puts the report's tables between the marks of a document.
func (r *Report) Into(document string) (string, error) {
	before, rest, begins := strings.Cut(document, docBegins)
	_, after, ends := strings.Cut(rest, docEnds)
	if !begins || !ends {
		return "", fmt.Errorf("the document has no place for the tables: put %s and %s into it", docBegins, docEnds)
	}
	return before + docBegins + "\n" + r.markdown() + docEnds + after, nil
}

func (r *Report) markdown() string {
	b := &strings.Builder{}
	reached, of := r.aims()
	fmt.Fprintf(b, "%s. %d of %d aims are reached.\n", r.under(), reached, of)
	for _, g := range r.grids() {
		fmt.Fprintf(b, "\n### %s\n\n%s\n\n", g.title, g.says)
		g.piped(b)
	}
	b.WriteString("\n")
	for _, d := range r.Databases {
		fmt.Fprintf(b, "- %s %s: %s. ", d.Name, d.Version, d.Settings)
		for _, note := range d.Notes {
			fmt.Fprintf(b, "%s. ", note)
		}
		if d.Unchecked != "" {
			fmt.Fprintf(b, "Its books were not walked through: %s.\n", d.Unchecked)
		} else {
			fmt.Fprintf(b, "%s ledger entries added up again afterwards.\n", whole(float64(d.Entries)))
		}
	}
	for _, left := range r.LeftOut {
		fmt.Fprintf(b, "- %s.\n", left)
	}
	return b.String()
}

// piped writes the grid as a table of Markdown.
func (g *grid) piped(b *strings.Builder) {
	fmt.Fprintf(b, "| %s |\n|", strings.Join(g.head, " | "))
	for i := range g.head {
		if i < g.left {
			b.WriteString("---|")
		} else {
			b.WriteString("--:|")
		}
	}
	b.WriteString("\n")
	for _, line := range g.lines {
		fmt.Fprintf(b, "| %s |\n", strings.Join(line, " | "))
	}
}
