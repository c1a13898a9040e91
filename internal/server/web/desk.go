package web

import (
	"net/http"
	"slices"

	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/report"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

func init() { saids["desk"] = words.DeskDone }

// deskPages are the operator's: what waits for a decision, the oldest first.
func deskPages() []page {
	return []page{
		{"GET", "/desk", member, showDesk},
		{"POST", "/desk/reports/{id}", member, deskReport},
		{"POST", "/desk/outside-contacts/{id}", member, deskOutside},
	}
}

// staff lets the operator's staff in; for anybody else there is no such page.
func (v *visit) staff() error {
	if !v.viewer.Operator {
		return refusal.NoSuch("page")
	}
	return nil
}

func showDesk(v *visit) error { return v.showDesk(http.StatusOK, "", form()) }

// showDesk lists both queues; a refused form stands at its own row.
func (v *visit) showDesk(status int, at string, refused *view.Form) error {
	if err := v.staff(); err != nil {
		return err
	}
	p, err := v.page(v.t(words.DeskTitle))
	if err != nil {
		return err
	}
	shown := view.Desk{MaxText: report.MaxText}
	clock := func(late bool, by string) (string, bool) {
		if late {
			return v.t(words.DeskLate) + " " + v.t(words.DeskUntil, by), true
		}
		return v.t(words.DeskUntil, by), false
	}
	entered := func(id string) *view.Form {
		if id == at {
			return refused
		}
		return form()
	}
	reports, err := v.Engine.Store.Reports(v.ctx, store.ReportQuery{State: report.Open}, store.Page{})
	if err != nil {
		return err
	}
	slices.Reverse(reports)
	for _, r := range reports {
		row := view.DeskReport{
			ID: r.ID, Sort: v.t(words.ReportSubjects[string(r.SubjectType)]), Name: r.Title, Kind: v.t(words.ReportKinds[string(r.Kind)]), Text: r.Text, Copy: r.Copy, At: r.At,
			Own: r.By == v.viewer.ID || r.OwnerID == v.viewer.ID, Form: entered(r.ID),
		}
		row.Clock, row.Late = clock(r.Late(v.now), p.When(r.DecideBy))
		if row.By, row.Of, err = v.twoPeople(r.By, r.OwnerID); err != nil {
			return err
		}
		if r.SubjectType == report.Job {
			row.Path = "/jobs/" + r.Subject.ID
		}
		for _, outcome := range r.SubjectType.Outcomes() {
			row.Outcomes = append(row.Outcomes, view.Choice{Value: string(outcome), Name: v.t(words.DeskOutcomes[string(outcome)]), Chosen: row.Form.Value("outcome") == string(outcome)})
		}
		shown.Reports = append(shown.Reports, row)
	}
	requests, err := v.Engine.Store.OutsideRequests(v.ctx, store.OutsideQuery{State: outside.Agreed}, store.Page{})
	if err != nil {
		return err
	}
	slices.Reverse(requests)
	for _, r := range requests {
		c, err := v.Engine.Store.Contract(v.ctx, r.ContractID)
		if err != nil {
			return err
		}
		row := view.DeskOutside{
			ID: r.ID, Title: c.Title, State: v.t(stateName(c.State)), Means: r.Means, Reason: r.Reason, At: r.AskedAt, Own: c.ClientID == v.viewer.ID || c.WorkerID == v.viewer.ID, Form: entered(r.ID),
		}
		row.Clock, row.Late = clock(r.Late(v.now), p.When(r.DecideBy))
		if row.Client, row.Worker, err = v.twoPeople(c.ClientID, c.WorkerID); err != nil {
			return err
		}
		shown.Outside = append(shown.Outside, row)
	}
	return v.show(status, view.DeskPage(p, &shown))
}

func (v *visit) twoPeople(a, b string) (one, other view.Person, err error) {
	first, err := v.Engine.Store.Account(v.ctx, a)
	if err != nil {
		return one, other, err
	}
	second, err := v.Engine.Store.Account(v.ctx, b)
	return view.Person{ID: a, Name: first.Name}, view.Person{ID: b, Name: second.Name}, err
}

func deskReport(v *visit) error {
	if err := v.staff(); err != nil {
		return err
	}
	r, err := v.Engine.Store.Report(v.ctx, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	e := v.entered()
	cmd := transact.DecideReport{Report: r, Outcome: lifecycle.State(v.r.PostFormValue("outcome")), Text: e.text("reason", report.MaxText, true)}
	if !slices.Contains(r.SubjectType.Outcomes(), cmd.Outcome) {
		e.wrong("outcome", words.ReportPick)
	}
	return v.decided(e, r.ID, cmd)
}

func deskOutside(v *visit) error {
	if err := v.staff(); err != nil {
		return err
	}
	r, err := v.Engine.Store.OutsideRequest(v.ctx, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	e := v.entered()
	verb := outside.VerbDeny
	if v.r.PostFormValue("decision") == "approve" {
		verb = outside.VerbApprove
	}
	return v.decided(e, r.ID, transact.OnOutside{ContractID: r.ContractID, RequestID: r.ID, Verb: verb, Text: e.text("reason", outside.MaxText, verb == outside.VerbDeny)})
}

// decided brings a decision through the door, and shows the desk again.
func (v *visit) decided(e *entered, id string, cmd transact.Command) error {
	if e.fit() {
		_, err := v.do(cmd)
		if err == nil {
			return v.done("/desk", "desk")
		}
		if notNow(err) { // somebody else has decided: it is not on the desk any more
			return err
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showDesk(http.StatusUnprocessableEntity, id, e.form)
}
