package archive

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"

	"azukari/internal/domain/ledger"
	"azukari/internal/store"
	"azukari/internal/store/blob"
)

// Write writes a snapshot, and the files that are there after it was taken:
// what its rows name is among them.
func Write(ctx context.Context, to io.Writer, head Head, s store.Snapshot, files *blob.Store) (Manifest, error) {
	whole := sha256.New()
	packed, err := zstd.NewWriter(io.MultiWriter(to, whole))
	if err != nil {
		return Manifest{}, fmt.Errorf("begin to compress: %w", err)
	}
	w := &writing{tar: tar.NewWriter(packed), at: head.At.Time()}
	head.Tables = s.Tables()
	manifest, err := w.everything(ctx, head, s, files)
	if err == nil {
		err = w.tar.Close()
	}
	if failed := packed.Close(); err == nil {
		err = failed
	}
	if err == nil {
		_, err = io.MultiWriter(to, whole).Write(sealHead)
	}
	if err == nil {
		_, err = to.Write(whole.Sum(nil))
	}
	return manifest, err
}

// sealHead begins the last bytes: a frame that Zstandard skips, of the length of
// a SHA-256.
var sealHead = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, 0x184D2A5A), sha256.Size)

func (w *writing) everything(ctx context.Context, head Head, s store.Snapshot, files *blob.Store) (Manifest, error) {
	m := Manifest{Tables: map[string]Sum{}, Files: []blob.Content{}, Point: Point{Ledger: map[string]int64{}}}
	if err := w.json(headName, head); err != nil {
		return m, err
	}
	for _, t := range head.Tables {
		sum, err := w.table(ctx, s, t, m.Point.watch(t))
		if err != nil {
			return m, fmt.Errorf("write table %s: %w", t.Name, err)
		}
		m.Tables[t.Name] = sum
	}
	for f, err := range files.All() {
		if err == nil {
			err = w.file(files, f)
		}
		if err != nil {
			return m, fmt.Errorf("write file %s: %w", f.SHA256, err)
		}
		m.Files = append(m.Files, f)
	}
	return m, w.json(manifestName, m)
}

// table writes the rows of one table as entries of about the same length.
func (w *writing) table(ctx context.Context, s store.Snapshot, t store.Table, watch func([]any)) (Sum, error) {
	summing := NewSumming()
	var lines bytes.Buffer
	part := 0
	flush := func() error {
		part++
		err := w.entry(fmt.Sprintf("%s%s/%06d.jsonl", tablesIn, t.Name, part), int64(lines.Len()), &lines)
		lines.Reset()
		return err
	}
	err := s.Rows(ctx, t, func(row []any) error {
		watch(row)
		line, err := summing.Add(row)
		if err != nil {
			return err
		}
		lines.Write(line)
		if lines.Len() < together {
			return nil
		}
		return flush()
	})
	if err == nil && lines.Len() > 0 {
		err = flush()
	}
	return summing.Sum(), err
}

func (w *writing) file(files *blob.Store, f blob.Content) error {
	content, err := files.Open(f.SHA256)
	if err != nil {
		return err
	}
	defer content.Close() // it was only read
	sum := sha256.New()
	if err := w.entry(filesIn+f.SHA256, f.Size, io.TeeReader(content, sum)); err != nil {
		return err
	}
	if got := fmt.Sprintf("%x", sum.Sum(nil)); got != f.SHA256 {
		return fmt.Errorf("its content is damaged: it hashes to %s", got)
	}
	return nil
}

// watch notes what the manifest says of the rows of some tables.
func (p *Point) watch(t store.Table) func(row []any) {
	at := func(name string) int {
		for i, c := range t.Columns {
			if c.Name == name {
				return i
			}
		}
		return -1
	}
	switch t.Name {
	case "events":
		id := at("id")
		return func(row []any) {
			p.Events++
			p.LastEvent = max(p.LastEvent, row[id].(string))
		}
	case "transfers":
		return func([]any) { p.Transfers++ }
	case "ledger_accounts":
		id, balance := at("id"), at("balance")
		return func(row []any) { p.Ledger[ledger.Account(row[id].(string)).Kind()] += row[balance].(int64) }
	}
	return func([]any) {}
}

func marshalled(v any) ([]byte, error) { return json.MarshalIndent(v, "", " ") }
