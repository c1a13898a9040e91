// Package record is what somebody's contracts say about them (実績): plain counts
// that are drawn from the contracts each time and never written down, so that
// they cannot disagree with what happened. Ratings are not among them (R12).
package record

import (
	"slices"
	"time"

	"azukari/internal/base/money"
)

// A TrackRecord is one person's, on both sides.
type TrackRecord struct {
	AsWorker Side
	AsClient Side
	Warned   int       // operators found so often that they had asked for work before escrow (仮払い前の作業依頼)
	Earned   money.Yen // net, in all, by contracts, contests and tasks; for the person alone to see
}

// A Side is what somebody's contracts on one side came to.
type Side struct {
	Formed     int // all of them
	Running    int // not ended
	Awaiting   int // of those running, never funded yet
	Completed  int // 検収完了
	Terminated int // 途中終了
	Cancelled  int // ended before or between escrows
	Funded     int // ever funded in time (仮払い)
	Deemed     int // whose last acceptance was the clock's (みなし検収)

	Inspections      int           // deliveries that this client reported on, or the clock in their place; the last hundred
	InspectionMedian time.Duration // from the delivery to the report, of those; silence counts as the whole period

	ContestsAwarded int // コンペ whose winners this client chose
	ContestsLapsed  int // … and whose prizes were split because they did not

	NudgesReceived int // 連絡催促 that reached this person
	NudgesAnswered int // … and that they answered in time
}

// Inspected says how long the client took to report on deliveries.
func (s *Side) Inspected(waits []time.Duration) {
	if s.Inspections = len(waits); s.Inspections == 0 {
		return
	}
	slices.Sort(waits)
	low, high := waits[(len(waits)-1)/2], waits[len(waits)/2]
	s.InspectionMedian = low + (high-low)/2
}

// Looked is how many of a client's last inspections a record looks at.
const Looked = 100

// FundedPercent is the share of contracts that were funded, of those whose time
// to be funded has come; false when there is none.
func (s Side) FundedPercent() (percent int, ok bool) { return share(s.Funded, s.Formed-s.Awaiting) }

// AnsweredPercent is the share of nudges answered; false when none came.
func (s Side) AnsweredPercent() (percent int, ok bool) {
	return share(s.NudgesAnswered, s.NudgesReceived)
}

// CompletedPercent is the share of funded contracts that were completed, of
// those that are over; false when none is.
func (s Side) CompletedPercent() (percent int, ok bool) {
	return share(s.Completed, s.Completed+s.Terminated)
}

// share rounds down: 100 means all.
func share(part, of int) (percent int, ok bool) {
	if of <= 0 {
		return 0, false
	}
	return part * 100 / of, true
}
