package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/sqlstore"
)

// contractsMoved is how many contracts TestAHouseOfManyContractsMoves moves:
// AZUKARI_CONTRACTS, or few.
func contractsMoved(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("AZUKARI_CONTRACTS"))
	if err != nil {
		return 1_000
	}
	return n
}

// settled is an installation with so many contracts, a fifth of them in each of
// five situations, made through the door by many hands at once.
func settled(t *testing.T, contracts int) (data string) {
	t.Helper()
	data = t.TempDir()
	kept, err := sqlstore.OpenSQLite(t.Context(), filepath.Join(data, "azukari.db"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.Open(t.Context(), engine.Options{Store: kept, Sandbox: true})
	if err != nil {
		t.Fatal(err)
	}
	do := func(who contract.Actor, cmd transact.Command) any {
		outcome, err := e.Door.Do(t.Context(), transact.Request{Actor: who, Command: cmd})
		if err != nil {
			t.Errorf("%T: %v", cmd, err)
		}
		return outcome.Result
	}
	const hands = 64
	var all sync.WaitGroup
	var next atomic.Int64
	for hand := range hands {
		all.Go(func() {
			var sides [2]contract.Actor
			for i, side := range []string{"依頼", "受注"} {
				a, ok := do(contract.Actor{}, transact.OpenAccount{Account: account.Account{Name: fmt.Sprint(side, hand), Email: "many@example.jp"}, Token: fmt.Sprint(side, hand)}).(account.Account)
				if !ok {
					return
				}
				sides[i].Account = a.ID
			}
			client, worker := sides[0], sides[1]
			posted, _ := do(client, transact.PostJob{Job: job.Job{Format: job.Project, Title: "商品説明文", Description: "20点の説明文", Category: "翻訳", BudgetAmount: 50_000}}).(job.Job)
			for i := next.Add(1) - 1; i < int64(contracts) && !t.Failed(); i = next.Add(1) - 1 {
				p, _ := do(worker, transact.Propose{JobID: posted.ID, Offer: job.Offer{Amount: 10_000 + money.Yen(i%90_000), DueOn: "2030-03-31", Message: "承ります"}}).(job.Proposal)
				formed, _ := do(client, transact.AcceptProposal{ProposalID: p.ID, Conditions: &job.Conditions{}}).(transact.Agreement)
				on := func(who contract.Actor, cmd contract.Command) transact.Agreement {
					after, _ := do(who, transact.OnContract{ContractID: formed.Contract.ID, Command: cmd}).(transact.Agreement)
					return after
				}
				if i%5 == 0 {
					continue // nobody has paid
				}
				paying := on(client, contract.Fund{})
				if t.Failed() {
					return
				}
				on(contract.Actor{System: contract.Gateway}, contract.SettlePayment{PaymentID: paying.Contract.Payment.ID, Paid: true})
				switch i % 5 {
				case 1:
					on(worker, contract.Deliver{Note: "納品します"})
				case 2:
					on(worker, contract.Deliver{Note: "納品します"})
					on(client, contract.Accept{})
				case 3:
					on(client, contract.RequestTermination{Reason: "都合", WorkerAmount: 1_000})
					on(worker, contract.AgreeTermination{})
				}
			}
		})
	}
	all.Wait()
	e.Close()
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	return data
}

var moved = regexp.MustCompile(`(?m)^(\d+) tables, (\d+) rows, 0 differences; the ledger adds up on both sides$`)

// TestAHouseOfManyContractsMoves moves a house to PostgreSQL, is killed in the
// middle of two tables, and goes on each time where it was; then everything is
// there, and the house works on. With AZUKARI_CONTRACTS=100000 it says how long
// that takes.
func TestAHouseOfManyContractsMoves(t *testing.T) {
	n := contractsMoved(t)
	if n <= 1_000 {
		t.Parallel()
	}
	began := time.Now()
	data, database := settled(t, n), newDatabase(t)
	if t.Failed() {
		return
	}
	t.Logf("%d contracts made in %s", n, time.Since(began).Round(time.Second))
	began = time.Now()
	for _, table := range []string{"contracts", "events"} {
		through, stalls := stallAt(t, database, `insert into "`+table+`"`)
		move := exec.CommandContext(t.Context(), program, "migrate-db", "--from="+data, "--to="+through)
		move.Dir = t.TempDir()
		if err := move.Start(); err != nil {
			t.Fatal(err)
		}
		<-stalls
		if err := move.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = move.Wait() // it was killed
		t.Logf("killed at %s after %s", table, time.Since(began).Round(time.Second))
		if _, err := sqlstore.OpenPostgres(t.Context(), database); !errors.Is(err, sqlstore.ErrUnfinished) {
			t.Fatalf("half a house opens: %v", err)
		}
	}
	move := exec.CommandContext(t.Context(), program, "migrate-db", "--from="+data, "--to="+database)
	move.Dir = t.TempDir()
	out, err := move.CombinedOutput()
	said := moved.FindStringSubmatch(string(out))
	if err != nil || said == nil || !strings.Contains(string(out), "rows were there") {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(began)
	rows, err := strconv.Atoi(said[2])
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s; in all %s, %d rows a second\n%s", said[0], took.Round(time.Second), int(float64(rows)/took.Seconds()), out)
	there, err := sqlstore.OpenPostgres(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	states := map[contract.State]int{}
	if err := there.Scan(t.Context(), store.Scan{Contract: func(c contract.Contract) error { states[c.State]++; return nil }}); err != nil {
		t.Fatal(err)
	}
	if err := there.Close(); err != nil {
		t.Fatal(err)
	}
	for _, s := range []contract.State{contract.AwaitingEscrow, contract.InProgress, contract.Delivered, contract.Completed, contract.Terminated} {
		if states[s] != n/5 {
			t.Errorf("%d contracts are %s, not %d", states[s], s, n/5)
		}
	}
	s := start(t, "serve", "--sandbox", "--data="+data, "--db="+database)
	fundOne(t, s, "引っ越しのあと")
	s.stop(t)
}
