package todo

import (
	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
)

// OfContract is what waits for the caller on a contract, as the clock leaves it
// at the occasion: of what they may do now (contract.Actions), that for which
// it is their turn; and an answer, where they were urged to give one.
func OfContract(c contract.Contract, on event.Occasion) (items []Item) {
	role := c.RoleOf(on.Who)
	waits := func(act Act, since, due calendar.Instant, outcome contract.Outcome) {
		items = append(items, Item{
			Act: act, ContractID: c.ID, Title: c.Title, Waits: c.Party(contract.Other(role)), Since: since, Due: due, Outcome: outcome,
		})
	}
	for _, a := range contract.Actions(c, on) {
		switch a.Command {
		case contract.VerbFund:
			switch p := c.Payment; {
			case p != nil && p.State == contract.PaymentOrdered:
			case c.State == contract.AwaitingEscrow:
				waits(Fund, c.Since, c.Until, contract.OutcomeCancelled)
			case c.Amendment != nil:
				waits(FundDifference, c.Amendment.AgreedAt, c.Amendment.DueAt, Nothing)
			}
		case contract.VerbDeliver:
			act := Deliver
			if c.State == contract.Revising {
				act = Revise
			}
			waits(act, c.Since, endOf(c.Milestone().DueOn, on.Calendar), "")
		case contract.VerbAccept:
			waits(Inspect, c.Since, c.Until, contract.OutcomeAccepted)
		case contract.VerbAgreeTermination:
			waits(AnswerTermination, c.Termination.AskedAt, c.Termination.DueAt, c.Termination.BySilence())
		case contract.VerbAgreeChange:
			waits(AnswerChange, c.Amendment.AskedAt, c.Amendment.DueAt, Nothing)
		case contract.VerbAcceptOffer:
			waits(AnswerOffer, c.Dispute.OpenedAt, c.Dispute.DecideBy, Decided)
		}
	}
	if n := c.Nudge; n != nil && n.State == contract.NudgeSent && n.By == contract.Other(role) && !c.Ended() {
		waits(AnswerNudge, n.DecidedAt, n.ReplyBy, "")
	}
	return items
}

// endOf is the end of a day such as 2026-12-01; zero when none was agreed.
func endOf(day string, cal calendar.Calendar) calendar.Instant {
	d, err := calendar.ParseDate(day)
	if err != nil {
		return 0
	}
	return cal.EndOfDays(cal.StartOf(d), 0)
}
