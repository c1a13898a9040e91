package api

import (
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/payout"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var moneyRoutes = []route{
	get("/v1/balance", "money", "The caller's balance (残高)", person, readBalance),
	get("/v1/transfers", "money", "The caller's ledger lines, newest first, each with its cause", person, listTransfers),
	post[payoutIn, Payout]("/v1/payouts", "money", "Request a payout (出金)", person, requestPayout, http.StatusCreated),
	post[byID, Payout]("/v1/payouts/{id}/cancel", "money", "Put a payout back on the balance that is in no batch yet", person, cancelPayout, http.StatusOK),
	get("/v1/payouts", "money", "The caller's payouts, newest first", person, listPayouts),
}

// Balance is what stands on the caller's accounts.
type Balance struct {
	AvailableAmount     money.Yen `json:"available_amount"`
	PendingPayoutAmount money.Yen `json:"pending_payout_amount"`
	Currency            string    `json:"currency"`
}

func readBalance(q *request, _ *struct{}) (Balance, error) {
	available, err := q.store().Balance(q.ctx, ledger.User(q.caller.ID))
	if err != nil {
		return Balance{}, err
	}
	pending, err := q.store().Balance(q.ctx, ledger.Pending(q.caller.ID))
	return Balance{available, pending, money.Currency}, err
}

// Transfer is one ledger line of the caller's balance.
type Transfer struct {
	ID         string           `json:"id"`
	Kind       string           `json:"kind" enum:"deposit,hold,release,split,refund,share,pay_out,return"`
	Amount     money.Yen        `json:"amount" doc:"Positive: into the balance"`
	Currency   string           `json:"currency"`
	Cause      string           `json:"cause" doc:"The event or payout that moved it"`
	ContractID *string          `json:"contract_id"`
	JobID      *string          `json:"job_id,omitempty" doc:"Of the contest or the task, when it is one's"`
	At         calendar.Instant `json:"at" format:"date-time"`
}

// viewSubject names what something belongs to: a contract, or the job of a
// contest or a task.
func viewSubject(of string) (contract, job *string) {
	if id.Valid(id.Job, of) {
		return nil, &of
	}
	return optional(of), nil
}

func listTransfers(q *request, in *struct{ Paging }) (List[Transfer], error) {
	own := ledger.User(q.caller.ID)
	return page(in.Paging, func(p store.Page) ([]ledger.Line, error) { return q.store().Lines(q.ctx, own, p) },
		func(l ledger.Line) string { return l.Transfer }, func(l ledger.Line) Transfer {
			contract, job := viewSubject(l.Subject)
			return Transfer{l.Transfer, string(l.Kind), l.Amount, money.Currency, l.Cause, contract, job, l.At}
		})
}

type payoutIn struct {
	Body struct {
		Amount   money.Yen `json:"amount" minimum:"1" maximum:"1000000000000"`
		OnDemand bool      `json:"on_demand,omitempty" doc:"On the next bank day, not by the schedule (15th → month-end, month-end → 15th)"`
	}
}

// Payout is money on its way to its owner's bank.
type Payout struct {
	ID          string            `json:"id"`
	Amount      money.Yen         `json:"amount"`
	Currency    string            `json:"currency"`
	State       string            `json:"state" enum:"requested,batched,paid,returned,cancelled"`
	RequestedAt calendar.Instant  `json:"requested_at" format:"date-time"`
	PayOn       *string           `json:"pay_on" format:"date" doc:"The bank day on which it leaves, once a bank account may be paid to"`
	EndedAt     *calendar.Instant `json:"ended_at" format:"date-time"`
	Reason      *string           `json:"reason" doc:"Why the bank sent it back"`
}

func viewPayout(p payout.Payout) Payout {
	return Payout{p.ID, p.Amount, money.Currency, string(p.State), p.RequestedAt, optional(p.PayOn), instant(p.EndedAt), optional(p.Reason)}
}

func requestPayout(q *request, in *payoutIn) (reply, error) {
	return q.do(transact.RequestPayout{AccountID: q.caller.ID, Amount: in.Body.Amount, OnDemand: in.Body.OnDemand}, payoutReply(http.StatusCreated))
}

func payoutReply(status int) func(any) (int, any) {
	return func(result any) (int, any) { return status, viewPayout(result.(payout.Payout)) }
}

func listPayouts(q *request, in *struct{ Paging }) (List[Payout], error) {
	return page(in.Paging, func(p store.Page) ([]payout.Payout, error) {
		return q.store().Payouts(q.ctx, store.PayoutQuery{AccountID: q.caller.ID}, p)
	}, func(p payout.Payout) string { return p.ID }, viewPayout)
}

func cancelPayout(q *request, in *byID) (reply, error) {
	return q.do(transact.CancelPayout{PayoutID: in.ID}, payoutReply(http.StatusOK))
}
