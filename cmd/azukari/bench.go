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
	_, err := bench.Run(ctx, bench.Options{Dir: c.Dir, PostgresURL: c.DB, Rounds: c.Rounds, JSON: c.JSON, Out: os.Stdout})
	return err
}
