// Package storetest is the suite that every store must pass: the two databases
// of sqlstore, and the in-memory model. It writes what the real domain makes,
// through Write alone, and compares what comes back to the last field; it
// refuses a store that forgets, reorders, or lets the impossible in.
package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// Tokyo is fixed, so that the suite needs no database of time zones.
var tokyo = calendar.In(time.FixedZone("Asia/Tokyo", 9*60*60))

// start is when every world of the suite begins.
var start = calendar.Of(time.Date(2026, time.November, 24, 1, 2, 3, 456789000, time.UTC))

// world is a little house around one store: two people, an operator, and a
// clock that each step moves on.
type world struct {
	t     testing.TB
	store store.Store
	ids   *id.Minter
	now   calendar.Instant

	client, worker, operator account.Account
}

func newWorld(t testing.TB, s store.Store) *world {
	t.Helper()
	w := &world{t: t, store: s, now: start, ids: id.NewMinter(rand.NewChaCha8([32]byte{1}))}
	w.client = w.person("依頼 花子", "hanako@example.com", false)
	w.worker = w.person("受注 太郎", "taro@example.com", false)
	w.operator = w.person("運営", "desk@example.com", true)
	w.write(store.Changes{Accounts: []account.Account{w.client, w.worker, w.operator}})
	return w
}

func (w *world) person(name, email string, operator bool) account.Account {
	return account.Open(account.Account{Name: name, Email: email, Roles: account.AllRolesIf(operator)}, w.ids, w.tick())
}

// tick moves the clock on by a moment.
func (w *world) tick() calendar.Instant {
	w.now++
	return w.now
}

func (w *world) on(who contract.Actor) contract.Occasion {
	return contract.Occasion{Who: who, Now: w.tick(), Calendar: tokyo, IDs: w.ids}
}

func (w *world) by(a account.Account) contract.Actor {
	return contract.Actor{Account: a.ID, Operator: a.Staff()}
}

// write commits changes that need no rows.
func (w *world) write(c store.Changes) {
	w.t.Helper()
	w.must(w.tryWrite(store.Names{}, c))
}

func (w *world) tryWrite(names store.Names, c store.Changes) error {
	return w.store.Write(w.ctx(), names, func(store.Rows) (store.Changes, error) { return c, nil })
}

func (w *world) ctx() context.Context { return w.t.Context() }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// posted publishes a job.
func (w *world) posted(title, description string) job.Job {
	w.t.Helper()
	j := job.Post(job.Job{
		ClientID: w.client.ID, Format: job.Project, Title: title, Description: description,
		Category: "翻訳", BudgetAmount: 50_000, DueOn: "2026-12-24",
	}, w.ids, w.tick())
	w.write(store.Changes{Jobs: []job.Job{j}})
	return j
}

// proposed answers a job.
func (w *world) proposed(j job.Job, offer job.Offer) job.Proposal {
	w.t.Helper()
	p, err := job.Propose(j, w.worker.ID, offer, w.ids, w.tick())
	w.must(err)
	w.write(store.Changes{Proposals: []job.Proposal{p}})
	return p
}

// formed brings a contract to life, by way of a job and a proposal.
func (w *world) formed(amount money.Yen, conditions job.Conditions) contract.Contract {
	w.t.Helper()
	j := w.posted("契約書の英訳", "A4 で 12 ページ、納期は相談")
	p := w.proposed(j, job.Offer{Amount: amount, DueOn: "2026-12-20", Message: "よろしくお願いします"})
	p, err := p.Accept(w.client.ID, p.Version, &conditions)
	w.must(err)
	terms, err := contract.Agree(j, p, w.named(w.client), w.named(w.worker), w.on(w.by(w.client)))
	w.must(err)
	p.ContractID = terms.ContractID
	change := contract.Form(terms, contract.HashOf(terms.Document()), w.on(w.by(w.client)))
	changes := w.changes(nil, change)
	changes.Proposals = []job.Proposal{p}
	changes.Terms = []store.Terms{{ContractID: terms.ContractID, SHA256: change.Contract.TermsHash, Document: terms.Document()}}
	w.must(w.tryWrite(store.Names{Proposals: []string{p.ID}}, changes))
	return change.Contract
}

func (w *world) named(a account.Account) contract.Person {
	return contract.Person{ID: a.ID, Name: a.Name}
}

// funded is a contract whose first milestone is held in escrow.
func (w *world) funded(amount money.Yen, conditions job.Conditions) contract.Contract {
	w.t.Helper()
	return w.fund(w.formed(amount, conditions))
}

func (w *world) fund(c contract.Contract) contract.Contract {
	w.t.Helper()
	c = w.take(c, contract.Fund{}, w.by(w.client))
	return w.take(c, contract.SettlePayment{PaymentID: c.Payment.ID, Paid: true}, contract.Actor{System: contract.Gateway})
}

// take gives one command and commits what comes of it.
func (w *world) take(c contract.Contract, cmd contract.Command, who contract.Actor) contract.Contract {
	w.t.Helper()
	change, err := contract.Take(c, cmd, w.on(who))
	if err != nil {
		w.t.Fatalf("%s: %v", cmd.Verb(), err)
	}
	w.commit(c, change)
	return change.Contract
}

// wait moves the clock to an instant and takes what it owes by then.
func (w *world) wait(c contract.Contract, until calendar.Instant) contract.Contract {
	w.t.Helper()
	w.now = max(w.now, until)
	change := contract.CatchUp(c, w.on(contract.Actor{System: contract.Clock}))
	w.commit(c, change)
	return change.Contract
}

func (w *world) commit(before contract.Contract, change contract.Change) {
	w.t.Helper()
	w.must(w.tryWrite(store.Names{Contracts: []string{before.ID}}, w.changes(&before, change)))
}

// changes is what the door writes for one change of a contract.
func (w *world) changes(before *contract.Contract, change contract.Change) store.Changes {
	c := change.Contract
	out := store.Changes{Contracts: []store.ContractChange{{Before: before, After: c}}, Transfers: change.Transfers}
	if change.Terms != "" {
		out.Terms = []store.Terms{{ContractID: c.ID, SHA256: contract.HashOf(change.Terms), Document: change.Terms}}
	}
	for _, f := range change.Facts {
		if f.Chained() {
			out.Events = append(out.Events, store.Event{SubjectID: c.ID, Fact: f})
		}
		out.Notices = append(out.Notices, notice.Of(c, f, w.ids)...)
	}
	for _, m := range change.Messages {
		out.Messages = append(out.Messages, message.Message{ID: m.ID, Thread: c.ProposalID, From: m.From, Body: m.Body, At: m.At})
	}
	return out
}

// page is long enough for everything that a test makes.
var page = store.Page{Limit: 1000}

// paged reads a whole list in pages of two and checks that no page is longer.
func paged[T any](w *world, id func(T) string, read func(store.Page) ([]T, error)) []T {
	w.t.Helper()
	var all []T
	p := store.Page{Limit: 2}
	for range 1000 {
		part, err := read(p)
		w.must(err)
		if len(part) > p.Limit {
			w.t.Fatalf("a page of %d has %d rows", p.Limit, len(part))
		}
		all = append(all, part...)
		if len(part) < p.Limit {
			whole, err := read(store.Page{})
			w.same("the zero page", len(get(w, whole, err)), len(all))
			return all
		}
		p.Cursor = id(part[len(part)-1])
	}
	w.t.Fatal("the list never ends: " + fmt.Sprint(len(all)))
	return nil
}
