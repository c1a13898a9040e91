// Package charter is how a house is set (設定): what its admins change without a
// rebuild. There are two things to set, each by publishing an edition: the
// numbers of the rules (R0.5), and the house's own face – name, colour, logo,
// the foot of its mail, its terms, the formats that take something new. An
// edition is never changed; a later one takes its place when its day comes.
package charter

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
	"azukari/internal/domain/policy"
)

// A Kind is what an edition sets.
type Kind string

// The kinds.
const (
	Numbers Kind = "policy" // a policy.Policy
	Face    Kind = "house"  // a House
)

// An Edition is one published version of one kind.
type Edition struct {
	ID       string
	Kind     Kind
	Version  int // of its kind, one after another; the first edition of the numbers is 2
	StartsAt calendar.Instant
	At       calendar.Instant
	By       string // account
	Document string // JSON
}

// A Book is every edition there is, read. It never changes.
type Book struct {
	editions []Edition // oldest first
	numbers  []*policy.Policy
	faces    []*House
	starts   map[Kind][]calendar.Instant
}

// Read makes a book of all editions. An error is a broken database.
func Read(editions []Edition) (*Book, error) {
	b := &Book{editions: editions, starts: map[Kind][]calendar.Instant{}}
	for _, e := range editions {
		var err error
		switch e.Kind {
		case Numbers:
			var p *policy.Policy
			if p, err = policy.Decode(e.Document); err == nil {
				b.numbers = append(b.numbers, p)
				if p.Version != e.Version {
					err = fmt.Errorf("it says version %d", p.Version)
				}
			}
		case Face:
			var h House
			err = json.Unmarshal([]byte(e.Document), &h)
			h.Version = e.Version
			b.faces = append(b.faces, &h)
		default:
			err = fmt.Errorf("no such kind %q", e.Kind)
		}
		if err != nil {
			return nil, fmt.Errorf("read edition %s: %w", e.ID, err)
		}
		b.starts[e.Kind] = append(b.starts[e.Kind], e.StartsAt)
	}
	return b, nil
}

// Learn makes every version of the numbers known to the contracts that name it.
// It is for editions that are committed.
func (b *Book) Learn() error {
	for _, p := range b.numbers {
		if err := policy.Learn(p); err != nil {
			return err
		}
	}
	return nil
}

// With is the book with one edition more.
func (b *Book) With(e Edition) (*Book, error) { return Read(append(slices.Clone(b.editions), e)) }

// inForce is the newest edition of a kind that has begun, nil when none has.
func inForce[T any](all []*T, starts []calendar.Instant, now calendar.Instant) *T {
	for i, s := range slices.Backward(starts) {
		if s <= now {
			return all[i]
		}
	}
	return nil
}

// Policy is the numbers that what begins now is formed under (R0.5).
func (b *Book) Policy(now calendar.Instant) *policy.Policy {
	return cmp.Or(inForce(b.numbers, b.starts[Numbers], now), &policy.First)
}

// House is the house's face now.
func (b *Book) House(now calendar.Instant) *House {
	return cmp.Or(inForce(b.faces, b.starts[Face], now), &plain)
}

// LastPolicy is the last version of the numbers, begun or not; LastHouse that
// of the face. The next one starts from them.
func (b *Book) LastPolicy() *policy.Policy {
	if n := len(b.numbers); n > 0 {
		return b.numbers[n-1]
	}
	return &policy.First
}

// Before is the version of the numbers that a version followed.
func (b *Book) Before(version int) *policy.Policy {
	for i, p := range slices.Backward(b.numbers) {
		if p.Version < version {
			return b.numbers[i]
		}
	}
	return &policy.First
}

// LastHouse is the last face.
func (b *Book) LastHouse() *House {
	if n := len(b.faces); n > 0 {
		return b.faces[n-1]
	}
	return &plain
}

// TermsSince is since when the house's terms are as they are now.
func (b *Book) TermsSince() (since calendar.Instant) {
	said := ""
	for i, h := range b.faces {
		if h.Terms != said {
			said, since = h.Terms, b.starts[Face][i]
		}
	}
	return since
}

// Face is a version of the face; one that is none is as nobody has set it.
func (b *Book) Face(version int) *House {
	for _, h := range b.faces {
		if h.Version == version {
			return h
		}
	}
	return &plain
}

// Editions lists the editions of a kind, newest first.
func (b *Book) Editions(k Kind) (all []Edition) {
	for _, e := range slices.Backward(b.editions) {
		if e.Kind == k {
			all = append(all, e)
		}
	}
	return all
}

// ChangeNumbers publishes the next version of the numbers. It begins with a day,
// tomorrow at the earliest, so that everybody can know it before; version is the
// one that the admin has seen, so that two of them do not overwrite each other.
func (b *Book) ChangeNumbers(version int, day calendar.Date, to map[string]int64, on event.Occasion) (Edition, []policy.Difference, error) {
	last := b.LastPolicy()
	if version != last.Version+1 {
		return Edition{}, nil, refusal.Conflict(refusal.StateConflict, "R0.5", "Somebody else has published a version meanwhile. Look at it first.")
	}
	starts, err := b.startOf(day, on)
	if err != nil {
		return Edition{}, nil, err
	}
	next, changed, err := last.Amend(version, to)
	if err != nil {
		return Edition{}, nil, err
	}
	e, err := edition(Numbers, version, starts, next, on)
	return e, changed, err
}

// known is how long every node may take to read what another has published.
const known = time.Minute

func (b *Book) startOf(day calendar.Date, on event.Occasion) (calendar.Instant, error) {
	starts := on.Calendar.StartOf(day)
	if starts < on.Now.Add(known) {
		return 0, refusal.Invalid("starts_on", "R0.5", "The new numbers begin tomorrow at the earliest.")
	}
	if n := len(b.starts[Numbers]); n > 0 && starts < b.starts[Numbers][n-1] {
		return 0, refusal.Invalid("starts_on", "R0.5", "A version that is published already begins later. Begin on its day or after it.")
	}
	return starts, nil
}

// ChangeHouse gives the house its next face, at once.
func (b *Book) ChangeHouse(h House, on event.Occasion) (Edition, error) {
	last := b.LastHouse()
	if h.Version != last.Version+1 {
		return Edition{}, refusal.Conflict(refusal.StateConflict, "", "Somebody else has changed the settings meanwhile. Look at them first.")
	}
	if err := h.fit(); err != nil {
		return Edition{}, err
	}
	return edition(Face, h.Version, on.Now, h, on)
}

func edition(k Kind, version int, starts calendar.Instant, document any, on event.Occasion) (Edition, error) {
	text, err := json.Marshal(document)
	if err != nil {
		return Edition{}, fmt.Errorf("write the document of an edition: %w", err)
	}
	return Edition{ID: on.IDs.New(id.Edition, on.Now), Kind: k, Version: version, StartsAt: starts, At: on.Now, By: on.Who.Account, Document: string(text)}, nil
}
