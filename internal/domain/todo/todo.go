// Package todo is what waits for one person (やることリスト): whose turn it is, what
// there is to do, until when, and what happens by itself otherwise. It is kept
// nowhere: it follows from contracts, contests, proposals and messages as they
// stand, so it fills and empties by itself, and it says what the one card of a
// contract (次にすること) says.
package todo

import (
	"cmp"
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
)

// An Act is what there is to do.
type Act string

// The acts.
const (
	Fund              Act = "fund"
	Deliver           Act = "deliver"
	Revise            Act = "revise"  // and deliver again
	Inspect           Act = "inspect" // accept, ask for a revision, or dispute
	AnswerTermination Act = "answer_termination"
	AnswerOffer       Act = "answer_offer" // to settle a dispute
	AnswerNudge       Act = "answer_nudge" // by a message or any other act
	FundContest       Act = "fund_contest"
	ChooseWinners     Act = "choose_winners"
	AnswerProposals   Act = "answer_proposals" // of a job, as its client
	AnswerCounter     Act = "answer_counter_offer"
	ReadMessages      Act = "read_messages"
	Rate              Act = "rate"
	FundDifference    Act = "fund_difference" // of an agreed change
	AnswerChange      Act = "answer_change"
	AnswerContact     Act = "answer_outside_contact"
	FundTask          Act = "fund_task"
	ReviewAnswers     Act = "review_answers" // of a task, as its client
	HandIn            Act = "hand_in"        // the answer for a slot that one holds
	Appeal            Act = "appeal"         // or leave a rejected answer at that
)

// Acts lists them all.
var Acts = []Act{
	Fund, Deliver, Revise, Inspect, AnswerTermination, AnswerOffer, AnswerNudge, FundContest, ChooseWinners, AnswerProposals, AnswerCounter, ReadMessages, Rate,
	FundDifference, AnswerChange, AnswerContact, FundTask, ReviewAnswers, HandIn, Appeal,
}

// What may come of leaving something undone, beside what a contract's own
// deadlines come to.
const (
	Decided contract.Outcome = "decided" // by the operator
	Shared  contract.Outcome = "shared"  // the prizes are split among the entries
	Paid    contract.Outcome = "paid"    // what is left is approved and paid
	Lost    contract.Outcome = "lost"    // the slot is given back
	Stands  contract.Outcome = "stands"  // what was decided stays so
	Nothing contract.Outcome = "nothing" // all stays as it is
)

// An Item is one thing to do. What it is about is named by the ids that are not
// empty: a contract; a job, by its contest or its proposals; or a proposal, by
// its offer or its thread.
type Item struct {
	Act        Act
	ContractID string
	JobID      string
	ProposalID string
	AnswerID   string // of a task
	Title      string // of the work
	Waits      string // the account that waits; empty: several, or nobody
	Count      int    // how many proposals or messages there are; 0 where nothing is counted

	Since   calendar.Instant // since when it waits
	Due     calendar.Instant // until when; whenever one likes when zero
	Outcome contract.Outcome // what the clock makes of it at that instant; empty: nothing
}

// Pressing reports whether somebody waits for it: a rating is one's own to give,
// and so is an appeal.
func (i Item) Pressing() bool { return i.Act != Rate && i.Act != Appeal }

// Overdue reports whether its day has passed and it can still be done.
func (i Item) Overdue(now calendar.Instant) bool { return !i.Due.IsZero() && i.Due <= now }

// Pressing counts those that somebody waits for.
func Pressing(items []Item) (n int) {
	for _, i := range items {
		if i.Pressing() {
			n++
		}
	}
	return n
}

// inOrder puts the earliest deadline first, and what has none after it, what
// has waited longest first.
func inOrder(items []Item) []Item {
	slices.SortStableFunc(items, func(a, b Item) int {
		if a.Due.IsZero() != b.Due.IsZero() {
			if a.Due.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.Since, b.Since))
	})
	return items
}
