package api

import (
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var contractRoutes = []route{
	get("/v1/contracts", "contracts", "The caller's contracts, newest first", person, listContracts),
	get("/v1/contracts/{id}", "contracts", "One contract, as the caller sees it", person, readContract),
	get("/v1/contracts/{id}/terms", "contracts", "The terms document, the very bytes that were hashed", person, readTerms),
	get("/v1/contracts/{id}/events", "contracts", "The contract's events, a hash chain, oldest first", person, listEvents),

	post[onContract, Contract]("/v1/contracts/{id}/fund", "contracts", "Pay the running milestone into escrow (仮払い); 202 while the gateway takes its time", person, fund, http.StatusOK, http.StatusAccepted),
	command("cancel", "Cancel before funding", http.StatusOK, func(in *cancelBody) contract.Command { return contract.Cancel{Reason: in.Reason} }),
	command("deliver", "Deliver the work (納品)", http.StatusOK, func(in *deliverBody) contract.Command {
		return contract.Deliver{Note: in.Note, Files: append([]string{}, in.Files...)}
	}),
	command("accept", "Accept the work (検収)", http.StatusOK, func(*noBody) contract.Command { return contract.Accept{} }),
	command("request-revision", "Send the work back with a reason (修正依頼)", http.StatusOK, func(in *revisionBody) contract.Command {
		return contract.RequestRevision{Reason: in.Reason, FailedCriteria: in.criteria()}
	}),
	command("termination", "Ask to end midway (契約途中終了リクエスト)", http.StatusCreated, func(in *terminationBody) contract.Command {
		return contract.RequestTermination{Reason: in.Reason, WorkerAmount: in.WorkerAmount}
	}),
	command("termination/agree", "Agree to end midway", http.StatusOK, func(*noBody) contract.Command { return contract.AgreeTermination{} }),
	command("termination/decline", "Decline to end midway", http.StatusOK, func(in *reasonBody) contract.Command { return contract.DeclineTermination{Reason: in.Reason} }),
	command("termination/withdraw", "Take one's own request back", http.StatusOK, func(*noBody) contract.Command { return contract.WithdrawTermination{} }),
	command("nudge", "Ask the operator to urge the other side (連絡催促申請)", http.StatusCreated, func(in *nudgeBody) contract.Command { return contract.RequestNudge{Note: in.Note} }),
	command("dispute", "Ask the operator to decide (仲裁)", http.StatusCreated, func(in *reasonBody) contract.Command { return contract.OpenDispute{Reason: in.Reason} }),
	command("dispute/offer", "Offer a settlement", http.StatusOK, func(in *offerBody) contract.Command { return contract.OfferSettlement{WorkerAmount: in.WorkerAmount} }),
	command("dispute/accept-offer", "Accept the other side's offer", http.StatusOK, func(*noBody) contract.Command { return contract.AcceptOffer{} }),
	post[previewIn, Preview]("/v1/contracts/{id}/preview", "contracts", "What a command would do, without doing it (もしも)", person, preview, http.StatusOK),
}

// onContract names a contract, and sends nothing.
type onContract struct {
	ID   string  `path:"id"`
	Body *noBody `required:"false"`
}

type noBody struct{}

type cancelBody struct {
	Reason string `json:"reason,omitempty" maxLength:"10000"`
}

type deliverBody struct {
	Note  string   `json:"note" minLength:"1" maxLength:"10000" pattern:"\\S" doc:"What is delivered"`
	Files []string `json:"files,omitempty" nullable:"false" maxItems:"20" doc:"References to files, or links"`
}

type revisionBody struct {
	Reason         string      `json:"reason" minLength:"1" maxLength:"10000" pattern:"\\S"`
	FailedCriteria []Criterion `json:"failed_criteria,omitempty" nullable:"false" maxItems:"20" doc:"The acceptance criteria that fail, by text or by place, counted from 0; at least one where the terms have any"`
}

func (b *revisionBody) criteria() (all []contract.Criterion) {
	for _, c := range b.FailedCriteria {
		all = append(all, contract.Criterion(c))
	}
	return all
}

type terminationBody struct {
	Reason       string    `json:"reason" minLength:"1" maxLength:"10000" pattern:"\\S"`
	WorkerAmount money.Yen `json:"worker_amount,omitempty" minimum:"0" maximum:"1000000000000" doc:"Of the escrow, for the worker, before the fee"`
}

type reasonBody struct {
	Reason string `json:"reason" minLength:"1" maxLength:"10000" pattern:"\\S"`
}

type nudgeBody struct {
	Note string `json:"note,omitempty" maxLength:"10000" doc:"To the operator"`
}

type offerBody struct {
	WorkerAmount money.Yen `json:"worker_amount" minimum:"0" maximum:"1000000000000"`
}

// input is a contract's id with a body that must be sent; given is one whose
// body may be left out.
type input[B any] struct {
	ID   string `path:"id"`
	Body B
}

type given[B any] struct {
	ID   string `path:"id"`
	Body *B     `required:"false"`
}

// command makes the route of one of the kernel's commands.
func command[B any](verb, summary string, status int, make func(*B) contract.Command) route {
	path := "/v1/contracts/{id}/" + verb
	if mayBeEmpty[B]() {
		return post[given[B], Contract](path, "contracts", summary, person, func(q *request, in *given[B]) (reply, error) {
			if in.Body == nil {
				in.Body = new(B)
			}
			return q.onContract(in.ID, make(in.Body), status)
		}, status)
	}
	return post[input[B], Contract](path, "contracts", summary, person, func(q *request, in *input[B]) (reply, error) {
		return q.onContract(in.ID, make(&in.Body), status)
	}, status)
}

// mayBeEmpty lists the bodies in which everything is optional.
func mayBeEmpty[B any]() bool {
	switch any(*new(B)).(type) {
	case noBody, cancelBody, nudgeBody:
		return true
	}
	return false
}

func (q *request) onContract(id string, cmd contract.Command, status int) (reply, error) {
	return q.do(transact.OnContract{ContractID: id, Command: cmd}, q.agreement(status))
}

// agreement renders the contract that a command answers with.
func (q *request) agreement(status int) func(any) (int, any) {
	return func(result any) (int, any) {
		a := result.(transact.Agreement)
		return status, viewContract(a.Contract, a.Terms, contract.Occasion{Who: q.who(), Now: a.Now, Calendar: q.api.Engine.Calendar})
	}
}

func fund(q *request, in *onContract) (reply, error) {
	render := func(result any) (int, any) {
		a := result.(transact.Agreement)
		status := http.StatusOK
		if a.Contract.State == contract.AwaitingEscrow {
			status = http.StatusAccepted
		}
		return q.agreement(status)(result)
	}
	outcome, err := q.api.Engine.Cashier.Fund(q.ctx, q.who(), in.ID, q.once(render))
	return q.answer(outcome, err, render)
}

// asSeen is the contract as the clock leaves it now, for who may see it.
func (q *request) asSeen(id string) (contract.Contract, contract.Occasion, error) {
	now, err := q.now()
	if err != nil {
		return contract.Contract{}, contract.Occasion{}, err
	}
	c, err := q.store().Contract(q.ctx, id)
	if err != nil {
		return c, contract.Occasion{}, err
	}
	on := q.occasion(now)
	if c.RoleOf(on.Who) == contract.Stranger {
		return c, on, refusal.NoSuch("contract")
	}
	return contract.CatchUp(c, on).Contract, on, nil
}

func readContract(q *request, in *struct {
	ID string `path:"id"`
}) (Contract, error) {
	c, on, err := q.asSeen(in.ID)
	if err != nil {
		return Contract{}, err
	}
	terms, err := q.store().Terms(q.ctx, in.ID)
	if err != nil {
		return Contract{}, err
	}
	return viewContract(c, terms, on), nil
}

func readTerms(q *request, in *struct {
	ID string `path:"id"`
}) (document, error) {
	if _, _, err := q.asSeen(in.ID); err != nil {
		return nil, err
	}
	terms, err := q.store().Terms(q.ctx, in.ID)
	return document(terms), err
}

// document is JSON that is sent as it is kept.
type document []byte

// MarshalJSON hands the kept bytes on.
func (d document) MarshalJSON() ([]byte, error) { return d, nil }

func listContracts(q *request, in *struct {
	Paging
	Role  string `query:"role" enum:"client,worker" doc:"Only where the caller is this"`
	State string `query:"state" enum:"awaiting_escrow,in_progress,delivered,revising,disputed,completed,terminated,cancelled"`
}) (List[Contract], error) {
	query := store.ContractQuery{State: contract.State(in.State)}
	switch in.Role {
	case "client":
		query.ClientID = q.caller.ID
	case "worker":
		query.WorkerID = q.caller.ID
	default:
		query.Party = q.caller.ID
	}
	now, err := q.now()
	if err != nil {
		return List[Contract]{}, err
	}
	on := q.occasion(now)
	terms := map[string]string{}
	return page(in.Paging, func(p store.Page) ([]contract.Contract, error) {
		found, err := q.store().Contracts(q.ctx, query, p)
		for i, c := range found {
			if err != nil {
				break
			}
			found[i] = contract.CatchUp(c, on).Contract
			terms[c.ID], err = q.store().Terms(q.ctx, c.ID)
		}
		return found, err
	}, func(c contract.Contract) string { return c.ID }, func(c contract.Contract) Contract {
		return viewContract(c, terms[c.ID], on)
	})
}

// occasion is who asks and when; ids that it makes are thrown away.
func (q *request) occasion(now calendar.Instant) contract.Occasion {
	return contract.Occasion{Who: q.who(), Now: now, Calendar: q.api.Engine.Calendar, IDs: q.api.Engine.IDs}
}

// Event is one link of a contract's hash chain.
type Event struct {
	ID       string           `json:"id"`
	Seq      int64            `json:"seq"`
	At       calendar.Instant `json:"at" format:"date-time"`
	Kind     string           `json:"kind"`
	Actor    string           `json:"actor" enum:"client,worker,operator,clock,gateway"`
	Deemed   bool             `json:"deemed,omitempty" doc:"Done by the clock in a person's place"`
	Data     document         `json:"data"`
	Hash     string           `json:"hash"`
	PrevHash string           `json:"prev_hash"`
}

func listEvents(q *request, in *struct {
	ID string `path:"id"`
	Paging
}) (List[Event], error) {
	if _, _, err := q.asSeen(in.ID); err != nil {
		return List[Event]{}, err
	}
	return page(in.Paging, func(p store.Page) ([]store.Event, error) { return q.store().Events(q.ctx, in.ID, p) },
		func(e store.Event) string { return e.ID }, func(e store.Event) Event {
			return Event{e.ID, e.Seq, e.At, string(e.Kind), string(e.Actor), e.Deemed, document(e.JSON), e.Hash, e.PrevHash}
		})
}
