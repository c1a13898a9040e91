package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/document"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// contract is the one of the address as the clock leaves it now, for its two
// sides alone: for anybody else there is none.
func (v *visit) contract() (contract.Contract, contract.Role, error) {
	c, err := v.Engine.Store.Contract(v.ctx, v.r.PathValue("id"))
	if err != nil {
		return c, "", err
	}
	role := c.RoleOf(v.who())
	if role != contract.Client && role != contract.Worker {
		return c, "", refusal.NoSuch("contract")
	}
	v.numbers = c.Policy()
	return contract.CatchUp(c, v.occasion()).Contract, role, nil
}

func contractPath(id string) string { return "/contracts/" + id }

// showContract is the contract page: the card first.
func showContract(v *visit) error {
	c, role, err := v.contract()
	if err != nil {
		return err
	}
	return v.showContract(http.StatusOK, c, role, form())
}

func (v *visit) showContract(status int, c contract.Contract, role contract.Role, message *view.Form) error {
	p, err := v.page(c.Title)
	if err != nil {
		return err
	}
	p.Live = "/events?contract=" + c.ID
	partner, err := v.Engine.Store.Account(v.ctx, c.Party(contract.Other(role)))
	if err != nil {
		return err
	}
	events, err := v.Engine.Store.Events(v.ctx, c.ID, store.Page{})
	if err != nil {
		return err
	}
	thread, err := v.thread(c.ProposalID, partner.ID, partner.Name)
	if err != nil {
		return err
	}
	thread.Action, thread.Form = contractPath(c.ID)+"/messages", message
	thread.Upload.Confirm = c.FilesAtRisk() && message.Error("confirmed") != ""
	risky, err := v.around(&c)
	if err != nil {
		return err
	}
	v.warnReader(&thread, risky)
	l := look{v, p, &c, role, contract.Actions(c, v.occasion())}
	outside, err := l.outsideBox()
	if err != nil {
		return err
	}
	ratings, err := l.ratingBox(view.Person{ID: partner.ID, Name: partner.Name})
	if err != nil {
		return err
	}
	delivered, err := l.delivered(events)
	if err != nil {
		return err
	}
	editions, err := l.editions()
	if err != nil {
		return err
	}
	return v.show(status, view.ContractPage(p, &view.Contract{
		Ratings: ratings, Outside: outside,
		ID: c.ID, Title: c.Title, State: l.state(), Tone: l.tone(), Partner: view.Person{ID: partner.ID, Name: partner.Name},
		AsClient: role == contract.Client, Card: l.card(), Steps: l.steps(events), Milestones: l.milestones(), Thread: thread,
		Terms: l.terms(), Criteria: c.Criteria, Hash: c.TermsHash, Asked: l.asked(events), Delivered: delivered, Money: l.money(),
		Timeline: l.timeline(events), Buttons: l.buttons(), Links: l.links(), Editions: editions, CanEnd: l.may(contract.VerbRequestTermination), NDAConcluded: c.NDAConcluded(),
	}))
}

// A look is one side looking at a contract.
type look struct {
	*visit
	page    *view.Page
	c       *contract.Contract
	role    contract.Role
	actions []contract.Action
}

func (l *look) may(v contract.Verb) bool {
	return slices.ContainsFunc(l.actions, func(a contract.Action) bool { return a.Command == v })
}

func (l *look) path(v contract.Verb) string { return contractPath(l.c.ID) + "/" + string(v) }

func (l *look) act(v contract.Verb, tone string) view.Button {
	return view.Button{Path: l.path(v), Name: l.t(actOf(v).name), Tone: tone}
}

// state names where the contract stands.
func (l *look) state() string {
	if l.c.Termination.Open() && !l.c.Ended() {
		return l.t(words.StateEndAsked)
	}
	return l.t(stateName(l.c.State))
}

func stateName(s contract.State) words.Text {
	return map[contract.State]words.Text{
		contract.AwaitingEscrow: words.StateAwaitingEscrow, contract.InProgress: words.StateInProgress, contract.Delivered: words.StateDelivered,
		contract.Revising: words.StateRevising, contract.Disputed: words.StateDisputed, contract.Completed: words.StateCompleted,
		contract.Terminated: words.StateTerminated, contract.Cancelled: words.StateCancelled, contract.Pending: words.StatePending,
	}[s]
}

func (l *look) tone() string { return stateTone(l.c) }

func stateTone(c *contract.Contract) string {
	switch {
	case c.State == contract.Disputed || c.Termination.Open() && !c.Ended():
		return "trouble"
	case c.State == contract.Completed:
		return "done"
	case c.Ended():
		return "over"
	case c.State == contract.AwaitingEscrow:
		return "waiting"
	}
	return "running"
}

// terms are the agreed terms in short.
func (l *look) terms() []view.Fact {
	c, m := l.c, l.c.Milestone()
	due := l.page.Day(m.DueOn)
	if due == "" {
		due = l.t(words.CardDueOpen)
	}
	return []view.Fact{
		{Name: l.t(words.TermsAmount), Value: l.page.Yen(c.Amount)},
		{Name: l.t(words.TermsDueOn), Value: due},
		{Name: l.t(words.TermsInspectDays), Value: l.t(words.Days, c.InspectionDays)},
		{Name: l.t(words.TermsRevisions), Value: l.t(words.TermsRevisionsUsed, c.RevisionRounds, c.RevisionRounds-m.Revisions)},
		{Name: l.t(words.TermsFormedAt), Value: l.page.When(c.FormedAt)},
	}
}

// money is where the money is: so far, and if the work is accepted as it stands.
func (l *look) money() []view.MoneyColumn {
	c, p := l.c, l.page
	get := words.MoneyGet
	if l.role == contract.Worker {
		get = words.MoneyYouGet
	}
	sofar := []view.Fact{{Name: l.t(words.MoneyPaid), Value: p.Yen(c.Escrow() + c.Paid.Gross + c.Paid.Refunded)}}
	if c.Paid.Bonus > 0 {
		sofar = append(sofar, view.Fact{Name: l.t(words.MoneyBonus), Value: p.Yen(c.Paid.Bonus)})
	}
	sofar = append(sofar, view.Fact{Name: l.t(words.MoneyHeld), Value: p.Yen(c.Escrow())})
	if c.Paid != (contract.Paid{}) || c.Ended() {
		sofar = append(sofar, division(l.visit, p, c.Paid, get)...)
	}
	if b := c.Bonus; b != nil && b.State == contract.BonusOrdered && l.role == contract.Client {
		sofar = append(sofar, view.Fact{Name: l.t(words.MoneyBonusPaying), Value: p.Yen(b.Amount)})
	}
	columns := []view.MoneyColumn{{Name: l.t(words.MoneySoFar), Rows: sofar}}
	if c.Ended() {
		return columns
	}
	plan := c.IfAccepted()
	planned := division(l.visit, p, contract.Paid{Net: plan.Net, Charge: plan.Charge}, get)
	when := l.t(words.MoneyWhenAccepted)
	if c.State == contract.Delivered {
		when = l.t(words.MoneyWhenDeemed, p.When(c.Until))
	}
	planned = append(planned, view.Fact{Name: l.t(words.MoneyWhen), Value: when})
	return append(columns, view.MoneyColumn{Name: l.t(words.MoneyPlan), Rows: planned})
}

// division lists where money goes, or went.
func division(v *visit, p *view.Page, paid contract.Paid, get words.Text) []view.Fact {
	rows := []view.Fact{
		{Name: v.t(get), Value: p.Yen(paid.Net)},
		{Name: v.t(words.MoneyFee), Value: p.Yen(paid.Charge.Fee)},
		{Name: v.t(words.MoneyTax), Value: p.Yen(paid.Charge.Tax)},
	}
	if paid.Refunded > 0 {
		rows = append(rows, view.Fact{Name: v.t(words.MoneyBack), Value: p.Yen(paid.Refunded)})
	}
	return rows
}

func (l *look) milestones() []view.Milestone {
	var all []view.Milestone
	for i, m := range l.c.Milestones {
		all = append(all, view.Milestone{
			Name: m.Title, Amount: l.page.Yen(m.Amount), Due: l.page.Day(m.DueOn), State: l.t(stateName(m.State)), Current: i == l.c.Current && !l.c.Ended(),
		})
	}
	return all
}

// delivered is the latest delivery, with those before it.
func (l *look) delivered(events []store.Event) (*view.Delivery, error) {
	var made []string
	for _, e := range events {
		if e.Kind == contract.DeliveryMade {
			made = append(made, e.ID)
		}
	}
	carried, err := l.filesIn(made)
	if err != nil || len(made) == 0 {
		return nil, err
	}
	var all []view.Delivery
	for _, e := range slices.Backward(events) {
		if e.Kind != contract.DeliveryMade {
			continue
		}
		var data struct {
			Note  string
			Files []string
		}
		if err := json.Unmarshal([]byte(e.JSON), &data); err != nil {
			panic("web: an event with malformed data: " + e.ID)
		}
		files, links := deliveredFiles(data.Files, carried[e.ID])
		all = append(all, view.Delivery{At: e.At, Note: data.Note, Files: files, Links: links})
	}
	all[0].Earlier = all[1:]
	return &all[0], nil
}

// steps are 契約 → 仮払い → 業務 → 納品 → 検収 → 完了, each with who and when.
func (l *look) steps(events []store.Event) []view.Step {
	last := map[contract.FactKind]calendar.Instant{}
	for _, e := range events {
		last[e.Kind] = e.At
	}
	client, worker := l.t(words.Client), l.t(words.Worker)
	now := map[contract.State]int{
		contract.AwaitingEscrow: 1, contract.InProgress: 2, contract.Revising: 2, contract.Delivered: 4, contract.Disputed: 4, contract.Completed: 6,
	}
	at, known := now[l.c.State]
	if !known {
		at = -1 // ended on the way
	}
	steps := []view.Step{
		{Name: l.t(words.StepFormed), On: l.short(l.c.FormedAt)},
		{Name: l.t(words.StepEscrow), Who: client, On: l.short(last[contract.EscrowFunded])},
		{Name: l.t(words.StepWork), Who: worker},
		{Name: l.t(words.StepDelivery), Who: worker, On: l.short(last[contract.DeliveryMade])},
		{Name: l.t(words.StepInspection), Who: client, On: l.short(last[contract.Accepted])},
		{Name: l.t(words.StepDone), On: l.short(last[contract.CompletedFact])},
	}
	reached := []contract.FactKind{contract.Formed, contract.EscrowFunded, contract.EscrowFunded, contract.DeliveryMade, contract.Accepted, contract.CompletedFact}
	for i := range steps {
		steps[i].Done, steps[i].Now = i < at || at < 0 && last[reached[i]] != 0, i == at
		if i > at && at >= 0 {
			steps[i].On = ""
		}
	}
	if l.c.State == contract.AwaitingEscrow || l.c.State == contract.Delivered {
		steps[at].On = l.short(l.c.Until)
	}
	if at == 2 && l.c.Milestone().DueOn != "" {
		steps[2].On = words.ShortDay(l.lang, l.c.Milestone().DueOn)
	}
	return steps
}

func (l *look) short(at calendar.Instant) string {
	if at.IsZero() {
		return ""
	}
	return words.Short(l.lang, at, l.Engine.Calendar)
}

// timeline is what happened, and what the clock will do by itself.
func (l *look) timeline(events []store.Event) view.Timeline {
	who := map[contract.Role]words.Text{
		contract.Client: words.Client, contract.Worker: words.Worker, contract.Operator: words.Platform, contract.Clock: words.ByTheClock, contract.Gateway: words.PaymentProvider,
	}
	var t view.Timeline
	for _, e := range events {
		if e.At <= l.now {
			t.Past = append(t.Past, view.Moment{At: e.At, What: l.t(words.Happened[string(e.Kind)]), Who: l.t(who[e.Actor]), Deemed: e.Deemed})
		}
	}
	for _, d := range contract.Coming(*l.c, l.role) {
		by := words.ByTheClock
		if d.Kind == contract.DisputeDeadline {
			by = words.Platform
		}
		t.Coming = append(t.Coming, view.Moment{At: d.At, What: l.t(words.Happened[d.Kind]), Who: l.t(by)})
	}
	return t
}

// buttons are the acts that are open beside the card's own.
func (l *look) buttons() []view.Button {
	var all []view.Button
	for _, a := range l.actions {
		switch a.Command {
		case contract.VerbCancel, contract.VerbWithdrawTermination, contract.VerbWithdrawChange, contract.VerbOpenDispute, contract.VerbOfferSettlement:
			all = append(all, l.act(a.Command, "outline"))
		}
	}
	return all
}

// links are the quiet ways on: to a form that has a page of its own.
func (l *look) links() []view.Button {
	var all []view.Button
	for _, a := range l.actions {
		if a.Command == contract.VerbRequestChange || a.Command == contract.VerbPayBonus {
			all = append(all, l.act(a.Command, ""))
		}
	}
	return all
}

// thread is the messages of two people with their files, which the viewer thereby
// has read.
func (v *visit) thread(id, partner, partnerName string) (view.Thread, error) {
	t := view.Thread{ID: id}
	all, err := v.Engine.Store.Messages(v.ctx, id, store.Page{})
	if err != nil {
		return t, err
	}
	marks, err := v.Engine.Store.ReadMarks(v.ctx, id)
	if err != nil {
		return t, err
	}
	carriers := make([]string, len(all))
	for i, m := range all {
		carriers[i] = m.ID
	}
	files, err := v.filesIn(carriers)
	if err != nil {
		return t, err
	}
	if t.Upload.Unsent, err = v.unsent(id); err != nil {
		return t, err
	}
	removed, err := v.removed(all...)
	if err != nil {
		return t, err
	}
	for _, m := range all {
		shown := v.message(m, partnerName)
		shown.Files = files[m.ID]
		switch {
		case removed[m.ID] && shown.Mine:
			shown.Hidden = v.t(words.HiddenForThem)
		case removed[m.ID]:
			shown.Hidden, shown.Body, shown.Files = v.t(words.HiddenMessage), "", nil
		case !shown.Mine && !shown.Platform:
			shown.Report = reportPath(m.ID)
		}
		shown.Read = shown.Mine && slices.ContainsFunc(marks, func(mark message.Mark) bool { return mark.AccountID == partner && mark.Read(m.ID) })
		t.Messages = append(t.Messages, shown)
	}
	v.read(id, all, marks)
	return t, nil
}

func (v *visit) message(m message.Message, partner string) view.Message {
	shown := view.Message{ID: m.ID, Body: m.Body, At: m.At}
	switch m.From {
	case "":
		shown.From, shown.Platform = v.t(words.Platform), true
	case v.viewer.ID:
		shown.From, shown.Mine = v.viewer.Name, true
	default:
		shown.From = partner
	}
	return shown
}

// writeMessage adds to the contract's thread.
func writeMessage(v *visit) error {
	c, role, err := v.contract()
	if err != nil {
		return err
	}
	e, err := v.withFiles(transact.AttachFile{ContractID: c.ID})
	if err != nil {
		return err
	}
	say := transact.WriteMessage{ContractID: c.ID, Body: e.text("body", 10_000, true), Attachments: e.chosen(), Confirmed: v.r.PostFormValue("confirmed") != ""}
	risky, err := v.around(&c)
	if err != nil {
		return err
	}
	if e.warns("body", say.Body, risky) {
		return v.showContract(http.StatusOK, c, role, e.form)
	}
	if e.fit() {
		_, err = v.do(say)
		if err == nil {
			return v.done(contractPath(c.ID), "message")
		}
		if no := (*refusal.Refusal)(nil); errors.As(err, &no) && no.Code == refusal.UnfundedFilesUnconfirmed {
			e.wrong("confirmed", words.FilesAtRisk)
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showContract(http.StatusUnprocessableEntity, c, role, e.form)
}

// edition is the hash of the terms document that the address names: the one in
// force where it names none.
func (v *visit) edition(c contract.Contract) string {
	if hash := v.r.PathValue("sha256"); hash != "" {
		return hash
	}
	return c.TermsHash
}

// printTerms hands out the terms as a document to keep on paper (3条通知).
func printTerms(v *visit) error {
	c, _, err := v.contract()
	if err != nil {
		return err
	}
	return v.handOutTerms(c, v.edition(c))
}

func (v *visit) handOutTerms(c contract.Contract, hash string) error {
	text, err := v.Engine.Store.Terms(v.ctx, c.ID, hash)
	if err != nil {
		return err
	}
	pdf, err := document.Terms(text, document.Meta{Calendar: v.Engine.Calendar, Hash: hash})
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "application/pdf")
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+c.ID+`-terms.pdf"`)
	_, _ = v.w.Write(pdf) // the browser may be gone
	return nil
}

// downloadTerms hands out the terms document, byte for byte.
func downloadTerms(v *visit) error {
	c, _, err := v.contract()
	if err != nil {
		return err
	}
	text, err := v.Engine.Store.Terms(v.ctx, c.ID, v.edition(c))
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "application/json")
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+c.ID+`-terms.json"`)
	_, _ = v.w.Write([]byte(text)) // the browser may be gone
	return nil
}
