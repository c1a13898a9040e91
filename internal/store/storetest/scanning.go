package storetest

import (
	"errors"
	"slices"
	"time"

	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/payout"
	"azukari/internal/store"
)

// everything is what a Scan gave, in its order.
type everything struct {
	accounts  []account.Account
	jobs      []job.Job
	proposals []job.Proposal
	balances  []ledger.Balance
	contracts []contract.Contract
	events    []store.Event
	transfers []ledger.Posted
	messages  []message.Message
	payouts   []payout.Payout
	notices   []notice.Notice
	answers   []store.Answer
	files     []message.Attachment
	marks     []message.Mark
}

func (w *world) scan() (e everything) {
	w.t.Helper()
	w.must(w.store.Scan(w.ctx(), store.Scan{
		Account: into(&e.accounts), Job: into(&e.jobs), Proposal: into(&e.proposals), Balance: into(&e.balances),
		Contract: into(&e.contracts), Event: into(&e.events), Transfer: into(&e.transfers), Message: into(&e.messages),
		Payout: into(&e.payouts), Notice: into(&e.notices), Answer: into(&e.answers),
		Attachment: into(&e.files), Mark: into(&e.marks),
	}))
	return e
}

func into[T any](all *[]T) func(T) error {
	return func(one T) error {
		*all = append(*all, one)
		return nil
	}
}

func scanWalksThroughEverythingInOrder(w *world) {
	first := w.funded(100_000, twoParts(60_000, 40_000))
	second := w.take(w.funded(10_000, job.Conditions{}), contract.Say{Body: "いますか"}, w.by(w.client))
	first = w.take(first, contract.Deliver{Note: "前半"}, w.by(w.worker))
	first = w.take(first, contract.Accept{}, w.by(w.client))
	w.now = w.now.Add(100 * time.Hour)
	second = w.take(second, contract.RequestNudge{Note: "連絡がない"}, w.by(w.client))
	p := w.requestPayout(w.worker, 1_000)
	kept := store.Answer{Key: "k", Fingerprint: "f", Status: 200, Body: []byte("ok"), At: w.now}
	w.write(store.Changes{Answers: []store.Answer{kept}})
	files := []message.Attachment{w.attached(first.ProposalID, w.worker.ID, "一.pdf"), w.attached(second.ProposalID, w.client.ID, "二.pdf")}
	marks := []message.Mark{{Thread: first.ProposalID, AccountID: w.client.ID, Upto: "msg_1", At: 1}, {Thread: first.ProposalID, AccountID: w.worker.ID, Upto: "msg_2", At: 2}}
	w.write(store.Changes{Marks: marks})

	e := w.scan()
	w.same("the accounts", e.accounts, []account.Account{w.client, w.worker, w.operator})
	w.same("the contracts", e.contracts, []contract.Contract{first, second})
	w.same("the payouts", e.payouts, []payout.Payout{p})
	w.same("the answers", e.answers, []store.Answer{kept})
	w.same("the files", e.files, files)
	w.same("the read marks", e.marks, marks)
	ordered(w, "jobs", e.jobs, 2, func(j job.Job) string { return j.ID })
	ordered(w, "proposals", e.proposals, 2, func(p job.Proposal) string { return p.ID })
	ordered(w, "balances", e.balances, 4+2*3+3, func(b ledger.Balance) string { return string(b.Account) })
	ordered(w, "transfers", e.transfers, 2+2+1+1, func(p ledger.Posted) string { return p.ID })
	ordered(w, "messages", e.messages, 2+2+1, func(m message.Message) string { return m.ID })
	ordered(w, "notifications", e.notices, len(w.noticesOf(w.client, false))+len(w.noticesOf(w.worker, false)), func(n notice.Notice) string { return n.ID })

	chains := map[string]*event.Chain{first.ID: {}, second.ID: {}}
	for _, event := range e.events {
		w.must(chains[event.SubjectID].Follow(event.Fact))
	}
	w.must(chains[first.ID].Reached(first.Events, first.Head))
	w.must(chains[second.ID].Reached(second.Events, second.Head))

	sums := map[ledger.Account]int64{}
	for _, transfer := range e.transfers {
		if fault := transfer.Fault(); fault != "" {
			w.t.Error(fault)
		}
		for _, entry := range transfer.Entries {
			sums[entry.Account] += int64(entry.Amount)
		}
	}
	for _, b := range e.balances {
		if int64(b.Amount) != sums[b.Account] {
			w.t.Errorf("%s stands at %d, its entries sum to %d", b.Account, b.Amount, sums[b.Account])
		}
	}
}

func ordered[T any](w *world, what string, all []T, want int, id func(T) string) {
	w.t.Helper()
	if len(all) != want {
		w.t.Errorf("%d %s, not %d", len(all), what, want)
	}
	if !slices.IsSortedFunc(all, func(a, b T) int {
		if id(a) < id(b) {
			return -1
		}
		return 1
	}) {
		w.t.Errorf("the %s are not in the order of their ids", what)
	}
}

func scanStopsAtTheFirstError(w *world) {
	enough := errors.New("enough")
	seen := 0
	err := w.store.Scan(w.ctx(), store.Scan{
		Account: func(account.Account) error { seen++; return enough },
		Balance: func(ledger.Balance) error { w.t.Error("the scan went on"); return nil },
	})
	w.refused("a scan past an error", err, enough)
	w.same("the rows seen", seen, 1)
	w.must(w.store.Scan(w.ctx(), store.Scan{}))
}
