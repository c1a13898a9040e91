// Package linear lets many clients give commands at once, on one node and on
// two, and demands that all their answers are those of some order in which the
// commands came one by one: per contract by porcupine against the pure kernel,
// and for the whole house by giving the commands again, in the order of their
// commits, to the model. It holds tests only.
package linear

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync/atomic"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/memory"
	"azukari/internal/store/pgtest"
	"azukari/internal/store/sqlstore"
	"azukari/internal/store/sqltest"
)

// times is how often something is tried: AZUKARI_HISTORIES=20 plays twenty times
// as many histories as a submission needs; -short, which is for the race
// detector, a fifth.
func times(n int) int {
	if testing.Short() {
		n = max(1, n/5)
	}
	return n * fromEnvironment("AZUKARI_HISTORIES", 1)
}

// fromEnvironment is a size that somebody who has more time may set.
func fromEnvironment(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return otherwise
}

func TestMain(m *testing.M) { pgtest.Main(m, pgtest.Options{NoFsync: true}) }

// start is when every house begins: Tuesday 2026-11-24, 10:00 in Tokyo.
var start = must(calendar.Parse("2026-11-24T01:00:00Z"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// A house is one engine, or two on one database, in which several clients act.
type house struct {
	t       *testing.T
	nodes   []*engine.Engine
	client  contract.Actor
	worker  contract.Actor
	staff   contract.Actor
	ticks   atomic.Int64 // counts beginnings and ends of commands, and decisions
	setting []setting    // what made the house, in order
}

// A setting is a command by which the house came to be as it is when the clients
// begin.
type setting struct {
	who contract.Actor
	cmd transact.Command
}

// fields are where commands meet: SQLite with its one writer, and two engines
// with connections of their own on one PostgreSQL.
var fields = []struct {
	name string
	open func(t *testing.T) []store.Store
}{
	{"sqlite", func(t *testing.T) []store.Store {
		return []store.Store{must(sqlstore.OpenSQLite(context.Background(), filepath.Join(t.TempDir(), "azukari.db")))}
	}},
	{"postgres, two nodes", func(t *testing.T) []store.Store {
		url := sqltest.Database(t)
		return []store.Store{must(sqlstore.OpenPostgres(context.Background(), url)), must(sqlstore.OpenPostgres(context.Background(), url))}
	}},
}

func eachField(t *testing.T, run func(h *house)) {
	for _, f := range fields {
		t.Run(f.name, func(t *testing.T) { run(openHouse(t, f.open(t)...)) })
	}
}

func openHouse(t *testing.T, stores ...store.Store) *house {
	h := &house{t: t}
	for i, s := range stores {
		e, err := engine.Open(context.Background(), engine.Options{Store: s, Sandbox: true, Start: start, Random: rand.NewChaCha8([32]byte{byte(i + 1)})})
		if err != nil {
			t.Fatal(err)
		}
		h.nodes = append(h.nodes, e)
		t.Cleanup(func() { e.Close(); s.Close() })
	}
	for i, who := range []*contract.Actor{&h.client, &h.worker, &h.staff} {
		name := []string{"client", "worker", "operator"}[i]
		made := h.set(contract.Actor{}, transact.OpenAccount{Account: account.Account{Name: name, Email: name + "@example.jp", Roles: account.AllRolesIf(i == 2)}, Token: name})
		*who = contract.Actor{Account: made.(account.Account).ID, Operator: i == 2}
	}
	return h
}

// openModel is a house on the in-memory model, made as another was: with the
// same ids.
func openModel(of *house) *house {
	h := openHouse(of.t, memory.New())
	for _, s := range of.setting[len(h.setting):] {
		h.set(s.who, s.cmd)
	}
	return h
}

// set gives a command before the clients begin.
func (h *house) set(who contract.Actor, cmd transact.Command) any {
	h.t.Helper()
	h.setting = append(h.setting, setting{who, cmd})
	outcome, err := h.nodes[0].Door.Do(context.Background(), transact.Request{Actor: who, Command: cmd})
	if err != nil {
		h.t.Fatalf("%T: %v", cmd, err)
	}
	return outcome.Result
}

// form makes a contract of several milestones, and funds the first.
func (h *house) form(milestones int) contract.Contract {
	h.t.Helper()
	posted := h.set(h.client, transact.PostJob{Job: job.Job{Format: job.Project, Title: "翻訳", Description: "説明", Category: "翻訳", BudgetAmount: 1}}).(job.Job)
	var parts []job.Milestone
	for i := range milestones {
		parts = append(parts, job.Milestone{Title: fmt.Sprint("第", i+1, "部"), Amount: 1_000})
	}
	offer := job.Offer{Amount: money.Yen(1_000 * milestones), Message: "はい", Conditions: job.Conditions{Milestones: parts}}
	proposed := h.set(h.worker, transact.Propose{JobID: posted.ID, Offer: offer}).(job.Proposal)
	id := h.set(h.client, transact.AcceptProposal{ProposalID: proposed.ID}).(transact.Agreement).Contract.ID
	h.set(h.client, transact.OnContract{ContractID: id, Command: contract.Fund{}})
	h.set(contract.Actor{System: contract.Gateway}, arrive{id})
	return must(h.nodes[0].Store.Contract(context.Background(), id))
}

// whole holds the house's own check of its book.
func (h *house) whole() {
	h.t.Helper()
	if report, err := engine.Check(context.Background(), h.nodes[0].Store); err != nil || !report.OK {
		h.t.Errorf("the book is not whole: %+v %v", report.Checks, err)
	}
}

// arrive is the gateway saying that what was ordered for a contract is paid.
type arrive struct{ contractID string }

// Names the contract.
func (a arrive) Names() store.Names { return store.Names{Contracts: []string{a.contractID}} }

// Decide settles the payment, or is refused when there is none.
func (a arrive) Decide(w *transact.Work) (any, error) {
	c, ok := w.Rows.Contracts[a.contractID]
	if !ok || c.Payment == nil {
		return nil, refusal.NoSuch("payment")
	}
	return transact.OnContract{ContractID: a.contractID, Command: contract.SettlePayment{PaymentID: c.Payment.ID, Paid: true}}.Decide(w)
}

// named matches ids. Those that are made on the way differ from order to order,
// and so do the hashes of chains that hold them.
var named = regexp.MustCompile(`\b([a-z]{3})_[0-9a-z]{24}\b|"Head":"[0-9a-f]*"`)

// shown is an answer without what differs from order to order. A fault of our
// own is no answer.
func shown(result any, err error) (string, error) {
	no := (*refusal.Refusal)(nil)
	switch {
	case errors.As(err, &no):
		return fmt.Sprintf("refused: %s %s %s", no.Code, no.Rule, no.Detail), nil
	case err != nil:
		return "", err
	}
	if a, ok := result.(transact.Agreement); ok {
		a.Terms = ""
		result = a
	}
	b, err := json.Marshal(result)
	return named.ReplaceAllString(string(b), "$1"), err
}

func oneOf[T any](dice *rand.Rand, of ...T) T { return of[dice.IntN(len(of))] }

// onContract draws a command for a contract, with who gives it.
func (h *house) onContract(dice *rand.Rand) (contract.Actor, contract.Command) {
	side := oneOf(dice, h.client, h.worker)
	part := money.Yen(dice.IntN(1_001))
	switch dice.IntN(20) {
	case 0, 1, 2:
		return h.client, contract.Fund{}
	case 3, 4, 5:
		return h.worker, contract.Deliver{Note: "納品", Files: []string{}}
	case 6, 7:
		return h.client, contract.Accept{}
	case 8:
		return h.client, contract.RequestRevision{Reason: "修正"}
	case 9:
		return side, contract.RequestTermination{Reason: "都合", WorkerAmount: part}
	case 10, 11:
		return side, contract.DeclineTermination{Reason: "いや"}
	case 12:
		return side, contract.WithdrawTermination{}
	case 13:
		if dice.IntN(4) == 0 {
			return side, contract.AgreeTermination{}
		}
		return side, contract.Cancel{Reason: "都合"}
	case 14:
		return side, contract.OpenDispute{Reason: "違う"}
	case 15:
		return side, contract.OfferSettlement{WorkerAmount: part}
	case 16:
		return side, contract.AcceptOffer{}
	case 17:
		return h.staff, contract.ResolveDispute{WorkerAmount: part, Reason: "理由"}
	case 18:
		return side, contract.RequestNudge{Note: "ご連絡を"}
	}
	return h.staff, contract.ApproveNudge{}
}
