package archive

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"time"
)

// writing is a tar that is being written; every entry bears the same date.
type writing struct {
	tar *tar.Writer
	at  time.Time
}

func (w *writing) entry(name string, size int64, content io.Reader) error {
	if err := w.tar.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600, ModTime: w.at.Truncate(time.Second), Format: tar.FormatPAX}); err != nil {
		return fmt.Errorf("begin entry %s: %w", name, err)
	}
	n, err := io.Copy(w.tar, content)
	if err == nil && n != size {
		err = fmt.Errorf("%d bytes came instead of %d", n, size)
	}
	if err != nil {
		return fmt.Errorf("write entry %s: %w", name, err)
	}
	return nil
}

func (w *writing) json(name string, v any) error {
	b, err := marshalled(v)
	if err != nil {
		return fmt.Errorf("encode %s: %w", name, err)
	}
	return w.entry(name, int64(len(b)), bytes.NewReader(b))
}
