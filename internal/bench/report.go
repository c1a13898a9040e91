package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"
)

// A Report is what a run saw. Times are in microseconds unless they say
// otherwise, rates per second.
type Report struct {
	Valid      bool       `json:"valid"`
	Doubts     []string   `json:"doubts"` // why it is not valid
	Conditions Conditions `json:"conditions"`
	Disk       Disk       `json:"disk"`
	Databases  []Database `json:"databases"`
	LeftOut    []string   `json:"left_out"` // and why
	Rows       []Row      `json:"rows"`
}

// Disk is what the disk itself took to keep 4 KiB. The ratios stand on Append.
type Disk struct {
	Call      string  `json:"call"`
	Append    Probe   `json:"append"`
	Overwrite Probe   `json:"overwrite"`
	Swing     float64 `json:"swing"` // the slowest median of all probes to the quickest
	Rounds    []Probe `json:"rounds"`
}

// A Probe is the disk over some time.
type Probe struct {
	Median float64 `json:"median_us"`
	Rate   float64 `json:"per_second"`
}

// A Database is one that was measured, and whether its ledger is whole now.
type Database struct {
	Name      string   `json:"name"`
	Version   string   `json:"version"`
	Settings  string   `json:"settings"`
	Bytes     string   `json:"bytes"` // which bytes its rows count
	Notes     []string `json:"notes,omitempty"`
	LedgerOK  bool     `json:"ledger_ok"`
	Entries   int64    `json:"ledger_entries"` // added up by the check
	Fault     string   `json:"ledger_fault,omitempty"`
	Unchecked string   `json:"ledger_unchecked,omitempty"` // why
}

// A Row is what its rounds saw.
type Row struct {
	Kind     string            `json:"kind"`
	Work     string            `json:"work"`
	Database string            `json:"database,omitempty"`
	Callers  int               `json:"callers,omitempty"`
	Figures  map[figure]Series `json:"figures"`
	Ratios   []Ratio           `json:"ratios,omitempty"`
}

// Name is how the row is asked for.
func (r *Row) Name() string { return nameOf(r.Kind, r.Work, r.Database, r.Callers) }

// A Series is a value in each round, and their median.
type Series struct {
	Median float64   `json:"median"`
	Rounds []float64 `json:"rounds"`
}

// A Ratio is a comparison in each round, and their median beside its aim.
type Ratio struct {
	Says string `json:"says"`
	Series
	Aim     string  `json:"aim,omitempty"`
	Reached float64 `json:"reached,omitempty"` // 1 and more: the aim is reached
	Fault   string  `json:"fault,omitempty"`   // it is worse than anything but a fault can make it
}

// maxSwing is of the disk, above which a run says nothing.
const maxSwing = 3.0

func (r *run) report() Report {
	report := Report{Conditions: r.conditions(), Disk: diskOf(r.disk), LeftOut: append([]string{}, r.unmeasured...), Doubts: []string{}}
	doubt := func(format string, args ...any) { report.Doubts = append(report.Doubts, fmt.Sprintf(format, args...)) }
	if len(r.disk) < MinRounds {
		doubt("it has %d rounds; %d are needed", len(r.disk), MinRounds)
	}
	if inMemory(report.Conditions.Filesystem) {
		doubt("the directory is in memory (%s), where nothing is kept: choose one on a disk", report.Conditions.Filesystem)
	}
	if report.Disk.Swing > maxSwing {
		doubt("the disk was too noisy: its probes' medians differ by %.1f×, more than %.0f×", report.Disk.Swing, maxSwing)
	}
	for _, s := range r.subjects {
		for _, d := range s.doubts {
			if !slices.Contains(report.Doubts, d) {
				report.Doubts = append(report.Doubts, d)
			}
		}
		report.Databases = append(report.Databases, s.found())
	}
	seen := map[string][]figures{}
	for _, row := range r.rows {
		seen[row.name()] = row.seen
	}
	for _, row := range r.rows {
		report.Rows = append(report.Rows, row.found(report.Disk.Rounds, seen))
	}
	report.Valid = len(report.Doubts) == 0
	return report
}

func diskOf(rounds []diskRound) Disk {
	d := Disk{Call: syncCall}
	var medians, appended, overwritten []time.Duration
	for _, r := range rounds {
		both := slices.Concat(r.before.appended, r.after.appended)
		d.Rounds = append(d.Rounds, probeOf(both))
		medians = append(medians, quantile(r.before.appended, 0.5), quantile(r.after.appended, 0.5))
		appended = append(appended, both...)
		overwritten = slices.Concat(overwritten, r.before.overwritten, r.after.overwritten)
	}
	d.Append, d.Overwrite = probeOf(appended), probeOf(overwritten)
	d.Swing = ratio(micros(slices.Max(medians)), micros(slices.Min(medians)))
	return d
}

func probeOf(took []time.Duration) Probe {
	return Probe{micros(quantile(took, 0.5)), rateOf(took)}
}

func (s *subject) found() Database {
	d := Database{
		Name: s.title(), Version: s.version, Settings: s.settings, Bytes: s.counted, Notes: s.notes,
		LedgerOK: s.checked.OK, Entries: s.checked.Entries, Unchecked: s.unchecked,
	}
	for _, c := range s.checked.Checks {
		if !c.OK && d.Fault == "" {
			d.Fault = c.Name + ": " + c.Detail
		}
	}
	return d
}

// found sums up what the row saw, beside the disk and the other rows.
func (r *row) found(disk []Probe, all map[string][]figures) Row {
	f := Row{Kind: r.kind, Work: r.work, Database: r.database, Callers: r.callers, Figures: map[figure]Series{}}
	for _, one := range r.seen {
		for name := range one {
			if _, done := f.Figures[name]; !done {
				f.Figures[name] = seriesOf(r.seen, func(_ int, seen figures) float64 { return seen[name] })
			}
		}
	}
	for _, c := range r.comparisons {
		s := seriesOf(r.seen, func(round int, own figures) float64 {
			return c.value(around{own: own, disk: disk[round], other: func(name string) figures {
				if others := all[name]; round < len(others) {
					return others[round]
				}
				return nil
			}})
		})
		if s.Median == 0 { // there was nothing to compare with
			continue
		}
		f.Ratios = append(f.Ratios, c.found(s))
	}
	return f
}

func (c *comparison) found(s Series) Ratio {
	found := Ratio{Says: c.says, Series: s, Aim: c.aim.String()}
	if found.Aim != "" {
		found.Reached = c.aim.reached(s.Median)
	}
	if c.guard != (aim{}) && c.guard.reached(s.Median) < 1 {
		found.Fault = fmt.Sprintf("%s is %.2f, and should be %s on any machine", c.says, s.Median, c.guard)
	}
	return found
}

func seriesOf(rounds []figures, value func(round int, seen figures) float64) (s Series) {
	for i, seen := range rounds {
		s.Rounds = append(s.Rounds, value(i, seen))
	}
	s.Median = quantile(s.Rounds, 0.5)
	return s
}

// fault is a ledger that is not whole, or a ratio that no machine excuses.
func (r *Report) fault(guarded bool) error {
	for _, d := range r.Databases {
		if !d.LedgerOK && d.Unchecked == "" {
			return fmt.Errorf("the ledger of %s is not whole after the run: %s", d.Name, d.Fault)
		}
	}
	for _, row := range r.Rows {
		for _, ratio := range row.Ratios {
			if guarded && ratio.Fault != "" {
				return fmt.Errorf("%s: %s", row.Name(), ratio.Fault)
			}
		}
	}
	return nil
}

func (r *Report) write(path string) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

// Read is a report that a run has written.
func Read(path string) (r Report, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("%s is no report of azukari bench: %w", path, err)
	}
	return r, nil
}
