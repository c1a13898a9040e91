package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"
)

// A Report is what a run saw. Times are in microseconds, rates per second.
type Report struct {
	Valid      bool       `json:"valid"`
	Doubts     []string   `json:"doubts"` // why it is not valid
	Conditions Conditions `json:"conditions"`
	Disk       Disk       `json:"disk"`
	Databases  []Database `json:"databases"`
	NotRun     string     `json:"postgresql_not_measured,omitempty"` // why
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
	Name     string `json:"name"`
	Version  string `json:"version"`
	Settings string `json:"settings"`
	Bytes    string `json:"bytes"` // which bytes its rows count
	LedgerOK bool   `json:"ledger_ok"`
	Entries  int64  `json:"ledger_entries"` // added up by the check
	Fault    string `json:"ledger_fault,omitempty"`
}

// A Row is the medians of its rounds. TimesDisk is the median of a command to
// that of a sync of the same round; PerSync is commands to syncs of the same
// time.
type Row struct {
	Database  string  `json:"database"`
	Work      string  `json:"work"`
	Callers   int     `json:"callers"`
	Commands  float64 `json:"commands_per_second"`
	Lives     float64 `json:"lifecycles_per_second,omitempty"`
	Median    float64 `json:"median_us"`
	P99       float64 `json:"p99_us"`
	TimesDisk float64 `json:"median_to_sync"`
	PerSync   float64 `json:"commands_per_sync"`
	Bytes     float64 `json:"bytes_per_command"`
	Aim       string  `json:"aim,omitempty"`
	Reached   bool    `json:"aim_reached,omitempty"`
	Rounds    []Round `json:"rounds"`
}

// A Round is one visit to a row.
type Round struct {
	Counted   int     `json:"counted"` // commands
	Commands  float64 `json:"commands_per_second"`
	Lives     float64 `json:"lifecycles_per_second,omitempty"`
	Median    float64 `json:"median_us"`
	P99       float64 `json:"p99_us"`
	TimesDisk float64 `json:"median_to_sync"`
	PerSync   float64 `json:"commands_per_sync"`
	Bytes     float64 `json:"bytes_per_command"`
}

const (
	maxSwing   = 3.0 // of the disk, above which a run says nothing
	loneAim    = 1.3 // a lone caller waits for one sync and little more
	crowdAim   = 4.0 // commands of a full crowd that share a sync
	aimForLone = "≤ 1.3× sync"
	aimForMany = "≥ 4 per sync"
)

func (r *run) report() Report {
	report := Report{Conditions: r.conditions(), Disk: diskOf(r.disk), NotRun: r.unmeasured, Doubts: []string{}}
	if inMemory(report.Conditions.Filesystem) {
		report.Doubts = append(report.Doubts, "the directory is in memory ("+report.Conditions.Filesystem+"), where nothing is kept: choose one on a disk")
	}
	if report.Disk.Swing > maxSwing {
		report.Doubts = append(report.Doubts, fmt.Sprintf("the disk was too noisy: its probes' medians differ by %.1f×, more than %.0f×", report.Disk.Swing, maxSwing))
	}
	for _, s := range r.subjects {
		report.Doubts = append(report.Doubts, s.doubts...)
		report.Databases = append(report.Databases, s.found())
	}
	for _, row := range r.rows {
		report.Rows = append(report.Rows, row.found(report.Disk.Rounds))
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
	return Probe{micros(quantile(took, 0.5)), perSecond(took)}
}

func (s *subject) found() Database {
	d := Database{
		Name: s.name, Version: s.version, Settings: s.settings, Bytes: s.counted,
		LedgerOK: s.checked.OK, Entries: s.checked.Entries,
	}
	for _, c := range s.checked.Checks {
		if !c.OK && d.Fault == "" {
			d.Fault = c.Name + ": " + c.Detail
		}
	}
	return d
}

func (r *row) found(disk []Probe) Row {
	f := Row{Database: r.subject.name, Work: r.work.name(), Callers: r.callers}
	for i, v := range r.visits {
		f.Rounds = append(f.Rounds, Round{
			Counted: v.commands, Commands: v.commandsPerSecond, Lives: v.lifecyclesPerSecond,
			Median: micros(v.median), P99: micros(v.p99), Bytes: v.bytesPerCommand,
			TimesDisk: ratio(micros(v.median), disk[i].Median), PerSync: ratio(v.commandsPerSecond, disk[i].Rate),
		})
	}
	f.Commands = medianOf(f.Rounds, func(r Round) float64 { return r.Commands })
	f.Lives = medianOf(f.Rounds, func(r Round) float64 { return r.Lives })
	f.Median = medianOf(f.Rounds, func(r Round) float64 { return r.Median })
	f.P99 = medianOf(f.Rounds, func(r Round) float64 { return r.P99 })
	f.TimesDisk = medianOf(f.Rounds, func(r Round) float64 { return r.TimesDisk })
	f.PerSync = medianOf(f.Rounds, func(r Round) float64 { return r.PerSync })
	f.Bytes = medianOf(f.Rounds, func(r Round) float64 { return r.Bytes })
	switch r.callers {
	case 1:
		f.Aim, f.Reached = aimForLone, f.TimesDisk <= loneAim
	case fullCrowd:
		f.Aim, f.Reached = aimForMany, f.PerSync >= crowdAim
	}
	return f
}

// fault is a ledger that is not whole.
func (r *Report) fault() error {
	for _, d := range r.Databases {
		if !d.LedgerOK {
			return fmt.Errorf("the ledger of %s is not whole after the run: %s", d.Name, d.Fault)
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
