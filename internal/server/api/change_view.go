package api

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
)

// Change is a change of what was agreed (条件変更) that one side asks for.
type Change struct {
	ID          string `json:"id"`
	State       string `json:"state" enum:"open,awaiting_escrow,agreed,declined,withdrawn,lapsed" doc:"awaiting_escrow: agreed, and in force when the difference is funded"`
	By          string `json:"by"`
	MilestoneID string `json:"milestone_id" doc:"Whose amount and due date it changes"`
	Difference
	Reason        string            `json:"reason"`
	TermsSHA256   string            `json:"terms_sha256" doc:"Of the terms document as it reads with the change"`
	AskedAt       calendar.Instant  `json:"asked_at" format:"date-time"`
	AgreedAt      *calendar.Instant `json:"agreed_at"`
	Deadline      calendar.Instant  `json:"deadline" format:"date-time" doc:"When it lapses: unanswered, or agreed and its difference not funded"`
	DeclineReason *string           `json:"decline_reason"`
	ClosedAt      *calendar.Instant `json:"closed_at"`
}

// Difference is what a change makes of what was agreed.
type Difference struct {
	Old     Changeable `json:"old"`
	New     Changeable `json:"new"`
	Reduces bool       `json:"reduces" doc:"It lowers the pay: the Freelance Act forbids that without the worker's fault, even with consent"`
}

// Changeable is what a change can touch, with where the milestone's amount goes
// when the work is accepted.
type Changeable struct {
	Amount     money.Yen `json:"amount"`
	DueOn      *string   `json:"due_on"`
	Scope      string    `json:"scope"`
	Criteria   []string  `json:"criteria" nullable:"false"`
	IfAccepted *Division `json:"if_accepted" doc:"null once the change is settled"`
}

func viewChange(c *contract.Contract) *Change {
	a := c.Amendment
	if a == nil {
		return nil
	}
	return &Change{
		a.ID, string(a.State), string(a.By), a.MilestoneID, viewDifference(c),
		a.Reason, a.TermsHash, a.AskedAt, instant(a.AgreedAt), a.DueAt, optional(a.DeclineReason), instant(a.ClosedAt),
	}
}

func viewDifference(c *contract.Contract) Difference {
	a := c.Amendment
	return Difference{viewChangeable(c, a.Old), viewChangeable(c, a.New), a.Difference() < 0}
}

func viewChangeable(c *contract.Contract, v contract.Changeable) Changeable {
	shown := Changeable{v.Amount, optional(v.DueOn), v.Scope, v.Lines(), nil}
	if c.Amendment.Undecided() {
		d := c.IfPaid(v.Amount)
		shown.IfAccepted = &Division{d.Net, d.Charge.Fee, d.Charge.Tax, d.Refunded}
	}
	return shown
}

// Bonus is what a client pays on top after completion (追加支払い).
type Bonus struct {
	ID        string            `json:"id"`
	State     string            `json:"state" enum:"ordered,paid,failed"`
	Amount    money.Yen         `json:"amount"`
	Message   *string           `json:"message"`
	OrderedAt calendar.Instant  `json:"ordered_at" format:"date-time"`
	PaidAt    *calendar.Instant `json:"paid_at"`
}

func viewBonus(b *contract.Bonus) *Bonus {
	if b == nil {
		return nil
	}
	return &Bonus{b.ID, string(b.State), b.Amount, optional(b.Message), b.At, instant(b.PaidAt)}
}
