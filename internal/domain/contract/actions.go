package contract

import (
	"azukari/internal/base/calendar"
)

// An Action is a command that somebody may give now (R3.1 and so on): the API
// lists it, the pages draw a button for it.
type Action struct {
	Command  Verb
	Rule     string
	Deadline calendar.Instant // when the clock takes the choice away; none when zero
}

// prototypes are the commands of the two sides, to ask their conditions.
var prototypes = map[Verb]Command{
	VerbFund: Fund{}, VerbCancel: Cancel{}, VerbDeliver: Deliver{}, VerbAccept: Accept{},
	VerbRequestRevision: RequestRevision{}, VerbRequestTermination: RequestTermination{},
	VerbAgreeTermination: AgreeTermination{}, VerbDeclineTermination: DeclineTermination{}, VerbWithdrawTermination: WithdrawTermination{},
	VerbRequestNudge: RequestNudge{}, VerbOpenDispute: OpenDispute{}, VerbOfferSettlement: OfferSettlement{}, VerbAcceptOffer: AcceptOffer{},
	VerbRequestChange: RequestChange{}, VerbAgreeChange: AgreeChange{}, VerbDeclineChange: DeclineChange{}, VerbWithdrawChange: WithdrawChange{},
	VerbPayBonus: PayBonus{},
}

// Actions lists what the caller, as a party, may do now, in the table's order.
// Writing a message is always open to both and is not listed.
func Actions(c Contract, on Occasion) []Action {
	actions := []Action{}
	s := begin(c, on)
	for _, row := range Machine.Open(c.State, s.role) {
		cmd, listed := prototypes[row.Verb]
		if listed && cmd.check(s) == nil {
			actions = append(actions, Action{row.Verb, row.Rule, c.closes(row.Verb, on.Calendar)})
		}
	}
	return actions
}

// closes is when the clock takes a verb away.
func (c *Contract) closes(v Verb, cal calendar.Calendar) calendar.Instant {
	switch v {
	case VerbFund:
		if c.Amendment.AwaitsEscrow() {
			return c.Amendment.DueAt
		}
		return c.Until
	case VerbAgreeChange, VerbDeclineChange, VerbWithdrawChange:
		return c.Amendment.DueAt
	case VerbPayBonus:
		return c.BonusBy(cal)
	case VerbCancel, VerbAccept, VerbRequestRevision, VerbOpenDispute:
		return c.Until
	case VerbAgreeTermination, VerbDeclineTermination, VerbWithdrawTermination:
		return c.Termination.DueAt
	}
	return 0
}

// A Deadline is what happens by itself, and when (the one card, 次にすること).
type Deadline struct {
	Kind    string
	At      calendar.Instant
	Outcome Outcome
}

// Deadline is the earliest end of the contract's state by the clock; none while
// work is going on or an operator decides.
func (c *Contract) Deadline() (d Deadline, ok bool) {
	for _, p := range c.periods() {
		outcome, telling := c.outcome(p.deadline)
		if telling && (!ok || p.to < d.At) {
			d, ok = Deadline{p.deadline, p.to, outcome}, true
		}
	}
	return d, ok
}

func (c *Contract) outcome(deadline string) (Outcome, bool) {
	switch deadline {
	case InspectionDeadline:
		return OutcomeAccepted, true
	case EscrowDeadline:
		return OutcomeCancelled, true
	case TerminationDeadline:
		return c.Termination.BySilence(), true
	}
	return "", false
}
