// Package bench measures the house on this machine: what `azukari bench` runs.
// Its rows are of several kinds (run.go lists them), on SQLite and, where there is
// one, on PostgreSQL. It promises that all rows and the disk itself are measured
// in one run, interleaved, so that each ratio is of what was seen in the same
// round; that the ledger of each database is checked afterwards; and that a run on
// a disk that was too noisy, or that does not keep what it is told, is called
// invalid. It refuses to touch a database that it did not make.
package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Options say what is measured and for how long.
type Options struct {
	Dir         string        // on the disk to measure; empty: the system's temporary one
	PostgresURL string        // a server on which a database may be made; empty: one is started when its programs are found
	NoPostgres  bool          // leave PostgreSQL out
	Rounds      int           // at least 5; 0: 5
	Slice       time.Duration // how long each row is measured in each round; 0: 500 ms
	Rows        []string      // names, or how names begin; none: all
	Contracts   []int         // sizes of the houses in which deadlines are looked for, growing; none: 5,000 and 50,000
	Due         int           // how many deadlines fall due together; 0: 1,000
	Streams     int           // how many pages are open at once; 0: 1,000
	Program     string        // azukari itself, to be measured as a process of its own; empty: rows that need it are left out
	Guard       bool          // a ratio that no machine excuses is an error
	Quick       bool          // two rounds of tiny slices and a small crowd: shows that it runs, measures nothing
	Profile     string        // write what the processor did while it measured to this file; empty: do not
	JSON        string        // write the report to this file too; empty: do not
	Out         io.Writer     // where the table goes; nil: nowhere
}

// MinRounds is how many rounds a median needs to be worth printing.
const MinRounds = 5

// fullCrowd is how many callers the busiest rows have.
const fullCrowd = 512

// timing is how long things are looked at, and by how many callers at most.
type timing struct {
	rounds             int
	warm, slice, probe time.Duration
	crowd              int
	quick              bool // shows that it runs, measures nothing
}

func (o Options) timing() (timing, error) {
	if o.Quick {
		return timing{2, 5 * time.Millisecond, 30 * time.Millisecond, 10 * time.Millisecond, 32, true}, nil
	}
	t := timing{o.Rounds, 0, o.Slice, 250 * time.Millisecond, fullCrowd, false}
	if t.rounds == 0 {
		t.rounds = MinRounds
	}
	if t.slice == 0 {
		t.slice = 500 * time.Millisecond
	}
	t.warm = t.slice / 4
	if t.rounds < MinRounds || t.slice < 0 {
		return t, fmt.Errorf("%d rounds of %s: at least %d rounds are needed", t.rounds, t.slice, MinRounds)
	}
	return t, nil
}

// Run measures, prints the table and, when asked, writes the JSON file. A report
// that is not valid is no error, but says so; a ledger that is not whole is one.
func Run(ctx context.Context, o Options) (report Report, err error) {
	t, err := o.timing()
	if err != nil {
		return Report{}, err
	}
	o.sized()
	if o.Out == nil {
		o.Out = io.Discard
	}
	dir, err := newDir(o.Dir)
	if err != nil {
		return Report{}, fmt.Errorf("make a directory to measure in: %w", err)
	}
	r := &run{options: o, timing: t, dir: dir}
	defer func() { err = errors.Join(err, r.close()) }()
	if err := r.prepare(ctx); err != nil {
		return Report{}, err
	}
	if err := r.profiled(func() error { return r.measure(ctx) }); err != nil {
		return Report{}, err
	}
	if err := r.check(ctx); err != nil {
		return Report{}, err
	}
	report = r.report()
	if err := report.print(o.Out); err != nil {
		return report, fmt.Errorf("print the report: %w", err)
	}
	if o.JSON != "" {
		if err := report.write(o.JSON); err != nil {
			return report, fmt.Errorf("write the report: %w", err)
		}
	}
	return report, report.fault(o.Guard && !o.Quick)
}

// sized gives what was left open.
func (o *Options) sized() {
	switch {
	case o.Quick:
		o.Contracts, o.Due, o.Streams = []int{600, 1200}, 40, 40
		return
	case len(o.Contracts) == 0:
		o.Contracts = []int{5_000, 50_000}
	}
	if o.Due == 0 {
		o.Due = 1_000
	}
	if o.Streams == 0 {
		o.Streams = 1_000
	}
}

// newDir makes a directory of our own. The server's user must be able to pass
// through it when we are root.
func newDir(in string) (string, error) {
	dir, err := os.MkdirTemp(in, "azukari-bench-")
	if err != nil {
		return "", err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", err
	}
	return dir, os.Chmod(dir, 0o711)
}
