package engine_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/memory"
)

// A torn command comes by a contract, changes it if told to, and is then refused.
type torn struct {
	transact.Look
	changes bool
}

func (o torn) Decide(w *transact.Work) (any, error) {
	c, _, err := w.Contract(o.ContractID)
	if err != nil {
		return nil, err
	}
	if o.changes {
		change, err := contract.Take(c, contract.Say{Body: "半分"}, w.Occasion())
		if err != nil {
			return nil, err
		}
		w.Apply(change)
	}
	return nil, refusal.Conflict(refusal.StateConflict, "", "No.")
}

// TestNoRefusedCommandIsKeptByHalf gives a command that is refused after it has
// changed something: that is a fault, of which nothing is kept. What the clock owed
// is kept, also of a refused command.
func TestNoRefusedCommandIsKeptByHalf(t *testing.T) {
	e, err := engine.Open(t.Context(), engine.Options{Store: memory.New(), Sandbox: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	r := newRace(t, e)
	r.form(1_000)
	c, err := e.Store.Contract(t.Context(), r.contract)
	if err != nil {
		t.Fatal(err)
	}
	try := func(changes bool) error {
		_, err := e.Door.Do(t.Context(), transact.Request{Actor: r.people["client"], Command: torn{transact.Look{ContractID: r.contract}, changes}})
		return err
	}
	var no *refusal.Refusal
	if err := try(true); err == nil || errors.As(err, &no) || !strings.Contains(err.Error(), "before it was refused") {
		t.Errorf("half a command: %v", err)
	}
	if said, err := e.Store.Messages(t.Context(), c.ProposalID, store.Page{}); err != nil || len(said) != 1 {
		t.Errorf("its half is kept: %+v, %v", said, err)
	}
	r.do("", transact.MoveClock{To: c.Until.Add(time.Hour)}) // and nobody looks
	if err := try(false); !errors.As(err, &no) {
		t.Errorf("a refused command: %v", err)
	}
	if c, err = e.Store.Contract(t.Context(), r.contract); err != nil || c.State != contract.Cancelled {
		t.Errorf("what the clock owed: the contract is %s, %v", c.State, err)
	}
}

// TestALinkIsNotUsedUpByARefusal confirms an address that somebody else has
// confirmed meanwhile: the link stays as it was.
func TestALinkIsNotUsedUpByARefusal(t *testing.T) {
	for name, open := range map[string]func(account.Token) transact.Command{
		"confirm": func(t account.Token) transact.Command { return transact.ConfirmEmail{Token: t} },
		"reset":   func(t account.Token) transact.Command { return transact.ResetPassword{Token: t, PasswordHash: "new"} },
	} {
		t.Run(name, func(t *testing.T) {
			e, err := engine.Open(t.Context(), engine.Options{Store: memory.New(), Sandbox: true})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(e.Close)
			do := func(cmd transact.Command) (any, error) {
				outcome, err := e.Door.Do(t.Context(), transact.Request{Command: cmd})
				return outcome.Result, err
			}
			const address = "hanako@example.jp"
			for _, link := range []string{"first", "second"} { // both sign up with one address
				if _, err := do(transact.SignUp{Name: link, Email: address, PasswordHash: "x", Letter: transact.Letter{Hash: link, Path: "/" + link}}); err != nil {
					t.Fatal(err)
				}
				if link == "first" && name == "reset" {
					if _, err := do(transact.RequestReset{Email: address, Letter: transact.Letter{Hash: "reset", Path: "/reset"}}); err != nil {
						t.Fatal(err)
					}
				}
			}
			token := func(hash string) account.Token {
				t.Helper()
				found, err := e.Store.Token(t.Context(), hash)
				if err != nil {
					t.Fatal(err)
				}
				return found
			}
			if _, err := do(transact.ConfirmEmail{Token: token("second")}); err != nil {
				t.Fatal(err)
			}
			mine := token(map[string]string{"confirm": "first", "reset": "reset"}[name])
			var no *refusal.Refusal
			if _, err := do(open(mine)); !errors.As(err, &no) || no.Code != refusal.EmailTaken {
				t.Errorf("a taken address: %v", err)
			}
			if after := token(mine.Hash); after != mine {
				t.Errorf("the link was %+v and is %+v", mine, after)
			}
		})
	}
}
