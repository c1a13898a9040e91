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

// beside is what callers of commands are held against: alone the disk, as a crowd
// the disk's syncs or, on PostgreSQL, pgbench.
func (r *run) beside(s *subject, kind, work string, callers int, lone aim) []comparison {
	switch callers {
	case 1:
		return []comparison{toSync(lone), perSync(aim{})}
	case r.timing.crowd:
		grown := to(perSecond, "÷ one caller", aim{}, aim{least: 1.5}, nameOf(kind, work, s.name, 1))
		if s.name == "SQLite" {
			return []comparison{toSync(aim{}), perSync(crowdOnSQLite), grown}
		}
		return []comparison{toSync(aim{}), perSync(aim{}), to(perSecond, "÷ TPC-B", crowdToTPCB, aim{}, r.tpcb...), grown}
	}
	return []comparison{toSync(aim{}), perSync(aim{})}
}
