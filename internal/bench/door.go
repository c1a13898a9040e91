package bench

import (
	"context"

	"azukari/internal/engine"
)

// doorKind is commands straight through the one door, as the API brings them.
var doorKind = kind{
	name: "door", title: "Through the door, in process",
	says: "One command after another by so many callers at once, each with an idempotency key and a kept answer: " +
		"a message, a payment into escrow, and whole lifecycles of seven commands. \"Sync\" is the disk's own append + fdatasync of 4 KiB in the same round: " +
		"a lone caller cannot be quicker than one, and many callers share one.",
	open: func(ctx context.Context, r *run) error {
		shared, err := r.shared(ctx)
		if err != nil {
			return err
		}
		for _, s := range shared {
			for _, n := range r.crowds() {
				for _, w := range []work{&messages{world: s.world, turns: make([]int, n)}, payments{s.world}, &lifecycles{world: s.world, lives: make([]life, n)}} {
					r.add(&row{
						kind: "door", work: w.name(), database: s.name, callers: n, measure: &calls{subject: s, work: w, callers: n},
						comparisons: r.beside(s, "door", w.name(), n, loneInProcess),
					})
				}
			}
		}
		return nil
	},
}

// crowds are how many callers there are at once: one, a few, and many.
func (r *run) crowds() []int { return []int{1, 16, r.timing.crowd} }

// shared are the databases that most rows share, furnished at their first use: a
// pair of people for each caller of the busiest rows.
func (r *run) shared(ctx context.Context) ([]*subject, error) {
	if r.common != nil {
		return r.common, nil
	}
	opened, err := r.databases(ctx, "", engine.Options{})
	if err != nil {
		return nil, err
	}
	for _, s := range opened {
		if s.world, err = furnish(ctx, s.engine.Door, r.timing.crowd); err != nil {
			return nil, err
		}
	}
	r.common = opened
	return opened, nil
}

// beside is what callers of commands are held against: alone the disk; as a crowd
// the disk's syncs or, on PostgreSQL, pgbench. The crowd's aims are the door's: over
// HTTP the same machine also has to speak HTTP, on both ends.
func (r *run) beside(s *subject, kind, work string, callers int, lone aim) []comparison {
	if callers == 1 {
		return []comparison{toSync(lone)}
	}
	shared, quicker := aim{}, aim{}
	if callers == r.timing.crowd && kind == "door" {
		shared, quicker = crowdOnSQLite, crowdToTPCB
	}
	if s.name != "SQLite" {
		shared = aim{}
	}
	besides := []comparison{perSync(shared)}
	if callers == r.timing.crowd {
		besides = append(besides, to(perSecond, "÷ one caller", aim{}, aim{least: 1.5}, nameOf(kind, work, s.name, 1)))
		if s.name == "PostgreSQL" {
			besides = append(besides, to(perSecond, "÷ TPC-B", quicker, aim{}, r.tpcb...))
		}
	}
	return besides
}
