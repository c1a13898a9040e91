package sqlstore

import (
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"azukari/internal/base/lifecycle"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
	"azukari/internal/store/pgtest"
)

// TestChecksNameTheMachinesStates compares the schema's lists with what the
// domain declares: a state that only one of them knows is either refused by
// the database or never reached.
func TestChecksNameTheMachinesStates(t *testing.T) {
	states := func(m *lifecycle.Machine) []string {
		return mapped(m.States(), func(s lifecycle.State) string { return string(s) })
	}
	ofContract := states(contract.Machine)
	parties := words(contract.Client, contract.Worker)
	tests := map[string][]string{
		"contracts.state":          ofContract,
		"milestones.state":         append(words(contract.Pending), ofContract...),
		"nudges.state":             states(contract.NudgeMachine),
		"terminations.state":       states(contract.TerminationMachine),
		"changes.state":            states(contract.ChangeMachine),
		"bonuses.state":            words(contract.BonusOrdered, contract.BonusPaid, contract.BonusFailed),
		"changes.asked_by":         parties,
		"disputes.state":           words(contract.DisputeOpen, contract.DisputeSettled, contract.DisputeResolved),
		"payments.state":           words(contract.PaymentOrdered, contract.PaymentSucceeded, contract.PaymentFailed, contract.PaymentRefunded),
		"contracts.ended_by":       words("", contract.ByClient, contract.ByWorker, contract.ByClock, contract.ByAgreement, contract.ByOperator),
		"events.actor":             words(lifecycle.Roles...),
		"nudges.asked_by":          parties,
		"terminations.asked_by":    parties,
		"disputes.opened_by":       parties,
		"disputes.offer_by":        append(parties, ""),
		"ratings.rated_as":         parties,
		"contests.state":           states(contest.Machine),
		"contests.closed_by":       words("", contest.Client, contest.Clock),
		"contests.payment_state":   words("", contract.PaymentOrdered, contract.PaymentSucceeded, contract.PaymentFailed, contract.PaymentRefunded),
		"contest_entries.state":    words(contest.EntryValid, contest.EntryWithdrawn, contest.EntryWon),
		"tasks.state":              states(task.Machine),
		"tasks.closed_by":          words("", task.Client, task.Clock),
		"tasks.payment_state":      words("", contract.PaymentOrdered, contract.PaymentSucceeded, contract.PaymentFailed, contract.PaymentRefunded),
		"task_answers.state":       states(task.Answers),
		"task_answers.decided_by":  words("", task.Client, task.Clock, task.Operator),
		"jobs.state":               words(job.AwaitingEscrow, job.Open, job.Closed),
		"proposals.state":          words(job.Entered, job.Proposed, job.Countered, job.Accepted, job.Declined, job.Withdrawn),
		"tokens.kind":              words(account.Bearer, account.Link, account.Session, account.Confirm, account.Reset, account.APIKey),
		"notifications.mail_state": words(notice.NoMail, notice.Queued, notice.Sent, notice.Bounced, notice.Superseded),
		"transfers.kind":           append(words(ledger.Deposited, ledger.Held, ledger.Released, ledger.Splitted, ledger.Refunded, ledger.Shared, ledger.PaidOut, ledger.Returned), "correct"),
		"payouts.state":            states(payout.Machine),
		"payout_batches.state":     words(payout.BatchStates...),

		"reports.state":             states(report.Machine),
		"reports.kind":              words(report.Kinds...),
		"reports.subject_type":      words(report.Job, report.Person, report.Message),
		"outside_contacts.state":    states(outside.Machine),
		"outside_contacts.asked_by": parties,
	}
	for _, dialect := range []string{"sqlite", "postgres"} {
		lists := checkLists(t, dialect)
		for column, want := range tests {
			got := lists[column]
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %s allows %q, the domain knows %q", dialect, column, got, want)
			}
		}
	}
}

func words[T ~string](all ...T) []string {
	return mapped(all, func(one T) string { return string(one) })
}

var (
	tableLine  = regexp.MustCompile(`^create table (\w+?)(?:_anew)? \(`)
	columnLine = regexp.MustCompile(`^  (\w+) .* check \((\w+) (?:in \()?(.*'[^)]*)\)`)
	alterLine  = regexp.MustCompile(`^alter table (\w+) add constraint \w+ check \((\w+) (?:in \()?(.*'[^)]*)\)`)
	unwrapped  = regexp.MustCompile(`\n +or `)
	quotedWord = regexp.MustCompile(`'(\w*)'`)
)

// checkLists reads the lists of texts that columns are held to, by table and
// column.
func checkLists(t *testing.T, dialect string) map[string][]string {
	t.Helper()
	lists := map[string][]string{}
	table := ""
	for line := range strings.Lines(unwrapped.ReplaceAllString(strings.Join(schema(t, dialect), "\n"), " or ")) {
		if m := tableLine.FindStringSubmatch(line); m != nil {
			table = m[1] // made again: what it was held to before is gone
			maps.DeleteFunc(lists, func(column string, _ []string) bool { return strings.HasPrefix(column, table+".") })
		}
		if m := alterLine.FindStringSubmatch(line); m != nil {
			lists[m[1]+"."+m[2]] = nil
			for _, word := range quotedWord.FindAllStringSubmatch(m[3], -1) {
				lists[m[1]+"."+m[2]] = append(lists[m[1]+"."+m[2]], word[1])
			}
		}
		if m := columnLine.FindStringSubmatch(line); m != nil && m[1] == m[2] {
			for _, word := range quotedWord.FindAllStringSubmatch(m[3], -1) {
				lists[table+"."+m[1]] = append(lists[table+"."+m[1]], word[1])
			}
		}
	}
	return lists
}

// schema is the texts of a dialect's migrations, in order.
func schema(t *testing.T, dialect string) (texts []string) {
	t.Helper()
	files, err := fs.Glob(migrations, "migrations/"+dialect+"/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		text, err := fs.ReadFile(migrations, name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

// TestBothSchemasSayTheSame holds the two texts side by side: but for types,
// the order of text, comments and triggers, each line of one is in the other.
// Where a migration rewrites tables, the two databases go ways of their own;
// TestBothSchemasComeToTheSame sees where those lead.
func TestBothSchemasSayTheSame(t *testing.T) {
	sqlite, postgres := plain(schema(t, "sqlite")), plain(schema(t, "postgres"))
	for i := range max(len(sqlite), len(postgres)) {
		if i >= len(sqlite) || i >= len(postgres) || sqlite[i] != postgres[i] {
			t.Fatalf("line %d differs:\nsqlite   %q\npostgres %q", i, at(sqlite, i), at(postgres, i))
		}
	}
}

// TestBothSchemasComeToTheSame asks both databases for their columns and
// indexes as all migrations have left them.
func TestBothSchemasComeToTheSame(t *testing.T) {
	url, err := pgtest.ForTest(t).NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	pg, err := OpenPostgres(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	lite := openSQLiteAt(t, filepath.Join(t.TempDir(), "test.db"))
	ask := func(s *Store, query string) (lines []string) {
		t.Helper()
		rows, err := s.db.QueryContext(t.Context(), query)
		if err == nil {
			err = drain(rows, func(values []any) error {
				lines = append(lines, fmt.Sprint(values...))
				return nil
			})
		}
		if err != nil {
			t.Fatal(err)
		}
		return lines
	}
	const ours = " not in ('goose_db_version', 'job_places', 'job_words', 'answers')" // the dialects' own
	got := ask(lite, "select m.name || '.' || p.name || ' ' || p.\"notnull\" from sqlite_schema m join pragma_table_info(m.name) p"+
		" where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like 'job_words_%' and m.name"+ours+
		" union all select name from sqlite_schema where type = 'index' and name not like 'sqlite_%' and tbl_name"+ours+" order by 1")
	want := ask(closing(t, pg), "select line from (select c.table_name || '.' || c.column_name || ' ' || case c.is_nullable when 'NO' then 1 else 0 end as line from information_schema.columns c"+
		" join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema and t.table_type = 'BASE TABLE' where c.table_schema = 'public' and c.table_name"+ours+
		" union all select indexname from pg_indexes where schemaname = 'public' and indexname !~ '_pkey1?$' and tablename"+ours+") as lines order by line collate \"C\"")
	if diff := cmp.Diff(want, got); diff != "" || len(got) < 100 {
		t.Errorf("%d lines (-postgres +sqlite):\n%s", len(got), diff)
	}
}

var dialectWords = strings.NewReplacer(
	` strict, without rowid`, ``, ` strict`, ``, ` collate "C"`, ``, `bytea`, `blob`,
	`bigint generated always as identity`, `integer`, `smallint`, `integer`, `bigint`, `integer`,
)

var spaces = regexp.MustCompile(` +`)

// plain is a schema without what may differ, one line a line.
func plain(texts []string) (lines []string) {
	for _, text := range texts {
		if strings.Contains(text, "comes to the same schema") || strings.Contains(text, "come to the same schema") || strings.Contains(text, "comes to\n-- the same schema") {
			continue
		}
		text, _, _ = strings.Cut(text, "-- What happened stays")
		_, text, _ = strings.Cut(text, "-- +goose Up")
		for line := range strings.Lines(text) {
			line, _, _ = strings.Cut(line, "--")
			line = strings.TrimSpace(spaces.ReplaceAllString(dialectWords.Replace(line), " "))
			if line != "" {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}
