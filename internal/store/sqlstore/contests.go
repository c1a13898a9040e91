package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
)

// contestRow is a contest as its own row holds it: all but its entries.
type contestRow struct {
	contest.Contest
	payment contract.Payment
	was     int64 // the version that an update replaces
}

func contestRowOf(c contest.Contest) contestRow {
	row := contestRow{Contest: c}
	if c.Payment != nil {
		row.payment = *c.Payment
	}
	return row
}

var contests = table[contestRow]{
	name: "contests",
	fixed: func(c *contestRow) []column {
		return []column{
			{"job_id", &c.JobID},
			{"client_id", &c.ClientID},
			{"title", &c.Title},
			{"machine_version", &c.MachineVersion},
			{"policy_version", &c.PolicyVersion},
			{"entries_until", (*int64)(&c.EntriesUntil)},
			{"guaranteed", &c.Guaranteed},
			{"shown", &c.Shown},
			{"criteria", document[[]string]{&c.Criteria}},
			{"inspection_days", &c.InspectionDays},
			{"revision_rounds", &c.RevisionRounds},
			{"posted_at", (*int64)(&c.PostedAt)},
		}
	},
	moving: func(c *contestRow) []column {
		return []column{
			{"state", (*string)(&c.State)},
			{"prizes", document[[]contest.Prize]{&c.Prizes}},
			{"state_since", (*int64)(&c.Since)},
			{"state_until", (*int64)(&c.Until)},
			{"choose_by", (*int64)(&c.ChooseBy)},
			{"closed_by", (*string)(&c.ClosedBy)},
			{"payment_id", &c.payment.ID},
			{"payment_amount", (*int64)(&c.payment.Amount)},
			{"payment_state", (*string)(&c.payment.State)},
			{"payment_at", (*int64)(&c.payment.At)},
			{"updated_at", (*int64)(&c.UpdatedAt)},
			{"clocked_at", (*int64)(&c.ClockedAt)},
			{"next_due_at", (*int64)(&c.Next.At)},
			{"due_kind", &c.Next.Kind},
			{"events", &c.Events},
			{"head", &c.Head},
			{"version", &c.Version},
		}
	},
	guard: func(c *contestRow) column { return column{"version", &c.was} },
}

type entryRow struct {
	contest.Entry
	jobID string
}

var entries = table[entryRow]{
	name: "contest_entries",
	fixed: func(e *entryRow) []column {
		return []column{
			{"id", &e.ID},
			{"job_id", &e.jobID},
			{"number", &e.Number},
			{"worker_id", &e.WorkerID},
			{"at", (*int64)(&e.At)},
			{"sha256", &e.SHA256},
		}
	},
	moving: func(e *entryRow) []column {
		return []column{
			{"state", (*string)(&e.State)},
			{"favourite", &e.Favourite},
		}
	},
}

type entryDocument struct{ entryID, document string }

var entryDocuments = table[entryDocument]{
	name: "entry_documents",
	fixed: func(d *entryDocument) []column {
		return []column{{"entry_id", &d.entryID}, {"document", &d.document}}
	},
}

// contestBundle is what a batch writes of contests, sorted by statement.
type contestBundle struct {
	opened         []balanceRow
	fresh, changed []contestRow
	newEntries     []entryRow
	changedEntries []entryRow
	documents      []entryDocument
}

func gatherContests(changes []store.ContestChange) (b contestBundle) {
	for _, ch := range changes {
		row, before := contestRowOf(ch.After), ch.Before
		if before == nil {
			b.fresh, before = append(b.fresh, row), &contest.Contest{}
			for _, p := range ch.After.Prizes {
				b.opened = append(b.opened, opened(ledger.Escrow(p.ID)))
			}
		} else {
			row.was = before.Version
			b.changed = append(b.changed, row)
		}
		for i, e := range ch.After.Entries {
			switch {
			case i >= len(before.Entries):
				b.newEntries = append(b.newEntries, entryRow{e, ch.After.JobID})
				b.documents = append(b.documents, entryDocument{e.ID, e.Document})
			case e != before.Entries[i]:
				b.changedEntries = append(b.changedEntries, entryRow{e, ch.After.JobID})
			}
		}
	}
	return b
}

// wholeContest reads contests with their entries in one statement, so that what
// is read is of one moment on either database.
var wholeContest = "select " + commas([]string{contests.list("c"), entries.list("e")}) +
	" from contests c left join contest_entries e on e.job_id = c.job_id"

var (
	wholeContestByID  = wholeContest + " where c.job_id = $1 order by e.number"
	wholeContestsByID = wholeContest + " where c.job_id = any($1) order by c.job_id, e.number" // PostgreSQL
	scanContests      = wholeContest + " order by c.job_id, e.number"
	documentOfEntry   = "select document from entry_documents where entry_id = $1"
)

const lockContests = "select job_id from contests where job_id = any($1) order by job_id" + holding

// A contestJoin puts the rows of wholeContest together again.
type contestJoin struct {
	row     contestRow
	entry   entryRow
	columns []column

	whole contest.Contest
	give  func(contest.Contest) error
}

func newContestJoin(give func(contest.Contest) error) *contestJoin {
	j := &contestJoin{give: give}
	j.columns = slices.Concat(contests.readable(&j.row), entries.readable(&j.entry))
	return j
}

func (j *contestJoin) take(values []any) error {
	if err := assign(j.columns, values); err != nil {
		return err
	}
	if j.row.JobID != j.whole.JobID {
		if err := j.end(); err != nil {
			return err
		}
		j.whole = j.row.Contest
		j.whole.Payment = found(j.row.payment, j.row.payment.ID)
	}
	if j.entry.ID != "" {
		j.whole.Entries = append(j.whole.Entries, j.entry.Entry)
	}
	return nil
}

// end gives the last contest on.
func (j *contestJoin) end() error {
	if j.whole.JobID == "" {
		return nil
	}
	whole := j.whole
	j.whole = contest.Contest{}
	return j.give(whole)
}

// Contest finds the contest of a job, with its entries.
func (r *reader) Contest(ctx context.Context, jobID string) (contest.Contest, error) {
	found, err := r.contests(ctx, wholeContestByID, jobID)
	if err == nil && len(found) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return contest.Contest{}, err
	}
	return found[0], nil
}

// Contests lists contests, newest first.
func (r *reader) Contests(ctx context.Context, q store.ContestQuery, p store.Page) ([]contest.Contest, error) {
	sql, args := contestsQuery(r.dialect, q, p)
	return r.contests(ctx, sql, args...)
}

// contestsQuery chooses the page's ids first, and reads whole contests for those
// alone.
func contestsQuery(d dialect, q store.ContestQuery, p store.Page) (string, []any) {
	s := selection{}
	s.equal("f.client_id", q.ClientID)
	if q.WorkerID != "" {
		s.where("f.job_id in (select x.job_id from contest_entries x where x.worker_id = " + s.arg(q.WorkerID) + ")")
	}
	chosen := "select f.job_id from contests f" + s.newestFirst("f.job_id", p)
	return wholeContest + " where c.job_id " + d.among(chosen) + " order by c.job_id desc, e.number", s.args
}

func (r *reader) contests(ctx context.Context, query string, args ...any) ([]contest.Contest, error) {
	found := []contest.Contest{}
	join := newContestJoin(func(c contest.Contest) error {
		found = append(found, c)
		return nil
	})
	err := r.each(ctx, query, args, join.take)
	if err == nil {
		err = join.end()
	}
	if err != nil {
		return nil, fmt.Errorf("read contests: %w", err)
	}
	return found, nil
}

// EntryDocument finds what was entered.
func (r *reader) EntryDocument(ctx context.Context, entryID string) (string, error) {
	return r.text(ctx, documentOfEntry, entryID)
}

func (s snapshot) contests(give func(contest.Contest) error) error {
	if give == nil {
		return nil
	}
	rows, err := s.tx.QueryContext(s.ctx, scanContests)
	if err != nil {
		return fmt.Errorf("scan contests: %w", err)
	}
	join := newContestJoin(give)
	if err = drain(rows, join.take); err == nil {
		err = join.end()
	}
	if err != nil {
		return fmt.Errorf("scan contests: %w", err)
	}
	return nil
}

func loadContests(c *sqliteConnection, ids []string, keep func(contest.Contest)) error {
	join := newContestJoin(func(c contest.Contest) error { keep(c); return nil })
	for _, id := range distinct(ids) {
		if err := errors.Join(c.query(wholeContestByID, []any{id}, join.take), join.end()); err != nil {
			return fmt.Errorf("read contest %s: %w", id, err)
		}
	}
	return nil
}
