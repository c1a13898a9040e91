package archive

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"azukari/internal/store"
	"azukari/internal/store/blob"
)

// ErrDamaged is what reading answers for a file that is not, byte for byte, what
// was written: cut short, changed, or no copy of a house at all.
var ErrDamaged = errors.New("the copy is damaged, or is none")

// A Visit receives what a file holds, in its order; what is nil is only checked.
type Visit struct {
	Head func(Head) error
	Row  func(t store.Table, row []any) error
	File func(f blob.Content, content io.Reader) error
}

// Read checks every byte of a file, and then gives on what it holds. It answers
// with what the file says of itself.
func Read(ctx context.Context, path string, v Visit) (Head, Manifest, error) {
	f, err := os.Open(path)
	if err != nil {
		return Head{}, Manifest{}, fmt.Errorf("open the copy: %w", err)
	}
	defer f.Close() // it was only read
	size, err := sealed(ctx, f)
	if err != nil {
		return Head{}, Manifest{}, fmt.Errorf("read %s: %w", path, err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return Head{}, Manifest{}, err
	}
	unpacked, err := zstd.NewReader(bufio.NewReaderSize(io.LimitReader(f, size), 1<<20))
	if err != nil {
		return Head{}, Manifest{}, fmt.Errorf("read %s: %w: %w", path, ErrDamaged, err)
	}
	defer unpacked.Close()
	r := &reading{tar: tar.NewReader(unpacked), visit: v, sums: map[string]*Summing{}}
	if err := r.all(ctx); err != nil {
		return r.head, r.manifest, fmt.Errorf("read %s: %w", path, err)
	}
	return r.head, r.manifest, nil
}

// Verify checks every byte of a file, and that its parts are what its manifest
// says.
func Verify(ctx context.Context, path string) (Head, Manifest, error) {
	return Read(ctx, path, Visit{})
}

// sealed compares a file with the SHA-256 at its end, and answers how long what
// is before it is.
func sealed(ctx context.Context, f *os.File) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	size := info.Size() - int64(len(sealHead)) - sha256.Size
	if size < 0 || info.IsDir() {
		return 0, ErrDamaged
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, &interruptible{ctx, io.LimitReader(f, size)}); err != nil {
		return 0, err
	}
	seal := make([]byte, len(sealHead)+sha256.Size)
	if _, err := io.ReadFull(f, seal); err != nil {
		return 0, err
	}
	sum.Write(sealHead)
	if !bytes.Equal(seal, sum.Sum(slices.Clone(sealHead))) {
		return 0, ErrDamaged
	}
	return size, nil
}

// reading is a file whose bytes are right; its parts are held to the manifest.
type reading struct {
	tar      *tar.Reader
	visit    Visit
	head     Head
	tables   map[string]store.Table
	sums     map[string]*Summing
	files    []blob.Content
	manifest Manifest
	ended    bool
}

func (r *reading) all(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := r.tar.Next()
		if errors.Is(err, io.EOF) {
			return r.end()
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if err := r.entry(h); err != nil {
			return fmt.Errorf("%s: %w", h.Name, err)
		}
	}
}

func (r *reading) entry(h *tar.Header) error {
	switch {
	case r.ended || (h.Name == headName) != (r.tables == nil):
		return ErrDamaged
	case h.Name == headName:
		return r.begin()
	case h.Name == manifestName:
		r.ended = true
		return json.NewDecoder(r.tar).Decode(&r.manifest)
	case strings.HasPrefix(h.Name, filesIn):
		return r.file(blob.Content{SHA256: strings.TrimPrefix(h.Name, filesIn), Size: h.Size})
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(h.Name, tablesIn), "/")
	t, ok := r.tables[name]
	if !ok {
		return ErrDamaged
	}
	return r.rows(t)
}

func (r *reading) begin() error {
	if err := json.NewDecoder(r.tar).Decode(&r.head); err != nil {
		return err
	}
	if r.head.Format != Format {
		return fmt.Errorf("the copy is in format %d, and this azukari reads %d: use the one that wrote it", r.head.Format, Format)
	}
	r.tables = map[string]store.Table{}
	for _, t := range r.head.Tables {
		r.tables[t.Name] = t
		r.sums[t.Name] = NewSumming()
	}
	if r.visit.Head == nil {
		return nil
	}
	return r.visit.Head(r.head)
}

func (r *reading) rows(t store.Table) error {
	lines := bufio.NewReaderSize(r.tar, 1<<16)
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		r.sums[t.Name].take(line)
		if r.visit.Row == nil {
			continue
		}
		row, err := decoded(line, t)
		if err == nil {
			err = r.visit.Row(t, row)
		}
		if err != nil {
			return err
		}
	}
}

func (r *reading) file(f blob.Content) error {
	sum := sha256.New()
	content := io.TeeReader(r.tar, sum)
	if r.visit.File != nil {
		if err := r.visit.File(f, content); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, content); err != nil {
		return err
	}
	if got := fmt.Sprintf("%x", sum.Sum(nil)); got != f.SHA256 {
		return fmt.Errorf("%w: its content hashes to %s", ErrDamaged, got)
	}
	r.files = append(r.files, f)
	return nil
}

// end holds what came to what the manifest says.
func (r *reading) end() error {
	got := map[string]Sum{}
	for name, s := range r.sums {
		got[name] = s.Sum()
	}
	if !r.ended || !maps.Equal(got, r.manifest.Tables) || !slices.Equal(r.files, r.manifest.Files) {
		return fmt.Errorf("%w: its parts are not what its manifest says", ErrDamaged)
	}
	return nil
}

// interruptible stops reading when the context ends.
type interruptible struct {
	ctx  context.Context
	from io.Reader
}

func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.from.Read(p)
}
