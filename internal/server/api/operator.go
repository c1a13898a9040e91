package api

import (
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var operatorRoutes = []route{
	get("/v1/operator/nudges", "operator", "Nudges, newest first, with what the decision needs", staff(account.DecideRequests), listNudges),
	post[byID, Nudge]("/v1/operator/nudges/{id}/approve", "operator", "Approve: the other side is urged", staff(account.DecideRequests), approveNudge, http.StatusOK),
	post[denyIn, Nudge]("/v1/operator/nudges/{id}/deny", "operator", "Deny, with a reason that the applicant sees", staff(account.DecideRequests), denyNudge, http.StatusOK),
	get("/v1/operator/disputes", "operator", "Disputes, newest first", staff(account.DecideDisputes), listDisputes),
	post[resolveIn, Dispute]("/v1/operator/disputes/{id}/resolve", "operator", "Decide; above the limit a second operator confirms with the same amount", staff(account.DecideDisputes), resolveDispute, http.StatusOK),
	get("/v1/operator/ledger/check", "operator", "Recompute every invariant of the book and prove the event chains", staff(account.SeeBooks), checkLedger),
}

// NudgeCase is a nudge with what its decision needs.
type NudgeCase struct {
	Nudge
	ContractID           string           `json:"contract_id"`
	ContractState        string           `json:"contract_state"`
	ApplicantID          string           `json:"applicant_id"`
	ClientLastActivityAt calendar.Instant `json:"client_last_activity_at" format:"date-time"`
	WorkerLastActivityAt calendar.Instant `json:"worker_last_activity_at" format:"date-time"`
	UnansweredCount      int              `json:"unanswered_message_count"`
	UnansweredMessages   []MessageMark    `json:"unanswered_messages" nullable:"false" doc:"The applicant's, since the other side last showed itself; what they say is closed to operators"`
}

// MessageMark says that there is a message, not what it says.
type MessageMark struct {
	ID string           `json:"id"`
	At calendar.Instant `json:"at" format:"date-time"`
}

func listNudges(q *request, in *struct {
	Paging
	State string `query:"state" enum:"requested,sent,denied,answered,unanswered,closed_by_reply" default:"requested"`
}) (List[NudgeCase], error) {
	cases := map[string]NudgeCase{}
	return page(in.Paging, func(p store.Page) ([]store.NudgeOf, error) {
		found, err := q.store().Nudges(q.ctx, contract.State(in.State), p)
		for _, n := range found {
			if err != nil {
				break
			}
			cases[n.ID], err = q.nudgeCase(n)
		}
		return found, err
	}, func(n store.NudgeOf) string { return n.ID }, func(n store.NudgeOf) NudgeCase { return cases[n.ID] })
}

// nudgeCase adds to a nudge what its decision needs of its contract.
func (q *request) nudgeCase(n store.NudgeOf) (NudgeCase, error) {
	c, err := q.store().Contract(q.ctx, n.ContractID)
	if err != nil {
		return NudgeCase{}, err
	}
	c.Nudge = &n.Nudge // it may be an earlier one
	marks, err := q.unanswered(&c)
	return NudgeCase{
		*viewNudge(&c, contract.Operator), c.ID, string(c.State), c.Party(n.By), c.Client.ActedAt, c.Worker.ActedAt, len(marks), marks,
	}, err
}

// unanswered lists the applicant's messages since the other side last showed
// itself.
func (q *request) unanswered(c *contract.Contract) ([]MessageMark, error) {
	thread, err := q.store().Messages(q.ctx, c.ProposalID, store.Page{})
	marks := []MessageMark{}
	since := c.Presence(contract.Other(c.Nudge.By)).ActedAt
	for _, m := range thread {
		if m.From == c.Party(c.Nudge.By) && m.At >= since {
			marks = append(marks, mark(m))
		}
	}
	return marks, err
}

func mark(m message.Message) MessageMark { return MessageMark{m.ID, m.At} }

func approveNudge(q *request, in *byID) (reply, error) {
	return q.decideNudge(in.ID, contract.ApproveNudge{})
}

type denyIn struct {
	ID   string `path:"id"`
	Body struct {
		Code   string `json:"code" minLength:"1" maxLength:"50" pattern:"^[a-z0-9_]+$" doc:"For statistics"`
		Reason prose  `json:"reason" maxLength:"10000" doc:"What the applicant reads"`
	}
}

func denyNudge(q *request, in *denyIn) (reply, error) {
	return q.decideNudge(in.ID, contract.DenyNudge{Code: in.Body.Code, Reason: string(in.Body.Reason)})
}

func (q *request) decideNudge(id string, cmd contract.Command) (reply, error) {
	contractID, err := q.store().ContractOfNudge(q.ctx, id)
	if err != nil {
		return reply{}, err
	}
	return q.do(transact.OnRequest{RequestID: id, OnContract: transact.OnContract{ContractID: contractID, Command: cmd}}, func(result any) (int, any) {
		c := result.(transact.Agreement).Contract
		return http.StatusOK, viewNudge(&c, contract.Operator)
	})
}

// DisputeCase is a dispute with what its decision needs.
type DisputeCase struct {
	Dispute
	ContractID     string    `json:"contract_id"`
	ClientID       string    `json:"client_id"`
	WorkerID       string    `json:"worker_id"`
	EscrowAmount   money.Yen `json:"escrow_amount"`
	Currency       string    `json:"currency"`
	ProposedBy     *string   `json:"proposed_by" doc:"The operator whose decision awaits a second one"`
	ProposedAmount money.Yen `json:"proposed_amount"`
}

func listDisputes(q *request, in *struct {
	Paging
	State string `query:"state" enum:"open,settled,resolved" default:"open"`
}) (List[DisputeCase], error) {
	return page(in.Paging, func(p store.Page) ([]contract.Contract, error) {
		return q.store().Contracts(q.ctx, store.ContractQuery{DisputeIn: contract.State(in.State)}, p)
	}, func(c contract.Contract) string { return c.ID }, func(c contract.Contract) DisputeCase {
		d := c.Dispute
		return DisputeCase{*viewDispute(d, contract.Operator), c.ID, c.ClientID, c.WorkerID, c.Escrow(), money.Currency, optional(d.ProposedBy), d.ProposedAmount}
	})
}

type resolveIn struct {
	ID   string `path:"id"`
	Body struct {
		WorkerAmount money.Yen `json:"worker_amount" minimum:"0" maximum:"1000000000000" doc:"Of the escrow, before the fee"`
		Reason       prose     `json:"reason" maxLength:"10000"`
	}
}

func resolveDispute(q *request, in *resolveIn) (reply, error) {
	contractID, err := q.store().ContractOfDispute(q.ctx, in.ID)
	if err != nil {
		return reply{}, err
	}
	cmd := contract.ResolveDispute{WorkerAmount: in.Body.WorkerAmount, Reason: string(in.Body.Reason)}
	return q.do(transact.OnContract{ContractID: contractID, Command: cmd}, func(result any) (int, any) {
		return http.StatusOK, viewDispute(result.(transact.Agreement).Contract.Dispute, contract.Operator)
	})
}

// LedgerCheck is whether the book is whole.
type LedgerCheck struct {
	OK      bool    `json:"ok"`
	Checks  []Check `json:"checks" nullable:"false"`
	Entries int64   `json:"entries"`
}

// Check is one invariant.
type Check struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail" doc:"The first fault found"`
}

func checkLedger(q *request, _ *struct{}) (LedgerCheck, error) {
	report, err := engine.Check(q.ctx, q.store())
	v := LedgerCheck{OK: report.OK, Entries: report.Entries, Checks: []Check{}}
	for _, c := range report.Checks {
		v.Checks = append(v.Checks, Check(c))
	}
	return v, err
}
