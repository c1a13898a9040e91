package bench

import (
	"fmt"
	"io"
	"strings"
)

// print writes the report for people.
func (r *Report) print(out io.Writer) error {
	b := &strings.Builder{}
	r.Conditions.print(b)
	for _, d := range r.Databases {
		fmt.Fprintf(b, "%s %s: %s\n", d.Name, d.Version, d.Settings)
	}
	if r.NotRun != "" {
		fmt.Fprintf(b, "PostgreSQL was NOT measured: %s\n", r.NotRun)
	}
	r.Disk.print(b)
	r.printRows(b)
	r.printVerdict(b)
	_, err := io.WriteString(out, b.String())
	return err
}

func (c *Conditions) print(b *strings.Builder) {
	fmt.Fprintf(b, "\n%d CPUs (GOMAXPROCS %d), %s, %s; %s on %s\n", c.CPUs, c.GOMAXPROCS, c.Go, c.System, c.Dir, c.Filesystem)
	fmt.Fprintf(b, "%d rounds, every row once in each, %d ms after %d ms of warming up\n", c.Rounds, c.SliceMillis, c.WarmMillis)
	for _, note := range c.Notes {
		fmt.Fprintf(b, "- %s\n", note)
	}
}

func (d *Disk) print(b *strings.Builder) {
	fmt.Fprintf(b, "\ndisk: append 4 KiB + %s: median %.0f µs, %.0f/s (overwrite 4 KiB + %s: median %.0f µs, %.0f/s); probes differ by %.2f×\n",
		d.Call, d.Append.Median, d.Append.Rate, d.Call, d.Overwrite.Median, d.Overwrite.Rate, d.Swing)
}

func (r *Report) printRows(b *strings.Builder) {
	fmt.Fprintf(b, "sync: append + %s in the same round. All figures are medians of the rounds.\n\n", r.Disk.Call)
	fmt.Fprintf(b, "%-11s%-10s%8s%12s%14s%12s%12s%14s%14s%10s  %s\n", "database", "work", "callers", "commands/s", "lifecycles/s",
		"median", "p99", "median÷sync", "commands/sync", "KiB/cmd", "aim")
	for _, row := range r.Rows {
		lives, written := "", "–"
		if row.Lives > 0 {
			lives = fmt.Sprintf("%.0f", row.Lives)
		}
		if row.Bytes > 0 {
			written = fmt.Sprintf("%.1f", row.Bytes/1024)
		}
		fmt.Fprintf(b, "%-11s%-10s%8d%12.0f%14s%12s%12s%13.2f×%14.2f%10s  %s\n", row.Database, row.Work, row.Callers, row.Commands,
			lives, millis(row.Median), millis(row.P99), row.TimesDisk, row.PerSync, written, row.verdict())
	}
	b.WriteString("\n")
}

func (r *Row) verdict() string {
	switch {
	case r.Aim == "":
		return ""
	case r.Reached:
		return r.Aim + ": reached"
	}
	return r.Aim + ": missed"
}

func (r *Report) printVerdict(b *strings.Builder) {
	for _, d := range r.Databases {
		fmt.Fprintf(b, "%s: KiB/cmd is %s. ", d.Name, d.Bytes)
		if d.LedgerOK {
			fmt.Fprintf(b, "Ledger and chains are whole: %d entries added up again.\n", d.Entries)
		} else {
			fmt.Fprintf(b, "THE LEDGER IS NOT WHOLE: %s\n", d.Fault)
		}
	}
	for _, doubt := range r.Doubts {
		fmt.Fprintf(b, "INVALID: %s\n", doubt)
	}
	if r.Valid {
		b.WriteString("valid: the disk was steady enough to compare with\n")
	}
}

// millis writes microseconds for people.
func millis(micros float64) string { return fmt.Sprintf("%.2f ms", micros/1000) }
