package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"azukari/internal/domain/message"
)

// A Content is one content that is kept.
type Content struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// Look is a directory of files as it is: nothing is made, nothing cleared away.
func Look(dir string) *Store { return &Store{root: dir, largest: message.LargestFile} }

// All lists every content that is kept, in the order of their hashes.
func (s *Store) All() iter.Seq2[Content, error] {
	return func(yield func(Content, error) bool) {
		err := filepath.WalkDir(s.root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist) && path == s.root:
				return nil // no file ever came
			case err != nil:
				return err
			case path == s.coming():
				return fs.SkipDir
			case d.IsDir():
				return nil
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			if !yield(Content{SHA256: d.Name(), Size: info.Size()}, nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield(Content{}, fmt.Errorf("list the files: %w", err))
		}
	}
}

// ErrChanged is what Take answers for a content that is not what its hash says.
var ErrChanged = errors.New("the content is not what its hash says")

// Take keeps a content that was checked when it was first put, under its hash.
func (s *Store) Take(sum string, content io.Reader) (err error) {
	temp, err := os.CreateTemp(s.coming(), "*")
	if err != nil {
		return fmt.Errorf("begin a file: %w", err)
	}
	defer func() {
		if gone := os.Remove(temp.Name()); !errors.Is(gone, os.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}()
	hash := sha256.New()
	_, err = io.Copy(temp, io.TeeReader(content, hash))
	if err == nil && hex.EncodeToString(hash.Sum(nil)) != sum {
		err = ErrChanged
	}
	if err = errors.Join(err, closed(temp, err == nil)); err != nil {
		return fmt.Errorf("take file %s in: %w", sum, err)
	}
	return s.keep(temp.Name(), sum)
}
