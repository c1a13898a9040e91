package transact

import (
	"errors"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/store"
)

// TestNobodyRevokesAnothersKey, also when the rows of both are in one batch.
func TestNobodyRevokesAnothersKey(t *testing.T) {
	rows := store.Rows{
		Accounts: map[string]account.Account{"acc_1": {ID: "acc_1"}, "acc_2": {ID: "acc_2"}},
		Tokens:   map[string]account.Token{"key": {Hash: "key", Kind: account.APIKey, AccountID: "acc_2", ExpiresAt: 1_000}},
	}
	w := newWork(rows, 1, calendar.Calendar{}, nil)
	var no *refusal.Refusal
	if _, err := (RevokeAPIKey{AccountID: "acc_1", Hash: "key"}).Decide(w); !errors.As(err, &no) || no.Kind != refusal.NotFound || w.size() != 0 {
		t.Errorf("it says %v, and changes %d things", err, w.size())
	}
}
