package bench

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"azukari/internal/store/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

func TestAQuickRunReportsEveryRowAndChecksTheLedger(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report.json")
	var out bytes.Buffer
	dir := t.TempDir()
	report, err := Run(t.Context(), Options{Dir: dir, NoPostgres: true, Quick: true, JSON: file, Out: &out})
	if err != nil {
		t.Fatal(err)
	}
	complete(t, report, []string{"SQLite"})
	if report.NotRun == "" {
		t.Error("the report does not say that PostgreSQL was not measured")
	}
	for _, want := range []string{"PostgreSQL was NOT measured", "SQLite 3.", "Ledger and chains are whole", "lifecycle", "fdatasync"} {
		if !strings.Contains(out.String(), want) && syncCall == "fdatasync" {
			t.Errorf("the table does not say %q:\n%s", want, out.String())
		}
	}
	var kept Report
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &kept); err != nil || len(kept.Rows) != len(report.Rows) {
		t.Errorf("the file has %d rows, the report %d: %v", len(kept.Rows), len(report.Rows), err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("the run left %v behind, %v", left, err)
	}
}

func TestANamedServerIsMeasuredInADatabaseOfItsOwn(t *testing.T) {
	server := pgtest.ForTest(t)
	report, err := Run(t.Context(), Options{Dir: t.TempDir(), PostgresURL: server.URL("postgres"), Quick: true})
	if err != nil {
		t.Fatal(err)
	}
	complete(t, report, []string{"SQLite", "PostgreSQL"})
}

// complete holds the report to what it promises.
func complete(t *testing.T, report Report, databases []string) {
	t.Helper()
	if len(report.Databases) != len(databases) || len(report.Rows) != 9*len(databases) {
		t.Fatalf("%d databases and %d rows", len(report.Databases), len(report.Rows))
	}
	for i, d := range report.Databases {
		if d.Name != databases[i] || d.Version == "" || !d.LedgerOK || d.Entries == 0 {
			t.Errorf("database %d: %+v", i, d)
		}
	}
	for i, row := range report.Rows {
		if len(row.Rounds) != 2 || row.Commands <= 0 || row.Median <= 0 || row.P99 < row.Median || row.TimesDisk <= 0 || row.PerSync <= 0 {
			t.Errorf("incomplete: %+v", row)
		}
		if lone := i%9 < 3; lone != (row.Callers == 1) || lone != (row.Aim == aimForLone) {
			t.Errorf("row %d has %d callers and the aim %q", i, row.Callers, row.Aim)
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
		r := &run{dir: "/nowhere", disk: []diskRound{{quick, quick}, {quick, slow}}}
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
	if v.commands != 3 || v.commandsPerSecond != 150 || v.lifecyclesPerSecond != 50 || v.median != 4*ms || v.p99 != 6*ms {
		t.Errorf("%+v", v)
	}
}

func TestTheAimsAreHeldAgainstTheSameRound(t *testing.T) {
	disk := []Probe{{Median: 100, Rate: 5000}, {Median: 200, Rate: 2000}, {Median: 400, Rate: 1000}}
	for _, tc := range []struct {
		callers int
		reached bool
	}{{1, true}, {16, false}, {fullCrowd, true}} {
		r := &row{subject: &subject{}, work: payments{}, callers: tc.callers}
		for _, micros := range []time.Duration{120, 260, 900} {
			r.visits = append(r.visits, visit{median: micros * time.Microsecond, commandsPerSecond: 8000})
		}
		if f := r.found(disk); f.TimesDisk != 1.3 || f.PerSync != 4 || f.Reached != tc.reached {
			t.Errorf("%d callers: %.2f× and %.2f per sync, reached: %v", tc.callers, f.TimesDisk, f.PerSync, f.Reached)
		}
	}
}
