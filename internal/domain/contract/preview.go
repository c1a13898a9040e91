package contract

import (
	"cmp"
	"slices"

	"azukari/internal/base/calendar"
)

// An Outlook says what a command would do, without doing it (もしも, R6.8): it
// is the engine's own decision on a copy, so it cannot differ from the act.
type Outlook struct {
	After    Contract
	Moved    Paid       // what would go to each side at once
	IfAgreed *Outcoming // for a request: the other side agrees; nil when it could not, as things stand
	IfSilent *Outcoming // nobody does anything until the next deadline
}

// Outcoming is how the contract would stand after one further event.
type Outcoming struct {
	At    calendar.Instant
	After Contract
	Moved Paid
}

// consents are the answers with which the other side grants a request.
var consents = map[Verb]Command{VerbRequestTermination: AgreeTermination{}, VerbRequestChange: AgreeChange{}}

// Preview takes the command on a copy and follows what would come of it.
func Preview(c Contract, cmd Command, on Occasion) (Outlook, error) {
	done, err := Take(c, cmd, on)
	if err != nil {
		return Outlook{}, err
	}
	if v := cmd.Verb(); v == VerbFund || v == VerbPayBonus {
		paid := SettlePayment{PaymentID: done.Contract.Payment.ID, Paid: true}
		if done, err = Take(done.Contract, paid, on.By(Actor{System: Gateway})); err != nil {
			return Outlook{}, err
		}
	}
	after := done.Contract
	look := Outlook{After: after, Moved: after.Paid.since(c.Paid)}
	if answer, asks := consents[cmd.Verb()]; asks {
		other := Actor{Account: c.Party(Other(c.RoleOf(on.Who)))}
		if agreed, err := Take(after, answer, on.By(other)); err == nil {
			look.IfAgreed = &Outcoming{At: on.Now, After: agreed.Contract, Moved: agreed.Contract.Paid.since(c.Paid)}
		}
	}
	if look.IfSilent = Silent(after, on); look.IfSilent != nil {
		look.IfSilent.Moved = look.IfSilent.After.Paid.since(c.Paid)
	}
	return look, nil
}

// Silent is what the clock makes of a contract on which nobody does anything
// until its next deadline; nil when it has none.
func Silent(c Contract, on Occasion) *Outcoming {
	deadline, ok := c.Deadline()
	if !ok {
		return nil
	}
	on.Now = deadline.At
	then := CatchUp(c, on).Contract
	return &Outcoming{At: deadline.At, After: then, Moved: then.Paid.since(c.Paid)}
}

// DisputeDeadline is when an operator should have decided; the clock decides
// nothing there.
const DisputeDeadline = "dispute"

// Coming lists the deadlines that lie ahead, in order of time, as far as the
// role may know of them: a nudge's review is its applicant's alone (R5.4).
func Coming(c Contract, role Role) []Due {
	var coming []Due
	for _, p := range c.periods() {
		if p.deadline != NudgeReviewDeadline || c.Nudge.By == role {
			coming = append(coming, Due{At: p.to, Kind: p.deadline})
		}
	}
	if c.Dispute.Open() {
		coming = append(coming, Due{At: c.Dispute.DecideBy, Kind: DisputeDeadline})
	}
	slices.SortStableFunc(coming, func(a, b Due) int { return cmp.Compare(a.At, b.At) })
	return coming
}

func (p Paid) since(before Paid) Paid {
	p.Gross -= before.Gross
	p.Net -= before.Net
	p.Charge.Fee -= before.Charge.Fee
	p.Charge.Tax -= before.Charge.Tax
	p.Refunded -= before.Refunded
	p.Bonus -= before.Bonus
	return p
}
