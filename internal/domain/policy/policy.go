// Package policy holds the numbers of the rules (R0.5): days, caps, rates. A
// policy has a version; a contract is decided for ever by the version that it
// was formed under, so changing a policy never changes a running contract.
package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"time"

	"azukari/internal/base/money"
)

// A Policy is one version of the numbers.
type Policy struct {
	Version int

	EscrowDays             int           // R2.3: an unfunded contract waits this many days
	NudgeSilence           time.Duration // R5.3: the other side must have been silent this long
	NudgeReviewDays        int           // R5.4: business days in which an operator decides
	NudgeReplyDays         int           // R5.5: the nudged side's days to answer
	NudgeCooldownDays      int           // R5.9: days from one decision to the next request
	TerminationDays        int           // R6.4: silence for these days ends the contract
	DisputeDays            int           // R7.2: business days in which an operator decides
	ChangeDays             int           // R1.6: an unanswered change of the terms lapses after these days
	BonusDays              int           // R1.7: a bonus can be paid for these days after completion
	MaxBonuses             int           // R1.7: bonuses that one contract can have
	RatingDays             int           // R12.1: both sides may rate for these days after the end
	RatingReplyDays        int           // R12.1: the rated side may reply for these days once it is shown
	ReportDays             int           // R13.3: business days in which an operator decides a report
	OutsideReplyDays       int           // R11.5: the other side's silence for these days lapses a request to be in touch outside
	OutsideReviewDays      int           // R11.5: business days in which an operator decides it
	SecondOperatorAbove    money.Yen     // R7.2: an escrow above this needs two operators
	Defaults               Terms         // R1.4
	Fees                   Fees          // R9.1
	ReminderHour           int           // the wall-clock hour of a reminder's day
	EscrowReminderDays     []int         // days after formation on which an unfunded client is reminded
	InspectionReminderDays []int         // R3.5
	InspectionLastCall     time.Duration // R3.5: the last reminder, before the end
	NudgeReminderDays      []int         // R5.5
	TerminationReminders   []int         // R6.7
	ChangeReminderDays     []int         // days after the request on which the asked side is reminded

	ContestPrizes       int   // R8.1: the most prizes of one contest
	ContestEntries      int   // the most entries of one contest
	ContestEntriesEach  int   // … of one person
	ContestLongest      int   // the most days for entries
	ContestChooseDays   int   // R8.1: winners are chosen within these days
	ContestGraceDays    int   // R8.1: after so many more the prizes are split
	ContestReminderDays []int // days after the last day for entries on which the client is reminded
	ContestDeliveryDays int   // the final files are due so many days after the choice

	TaskFees             Fees  // R9.1: on each answer
	TaskAnswers          int   // R8.2: the most answers of one task
	TaskLongest          int   // the most days for answers
	TaskShortestHold     int   // a slot is held for its worker for at least so many minutes
	TaskLongestHold      int   // … and at most
	TaskReviewDays       int   // R8.2: so many days after answers ended the clock approves what is left
	TaskReminderDays     []int // days after answers ended on which the client is reminded
	TaskRejections       int   // R8.2: so many answers may always be rejected
	TaskRejectionPercent int   // R8.2: … and so many of 100
	TaskAppealDays       int   // R8.2: a rejection may be appealed for these days
	PutOffDays           int   // R11.4: silence on a request to end waits for so many days more when every mail about it came back
	BankHoldDays         int   // R10.3: a changed bank account pays nothing for these days

	TaskAppealReviewDays int // business days in which an operator decides; then the worker is paid
}

// Terms are the terms that hold when the parties say nothing else (R1.4).
type Terms struct {
	InspectionDays int
	RevisionRounds int
}

// Fees is the schedule of the platform's fee, on the worker's side (R9.1).
type Fees struct {
	Bands []Band            // marginal, ascending; the last one is open
	Tax   money.BasisPoints // consumption tax on the fee
}

// A Band is the rate of the part of a contract's amount up to UpTo.
type Band struct {
	UpTo money.Yen // 0: without end
	Rate money.BasisPoints
}

// First is version 1: the house's own numbers.
var First = Policy{
	Version:                1,
	EscrowDays:             7,
	NudgeSilence:           72 * time.Hour,
	NudgeReviewDays:        2,
	NudgeReplyDays:         7,
	NudgeCooldownDays:      14,
	TerminationDays:        7,
	DisputeDays:            10,
	ChangeDays:             7,
	BonusDays:              90,
	MaxBonuses:             5,
	RatingDays:             30,
	RatingReplyDays:        30,
	ReportDays:             2,
	OutsideReplyDays:       7,
	OutsideReviewDays:      2,
	SecondOperatorAbove:    100_000,
	Defaults:               Terms{InspectionDays: 7, RevisionRounds: 2},
	Fees:                   Fees{Bands: []Band{{100_000, 2_000}, {200_000, 1_000}, {0, 500}}, Tax: 1_000},
	ReminderHour:           9,
	EscrowReminderDays:     []int{3, 6},
	InspectionReminderDays: []int{1, 3, 5, 6},
	InspectionLastCall:     12 * time.Hour,
	NudgeReminderDays:      []int{3, 5, 6},
	TerminationReminders:   []int{1, 3, 5, 6},
	ChangeReminderDays:     []int{3, 6},

	ContestPrizes: 20, ContestEntries: 1_000, ContestEntriesEach: 20, ContestLongest: 60,
	ContestChooseDays: 14, ContestGraceDays: 7, ContestReminderDays: []int{3, 7, 11, 13, 14, 17, 19, 20}, ContestDeliveryDays: 14,

	TaskFees: Fees{Bands: []Band{{0, 2_000}}, Tax: 1_000}, TaskAnswers: 10_000, TaskLongest: 60, TaskShortestHold: 10, TaskLongestHold: 72 * 60,
	PutOffDays: 3, BankHoldDays: 3,

	TaskReviewDays: 14, TaskReminderDays: []int{3, 7, 11, 13}, TaskRejections: 3, TaskRejectionPercent: 30, TaskAppealDays: 7, TaskAppealReviewDays: 5,
}

// Decode reads a version as encoding/json writes it. What an older document does
// not say is as in the first version.
func Decode(document string) (*Policy, error) {
	first, err := json.Marshal(First) // a copy that shares nothing
	if err != nil {
		return nil, err
	}
	var p Policy
	if err := errors.Join(json.Unmarshal(first, &p), json.Unmarshal([]byte(document), &p)); err != nil {
		return nil, fmt.Errorf("read a version of the policy: %w", err)
	}
	return &p, nil
}

// known are the versions that this process has met: never changed, only added.
var known = struct {
	sync.RWMutex
	versions map[int]*Policy
}{versions: map[int]*Policy{First.Version: &First}}

// Learn makes a published version known. A version says the same for ever: one
// that says something else than before is a broken database.
func Learn(p *Policy) error {
	known.Lock()
	defer known.Unlock()
	if was, ok := known.versions[p.Version]; ok && !reflect.DeepEqual(was, p) {
		return fmt.Errorf("policy version %d says something else than it did", p.Version)
	}
	known.versions[p.Version] = p
	return nil
}

// Version finds a policy by its number; a contract that names an unknown one
// is a broken database.
func Version(n int) *Policy {
	known.RLock()
	defer known.RUnlock()
	p, ok := known.versions[n]
	if !ok {
		panic("policy: no such version")
	}
	return p
}
