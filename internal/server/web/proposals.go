package web

import (
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/warning"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

func init() {
	for key, text := range map[string]words.Text{
		"apply": words.JobApplyDone, "close": words.JobCloseDone, "publish": words.JobPublished, "formed": words.FormedDone,
		"counter": words.OfferCounterDone, "declined": words.OfferDeclined, "withdrawn": words.OfferWithdrawn,
	} {
		saids[key] = text
	}
}

var proposalStates = map[job.ProposalState]words.Text{
	job.Entered: words.ProposalEntered, job.Proposed: words.ProposalOpen, job.Countered: words.ProposalCounter, job.Accepted: words.ProposalAccepted,
	job.Declined: words.ProposalDeclined, job.Withdrawn: words.ProposalGone,
}

// myProposals is 応募一覧.
func myProposals(v *visit) error {
	p, err := v.page(v.t(words.NavProposals))
	if err != nil {
		return err
	}
	all, err := v.Engine.Store.Proposals(v.ctx, store.ProposalQuery{WorkerID: v.viewer.ID}, store.Page{})
	if err != nil {
		return err
	}
	titles := map[string]string{}
	for _, o := range all {
		if titles[o.JobID] != "" {
			continue
		}
		j, err := v.Engine.Store.Job(v.ctx, o.JobID)
		if err != nil {
			return err
		}
		titles[o.JobID] = j.Title
	}
	rows, err := v.proposalRows(p, all, func(o job.Proposal, _ account.Account) string { return titles[o.JobID] })
	if err != nil {
		return err
	}
	return v.ok(view.ProposalListPage(p, append(v.workerTabs(), view.Tab{Name: v.t(words.NavContracts), Path: "/contracts", Count: -1}), rows))
}

// proposalRows shows proposals side by side.
func (v *visit) proposalRows(p *view.Page, all []job.Proposal, title func(job.Proposal, account.Account) string) ([]view.ProposalRow, error) {
	var rows []view.ProposalRow
	for _, o := range all {
		worker, err := v.Engine.Store.Account(v.ctx, o.WorkerID)
		if err != nil {
			return nil, err
		}
		row := view.ProposalRow{
			Path: "/proposals/" + o.ID, Title: title(o, worker), State: v.t(proposalStates[o.State]), Amount: p.Yen(o.Offer.Amount),
			Due: p.Day(o.Offer.DueOn), Message: excerpt(o.Message, 200), Person: worker.ID, At: o.CreatedAt,
		}
		if o.Offer.Amount == 0 { // an entry to a contest
			row.Amount = ""
		}
		if v.viewer.ID == o.ClientID {
			if row.Trust, err = v.trust(view.Person{ID: worker.ID, Name: worker.Name}, contract.Worker); err != nil {
				return nil, err
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// proposal is the one of the address, for its two sides alone.
func (v *visit) proposal() (job.Proposal, error) {
	o, err := v.Engine.Store.Proposal(v.ctx, v.r.PathValue("id"))
	if err == nil && !o.Party(v.viewer.ID) {
		err = refusal.NoSuch("proposal")
	}
	return o, err
}

func showProposal(v *visit) error { return v.showProposal(http.StatusOK, nil, form()) }

func (v *visit) showProposal(status int, counter, message *view.Form) error {
	o, err := v.proposal()
	if err != nil {
		return err
	}
	j, err := v.Engine.Store.Job(v.ctx, o.JobID)
	if err != nil {
		return err
	}
	worker, err := v.Engine.Store.Account(v.ctx, o.WorkerID)
	if err != nil {
		return err
	}
	client, err := v.Engine.Store.Account(v.ctx, o.ClientID)
	if err != nil {
		return err
	}
	asClient, partner, title := v.viewer.ID == o.ClientID, worker, v.t(words.ProposalOf, worker.Name)
	if !asClient {
		partner, title = client, v.t(words.ProposalMine)
	}
	if j.Format == job.Contest {
		if title = v.t(words.EntryMine); asClient {
			title = v.t(words.EntryOf, worker.Name)
		}
	}
	p, err := v.page(title)
	if err != nil {
		return err
	}
	thread, err := v.thread(o.ID, partner.ID, partner.Name)
	if err != nil {
		return err
	}
	v.warnReader(&thread, warning.Situation{})
	p.Live = "/events?thread=" + o.ID
	thread.Action, thread.Form, thread.Closed = "/proposals/"+o.ID+"/messages", message, o.State != job.Proposed && o.State != job.Countered && o.State != job.Entered
	open := !thread.Closed && o.State != job.Entered
	byClient := o.State == job.Countered
	shown := view.Proposal{
		ID: o.ID, Title: j.Title, State: v.t(proposalStates[o.State]), JobPath: "/jobs/" + j.ID, Partner: view.Person{ID: partner.ID, Name: partner.Name},
		Standing: v.t(words.OfferByWorker), Facts: v.offerFacts(p, o.Offer), Message: o.Offer.Message, Criteria: o.Offer.Conditions.Criteria, Thread: thread,
		Answer: open && asClient != byClient, Withdraw: open && (!asClient || byClient),
	}
	if shown.Trust, err = v.trust(shown.Partner, partnerRole(asClient)); err != nil {
		return err
	}
	if byClient != asClient {
		shown.Risks = v.received(o.Offer.Message, warning.Situation{})
	}
	if byClient {
		shown.Standing = v.t(words.OfferByClient)
	}
	if o.State == job.Entered {
		shown.Entry, shown.Standing, shown.Facts = true, "", nil
	}
	switch {
	case o.ContractID != "":
		shown.ContractPath = contractPath(o.ContractID)
	case shown.Entry:
	case !open:
		shown.Waits = v.t(words.OfferOver)
	case !shown.Answer:
		shown.Waits = v.t(words.OfferWait)
	}
	if shown.Answer {
		if counter == nil {
			counter = form()
			counter.Values["amount"], counter.Values["due_on"] = o.Offer.Amount.Digits(), o.Offer.DueOn
		}
		shown.Counter = counter
	}
	return v.show(status, view.ProposalPage(p, &shown))
}

// partnerRole is what the other side is to who looks as a client or not.
func partnerRole(asClient bool) contract.Role {
	if asClient {
		return contract.Worker
	}
	return contract.Client
}

// offerFacts are an offer's amount, date and conditions.
func (v *visit) offerFacts(p *view.Page, o job.Offer) []view.Fact {
	all := []view.Fact{{Name: v.t(words.OfferAmountOf), Value: p.Yen(o.Amount)}, {Name: v.t(words.OfferDueOn), Value: p.Day(o.DueOn)}}
	if d := o.Conditions.InspectionDays; d != nil {
		all = append(all, view.Fact{Name: v.t(words.TermsInspectDays), Value: v.t(words.Days, *d)})
	}
	if r := o.Conditions.RevisionRounds; r != nil {
		all = append(all, view.Fact{Name: v.t(words.TermsRevisions), Value: v.t(words.Times, *r)})
	}
	for _, m := range o.Conditions.Milestones {
		all = append(all, view.Fact{Name: m.Title, Value: p.Yen(m.Amount)})
	}
	return all
}

func writeOnProposal(v *visit) error {
	o, err := v.proposal()
	if err != nil {
		return err
	}
	e, err := v.withFiles(transact.AttachFile{ProposalID: o.ID})
	if err != nil {
		return err
	}
	say := transact.WriteMessage{ProposalID: o.ID, Body: e.text("body", 10_000, true), Attachments: e.chosen()}
	if e.warns("body", say.Body, warning.Situation{}) {
		return v.showProposal(http.StatusOK, nil, e.form)
	}
	if e.fit() {
		if _, err = v.do(say); err == nil {
			return v.done("/proposals/"+o.ID, "message")
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showProposal(http.StatusUnprocessableEntity, nil, e.form)
}

func counterProposal(v *visit) error {
	o, err := v.proposal()
	if err != nil {
		return err
	}
	e := v.entered()
	amount, due, message := e.yen("amount", 1), e.day("due_on", true), e.text("message", 10_000, false)
	if e.warns("message", message, warning.Situation{}) {
		return v.showProposal(http.StatusOK, e.form, form())
	}
	if e.fit() {
		_, err = v.do(transact.CounterOffer{ProposalID: o.ID, Offer: func(standing job.Offer) job.Offer {
			standing.Amount, standing.DueOn, standing.Message = amount, due, message
			return standing
		}})
		if err == nil {
			return v.done("/proposals/"+o.ID, "counter")
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showProposal(http.StatusUnprocessableEntity, e.form, form())
}

func declineProposal(v *visit) error {
	return v.answerProposal(transact.DeclineProposal{ProposalID: v.r.PathValue("id")}, "declined")
}

func withdrawProposal(v *visit) error {
	return v.answerProposal(transact.WithdrawProposal{ProposalID: v.r.PathValue("id")}, "withdrawn")
}

func (v *visit) answerProposal(cmd transact.Command, said string) error {
	o, err := v.proposal()
	if err != nil {
		return err
	}
	if _, err := v.do(cmd); err != nil {
		return err
	}
	return v.done("/proposals/"+o.ID, said)
}

// askTerms is where an offer becomes a contract: the client sets the terms, a
// worker takes the client's as they are.
func askTerms(v *visit) error {
	f := form()
	defaults := v.occasion().Policy().Defaults
	f.Values["inspection_days"], f.Values["revision_rounds"] = money.Yen(defaults.InspectionDays).Digits(), money.Yen(defaults.RevisionRounds).Digits()
	return v.showTerms(http.StatusOK, f)
}

func (v *visit) showTerms(status int, f *view.Form) error {
	o, err := v.proposal()
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.OfferAccept))
	if err != nil {
		return err
	}
	asClient, other := v.viewer.ID == o.ClientID, o.WorkerID
	if !asClient {
		other = o.ClientID
	}
	partner, err := v.Engine.Store.Account(v.ctx, other)
	if err != nil {
		return err
	}
	shown := view.Acceptance{
		ID: o.ID, Facts: v.offerFacts(p, o.Offer), Message: o.Offer.Message, AsClient: asClient, Criteria: o.Offer.Conditions.Criteria, Form: f, Seen: strconv.FormatInt(o.Version, 10),
		Partner: view.Person{ID: partner.ID, Name: partner.Name},
	}
	if shown.Trust, err = v.trust(shown.Partner, partnerRole(asClient)); err != nil {
		return err
	}
	return v.show(status, view.AcceptPage(p, &shown))
}

func acceptProposal(v *visit) error {
	o, err := v.proposal()
	if err != nil {
		return err
	}
	e := v.entered()
	cmd := transact.AcceptProposal{ProposalID: o.ID}
	cmd.Seen, _ = digits(e.seen())
	if v.viewer.ID == o.ClientID {
		cmd.Conditions = e.conditions(o.Offer.Amount)
	}
	if e.fit() {
		formed, err := v.do(cmd)
		if err == nil {
			to := "/proposals/" + o.ID
			if a, ok := formed.(transact.Agreement); ok {
				to = contractPath(a.Contract.ID)
			}
			return v.done(to, "formed")
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showTerms(http.StatusUnprocessableEntity, e.form)
}

// The bounds of one line of the terms, as the API has them.
const (
	maxCriterion = 500
	maxMilestone = 200
)

// conditions are the terms that a client sets.
func (e *entered) conditions(amount money.Yen) *job.Conditions {
	inspection, rounds := e.between("inspection_days", 1, contract.MaxInspectionDays), e.between("revision_rounds", 0, contract.MaxRevisionRounds)
	c := &job.Conditions{InspectionDays: &inspection, RevisionRounds: &rounds}
	c.Criteria = e.lines("criteria", contract.MaxCriteria, maxCriterion)
	var sum money.Yen
	for i, line := range e.lines("milestones", contract.MaxMilestones, 400) {
		m, ok := milestoneOf(line)
		if !ok {
			e.wrong("milestones", words.AcceptMilestoneE, i+1)
			continue
		}
		sum += m.Amount
		c.Milestones = append(c.Milestones, m)
	}
	if len(c.Milestones) > 0 && sum != amount && e.form.Errors["milestones"] == "" {
		e.wrong("milestones", words.AcceptSum, words.Yen(e.lang, sum), words.Yen(e.lang, amount))
	}
	return c
}

// lines are the lines of a text area that say something.
func (e *entered) lines(field string, most, longest int) []string {
	var all []string
	for line := range strings.Lines(e.text(field, most*(longest+2), false)) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if utf8.RuneCountInString(line) > longest {
			e.wrong(field, words.AcceptLineLong, longest)
		}
		all = append(all, line)
	}
	if len(all) > most {
		e.wrong(field, words.AcceptManyLines, most)
	}
	return all
}

// milestoneOf reads "名前, 金額, 納期"; the date may be left out.
func milestoneOf(line string) (m job.Milestone, ok bool) {
	parts := strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == '，' || r == '、' || r == '\t' })
	if len(parts) < 2 || len(parts) > 3 {
		return m, false
	}
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	amount, ok := digits(parts[1])
	m = job.Milestone{Title: parts[0], Amount: money.Yen(amount)}
	if !ok || m.Title == "" || utf8.RuneCountInString(m.Title) > maxMilestone || m.Amount < 1 || m.Amount > money.Max {
		return m, false
	}
	if len(parts) == 3 {
		m.DueOn = parts[2]
		if _, err := calendar.ParseDate(m.DueOn); err != nil {
			return m, false
		}
	}
	return m, true
}
