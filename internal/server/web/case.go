package web

import (
	"net/http"
	"slices"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// A caseKind is how one kind of case is shown and decided.
type caseKind struct {
	name   string
	duty   account.Duty
	show   func(c *casing) error
	decide func(v *visit, e *entered, id string) (transact.Command, error) // nil where the form is not fit
}

var caseKinds = []caseKind{
	{"nudges", account.DecideRequests, (*casing).nudge, decideNudge},
	{"disputes", account.DecideDisputes, (*casing).dispute, decideDispute},
	{"appeals", account.DecideRequests, (*casing).appeal, decideAppeal},
	{"reports", account.DecideRequests, (*casing).report, decideReport},
	{"outside-contacts", account.DecideRequests, (*casing).outside, decideOutside},
	{"mail", account.DecideRequests, (*casing).bounced, decideBounced},
	{"overdue", "", (*casing).overdue, nil}, // nobody decides it: it goes when its fault does
}

// maxFinding bounds what the staff writes, in characters.
const maxFinding = 2_000

// A casing is a case on its way to its page.
type casing struct {
	*visit
	page   *view.Page
	view   *view.DeskCase
	id     string
	by     calendar.Instant
	look   *look // at the contract behind the case
	events []store.Event
}

// showCase opens a row of the queue to all that its decision needs.
func (v *visit) showCase(k caseKind, status int, f *view.Form) error {
	p, err := v.page(v.t(words.CaseKinds[k.name]))
	if err != nil {
		return err
	}
	id := v.r.PathValue("id")
	c := &casing{visit: v, page: p, id: id, view: &view.DeskCase{
		Tabs: v.deskTabs("/desk"), ID: id, Kind: k.name, KindName: v.t(words.CaseKinds[k.name]), Path: "/desk/" + k.name + "/" + id, Form: f, OtherRole: k.duty != "" && !v.viewer.Roles.May(k.duty),
	}}
	if err := k.show(c); err != nil {
		return err
	}
	c.view.Clock = v.clock(c.by)
	p.Title = v.t(words.Titled, c.view.KindName, c.view.Title)
	inHand, err := v.inHand()
	if err != nil {
		return err
	}
	if by, ok := inHand[id]; ok {
		c.view.Mine, c.view.Claim = by.ID == v.viewer.ID, by.Name
	}
	if c.view.Next, err = v.after(id); err != nil {
		return err
	}
	return v.show(status, view.CasePage(p, c.view))
}

// after is the path of the case that comes after one in the queue, of its own
// kind if there is one; empty when nothing else waits.
func (v *visit) after(id string) (string, error) {
	all, err := v.queue()
	i := slices.IndexFunc(all, func(w waiting) bool { return w.id == id })
	if err != nil || i < 0 {
		return "", err
	}
	rest := slices.Concat(all[i+1:], all[:i])
	if same := slices.IndexFunc(rest, func(w waiting) bool { return w.kind == all[i].kind }); same >= 0 {
		return rest[same].at(), nil
	}
	if len(rest) == 0 {
		return "", nil
	}
	return rest[0].at(), nil
}

// decideCase brings a decision through the door, and goes on to the next case.
func (v *visit) decideCase(k caseKind) error {
	id := v.r.PathValue("id")
	next, err := v.after(id)
	if err != nil {
		return err
	}
	e := v.entered()
	cmd, err := k.decide(v, e, id)
	if err != nil {
		return err
	}
	if e.fit() {
		_, err := v.do(cmd)
		switch {
		case err == nil && next != "":
			return v.done(next, "desk")
		case err == nil:
			return v.done("/desk", "desk")
		case notNow(err): // somebody else has decided: it is not on the desk any more
			return err
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showCase(k, http.StatusUnprocessableEntity, e.form)
}

// fact adds a line to the facts of the case.
func (c *casing) fact(name words.Text, value string) {
	c.view.Facts = append(c.view.Facts, view.Fact{Name: c.t(name), Value: value})
}

func (c *casing) text(name words.Text, text string, quoted bool) {
	if text != "" {
		c.view.Texts = append(c.view.Texts, view.CaseText{Name: c.t(name), Text: text, Quoted: quoted})
	}
}

// party shows one side of a case, with what is known of them as a client or a
// worker; as is empty where they are neither here.
func (c *casing) party(role words.Text, id string, as contract.Role, seen calendar.Instant) error {
	a, err := c.Engine.Store.Account(c.ctx, id)
	if err != nil {
		return err
	}
	one := view.CaseParty{Role: c.t(role), ID: id, Name: a.Name}
	if !seen.IsZero() {
		one.Seen = c.page.When(seen)
	}
	if as != "" {
		trust, err := c.trust(view.Person{ID: id, Name: a.Name}, as)
		if err != nil {
			return err
		}
		if one.Record = trust.Facts; trust.New != "" {
			one.Newcomer = trust.New
		}
	}
	c.view.Parties = append(c.view.Parties, one)
	return nil
}

// earlierNudges are what became of nudges on a contract before.
var earlierNudges = []contract.FactKind{contract.NudgeApproved, contract.NudgeDeniedFact, contract.NudgeClosed, contract.NudgeAnsweredFact, contract.NudgeUnansweredFact}

// silence lists when one side wrote without an answer: by time alone, for what
// they wrote is closed.
func (c *casing) silence(on *contract.Contract, by contract.Role) error {
	thread, err := c.Engine.Store.Messages(c.ctx, on.ProposalID, store.Page{})
	c.view.ShowTimes = true
	for _, m := range thread {
		if m.From == on.Party(by) && m.At >= on.Presence(contract.Other(by)).ActedAt {
			c.view.Times = append(c.view.Times, c.page.When(m.At))
		}
	}
	return err
}

// onContract shows the contract behind a case: its state, money and history.
func (c *casing) onContract(on *contract.Contract) error {
	c.view.Title = on.Title
	c.view.Own = on.RoleOf(c.who()) != contract.Operator
	c.fact(words.DeskState, c.t(stateName(on.State)))
	c.fact(words.DeskMoney, c.page.Yen(on.Escrow()))
	c.fact(words.DeskFormed, c.page.When(on.FormedAt))
	events, err := c.Engine.Store.Events(c.ctx, on.ID, store.Page{})
	if err != nil {
		return err
	}
	c.look, c.events = &look{visit: c.visit, c: on, page: c.page, role: contract.Operator}, events
	c.numbers = on.Policy()
	c.view.History = c.look.timeline(events).Past
	for _, e := range events {
		if slices.Contains(earlierNudges, e.Kind) {
			c.fact(words.DeskEarlier, c.page.When(e.At)+" "+c.t(words.Happened[string(e.Kind)]))
		}
	}
	if c.viewer.Roles.May(account.ReadMessages) && !c.view.Own {
		opened, err := c.opened(audit.Opened, on.ID)
		if err != nil {
			return err
		}
		c.view.Messages = &view.CaseMessages{Contract: on.ID, Opened: opened}
	}
	return nil
}

func (c *casing) nudge() error {
	of, err := c.Engine.Store.ContractOfNudge(c.ctx, c.id)
	if err != nil {
		return err
	}
	on, err := c.Engine.Store.Contract(c.ctx, of)
	if err != nil {
		return err
	}
	if on.Nudge == nil || on.Nudge.ID != c.id || on.Nudge.State != contract.NudgeRequested {
		return refusal.Conflict(refusal.StateConflict, "R5.4", "This contact nudge is decided already.").In(string(on.State))
	}
	n := on.Nudge
	c.by = n.ReviewBy
	if err := c.onContract(&on); err != nil {
		return err
	}
	other := contract.Other(n.By)
	if err := c.party(words.DeskApplicant, on.Party(n.By), n.By, on.Presence(n.By).ActedAt); err != nil {
		return err
	}
	if err := c.party(words.DeskOtherSide, on.Party(other), other, on.Presence(other).ActedAt); err != nil {
		return err
	}
	if err := c.silence(&on, n.By); err != nil {
		return err
	}
	c.text(words.DeskNudgeNote, n.Note, true)
	for _, d := range words.DenyTexts {
		text := strings.NewReplacer("{title}", on.Title, "{last}", c.page.When(on.Presence(other).ActedAt)).Replace(c.t(d.Text))
		c.view.Denials = append(c.view.Denials, view.Denial{Code: d.Code, Name: c.t(d.Name), Text: text})
	}
	return nil
}

func decideNudge(v *visit, e *entered, id string) (transact.Command, error) {
	of, err := v.Engine.Store.ContractOfNudge(v.ctx, id)
	if err != nil {
		return nil, err
	}
	var cmd contract.Command = contract.ApproveNudge{}
	if v.r.PostFormValue("decision") != "approve" {
		deny := contract.DenyNudge{Code: v.r.PostFormValue("code"), Reason: e.text("reason", maxFinding, true)}
		if !slices.ContainsFunc(words.DenyTexts, func(c words.Canned) bool { return c.Code == deny.Code }) {
			e.wrong("code", words.FieldRequired)
		}
		cmd = deny
	}
	return transact.OnRequest{RequestID: id, OnContract: transact.OnContract{ContractID: of, Command: cmd}}, nil
}

func (c *casing) dispute() error {
	on, err := c.disputed()
	if err != nil {
		return err
	}
	d := on.Dispute
	c.by = d.DecideBy
	if err := c.onContract(&on); err != nil {
		return err
	}
	if err := c.sides(&on); err != nil {
		return err
	}
	if err := c.silence(&on, d.By); err != nil {
		return err
	}
	offer := c.t(words.DeskNoOffer)
	if d.OfferBy != "" {
		offer = c.page.Yen(d.OfferAmount)
	}
	c.fact(words.DeskOffer, offer)
	c.text(words.DeskWhy, d.Reason, true)
	if !c.view.Own && !c.view.OtherRole {
		if err := c.work(); err != nil {
			return err
		}
	}
	limit := on.Policy().SecondOperatorAbove
	switch {
	case d.ProposedBy != "":
		first, err := c.Engine.Store.Account(c.ctx, d.ProposedBy)
		if err != nil {
			return err
		}
		c.view.Second = c.t(words.DeskProposed, first.Name, c.page.Yen(d.ProposedAmount))
		c.text(words.DeskSplitWhy, d.Resolution, true)
	case on.Escrow() > limit:
		c.view.Second = c.t(words.DeskSecond, c.page.Yen(limit))
	}
	c.view.Split = view.Field{Name: "worker_amount", Label: c.t(words.DeskSplit), Hint: c.t(words.DeskSplitHint, c.page.Yen(on.Escrow())), Required: true, Unit: c.t(words.YenUnit), InputMode: "numeric"}
	if d.ProposedBy != "" {
		c.view.Split.Value = d.ProposedAmount.Digits()
	}
	c.view.Reason = view.Field{Name: "reason", Label: c.t(words.DeskSplitWhy), Hint: c.t(words.DeskSplitWhyH), Required: true, Max: maxFinding, Rows: 4}
	return nil
}

func decideDispute(v *visit, e *entered, id string) (transact.Command, error) {
	of, err := v.Engine.Store.ContractOfDispute(v.ctx, id)
	cmd := contract.ResolveDispute{WorkerAmount: e.yen("worker_amount", 0), Reason: e.text("reason", maxFinding, true)}
	return transact.OnContract{ContractID: of, Command: cmd}, err
}

// appealed is the answer of the address with its task, while its appeal waits.
func (v *visit) appealed() (*taskLook, task.Answer, error) {
	a, err := v.Engine.Store.Work(v.ctx, v.r.PathValue("id"))
	if err != nil {
		return nil, a, err
	}
	if a.State != task.AnswerAppealed {
		return nil, a, refusal.Conflict(refusal.StateConflict, "R8.2", "This appeal is decided already.").In(string(a.State))
	}
	j, err := v.Engine.Store.Job(v.ctx, a.JobID)
	if err != nil {
		return nil, a, err
	}
	t, err := v.Engine.Store.Task(v.ctx, a.JobID)
	return &taskLook{room: room{visit: v, job: j}, task: t}, a, err
}

func (c *casing) appeal() error {
	k, a, err := c.appealed()
	if err != nil {
		return err
	}
	t := &k.task
	c.by, c.view.Title = a.Until, k.job.Title
	c.view.Own = t.RoleOn(a, c.who()) != task.Operator
	c.fact(words.DeskMoney, c.page.Yen(t.UnitPrice))
	if err := c.party(words.Client, t.ClientID, contract.Client, 0); err != nil {
		return err
	}
	if err := c.party(words.Worker, a.WorkerID, contract.Worker, 0); err != nil {
		return err
	}
	c.text(words.DeskRejected, a.Reason, true)
	c.text(words.DeskAppealText, a.Appeal, true)
	if !c.view.Own && c.viewer.Roles.May(account.DecideRequests) {
		if err := c.openAnswer(a); err != nil {
			return err
		}
		values, err := k.values(a)
		if err != nil {
			return err
		}
		var lines []string
		var files []view.Pick
		for i, q := range t.Questions {
			value := values[task.Key(i)]
			said := strings.Join(value.Texts, "、")
			if value.File != nil {
				said = value.File.Name
				files = append(files, view.Pick{Name: value.File.Name, Path: c.view.Path + "/files/" + task.Key(i)})
			}
			lines = append(lines, q.Label+"\n　"+said)
		}
		c.text(words.DeskAnswer, strings.Join(lines, "\n"), false)
		c.view.Files = files
	}
	c.view.Reason = view.Field{Name: "reason", Label: c.t(words.DeskFinding), Hint: c.t(words.DeskSplitWhyH), Required: true, Max: maxFinding, Rows: 4}
	return nil
}

func decideAppeal(v *visit, e *entered, id string) (transact.Command, error) {
	reason := e.text("reason", maxFinding, true)
	var cmd task.Command = task.Uphold{AnswerID: id, Finding: reason}
	if v.r.PostFormValue("decision") == "overturn" {
		cmd = task.Overturn{AnswerID: id, Finding: reason}
	}
	return transact.OnAnswers{IDs: []string{id}, Command: cmd}, nil
}

func (c *casing) report() error {
	r, err := c.Engine.Store.Report(c.ctx, c.id)
	if err != nil {
		return err
	}
	if r.State != report.Open {
		return refusal.Conflict(refusal.StateConflict, report.Rule, "This report is decided already.").In(string(r.State))
	}
	c.by = r.DecideBy
	c.view.Title = c.t(words.Titled, c.t(words.ReportKinds[string(r.Kind)]), r.Title)
	c.view.Own = r.By == c.viewer.ID || r.OwnerID == c.viewer.ID
	c.fact(words.DeskSubject, c.t(words.ReportSubjects[string(r.SubjectType)])+" "+r.Title)
	c.fact(words.TrailWhen, c.page.When(r.At))
	if err := c.party(words.DeskOf, r.OwnerID, "", 0); err != nil {
		return err
	}
	if err := c.party(words.DeskBy, r.By, "", 0); err != nil {
		return err
	}
	c.text(words.DeskCopy, r.Copy, true)
	c.text(words.DeskReported, r.Text, true)
	outcomes, err := c.outcomes(r)
	if err != nil {
		return err
	}
	if len(outcomes) < len(r.SubjectType.Outcomes()) {
		c.view.Stays = c.t(words.DeskStays)
	}
	for _, outcome := range outcomes {
		c.view.Outcomes = append(c.view.Outcomes, view.Choice{Value: string(outcome), Name: c.t(words.DeskOutcomes[string(outcome)]), Chosen: c.view.Form.Value("outcome") == string(outcome)})
	}
	c.view.Reason = view.Field{Name: "reason", Label: c.t(words.DeskReason), Hint: c.t(words.DeskBoth), Required: true, Max: report.MaxText, Rows: 4}
	return nil
}

// outcomes are the ways to decide a report: of a job, by how it is done.
func (v *visit) outcomes(r report.Report) ([]lifecycle.State, error) {
	if r.SubjectType != report.Job {
		return r.SubjectType.Outcomes(), nil
	}
	j, err := v.Engine.Store.Job(v.ctx, r.Subject.ID)
	return transact.Outcomes(r, j.Format), err
}

func decideReport(v *visit, e *entered, id string) (transact.Command, error) {
	r, err := v.Engine.Store.Report(v.ctx, id)
	if err != nil {
		return nil, err
	}
	outcomes, err := v.outcomes(r)
	if err != nil {
		return nil, err
	}
	cmd := transact.DecideReport{Report: r, Outcome: lifecycle.State(v.r.PostFormValue("outcome")), Text: e.text("reason", report.MaxText, true)}
	if !slices.Contains(outcomes, cmd.Outcome) {
		e.wrong("outcome", words.DeskOutcomePick)
	}
	return cmd, nil
}

func (c *casing) outside() error {
	r, err := c.Engine.Store.OutsideRequest(c.ctx, c.id)
	if err != nil {
		return err
	}
	if r.State != outside.Agreed {
		return refusal.Conflict(refusal.StateConflict, "R11.5", "This request is decided already.").In(string(r.State))
	}
	on, err := c.Engine.Store.Contract(c.ctx, r.ContractID)
	if err != nil {
		return err
	}
	c.by = r.DecideBy
	if err := c.onContract(&on); err != nil {
		return err
	}
	c.view.Messages = nil // no case for which messages open
	if err := c.sides(&on); err != nil {
		return err
	}
	c.fact(words.OutsideMeans, r.Means)
	c.text(words.DeskWhy, r.Reason, true)
	c.view.Reason = view.Field{Name: "reason", Label: c.t(words.DeskReason), Hint: c.t(words.DeskWhyNot), Max: outside.MaxText, Rows: 3}
	return nil
}

func decideOutside(v *visit, e *entered, id string) (transact.Command, error) {
	r, err := v.Engine.Store.OutsideRequest(v.ctx, id)
	verb := outside.VerbDeny
	if v.r.PostFormValue("decision") == "approve" {
		verb = outside.VerbApprove
	}
	return transact.OnOutside{ContractID: r.ContractID, RequestID: r.ID, Verb: verb, Text: e.text("reason", outside.MaxText, verb == outside.VerbDeny)}, err
}

// sides shows both sides of a contract.
func (c *casing) sides(on *contract.Contract) error {
	if err := c.party(words.Client, on.ClientID, contract.Client, on.Client.ActedAt); err != nil {
		return err
	}
	return c.party(words.Worker, on.WorkerID, contract.Worker, on.Worker.ActedAt)
}
