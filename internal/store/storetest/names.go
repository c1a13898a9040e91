package storetest

import (
	"context"
	"flag"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/domain/attention"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/rating"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// A noting store notes which lists of Names and Changes the suite has used.
type noting struct {
	store.Store
	*noted
}

type noted struct {
	mu             sync.Mutex
	names, changes map[string]bool
}

func (n noting) Write(ctx context.Context, names store.Names, decide func(store.Rows) (store.Changes, error)) error {
	return n.Store.Write(ctx, names, func(rows store.Rows) (store.Changes, error) {
		changes, err := decide(rows)
		n.mu.Lock()
		defer n.mu.Unlock()
		n.names, n.changes = filled(names, n.names), filled(changes, n.changes)
		return changes, err
	})
}

// filled adds the fields of a struct that are not empty.
func filled(s any, to map[string]bool) map[string]bool {
	if to == nil {
		to = map[string]bool{}
	}
	v := reflect.ValueOf(s)
	for i := range v.NumField() {
		f := v.Field(i)
		empty := f.IsZero()
		if f.Kind() == reflect.Slice || f.Kind() == reflect.Map {
			empty = f.Len() == 0
		}
		if !empty {
			to[v.Type().Field(i).Name] = true
		}
	}
	return to
}

// all expects that no list was left out: a store that forgot it would pass.
func (n *noted) all(t *testing.T) {
	t.Helper()
	for used, of := range map[*map[string]bool]reflect.Type{&n.names: reflect.TypeFor[store.Names](), &n.changes: reflect.TypeFor[store.Changes]()} {
		for f := range of.Fields() {
			if !(*used)[f.Name] {
				t.Errorf("the suite never uses the list %s of %s", f.Name, of)
			}
		}
	}
}

// only reports whether a part of the suite was asked for.
func only() bool { return strings.Contains(flag.Lookup("test.run").Value.String(), "/") }

// everyNameBringsItsRows names one thing at a time, of every kind that there is,
// and looks which rows come: those that belong to it, and no others.
func everyNameBringsItsRows(w *world) {
	hear := []string{"Muted", "Attention"}
	w.must(w.store.Write(w.ctx(), store.Names{Accounts: []string{w.client.ID}}, func(rows store.Rows) (store.Changes, error) {
		a := rows.Accounts[w.client.ID]
		a.Muted = a.Muted.With(account.Mail, "message.digest")
		return store.Changes{
			Accounts:  []account.Account{a},
			Attention: []attention.Attention{attention.Attention{AccountID: a.ID}.Visited(w.now)},
			Tokens:    []account.Token{{Hash: "t", Kind: account.Session, AccountID: a.ID, CreatedAt: w.now}},
			Keys:      []account.Credential{{ID: "key_1", AccountID: a.ID, Name: "電話", Data: "{}", CreatedAt: w.now}},
			Logins:    []account.Login{{Email: "hanako@example.com", AccountID: a.ID}},
			Answers:   []store.Answer{{Key: "k", Fingerprint: "f", Status: 200, At: w.now}},
		}, nil
	}))
	w.trailed(w.operator.ID, "ctr_1", 1)
	c := w.take(w.funded(100_000, job.Conditions{}), contract.Deliver{Note: "できました"}, w.by(w.worker))
	c = w.take(c, contract.Accept{}, w.by(w.client))
	w.rated(c, w.client, rating.Scores{5, 4, 3, 2, 1})
	w.paidTo(w.worker, "0000123")
	paid := w.requestPayout(w.worker, 5_000)
	var batch payout.Batch
	w.must(w.store.Write(w.ctx(), store.Names{Payouts: []string{paid.ID}, PaidTo: []string{w.worker.ID}}, func(rows store.Rows) (store.Changes, error) {
		made, moved, err := payout.MakeBatch([]payout.Payout{rows.Payouts[paid.ID]}, rows.PaidTo, calendar.Date{Year: 2026, Month: 12, Day: 15}, w.on(w.by(w.operator)))
		batch = made
		return store.Changes{Batches: []payout.Batch{made}, Payouts: moved}, err
	}))
	meeting := w.funded(10_000, job.Conditions{})
	w.asked(&meeting)
	file := w.attached(meeting.ProposalID, w.client.ID, "資料.pdf")
	complaint := w.reported(w.worker, report.Subject{ID: w.client.ID, OwnerID: w.client.ID})
	competition := w.contested()
	b := w.tasked(2)
	b.do(task.Fund{}, w.by(w.client))
	b.do(task.SettlePayment{PaymentID: b.task.Payment.ID, Paid: true}, contract.Actor{System: contract.Gateway})
	approved := b.hold(w.worker)
	b.submit(w.worker, approved)
	b.do(task.Approve{AnswerIDs: []string{approved}}, w.by(w.client), approved)
	answer := b.hold(w.worker)
	b.submit(w.worker, answer)

	for name, of := range map[string]struct {
		names store.Names
		bring []string
	}{
		"Answers":     {store.Names{Answers: []string{"k"}}, []string{"Answers"}},
		"Tokens":      {store.Names{Tokens: []string{"t"}}, []string{"Tokens"}},
		"Accounts":    {store.Names{Accounts: []string{w.client.ID}}, []string{"Accounts"}},
		"Keyrings":    {store.Names{Keyrings: []string{w.client.ID}}, []string{"Accounts", "Tokens", "Keys", "Logins"}},
		"Logins":      {store.Names{Logins: []string{"hanako@example.com"}}, []string{"Logins", "Accounts"}},
		"Jobs":        {store.Names{Jobs: []string{c.JobID}}, append(hear, "Jobs")},
		"Proposals":   {store.Names{Proposals: []string{c.ProposalID}}, append(hear, "Proposals", "Jobs", "Accounts")},
		"Contracts":   {store.Names{Contracts: []string{c.ID}}, append(hear, "Contracts", "Terms")},
		"Contests":    {store.Names{Contests: []string{competition.JobID}}, append(hear, "Contests")},
		"Tasks":       {store.Names{Tasks: []string{b.task.JobID}}, append(hear, "Tasks", "Jobs")},
		"Balances":    {store.Names{Balances: []ledger.Account{ledger.User(w.worker.ID)}}, []string{"Balances"}},
		"Notices":     {store.Names{Notices: []string{w.noticesOf(w.client, false)[0].ID}}, []string{"Notices"}},
		"Attachments": {store.Names{Attachments: []string{file.ID}}, []string{"Attachments"}},
		"Ratings":     {store.Names{Ratings: []string{c.ID}}, []string{"Ratings"}},
		"Attention":   {store.Names{Attention: []string{w.client.ID}}, hear},
		"Works":       {store.Names{Works: []string{answer}}, append(hear, "Works", "Tasks", "Jobs")},
		"Slots":       {store.Names{Slots: []store.Slot{{JobID: b.task.JobID, WorkerID: w.worker.ID}}}, append(hear, "Works", "Tasks", "Jobs", "TaskRecords")},
		"Backlogs":    {store.Names{Backlogs: []string{b.task.JobID}}, append(hear, "Works", "Tasks", "Jobs")},
		"Reports":     {store.Names{Reports: []string{complaint.ID}}, []string{"Reports"}},
		"Outside":     {store.Names{Outside: []string{meeting.ID}}, []string{"Outside"}},
		"Payouts":     {store.Names{Payouts: []string{paid.ID}}, []string{"Payouts"}},
		"Batches":     {store.Names{Batches: []string{batch.ID}}, []string{"Batches", "Payouts"}},
		"PaidTo":      {store.Names{PaidTo: []string{w.worker.ID}}, []string{"PaidTo"}},
		"Audit":       {store.Names{Audit: true}, []string{"Audit"}},
	} {
		if named := filled(of.names, nil); len(named) != 1 || !named[name] {
			w.t.Errorf("%s is asked for by %v", name, named)
		}
		w.must(w.store.Write(w.ctx(), of.names, func(rows store.Rows) (store.Changes, error) {
			w.same("what comes with "+name, slices.Sorted(maps.Keys(filled(rows, nil))), slices.Sorted(slices.Values(of.bring)))
			return store.Changes{}, nil
		}))
	}
}
