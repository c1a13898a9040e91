package contract

import (
	"azukari/internal/base/canonical"
	"azukari/internal/domain/event"
)

// FactKind names what happened to a contract.
type FactKind = event.Kind

// What can happen to a contract.
const (
	Formed                FactKind = "contract.formed"
	Won                   FactKind = "contract.won" // formed by a won prize, funded already
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
	TerminationPutOff     FactKind = "termination.put_off" // every mail about it came back (R11.4)
	NudgeApproved         FactKind = "nudge.approved"
	NudgeDeniedFact       FactKind = "nudge.denied" // told to the applicant alone
	NudgeReminder         FactKind = "nudge.reminder"
	NudgeAnsweredFact     FactKind = "nudge.answered"
	NudgeClosed           FactKind = "nudge.closed_by_reply" // told to the applicant alone
	NudgeUnansweredFact   FactKind = "nudge.unanswered"
	DisputeOpened         FactKind = "dispute.opened"
	DisputeOffered        FactKind = "dispute.offered"
	DisputeResolvedFact   FactKind = "dispute.resolved"
	ChangeRequested       FactKind = "change.requested"
	ChangeReminder        FactKind = "change.reminder"
	ChangeAgreedFact      FactKind = "change.agreed"
	ChangeDeclinedFact    FactKind = "change.declined"
	ChangeWithdrawnFact   FactKind = "change.withdrawn"
	ChangeLapsedFact      FactKind = "change.lapsed"
	ChangeUnfunded        FactKind = "change.unfunded" // agreed, and its difference is still to be funded
	EscrowRaised          FactKind = "escrow.raised"   // the difference of an agreed higher amount was funded
	EscrowLowered         FactKind = "escrow.lowered"  // the difference of an agreed lower amount returned
	BonusPaidFact         FactKind = "bonus.paid"
	BonusFailedFact       FactKind = "bonus.failed"
	NDASigned             FactKind = "nda.signed"
	MessageReceived       FactKind = "message.received" // not chained: messages are not the contract's acts
)

// record adds an event to the chain and answers its id, the cause of transfers.
func (s *step) record(kind FactKind, data canonical.Object) string {
	return s.append(Fact{Kind: kind, Data: data})
}

func (s *step) recordDeemed(kind FactKind, data canonical.Object, deemed bool) string {
	return s.append(Fact{Kind: kind, Data: data, Deemed: deemed})
}

func (s *step) append(f Fact) string {
	f.At, f.Actor = s.Now, s.role
	f = event.Link(f, s.c.Events, s.c.Head, s.IDs)
	s.c.Events, s.c.Head = f.Seq, f.Hash
	s.change.Facts = append(s.change.Facts, f)
	return f.ID
}

// tell notes a fact that is not an event.
func (s *step) tell(kind FactKind, data canonical.Object) {
	s.change.Facts = append(s.change.Facts, Fact{Kind: kind, At: s.Now, Actor: s.role, Data: data, JSON: canonical.Marshal(data)})
}
