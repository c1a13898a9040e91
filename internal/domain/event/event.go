// Package event is what a decision starts from and what it leaves behind: who
// acts on which occasion, the facts that follow, and the hash chain in which the
// facts of one thing – a contract, a contest, a task – prove each other (R9.5).
package event

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/lifecycle"
	"azukari/internal/domain/policy"
)

// An Actor is who gives a command: a person with an account, or one of the
// house's own (Clock, Gateway).
type Actor struct {
	Account  string
	Operator bool           // a member of the operator's staff (運営)
	System   lifecycle.Role // Clock or Gateway; empty for people
}

// An Occasion is all that a decision may know besides the thing that it
// is about and the command.
type Occasion struct {
	Who      Actor
	Now      calendar.Instant
	Calendar calendar.Calendar
	IDs      *id.Minter
	Numbers  *policy.Policy // in force for what begins now; nil: the first (R0.5)
}

// Policy is the numbers that what begins on this occasion is formed under.
func (on Occasion) Policy() *policy.Policy { return cmp.Or(on.Numbers, &policy.First) }

// By is the same occasion with somebody else acting.
func (on Occasion) By(who Actor) Occasion {
	on.Who = who
	return on
}

// Kind names what happened. Notifications use the same words.
type Kind string

// A Fact is one thing that happened. Those that both sides may know are events:
// they have an id, a place in the chain and a hash (R9.5). The others
// (a nudge that the other side never hears of, a message) only give notice.
type Fact struct {
	Kind   Kind
	At     calendar.Instant
	Actor  lifecycle.Role
	Deemed bool // done by the clock in a person's place
	Data   canonical.Object

	ID       string // empty unless chained
	Seq      int64
	JSON     string // Data, canonical
	PrevHash string
	Hash     string
}

// Chained reports whether the fact is an event of the chain.
func (f Fact) Chained() bool { return f.ID != "" }

// Genesis is the prev_hash of a chain's first event.
var Genesis = strings.Repeat("0", 64)

// Link makes a fact the next event of a chain: of so many events, the last of
// which has the hash head.
func Link(f Fact, events int64, head string, ids *id.Minter) Fact {
	f.ID, f.Seq, f.PrevHash = ids.New(id.Event, f.At), events+1, head
	f.JSON = canonical.Marshal(f.Data)
	f.Hash = f.digest()
	return f
}

// digest is the SHA-256 of the event's canonical JSON as the API shows it,
// without "hash": anyone can recompute it.
func (f Fact) digest() string {
	deemed := ""
	if f.Deemed {
		deemed = `,"deemed":true`
	}
	text := fmt.Sprintf(`{"actor":"%s","at":"%s","data":%s%s,"id":"%s","kind":"%s","prev_hash":"%s","seq":%d}`,
		f.Actor, f.At, f.JSON, deemed, f.ID, f.Kind, f.PrevHash, f.Seq)
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// A Chain proves the events of one thing one after another (R9.5).
type Chain struct {
	seq  int64
	head string
}

// Follow checks the next event; the error names the first broken link.
func (ch *Chain) Follow(f Fact) error {
	if ch.seq == 0 {
		ch.head = Genesis
	}
	ch.seq++
	switch {
	case f.Seq != ch.seq:
		return fmt.Errorf("event %s has seq %d where %d follows", f.ID, f.Seq, ch.seq)
	case f.PrevHash != ch.head:
		return fmt.Errorf("event %s (seq %d) names another predecessor", f.ID, f.Seq)
	case f.Hash != f.digest():
		return fmt.Errorf("event %s (seq %d) does not match its hash", f.ID, f.Seq)
	}
	ch.head = f.Hash
	return nil
}

// Reached checks that the chain ends where its thing says that it does.
func (ch *Chain) Reached(events int64, head string) error {
	if ch.seq != events || ch.head != head {
		return fmt.Errorf("the chain ends at seq %d, its owner says at seq %d", ch.seq, events)
	}
	return nil
}

// Due is one thing that the clock owes.
type Due struct {
	At   calendar.Instant
	Kind string
}
