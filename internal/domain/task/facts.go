package task

import "azukari/internal/domain/event"

// What can happen to a task. Notifications use the same words. Taking a slot
// and giving it back move no money and promise nothing, so they are no events:
// the answer itself tells them.
const (
	Posted         event.Kind = "task.posted"
	EscrowDue      event.Kind = "task.escrow_due"
	EscrowFailed   event.Kind = "task.escrow_failed"
	EscrowReturned event.Kind = "task.escrow_returned" // paid too late, refunded in full
	Funded         event.Kind = "task.funded"          // and thereby published
	Submitted      event.Kind = "task.submitted"
	AnswerPaid     event.Kind = "task.approved"
	AnswerRefused  event.Kind = "task.rejected"
	Appealed       event.Kind = "task.appealed"
	AppealLost     event.Kind = "task.upheld"
	AppealWon      event.Kind = "task.overturned"
	SlotLost       event.Kind = "task.slot_lost" // not an event of the chain
	Closed         event.Kind = "task.closed"
	ReviewReminder event.Kind = "task.review_reminder"
	Returned       event.Kind = "task.returned" // what was not needed went back
	CompletedFact  event.Kind = "task.completed"
	CancelledFact  event.Kind = "task.cancelled"
)
