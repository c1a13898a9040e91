package archive

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"azukari/internal/base/calendar"
	"azukari/internal/store"
	"azukari/internal/store/blob"
)

// shelf is a snapshot made of nothing but rows.
type shelf struct {
	tables []store.Table
	rows   map[string][][]any
	done   map[string]int64
}

func (s *shelf) Tables() []store.Table { return s.tables }

func (s *shelf) Rows(_ context.Context, t store.Table, give func([]any) error) error {
	for _, row := range s.rows[t.Name] {
		if err := give(append([]any(nil), row...)); err != nil {
			return err
		}
	}
	return nil
}

func (s *shelf) Done(table string) int64 { return s.done[table] }

func (s *shelf) Put(_ context.Context, t store.Table, rows [][]any) error {
	s.rows[t.Name] = append(s.rows[t.Name], rows...)
	return nil
}

// odd is a shelf with every value that could get lost.
func odd() *shelf {
	things := store.Table{Name: "things", Key: []string{"id"}, Columns: []store.Column{
		{Name: "body", Kind: store.BytesColumn}, {Name: "id", Kind: store.TextColumn}, {Name: "n", Kind: store.NumberColumn},
	}}
	balances := store.Table{Name: "ledger_accounts", Key: []string{"id"}, Columns: []store.Column{
		{Name: "balance", Kind: store.NumberColumn}, {Name: "id", Kind: store.TextColumn},
	}}
	return &shelf{tables: []store.Table{balances, things, {Name: "empty", Key: []string{"id"}, Columns: things.Columns[1:2]}}, rows: map[string][][]any{
		"ledger_accounts": {{int64(-7), "gateway"}, {int64(3), "user:a"}, {int64(4), "user:b"}},
		"things": {
			{[]byte{}, "", int64(0)}, {[]byte{0, 255, '\n'}, "改行\nと\"引用\"<&>\u2028\x00", int64(math.MaxInt64)},
			{nil, nil, nil}, {[]byte("x"), "\xff\xfe broken", int64(math.MinInt64)},
		},
	}}
}

func kept(t *testing.T, s *shelf) (path string, m Manifest) {
	t.Helper()
	files, err := blob.Open(t.TempDir(), calendar.Instant(0).Time())
	if err == nil {
		_, err = files.Put("資料.txt", strings.NewReader("見積もりの根拠です。"))
	}
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	m, err = Write(t.Context(), &b, Head{Format: Format, Schema: 12, Database: "sqlite", At: 1_000_000}, s, files)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "backup.tar.zst")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, m
}

func TestWhatWasWrittenComesBack(t *testing.T) {
	s := odd()
	path, wrote := kept(t, s)
	back := &shelf{tables: s.tables, rows: map[string][][]any{}}
	feed, err := NewFeed(back, s.tables)
	if err != nil {
		t.Fatal(err)
	}
	contents := map[string]string{}
	head, read, err := Read(t.Context(), path, Visit{
		Row: func(table store.Table, row []any) error { return feed.Row(t.Context(), table, row) },
		File: func(c blob.Content, content io.Reader) error {
			b, err := io.ReadAll(content)
			contents[c.SHA256] = string(b)
			return err
		},
	})
	if err == nil {
		err = feed.Flush(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s.rows, back.rows); diff != "" {
		t.Errorf("rows (-written +read):\n%s", diff)
	}
	if diff := cmp.Diff(wrote, read); diff != "" || head.Schema != 12 || head.At != 1_000_000 {
		t.Errorf("%+v, manifest (-written +read):\n%s", head, diff)
	}
	if want := map[string]int64{"gateway": -7, "user": 7}; !cmp.Equal(read.Point.Ledger, want) {
		t.Errorf("the ledger stood at %v, not at %v", read.Point.Ledger, want)
	}
	if len(contents) != 1 || contents[read.Files[0].SHA256] != "見積もりの根拠です。" {
		t.Errorf("files: %v", contents)
	}
	different, err := Compare(t.Context(), back, read.Tables)
	if err != nil || len(different) > 0 {
		t.Errorf("it differs: %v, %v", different, err)
	}
}

// TestEveryChangedByteIsFound flips each byte of a file in turn, and cuts it at
// each length.
func TestEveryChangedByteIsFound(t *testing.T) {
	path, _ := kept(t, odd())
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := Verify(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(t.TempDir(), "broken")
	try := func(what string, at int, b []byte) {
		t.Helper()
		if err := os.WriteFile(broken, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Verify(t.Context(), broken); !errors.Is(err, ErrDamaged) {
			t.Fatalf("%s %d of %d: %v", what, at, len(whole), err)
		}
	}
	for at := range whole {
		b := bytes.Clone(whole)
		b[at] ^= 1 << (at % 8)
		try("flipped", at, b)
		try("cut at", at, whole[:at])
	}
	try("one byte more:", len(whole), append(bytes.Clone(whole), 0))
}

// TestASecondTryGoesOn leaves out what is there already.
func TestASecondTryGoesOn(t *testing.T) {
	s := odd()
	to := &shelf{tables: s.tables, rows: map[string][][]any{"things": s.rows["things"][:3]}, done: map[string]int64{"things": 3}}
	sums, err := Copy(t.Context(), s, to)
	if err != nil {
		t.Fatal(err)
	}
	if different, err := Compare(t.Context(), to, sums); err != nil || len(different) > 0 {
		t.Errorf("it differs: %v, %v", different, err)
	}
	to.rows["things"][1][2] = int64(1)
	different, err := Compare(t.Context(), to, sums)
	if err != nil || len(different) != 1 || different[0].Table != "things" || different[0].Got.Rows != 4 {
		t.Errorf("one changed number: %v, %v", different, err)
	}
}

func TestOtherTablesAreRefused(t *testing.T) {
	s := odd()
	if _, err := NewFeed(s, s.tables[1:]); !errors.Is(err, ErrOtherTables) {
		t.Errorf("one table less: %v", err)
	}
}
