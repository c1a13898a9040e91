package auth

import (
	"context"
	"fmt"

	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
)

// MakeAPIKey checks who somebody is, and makes a key for a program of theirs; the
// answer is its secret, which nobody sees again: empty when the same form has
// made it before.
func (d *Desk) MakeAPIKey(ctx context.Context, a account.Account, session account.Token, password, name string, days int, once *transact.Once) (secret string, made account.Token, err error) {
	verified, err := d.Verify(ctx, a, password)
	if err != nil {
		return "", made, err
	}
	now, err := d.Engine.Now(ctx)
	if err != nil {
		return "", made, err
	}
	if err := d.Limits.Allow(KeysADay, a.ID, now); err != nil {
		return "", made, err
	}
	secret = account.APIKeySecret()
	cmd := transact.MakeAPIKey{
		AccountID: a.ID, Verified: verified, Session: session.Hash,
		Key: transact.Key{Hash: account.Hash(secret), Start: account.StartOf(secret), Name: name, Days: days},
	}
	outcome, err := d.Engine.Door.Do(ctx, transact.Request{Actor: contract.Actor{Account: a.ID, Operator: a.Staff()}, Command: cmd, Once: once})
	switch {
	case err != nil:
		return "", made, err
	case outcome.Replay:
		return "", made, nil
	}
	made, ok := outcome.Result.(account.Token)
	if !ok {
		return "", made, fmt.Errorf("%T answered a %T", cmd, outcome.Result)
	}
	return secret, made, nil
}
