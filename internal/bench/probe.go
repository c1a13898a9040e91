package bench

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"azukari/internal/engine/clock"
)

const (
	blockBytes = 4096
	fileBlocks = 1024 // of the file whose blocks are written again
)

// A probe asks the disk itself how long it takes to keep 4 KiB. Appending makes
// the file grow, which the file system must note as well; overwriting is what a
// database does in a log that it uses again. The ratios stand on appending.
type probe struct {
	appended, overwritten *os.File
	block                 []byte
	next                  int64 // block to overwrite
}

// probed is what one look at the disk gave.
type probed struct{ appended, overwritten []time.Duration }

// diskRound is the disk before and after the rows of one round.
type diskRound struct{ before, after probed }

func openProbe(dir string) (*probe, error) {
	p := &probe{block: make([]byte, blockBytes)}
	_, _ = rand.Read(p.block) // never fails
	var err error
	if p.appended, err = os.Create(filepath.Join(dir, "probe-append")); err != nil {
		return nil, err
	}
	if p.overwritten, err = os.Create(filepath.Join(dir, "probe-overwrite")); err != nil {
		return nil, errors.Join(err, p.appended.Close())
	}
	for i := range int64(fileBlocks) {
		if _, err := p.overwritten.WriteAt(p.block, i*blockBytes); err != nil {
			return nil, errors.Join(err, p.close())
		}
	}
	if err := p.overwritten.Sync(); err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

// take writes in turn to the one file and the other, for so long.
func (p *probe) take(so time.Duration) (probed, error) {
	var seen probed
	if err := p.appended.Truncate(0); err != nil {
		return seen, fmt.Errorf("empty the disk probe's file: %w", err)
	}
	if err := p.appended.Sync(); err != nil {
		return seen, fmt.Errorf("empty the disk probe's file: %w", err)
	}
	elapsed := clock.Stopwatch()
	for end := int64(0); elapsed() < so; end += blockBytes {
		took, err := p.keep(p.appended, end)
		if err != nil {
			return seen, err
		}
		seen.appended = append(seen.appended, took)
		if took, err = p.keep(p.overwritten, p.next*blockBytes); err != nil {
			return seen, err
		}
		seen.overwritten = append(seen.overwritten, took)
		p.next = (p.next + 1) % fileBlocks
	}
	return seen, nil
}

// keep writes one block and waits until the disk has it.
func (p *probe) keep(f *os.File, at int64) (time.Duration, error) {
	elapsed := clock.Stopwatch()
	if _, err := f.WriteAt(p.block, at); err != nil {
		return 0, fmt.Errorf("probe the disk: %w", err)
	}
	if err := fdatasync(f); err != nil {
		return 0, fmt.Errorf("probe the disk: %w", err)
	}
	return elapsed(), nil
}

func (p *probe) close() error { return errors.Join(p.appended.Close(), p.overwritten.Close()) }
