package lifecycle

import (
	"fmt"
	"strings"
)

// Mermaid draws the machine as a Mermaid state diagram: every arrow that moves
// it, labelled with verb, roles and rule.
func (m *Machine) Mermaid() string {
	var b strings.Builder
	fmt.Fprintf(&b, "stateDiagram-v2\n    [*] --> %s\n", m.Start)
	for _, row := range m.Rows {
		for _, from := range row.From {
			for _, to := range row.To {
				if to == Same || (to == from && len(row.To) > 1) {
					continue
				}
				fmt.Fprintf(&b, "    %s --> %s : %s (%s) %s\n", from, to, row.Verb, join(row.By), row.Rule)
			}
		}
	}
	for _, s := range m.Final {
		fmt.Fprintf(&b, "    %s --> [*]\n", s)
	}
	return b.String()
}

// Markdown writes the table for people.
func (m *Machine) Markdown() string {
	var b strings.Builder
	b.WriteString("| verb | by | from | to | rule | when |\n|---|---|---|---|---|---|\n")
	for _, row := range m.Rows {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", row.Verb, join(row.By), join(row.From), join(row.To), row.Rule, row.When)
	}
	return b.String()
}

func join[T ~string](items []T) string {
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = string(item)
	}
	return strings.Join(words, ", ")
}
