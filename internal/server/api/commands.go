package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A command is one of the kernel's commands of the two sides, as the API takes
// it: its verb is its path below the contract.
type command struct {
	verb  contract.Verb
	route route
	body  reflect.Type
	read  func(body []byte) (contract.Command, error)
}

// commands lists them, in the order of a contract's life.
var commands = []command{
	verb(contract.VerbFund, "Pay into escrow (仮払い): the running milestone, or the difference of an agreed change"+byTransfer, http.StatusOK,
		func(*noBody) contract.Command { return contract.Fund{} }),
	verb(contract.VerbCancel, "Cancel before funding", http.StatusOK,
		func(in *cancelBody) contract.Command { return contract.Cancel{Reason: in.Reason} }),
	verb(contract.VerbDeliver, "Deliver the work (納品)", http.StatusOK,
		func(in *deliverBody) contract.Command {
			return contract.Deliver{Note: string(in.Note), Files: append([]string{}, texts(in.Files)...)}
		}),
	verb(contract.VerbAccept, "Accept the work (検収)", http.StatusOK,
		func(*noBody) contract.Command { return contract.Accept{} }),
	verb(contract.VerbRequestRevision, "Send the work back with a reason (修正依頼)", http.StatusOK,
		func(in *revisionBody) contract.Command {
			return contract.RequestRevision{Reason: string(in.Reason), FailedCriteria: in.criteria()}
		}),
	verb(contract.VerbRequestTermination, "Ask to end midway (契約途中終了リクエスト)", http.StatusCreated,
		func(in *terminationBody) contract.Command {
			return contract.RequestTermination{Reason: string(in.Reason), WorkerAmount: in.WorkerAmount}
		}),
	verb(contract.VerbAgreeTermination, "Agree to end midway", http.StatusOK,
		func(in *agreeTerminationBody) contract.Command {
			return contract.AgreeTermination{Seen: in.TerminationID}
		}),
	verb(contract.VerbDeclineTermination, "Decline to end midway", http.StatusOK,
		func(in *declineTerminationBody) contract.Command {
			return contract.DeclineTermination{Reason: string(in.Reason), Seen: in.TerminationID}
		}),
	verb(contract.VerbWithdrawTermination, "Take one's own request back", http.StatusOK,
		func(*noBody) contract.Command { return contract.WithdrawTermination{} }),
	verb(contract.VerbRequestChange, "Propose to change what was agreed (条件変更); what is left out stays", http.StatusCreated,
		func(in *changeBody) contract.Command { return in.command() }),
	verb(contract.VerbAgreeChange, "Agree to the change; a higher amount of a funded milestone awaits …/fund for the difference", http.StatusOK,
		func(in *agreeChangeBody) contract.Command { return contract.AgreeChange{Seen: in.ChangeID} }),
	verb(contract.VerbDeclineChange, "Decline the change", http.StatusOK,
		func(in *declineChangeBody) contract.Command {
			return contract.DeclineChange{Reason: string(in.Reason), Seen: in.ChangeID}
		}),
	verb(contract.VerbWithdrawChange, "Take one's own proposed change back", http.StatusOK,
		func(*noBody) contract.Command { return contract.WithdrawChange{} }),
	verb(contract.VerbRequestNudge, "Ask the operator to urge the other side (連絡催促申請)", http.StatusCreated,
		func(in *nudgeBody) contract.Command { return contract.RequestNudge{Note: in.Note} }),
	verb(contract.VerbOpenDispute, "Ask the operator to decide (調整)", http.StatusCreated,
		func(in *reasonBody) contract.Command { return contract.OpenDispute{Reason: string(in.Reason)} }),
	verb(contract.VerbOfferSettlement, "Offer a settlement", http.StatusOK,
		func(in *offerBody) contract.Command { return contract.OfferSettlement{WorkerAmount: in.WorkerAmount} }),
	verb(contract.VerbAcceptOffer, "Accept the other side's offer", http.StatusOK,
		func(in *acceptOfferBody) contract.Command { return contract.AcceptOffer{Seen: in.WorkerAmount} }),
	verb(contract.VerbPayBonus, "Pay a bonus through escrow after completion (追加支払い)"+byTransfer, http.StatusCreated,
		func(in *bonusBody) contract.Command {
			return contract.PayBonus{Amount: in.Amount, Message: in.Message}
		}),
}

func commandRoutes() (all []route) {
	for _, c := range commands {
		all = append(all, c.route)
	}
	return all
}

type noBody struct{}

type cancelBody struct {
	Reason string `json:"reason,omitempty" maxLength:"10000"`
}

type deliverBody struct {
	Note  prose   `json:"note" maxLength:"10000" doc:"What is delivered"`
	Files []prose `json:"files,omitempty" nullable:"false" maxItems:"20" maxLength:"500" doc:"References to files, or links"`
}

type revisionBody struct {
	Reason         prose       `json:"reason" maxLength:"10000"`
	FailedCriteria []Criterion `json:"failed_criteria,omitempty" nullable:"false" maxItems:"20" doc:"The acceptance criteria that fail, by text or by place, counted from 0; at least one where the terms have any"`
}

func (b *revisionBody) criteria() (all []contract.Criterion) {
	for _, c := range b.FailedCriteria {
		all = append(all, contract.Criterion(c))
	}
	return all
}

type terminationBody struct {
	Reason       prose     `json:"reason" maxLength:"10000"`
	WorkerAmount money.Yen `json:"worker_amount,omitempty" minimum:"0" maximum:"1000000000000" doc:"Of the escrow, for the worker, before the fee"`
}

// An answer may name what it answers, as its giver saw it; it is then never taken
// for an answer to what stands in its place meanwhile.

type agreeTerminationBody struct {
	TerminationID string `json:"termination_id,omitempty" maxLength:"64" doc:"The request that you saw: when another one stands, 409 state_conflict; left out, whichever stands"`
}

type declineTerminationBody struct {
	Reason        prose  `json:"reason" maxLength:"10000"`
	TerminationID string `json:"termination_id,omitempty" maxLength:"64" doc:"The request that you saw: when another one stands, 409 state_conflict; left out, whichever stands"`
}

type agreeChangeBody struct {
	ChangeID string `json:"change_id,omitempty" maxLength:"64" doc:"The change that you saw: when another one stands, 409 state_conflict; left out, whichever stands"`
}

type declineChangeBody struct {
	Reason   prose  `json:"reason" maxLength:"10000"`
	ChangeID string `json:"change_id,omitempty" maxLength:"64" doc:"The change that you saw: when another one stands, 409 state_conflict; left out, whichever stands"`
}

type acceptOfferBody struct {
	WorkerAmount *money.Yen `json:"worker_amount,omitempty" minimum:"0" maximum:"1000000000000" doc:"What the offer that you saw gives the worker: when another one stands, 409 state_conflict; left out, whatever stands"`
}

type changeBody struct {
	MilestoneID string    `json:"milestone_id,omitempty" maxLength:"64" doc:"Whose amount and due date change; left out, the running one's"`
	Amount      money.Yen `json:"amount,omitempty" minimum:"1" maximum:"1000000000000" doc:"The milestone's new amount; after a delivery it can only go up"`
	DueOn       string    `json:"due_on,omitempty" format:"date"`
	Scope       prose     `json:"scope,omitempty" maxLength:"10000" doc:"What is delivered (給付の内容), as a whole"`
	Criteria    []prose   `json:"criteria,omitempty" nullable:"false" maxItems:"20" maxLength:"500" doc:"All acceptance criteria (検収基準), one line each"`
	Reason      prose     `json:"reason" maxLength:"10000"`
}

func (b *changeBody) command() contract.RequestChange {
	r := contract.RequestChange{MilestoneID: b.MilestoneID, Reason: string(b.Reason)}
	if b.Amount != 0 {
		r.Amount = &b.Amount
	}
	if b.DueOn != "" {
		r.DueOn = &b.DueOn
	}
	if b.Scope != "" {
		r.Scope = new(string(b.Scope))
	}
	if b.Criteria != nil {
		r.Criteria = new(texts(b.Criteria))
	}
	return r
}

type bonusBody struct {
	Amount  money.Yen `json:"amount" minimum:"1" maximum:"1000000000000" doc:"Before the fee"`
	Message string    `json:"message,omitempty" maxLength:"2000" doc:"To the worker"`
}

type reasonBody struct {
	Reason prose `json:"reason" maxLength:"10000"`
}

type nudgeBody struct {
	Note string `json:"note,omitempty" maxLength:"10000" doc:"To the operator"`
}

type offerBody struct {
	WorkerAmount money.Yen `json:"worker_amount" minimum:"0" maximum:"1000000000000"`
}

// input is a contract's id with a body that must be sent; given is one whose
// body may be left out, as everything in it may.
type input[B any] struct {
	ID   string `path:"id"`
	Body B
}

type given[B any] struct {
	ID   string `path:"id"`
	Body *B     `required:"false"`
}

// verb makes the route of one of the kernel's commands.
func verb[B any](v contract.Verb, summary string, status int, make func(*B) contract.Command) command {
	c := command{verb: v, body: reflect.TypeFor[B](), read: func(body []byte) (contract.Command, error) {
		in := new(B)
		if err := json.Unmarshal(body, in); err != nil {
			return nil, fmt.Errorf("read a body that was checked: %w", err)
		}
		return make(in), nil
	}}
	path, statuses := "/v1/contracts/{id}/"+string(v), []int{status}
	if v == contract.VerbFund || v == contract.VerbPayBonus {
		statuses = append(statuses, http.StatusAccepted)
	}
	if len(requiredOf(c.body)) == 0 {
		c.route = post[given[B], Contract](path, "contracts", summary, person, func(q *request, in *given[B]) (reply, error) {
			if in.Body == nil {
				in.Body = new(B)
			}
			return q.give(in.ID, make(in.Body), status)
		}, statuses...)
		return c
	}
	c.route = post[input[B], Contract](path, "contracts", summary, person, func(q *request, in *input[B]) (reply, error) {
		return q.give(in.ID, make(&in.Body), status)
	}, statuses...)
	return c
}

// fieldsOf lists the fields of a body, requiredOf those that must be sent.
func fieldsOf(body reflect.Type) (names []string) {
	for f := range body.Fields() {
		names = append(names, jsonName(f))
	}
	return names
}

func requiredOf(body reflect.Type) (names []string) {
	for f := range body.Fields() {
		if !mayBeLeftOut(f) {
			names = append(names, jsonName(f))
		}
	}
	return names
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

func mayBeLeftOut(f reflect.StructField) bool {
	return strings.HasSuffix(f.Tag.Get("json"), ",omitempty")
}

// give brings a command to its contract; money comes in by way of the cashier.
func (q *request) give(id string, cmd contract.Command, status int) (reply, error) {
	switch paying := cmd.(type) {
	case contract.Fund:
		return q.pay(status, func(once *transact.Once) (transact.Outcome, error) {
			return q.api.Engine.Cashier.Fund(q.ctx, q.who(), store.ContractRoom, id, once)
		})
	case contract.PayBonus:
		return q.pay(status, func(once *transact.Once) (transact.Outcome, error) {
			return q.api.Engine.Cashier.PayBonus(q.ctx, q.who(), id, paying, once)
		})
	}
	return q.do(transact.OnContract{ContractID: id, Command: cmd}, q.agreement(status))
}

// pay answers with the contract, and with 202 while the payment is under way.
func (q *request) pay(paid int, by func(*transact.Once) (transact.Outcome, error)) (reply, error) {
	render := func(result any) (int, any) {
		status := paid
		if result.(transact.Agreement).Contract.Payment.UnderWay() {
			status = http.StatusAccepted
		}
		return q.agreement(status)(result)
	}
	outcome, err := by(q.once(render))
	return q.answer(outcome, err, render)
}

// agreement renders the contract that a command answers with.
func (q *request) agreement(status int) func(any) (int, any) {
	return func(result any) (int, any) {
		a := result.(transact.Agreement)
		return status, q.viewContract(a.Contract, a.Terms, contract.Occasion{Who: q.who(), Now: a.Now, Calendar: q.api.Engine.Calendar})
	}
}
