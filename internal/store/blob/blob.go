// Package blob keeps the content of uploaded files (添付ファイル) on the disk, each
// once and under its SHA-256, below one directory that is not served. What Put
// has answered is on the disk to stay; what it refused, or did not finish, leaves
// nothing behind. Names and who may read are not its business.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gabriel-vasile/mimetype"

	"azukari/internal/domain/message"
)

// abandoned is the age from which on nobody writes an unfinished file any more.
const abandoned = 24 * time.Hour

// A Store is one directory. It is safe for concurrent use, by several processes.
type Store struct {
	root    string
	largest int64
}

// Open makes the directory if it is not there, readable by its owner alone, and
// clears away what an earlier process did not finish.
func Open(dir string, present time.Time) (*Store, error) {
	s := &Store{root: dir, largest: message.LargestFile}
	if err := os.MkdirAll(s.coming(), 0o700); err != nil {
		return nil, fmt.Errorf("make the directory of files: %w", err)
	}
	begun, err := os.ReadDir(s.coming())
	if err != nil {
		return nil, fmt.Errorf("look for unfinished files: %w", err)
	}
	for _, f := range begun {
		// another node may be writing the young ones
		if info, err := f.Info(); err == nil && present.Sub(info.ModTime()) > abandoned {
			if err := os.Remove(filepath.Join(s.coming(), f.Name())); err != nil && !errors.Is(err, os.ErrNotExist) {
				return nil, fmt.Errorf("clear unfinished files: %w", err)
			}
		}
	}
	return s, nil
}

// coming is where files are that are still being written.
func (s *Store) coming() string { return filepath.Join(s.root, "coming") }

// pathOf spreads files over 65,536 directories.
func (s *Store) pathOf(sum string) string { return filepath.Join(s.root, sum[:2], sum[2:4], sum) }

// Put keeps a content under a name's sort, and answers what transact.AttachFile
// is given. It refuses (*refusal.Refusal) what is empty, above 100 MiB, or not
// on the list of sorts (message.TypeOf); other errors are ours, or the reader's.
func (s *Store) Put(name string, content io.Reader) (f message.File, err error) {
	f.Name = message.FileName(name)
	if err := message.Listed(f.Name); err != nil {
		return message.File{}, err // not worth reading
	}
	temp, err := os.CreateTemp(s.coming(), "*")
	if err != nil {
		return message.File{}, fmt.Errorf("begin a file: %w", err)
	}
	defer func() {
		if gone := os.Remove(temp.Name()); !errors.Is(gone, os.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}()
	w := &writing{file: temp, sum: sha256.New()}
	err = w.take(content, s.largest)
	if err == nil {
		f.Type, err = message.TypeOf(f.Name, looks(w.head)...)
	}
	if err = errors.Join(err, closed(temp, err == nil)); err != nil {
		return message.File{}, err
	}
	f.Size, f.SHA256 = w.size, hex.EncodeToString(w.sum.Sum(nil))
	return f, s.keep(temp.Name(), f.SHA256)
}

// closed ends a file, once what is in it is on the disk if that is wanted.
func closed(f *os.File, safely bool) error {
	var err error
	if safely {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// keep moves a finished file to its place; one that is there already is the
// same.
func (s *Store) keep(temp, sum string) error {
	place := s.pathOf(sum)
	directory := filepath.Dir(place)
	if _, err := os.Stat(place); err != nil {
		if err := os.MkdirAll(directory, 0o700); err != nil {
			return fmt.Errorf("make a directory for a file: %w", err)
		}
		if err := os.Rename(temp, place); err != nil {
			return fmt.Errorf("keep a file: %w", err)
		}
	}
	// The names on the way to it are to stay too: also of one that somebody else
	// has just brought there, or whose names could not be made safe then.
	for _, d := range []string{directory, filepath.Dir(directory), s.root} {
		if err := syncDirectory(d); err != nil {
			return fmt.Errorf("keep the name of a file: %w", err)
		}
	}
	return nil
}

func syncDirectory(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// ErrGone is what Open answers for a content that is not kept.
var ErrGone = errors.New("no such content")

// Open reads a content by its hash.
func (s *Store) Open(sum string) (*os.File, error) {
	if len(sum) != 2*sha256.Size || strings.Trim(sum, "0123456789abcdef") != "" {
		return nil, ErrGone
	}
	f, err := os.Open(s.pathOf(sum))
	if errors.Is(err, os.ErrNotExist) {
		return nil, ErrGone
	}
	if err != nil {
		return nil, fmt.Errorf("open a file: %w", err)
	}
	return f, nil
}

// sniffed is how much of a content says what it looks like.
const sniffed = 3072

// looks lists the media types of a content's beginning, the closest first.
func looks(head []byte) (all []string) {
	for m := mimetype.Detect(head); m != nil; m = m.Parent() {
		kind, _, _ := strings.Cut(m.String(), ";")
		all = append(all, kind)
	}
	return all
}

// writing is a file that is being written.
type writing struct {
	file io.Writer
	sum  hash.Hash
	size int64
	head []byte
}

func (w *writing) take(content io.Reader, largest int64) error {
	n, err := io.Copy(w, io.LimitReader(content, largest+1))
	switch {
	case err != nil:
		return fmt.Errorf("take a file in: %w", err)
	case n > largest:
		return message.TooLarge()
	case n == 0:
		return message.Empty()
	}
	return nil
}

// Write takes a piece.
func (w *writing) Write(p []byte) (int, error) {
	w.head = append(w.head, p[:min(len(p), sniffed-len(w.head))]...)
	w.sum.Write(p)
	n, err := w.file.Write(p)
	w.size += int64(n)
	return n, err
}
