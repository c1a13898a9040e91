// Package simulate lives a marketplace's years in minutes: the real kernel, door,
// keeper, cashier, outbox and SQLite, in one process, on one schedule, by a
// clock that is moved. People of every temper come and go, the operator's staff
// sleeps, and what surrounds the house fails as a seed says. It promises that
// one seed is one history, to the last byte of its trace; that every commit,
// every day and every week is held against the invariants; and that a year ends
// with everything at rest. What it finds broken it tells with the fewest people
// and steps that still show it.
package simulate

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/notice"
	"azukari/internal/engine/watch"
	"azukari/internal/store"
)

// Options say what is simulated. The same Options give the same Report.
type Options struct {
	Seed   uint64
	Days   int    // of activity; the quiet phase comes after them
	People int    // beside three of the staff
	Deals  int    // jobs, contests and tasks that are begun in a year of activity
	Dir    string // where the house is kept meanwhile; empty: in memory, where the machine offers that

	only  map[step]bool              // of the active days, in a smaller trace; nil: every step
	until int                        // the day after which nothing is to be seen any more; 0: the last
	doubt func(store.Changes) string // a test's: what must not be written, empty for what may
}

// A Report is what a year was.
type Report struct {
	Seed      uint64
	Days      int            // lived, with those of the quiet phase
	Commands  int            // that were answered
	Refused   int            // of the commands
	Commits   int            // that wrote something
	Contracts int            // projects, won prizes
	Tasks     int            // with their answers
	Answers   int            // of tasks
	Contests  int            //
	Moved     money.Yen      // by all transfers
	Faults    map[string]int // injected, by kind
	Replayed  int            // requests that were answered as before
	Rest      int            // days of the quiet phase after which everything was at rest
	Hash      string         // of the whole trace
	Violation *Violation     // nil when everything held
}

// A Violation is an invariant that did not hold.
type Violation struct {
	Invariant string
	Detail    string
	Day       int      // of the simulation, from 1
	Trace     []string // what was done, as far as it is shown
}

func (v *Violation) Error() string {
	return fmt.Sprintf("day %d: %s: %s", v.Day, v.Invariant, v.Detail)
}

// start is when every simulation begins: Monday 2026-11-30, 9:00 in Tokyo.
const start = "2026-11-30T00:00:00Z"

// A run is one year that is being lived.
type run struct {
	Options
	ctx      context.Context
	calendar calendar.Calendar
	dir      string
	house    house
	knobs    knobs
	ids      *rand.ChaCha8
	dice     *rand.Rand // of the step that is being taken
	watch    *watch.Watch
	trace    hash.Hash
	lines    []string // of the trace, the last ones
	provider provider
	post     postOffice
	told     told
	book     book
	people   []*person
	staff    []*person
	begun    int // jobs, contests and tasks
	day      int
	calm     bool // the quiet phase: nothing fails, nobody comes
	report   Report
}

// Run lives one year.
func Run(ctx context.Context, o Options) (report Report, err error) {
	r := &run{Options: o, ctx: ctx, trace: sha256.New()}
	if r.dir, err = os.MkdirTemp(home(o.Dir), "azukari-simulate-"); err != nil {
		return report, fmt.Errorf("make a place for the house: %w", err)
	}
	defer func() { err = errors.Join(err, r.house.close(), os.RemoveAll(r.dir)) }()
	err = r.guarded(func() {
		r.begin()
		r.live()
		r.rest()
	})
	r.report.Seed, r.report.Days, r.report.Hash = o.Seed, r.day, hex.EncodeToString(r.trace.Sum(nil))
	r.report.Commits = r.watch.Commits()
	r.report.Contracts, r.report.Tasks, r.report.Contests = len(r.book.contracts.ids), len(r.book.tasks.ids), len(r.book.contests.ids)
	r.report.Faults, r.report.Answers = r.house.faults, len(r.book.works.ids)
	if ctx.Err() != nil { // told to stop: nothing is proven
		return r.report, ctx.Err()
	}
	if v := (*Violation)(nil); errors.As(err, &v) {
		v.Day, v.Trace = r.day, r.lines
		r.report.Violation, err = v, nil
	}
	return r.report, err
}

// home is where houses are kept for a while: a file system in memory spares the
// disk, whose failing is not what is simulated here.
func home(dir string) string {
	if dir == "" {
		if at, err := os.Stat("/dev/shm"); err == nil && at.IsDir() {
			return "/dev/shm"
		}
	}
	return dir
}

// stopped is how a run ends early, from wherever it is.
type stopped struct{ err error }

func (r *run) guarded(live func()) (err error) {
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case stopped:
			err = fault.err
		default:
			err = &Violation{Invariant: "nothing panics", Detail: fmt.Sprintf("%v\n%s", fault, debug.Stack())}
		}
	}()
	live()
	return nil
}

// broken ends the run with an invariant that does not hold.
func (r *run) broken(invariant, format string, args ...any) {
	panic(stopped{&Violation{Invariant: invariant, Detail: fmt.Sprintf(format, args...)}})
}

// must is for what cannot fail while nothing is made to fail.
func must[T any](v T, err error) T {
	if err != nil {
		panic(stopped{&Violation{Invariant: "the house answers", Detail: err.Error()}})
	}
	return v
}

// note adds a line to the trace.
func (r *run) note(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	_, _ = r.trace.Write([]byte(line + "\n"))
	const kept = 400
	if r.lines = append(r.lines, strings.SplitN(line, "\n", 2)[0]); len(r.lines) > 2*kept {
		r.lines = append(r.lines[:0], r.lines[kept:]...)
	}
}

// begin opens the house and lets everybody in.
func (r *run) begin() {
	from := must(calendar.Parse(start))
	r.dice = rand.New(rand.NewPCG(r.Seed, 0))
	var seed [32]byte
	copy(seed[:], fmt.Sprint("ids of seed ", r.Seed))
	r.ids = rand.NewChaCha8(seed)
	r.calendar = calendar.In(tokyo)
	r.watch = watch.New(from, r.calendar)
	r.knobs = draw(rand.New(rand.NewPCG(r.Seed, 1)))
	r.house = house{run: r, path: filepath.Join(r.dir, "house.db"), at: from, faults: map[string]int{}}
	r.provider, r.post = provider{run: r, book: map[string]*charge{}}, postOffice{run: r, took: map[string]bool{}, stale: map[string]calendar.Instant{}, asks: map[string]notice.Notice{}}
	r.told, r.book = newTold(), newBook()
	r.note("knobs %+v", r.knobs)
	r.house.open()
	r.settle()
}

// live is the active phase.
func (r *run) live() {
	for r.day < r.Days {
		r.day++
		r.liveDay()
		r.checkDay()
		if r.day%7 == 0 {
			r.checkBook()
		}
		r.mayEnd()
	}
}

// mayEnd ends a run that has shown what it was run for, or has not.
func (r *run) mayEnd() {
	if r.until > 0 && r.day >= r.until {
		panic(stopped{})
	}
}

// committed sees every commit, also those whose answer is lost.
func (r *run) committed(c store.Changes) {
	r.watch.At(r.now())
	r.watch.Committed(c)
	r.told.committed(r, c)
	r.book.committed(c)
	r.post.expect(c.Notices)
	r.report.Moved += moved(c.Transfers)
	r.noteCommit(c)
	if fault := r.book.letters.committed(c); fault != "" {
		r.post.fault = fault
	}
	doubted := ""
	if r.doubt != nil {
		doubted = r.doubt(c)
	}
	if fault := cmp.Or(r.watch.Complaint(), r.book.formed(c, r.now()), doubted); fault != "" {
		r.house.complaint = fault // told where it is safe to stop
	}
}

// noteCommit puts what was written on the trace, by what names and proves it.
func (r *run) noteCommit(c store.Changes) {
	var b strings.Builder
	fmt.Fprintf(&b, " %s", r.now())
	for _, x := range c.Contracts {
		fmt.Fprintf(&b, " %s/%d/%s", x.After.ID, x.After.Version, x.After.State)
	}
	for _, x := range c.Contests {
		fmt.Fprintf(&b, " contest %s/%d/%s", x.After.JobID, x.After.Version, x.After.State)
	}
	for _, x := range c.Tasks {
		fmt.Fprintf(&b, " task %s/%d/%s", x.After.JobID, x.After.Version, x.After.State)
	}
	for _, x := range c.Works {
		fmt.Fprintf(&b, " %s/%s", x.ID, x.State)
	}
	for _, x := range c.Events {
		fmt.Fprintf(&b, " %s %s %s", x.ID, x.Kind, x.Hash)
	}
	for _, x := range c.Transfers {
		fmt.Fprintf(&b, " %s %s", x.ID(), x.Key())
		for _, e := range x.Entries() {
			fmt.Fprintf(&b, " %s%+d", e.Account, e.Amount)
		}
	}
	for _, x := range c.Notices {
		fmt.Fprintf(&b, " %s %s %s %s", x.ID, x.Kind, x.AccountID, x.Mail)
	}
	for _, x := range c.Answers {
		fmt.Fprintf(&b, " answer %s %x", x.Key, sha256.Sum256(x.Body))
	}
	for _, x := range c.Payouts {
		fmt.Fprintf(&b, " %s/%s", x.ID, x.State)
	}
	for _, x := range c.Messages {
		fmt.Fprintf(&b, " %s", x.ID)
	}
	for _, x := range c.Proposals {
		fmt.Fprintf(&b, " %s/%s", x.ID, x.State)
	}
	for _, x := range c.Audit {
		fmt.Fprintf(&b, " %s", x.Hash)
	}
	_, _ = r.trace.Write([]byte("commit" + b.String() + "\n"))
}
