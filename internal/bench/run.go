package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"

	"azukari/internal/engine"
)

// run is one measuring run in the making.
type run struct {
	options    Options
	timing     timing
	dir        string
	probe      *probe
	cluster    *cluster // nil: no PostgreSQL
	unmeasured []string // what was left out, and why
	subjects   []*subject
	common     []*subject // those that most rows share
	tpcb       []string   // the names of pgbench's rows
	rows       []*row
	closers    []func() error // of what the kinds opened, the last one first
	disk       []diskRound
}

// A kind of row is opened as one: what it needs is furnished when it is asked for.
type kind struct {
	name  string
	title string
	says  string // to somebody who has never seen the report
	open  func(ctx context.Context, r *run) error
}

// kinds are what is measured, in the order of the report.
func kinds() []kind {
	return []kind{tpcbKind, doorKind, httpKind, hotKind, readsKind, deadlinesKind, outboxKind, nodesKind, memoryKind}
}

// KindNames are what the names of rows begin with, as a list for people.
func KindNames() string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.name)
	}
	return strings.Join(names, ", ")
}

// Known reports whether a row may have a name that begins so.
func Known(name string) bool {
	of, _, _ := strings.Cut(name, "/")
	return slices.ContainsFunc(kinds(), func(k kind) bool { return k.name == of })
}

// asked reports whether rows of that name, or some whose names begin with it, are
// wanted.
func (o *Options) asked(name string) bool {
	return len(o.Rows) == 0 || slices.ContainsFunc(o.Rows, func(wanted string) bool {
		return strings.HasPrefix(name, wanted) || strings.HasPrefix(wanted, name+"/")
	})
}

// prepare opens the disk probe, PostgreSQL, and every kind of row that is asked for.
func (r *run) prepare(ctx context.Context) (err error) {
	if r.probe, err = openProbe(r.dir); err != nil {
		return fmt.Errorf("open the disk probe: %w", err)
	}
	r.closers = append(r.closers, r.probe.close)
	if err := r.openCluster(ctx); err != nil {
		return fmt.Errorf("open PostgreSQL: %w", err)
	}
	for _, k := range kinds() {
		if !r.options.asked(k.name) {
			continue
		}
		r.say("preparing %s", k.title)
		if err := k.open(ctx, r); err != nil {
			return fmt.Errorf("prepare %s: %w", k.name, err)
		}
	}
	if len(r.rows) == 0 {
		return fmt.Errorf("no row is called %s", strings.Join(r.options.Rows, " or "))
	}
	return nil
}

// add takes the rows that are asked for.
func (r *run) add(rows ...*row) {
	for _, one := range rows {
		if r.options.asked(one.name()) {
			r.rows = append(r.rows, one)
		}
	}
}

// leaveOut notes what is not measured.
func (r *run) leaveOut(format string, args ...any) {
	r.unmeasured = append(r.unmeasured, fmt.Sprintf(format, args...))
}

// say tells who waits how far the run is.
func (r *run) say(format string, args ...any) {
	_, _ = fmt.Fprintf(r.options.Out, format+"\n", args...) // the report itself is what must not be lost
}

// measure visits every row once in each round. Each round begins further down
// the list, so that no row always follows the same disk's mood.
func (r *run) measure(ctx context.Context) error {
	for round := range r.timing.rounds {
		r.say("round %d of %d", round+1, r.timing.rounds)
		before, err := r.probe.take(r.timing.probe)
		if err != nil {
			return err
		}
		first := round * len(r.rows) / r.timing.rounds
		for i := range r.rows {
			row := r.rows[(first+i)%len(r.rows)]
			seen, err := row.measure.visit(ctx, r.timing)
			if err != nil {
				return fmt.Errorf("measure %s: %w", row.name(), err)
			}
			row.seen = append(row.seen, seen)
		}
		after, err := r.probe.take(r.timing.probe)
		if err != nil {
			return err
		}
		r.disk = append(r.disk, diskRound{before, after})
	}
	return nil
}

// profiled notes what the processor does meanwhile, where that is asked for.
func (r *run) profiled(do func() error) (err error) {
	if r.options.Profile == "" {
		return do()
	}
	f, err := os.Create(r.options.Profile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return do()
}

// check walks through each database once nothing writes any more.
func (r *run) check(ctx context.Context) error {
	for _, s := range r.subjects {
		if s.unchecked != "" {
			continue
		}
		checked, err := engine.Check(ctx, s.store)
		if err != nil {
			return fmt.Errorf("check the ledger of %s: %w", s.title(), err)
		}
		s.checked = checked
	}
	return nil
}

func (r *run) close() error {
	var errs []error
	for _, last := range slices.Backward(r.closers) {
		errs = append(errs, last())
	}
	return errors.Join(append(errs, os.RemoveAll(r.dir))...)
}

// databases opens one database of each sort for a purpose: "" is the one that
// most rows share.
func (r *run) databases(ctx context.Context, of string, o engine.Options) (opened []*subject, err error) {
	for _, open := range []func(context.Context, string, engine.Options) (*subject, error){r.openSQLite, r.openPostgres} {
		s, err := open(ctx, of, o)
		if err != nil {
			return nil, err
		}
		if s == nil {
			continue
		}
		r.subjects = append(r.subjects, s)
		r.closers = append(r.closers, s.close)
		opened = append(opened, s)
	}
	return opened, nil
}

// path is a place for a file of our own.
func (r *run) path(name string) string {
	return filepath.Join(r.dir, strings.ReplaceAll(name, " ", "-"))
}
