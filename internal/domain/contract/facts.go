package contract

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
)

// FactKind names what happened. Notifications use the same words.
type FactKind string

// What can happen to a contract.
const (
	Formed                FactKind = "contract.formed"
	EscrowDue             FactKind = "escrow.due"
	EscrowFunded          FactKind = "escrow.funded"
	EscrowFailed          FactKind = "escrow.failed"
	EscrowReturned        FactKind = "escrow.returned" // paid too late, refunded in full
	DeliveryMade          FactKind = "delivery.made"
	InspectionReminder    FactKind = "inspection.reminder"
	RevisionRequested     FactKind = "revision.requested"
	Accepted              FactKind = "contract.accepted"
	CompletedFact         FactKind = "contract.completed"
	CancelledFact         FactKind = "contract.cancelled"
	TerminatedFact        FactKind = "contract.terminated"
	TerminationRequested  FactKind = "termination.requested"
	TerminationReminder   FactKind = "termination.reminder"
	TerminationAgreedFact FactKind = "termination.agreed"
	TerminationDeclinedBy FactKind = "termination.declined"
	TerminationWithdrawnF FactKind = "termination.withdrawn"
	TerminationLapsedFact FactKind = "termination.lapsed"
	NudgeApproved         FactKind = "nudge.approved"
	NudgeDeniedFact       FactKind = "nudge.denied" // told to the applicant alone
	NudgeReminder         FactKind = "nudge.reminder"
	NudgeAnsweredFact     FactKind = "nudge.answered"
	NudgeClosed           FactKind = "nudge.closed_by_reply" // told to the applicant alone
	NudgeUnansweredFact   FactKind = "nudge.unanswered"
	DisputeOpened         FactKind = "dispute.opened"
	DisputeOffered        FactKind = "dispute.offered"
	DisputeResolvedFact   FactKind = "dispute.resolved"
	NDASigned             FactKind = "nda.signed"
	MessageReceived       FactKind = "message.received" // not chained: messages are not the contract's acts
)

// A Fact is one thing that happened. Those that both sides may know are events:
// they have an id, a place in the contract's chain and a hash (R9.5). The others
// (a nudge that the other side never hears of, a message) only give notice.
type Fact struct {
	Kind   FactKind
	At     calendar.Instant
	Actor  Role
	Deemed bool // done by the clock in a person's place
	Data   canonical.Object

	ID       string // empty unless chained
	Seq      int64
	JSON     string // Data, canonical
	PrevHash string
	Hash     string
}

// Chained reports whether the fact is an event of the contract's chain.
func (f Fact) Chained() bool { return f.ID != "" }

// Genesis is the prev_hash of a contract's first event.
var Genesis = strings.Repeat("0", 64)

// record adds an event to the chain and answers its id, the cause of transfers.
func (s *step) record(kind FactKind, data canonical.Object) string {
	return s.append(Fact{Kind: kind, Data: data})
}

func (s *step) recordDeemed(kind FactKind, data canonical.Object, deemed bool) string {
	return s.append(Fact{Kind: kind, Data: data, Deemed: deemed})
}

func (s *step) append(f Fact) string {
	f.At, f.Actor = s.Now, s.role
	f.ID, f.Seq, f.PrevHash = s.IDs.New(id.Event, s.Now), s.c.Events+1, s.c.Head
	f.JSON = canonical.Marshal(f.Data)
	f.Hash = f.digest()
	s.c.Events, s.c.Head = f.Seq, f.Hash
	s.change.Facts = append(s.change.Facts, f)
	return f.ID
}

// tell notes a fact that is not an event.
func (s *step) tell(kind FactKind, data canonical.Object) {
	s.change.Facts = append(s.change.Facts, Fact{Kind: kind, At: s.Now, Actor: s.role, Data: data, JSON: canonical.Marshal(data)})
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

// A Chain proves a contract's events one after another (R9.5).
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

// Reached checks that the chain ends where the contract says that it does.
func (ch *Chain) Reached(events int64, head string) error {
	if ch.seq != events || ch.head != head {
		return fmt.Errorf("the chain ends at seq %d, the contract at seq %d", ch.seq, events)
	}
	return nil
}
