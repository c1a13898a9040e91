//go:build !linux

package bench

import "os"

// syncCall is what this system has in fdatasync's place.
const syncCall = "fsync"

func fdatasync(f *os.File) error { return f.Sync() }
