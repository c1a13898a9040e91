package contest

import "azukari/internal/domain/event"

// What can happen to a contest. Notifications use the same words.
const (
	Posted         event.Kind = "contest.posted"
	EscrowDue      event.Kind = "contest.escrow_due"
	EscrowFailed   event.Kind = "contest.escrow_failed"
	EscrowReturned event.Kind = "contest.escrow_returned" // paid too late, refunded in full
	Funded         event.Kind = "contest.funded"          // and thereby published
	Entered        event.Kind = "contest.entered"
	EntryTakenBack event.Kind = "contest.entry_withdrawn"
	ClosedEarly    event.Kind = "contest.closed_early"
	ChoiceOpen     event.Kind = "contest.choosing"
	ChoiceReminder event.Kind = "contest.choice_reminder"
	Won            event.Kind = "contest.won"
	CompletedFact  event.Kind = "contest.completed"
	PrizesShared   event.Kind = "contest.shared"
	PrizesReturned event.Kind = "contest.prizes_returned" // nothing was left to choose for them
	TooFewEntries  event.Kind = "contest.refunded"
	CancelledFact  event.Kind = "contest.cancelled"
)
