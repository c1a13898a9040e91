package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"sync"

	"azukari/internal/base/money"
	"azukari/internal/engine/clock"
	"azukari/internal/simulate"
)

// simulateCommand lives years of a marketplace.
type simulateCommand struct {
	Seed   uint64 `default:"1" help:"Seed of the first year; the next year has the next seed."`
	Years  int    `default:"1" help:"Marketplace-years: each is a house of its own, lived to its end."`
	Days   int    `default:"365" help:"Days of activity in a year; up to 60 quiet ones follow."`
	People int    `default:"12" help:"People in a house, beside three of the staff."`
	Deals  int    `default:"60" help:"Jobs, contests and tasks begun in a year."`
	Dir    string `help:"Directory for the houses; in memory by default, where the machine offers that."`
}

// Run lives the years, as many at once as the machine has cores, and tells what
// they were; a violation ends it.
func (c simulateCommand) Run(ctx context.Context) error {
	if c.Years < 1 || c.Days < 1 || c.People < 2 || c.Deals < 1 {
		return &settingError{"--years, --days, --people, --deals", "there is nothing to simulate", "give at least one year, one day, one deal and two people"}
	}
	elapsed := clock.Stopwatch()
	reports, errs := make([]simulate.Report, c.Years), make([]error, c.Years)
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for n := range next {
				reports[n], errs[n] = simulate.Run(ctx, c.year(n))
			}
		})
	}
	for n := range c.Years {
		if ctx.Err() == nil {
			next <- n
		}
	}
	close(next)
	workers.Wait()
	all, rest := simulate.Report{Faults: map[string]int{}}, 0
	for n, r := range reports {
		if errs[n] != nil {
			return fmt.Errorf("seed %d: %w", r.Seed, errs[n])
		}
		if r.Violation != nil {
			return c.tell(ctx, n, r)
		}
		fmt.Printf("seed %d: %d commands, %d contracts, %d contests, %d tasks, at rest after %d quiet days, trace %s\n", r.Seed, r.Commands, r.Contracts, r.Contests, r.Tasks, r.Rest, r.Hash)
		all.Commands, all.Refused, all.Replayed, all.Commits = all.Commands+r.Commands, all.Refused+r.Refused, all.Replayed+r.Replayed, all.Commits+r.Commits
		all.Contracts, all.Contests, all.Tasks, all.Answers = all.Contracts+r.Contracts, all.Contests+r.Contests, all.Tasks+r.Tasks, all.Answers+r.Answers
		all.Moved += r.Moved
		for kind, n := range r.Faults {
			all.Faults[kind] += n
		}
		rest = max(rest, r.Rest)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	fmt.Printf("\n%d marketplace-years of %d days, %d people and %d deals each, no violation\n", c.Years, c.Days, c.People, c.Deals)
	fmt.Printf("%d commands answered (%d refused, %d repeats), %d commits\n", all.Commands, all.Refused, all.Replayed, all.Commits)
	fmt.Printf("%d contracts, %d contests, %d tasks with %d answers; %s moved\n", all.Contracts, all.Contests, all.Tasks, all.Answers, money.Yen(all.Moved))
	fmt.Println("faults injected:")
	for _, kind := range slices.Sorted(maps.Keys(all.Faults)) {
		fmt.Printf("  %-26s %d\n", kind, all.Faults[kind])
	}
	fmt.Printf("at rest after at most %d quiet days; %s on %d cores\n", rest, elapsed().Round(1_000_000), runtime.GOMAXPROCS(0))
	return nil
}

func (c simulateCommand) year(n int) simulate.Options {
	return simulate.Options{Seed: c.Seed + uint64(n), Days: c.Days, People: c.People, Deals: c.Deals, Dir: c.Dir}
}

// tell shows a violation with the smallest trace that was found for it.
func (c simulateCommand) tell(ctx context.Context, n int, r simulate.Report) error {
	fmt.Fprintf(os.Stderr, "seed %d, %v\n", r.Seed, r.Violation)
	small := simulate.Shrink(ctx, c.year(n), r)
	fmt.Fprintf(os.Stderr, "\n%s\n\n", small)
	return fmt.Errorf("seed %d: %s does not hold", r.Seed, r.Violation.Invariant)
}
