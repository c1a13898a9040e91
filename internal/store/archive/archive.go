// Package archive (控え) writes a copy of everything into one file, and reads it
// again: the tables of any store as lines of JSON, the content of the files, and
// a manifest that says what there must be. A file is a tar within Zstandard, so
// that tar and zstd can open it without azukari; its last bytes are the SHA-256
// of all others. What Verify has passed is, byte for byte, what was written.
package archive

import (
	"azukari/internal/base/calendar"
	"azukari/internal/store"
	"azukari/internal/store/blob"
)

// Format is the version of the format that this program writes and reads.
const Format = 1

// A Head stands before everything else.
type Head struct {
	Format   int              `json:"format"`
	Schema   int64            `json:"schema"`   // the number of the last migration
	Database string           `json:"database"` // sqlite or postgres: where it is from; it may go to either
	At       calendar.Instant `json:"at"`       // when it was made
	Tables   []store.Table    `json:"tables"`   // what is named before what names it
}

// A Manifest stands after everything else and says what there must be.
type Manifest struct {
	Tables map[string]Sum `json:"tables"`
	Files  []blob.Content `json:"files"`
	Point  Point          `json:"point"`
}

// A Point is where the house stood in the one moment that was copied.
type Point struct {
	Events    int64            `json:"events"`
	LastEvent string           `json:"last_event"` // the newest id
	Transfers int64            `json:"transfers"`
	Ledger    map[string]int64 `json:"ledger"` // what stands on all accounts of a kind, in yen; together zero
}

// The entries of the tar.
const (
	headName     = "azukari.json"
	manifestName = "manifest.json"
	tablesIn     = "tables/" // + table + / + number + .jsonl
	filesIn      = "files/"  // + SHA-256
)

// together is how many bytes of lines make one entry, about.
const together = 4 << 20
