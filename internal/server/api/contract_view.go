package api

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
)

// Contract is a contract as one of its sides, or an operator, sees it.
type Contract struct {
	ID         string      `json:"id"`
	JobID      string      `json:"job_id"`
	ProposalID string      `json:"proposal_id"`
	ClientID   string      `json:"client_id"`
	WorkerID   string      `json:"worker_id"`
	Title      string      `json:"title"`
	State      string      `json:"state" enum:"awaiting_escrow,in_progress,delivered,revising,disputed,completed,terminated,cancelled"`
	Amount     money.Yen   `json:"amount"`
	Currency   string      `json:"currency"`
	Milestone  Milestone   `json:"milestone" doc:"The running one"`
	Milestones []Milestone `json:"milestones" nullable:"false"`
	Terms      document    `json:"terms" doc:"The terms document, with sha256, the hash of its own bytes"`
	Deadline   *Deadline   `json:"deadline" doc:"What happens by itself next"`

	Termination *Termination  `json:"termination" doc:"The latest request to end midway"`
	Nudge       *Nudge        `json:"nudge" doc:"The latest nudge: to its applicant, and to the other side once it was sent"`
	Dispute     *Dispute      `json:"dispute"`
	Change      *Change       `json:"change" doc:"The latest change of the terms that was asked for (条件変更)"`
	Bonus       *Bonus        `json:"bonus" doc:"The latest bonus (追加支払い)"`
	Transfer    *BankTransfer `json:"bank_transfer" doc:"To the client, in a house that is paid by bank transfer: how to pay what is ordered"`

	EndedBy         *string    `json:"ended_by" enum:"client,worker,clock,agreement,operator"`
	Deemed          bool       `json:"deemed" doc:"The last acceptance was the clock's (みなし検収)"`
	WorkerNetAmount *money.Yen `json:"worker_net_amount" doc:"What went to the worker so far; null until money was divided"`
	FeeAmount       *money.Yen `json:"fee_amount"`
	FeeTaxAmount    *money.Yen `json:"fee_tax_amount"`
	RefundedAmount  *money.Yen `json:"refunded_amount"`
	BonusAmount     money.Yen  `json:"bonus_amount" doc:"All bonuses that were paid, before the fee"`

	Actions   []Action         `json:"actions" nullable:"false" doc:"What the caller may do now"`
	FormedAt  calendar.Instant `json:"formed_at" format:"date-time"`
	UpdatedAt calendar.Instant `json:"updated_at" format:"date-time"`
}

// Milestone is one part of a contract (マイルストーン).
type Milestone struct {
	ID           string    `json:"id"`
	Index        int       `json:"index"`
	Title        string    `json:"title"`
	Amount       money.Yen `json:"amount"`
	DueOn        *string   `json:"due_on"`
	State        string    `json:"state"`
	FundedAmount money.Yen `json:"funded_amount"`
	Revisions    int       `json:"revisions" doc:"Revision rounds used"`
}

// Deadline is what happens by itself, and when.
type Deadline struct {
	Kind    string           `json:"kind" enum:"escrow,inspection,termination"`
	At      calendar.Instant `json:"at" format:"date-time"`
	Outcome string           `json:"outcome" enum:"cancelled,accepted,terminated,disputed,lapsed"`
}

// Action is a command that the caller may give now.
type Action struct {
	Command  string            `json:"command" doc:"The path below the contract"`
	Rule     string            `json:"rule"`
	Deadline *calendar.Instant `json:"deadline" doc:"When the clock takes the choice away"`
}

// Termination is a request to end midway (契約途中終了リクエスト).
type Termination struct {
	ID            string            `json:"id"`
	State         string            `json:"state" enum:"open,agreed,declined,withdrawn,lapsed,expired"`
	By            string            `json:"by"`
	Reason        string            `json:"reason"`
	WorkerAmount  money.Yen         `json:"worker_amount"`
	AskedAt       calendar.Instant  `json:"asked_at" format:"date-time"`
	Deadline      calendar.Instant  `json:"deadline" format:"date-time"`
	BySilence     string            `json:"by_silence" doc:"What silence makes of it"`
	DeclineReason *string           `json:"decline_reason"`
	ClosedAt      *calendar.Instant `json:"closed_at"`
}

// Nudge is a contact nudge (連絡催促申請).
type Nudge struct {
	ID           string            `json:"id"`
	State        string            `json:"state" enum:"requested,sent,denied,answered,unanswered,closed_by_reply"`
	By           string            `json:"by"`
	Note         *string           `json:"note"`
	RequestedAt  calendar.Instant  `json:"requested_at" format:"date-time"`
	ReviewBy     calendar.Instant  `json:"review_by" format:"date-time"`
	AutoApproved bool              `json:"auto_approved"`
	DecidedAt    *calendar.Instant `json:"decided_at"`
	DenialCode   *string           `json:"denial_code"`
	DenialReason *string           `json:"denial_reason"`
	ReplyBy      *calendar.Instant `json:"reply_by"`
	NextStep     *NextStep         `json:"next_step" doc:"After silence: what fits the state (R5.8)"`
}

// NextStep is what remains when a nudge met silence.
type NextStep struct {
	Step string            `json:"step" enum:"cancel,termination,wait_for_deemed_acceptance,wait_for_operator"`
	At   *calendar.Instant `json:"at"`
}

// Dispute is a dispute (調整).
type Dispute struct {
	ID                     string            `json:"id"`
	State                  string            `json:"state" enum:"open,settled,resolved"`
	By                     string            `json:"by"`
	Reason                 string            `json:"reason"`
	OpenedAt               calendar.Instant  `json:"opened_at" format:"date-time"`
	DecideBy               calendar.Instant  `json:"decide_by" format:"date-time"`
	Offer                  *Offer            `json:"offer" doc:"The settlement that one side offers"`
	WorkerAmount           *money.Yen        `json:"worker_amount" doc:"As settled or decided"`
	Resolution             *string           `json:"resolution"`
	AwaitingSecondOperator bool              `json:"awaiting_second_operator"`
	ClosedAt               *calendar.Instant `json:"closed_at"`
}

// Offer is a settlement that one side of a dispute offers.
type Offer struct {
	By           string    `json:"by"`
	WorkerAmount money.Yen `json:"worker_amount"`
}

// viewContract shows a contract, as the clock leaves it at the occasion, to who
// asks.
func (q *request) viewContract(c contract.Contract, terms string, on contract.Occasion) Contract {
	role := c.RoleOf(on.Who)
	v := Contract{
		ID: c.ID, JobID: c.JobID, ProposalID: c.ProposalID, ClientID: c.ClientID, WorkerID: c.WorkerID, Title: c.Title,
		State: string(c.State), Amount: c.Amount, Currency: money.Currency,
		Terms: viewTerms(terms, c.TermsHash), EndedBy: optional(c.EndedBy), Deemed: c.Deemed,
		Termination: viewTermination(c.Termination), Nudge: viewNudge(&c, role), Dispute: viewDispute(c.Dispute, role),
		Change: viewChange(&c), Bonus: viewBonus(c.Bonus), Transfer: q.bankTransfer(c.Payment, c.ClientID), BonusAmount: c.Paid.Bonus,
		Actions: []Action{}, FormedAt: c.FormedAt, UpdatedAt: c.UpdatedAt,
	}
	for i, m := range c.Milestones {
		v.Milestones = append(v.Milestones, Milestone{m.ID, i, m.Title, m.Amount, optional(m.DueOn), string(m.State), m.Funded, m.Revisions})
	}
	v.Milestone = v.Milestones[c.Current]
	if d, ok := c.Deadline(); ok {
		v.Deadline = viewDeadline(d)
	}
	if c.Ended() || c.Paid != (contract.Paid{}) {
		v.WorkerNetAmount, v.FeeAmount, v.FeeTaxAmount, v.RefundedAmount = &c.Paid.Net, &c.Paid.Charge.Fee, &c.Paid.Charge.Tax, &c.Paid.Refunded
	}
	for _, a := range contract.Actions(c, on) {
		v.Actions = append(v.Actions, Action{string(a.Command), a.Rule, instant(a.Deadline)})
	}
	return v
}

// viewTerms adds the hash of the document to its object.
func viewTerms(text, hash string) document {
	return document(text[:len(text)-1] + `,"sha256":"` + hash + `"}`)
}

func viewDeadline(d contract.Deadline) *Deadline {
	return &Deadline{d.Kind, d.At, string(d.Outcome)}
}

func viewTermination(t *contract.Termination) *Termination {
	if t == nil {
		return nil
	}
	return &Termination{
		t.ID, string(t.State), string(t.By), t.Reason, t.WorkerAmount, t.AskedAt, t.DueAt, string(t.BySilence()),
		optional(t.DeclineReason), instant(t.ClosedAt),
	}
}

// viewNudge shows a nudge to its applicant and to operators, and to the nudged
// side once it was sent: before that it is none of their business (R5.4).
func viewNudge(c *contract.Contract, role contract.Role) *Nudge {
	n := c.Nudge
	if n == nil {
		return nil
	}
	own := role == n.By || role == contract.Operator
	if !own && !n.Known(role) {
		return nil
	}
	v := &Nudge{
		ID: n.ID, State: string(n.State), By: string(n.By), RequestedAt: n.RequestedAt, ReviewBy: n.ReviewBy,
		AutoApproved: n.AutoApproved, DecidedAt: instant(n.DecidedAt), ReplyBy: instant(n.ReplyBy),
	}
	if own {
		v.Note, v.DenialCode, v.DenialReason = optional(n.Note), optional(n.DenialCode), optional(n.DenialReason)
	}
	if own && n.State == contract.NudgeUnanswered {
		v.NextStep = nextStep(c)
	}
	return v
}

func nextStep(c *contract.Contract) *NextStep {
	switch c.State {
	case contract.AwaitingEscrow:
		return &NextStep{Step: "cancel"}
	case contract.InProgress, contract.Revising:
		return &NextStep{Step: "termination"}
	case contract.Delivered:
		return &NextStep{"wait_for_deemed_acceptance", instant(c.Until)}
	case contract.Disputed:
		return &NextStep{"wait_for_operator", instant(c.Dispute.DecideBy)}
	}
	return nil
}

func viewDispute(d *contract.Dispute, role contract.Role) *Dispute {
	if d == nil {
		return nil
	}
	v := &Dispute{
		ID: d.ID, State: string(d.State), By: string(d.By), Reason: d.Reason, OpenedAt: d.OpenedAt, DecideBy: d.DecideBy,
		ClosedAt: instant(d.ClosedAt),
	}
	if d.OfferBy != "" {
		v.Offer = &Offer{string(d.OfferBy), d.OfferAmount}
	}
	if d.State != contract.DisputeOpen {
		v.WorkerAmount, v.Resolution = &d.WorkerAmount, optional(d.Resolution)
	}
	if role == contract.Operator && d.State == contract.DisputeOpen && d.ProposedBy != "" {
		v.AwaitingSecondOperator, v.Resolution = true, optional(d.Resolution) // the first operator's reasons
	}
	return v
}

// Division is where money goes, or would go.
type Division struct {
	WorkerNetAmount money.Yen `json:"worker_net_amount"`
	FeeAmount       money.Yen `json:"fee_amount"`
	FeeTaxAmount    money.Yen `json:"fee_tax_amount"`
	RefundedAmount  money.Yen `json:"refunded_amount"`
}

func viewPaid(p contract.Paid) Division {
	return Division{p.Net, p.Charge.Fee, p.Charge.Tax, p.Refunded}
}
