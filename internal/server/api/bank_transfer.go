package api

import (
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/receipt"
	"azukari/internal/engine/gateway"
)

// byTransfer is what a route that pays says of an answer that comes later.
const byTransfer = "; 202 while the payment is on its way, which by bank transfer is until the staff has seen it"

// BankTransfer is how the payment that is ordered is made by bank transfer (銀行振込).
type BankTransfer struct {
	Account string    `json:"account" doc:"Where to, as people are shown it"`
	Amount  money.Yen `json:"amount" doc:"Exactly; the bank's fee is the payer's"`
	Code    string    `json:"code" doc:"To be written before the sender's name"`
}

// bankTransfer shows who pays how; nil for anybody else, when nothing is ordered, and
// in a house that is paid in another way.
func (q *request) bankTransfer(p *contract.Payment, clientID string) *BankTransfer {
	if !p.UnderWay() || q.caller.ID != clientID {
		return nil
	}
	if to, ok := q.api.Engine.Cashier.Gateway.(gateway.Transfer); ok {
		return &BankTransfer{to.To, p.Amount, receipt.Code(p.ID)}
	}
	return nil
}
