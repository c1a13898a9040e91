package engine_test

import (
	"context"
	"testing"

	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/contract"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/sqltest"
)

// hire makes up one of the staff.
func (r *raced) hire(name string, roles ...account.Role) {
	r.t.Helper()
	made := r.do("", transact.OpenAccount{Account: account.Account{Name: name, Email: name + "@example.jp", Roles: account.RolesOf(roles...)}, Token: name})
	r.people[name] = contract.Actor{Account: made.(account.Account).ID, Operator: true}
}

func (r *raced) check(who string, want refusal.Code, cmd transact.Command) {
	r.t.Helper()
	if got := r.refusedWith(who, cmd); got != want {
		r.t.Errorf("%s %T: %q, not %q", who, cmd, got, want)
	}
}

// TestTheStaffActsByItsRoles holds the door to R13.2: who may decide is read in
// the commit, and what was decided is on the trail in that commit.
func TestTheStaffActsByItsRoles(t *testing.T) {
	onEachStore(t, func(r *raced, s store.Store) {
		ctx := context.Background()
		r.hire("support", account.Support)
		r.hire("finance", account.Finance)
		r.hire("admin", account.Admin)
		r.people["pretender"] = contract.Actor{Account: r.people["client"].Account, Operator: true} // whatever a server may believe
		lines := func() int64 { return must(s.AuditHead(ctx)).Seq }
		id := func(name string) string { return r.people[name].Account }

		identity := transact.CheckIdentity{AccountID: id("worker"), Checked: true}
		for _, who := range []string{"finance", "client", "pretender"} {
			r.check(who, refusal.Forbidden, identity)
		}
		if lines() != 0 {
			t.Errorf("%d lines of what was refused", lines())
		}
		r.check("support", "", identity)
		r.check("support", refusal.Forbidden, transact.GrantRoles{AccountID: id("finance"), Roles: account.AllRoles})
		r.check("admin", refusal.Forbidden, transact.GrantRoles{AccountID: id("admin"), Roles: account.AllRoles})
		r.check("admin", refusal.ValidationFailed, transact.GrantRoles{AccountID: id("support"), Roles: "support finance"})
		r.check("admin", "", transact.GrantRoles{AccountID: id("support"), Roles: account.RolesOf(account.Finance)})
		r.check("support", refusal.Forbidden, transact.CheckIdentity{AccountID: id("worker")}) // a moment later
		if lines() != 2 {
			t.Errorf("%d lines of two acts", lines())
		}
		trail := must(s.AuditTrail(ctx, store.AuditQuery{}, store.Page{}))
		if l := trail[1]; l.Act != "identity" || l.By != id("support") || l.Subject != id("worker") || l.Data != `{"checked":true}` {
			t.Errorf("%+v", l)
		}
		if l := trail[0]; l.Act != audit.RolesChanged || l.By != id("admin") || l.Data != `{"roles":"finance"}` {
			t.Errorf("%+v", l)
		}
		proof := audit.Proof{}
		if err := s.Scan(ctx, store.Scan{Audit: proof.Follow}); err != nil || proof.Reached(must(s.AuditHead(ctx))) != nil {
			t.Error("the trail does not hold", err)
		}
	})
}

// TestALargeDivisionTakesFinance: above the limit the second person is of the
// finance staff (R7.2, R13.2).
func TestALargeDivisionTakesFinance(t *testing.T) {
	onEachStore(t, func(r *raced, s store.Store) {
		r.hire("support", account.Support)
		r.hire("support2", account.Support)
		r.hire("finance", account.Finance)
		r.hire("admin", account.Admin)
		r.form(500_000)
		r.deliver()
		r.on("client", contract.OpenDispute{Reason: "違います"})
		decide := transact.OnContract{ContractID: r.contract, Command: contract.ResolveDispute{WorkerAmount: 250_000, Reason: "半分"}}
		r.check("admin", refusal.Forbidden, decide)
		r.check("support", "", decide)
		r.check("support", refusal.Forbidden, decide)
		r.check("support2", refusal.Forbidden, decide)
		if c := must(s.Contract(context.Background(), r.contract)); c.State != contract.Disputed {
			t.Fatalf("%s before a second person", c.State)
		}
		r.check("finance", "", decide)
		if c := must(s.Contract(context.Background(), r.contract)); c.State != contract.Terminated {
			t.Errorf("%s", c.State)
		}
		if head := must(s.AuditHead(context.Background())); head.Seq != 2 {
			t.Errorf("%d lines of two decisions", head.Seq)
		}
	})
}

// TestNodesWriteOneTrail: decisions on several nodes at once make one chain.
func TestNodesWriteOneTrail(t *testing.T) {
	url := sqltest.Database(t)
	a, b := postgres(t, url), postgres(t, url)
	one, two := open(t, a, 1), open(t, b, 2)
	t.Cleanup(func() { one.Close(); two.Close(); _ = a.Close(); _ = b.Close() })
	r := newRace(t, one, two)
	won := r.race(func(i int, e *engine.Engine) error {
		_, err := e.Door.Do(context.Background(), transact.Request{Actor: r.people["operator"], Command: transact.CheckIdentity{AccountID: r.people["client"].Account, Checked: i%2 == 0}})
		return err
	})
	proof := audit.Proof{}
	if err := a.Scan(context.Background(), store.Scan{Audit: proof.Follow}); err != nil {
		t.Error(err)
	}
	if head := must(a.AuditHead(context.Background())); proof.Reached(head) != nil || head.Seq != int64(won) || won == 0 {
		t.Errorf("%d decisions, the trail ends at %d", won, head.Seq)
	}
}
