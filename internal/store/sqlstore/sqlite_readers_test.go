package sqlstore

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
)

// TestAQuestionEndsWithItsContext asks what has no end, and takes the question
// back while it is answered: nobody who asks next hears of it.
func TestAQuestionEndsWithItsContext(t *testing.T) {
	s := openSQLiteAt(t, filepath.Join(t.TempDir(), "test.db"))
	endless := "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
	for range 50 {
		ctx, cancel := context.WithCancel(t.Context())
		seen := 0
		err := s.reader.each(ctx, endless, nil, func([]any) error {
			if seen++; seen == 100 {
				cancel()
			}
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("an endless question that was taken back: %v", err)
		}
		if n, err := s.reader.number(t.Context(), "select $1 + 1", 41); n != 42 || err != nil {
			t.Fatalf("the next question is answered %d %v", n, err)
		}
	}
}

// TestQuestionsWaitForAConnection asks while all connections are in use, and when
// there will never be one again.
func TestQuestionsWaitForAConnection(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	openSQLiteAt(t, path)
	readers, err := openSQLiteReaders(path, 1)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(ctx context.Context, query string) error {
		return readers.each(ctx, query, nil, func([]any) error { return nil })
	}
	err = readers.each(t.Context(), "select 1", nil, func([]any) error {
		impatient, cancel := context.WithCancel(t.Context())
		cancel()
		return ask(impatient, "select 2")
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a question without a connection: %v", err)
	}
	if err := ask(t.Context(), "insert into sandbox (id, now) values (1, 1)"); err == nil {
		t.Error("a question has written")
	}
	if err := ask(t.Context(), "select 1"); err != nil {
		t.Error(err)
	}
	if err := readers.close(); err != nil {
		t.Error(err)
	}
	if err := ask(t.Context(), "select 1"); !errors.Is(err, errClosed) {
		t.Errorf("a question after the end: %v", err)
	}
}
