package bench

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// print writes the report for people who have never seen one.
func (r *Report) print(out io.Writer) error {
	b := &strings.Builder{}
	r.printConditions(b)
	for _, g := range r.grids() {
		fmt.Fprintf(b, "\n%s\n%s\n\n", g.title, wrapped(g.says, 110))
		g.plain(b)
	}
	r.printVerdict(b)
	_, err := io.WriteString(out, b.String())
	return err
}

func (r *Report) printConditions(b *strings.Builder) {
	c, d := &r.Conditions, &r.Disk
	fmt.Fprintf(b, "\n%d CPUs (GOMAXPROCS %d), %s, %s; %s on %s\n", c.CPUs, c.GOMAXPROCS, c.Go, c.System, c.Dir, c.Filesystem)
	fmt.Fprintf(b, "%d rounds, every row once in each, %d ms after %d ms of warming up. All figures are medians of the rounds.\n", c.Rounds, c.SliceMillis, c.WarmMillis)
	for _, note := range c.Notes {
		fmt.Fprintf(b, "- %s\n", note)
	}
	for _, of := range r.Databases {
		fmt.Fprintf(b, "%s %s: %s\n", of.Name, of.Version, of.Settings)
		for _, note := range of.Notes {
			fmt.Fprintf(b, "- %s\n", note)
		}
	}
	fmt.Fprintf(b, "disk: append 4 KiB + %s (a \"sync\"): median %.0f µs, %.0f/s (overwrite: median %.0f µs, %.0f/s); probes differ by %.2f×\n",
		d.Call, d.Append.Median, d.Append.Rate, d.Overwrite.Median, d.Overwrite.Rate, d.Swing)
	for _, left := range r.LeftOut {
		fmt.Fprintf(b, "%s\n", left)
	}
}

func (r *Report) printVerdict(b *strings.Builder) {
	b.WriteString("\n")
	for _, d := range r.Databases {
		switch {
		case d.Unchecked != "":
			fmt.Fprintf(b, "%s: its books were NOT walked through: %s\n", d.Name, d.Unchecked)
		case d.LedgerOK:
			fmt.Fprintf(b, "%s: KiB each is %s. Ledger and chains are whole: %d entries added up again.\n", d.Name, d.Bytes, d.Entries)
		default:
			fmt.Fprintf(b, "%s: THE LEDGER IS NOT WHOLE: %s\n", d.Name, d.Fault)
		}
	}
	reached, of := r.aims()
	fmt.Fprintf(b, "%d of %d aims are reached\n", reached, of)
	for _, doubt := range r.Doubts {
		fmt.Fprintf(b, "INVALID: %s\n", doubt)
	}
	if r.Valid {
		b.WriteString("valid: the disk was steady enough to compare with\n")
	}
}

// aims counts those that are reached.
func (r *Report) aims() (reached, of int) {
	for _, row := range r.Rows {
		for _, a := range row.Ratios {
			if a.Aim == "" {
				continue
			}
			of++
			if a.Reached >= 1 {
				reached++
			}
		}
	}
	return reached, of
}

// A grid is the rows of one kind as a table.
type grid struct {
	title, says string
	head        []string
	lines       [][]string
	left        int // columns of words; the others are numbers
}

// grids are the kinds that have rows. A column that nothing fills is left out.
func (r *Report) grids() (all []grid) {
	for _, k := range kinds() {
		var rows []Row
		for _, row := range r.Rows {
			if row.Kind == k.name {
				rows = append(rows, row)
			}
		}
		if len(rows) > 0 {
			all = append(all, gridOf(k, rows))
		}
	}
	return all
}

func gridOf(k kind, rows []Row) grid {
	g := grid{title: k.title, says: k.says}
	columns := []struct {
		title string
		text  func(Row) string
	}{
		{"what", func(r Row) string { return r.Work }},
		{"database", func(r Row) string { return r.Database }},
		{"callers", func(r Row) string { return few(r.Callers) }},
	}
	for _, s := range shown {
		columns = append(columns, struct {
			title string
			text  func(Row) string
		}{s.title, func(r Row) string {
			if seen, ok := r.Figures[s.figure]; ok {
				return s.write(seen.Median)
			}
			return ""
		}})
	}
	for _, says := range saidOf(rows) {
		columns = append(columns, struct {
			title string
			text  func(Row) string
		}{says, func(r Row) string { return r.ratio(says) }})
	}
	g.lines = make([][]string, len(rows))
	for i, c := range columns {
		cells, filled := make([]string, len(rows)), false
		for j, row := range rows {
			cells[j] = c.text(row)
			filled = filled || cells[j] != ""
		}
		if !filled {
			continue
		}
		g.head = append(g.head, c.title)
		for j := range rows {
			g.lines[j] = append(g.lines[j], cells[j])
		}
		if i < 2 {
			g.left++
		}
	}
	return g
}

// saidOf lists what the rows are compared with.
func saidOf(rows []Row) (all []string) {
	known := map[string]bool{}
	for _, row := range rows {
		for _, r := range row.Ratios {
			if !known[r.Says] {
				known[r.Says] = true
				all = append(all, r.Says)
			}
		}
	}
	return all
}

// ratio writes a comparison with what became of its aim.
func (r *Row) ratio(says string) string {
	for _, one := range r.Ratios {
		if one.Says != says {
			continue
		}
		text := strconv.FormatFloat(one.Median, 'f', 2, 64)
		switch {
		case one.Aim == "":
			return text
		case one.Reached >= 1:
			return text + " (" + one.Aim + " reached)"
		}
		return text + " (" + one.Aim + " missed)"
	}
	return ""
}

func few(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// plain writes the grid with spaces.
func (g *grid) plain(b *strings.Builder) {
	wide := make([]int, len(g.head))
	for _, line := range append([][]string{g.head}, g.lines...) {
		for i, cell := range line {
			wide[i] = max(wide[i], utf8.RuneCountInString(cell))
		}
	}
	for _, line := range append([][]string{g.head}, g.lines...) {
		text := &strings.Builder{}
		for i, cell := range line {
			blanks := strings.Repeat(" ", wide[i]-utf8.RuneCountInString(cell))
			if i < g.left {
				text.WriteString(cell + blanks + "  ")
			} else {
				text.WriteString(blanks + cell + "  ")
			}
		}
		b.WriteString(strings.TrimRight(text.String(), " ") + "\n")
	}
}

// wrapped breaks a text into lines.
func wrapped(text string, wide int) string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > wide {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return strings.Join(append(lines, line), "\n")
}
