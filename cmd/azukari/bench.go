package main

import (
	"context"
	"fmt"
	"os"

	"azukari/internal/bench"
)

// benchCommand measures.
type benchCommand struct {
	Dir    string `help:"Directory on the disk to measure; a temporary one by default."`
	DB     string `name:"db" placeholder:"postgres://…" help:"PostgreSQL to measure; one is started when its programs are found."`
	Rounds int    `default:"5" help:"Rounds of the interleaved run, at least 5."`
	JSON   string `name:"json" help:"Write the report to this file as well."`
}

// Run measures and prints.
func (c benchCommand) Run(ctx context.Context) error {
	if c.Rounds < bench.MinRounds {
		return &settingError{"--rounds", fmt.Sprintf("a median of %d rounds says nothing", c.Rounds), fmt.Sprintf("give at least %d", bench.MinRounds)}
	}
	if err := c.places(); err != nil {
		return err
	}
	_, err := bench.Run(ctx, bench.Options{Dir: c.Dir, PostgresURL: c.DB, Rounds: c.Rounds, JSON: c.JSON, Out: os.Stdout})
	return err
}

// places looks at where the run is to measure and to write, before the minutes
// that it takes.
func (c benchCommand) places() error {
	if at, err := os.Stat(c.Dir); c.Dir != "" && (err != nil || !at.IsDir()) {
		return &settingError{"--dir", fmt.Sprintf("%q is not a directory", c.Dir), "name a directory on the disk to measure"}
	}
	if c.DB != "" {
		if err := reachable(c.DB); err != nil {
			return err
		}
	}
	if c.JSON == "" {
		return nil
	}
	f, err := os.OpenFile(c.JSON, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return &settingError{"--json", err.Error(), "name a file that this user may write"}
	}
	return f.Close()
}
