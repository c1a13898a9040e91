package storetest

import (
	"slices"

	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/store"
)

func accountsComeBack(w *world) {
	for _, a := range []account.Account{w.client, w.worker, w.operator} {
		got, err := w.store.Account(w.ctx(), a.ID)
		w.same("an account", get(w, got, err), a)
		for _, of := range []ledger.Account{ledger.User(a.ID), ledger.Pending(a.ID)} {
			balance, err := w.store.Balance(w.ctx(), of)
			w.same("the balance of "+string(of), get(w, balance, err), money.Yen(0))
		}
	}
	for _, of := range ledger.House() {
		balance, err := w.store.Balance(w.ctx(), of)
		w.same("the balance of "+string(of), get(w, balance, err), money.Yen(0))
	}
}

func tokensLetTheirBearerAct(w *world) {
	link := account.Token{Hash: "aa11", Kind: account.Link, AccountID: w.client.ID, CreatedAt: w.tick()}
	w.write(store.Changes{Tokens: []account.Token{link}})
	found, shown, err := w.store.AccountByToken(w.ctx(), link.Hash, w.now)
	w.same("the link's account", get(w, found, err), w.client)
	w.same("the link", shown, link)

	var session account.Token
	w.must(w.store.Write(w.ctx(), store.Names{Tokens: []string{link.Hash, link.Hash, "bb22"}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the link as loaded", rows.Tokens, map[string]account.Token{link.Hash: link})
		link.UsedAt = w.tick()
		session = account.Token{Hash: "cc33", Kind: account.Session, AccountID: w.client.ID, CreatedAt: w.now}
		return store.Changes{Tokens: []account.Token{link, session}}, nil
	}))
	w.must(w.store.Write(w.ctx(), store.Names{Tokens: []string{link.Hash}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the link once used", rows.Tokens[link.Hash], link)
		return store.Changes{}, nil
	}))
	found, shown, err = w.store.AccountByToken(w.ctx(), "cc33", w.now)
	w.same("the session's account", get(w, found, err), w.client)
	w.same("the session", shown, session)
}

func jobsComeBackAndClose(w *world) {
	first, second, third := w.posted("一", "い"), w.posted("二", "ろ"), w.posted("三", "は")
	listed := paged(w, func(j job.Job) string { return j.ID }, func(p store.Page) ([]job.Job, error) {
		return w.store.Jobs(w.ctx(), store.JobQuery{}, p)
	})
	w.same("the list of jobs", listed, []job.Job{third, second, first})

	w.must(w.store.Write(w.ctx(), store.Names{Jobs: []string{second.ID}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the job as loaded", rows.Jobs, map[string]job.Job{second.ID: second})
		closed, err := job.Close(rows.Jobs[second.ID], w.client.ID)
		second = closed
		return store.Changes{Jobs: []job.Job{closed}}, err
	}))
	got, err := w.store.Job(w.ctx(), second.ID)
	w.same("a closed job", get(w, got, err), second)
	open, err := w.store.Jobs(w.ctx(), store.JobQuery{}, page)
	w.same("the list of open jobs", get(w, open, err), []job.Job{third, first})
}

func jobsAreFoundByTheirWords(w *world) {
	english := w.posted("ＥＣサイトの英訳", "ｶﾀｶﾅ と Ruby on Rails の資料")
	plain := w.posted("100%_完全\\歩合の営業", "ひらがな")
	tests := []struct {
		query store.JobQuery
		want  []job.Job
	}{
		{store.JobQuery{Text: "英訳"}, []job.Job{english}},
		{store.JobQuery{Text: "ecサイト"}, []job.Job{english}},
		{store.JobQuery{Text: "かたかな RUBY"}, []job.Job{english}},
		{store.JobQuery{Text: "英訳 営業"}, nil},
		{store.JobQuery{Text: "ヒラガナ"}, []job.Job{plain}},
		{store.JobQuery{Text: "%"}, []job.Job{plain}},
		{store.JobQuery{Text: "0_"}, nil},
		{store.JobQuery{Text: `\歩`}, []job.Job{plain}},
		{store.JobQuery{Category: "翻訳", Format: job.Project}, []job.Job{plain, english}},
		{store.JobQuery{Category: "開発"}, nil},
		{store.JobQuery{Format: "contest"}, nil},
		{store.JobQuery{Text: " 　"}, []job.Job{plain, english}},
	}
	for _, test := range tests {
		got, err := w.store.Jobs(w.ctx(), test.query, page)
		w.same("what is found by "+test.query.Text+test.query.Category, get(w, got, err), test.want)
	}
}

func proposalsComeBackAfterEveryOffer(w *world) {
	j := w.posted("翻訳", "二千字")
	days, rounds := 3, 0
	p := w.proposed(j, job.Offer{Amount: 30_000, DueOn: "2026-12-10", Message: "できます"})
	check := func(what string) {
		w.t.Helper()
		got, err := w.store.Proposal(w.ctx(), p.ID)
		w.same(what, get(w, got, err), p)
	}
	check("a proposal")
	change := func(what string, by account.Account, f func(job.Proposal) (job.Proposal, error)) {
		w.t.Helper()
		w.must(w.store.Write(w.ctx(), store.Names{Proposals: []string{p.ID}}, func(rows store.Rows) (store.Changes, error) {
			changed, err := f(rows.Proposals[p.ID])
			p = changed
			return store.Changes{Proposals: []job.Proposal{changed}}, err
		}))
		check(what)
	}
	change("a counter-offer", w.client, func(p job.Proposal) (job.Proposal, error) {
		return p.Counter(w.client.ID, job.Offer{Amount: 25_000, DueOn: "2026-12-08", Message: "少し安く", Conditions: job.Conditions{
			Criteria: []string{"誤字がない", "用語集に従う"}, InspectionDays: &days, RevisionRounds: &rounds,
			Milestones: []job.Milestone{{Title: "前半", Amount: 10_000, DueOn: "2026-12-01"}, {Title: "後半", Amount: 15_000}},
		}})
	})
	change("a worker's next offer", w.worker, func(p job.Proposal) (job.Proposal, error) {
		return p.Counter(w.worker.ID, job.Offer{Amount: 28_000, DueOn: "2026-12-09", Message: "これでは"})
	})
	change("a declined proposal", w.client, func(p job.Proposal) (job.Proposal, error) { return p.Decline(w.client.ID) })

	second := w.proposed(j, job.Offer{Amount: 1, Message: "もう一度"})
	other := w.proposed(w.posted("別の仕事", "別"), job.Offer{Amount: 2})
	list := func(q store.ProposalQuery) []job.Proposal {
		return paged(w, func(p job.Proposal) string { return p.ID }, func(page store.Page) ([]job.Proposal, error) {
			return w.store.Proposals(w.ctx(), q, page)
		})
	}
	w.same("a job's proposals", list(store.ProposalQuery{JobID: j.ID}), []job.Proposal{second, p})
	w.same("a worker's proposals", list(store.ProposalQuery{WorkerID: w.worker.ID}), []job.Proposal{other, second, p})
	w.same("a worker's proposals for a job", list(store.ProposalQuery{JobID: other.JobID, WorkerID: w.worker.ID}), []job.Proposal{other})
	w.same("a stranger's proposals", list(store.ProposalQuery{WorkerID: w.client.ID}), []job.Proposal(nil))
	w.same("what came to a client", list(store.ProposalQuery{ClientID: w.client.ID}), []job.Proposal{other, second, p})
	w.same("what a worker was sent as a client", list(store.ProposalQuery{ClientID: w.worker.ID}), []job.Proposal(nil))
	w.same("what awaits a client", list(store.ProposalQuery{ClientID: w.client.ID, State: job.Proposed}), []job.Proposal{other, second})
	w.same("what a client declined", list(store.ProposalQuery{ClientID: w.client.ID, State: job.Declined}), []job.Proposal{p})
	w.same("all proposals", list(store.ProposalQuery{}), []job.Proposal{other, second, p})
}

func aProposalIsLoadedWithItsJobAndParties(w *world) {
	j := w.posted("翻訳", "二千字")
	p := w.proposed(j, job.Offer{Amount: 30_000})
	w.must(w.store.Write(w.ctx(), store.Names{Proposals: []string{p.ID}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the proposal", rows.Proposals, map[string]job.Proposal{p.ID: p})
		w.same("its job", rows.Jobs, map[string]job.Job{j.ID: j})
		w.same("its parties", rows.Accounts, map[string]account.Account{w.client.ID: w.client, w.worker.ID: w.worker})
		return store.Changes{}, nil
	}))
	c := w.formed(10_000, job.Conditions{})
	formed, err := w.store.Proposal(w.ctx(), c.ProposalID)
	w.same("the contract of an accepted proposal", get(w, formed, err).ContractID, c.ID)
}

func messagesAreOldestFirst(w *world) {
	c := w.formed(10_000, job.Conditions{})
	first, err := w.store.Messages(w.ctx(), c.ProposalID, page)
	w.must(err)
	if len(first) != 1 || first[0].From != "" {
		w.t.Fatalf("the thread does not begin with the platform's one message: %+v", first)
	}
	want := first
	for i, body := range []string{"はじめまして", "改行\nも 'そのまま' \"残る\" 🙂", "三つ目"} {
		m := message.Message{ID: w.ids.New("msg", w.tick()), Thread: c.ProposalID, From: []string{w.client.ID, w.worker.ID}[i%2], Body: body, At: w.now}
		w.write(store.Changes{Messages: []message.Message{m}})
		want = append(want, m)
	}
	other := w.formed(10_000, job.Conditions{})
	got := paged(w, func(m message.Message) string { return m.ID }, func(p store.Page) ([]message.Message, error) {
		return w.store.Messages(w.ctx(), c.ProposalID, p)
	})
	w.same("a thread", got, want)
	apart, err := w.store.Messages(w.ctx(), other.ProposalID, page)
	if err != nil || slices.ContainsFunc(apart, func(m message.Message) bool { return m.Thread != other.ProposalID }) {
		w.t.Errorf("another thread holds %+v, %v", apart, err)
	}
}
