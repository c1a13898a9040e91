// Package contract is the protected contract (契約) of a project: two strangers
// agree, the platform holds the money, and if one side falls silent nobody is
// helpless. Its life is the table in table.go; each verb has a file of its own.
// Deciding is pure: Take is handed the contract, the command, who and when, and
// answers with a Change or a refusal. It reads no clock, no database, and
// changes nothing that it was given.
package contract

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/policy"
)

// A Contract is one agreement between a client and a worker, with the requests
// that hang on it.
type Contract struct {
	ID         string
	JobID      string
	ProposalID string // its thread goes on as the contract's thread (R11.1)
	ClientID   string
	WorkerID   string
	Title      string

	MachineVersion int // the table that it was formed under
	PolicyVersion  int // the numbers that it was formed under (R0.5)

	// What was agreed, as the last change left it; the whole text is the Terms document.
	Amount         money.Yen
	InspectionDays int
	RevisionRounds int      // for each milestone
	Criteria       []string // acceptance criteria (検収基準)
	TermsHash      string   // SHA-256 of the Terms document in force, hex

	State      State
	Milestones []Milestone      // at least one; they run one after another (R4.1)
	Current    int              // index of the running milestone
	Since      calendar.Instant // when the state was entered
	Until      calendar.Instant // when the clock ends the state by itself: the escrow's or the inspection's period
	Paid       Paid
	EndedBy    EndedBy
	Deemed     bool // the last acceptance was the clock's (みなし検収, R3.4)

	Client, Worker Presence
	Nudge          *Nudge       // the latest one
	Termination    *Termination // the latest one
	Dispute        *Dispute     // the only one
	Amendment      *Amendment   // the latest one
	Payment        *Payment     // the latest one
	Bonus          *Bonus       // the latest one
	Bonuses        int          // how many were paid

	FormedAt  calendar.Instant
	UpdatedAt calendar.Instant
	ClockedAt calendar.Instant // everything that was due up to here has been done
	Next      Due              // what the clock does next, none when zero

	Events int64  // how many events its chain has
	Head   string // the hash of the last one

	Version int64 // +1 with every command, for the store's check
}

// A Milestone (マイルストーン) is one part that is funded, delivered and accepted.
type Milestone struct {
	ID        string
	Title     string
	Amount    money.Yen
	DueOn     string    // 2026-12-01, empty when not agreed
	State     State     // Pending, or what the contract's state was while it ran
	Funded    money.Yen // what was held for it
	Revisions int       // revision rounds used
	Declined  bool      // a request to end the contract was declined while it ran (R7.1)
}

// Pending is the state of a milestone whose turn has not come.
const Pending State = "pending"

// Paid is where the contract's money has gone so far.
type Paid struct {
	Gross    money.Yen // of the worker's side, before fee and tax
	Net      money.Yen // to the worker
	Charge   ledger.Charge
	Refunded money.Yen // to the client
	Bonus    money.Yen // of Gross, what was paid on top after completion (R1.7)
}

// EndedBy says who or what ended the contract.
type EndedBy string

// The ways to end.
const (
	ByClient    EndedBy = "client"
	ByWorker    EndedBy = "worker"
	ByClock     EndedBy = "clock"
	ByAgreement EndedBy = "agreement"
	ByOperator  EndedBy = "operator"
)

// Presence is when one side last showed itself on this contract: silence is
// measured by it (R5.3).
type Presence struct {
	ActedAt    calendar.Instant // its last message or command; formation at first
	Unanswered bool             // it wrote a message, and the other side has not shown itself since
	SignedNDA  calendar.Instant // when it signed the confidentiality agreement; never when zero
}

// Payment is one order to the gateway (R2.6): for the milestone's escrow, for
// the difference that a change of the terms asks for, or for a bonus.
type Payment struct {
	ID          string
	MilestoneID string // the running one
	For         string // the change or the bonus; empty: the milestone's whole escrow
	Amount      money.Yen
	State       State // ordered, succeeded, failed, refunded
	At          calendar.Instant
}

// The states of a payment.
const (
	PaymentOrdered   State = "ordered"
	PaymentSucceeded State = "succeeded"
	PaymentFailed    State = "failed"
	PaymentRefunded  State = "refunded" // it came for a dead contract and went back in full
)

// UnderWay reports whether the gateway has not answered finally yet.
func (p *Payment) UnderWay() bool { return p != nil && p.State == PaymentOrdered }

// Policy is the numbers that the contract was formed under.
func (c *Contract) Policy() *policy.Policy { return policy.Version(c.PolicyVersion) }

// Milestone is the running one.
func (c *Contract) Milestone() *Milestone { return &c.Milestones[c.Current] }

// Escrow is what is held for the contract now.
func (c *Contract) Escrow() money.Yen {
	if c.funded() {
		return c.Milestone().Funded
	}
	return 0
}

// Ended reports whether the contract is over.
func (c *Contract) Ended() bool { return Machine.IsFinal(c.State) }

// Rateable reports whether the two sides may rate each other: the work came to
// an end, whether as agreed or midway (R12.1).
func (c *Contract) Rateable() bool { return c.State == Completed || c.State == Terminated }

// RateBy is until when they may, for a contract that is rateable.
func (c *Contract) RateBy(cal calendar.Calendar) calendar.Instant {
	return cal.EndOfDays(c.Since, c.Policy().RatingDays)
}

// Effect is what the contract's state means for the record of both sides (R6.8).
func (c *Contract) Effect() words.EffectCode {
	switch c.State {
	case Completed:
		return words.CountsAsCompleted
	case Terminated:
		return words.CountsAsTerminated
	}
	return words.NoEffect
}

// RoleOf says what somebody is to this contract. An operator who is a party
// has no operator's rights on it.
func (c *Contract) RoleOf(who Actor) Role {
	switch {
	case who.System != "":
		return who.System
	case who.Account == c.ClientID:
		return Client
	case who.Account == c.WorkerID:
		return Worker
	case who.Operator:
		return Operator
	}
	return Stranger
}

// Party is the account that plays the role.
func (c *Contract) Party(role Role) string {
	if role == Client {
		return c.ClientID
	}
	return c.WorkerID
}

// Other is the opposite side.
func Other(role Role) Role {
	if role == Client {
		return Worker
	}
	return Client
}

// Presence of one side.
func (c *Contract) Presence(role Role) *Presence {
	if role == Client {
		return &c.Client
	}
	return &c.Worker
}

func (c *Contract) funded() bool {
	switch c.State {
	case InProgress, Delivered, Revising, Disputed:
		return true
	}
	return false
}
