package engine_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store/sqltest"
)

// post posts a job through an engine's door and answers its client's account.
func post(t *testing.T, e *engine.Engine, client string) job.Job {
	t.Helper()
	posted, err := e.Door.Do(t.Context(), transact.Request{
		Actor: contract.Actor{Account: client}, Command: transact.PostJob{Job: job.Job{Format: job.Project, Title: "翻訳", BudgetAmount: 10_000}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return posted.Result.(job.Job)
}

// someone opens an account.
func someone(t *testing.T, e *engine.Engine) string {
	t.Helper()
	opened, err := e.Door.Do(t.Context(), transact.Request{Command: transact.OpenAccount{Account: account.Account{Name: "青木", Email: "aoki@example.jp"}, Token: "t"}})
	if err != nil {
		t.Fatal(err)
	}
	return opened.Result.(account.Account).ID
}

func hears(t *testing.T, changed <-chan string, key string) {
	t.Helper()
	late := time.NewTimer(20 * time.Second)
	defer late.Stop()
	select {
	case got := <-changed:
		if got != key {
			t.Fatalf("heard %q, want %q", got, key)
		}
	case <-late.C:
		t.Fatalf("nothing was heard of %s", key)
	}
}

func TestAPageHearsOfACommitAtOnce(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			s := kind.open(t, t.TempDir())
			defer s.Close()
			e := open(t, s, 1)
			defer e.Close()
			client := someone(t, e)
			changed, cancel := e.Live.Subscribe(client)
			defer cancel()
			post(t, e, client)
			select {
			case <-changed:
			default:
				t.Error("the commit was acknowledged before the page heard of it")
			}
		})
	}
}

// TestTwoNodesHearOfEachOther lets a page of one node wait for what the other
// commits, before and after all connections were cut.
func TestTwoNodesHearOfEachOther(t *testing.T) {
	url := sqltest.Database(t)
	nodes := [2]*engine.Engine{}
	for i := range nodes {
		s := postgres(t, url)
		defer s.Close()
		nodes[i] = open(t, s, byte(i+1))
		defer nodes[i].Close()
	}
	client := someone(t, nodes[0])
	changed, cancel := nodes[1].Live.Subscribe(client)
	defer cancel()
	own, cancelOwn := nodes[0].Live.Subscribe(client)
	defer cancelOwn()
	for _, e := range nodes {
		e.Run(t.Context(), false)
	}
	hears(t, own, client) // both ends of the line stand
	hears(t, changed, client)
	post(t, nodes[0], client)
	hears(t, changed, client)

	cutOff(t, url)
	hears(t, changed, client) // the line stands again, and something may have been missed
	for {                     // writers find their lost connections one by one
		_, err := nodes[0].Door.Do(t.Context(), transact.Request{Actor: contract.Actor{Account: client}, Command: transact.PostJob{Job: job.Job{Format: job.Project, Title: "翻訳"}}})
		if err == nil {
			break
		}
	}
	hears(t, changed, client)
}

func cutOff(t *testing.T, url string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'azukari live'"); err != nil {
		t.Fatal(err)
	}
}
