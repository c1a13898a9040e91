package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"azukari/internal/bench"
)

// benchCommand measures, and shows again what was measured.
type benchCommand struct {
	Run  benchRun  `cmd:"" default:"withargs" help:"Measure this machine."`
	Draw benchDraw `cmd:"" help:"Show a report that a run has written: as a picture, or as tables in a document."`
}

// benchRun measures.
type benchRun struct {
	Dir       string        `help:"Directory on the disk to measure; a temporary one by default."`
	DB        string        `name:"db" placeholder:"postgres://…" help:"PostgreSQL to measure, in databases that are made and dropped; one is started when its programs are found."`
	Rounds    int           `default:"5" help:"Rounds of the interleaved run, at least 5."`
	Slice     time.Duration `default:"500ms" help:"How long each row is looked at in each round."`
	Rows      []string      `placeholder:"NAME" help:"Only rows whose names begin so, as ${kinds}, or door/message/SQLite/512; several with commas."`
	Contracts []int         `placeholder:"N" default:"5000,50000" help:"Houses of so many contracts, growing, in which deadlines are looked for. The aims speak of 50000,500000,5000000, which needs some 60 GB."`
	Due       int           `default:"1000" help:"How many deadlines fall due together; the aims speak of 10000."`
	Streams   int           `default:"1000" help:"How many live pages are open at once; the aims speak of 10000."`
	Guard     bool          `help:"Fail, too, where a ratio is worse than any machine excuses."`
	Profile   string        `placeholder:"FILE" help:"Write what the processor did in this process while it measured, for go tool pprof: with --rows of one thing, what holds it."`
	JSON      string        `name:"json" placeholder:"FILE" help:"Write the report to this file as well."`
	SVG       string        `name:"svg" placeholder:"FILE" help:"Draw the report into this file."`
}

// Run measures and prints.
func (c benchRun) Run(ctx context.Context) error {
	if c.Rounds < bench.MinRounds {
		return &settingError{"--rounds", fmt.Sprintf("a median of %d rounds says nothing", c.Rounds), fmt.Sprintf("give at least %d", bench.MinRounds)}
	}
	for _, name := range c.Rows {
		if !bench.Known(name) {
			return &settingError{"--rows", fmt.Sprintf("no row's name begins with %q", name), "begin with one of " + bench.KindNames()}
		}
	}
	if len(c.Contracts) == 0 || !slices.IsSorted(c.Contracts) || c.Contracts[0] < 1 {
		return &settingError{"--contracts", "these are no growing sizes", "write them as 5000,50000"}
	}
	if c.Due < 1 || c.Streams < 1 {
		return &settingError{"--due and --streams", "nothing would happen", "give at least 1"}
	}
	if err := c.places(); err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	report, err := bench.Run(ctx, bench.Options{
		Dir: c.Dir, PostgresURL: c.DB, Rounds: c.Rounds, Slice: c.Slice, Rows: c.Rows, Contracts: c.Contracts, Due: c.Due, Streams: c.Streams, Program: program, Guard: c.Guard, Profile: c.Profile, JSON: c.JSON, Out: os.Stdout,
	})
	if c.SVG != "" && len(report.Rows) > 0 {
		err = errors.Join(err, drawn(&report, c.SVG))
	}
	return err
}

// places looks at where the run is to measure and to write, before the minutes
// that it takes.
func (c benchRun) places() error {
	if at, err := os.Stat(c.Dir); c.Dir != "" && (err != nil || !at.IsDir()) {
		return &settingError{"--dir", fmt.Sprintf("%q is not a directory", c.Dir), "name a directory on the disk to measure"}
	}
	if c.DB != "" {
		if err := reachable(c.DB); err != nil {
			return err
		}
	}
	for setting, file := range map[string]string{"--json": c.JSON, "--svg": c.SVG, "--profile": c.Profile} {
		if err := writable(setting, file); err != nil {
			return err
		}
	}
	return nil
}

func writable(setting, file string) error {
	if file == "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return &settingError{setting, err.Error(), "name a file that this user may write"}
	}
	return f.Close()
}

// benchDraw shows a report again.
type benchDraw struct {
	Report string `arg:"" help:"The JSON file of a run."`
	SVG    string `name:"svg" placeholder:"FILE" help:"Draw the report into this file."`
	Into   string `placeholder:"FILE" help:"Put the report's tables into this Markdown file, between its marks."`
}

// Run draws.
func (c benchDraw) Run() error {
	report, err := bench.Read(c.Report)
	if err != nil {
		return &settingError{"REPORT", err.Error(), "name a file that azukari bench --json has written"}
	}
	if c.SVG == "" && c.Into == "" {
		return &settingError{"--svg", "nothing is asked for", "give --svg FILE, or --into FILE, or both"}
	}
	if c.SVG != "" {
		if err := drawn(&report, c.SVG); err != nil {
			return err
		}
	}
	if c.Into == "" {
		return nil
	}
	document, err := os.ReadFile(c.Into)
	if err != nil {
		return &settingError{"--into", err.Error(), "name a document that is there"}
	}
	filled, err := report.Into(string(document))
	if err != nil {
		return &settingError{"--into", err.Error(), "docs/bench.md shows how"}
	}
	return os.WriteFile(c.Into, []byte(filled), 0o644)
}

func drawn(report *bench.Report, file string) error {
	b := &strings.Builder{}
	if err := report.Draw(b); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}
