package auth

import (
	"context"
	"fmt"
	"strings"

	"azukari/internal/domain/account"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/payout"
	"azukari/internal/engine/transact"
)

// RegisterBankAccount checks who somebody is, seals a checked account and makes
// it the one that they are paid to (R10.1, R10.3).
func (d *Desk) RegisterBankAccount(ctx context.Context, a account.Account, session account.Token, password string, to bank.Account) error {
	verified, err := d.Verify(ctx, a, password)
	if err != nil {
		return err
	}
	sealed := d.Key.Seal(to.Number+"\n"+to.Holder, a.ID)
	return d.do(ctx, a, transact.RegisterBankAccount{AccountID: a.ID, Verified: verified, Session: session.Hash, Account: to, Sealed: sealed})
}

// OpenBankAccount is a bank account in full: only for a bank's file, by the
// finance staff, and the audit trail has said so before.
func (d *Desk) OpenBankAccount(b payout.BankAccount) (bank.Account, error) {
	plain, err := d.Key.Open(b.Sealed, b.AccountID)
	if err != nil {
		return bank.Account{}, fmt.Errorf("open bank account %s: %w", b.ID, err)
	}
	number, holder, _ := strings.Cut(plain, "\n")
	return bank.Account{BankCode: b.BankCode, BranchCode: b.BranchCode, Kind: b.Kind, Number: number, Holder: holder}, nil
}
