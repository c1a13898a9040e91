package web

import (
	"errors"
	"net/http"
	"slices"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/message"
	"azukari/internal/domain/report"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

func init() { saids["report"] = words.ReportDone }

// reportPages are where somebody reports a thing, and follows what came of it.
func reportPages() []page {
	return []page{
		{"GET", "/report/{id}", member, askReport},
		{"POST", "/report/{id}", member, makeReport},
		{"GET", "/reports", member, myReports},
	}
}

func reportPath(subjectID string) string { return "/report/" + subjectID }

// A reported is a thing that the viewer sees and may report.
type reported struct {
	name, back string // what it is, and its own page
	owner      string // account
	message    message.Message
}

// reported finds the thing of the address.
func (v *visit) reported() (r reported, err error) {
	id := v.r.PathValue("id")
	switch report.TypeOf(id) {
	case report.Job:
		j, err := v.Engine.Store.Job(v.ctx, id)
		if err == nil && !j.SeenBy(v.viewer.ID) {
			err = refusal.NoSuch("job")
		}
		return reported{name: j.Title, back: "/jobs/" + j.ID, owner: j.ClientID}, err
	case report.Person:
		a, err := v.Engine.Store.Account(v.ctx, id)
		if err == nil && a.Staff() {
			err = refusal.NoSuch("person")
		}
		return reported{name: a.Name, back: "/people/" + a.ID, owner: a.ID}, err
	case report.Message:
		m, err := v.Engine.Store.Message(v.ctx, id, v.viewer.ID)
		if err == nil && m.From == "" {
			err = refusal.NoSuch("message")
		}
		if err != nil {
			return r, err
		}
		p, err := v.Engine.Store.Proposal(v.ctx, m.Thread)
		if err != nil {
			return r, err
		}
		by, err := v.Engine.Store.Account(v.ctx, m.From)
		back := "/proposals/" + p.ID
		if p.ContractID != "" {
			back = contractPath(p.ContractID)
		}
		return reported{name: by.Name, back: back + "#" + m.ID, owner: m.From, message: m}, err
	}
	return r, refusal.NoSuch("page")
}

func askReport(v *visit) error { return v.showReport(http.StatusOK, form()) }

// showReport is the form, or why there is nothing to report.
func (v *visit) showReport(status int, f *view.Form) error {
	r, err := v.reported()
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.DoReport))
	if err != nil {
		return err
	}
	id := v.r.PathValue("id")
	open, err := v.Engine.Store.Reports(v.ctx, store.ReportQuery{By: v.viewer.ID, State: report.Open}, store.Page{})
	if err != nil {
		return err
	}
	shown := view.ReportForm{
		Path: reportPath(id), Back: r.back, Sort: v.t(words.ReportSubjects[string(report.TypeOf(id))]), Name: r.name, Copy: r.message.Body, Form: f, MaxText: report.MaxText,
	}
	switch {
	case r.owner == v.viewer.ID:
		shown.Closed = v.t(words.ReportOwn)
	case slices.ContainsFunc(open, func(o report.Report) bool { return o.Subject.ID == id }):
		shown.Closed = v.t(words.ReportAlready)
	}
	for _, k := range report.Kinds {
		shown.Kinds = append(shown.Kinds, view.Choice{Value: string(k), Name: v.t(words.ReportKinds[string(k)]), Chosen: f.Value("kind") == string(k)})
	}
	return v.show(status, view.ReportPage(p, &shown))
}

func makeReport(v *visit) error {
	r, err := v.reported()
	if err != nil {
		return err
	}
	e := v.entered()
	cmd := transact.Report{
		By: v.viewer.ID, SubjectID: v.r.PathValue("id"), Message: r.message, Kind: report.Kind(v.r.PostFormValue("kind")), Text: e.text("text", report.MaxText, true),
	}
	if !slices.Contains(report.Kinds, cmd.Kind) {
		e.wrong("kind", words.ReportPick)
	}
	if e.fit() {
		_, err := v.do(cmd)
		if err == nil {
			return v.done("/reports", "report")
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showReport(http.StatusUnprocessableEntity, e.form)
}

// reportsShown is how many reports one page has.
const reportsShown = 30

// myReports is わたしの報告: what the viewer reported, with the outcomes.
func myReports(v *visit) error {
	p, err := v.page(v.t(words.MyReports))
	if err != nil {
		return err
	}
	p.Live = "/events?account=" + v.viewer.ID
	found, err := v.Engine.Store.Reports(v.ctx, store.ReportQuery{By: v.viewer.ID}, store.Page{Limit: reportsShown + 1, Cursor: clean(v.r.URL.Query().Get("after"), 64)})
	if err != nil {
		return err
	}
	list := view.Reports{}
	if len(found) > reportsShown {
		found = found[:reportsShown]
		list.Older = "/reports?after=" + found[reportsShown-1].ID
	}
	for _, r := range found {
		row := view.ReportRow{
			Sort: v.t(words.ReportSubjects[string(r.SubjectType)]), Name: r.Title, Kind: v.t(words.ReportKinds[string(r.Kind)]), Text: r.Text, Copy: r.Copy,
			State: v.t(words.ReportStates[string(r.State)]), Open: r.State == report.Open, At: r.At, Decision: r.Decision, When: v.t(words.ReportDecideBy, p.When(r.DecideBy)),
		}
		switch {
		case r.Late(v.now):
			row.When = v.t(words.ReportLate)
		case r.State != report.Open:
			row.When = v.t(words.ReportDecided, p.When(r.DecidedAt))
		}
		list.Rows = append(list.Rows, row)
	}
	return v.ok(view.ReportsPage(p, &list))
}

// removed says which of some messages an operator has removed from view.
func (v *visit) removed(all ...message.Message) (map[string]bool, error) {
	ids := make([]string, len(all))
	for i, m := range all {
		ids[i] = m.ID
	}
	return v.Engine.Store.Removed(v.ctx, ids)
}

// notNow reports whether an error says that the state forbids something.
func notNow(err error) bool {
	var no *refusal.Refusal
	return errors.As(err, &no) && no.Kind == refusal.NotNow
}
