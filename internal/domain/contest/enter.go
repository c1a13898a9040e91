package contest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"unicode/utf8"

	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
)

// Enter (提案する) puts one piece of work into the contest. It gets a number, a
// hash and a time that everyone may know (R8.1).
type Enter struct {
	EntryID string // the proposal that it is
	Text    string
	Links   []string
	Files   []File
}

// A File is part of an entry: known by the hash of its content.
type File struct {
	Name   string
	Size   int64
	SHA256 string
}

// Bounds of one entry.
const (
	LongestEntry = 5_000 // characters
	MostFiles    = 20
	MostLinks    = 20
)

// Verb is "entries".
func (Enter) Verb() Verb { return VerbEnter }

func (Enter) check(s *step) error {
	mine := 0
	for _, e := range s.c.Entries {
		if e.WorkerID == s.Who.Account && e.State == EntryValid {
			mine++
		}
	}
	switch p := s.c.Policy(); {
	case mine >= p.ContestEntriesEach:
		return s.conflict(fmt.Sprintf("You have %d entries in this contest; that is the most that one person may have. Withdraw one to enter another.", mine))
	case len(s.c.Entries) >= p.ContestEntries:
		return s.conflict("This contest has as many entries as a contest can have.")
	}
	return nil
}

func (e Enter) apply(s *step) error {
	switch {
	case e.Text == "" && len(e.Files)+len(e.Links) == 0:
		return refusal.Invalid("text", "R8.1", "An entry needs a text, a file or a link.")
	case utf8.RuneCountInString(e.Text) > LongestEntry:
		return refusal.Invalid("text", "R8.1", fmt.Sprintf("An entry's text has at most %d characters.", LongestEntry))
	case len(e.Files) > MostFiles:
		return refusal.Invalid("files", "R8.1", fmt.Sprintf("An entry has at most %d files.", MostFiles))
	case len(e.Links) > MostLinks:
		return refusal.Invalid("links", "R8.1", fmt.Sprintf("An entry has at most %d links.", MostLinks))
	}
	entry := Entry{ID: e.EntryID, Number: len(s.c.Entries) + 1, WorkerID: s.Who.Account, At: s.Now, State: EntryValid}
	entry.Document = e.document(s.c.JobID, entry)
	entry.SHA256 = HashOf(entry.Document)
	s.c.Entries = append(s.c.Entries, entry)
	s.record(Entered, canonical.Object{"entry_id": entry.ID, "number": entry.Number, "sha256": entry.SHA256})
	return nil
}

// document is what was entered, as canonical JSON: what the hash is over.
func (e Enter) document(jobID string, entry Entry) string {
	files := make([]canonical.Object, len(e.Files))
	for i, f := range e.Files {
		files[i] = canonical.Object{"name": f.Name, "size": f.Size, "sha256": f.SHA256}
	}
	links := e.Links
	if links == nil {
		links = []string{}
	}
	return canonical.Marshal(canonical.Object{
		"document": "azukari contest entry", "version": 1, // コンペの提案
		"entry_id": entry.ID, "job_id": jobID, "number": entry.Number, "worker_id": entry.WorkerID, "at": entry.At.String(),
		"text": e.Text, "links": links, "files": files,
	})
}

// HashOf is the SHA-256 of an entry's document, hex.
func HashOf(document string) string {
	sum := sha256.Sum256([]byte(document))
	return hex.EncodeToString(sum[:])
}
