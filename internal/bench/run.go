package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"azukari/internal/engine"
)

// run is one measuring run in the making.
type run struct {
	options    Options
	timing     timing
	dir        string
	probe      *probe
	subjects   []*subject
	rows       []*row
	unmeasured string // why PostgreSQL was left out
	disk       []diskRound
}

// prepare opens the disk probe and the databases, and furnishes them.
func (r *run) prepare(ctx context.Context) (err error) {
	if r.probe, err = openProbe(r.dir); err != nil {
		return fmt.Errorf("open the disk probe: %w", err)
	}
	embedded, err := openSQLite(ctx, filepath.Join(r.dir, "azukari.db"))
	if err != nil {
		return fmt.Errorf("open SQLite: %w", err)
	}
	r.subjects = append(r.subjects, embedded)
	server, err := r.openPostgres(ctx)
	if err != nil {
		return fmt.Errorf("open PostgreSQL: %w", err)
	}
	if server != nil {
		r.subjects = append(r.subjects, server)
	}
	for _, s := range r.subjects {
		w, err := furnish(ctx, s.engine.Door, r.timing.crowd)
		if err != nil {
			return fmt.Errorf("furnish %s: %w", s.name, err)
		}
		r.rows = append(r.rows, rowsOf(s, w)...)
	}
	return nil
}

// measure visits every row once in each round. Each round begins further down
// the list, so that no row always follows the same disk's mood.
func (r *run) measure(ctx context.Context) error {
	for round := range r.timing.rounds {
		if _, err := fmt.Fprintf(r.options.Out, "round %d of %d\n", round+1, r.timing.rounds); err != nil {
			return err
		}
		before, err := r.probe.take(r.timing.probe)
		if err != nil {
			return err
		}
		first := round * len(r.rows) / r.timing.rounds
		for i := range r.rows {
			row := r.rows[(first+i)%len(r.rows)]
			if err := row.visit(ctx, r.timing); err != nil {
				return fmt.Errorf("measure %s on %s with %d callers: %w", row.work.name(), row.subject.name, row.callers, err)
			}
		}
		after, err := r.probe.take(r.timing.probe)
		if err != nil {
			return err
		}
		r.disk = append(r.disk, diskRound{before, after})
	}
	return nil
}

// check walks through each database once nothing writes any more.
func (r *run) check(ctx context.Context) error {
	for _, s := range r.subjects {
		checked, err := engine.Check(ctx, s.store)
		if err != nil {
			return fmt.Errorf("check the ledger of %s: %w", s.name, err)
		}
		s.checked = checked
	}
	return nil
}

func (r *run) close() error {
	var errs []error
	for _, s := range r.subjects {
		errs = append(errs, s.close())
	}
	if r.probe != nil {
		errs = append(errs, r.probe.close())
	}
	return errors.Join(append(errs, os.RemoveAll(r.dir))...)
}
