package sqlstore

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"azukari/internal/base/lifecycle"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/notice"
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
		"disputes.state":           words(contract.DisputeOpen, contract.DisputeSettled, contract.DisputeResolved),
		"payments.state":           words(contract.PaymentOrdered, contract.PaymentSucceeded, contract.PaymentFailed, contract.PaymentRefunded),
		"contracts.ended_by":       words("", contract.ByClient, contract.ByWorker, contract.ByClock, contract.ByAgreement, contract.ByOperator),
		"events.actor":             words(lifecycle.Roles...),
		"nudges.asked_by":          parties,
		"terminations.asked_by":    parties,
		"disputes.opened_by":       parties,
		"disputes.offer_by":        append(parties, ""),
		"ratings.rated_as":         parties,
		"jobs.state":               words(job.Open, job.Closed),
		"proposals.state":          words(job.Proposed, job.Countered, job.Accepted, job.Declined, job.Withdrawn),
		"tokens.kind":              words(account.Bearer, account.Link, account.Session, account.Confirm, account.Reset),
		"notifications.mail_state": words(notice.NoMail, notice.Queued, notice.Sent, notice.Bounced, notice.Superseded),
		"transfers.kind":           append(words(ledger.Deposited, ledger.Held, ledger.Released, ledger.Splitted, ledger.Refunded, ledger.PaidOut), "return", "correct"),
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
	tableLine  = regexp.MustCompile(`^create table (\w+) \(`)
	columnLine = regexp.MustCompile(`^  (\w+) .* check \((\w+) (?:in \()?(.*'[^)]*)\)`)
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
func TestBothSchemasSayTheSame(t *testing.T) {
	sqlite, postgres := plain(schema(t, "sqlite")), plain(schema(t, "postgres"))
	for i := range max(len(sqlite), len(postgres)) {
		if i >= len(sqlite) || i >= len(postgres) || sqlite[i] != postgres[i] {
			t.Fatalf("line %d differs:\nsqlite   %q\npostgres %q", i, at(sqlite, i), at(postgres, i))
		}
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
