package notice

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/payout"
)

// The notifications about money on its way to a bank (R10.2, R10.3).
const (
	PayoutPaid         Kind = "payout.paid"
	PayoutReturned     Kind = "payout.returned"
	BankAccountChanged Kind = "payout.account_changed"
)

// OfPayout tells the owner what became of a payout.
func OfPayout(p payout.Payout, ids *id.Minter, at calendar.Instant) Notice {
	kind, data := PayoutPaid, canonical.Object{"amount": int64(p.Amount), "payout_id": p.ID}
	if p.State == payout.Returned {
		kind, data["reason"] = PayoutReturned, p.Reason
	}
	return Notice{ID: ids.New(id.Notification, at), AccountID: p.AccountID, Kind: kind, Data: canonical.Marshal(data), At: at, Mail: Queued, MailAt: at}
}

// MessagesOpened is that one of the staff read what two people wrote (R13.2).
const MessagesOpened Kind = "desk.messages_opened"

// OfLook tells a party of a contract that its messages were opened, and why.
func OfLook(c contract.Contract, party, reason string, ids *id.Minter, at calendar.Instant) Notice {
	return Notice{
		ID: ids.New(id.Notification, at), AccountID: party, Kind: MessagesOpened, ContractID: c.ID, At: at, Mail: Queued, MailAt: at,
		Data: canonical.Marshal(canonical.Object{"title": c.Title, "reason": reason}),
	}
}
