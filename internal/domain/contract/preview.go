package contract

import (
	"azukari/internal/base/calendar"
)

// An Outlook says what a command would do, without doing it (もしも, R6.8): it
// is the engine's own decision on a copy, so it cannot differ from the act.
type Outlook struct {
	After    Contract
	Moved    Paid       // what would go to each side at once
	IfAgreed *Outcoming // for a request: the other side agrees
	IfSilent *Outcoming // nobody does anything until the next deadline
}

// Outcoming is how the contract would stand after one further event.
type Outcoming struct {
	At    calendar.Instant
	After Contract
	Moved Paid
}

// Preview takes the command on a copy and follows what would come of it.
func Preview(c Contract, cmd Command, on Occasion) (Outlook, error) {
	done, err := Take(c, cmd, on)
	if err != nil {
		return Outlook{}, err
	}
	if _, isFund := cmd.(Fund); isFund {
		paid := SettlePayment{PaymentID: done.Contract.Payment.ID, Paid: true}
		if done, err = Take(done.Contract, paid, on.as(Actor{System: Gateway})); err != nil {
			return Outlook{}, err
		}
	}
	after := done.Contract
	look := Outlook{After: after, Moved: after.Paid.since(c.Paid)}
	if cmd.Verb() == VerbRequestTermination {
		other := Actor{Account: c.Party(Other(c.RoleOf(on.Who)))}
		agreed, err := Take(after, AgreeTermination{}, on.as(other))
		if err != nil {
			return Outlook{}, err
		}
		look.IfAgreed = &Outcoming{At: on.Now, After: agreed.Contract, Moved: agreed.Contract.Paid.since(c.Paid)}
	}
	if deadline, ok := after.Deadline(); ok {
		silent := on
		silent.Now = deadline.At
		then := CatchUp(after, silent).Contract
		look.IfSilent = &Outcoming{At: deadline.At, After: then, Moved: then.Paid.since(c.Paid)}
	}
	return look, nil
}

func (on Occasion) as(who Actor) Occasion {
	on.Who = who
	return on
}

func (p Paid) since(before Paid) Paid {
	p.Gross -= before.Gross
	p.Net -= before.Net
	p.Charge.Fee -= before.Charge.Fee
	p.Charge.Tax -= before.Charge.Tax
	p.Refunded -= before.Refunded
	return p
}
