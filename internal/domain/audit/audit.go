// Package audit is the trail of what the staff did and of who came in (監査記録,
// R13.2): decisions, looks at private data, sign-ins, changes of roles. A line
// is written in the commit of the act that it tells of, names its predecessor
// and is never changed: each line proves all before it, and the head, kept
// beside the trail and in every backup, proves that none was cut off its end.
package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
)

// Format is the version of what a line's hash is taken over.
const Format = 1

// Act says what was done: "nudge/approve", "messages.open", "sign_in".
type Act string

// Acts that are no decisions.
const (
	SignedIn     Act = "sign_in"
	Proved       Act = "second_factor"
	RolesChanged Act = "roles"
	Opened       Act = "messages.open"
	AnswerOpened Act = "answer.open"
	BankSeen     Act = "bank_account.open"
	FileTaken    Act = "payout_batch.file"

	BounceHandled Act = "mail.handled"
	SessionsEnded Act = "sessions.end"
	APIKeyMade    Act = "api_key.make"
	APIKeyRevoked Act = "api_key.revoke"
	Released      Act = "house.release" // out of quarantine
)

// A Line is one act.
type Line struct {
	ID       string // made of Seq: nodes mint ids of their own, and the trail has one order
	Seq      int64  // 1 for the first
	At       calendar.Instant
	By       string // account; empty for who runs the machine
	Act      Act
	Subject  string // the id of what it was done to
	Data     string // canonical JSON: the reason, the outcome
	PrevHash string
	Hash     string
}

// A Head is where the trail ends.
type Head struct {
	Seq  int64
	Hash string
}

// Genesis is the hash before the first line.
var Genesis = strings.Repeat("0", 64)

// Write makes the next line of a trail.
func Write(head Head, by string, act Act, subject string, data canonical.Object, now calendar.Instant) (Line, Head) {
	if head.Seq == 0 {
		head.Hash = Genesis
	}
	l := Line{ID: fmt.Sprintf("%s_%024d", id.Audit, head.Seq+1), Seq: head.Seq + 1, At: now, By: by, Act: act, Subject: subject, Data: canonical.Marshal(data), PrevHash: head.Hash}
	l.Hash = l.digest()
	return l, Head{l.Seq, l.Hash}
}

// digest is the SHA-256 over the line's canonical JSON without its hash.
func (l Line) digest() string {
	sum := sha256.Sum256([]byte(canonical.Marshal(canonical.Object{
		"act": string(l.Act), "at": l.At.String(), "by": l.By, "data": json.RawMessage(l.Data), "format": Format,
		"id": l.ID, "prev_hash": l.PrevHash, "seq": l.Seq, "subject": l.Subject,
	})))
	return hex.EncodeToString(sum[:])
}

// A Proof follows a trail from its first line.
type Proof struct{ head Head }

// Head is how far the proof has come.
func (p *Proof) Head() Head { return p.head }

// Follow checks the next line; the error names the first that does not hold.
func (p *Proof) Follow(l Line) error {
	if p.head.Seq == 0 {
		p.head.Hash = Genesis
	}
	switch {
	case l.Seq != p.head.Seq+1:
		return fmt.Errorf("line %d stands where line %d follows: a line was removed, added or moved", l.Seq, p.head.Seq+1)
	case l.PrevHash != p.head.Hash:
		return fmt.Errorf("line %d (%s) names another predecessor", l.Seq, l.ID)
	case l.Hash != l.digest():
		return fmt.Errorf("line %d (%s) was changed: it does not match its hash", l.Seq, l.ID)
	}
	p.head = Head{l.Seq, l.Hash}
	return nil
}

// Reached checks that the trail ends where its head says, so that nothing was
// cut off.
func (p *Proof) Reached(head Head) error {
	if p.head.Seq != head.Seq || head.Seq > 0 && p.head.Hash != head.Hash {
		return fmt.Errorf("the trail ends at line %d, its head says line %d: lines were cut off or the head was changed", p.head.Seq, head.Seq)
	}
	return nil
}
