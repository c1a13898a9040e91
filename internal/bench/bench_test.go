package bench

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"azukari/internal/store/pgtest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jackc/pgx/v5"
)

func TestMain(m *testing.M) { pgtest.Main(m, pgtest.Options{NoFsync: true}) }

func TestAQuickRunReportsEveryRowAndChecksTheLedger(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report.json")
	var out bytes.Buffer
	dir := t.TempDir()
	report, err := Run(t.Context(), Options{Dir: dir, NoPostgres: true, Quick: true, JSON: file, Out: &out})
	if err != nil {
		t.Fatal(err)
	}
	complete(t, report, "SQLite")
	for _, want := range []string{"PostgreSQL was NOT measured", "SQLite 3.", "Ledger and chains are whole", "lifecycle", syncCall, "INVALID: it has 2 rounds"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table does not say %q:\n%s", want, out.String())
		}
	}
	kept, err := Read(file)
	if diff := cmp.Diff(report, kept); err != nil || diff != "" {
		t.Errorf("the file is not the report: %v\n%s", err, diff)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("the run left %v behind, %v", left, err)
	}
}

func TestANamedServerIsMeasuredInDatabasesThatGoAgain(t *testing.T) {
	server := pgtest.ForTest(t)
	report, err := Run(t.Context(), Options{Dir: t.TempDir(), PostgresURL: server.URL("postgres"), Quick: true})
	if err != nil {
		t.Fatal(err)
	}
	complete(t, report, "SQLite", "PostgreSQL")
	c, err := pgx.Connect(t.Context(), server.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	var left int
	if err := c.QueryRow(t.Context(), "select count(*) from pg_database where datname like 'azukari_bench_%'").Scan(&left); err != nil || left > 0 {
		t.Errorf("%d databases were left behind, %v", left, err)
	}
}

// complete holds the report to what it promises.
func complete(t *testing.T, report Report, sorts ...string) {
	t.Helper()
	for _, d := range report.Databases {
		if d.Version == "" || d.Unchecked == "" && (!d.LedgerOK || d.Entries == 0) {
			t.Errorf("database %+v", d)
		}
	}
	measured := map[string]int{}
	for _, row := range report.Rows {
		measured[row.Kind+" "+row.Database]++
		for name, s := range row.Figures {
			if len(s.Rounds) != 2 || s.Median <= 0 {
				t.Errorf("%s: %s is incomplete: %+v", row.Name(), name, s)
			}
		}
		if len(row.Figures) == 0 {
			t.Errorf("%s saw nothing", row.Name())
		}
		for _, r := range row.Ratios {
			if len(r.Rounds) != 2 || r.Median <= 0 || (r.Aim != "") != (r.Reached > 0) {
				t.Errorf("%s: incomplete: %+v", row.Name(), r)
			}
		}
	}
	for of, rows := range expected(sorts) {
		if measured[of] != rows {
			t.Errorf("%s: %d rows, not %d", of, measured[of], rows)
		}
		delete(measured, of)
	}
	for of, rows := range measured {
		t.Errorf("%s: %d rows that nobody knows of", of, rows)
	}
	if left := strings.Join(report.LeftOut, "\n"); !strings.Contains(left, "nodes was NOT measured") && slices.Contains(sorts, "PostgreSQL") || !strings.Contains(left, "memory was NOT measured") {
		t.Errorf("the report does not say what was left out: %s", left)
	}
	for _, row := range report.Rows {
		if strings.ContainsAny(row.Name(), ",") {
			t.Errorf("%s cannot be asked for: a comma parts names", row.Name())
		}
	}
	d := report.Disk
	if d.Append.Median <= 0 || d.Append.Rate <= 0 || d.Overwrite.Median <= 0 || d.Swing < 1 || len(d.Rounds) != 2 {
		t.Errorf("the disk is incomplete: %+v", d)
	}
	if report.Valid != (len(report.Doubts) == 0) {
		t.Errorf("valid is %v with %q", report.Valid, report.Doubts)
	}
}

// expected is how many rows there are of each kind on each sort of database.
func expected(sorts []string) map[string]int {
	rows := map[string]int{}
	for _, sort := range sorts {
		rows["door "+sort] = 9
		rows["http "+sort] = 6
		rows["hot "+sort] = 3
		rows["reads "+sort] = 1
		rows["deadlines "+sort] = 4
		rows["outbox "+sort] = 2
	}
	if slices.Contains(sorts, "PostgreSQL") {
		rows["tpcb PostgreSQL"] = 4
	}
	return rows
}

func TestRowsAreChosenByHowTheirNamesBegin(t *testing.T) {
	for _, tc := range []struct {
		wanted, row string
		asked       bool
	}{
		{"door", "door", true}, {"door", "door/message/SQLite/1", true}, {"door/message", "door/message/SQLite/1", true}, {"door/message", "door", true},
		{"door/message", "door/payment/SQLite/1", false}, {"http", "door", false}, {"", "door", true},
	} {
		o := Options{}
		if tc.wanted != "" {
			o.Rows = []string{"tpcb", tc.wanted}
		}
		if o.asked(tc.row) != tc.asked {
			t.Errorf("%q asks for %s: %v", tc.wanted, tc.row, !tc.asked)
		}
	}
	if _, err := Run(t.Context(), Options{Dir: t.TempDir(), NoPostgres: true, Quick: true, Rows: []string{"dor"}}); err == nil || !strings.Contains(err.Error(), "no row is called dor") {
		t.Errorf("%v", err)
	}
}

func TestTheRateOfPgbenchIsFoundInWhatItSays(t *testing.T) {
	said := "number of clients: 16\nlatency average = 6.755 ms\ninitial connection time = 38.206 ms\ntps = 2368.511429 (without initial connection time)\n"
	if rate, err := tpsOf(said); err != nil || rate != 2368.511429 {
		t.Errorf("%v, %v", rate, err)
	}
	if _, err := tpsOf("number of clients: 16\n"); err == nil {
		t.Error("a rate was found where there is none")
	}
}

func TestTooFewRoundsAreRefused(t *testing.T) {
	if _, err := Run(t.Context(), Options{Rounds: 4}); err == nil || !strings.Contains(err.Error(), "at least 5") {
		t.Errorf("%v", err)
	}
}

func TestANoisyDiskMakesTheReportInvalid(t *testing.T) {
	for _, tc := range []struct {
		slowest time.Duration
		valid   bool
	}{{time.Millisecond, true}, {3 * time.Millisecond, true}, {3100 * time.Microsecond, false}} {
		quick, slow := probed{appended: []time.Duration{time.Millisecond}}, probed{appended: []time.Duration{tc.slowest}}
		r := &run{dir: "/nowhere", disk: []diskRound{{quick, quick}, {quick, quick}, {quick, slow}, {quick, quick}, {quick, quick}}}
		report := r.report()
		if report.Valid != tc.valid {
			t.Errorf("medians of 1 ms and %s: valid is %v, %q", tc.slowest, report.Valid, report.Doubts)
		}
	}
}

func TestOnlyWhatWasAnsweredInTheWindowCounts(t *testing.T) {
	const ms = time.Millisecond
	v := summed([]sample{
		{5 * ms, ms, true}, {10 * ms, ms, true}, // warming up
		{20 * ms, 6 * ms, false}, {20 * ms, 2 * ms, true}, {30 * ms, 4 * ms, false},
		{31 * ms, ms, true}, // too late
	}, 11*ms, 30*ms)
	if diff := cmp.Diff(v, figures{counted: 3, perSecond: 150, livesPerSecond: 50, median: 4000, p99: 6000}); diff != "" {
		t.Error(diff)
	}
}

// TestRatiosAreOfTheSameRound gives a row whose disk and whose neighbour were
// moody: medians of rounds' ratios, not ratios of medians.
func TestRatiosAreOfTheSameRound(t *testing.T) {
	disk := []Probe{{Median: 100, Rate: 5000}, {Median: 200, Rate: 2000}, {Median: 400, Rate: 1000}}
	r := &row{kind: "door", work: "payment", comparisons: []comparison{
		toSync(aim{most: 1.2}), perSync(aim{least: 4}), to(perSecond, "÷ others", aim{least: 1}, aim{least: 0.5}, "a", "b"),
		to(perSecond, "÷ nobody", aim{least: 1}, aim{}, "c"),
	}}
	for _, micros := range []float64{120, 260, 900} {
		r.seen = append(r.seen, figures{median: micros, perSecond: 8000})
	}
	all := map[string][]figures{
		"a": {{perSecond: 100}, {perSecond: 20_000}, {perSecond: 16_000}},
		"b": {{perSecond: 32_000}, {perSecond: 100}, {perSecond: 100}},
	}
	want := []Ratio{
		{Says: "median ÷ sync", Series: Series{1.3, []float64{1.2, 1.3, 2.25}}, Aim: "≤ 1.2", Reached: 1.2 / 1.3},
		{Says: "per sync", Series: Series{4, []float64{1.6, 4, 8}}, Aim: "≥ 4", Reached: 1},
		{Says: "÷ others", Series: Series{0.4, []float64{0.25, 0.4, 0.5}}, Aim: "≥ 1", Reached: 0.4, Fault: "÷ others is 0.40, and should be ≥ 0.5 on any machine"},
	}
	found := r.found(disk, all)
	if diff := cmp.Diff(found.Ratios, want, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Error(diff)
	}
	report := Report{Rows: []Row{found}}
	if report.fault(false) != nil || report.fault(true) == nil {
		t.Errorf("a missed bound is an error where it is asked for, and only there")
	}
	if reached, of := report.aims(); reached != 1 || of != 3 {
		t.Errorf("%d of %d aims are reached", reached, of)
	}
}
