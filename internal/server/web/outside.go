package web

import (
	"net/http"

	"azukari/internal/base/lifecycle"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/outside"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

func init() {
	saids["outside"], saids["outside-agree"] = words.OutsideAsked, words.OutsideAgreed
	saids["outside-decline"], saids["outside-withdraw"] = words.OutsideDeclined, words.OutsideWithdrawn
}

// outsidePages are サービス外連絡申請 (R11.5): one page, with what the viewer may
// do now.
func outsidePages() []page {
	return []page{
		{"GET", "/contracts/{id}/outside-contact", member, showOutside},
		{"POST", "/contracts/{id}/outside-contact", member, askOutside},
		{"POST", "/contracts/{id}/outside-contact/agree", member, answerOutside(outside.VerbAgree)},
		{"POST", "/contracts/{id}/outside-contact/decline", member, answerOutside(outside.VerbDecline)},
		{"POST", "/contracts/{id}/outside-contact/withdraw", member, answerOutside(outside.VerbWithdraw)},
	}
}

func outsidePath(contractID string) string { return contractPath(contractID) + "/outside-contact" }

// latestOutside is a contract's latest request as the clock leaves it now; zero
// when there is none.
func (v *visit) latestOutside(contractID string) (outside.Request, error) {
	found, err := v.Engine.Store.OutsideRequests(v.ctx, store.OutsideQuery{ContractID: contractID}, store.Page{Limit: 1})
	if err != nil || len(found) == 0 {
		return outside.Request{}, err
	}
	return found[0].Seen(v.now), nil
}

// outsideBox is what the contract's page says of its latest request.
func (l *look) outsideBox() (*view.OutsideBox, error) {
	r, err := l.latestOutside(l.c.ID)
	switch {
	case err != nil || !r.Open() && r.State != outside.Approved:
		return nil, err
	case r.State == outside.Approved:
		return &view.OutsideBox{Says: l.t(words.OutsideOnContract, r.Means), Path: outsidePath(l.c.ID)}, nil
	case r.State == outside.Requested && r.By != l.role:
		return &view.OutsideBox{Says: l.t(words.OutsideAnswerIt), When: l.t(words.OutsideAnswerBy, l.page.When(r.AnswerBy)), Path: outsidePath(l.c.ID), Answer: true}, nil
	}
	shown := l.outside(l.page, r, "")
	return &view.OutsideBox{Says: shown.State, When: shown.When, Path: outsidePath(l.c.ID)}, nil
}

// outside shows one request.
func (v *visit) outside(p *view.Page, r outside.Request, by string) view.OutsideRequest {
	shown := view.OutsideRequest{
		By: by, Means: r.Means, Reason: r.Reason, State: v.t(words.OutsideStates[string(r.State)]), At: r.AskedAt, Answer: r.Answer,
	}
	switch {
	case r.State == outside.Requested:
		shown.When = v.t(words.OutsideAnswerBy, p.When(r.AnswerBy))
	case r.Late(v.now):
		shown.When = v.t(words.OutsideLate)
	case r.State == outside.Agreed:
		shown.When = v.t(words.OutsideDecideBy, p.When(r.DecideBy))
	}
	return shown
}

func showOutside(v *visit) error { return v.showOutside(http.StatusOK, form()) }

func (v *visit) showOutside(status int, f *view.Form) error {
	c, role, err := v.contract()
	if err != nil {
		return err
	}
	partner, err := v.Engine.Store.Account(v.ctx, c.Party(contract.Other(role)))
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.DoOutside))
	if err != nil {
		return err
	}
	p.Live = "/events?contract=" + c.ID
	found, err := v.Engine.Store.OutsideRequests(v.ctx, store.OutsideQuery{ContractID: c.ID}, store.Page{Limit: 50})
	if err != nil {
		return err
	}
	shown := view.Outside{Contract: view.ActContract{ID: c.ID, Title: c.Title}, Path: outsidePath(c.ID), Form: f, MaxMeans: outside.MaxMeans, MaxText: outside.MaxText}
	latest := outside.Request{}
	for i, r := range found {
		r = r.Seen(v.now)
		by := partner.Name
		if r.By == role {
			by = v.t(words.OutsideByYou)
		}
		one := v.outside(p, r, by)
		if i > 0 {
			shown.Earlier = append(shown.Earlier, one)
			continue
		}
		latest, shown.Latest = r, &one
		for _, verb := range outside.Verbs(c, r, v.who()) {
			shown.Agree = shown.Agree || verb == outside.VerbAgree
			shown.Withdraw = shown.Withdraw || verb == outside.VerbWithdraw
		}
	}
	if shown.Agree {
		shown.Latest.State = v.t(words.OutsideYourTurn)
	}
	shown.Ask = !latest.Open() && latest.State != outside.Approved && !c.Ended()
	shown.Over = c.Ended() && !latest.Open()
	return v.show(status, view.OutsidePage(p, &shown))
}

func askOutside(v *visit) error {
	e := v.entered()
	cmd := transact.AskOutside{ContractID: v.r.PathValue("id"), Means: e.text("means", outside.MaxMeans, true), Reason: e.text("reason", outside.MaxText, true)}
	if e.fit() {
		_, err := v.do(cmd)
		if err == nil {
			return v.done(outsidePath(cmd.ContractID), "outside")
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showOutside(http.StatusUnprocessableEntity, e.form)
}

// answerOutside gives a verb on the request that is open now.
func answerOutside(verb lifecycle.Verb) func(*visit) error {
	return func(v *visit) error {
		e := v.entered()
		cmd := transact.OnOutside{ContractID: v.r.PathValue("id"), Verb: verb, Text: e.text("answer", outside.MaxText, false)}
		if e.fit() {
			_, err := v.do(cmd)
			if err == nil {
				return v.done(outsidePath(cmd.ContractID), "outside-"+outside.Name(verb))
			}
			if err = e.refused(err); err != nil {
				return err
			}
		}
		return v.showOutside(http.StatusUnprocessableEntity, e.form)
	}
}
