package engine_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/sqltest"
)

// A house under race: one or several engines on one database.
type raced struct {
	t        *testing.T
	engines  []*engine.Engine
	people   map[string]contract.Actor
	contract string
}

func (r *raced) do(who string, cmd transact.Command) any {
	r.t.Helper()
	outcome, err := r.engines[0].Door.Do(context.Background(), transact.Request{Actor: r.people[who], Command: cmd})
	if err != nil {
		r.t.Fatalf("%s %T: %v", who, cmd, err)
	}
	return outcome.Result
}

func (r *raced) on(who string, cmd contract.Command) {
	r.t.Helper()
	r.do(who, transact.OnContract{ContractID: r.contract, Command: cmd})
}

func newRace(t *testing.T, engines ...*engine.Engine) *raced {
	r := &raced{t: t, engines: engines, people: map[string]contract.Actor{}}
	for _, name := range []string{"client", "worker", "operator", "operator2"} {
		operator := strings.HasPrefix(name, "operator")
		made := r.do("", transact.OpenAccount{Account: account.Account{Name: name, Email: name + "@example.jp", Roles: account.AllRolesIf(operator)}, Token: name})
		r.people[name] = contract.Actor{Account: made.(account.Account).ID, Operator: operator}
	}
	return r
}

func (r *raced) form(amount money.Yen) {
	posted := r.do("client", transact.PostJob{Job: job.Job{Format: job.Project, Title: "翻訳", Description: "説明", Category: "翻訳", BudgetAmount: 1}}).(job.Job)
	offer := job.Offer{Amount: amount, DueOn: "2027-01-31", Message: "はい"}
	proposed := r.do("worker", transact.Propose{JobID: posted.ID, Offer: offer}).(job.Proposal)
	r.contract = r.do("client", transact.AcceptProposal{ProposalID: proposed.ID}).(transact.Agreement).Contract.ID
}

func (r *raced) fund() {
	if _, err := r.engines[0].Cashier.Fund(context.Background(), r.people["client"], store.ContractRoom, r.contract, nil); err != nil {
		r.t.Fatal(err)
	}
}

func (r *raced) deliver() {
	r.fund()
	r.on("worker", contract.Deliver{Note: "納品", Files: []string{}})
}

// A try is what one caller does in a race.
type try struct {
	who string
	cmd contract.Command
}

// An opposition is commands that exclude each other, from a situation.
type opposition struct {
	name    string
	prepare func(r *raced)
	tries   []try
	winners int // how many may succeed
}

var oppositions = []opposition{
	{"accept, revision, dispute", (*raced).deliver, []try{{"client", contract.Accept{}}, {"client", contract.RequestRevision{Reason: "修正"}}, {"client", contract.OpenDispute{Reason: "違う"}}}, 1},
	{"cancel by both", func(*raced) {}, []try{{"client", contract.Cancel{}}, {"worker", contract.Cancel{}}}, 1},
	{"deliver twice", (*raced).fund, []try{{"worker", contract.Deliver{Note: "一", Files: []string{}}}, {"worker", contract.Deliver{Note: "二", Files: []string{}}}}, 1},
	{"agree, decline, withdraw", func(r *raced) {
		r.fund()
		r.on("client", contract.RequestTermination{Reason: "都合", WorkerAmount: 100})
	},
		[]try{{"worker", contract.AgreeTermination{}}, {"worker", contract.DeclineTermination{Reason: "いや"}}, {"client", contract.WithdrawTermination{}}}, 1},
	{"two requests to end", (*raced).fund, []try{{"client", contract.RequestTermination{Reason: "都合"}}, {"worker", contract.RequestTermination{Reason: "都合"}}}, 1},
	{"two operators", func(r *raced) { r.deliver(); r.on("client", contract.OpenDispute{Reason: "違う"}) },
		[]try{{"operator", contract.ResolveDispute{WorkerAmount: 10, Reason: "理由"}}, {"operator2", contract.ResolveDispute{WorkerAmount: 20, Reason: "理由"}}}, 1},
	{"offer accepted, decided", func(r *raced) {
		r.deliver()
		r.on("client", contract.OpenDispute{Reason: "違う"})
		r.on("client", contract.OfferSettlement{WorkerAmount: 50})
	}, []try{{"worker", contract.AcceptOffer{}}, {"operator", contract.ResolveDispute{WorkerAmount: 10, Reason: "理由"}}}, 1},
	{"nudge approved, denied", func(r *raced) {
		r.fund()
		r.do("client", transact.WriteMessage{ContractID: r.contract, Body: "ご連絡を"})
		now, _ := r.engines[0].Now(context.Background())
		if _, err := r.engines[0].Sandbox.Advance(context.Background(), now.Add(72*time.Hour)); err != nil {
			r.t.Fatal(err)
		}
		r.on("client", contract.RequestNudge{})
	}, []try{{"operator", contract.ApproveNudge{}}, {"operator2", contract.DenyNudge{Code: "x", Reason: "理由"}}}, 1},
}

// callers is how many come at once.
const callers = 16

// race lets 16 callers come at once, spread over the engines, and counts who
// got through; the others are refused, and nobody meets a fault.
func (r *raced) race(do func(i int, e *engine.Engine) error) (won int) {
	r.t.Helper()
	start := make(chan struct{})
	errs := make([]error, callers)
	var all sync.WaitGroup
	for i := range callers {
		all.Go(func() {
			<-start
			errs[i] = do(i, r.engines[i%len(r.engines)])
		})
	}
	close(start)
	all.Wait()
	for _, err := range errs {
		var no *refusal.Refusal
		switch {
		case err == nil:
			won++
		case !errors.As(err, &no):
			r.t.Errorf("a fault: %v", err)
		case no.Kind != refusal.NotNow && no.Kind != refusal.NotYou:
			r.t.Errorf("refused as %v", no)
		}
	}
	report, err := engine.Check(context.Background(), r.engines[0].Store)
	if err != nil || !report.OK {
		r.t.Errorf("the book is not whole: %+v %v", report.Checks, err)
	}
	return won
}

// fields are where races are run: one process on each database, and two
// engines, each with its own connections, on one PostgreSQL.
var fields = []struct {
	name string
	open func(t *testing.T) []store.Store
}{
	{"sqlite", func(t *testing.T) []store.Store { return []store.Store{sqlite(t, t.TempDir())} }},
	{"postgres", func(t *testing.T) []store.Store { return []store.Store{postgres(t, sqltest.Database(t))} }},
	{"postgres, two nodes", func(t *testing.T) []store.Store {
		url := sqltest.Database(t)
		return []store.Store{postgres(t, url), postgres(t, url)}
	}},
}

func eachField(t *testing.T, run func(t *testing.T, r *raced)) {
	for _, f := range fields {
		t.Run(f.name, func(t *testing.T) {
			var engines []*engine.Engine
			for i, s := range f.open(t) {
				e := open(t, s, byte(i+1))
				engines = append(engines, e)
				t.Cleanup(func() { e.Close(); s.Close() })
			}
			run(t, newRace(t, engines...))
		})
	}
}

func TestOpposingCommandsHaveOneWinner(t *testing.T) {
	eachField(t, func(t *testing.T, r *raced) {
		for _, o := range oppositions {
			for range 3 {
				r.form(1_000)
				o.prepare(r)
				won := r.race(func(i int, e *engine.Engine) error {
					x := o.tries[i%len(o.tries)]
					_, err := e.Door.Do(context.Background(), transact.Request{Actor: r.people[x.who], Command: transact.OnContract{ContractID: r.contract, Command: x.cmd}})
					return err
				})
				if won != o.winners {
					t.Errorf("%s: %d won", o.name, won)
				}
			}
		}
	})
}

func TestManyFundsFundOnce(t *testing.T) {
	eachField(t, func(t *testing.T, r *raced) {
		for range 5 {
			r.form(1_000)
			won := r.race(func(_ int, e *engine.Engine) error {
				_, err := e.Cashier.Fund(context.Background(), r.people["client"], store.ContractRoom, r.contract, nil)
				return err
			})
			c := must(r.engines[0].Store.Contract(context.Background(), r.contract))
			if won != 1 || c.State != contract.InProgress || c.Escrow() != 1_000 {
				t.Errorf("%d funds won, the escrow holds %d", won, c.Escrow())
			}
		}
	})
}

// TestTheClockAndTheClientMeetAtTheDeadline lets both act at the very instant:
// it belongs to the clock.
func TestTheClockAndTheClientMeetAtTheDeadline(t *testing.T) {
	eachField(t, func(t *testing.T, r *raced) {
		r.form(1_000)
		r.deliver()
		c := must(r.engines[0].Store.Contract(context.Background(), r.contract))
		r.do("", transact.MoveClock{To: c.Until})
		won := r.race(func(i int, e *engine.Engine) error {
			if i%2 == 0 {
				_, err := e.Keeper.TakeDue(context.Background())
				return err
			}
			_, err := e.Door.Do(context.Background(), transact.Request{Actor: r.people["client"], Command: transact.OnContract{ContractID: r.contract, Command: contract.RequestRevision{Reason: "修正"}}})
			return err
		})
		c = must(r.engines[0].Store.Contract(context.Background(), r.contract))
		if won != callers/2 || c.State != contract.Completed || !c.Deemed {
			t.Errorf("%d went through, the contract is %s", won, c.State)
		}
	})
}

func TestABalanceIsPaidOutOnce(t *testing.T) {
	eachField(t, func(t *testing.T, r *raced) {
		r.form(1_000)
		r.deliver()
		r.on("client", contract.Accept{})
		won := r.race(func(_ int, e *engine.Engine) error {
			_, err := e.Door.Do(context.Background(), transact.Request{Actor: r.people["worker"], Command: transact.RequestPayout{AccountID: r.people["worker"].Account, Amount: 780}})
			return err
		})
		if won != 1 {
			t.Errorf("%d payouts of the whole balance", won)
		}
	})
}

func TestOneKeyAtManyNodesHasOneEffect(t *testing.T) {
	eachField(t, func(t *testing.T, r *raced) {
		for round := range 5 {
			r.form(1_000)
			bodies := make([]string, callers)
			r.race(func(i int, e *engine.Engine) error {
				once := &transact.Once{Key: fmt.Sprint("key ", round), Fingerprint: "same", Answer: func(result any, err error) (int, []byte, bool) {
					b, _ := json.Marshal(result)
					return 200, b, err == nil
				}}
				outcome, err := e.Door.Do(context.Background(), transact.Request{Actor: r.people["client"], Command: transact.PostJob{Job: job.Job{Format: job.Project, Title: "一つ", Category: "c", BudgetAmount: 1}}, Once: once})
				if err == nil {
					bodies[i] = string(outcome.Kept.Body)
				}
				return err
			})
			for _, b := range bodies {
				if b != bodies[0] || b == "" {
					t.Fatalf("answers differ: %s and %s", b, bodies[0])
				}
			}
		}
	})
}

// nodeDatabase names, in a child process of the tests, the database on which it
// is a second node.
const nodeDatabase = "AZUKARI_TEST_NODE_DATABASE"

// runNode is a second app process: it reads commands from its input, gives them,
// and says how it went.
func runNode(url string) int {
	t := &testing.T{}
	e := open(t, postgres(t, url), 77)
	fmt.Println("ready")
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var order struct{ Account, Contract, Command string }
		if err := json.Unmarshal(lines.Bytes(), &order); err != nil {
			fmt.Println("fault", err)
			return 1
		}
		cmd := map[string]contract.Command{"accept": contract.Accept{}, "revise": contract.RequestRevision{Reason: "修正"}}[order.Command]
		_, err := e.Door.Do(context.Background(), transact.Request{Actor: contract.Actor{Account: order.Account}, Command: transact.OnContract{ContractID: order.Contract, Command: cmd}})
		var no *refusal.Refusal
		switch {
		case err == nil:
			fmt.Println("won")
		case errors.As(err, &no):
			fmt.Println("refused", no.Code)
		default:
			fmt.Println("fault", err)
		}
	}
	return 0
}

// TestTwoProcessesHaveOneWinner runs a second process on the same PostgreSQL;
// each round one accepts while the other asks for a revision.
func TestTwoProcessesHaveOneWinner(t *testing.T) {
	url := sqltest.Database(t)
	s := postgres(t, url)
	e := open(t, s, 5)
	defer func() { e.Close(); s.Close() }()
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), nodeDatabase+"="+url)
	child.Stderr = os.Stderr
	in := must(child.StdinPipe())
	out := bufio.NewReader(must(child.StdoutPipe()))
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { in.Close(); _ = child.Wait() }()
	if line := must(out.ReadString('\n')); line != "ready\n" {
		t.Fatal(line)
	}
	r := newRace(t, e)
	wins := map[bool]int{}
	for range 40 {
		r.form(1_000)
		r.deliver()
		order := must(json.Marshal(map[string]string{"Account": r.people["client"].Account, "Contract": r.contract, "Command": "accept"}))
		if _, err := in.Write(append(order, '\n')); err != nil {
			t.Fatal(err)
		}
		_, err := e.Door.Do(context.Background(), transact.Request{Actor: r.people["client"], Command: transact.OnContract{ContractID: r.contract, Command: contract.RequestRevision{Reason: "修正"}}})
		answer := strings.TrimSpace(must(out.ReadString('\n')))
		ours, theirs := err == nil, answer == "won"
		if ours == theirs || !theirs && answer != "refused state_conflict" {
			t.Fatalf("here: %v, there: %s", err, answer)
		}
		wins[ours]++
	}
	t.Logf("won here %d times, there %d times", wins[true], wins[false])
	if report, err := engine.Check(context.Background(), s); err != nil || !report.OK {
		t.Errorf("the book is not whole: %+v %v", report.Checks, err)
	}
}
