package engine_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/engine"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/mail"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/storetest"
)

// outside is all that a house could reach: it counts what does.
type outside struct {
	mu      sync.Mutex
	letters int
	charges int
}

func (o *outside) Send(context.Context, mail.Message) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.letters++
	return nil
}

func (o *outside) Charge(context.Context, gateway.Order) (gateway.Answer, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.charges++
	return gateway.Answer{State: gateway.Paid}, nil
}

// TestAHouseInQuarantineLetsNothingOut restores a house in which mail is queued,
// payments are under way and deadlines have passed: until it is released, nothing
// of that happens, and the door takes no command but those of signing in.
func TestAHouseInQuarantineLetsNothingOut(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			ctx := context.Background()
			s := kind.open(t, t.TempDir())
			defer s.Close()
			storetest.Furnish(t, s)
			now, err := s.Clock(ctx)
			if err != nil {
				t.Fatal(err)
			}
			err = s.Write(ctx, store.Names{}, func(store.Rows) (store.Changes, error) {
				return store.Changes{Clock: now.Add(400 * 24 * time.Hour), Restores: []store.Restore{{At: now, TakenAt: now - 5}}}, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			world := &outside{}
			e, err := engine.Open(ctx, engine.Options{Store: s, Sandbox: true, Mail: world, Gateway: world})
			if err != nil {
				t.Fatal(err)
			}
			defer e.Close()
			events := func() (n int) {
				must(struct{}{}, s.Scan(ctx, store.Scan{Event: func(store.Event) error { n++; return nil }}))
				return n
			}
			before := events()
			did := func() (deadlines, payments int) {
				t.Helper()
				fired, err := e.Keeper.TakeDue(ctx)
				paid, failed := e.Cashier.AskAgain(ctx)
				if err := errors.Join(err, failed, e.Outbox.Drain(ctx)); err != nil {
					t.Fatal(err)
				}
				return len(fired), len(paid)
			}
			if deadlines, payments := did(); deadlines+payments+world.letters+world.charges > 0 || events() != before {
				t.Errorf("in quarantine: %d deadlines, %d payments, %d letters, %d charges, %d events", deadlines, payments, world.letters, world.charges, events()-before)
			}
			refusesAll(t, e, s)
			if _, err := e.Door.Do(ctx, transact.Request{Command: transact.Release{}}); err != nil {
				t.Fatal(err)
			}
			if trail, err := s.AuditTrail(ctx, store.AuditQuery{}, store.Page{Limit: 1}); err != nil || len(trail) != 1 || trail[0].Act != "house.release" {
				t.Errorf("the trail does not say who released it: %+v, %v", trail, err)
			}
			if held, err := e.Door.Quarantined(ctx); err != nil || held {
				t.Fatalf("released, it is in quarantine: %v %v", held, err)
			}
			if deadlines, payments := did(); deadlines == 0 || payments == 0 || world.letters == 0 || world.charges == 0 || events() == before {
				t.Errorf("released: %d deadlines, %d payments, %d letters, %d charges, %d events", deadlines, payments, world.letters, world.charges, events()-before)
			}
			var no *refusal.Refusal
			if _, err := e.Door.Do(ctx, transact.Request{Command: transact.Release{}}); !errors.As(err, &no) || no.Code != refusal.StateConflict {
				t.Errorf("released twice: %v", err)
			}
		})
	}
}

// refusesAll gives one command of each sort that could move something.
func refusesAll(t *testing.T, e *engine.Engine, s store.Store) {
	t.Helper()
	ctx := context.Background()
	var c contract.Contract
	var who account.Account
	must(struct{}{}, s.Scan(ctx, store.Scan{
		Contract: func(one contract.Contract) error { c = one; return nil },
		Account:  func(one account.Account) error { who = one; return nil },
	}))
	due := must(s.Due(ctx, 0, calendar.Instant(1)<<60, 1))
	actor := contract.Actor{Account: c.ClientID}
	for _, command := range []transact.Command{
		transact.CatchUp{Things: due}, transact.OnContract{ContractID: c.ID, Command: contract.Say{Body: "いますか"}}, transact.OrderPayment{Room: store.ContractRoom, ID: c.ID},
		transact.RequestPayout{AccountID: c.WorkerID, Amount: 1_000}, transact.OpenAccount{Account: who, Token: "t"}, transact.SignUp{Name: "新人", Email: "new@example.jp"},
		transact.MoveClock{To: calendar.Instant(1) << 60}, transact.IssueAPIKey{AccountID: who.ID, Key: transact.Key{Hash: "k", Start: "azk_k", Name: "鍵", Days: 30}},
	} {
		var no *refusal.Refusal
		if _, err := e.Door.Do(ctx, transact.Request{Actor: actor, Command: command}); !errors.As(err, &no) || no.Code != refusal.Quarantined {
			t.Errorf("%T in quarantine: %v", command, err)
		}
	}
	if _, err := e.Cashier.Fund(ctx, actor, store.ContractRoom, c.ID, nil); err == nil {
		t.Error("a payment began in quarantine")
	}
	if _, err := e.Door.Do(ctx, transact.Request{Command: transact.IssueToken{AccountID: who.ID, Hash: "s", Kind: account.Session}}); err != nil {
		t.Errorf("nobody can look: %v", err)
	}
	signsInQuietly(t, e, s, who)
}

// signsInQuietly signs somebody in by a browser that was never seen, and looks by
// one that was: nobody is told, and nothing falls due for it.
func signsInQuietly(t *testing.T, e *engine.Engine, s store.Store, who account.Account) {
	t.Helper()
	ctx := context.Background()
	before := must(s.Clock(ctx)).Add(-2 * time.Hour)
	known := account.Begin("known", who.ID, "Firefox/1", account.Long, before)
	key := account.Credential{ID: "key", AccountID: who.ID, Name: "鍵", Data: "{}", CreatedAt: before}
	must(struct{}{}, s.Write(ctx, store.Names{}, func(store.Rows) (store.Changes, error) {
		return store.Changes{Tokens: []account.Token{known}, Keys: []account.Credential{key}}, nil
	}))
	stands := func() string {
		told := must(s.Notices(ctx, who.ID, false, store.Page{Limit: 1000}))
		return fmt.Sprint(len(told), " notifications, due: ", must(s.Due(ctx, 0, calendar.Instant(1)<<60, 1000)))
	}
	stood := stands()
	for _, command := range []transact.Command{
		transact.SignIn{AccountID: who.ID, Passkey: &key, Session: "new", Agent: "Safari/1"},
		transact.TouchSession{AccountID: who.ID, Session: known.Hash, Hold: account.Long},
		transact.EndSession{AccountID: who.ID, Session: "new"},
	} {
		if _, err := e.Door.Do(ctx, transact.Request{Command: command}); err != nil {
			t.Errorf("%T in quarantine: %v", command, err)
		}
		if now := stands(); now != stood {
			t.Errorf("%T in quarantine: %s, before it %s", command, now, stood)
		}
	}
}
