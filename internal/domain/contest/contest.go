// Package contest is the contest (コンペ) of a job: the client puts the prizes
// into escrow, many enter, some win. Its life is the table in table.go; each
// verb has a file of its own, and deciding is pure, as in domain/contract. A won
// prize becomes a contract that is funded already – its milestone has the
// prize's id, so its escrow is where it was – and everything from the delivery
// of the final files to a contact nudge is that contract's (R8.1).
package contest

import (
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/policy"
)

// A Contest is one job's, and has the job's id.
type Contest struct {
	JobID    string
	ClientID string
	Title    string

	MachineVersion int // the table that it was posted under
	PolicyVersion  int // the numbers that it was posted under (R0.5)

	Rules
	Prizes  []Prize // at least one, the first prize first
	Entries []Entry // in the order in which they came

	State     State
	Since     calendar.Instant // when the state was entered
	Until     calendar.Instant // when the clock ends the state by itself
	ChooseBy  calendar.Instant // until when winners should be chosen; zero before the choice
	ClosedBy  Role             // who ended the taking of entries: the client early, or the clock
	Payment   *contract.Payment
	PostedAt  calendar.Instant
	UpdatedAt calendar.Instant
	ClockedAt calendar.Instant // everything that was due up to here has been done
	Next      event.Due        // what the clock does next, none when zero

	Events int64
	Head   string

	Version int64
}

// Rules are what the client laid down when posting; entrants rely on them, so
// they never change.
type Rules struct {
	EntriesUntil   calendar.Instant // the end of the last day for entries, as posted
	Guaranteed     int              // with fewer valid entries the prizes go back (保証する最低提案数)
	Shown          bool             // entries are seen by all, and not by the client alone
	Criteria       []string         // acceptance criteria of the final files (検収基準)
	InspectionDays int
	RevisionRounds int
}

// A Prize (賞金) is held in an escrow of its own, under its own id.
type Prize struct {
	ID         string // of the milestone that it becomes
	Amount     money.Yen
	State      State
	EntryID    string // that won it
	ContractID string // that it became
}

// The states of a prize.
const (
	PrizePending  State = "pending"  // not funded yet
	PrizeHeld     State = "held"     // 仮払い中
	PrizeAwarded  State = "awarded"  // 受賞: the contract's escrow now
	PrizeShared   State = "shared"   // split among the entries
	PrizeRefunded State = "refunded" // back with the client
)

// An Entry (提案) is one piece of work entered. Its thread is a proposal's, and so
// is its id. Document is what was entered, as canonical JSON; anyone who may
// read it can compute its hash, and everyone may know hash and time.
type Entry struct {
	ID        string
	Number    int // 1 is the earliest
	WorkerID  string
	At        calendar.Instant
	Document  string
	SHA256    string // of Document, hex
	State     State
	Favourite bool // the client's mark, for the client alone
}

// The states of an entry.
const (
	EntryValid     State = "valid"
	EntryWithdrawn State = "withdrawn"
	EntryWon       State = "won"
)

// Policy is the numbers that the contest was posted under.
func (c *Contest) Policy() *policy.Policy { return policy.Version(c.PolicyVersion) }

// Ended reports whether the contest is over.
func (c *Contest) Ended() bool { return Machine.IsFinal(c.State) }

// Published reports whether everybody may see it.
func (c *Contest) Published() bool {
	return c.State != AwaitingEscrow && c.State != Cancelled
}

// Total is the sum of the prizes.
func (c *Contest) Total() (sum money.Yen) {
	for _, p := range c.Prizes {
		sum += p.Amount
	}
	return sum
}

// Held is what stands in escrow for the contest itself; a won prize stands there
// for its contract.
func (c *Contest) Held() (sum money.Yen) {
	for _, p := range c.Prizes {
		if p.State == PrizeHeld {
			sum += p.Amount
		}
	}
	return sum
}

// Prize finds one; nil when there is none.
func (c *Contest) Prize(id string) *Prize {
	i := slices.IndexFunc(c.Prizes, func(p Prize) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return &c.Prizes[i]
}

// Entry finds one; nil when there is none.
func (c *Contest) Entry(id string) *Entry {
	i := slices.IndexFunc(c.Entries, func(e Entry) bool { return e.ID == id })
	if i < 0 {
		return nil
	}
	return &c.Entries[i]
}

// Count is how many entries are in a state.
func (c *Contest) Count(state State) (n int) {
	for _, e := range c.Entries {
		if e.State == state {
			n++
		}
	}
	return n
}

// Counted is how many entries stand: those that were not withdrawn.
func (c *Contest) Counted() int { return c.Count(EntryValid) + c.Count(EntryWon) }

// Awarded is how many prizes were awarded.
func (c *Contest) Awarded() (n int) {
	for _, p := range c.Prizes {
		if p.State == PrizeAwarded {
			n++
		}
	}
	return n
}

// RoleOf says what somebody is to this contest: whoever is not its client may
// enter it (R1.2).
func (c *Contest) RoleOf(who event.Actor) Role {
	switch {
	case who.System != "":
		return who.System
	case who.Account == c.ClientID:
		return Client
	case who.Operator:
		return Operator
	case who.Account != "":
		return Worker
	}
	return Stranger
}

// MayRead reports whether somebody may see what was entered.
func (c *Contest) MayRead(e Entry, account string) bool {
	return c.Shown || account == c.ClientID || account == e.WorkerID
}
