package api

import (
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/payout"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var payoutRoutes = []route{
	get("/v1/operator/payouts", "operator", "Payouts, newest first", staff(account.PayOut), listPayoutCases),
	get("/v1/operator/payout-batches", "operator", "Batches for the bank, newest first (総合振込)", staff(account.PayOut), listBatches),
	post[batchIn, PayoutBatch]("/v1/operator/payout-batches", "operator", "Put requested payouts into a batch; above the limit a second person approves it", staff(account.PayOut), makeBatch, http.StatusCreated),
	post[byID, PayoutBatch]("/v1/operator/payout-batches/{id}/approve", "operator", "The second person's word", staff(account.PayOut), onBatch(transact.ApproveBatch), http.StatusOK),
	post[byID, PayoutBatch]("/v1/operator/payout-batches/{id}/withdraw", "operator", "Give a batch up that nobody approved; its payouts wait again", staff(account.PayOut), onBatch(transact.WithdrawBatch), http.StatusOK),
	post[settleIn, PayoutBatch]("/v1/operator/payout-batches/{id}/settle", "operator", "Book what the bank says: paid, or returned onto the balance", staff(account.PayOut), settleBatch, http.StatusOK),
}

// PayoutCase is a payout with whose it is.
type PayoutCase struct {
	Payout
	AccountID string  `json:"account_id"`
	BatchID   *string `json:"batch_id"`
	Payable   bool    `json:"payable" doc:"Its owner has a bank account that may be paid to now (R10.3)"`
	ReturnBy  *string `json:"return_by" doc:"Who of the staff said that it came back after it had arrived, where its batch took two people and a second one has to say so too"`
}

func listPayoutCases(q *request, in *struct {
	Paging
	State string `query:"state" enum:"requested,batched,paid,returned,cancelled" default:"requested"`
}) (List[PayoutCase], error) {
	now, err := q.now()
	if err != nil {
		return List[PayoutCase]{}, err
	}
	payable := map[string]bool{}
	return page(in.Paging, func(p store.Page) ([]payout.Payout, error) {
		found, err := q.store().Payouts(q.ctx, store.PayoutQuery{State: payout.State(in.State)}, p)
		for _, one := range found {
			if err != nil {
				break
			}
			var to payout.BankAccount
			to, err = q.store().PaidTo(q.ctx, one.AccountID)
			payable[one.ID] = to.Usable(now)
		}
		return found, err
	}, func(p payout.Payout) string { return p.ID }, func(p payout.Payout) PayoutCase {
		return PayoutCase{viewPayout(p), p.AccountID, optional(p.BatchID), payable[p.ID], optional(p.ReturnBy)}
	})
}

// PayoutBatch is payouts that go to the bank in one file.
type PayoutBatch struct {
	ID          string            `json:"id"`
	State       string            `json:"state" enum:"proposed,approved,closed,withdrawn"`
	PayOn       string            `json:"pay_on" format:"date"`
	Count       int               `json:"count"`
	OpenCount   int               `json:"open_count" doc:"Neither paid nor returned"`
	TotalAmount money.Yen         `json:"total_amount"`
	Currency    string            `json:"currency"`
	CreatedBy   string            `json:"created_by"`
	CreatedAt   calendar.Instant  `json:"created_at" format:"date-time"`
	ApprovedBy  *string           `json:"approved_by"`
	ApprovedAt  *calendar.Instant `json:"approved_at" format:"date-time"`
}

func viewBatch(b payout.Batch) PayoutBatch {
	return PayoutBatch{b.ID, string(b.State), b.PayOn, b.Count, b.Open, b.Total, money.Currency, b.CreatedBy, b.CreatedAt, optional(b.ApprovedBy), instant(b.ApprovedAt)}
}

func batchReply(status int) func(any) (int, any) {
	return func(result any) (int, any) { return status, viewBatch(result.(payout.Batch)) }
}

func listBatches(q *request, in *struct {
	Paging
	State string `query:"state" enum:"proposed,approved,closed,withdrawn"`
}) (List[PayoutBatch], error) {
	return page(in.Paging, func(p store.Page) ([]payout.Batch, error) {
		return q.store().Batches(q.ctx, payout.State(in.State), p)
	}, func(b payout.Batch) string { return b.ID }, viewBatch)
}

type batchIn struct {
	Body struct {
		PayoutIDs []string `json:"payout_ids" minItems:"1" maxItems:"1000"`
		PayOn     string   `json:"pay_on" format:"date" doc:"A day on which banks are open, after today"`
	}
}

func makeBatch(q *request, in *batchIn) (reply, error) {
	day, err := calendar.ParseDate(in.Body.PayOn)
	if err != nil {
		return reply{}, refusal.Invalid("pay_on", "R10.2", "This is no date such as 2026-12-15.")
	}
	cmd := transact.MakeBatch{Payouts: in.Body.PayoutIDs, PayOn: day}
	for _, id := range cmd.Payouts {
		p, err := q.store().Payout(q.ctx, id)
		if err != nil {
			return reply{}, err
		}
		cmd.Owners = append(cmd.Owners, p.AccountID)
	}
	return q.do(cmd, batchReply(http.StatusCreated))
}

func onBatch(what transact.BatchAct) func(*request, *byID) (reply, error) {
	return func(q *request, in *byID) (reply, error) {
		return q.do(transact.OnBatch{BatchID: in.ID, Do: what}, batchReply(http.StatusOK))
	}
}

type settleIn struct {
	ID   string `path:"id"`
	Body struct {
		Paid     []string     `json:"paid,omitempty" maxItems:"1000" doc:"Payouts that arrived"`
		Returned []returnedIn `json:"returned,omitempty" maxItems:"1000" doc:"Payouts that the bank sent back, also after they had arrived: then a second person says so too, where the batch took two"`
	}
}

type returnedIn struct {
	PayoutID string `json:"payout_id"`
	Reason   prose  `json:"reason" maxLength:"500" doc:"What the owner reads"`
}

func settleBatch(q *request, in *settleIn) (reply, error) {
	cmd := transact.OnBatch{BatchID: in.ID, Do: transact.SettleBatch}
	for _, id := range in.Body.Paid {
		cmd.Results = append(cmd.Results, payout.Result{PayoutID: id})
	}
	for _, r := range in.Body.Returned {
		cmd.Results = append(cmd.Results, payout.Result{PayoutID: r.PayoutID, Returned: true, Reason: string(r.Reason)})
	}
	return q.do(cmd, batchReply(http.StatusOK))
}
