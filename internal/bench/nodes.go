package bench

import (
	"context"
	"os"

	"azukari/internal/engine"
)

// nodesKind is two programs on one database against one.
var nodesKind = kind{
	name: "nodes", title: "Two nodes against one",
	says: "azukari as processes of their own (sandboxes) on one PostgreSQL, and the crowd writing messages by the API of one of them, or half of it by each. " +
		"Where callers, nodes and database share few processors, a second node has none to add: it is for outages, and for machines of its own.",
	open: func(ctx context.Context, r *run) error {
		if r.cluster == nil || !r.hasProgram("nodes") {
			return nil
		}
		s, err := r.openPostgres(ctx, "two nodes", engine.Options{})
		if err != nil {
			return err
		}
		r.subjects = append(r.subjects, s)
		r.closers = append(r.closers, s.close)
		if s.world, err = furnish(ctx, s.engine.Door, r.timing.crowd); err != nil {
			return err
		}
		files := r.path("files of the nodes")
		if err := os.Mkdir(files, 0o700); err != nil {
			return err
		}
		var sites []*site
		for range 2 {
			p, err := r.start(ctx, "--db="+s.url, "--data="+files)
			if err != nil {
				return err
			}
			r.closers = append(r.closers, p.end)
			sites = append(sites, p.site)
		}
		n := r.timing.crowd
		one := &row{kind: "nodes", work: "message by one node", database: "PostgreSQL", callers: n}
		two := &row{kind: "nodes", work: "message by two nodes", database: "PostgreSQL", callers: n,
			comparisons: []comparison{to(perSecond, "÷ one node", aim{}, aim{}, one.name())}}
		one.measure = &calls{subject: s, work: &sent{world: s.world, sites: sites[:1], turns: make([]int, n)}, callers: n}
		two.measure = &calls{subject: s, work: &sent{world: s.world, sites: sites, turns: make([]int, n)}, callers: n}
		r.add(one, two)
		return nil
	},
}

// hasProgram notes what is left out where there is no program to start.
func (r *run) hasProgram(kind string) bool {
	if r.options.Program == "" {
		r.leaveOut("%s was NOT measured: there is no program to start", kind)
	}
	return r.options.Program != ""
}
