package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"azukari/internal/domain/job"
)

// How many jobs are put into the index of words in one transaction.
const indexedTogether = 1_000

var jobsWithoutWords = map[dialect]string{
	sqlite:   "select j.id, j.title, j.description from jobs j where not exists (select 1 from job_places w where w.job_id = j.id) order by j.id limit $1",
	postgres: "select j.id, j.title, j.description from jobs j where not exists (select 1 from job_words w where w.job_id = j.id) order by j.id limit $1",
}

const putSearch = "update jobs set search = $2 where id = $1"

// indexJobs puts the jobs of an older schema into the index of words; where
// there are none it does nothing. Nodes that start together do it one by one.
func indexJobs(ctx context.Context, db *sql.DB, d dialect) error {
	for {
		n, err := indexSome(ctx, db, d)
		if err != nil {
			return fmt.Errorf("index the words of jobs: %w", err)
		}
		if n < indexedTogether {
			return nil
		}
	}
}

func indexSome(ctx context.Context, db *sql.DB, d dialect) (n int, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if d == postgres {
		if _, err := tx.ExecContext(ctx, "lock table job_words in share row exclusive mode"); err != nil {
			return 0, err
		}
	}
	found, err := tx.QueryContext(ctx, jobsWithoutWords[d], indexedTogether)
	if err != nil {
		return 0, err
	}
	var all []jobRow
	var one job.Job
	columns := []column{{"id", &one.ID}, {"title", &one.Title}, {"description", &one.Description}}
	err = drain(found, func(values []any) error {
		err := assign(columns, values)
		all = append(all, jobRowOf(one))
		return err
	})
	if err != nil {
		return 0, err
	}
	for _, j := range all {
		if err := indexOne(ctx, tx, d, j); err != nil {
			return 0, err
		}
	}
	return len(all), tx.Commit()
}

func indexOne(ctx context.Context, tx *sql.Tx, d dialect, j jobRow) error {
	w := wordsRowOf(j)
	if _, err := tx.ExecContext(ctx, putSearch, j.ID, j.search); err != nil {
		return err
	}
	if d == postgres {
		_, err := tx.ExecContext(ctx, newJobWords.postgres, []string{w.jobID}, []string{w.tokens})
		return err
	}
	if _, err := tx.ExecContext(ctx, newJobPlaces.sqlite, w.jobID); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, newJobWords.sqlite, w.jobID, w.tokens)
	return err
}
