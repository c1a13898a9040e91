package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"azukari/internal/store/pgtest"
)

// tpcbKind is PostgreSQL's own benchmark on the cluster that the other rows use.
var tpcbKind = kind{
	name: "tpcb", title: "pgbench on the same cluster",
	says: "PostgreSQL's own yardstick, in the same run, over the same TCP, with the same settings, statements prepared, scale 10: " +
		"TPC-B moves money in five statements and two tables that all callers share; its one-call form does the same in one function, one round trip. " +
		"It has neither rules, nor idempotency keys, nor events or mail.",
	open: func(ctx context.Context, r *run) error {
		if r.cluster == nil {
			return nil
		}
		bin, err := pgtest.Find()
		if err == nil {
			bin = filepath.Join(bin, "pgbench")
			_, err = os.Stat(bin)
		}
		if err != nil {
			r.leaveOut("pgbench was NOT measured: %v", err)
			return nil
		}
		return openTPCB(ctx, r, bin)
	},
}

// tpcbCallers are with how many callers pgbench is measured: too many only wait
// for each other's branch.
var tpcbCallers = []int{16, 64}

func openTPCB(ctx context.Context, r *run, bin string) error {
	at, drop, err := r.cluster.make(ctx)
	if err != nil {
		return err
	}
	r.closers = append(r.closers, drop)
	scale := "10" // branches
	if r.timing.quick {
		scale = "1"
	}
	if _, err := pgbench(ctx, bin, "-i", "-q", "-s", scale, at); err != nil {
		return err
	}
	if err := askOnce(ctx, at, oneCall); err != nil {
		return fmt.Errorf("make TPC-B's one-call form: %w", err)
	}
	script := r.path("tpcb-one-call.sql")
	if err := os.WriteFile(script, []byte(oneCallScript), 0o644); err != nil {
		return err
	}
	for _, n := range tpcbCallers {
		for _, form := range []struct{ work, flag, script string }{{"TPC-B", "-b", "tpcb-like"}, {"TPC-B in one call", "-f", script}} {
			args := []string{form.flag, form.script, "-s", scale, "-n", "-M", "prepared", "-j", "2", "-c", strconv.Itoa(n)}
			one := &row{kind: "tpcb", work: form.work, database: "PostgreSQL", callers: n, measure: &rivals{bin, args, at}, comparisons: []comparison{perSync(aim{})}}
			r.add(one)
			if form.work == "TPC-B" {
				r.tpcb = append(r.tpcb, one.name())
			}
		}
	}
	return nil
}

// rivals are pgbench's callers.
type rivals struct {
	bin  string
	args []string
	at   string
}

func (v *rivals) visit(ctx context.Context, t timing) (figures, error) {
	length := []string{"-T", strconv.Itoa(max(1, int(t.slice.Seconds()+0.5)))}
	if t.quick {
		length = []string{"-t", "3"}
	}
	said, err := pgbench(ctx, v.bin, append(append(length, v.args...), v.at)...)
	if err != nil {
		return nil, err
	}
	rate, err := tpsOf(said)
	return figures{perSecond: rate}, err
}

// tpsOf finds the rate in what pgbench says.
func tpsOf(said string) (float64, error) {
	for line := range strings.Lines(said) {
		if rest, ok := strings.CutPrefix(line, "tps = "); ok {
			number, _, _ := strings.Cut(rest, " ")
			return strconv.ParseFloat(number, 64)
		}
	}
	return 0, fmt.Errorf("pgbench tells no rate: %s", said)
}

func pgbench(ctx context.Context, bin string, args ...string) (string, error) {
	said, err := exec.CommandContext(ctx, bin, args...).Output()
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		err = fmt.Errorf("%w: %s", err, failed.Stderr)
	}
	if err != nil {
		return "", fmt.Errorf("pgbench: %w", err)
	}
	return string(said), nil
}

// oneCall is the built-in script's statements as one function.
const oneCall = `create function tpcb(of_aid int, of_bid int, of_tid int, by_delta int) returns int language plpgsql as $$
declare stands int;
begin
  update pgbench_accounts set abalance = abalance + by_delta where aid = of_aid;
  select abalance into stands from pgbench_accounts where aid = of_aid;
  update pgbench_tellers set tbalance = tbalance + by_delta where tid = of_tid;
  update pgbench_branches set bbalance = bbalance + by_delta where bid = of_bid;
  insert into pgbench_history (tid, bid, aid, delta, mtime) values (of_tid, of_bid, of_aid, by_delta, current_timestamp);
  return stands;
end $$`

const oneCallScript = `\set aid random(1, 100000 * :scale)
\set bid random(1, 1 * :scale)
\set tid random(1, 10 * :scale)
\set delta random(-5000, 5000)
select tpcb(:aid, :bid, :tid, :delta);
`
