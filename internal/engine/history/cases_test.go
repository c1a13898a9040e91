package history

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"azukari/internal/base/id"
	"azukari/internal/base/lifecycle"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/message"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/report"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// report reports a job, a person or a message, mostly one that may be.
func (h *history) report() {
	who := h.anyone()
	cmd := transact.Report{
		By: who.Account, Kind: oneOf(h, "kind", append([]report.Kind{"gossip"}, report.Kinds...)),
		Text: oneOf(h, "text", []string{"怪しい", "怪しい", " 先に\r\n作業を求められた ", "", strings.Repeat("長", report.MaxText+1)}),
	}
	switch h.between("subject", 0, 2) {
	case 0:
		cmd.SubjectID = h.one(h.jobs, id.Job)
	case 1:
		cmd.SubjectID = h.anyone().Account
	default:
		proposal := h.one(h.proposals, id.Proposal)
		all := must(h.model().store.Messages(context.Background(), proposal, store.Page{}))
		if cmd.SubjectID = h.one(ids(all, func(m message.Message) string { return m.ID }), id.Message); len(all) > 0 {
			if i := slices.IndexFunc(all, func(m message.Message) bool { return m.ID == cmd.SubjectID }); i >= 0 {
				cmd.Message = all[i]
			}
		}
	}
	h.keyed(&repeat{who: who, cmd: cmd})
}

// reports lists all that were ever made.
func (h *history) reports() []report.Report {
	return must(h.model().store.Reports(context.Background(), store.ReportQuery{}, store.Page{}))
}

// decideReport decides one, mostly an open one.
func (h *history) decideReport() {
	all := h.reports()
	if open := slices.DeleteFunc(slices.Clone(all), func(r report.Report) bool { return r.State != report.Open }); len(open) > 0 && h.between("any report", 0, 5) > 0 {
		all = open
	}
	if len(all) == 0 {
		return
	}
	who := h.operator()
	if h.between("no operator", 0, 9) == 0 {
		who = h.anyone()
	}
	h.keyed(&repeat{who: who, cmd: transact.DecideReport{
		Report: oneOf(h, "report", all), Outcome: oneOf(h, "outcome", append([]lifecycle.State{report.Open}, report.Outcomes...)),
		Text: oneOf(h, "reason", []string{"確認しました", "確認しました", " "}),
	}})
}

// outside asks on a contract to be in touch outside, or answers: mostly what is
// open to somebody.
func (h *history) outside() {
	in := h.alive()
	var open []string
	for _, state := range []lifecycle.State{outside.Agreed, outside.Requested} {
		for _, r := range must(h.model().store.OutsideRequests(context.Background(), store.OutsideQuery{State: state}, store.Page{})) {
			open = append(open, r.ContractID)
		}
		if len(open) > 0 {
			break // what an operator is to decide comes first: few get that far
		}
	}
	if len(open) > 0 && h.between("another contract", 0, 3) > 0 {
		in = oneOf(h, "with an open request", open)
	}
	who := h.party(in)
	latest := must(h.model().store.OutsideRequests(context.Background(), store.OutsideQuery{ContractID: in}, store.Page{Limit: 1}))
	c, known := h.contract(in)
	if len(latest) == 0 || !latest[0].Seen(h.now()).Open() && h.between("answers", 0, 3) > 0 {
		h.keyed(&repeat{who: who, cmd: transact.AskOutside{
			ContractID: in, Means: oneOf(h, "means", []string{"電話", "電話", "ビデオ通話", ""}), Reason: oneOf(h, "reason", []string{"急ぎ", "急ぎ", "急ぎ", " "}),
		}})
		if h.maybe("goes on at once") { // a request is soon over: the clock moves far
			h.outside()
		}
		return
	}
	if latest[0].State == outside.Agreed && h.between("no operator", 0, 3) > 0 {
		who = h.operator()
	}
	if latest[0].State == outside.Requested && h.between("who asked", 0, 3) > 0 {
		who = contract.Actor{Account: c.Party(contract.Other(latest[0].By))}
	}
	verbs := []lifecycle.Verb{outside.VerbAgree, outside.VerbDecline, outside.VerbWithdraw, outside.VerbApprove, outside.VerbDeny}
	if open := outside.Verbs(c, latest[0], who); known && len(open) > 0 && h.between("anything", 0, 7) > 0 {
		verbs = open
	}
	cmd := transact.OnOutside{ContractID: in, Verb: oneOf(h, "verb", verbs), Text: oneOf(h, "text", []string{"わかりました", "わかりました", ""})}
	if h.maybe("by its id") {
		cmd.RequestID = latest[0].ID
	}
	h.keyed(&repeat{who: who, cmd: cmd})
	if cmd.Verb == outside.VerbAgree && h.maybe("goes on at once") {
		h.outside()
	}
}

// askCases draws a question about reports and contact outside.
func (h *history) askCases(who string) func(store.Reader) (any, error) {
	ctx := context.Background()
	p := store.Page{Limit: oneOf(h, "limit", []int{1_000, 1, 2})}
	all := h.reports()
	switch oneOf(h, "about", []string{"reports", "report", "removed", "message", "outside", "request"}) {
	case "report":
		of := h.one(ids(all, func(r report.Report) string { return r.ID }), id.Report)
		return func(r store.Reader) (any, error) { return value(r.Report(ctx, of)) }
	case "removed":
		of := append(ids(all, func(r report.Report) string { return r.Subject.ID }), h.jobs...)
		return func(r store.Reader) (any, error) { return value(r.Removed(ctx, of)) }
	case "message":
		of := h.one(ids(must(h.model().store.Messages(ctx, h.one(h.proposals, id.Proposal), store.Page{})), func(m message.Message) string { return m.ID }), id.Message)
		return func(r store.Reader) (any, error) { return value(r.Message(ctx, of, who)) }
	case "outside":
		q := oneOf(h, "query", []store.OutsideQuery{{}, {ContractID: h.one(h.contracts, id.Contract)}, {State: outside.Agreed}})
		return func(r store.Reader) (any, error) { return rows(r.OutsideRequests(ctx, q, p)) }
	case "request":
		made := must(h.model().store.OutsideRequests(ctx, store.OutsideQuery{}, store.Page{}))
		of := h.one(ids(made, func(r outside.Request) string { return r.ID }), id.OutsideContact)
		return func(r store.Reader) (any, error) { return value(r.OutsideRequest(ctx, of)) }
	}
	if len(all) > 0 && h.maybe("cursor") {
		p.Cursor = oneOf(h, "after", ids(all, func(r report.Report) string { return r.ID }))
	}
	q := oneOf(h, "query", []store.ReportQuery{{}, {By: who}, {State: report.Open}, {State: report.Removed, By: who}})
	return func(r store.Reader) (any, error) { return rows(r.Reports(ctx, q, p)) }
}

// cases holds what is kept of reports and contact outside against what must be
// true of them, from the rows alone: one open report of a thing by a person, one
// open request of a contract, nothing decided by whom it concerns, nothing
// agreed to or approved by silence; each request's life is on its contract's
// chain.
func (h *history) cases(one *house) {
	ctx, now := context.Background(), h.now()
	open, asked := map[string]bool{}, map[string]bool{}
	last := map[string]event.Kind{} // by request: what its contract's chain says of it last
	for _, in := range h.contracts {
		for _, e := range must(one.store.Events(ctx, in, store.Page{})) {
			if strings.HasPrefix(string(e.Kind), "contact.") {
				last[contactOf(e.Fact)] = e.Kind
			}
		}
	}
	err := one.store.Scan(ctx, store.Scan{
		Report: func(r report.Report) error {
			key := r.By + " " + r.Subject.ID
			if r.State == report.Open && open[key] || r.By == r.OwnerID || r.DecidedBy == r.By || r.DecidedBy == r.OwnerID || (r.State == report.Open) != r.DecidedAt.IsZero() {
				h.r.Fatalf("%s: a report that cannot be: %+v", one.name, r)
			}
			open[key] = open[key] || r.State == report.Open
			h.seen["report "+string(r.State)]++
			return nil
		},
		Outside: func(r outside.Request) error {
			c, _ := h.contract(r.ContractID)
			answered := r.State == outside.Agreed || r.State == outside.Approved || r.State == outside.Denied
			switch {
			case r.Open() && asked[r.ContractID], answered && r.DecideBy.IsZero(), !answered && r.State != outside.Withdrawn && !r.DecideBy.IsZero(), answered && (r.AnsweredAt >= r.AnswerBy || r.AnsweredAt < r.AskedAt),
				r.State == outside.Lapsed && r.AnsweredAt != r.AnswerBy, r.State == outside.Requested && now >= r.AnswerBy,
				(r.State == outside.Approved || r.State == outside.Denied) != (r.DecidedBy != ""), r.DecidedBy == c.ClientID || r.DecidedBy == c.WorkerID,
				last[r.ID] != event.Kind("contact."+string(r.State)):
				h.r.Fatalf("%s: a request that cannot be: %+v, the chain says %s", one.name, r, last[r.ID])
			}
			asked[r.ContractID] = asked[r.ContractID] || r.Open()
			h.seen["contact "+string(r.State)]++
			return nil
		},
	})
	if err != nil {
		h.r.Fatal(err)
	}
}

// contactOf is the request that an event of the chain tells of.
func contactOf(f event.Fact) string {
	var told struct {
		ContactID string `json:"contact_id"`
	}
	if err := json.Unmarshal([]byte(f.JSON), &told); err != nil {
		panic(err)
	}
	return told.ContactID
}
