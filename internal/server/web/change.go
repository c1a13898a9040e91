package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/server/web/view"
)

// drawChange asks for the change, then shows old and new side by side before it
// is sent (R1.6).
func drawChange(l *look, f *view.Form) (view.Act, error) {
	if !l.may(contract.VerbRequestChange) {
		_, no, err := l.try(contract.RequestChange{})
		return l.closed(no), err
	}
	if again := l.r.PostFormValue("again"); again == "check" && len(f.Errors) == 0 && f.Said == "" {
		cmd := readChange(l, &entered{l.visit, f})
		out, no, err := l.try(cmd)
		switch {
		case err != nil:
			return view.Act{}, err
		case no != nil:
			f.Said = l.why(no)
		default:
			return l.checkChange(out.After), nil
		}
	}
	m, terms, err := l.changeable()
	if err != nil {
		return view.Act{}, err
	}
	a := view.Act{
		Intro: []string{l.t(words.ChangeIntro, l.c.Policy().ChangeDays)},
		Keep:  []view.Fact{{Name: "milestone", Value: m.ID}},
		Fields: []view.Field{
			{Name: "amount", Label: l.t(l.amountName()), Value: strconv.FormatInt(int64(m.Amount), 10), Required: true, Unit: l.t(words.YenUnit), InputMode: "numeric"},
			{Name: "due_on", Label: l.t(words.ChangeDueOn), Type: "date", Value: m.DueOn},
			{Name: "scope", Label: l.t(words.ChangeScope), Hint: l.t(words.ChangeScopeHint), Value: contract.ScopeOf(terms), Required: true, Max: 10_000, Rows: 6},
			{Name: "criteria", Label: l.t(words.ChangeCriteria), Hint: l.t(words.ChangeLinesHint), Value: strings.Join(l.c.Criteria, "\n"), Max: 10_000, Rows: 4},
			{Name: "reason", Label: l.t(words.ChangeReason), Hint: l.t(words.ChangeReasonHint), Required: true, Max: 10_000, Rows: 3},
		},
		Check: l.t(words.ChangeCheck), Tone: "primary",
	}
	if l.c.State == contract.Delivered || l.c.State == contract.Revising {
		a.Intro = append(a.Intro, l.t(words.ChangeOnlyUp))
	}
	if len(l.c.Milestones) > 1 {
		a.Intro = append(a.Intro, l.t(words.ChangeOf, m.Title))
		for _, other := range l.c.Milestones[l.c.Current:] {
			if other.ID != m.ID {
				a.Links = append(a.Links, view.Button{Path: l.path(contract.VerbRequestChange) + "?milestone=" + other.ID, Name: l.t(words.ChangeOther, other.Title)})
			}
		}
	}
	return a, nil
}

// changeable is the milestone whose change is asked for, and the terms in force.
func (l *look) changeable() (contract.Milestone, string, error) {
	asked := l.r.FormValue("milestone")
	all := l.c.Milestones[l.c.Current:]
	i := max(slices.IndexFunc(all, func(m contract.Milestone) bool { return m.ID == asked }), 0)
	terms, err := l.Engine.Store.Terms(l.ctx, l.c.ID, l.c.TermsHash)
	return all[i], terms, err
}

// readChange makes the command of what differs from what was agreed.
func readChange(l *look, e *entered) contract.Command {
	m, terms, err := l.changeable()
	if err != nil {
		e.form.Said = l.t(words.FailedBody)
	}
	r := contract.RequestChange{MilestoneID: m.ID, Terms: terms}
	if amount := e.yen("amount", 1); amount != m.Amount {
		r.Amount = &amount
	}
	if due := e.day("due_on", false); due != m.DueOn {
		r.DueOn = &due
	}
	if scope := e.text("scope", 10_000, true); scope != strings.TrimSpace(strings.ReplaceAll(contract.ScopeOf(terms), "\r\n", "\n")) {
		r.Scope = &scope
	}
	if criteria := e.lines("criteria", contract.MaxCriteria, maxCriterion); strings.Join(criteria, "\n") != strings.Join(l.c.Criteria, "\n") {
		r.Criteria = &criteria
	}
	r.Reason = e.text("reason", 10_000, true)
	if r.Amount == nil && r.DueOn == nil && r.Scope == nil && r.Criteria == nil {
		e.form.Said = l.t(words.ChangeNothing)
	}
	return r
}

// checkChange is the page before the change is sent.
func (l *look) checkChange(after contract.Contract) view.Act {
	a := view.Act{
		Title: l.t(words.ChangeConfirm), Intro: l.whatFollows(after.Amendment), Promise: l.reduces(after.Amendment), Compare: l.compared(&after),
		Facts:  []view.Fact{{Name: l.t(words.ChangeReason), Value: after.Amendment.Reason}, {Name: l.t(words.AnswerBy), Value: l.page.When(after.Amendment.DueAt)}},
		Submit: l.t(words.ChangeSubmit), Tone: "primary", Edit: l.t(words.ChangeEdit),
	}
	for _, name := range []string{"milestone", "amount", "due_on", "scope", "criteria", "reason"} {
		a.Keep = append(a.Keep, view.Fact{Name: name, Value: strings.ToValidUTF8(l.r.PostFormValue(name), "?")})
	}
	return a
}

// whatFollows says what becomes of the money once the change is agreed.
func (l *look) whatFollows(a *contract.Amendment) []string {
	held := l.c.Escrow() > 0 && a.MilestoneID == l.c.Milestone().ID
	switch more := a.Difference(); {
	case more == 0:
		return nil
	case !held:
		return []string{l.t(words.ChangeUnpaid)}
	case more > 0:
		return []string{l.t(words.ChangeRises, l.page.Yen(more))}
	default:
		return []string{l.t(words.ChangeFalls, l.page.Yen(-more))}
	}
}

// reduces warns of a lower pay, as the law has it for each side (Freelance Act,
// art. 5).
func (l *look) reduces(a *contract.Amendment) string {
	switch {
	case a.Difference() >= 0:
		return ""
	case l.role == contract.Client:
		return l.t(words.ReduceByClient)
	case a.By == contract.Worker:
		return l.t(words.ReduceByWorker)
	}
	return l.t(words.ReduceToWorker)
}

// compared is a change with old and new side by side, and the yen of both.
func (l *look) compared(c *contract.Contract) []view.Compared {
	a := c.Amendment
	yen := func(of func(contract.Changeable) money.Yen) (string, string) {
		return l.page.Yen(of(a.Old)), l.page.Yen(of(a.New))
	}
	var all []view.Compared
	add := func(name words.Text, was, is []string) {
		row := view.Compared{Name: l.t(name), Old: orNone(l, was)}
		if !slices.Equal(was, is) {
			row.New = orNone(l, is)
		}
		all = append(all, row)
	}
	one := func(name words.Text, was, is string) { add(name, []string{was}, []string{is}) }
	was, is := yen(func(v contract.Changeable) money.Yen { return v.Amount })
	one(l.amountName(), was, is)
	if a.Difference() != 0 {
		was, is = yen(func(v contract.Changeable) money.Yen { return c.IfPaid(v.Amount).Net })
		one(words.ChangeWorkerNet, was, is)
		was, is = yen(func(v contract.Changeable) money.Yen { return c.IfPaid(v.Amount).Charge.Sum() })
		one(words.ChangeFee, was, is)
	}
	one(words.ChangeDueOn, l.page.Day(a.Old.DueOn), l.page.Day(a.New.DueOn))
	add(words.ChangeScope, strings.Split(a.Old.Scope, "\n"), strings.Split(a.New.Scope, "\n"))
	add(words.ChangeCriteria, a.Old.Lines(), a.New.Lines())
	return all
}

// amountName names the amount that changes: the contract's, or that of one of
// several milestones.
func (l *look) amountName() words.Text {
	if len(l.c.Milestones) > 1 {
		return words.ChangeAmountPart
	}
	return words.ChangeAmount
}

func orNone(l *look, lines []string) []string {
	if strings.Join(lines, "") == "" {
		return []string{l.t(words.ChangeNone)}
	}
	return lines
}

// drawAnswerChange is one page for both answers to a proposed change.
func drawAnswerChange(l *look, f *view.Form) (view.Act, error) {
	if _, no, err := l.try(contract.DeclineChange{Reason: "…"}); no != nil || err != nil {
		return l.closed(no), err
	}
	a := l.c.Amendment
	asker, err := l.Engine.Store.Account(l.ctx, l.c.Party(a.By))
	if err != nil {
		return view.Act{}, err
	}
	agree, decline := form(), form()
	if l.r.Method == http.MethodPost && strings.HasSuffix(l.r.URL.Path, string(contract.VerbDeclineChange)) {
		decline = f
	} else {
		agree = f
	}
	shown := view.Act{
		Title: l.t(words.AskedChange), Intro: append([]string{l.t(words.ChangeAnswerIntro, asker.Name)}, l.whatFollows(a)...), Promise: l.reduces(a),
		Facts: []view.Fact{
			{Name: l.t(words.AnswerReason), Value: a.Reason},
			{Name: l.t(words.AnswerBy), Value: l.page.When(a.DueAt)},
			{Name: l.t(words.AnswerSilence), Value: l.t(words.ChangeSilence)},
		},
		Compare: l.compared(l.c),
		Links:   []view.Button{{Path: l.termsPath(a.TermsHash), Name: l.t(words.TermsProposedPDF)}},
		Form:    agree,
		Second: &view.Act{
			Title: l.t(words.DoDeclineChange), Intro: []string{l.t(words.ChangeDeclineHint)}, Action: l.path(contract.VerbDeclineChange), Keep: seen(a.ID),
			Fields: []view.Field{{Name: "reason", Label: l.t(words.ChangeDeclineWhy), Required: true, Max: 10_000, Rows: 3}},
			Submit: l.t(words.DoDeclineChange), Tone: "outline", Form: decline,
		},
	}
	switch _, no, err := l.try(contract.AgreeChange{}); {
	case err != nil:
		return shown, err
	case no != nil: // for now: a payment is under way, or an end is asked for
		shown.Intro = append(shown.Intro, l.why(no))
	default:
		shown.Action, shown.Keep, shown.Submit, shown.Tone = l.path(contract.VerbAgreeChange), seen(a.ID), l.t(words.DoAgreeChange), "primary"
	}
	return shown, nil
}

func readAgreeChange(_ *look, e *entered) contract.Command {
	return contract.AgreeChange{Seen: e.seen()}
}

func readDeclineChange(_ *look, e *entered) contract.Command {
	return contract.DeclineChange{Reason: e.text("reason", 10_000, true), Seen: e.seen()}
}

func drawWithdrawChange(l *look, f *view.Form) (view.Act, error) {
	_, no, err := l.try(contract.WithdrawChange{})
	if no != nil || err != nil {
		return l.closed(no), err
	}
	return view.Act{Intro: []string{l.t(words.ChangeBackIntro)}, Compare: l.compared(l.c), Submit: l.t(words.DoWithdrawChange), Tone: "primary"}, nil
}

func (l *look) termsPath(hash string) string {
	return contractPath(l.c.ID) + "/terms/" + hash + "/terms.pdf"
}

// editions are the terms documents that the one in force took the place of,
// latest first.
func (l *look) editions() ([]view.Button, error) {
	var all []view.Button
	for hash := l.c.TermsHash; hash != ""; {
		terms, err := l.Engine.Store.Terms(l.ctx, l.c.ID, hash)
		if err != nil {
			return nil, err
		}
		e := contract.EditionOf(terms)
		if hash != l.c.TermsHash {
			since := l.t(words.TermsFirst)
			if e.AskedOn != "" {
				since = l.t(words.TermsFrom, l.page.Day(e.AskedOn))
			}
			all = append(all, view.Button{Path: l.termsPath(hash), Name: l.t(words.TermsEditionOf, e.Number, since)})
		}
		hash = e.Previous
	}
	return all, nil
}
