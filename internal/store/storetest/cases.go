package storetest

import (
	"azukari/internal/base/lifecycle"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/report"
	"azukari/internal/store"
)

// reported lets somebody report a thing as the door does.
func (w *world) reported(by account.Account, s report.Subject) report.Report {
	w.t.Helper()
	return w.reportedAs(report.Fraud, by, s)
}

func (w *world) reportedAs(kind report.Kind, by account.Account, s report.Subject) (r report.Report) {
	w.t.Helper()
	w.must(w.store.Write(w.ctx(), store.Names{Accounts: []string{by.ID}, Reports: []string{by.ID}}, func(rows store.Rows) (store.Changes, error) {
		var open []report.Report
		for _, one := range rows.Reports {
			open = append(open, one)
		}
		made, err := report.Make(s, open, kind, "「怪しい」です。", w.on(w.by(by)))
		r = made
		return store.Changes{Reports: []report.Report{made}}, err
	}))
	return r
}

func (w *world) decided(r report.Report, outcome lifecycle.State) report.Report {
	w.t.Helper()
	r, err := r.Decide(outcome, "確認しました。", w.on(w.by(w.operator)))
	w.must(err)
	w.must(w.tryWrite(store.Names{Reports: []string{r.ID}}, store.Changes{Reports: []report.Report{r}}))
	return r
}

func (w *world) loadedReports(names ...string) (seen map[string]report.Report) {
	w.t.Helper()
	w.must(w.store.Write(w.ctx(), store.Names{Reports: names}, func(rows store.Rows) (store.Changes, error) {
		seen = rows.Reports
		return store.Changes{}, nil
	}))
	return seen
}

func (w *world) reports(q store.ReportQuery) []report.Report {
	w.t.Helper()
	return paged(w, func(r report.Report) string { return r.ID }, func(p store.Page) ([]report.Report, error) {
		return w.store.Reports(w.ctx(), q, p)
	})
}

func reportsComeBack(w *world) {
	j := w.posted("翻訳", "先に作業してください")
	c := w.formed(10_000, job.Conditions{})
	m := w.said(c.ProposalID, w.client.ID, "LINE で話しましょう")
	w.same("no reports", w.reports(store.ReportQuery{}), []report.Report{})
	w.same("no reports to decide on", w.loadedReports(w.worker.ID, "rpt_none"), map[string]report.Report{})
	onJob := w.reported(w.worker, report.Subject{ID: j.ID, OwnerID: w.client.ID, Title: j.Title})
	onMessage := w.reported(w.worker, report.Subject{ID: m.ID, OwnerID: w.client.ID, Title: c.Title, Copy: m.Body})
	onPerson := w.reported(w.client, report.Subject{ID: w.worker.ID, OwnerID: w.worker.ID})
	got, err := w.store.Report(w.ctx(), onMessage.ID)
	w.same("a report", get(w, got, err), onMessage)
	w.same("the worker's open ones", w.loadedReports(w.worker.ID, w.worker.ID), map[string]report.Report{onJob.ID: onJob, onMessage.ID: onMessage})

	onMessage = w.decided(onMessage, report.Removed)
	w.same("a decided one by its id", w.loadedReports(onMessage.ID), map[string]report.Report{onMessage.ID: onMessage})
	w.same("open ones and one by its id", w.loadedReports(w.worker.ID, onPerson.ID), map[string]report.Report{onJob.ID: onJob, onPerson.ID: onPerson})
	w.same("all, newest first", w.reports(store.ReportQuery{}), []report.Report{onPerson, onMessage, onJob})
	w.same("the worker's", w.reports(store.ReportQuery{By: w.worker.ID}), []report.Report{onMessage, onJob})
	w.same("open ones", w.reports(store.ReportQuery{State: report.Open}), []report.Report{onPerson, onJob})
	w.same("the worker's open one", w.reports(store.ReportQuery{By: w.worker.ID, State: report.Open}), []report.Report{onJob})
	removed, err := w.store.Removed(w.ctx(), []string{j.ID, m.ID, "msg_none"})
	w.same("what was removed", get(w, removed, err), map[string]bool{m.ID: true})
	removed, err = w.store.Removed(w.ctx(), nil)
	w.same("of nothing", get(w, removed, err), map[string]bool{})
	again := w.reported(w.worker, report.Subject{ID: m.ID, OwnerID: w.client.ID, Title: c.Title, Copy: m.Body})
	var scanned []report.Report
	w.must(w.store.Scan(w.ctx(), store.Scan{Report: into(&scanned)}))
	w.same("all reports", scanned, []report.Report{onJob, onMessage, onPerson, again})
}

func upheldReportsAreOnTheRecord(w *world) {
	warned := func() int {
		r, err := w.store.Record(w.ctx(), w.client.ID)
		return get(w, r, err).Warned
	}
	one := func(kind report.Kind, outcome lifecycle.State) {
		j := w.posted("翻訳", "先に作業してください")
		r := w.reportedAs(kind, w.worker, report.Subject{ID: j.ID, OwnerID: w.client.ID, Title: j.Title})
		if outcome != report.Open {
			w.decided(r, outcome)
		}
	}
	for _, outcome := range []lifecycle.State{report.Open, report.NoViolation} {
		one(report.WorkBeforeEscrow, outcome)
	}
	one(report.Fraud, report.Warned)
	w.same("nothing was found", warned(), 0)
	one(report.WorkBeforeEscrow, report.Warned)
	one(report.WorkBeforeEscrow, report.Removed)
	w.same("what was found", warned(), 2)
}

func aReportIsDecidedOnce(w *world) {
	open := w.reported(w.worker, report.Subject{ID: w.client.ID, OwnerID: w.client.ID})
	again := open
	again.ID = w.ids.New("rpt", w.tick())
	w.refused("a second open report", w.tryWrite(store.Names{}, store.Changes{Reports: []report.Report{again}}), store.ErrRetry)
	w.decided(open, report.Warned)
	late, err := open.Decide(report.NoViolation, "問題ありません。", w.on(w.by(w.operator)))
	w.must(err)
	w.refused("a second decision", w.tryWrite(store.Names{Reports: []string{open.ID}}, store.Changes{Reports: []report.Report{late}}), nil)
	for what, spoil := range map[string]func(*report.Report){
		"a report of oneself":       func(r *report.Report) { r.OwnerID = r.By },
		"a report by nobody known":  func(r *report.Report) { r.By = "acc_none" },
		"a report without words":    func(r *report.Report) { r.Text = "" },
		"a report of no known kind": func(r *report.Report) { r.Kind = "gossip" },
		"a decision by nobody":      func(r *report.Report) { r.State = report.Warned },
		"a person removed":          func(r *report.Report) { r.State, r.DecidedBy = report.Removed, w.operator.ID },
		"one's own report decided":  func(r *report.Report) { r.State, r.DecidedBy = report.Warned, r.By },
	} {
		other := again
		spoil(&other)
		w.refused(what, w.tryWrite(store.Names{}, store.Changes{Reports: []report.Report{other}}), nil)
	}
	w.same("what is kept", len(w.reports(store.ReportQuery{})), 1)
}

// contact gives a verb on a contract's request to be in touch outside, as the
// door does.
func (w *world) contact(c *contract.Contract, by contract.Actor, decide func(outside.Request, contract.Occasion) (outside.Change, error)) (r outside.Request) {
	w.t.Helper()
	names := store.Names{Contracts: []string{c.ID}, Outside: []string{c.ID}}
	w.must(w.store.Write(w.ctx(), names, func(rows store.Rows) (store.Changes, error) {
		on := w.on(by)
		made, err := decide(rows.Outside[c.ID], on)
		if err != nil {
			return store.Changes{}, err
		}
		before := rows.Contracts[c.ID]
		attended := contract.Attend(before, made.Kind, made.Data, on)
		changes := w.changes(&before, attended)
		changes.Outside = []outside.Request{made.Request}
		r, *c = made.Request, attended.Contract
		return changes, nil
	}))
	return r
}

func (w *world) asked(c *contract.Contract) outside.Request {
	w.t.Helper()
	return w.contact(c, w.by(w.client), func(last outside.Request, on contract.Occasion) (outside.Change, error) {
		return outside.Ask(*c, last, "ビデオ通話", "画面を見ながら決めたい", on)
	})
}

func (w *world) answered(c *contract.Contract, by account.Account, verb lifecycle.Verb) outside.Request {
	w.t.Helper()
	return w.contact(c, w.by(by), func(last outside.Request, on contract.Occasion) (outside.Change, error) {
		return outside.Take(*c, last, verb, "確認しました", on)
	})
}

func (w *world) outsideOf(q store.OutsideQuery) []outside.Request {
	w.t.Helper()
	return paged(w, func(r outside.Request) string { return r.ID }, func(p store.Page) ([]outside.Request, error) {
		return w.store.OutsideRequests(w.ctx(), q, p)
	})
}

func requestsForContactComeBack(w *world) {
	c, other := w.funded(10_000, job.Conditions{}), w.funded(20_000, job.Conditions{})
	due := func() []store.Due {
		all, err := w.store.Due(w.ctx(), 0, w.now.Add(1<<50), 100)
		var owed []store.Due
		for _, d := range get(w, all, err) {
			if d.Room == store.OutsideRoom {
				owed = append(owed, d)
			}
		}
		return owed
	}
	w.same("no requests", w.outsideOf(store.OutsideQuery{}), []outside.Request{})
	w.same("nothing due", due(), []store.Due(nil))
	first := w.asked(&c)
	w.same("when it lapses", due(), []store.Due{{At: first.AnswerBy, Room: store.OutsideRoom, ID: c.ID}})
	first = w.answered(&c, w.worker, outside.VerbDecline)
	w.same("nothing due any more", due(), []store.Due(nil))
	second := w.asked(&c)
	w.asked(&other)
	apart := w.answered(&other, w.worker, outside.VerbAgree)
	got, err := w.store.OutsideRequest(w.ctx(), first.ID)
	w.same("a request", get(w, got, err), first)
	w.same("all, newest first", w.outsideOf(store.OutsideQuery{}), []outside.Request{apart, second, first})
	w.same("a contract's", w.outsideOf(store.OutsideQuery{ContractID: c.ID}), []outside.Request{second, first})
	w.same("those to decide", w.outsideOf(store.OutsideQuery{State: outside.Agreed}), []outside.Request{apart})
	w.must(w.store.Write(w.ctx(), store.Names{Outside: []string{c.ID, other.ID, "ctr_none"}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the latest of each", rows.Outside, map[string]outside.Request{c.ID: second, other.ID: apart})
		return store.Changes{}, nil
	}))
	apart = w.answered(&other, w.operator, outside.VerbApprove)
	var scanned []outside.Request
	w.must(w.store.Scan(w.ctx(), store.Scan{Outside: into(&scanned)}))
	w.same("all requests", scanned, []outside.Request{first, second, apart})

	again := second
	again.ID = w.ids.New("otc", w.tick())
	w.refused("a second open request", w.tryWrite(store.Names{}, store.Changes{Outside: []outside.Request{again}}), store.ErrRetry)
	apart.Answer = "やはり"
	w.refused("a change of a closed one", w.tryWrite(store.Names{Outside: []string{other.ID}}, store.Changes{Outside: []outside.Request{apart}}), nil)
	second.State = outside.Approved
	w.refused("an approval by nobody", w.tryWrite(store.Names{Outside: []string{c.ID}}, store.Changes{Outside: []outside.Request{second}}), nil)
}

func aMessageIsFoundByItsReaders(w *world) {
	c := w.formed(10_000, job.Conditions{})
	m := w.said(c.ProposalID, w.client.ID, "LINE で話しましょう")
	for _, who := range []account.Account{w.client, w.worker} {
		got, err := w.store.Message(w.ctx(), m.ID, who.ID)
		w.same("a message", get(w, got, err), m)
	}
	for _, of := range [][2]string{{m.ID, w.operator.ID}, {"msg_none", w.client.ID}} {
		if _, err := w.store.Message(w.ctx(), of[0], of[1]); err != store.ErrNotFound {
			w.t.Errorf("%s for %s: %v", of[0], of[1], err)
		}
	}
}
