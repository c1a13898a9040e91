package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// An act is the page of one command on a contract: GET explains it and shows
// what will happen, POST gives it.
type act struct {
	verb contract.Verb
	name words.Text // of the button that leads here, and of the page
	done string     // what is said afterwards, by its key in saids

	// draw fills the page; the form has what was entered so far.
	draw func(*look, *view.Form) (view.Act, error)
	// read makes the command of what was entered.
	read func(*look, *entered) contract.Command
}

// acts lists them, in the order of a contract's life.
var acts []*act

func init() {
	acts = []*act{
		{contract.VerbFund, words.DoFund, "fund", drawFund, func(*look, *entered) contract.Command { return contract.Fund{} }},
		{contract.VerbCancel, words.DoCancel, "cancel", drawCancel, func(*look, *entered) contract.Command { return contract.Cancel{} }},
		{contract.VerbDeliver, words.DoDeliver, "deliver", drawDeliver, readDeliver},
		{contract.VerbAccept, words.DoAccept, "accept", drawAccept, func(*look, *entered) contract.Command { return contract.Accept{} }},
		{contract.VerbRequestRevision, words.DoRevise, "revise", drawRevise, readRevise},
		{contract.VerbRequestTermination, words.DoEnd, "end", drawEnd, readEnd},
		{contract.VerbAgreeTermination, words.DoAgree, "agree", drawAnswer, readAgree},
		{contract.VerbDeclineTermination, words.DoDecline, "decline", drawAnswer, readDecline},
		{contract.VerbWithdrawTermination, words.DoWithdraw, "withdraw", drawWithdraw, func(*look, *entered) contract.Command { return contract.WithdrawTermination{} }},
		{contract.VerbRequestNudge, words.DoNudge, "nudge", drawNudge, readNudge},
		{contract.VerbOpenDispute, words.DoDispute, "dispute", drawDispute, readDispute},
		{contract.VerbOfferSettlement, words.DoOffer, "offer", drawOffer, readOffer},
		{contract.VerbAcceptOffer, words.DoTakeOffer, "take", drawTake, readTake},
		{contract.VerbRequestChange, words.DoChange, "change", drawChange, readChange},
		{contract.VerbAgreeChange, words.DoAgreeChange, "change-agree", drawAnswerChange, readAgreeChange},
		{contract.VerbDeclineChange, words.DoDeclineChange, "change-decline", drawAnswerChange, readDeclineChange},
		{contract.VerbWithdrawChange, words.DoWithdrawChange, "change-withdraw", drawWithdrawChange, func(*look, *entered) contract.Command { return contract.WithdrawChange{} }},
		{contract.VerbPayBonus, words.DoBonus, "bonus", drawBonus, readBonus},
	}
	for _, a := range acts {
		saids[a.done] = done[a.verb]
	}
}

// saids are what pages may be told that was just done.
var saids = map[string]words.Text{"message": words.ThreadSent, "pending": words.FundPending, "nda": words.NDADone}

var done = map[contract.Verb]words.Text{
	contract.VerbFund: words.FundDone, contract.VerbCancel: words.CancelDone, contract.VerbDeliver: words.DeliverDone, contract.VerbAccept: words.AcceptDone,
	contract.VerbRequestRevision: words.ReviseDone, contract.VerbRequestTermination: words.EndDone, contract.VerbAgreeTermination: words.AgreeDone,
	contract.VerbDeclineTermination: words.DeclineDone, contract.VerbWithdrawTermination: words.WithdrawDone, contract.VerbRequestNudge: words.NudgeDone,
	contract.VerbOpenDispute: words.DisputeDone, contract.VerbOfferSettlement: words.OfferDone, contract.VerbAcceptOffer: words.TakeDone,
	contract.VerbRequestChange: words.ChangeDone, contract.VerbAgreeChange: words.ChangeAgreeDone, contract.VerbDeclineChange: words.ChangeDeclineDone,
	contract.VerbWithdrawChange: words.ChangeBackDone, contract.VerbPayBonus: words.BonusDone,
}

func actOf(v contract.Verb) *act {
	return acts[slices.IndexFunc(acts, func(a *act) bool { return a.verb == v })]
}

func (a *act) pages() []page {
	path := "/contracts/{id}/" + string(a.verb)
	who := member
	if a.verb == contract.VerbDeliver {
		who = bringer
	}
	return []page{{"GET", path, member, a.get}, {"POST", path, who, a.post}}
}

func (a *act) get(v *visit) error {
	l, err := v.look()
	if err != nil {
		return err
	}
	return a.show(l, http.StatusOK, form())
}

// post gives the command. With "again" it only computes the preview anew.
func (a *act) post(v *visit) error {
	l, err := v.look()
	if err != nil {
		return err
	}
	e, err := v.withFiles(transact.AttachFile{ContractID: l.c.ID})
	if err != nil {
		return err
	}
	cmd := a.read(l, e)
	if v.r.PostFormValue("again") != "" {
		return a.show(l, http.StatusOK, e.form)
	}
	if e.fit() {
		said, err := a.give(l, cmd)
		if err == nil {
			return v.done(contractPath(l.c.ID), said)
		}
		if err = e.refused(err); err != nil {
			return err
		}
		if l, err = v.look(); err != nil { // the state may have changed
			return err
		}
	}
	return a.show(l, http.StatusUnprocessableEntity, e.form)
}

// give brings the command through the door; paying goes by the cashier.
func (a *act) give(l *look, cmd contract.Command) (said string, err error) {
	var outcome transact.Outcome
	switch paying := cmd.(type) {
	case contract.Fund:
		outcome, err = l.Engine.Cashier.Fund(l.ctx, l.who(), store.ContractRoom, l.c.ID, l.once())
	case contract.PayBonus:
		outcome, err = l.Engine.Cashier.PayBonus(l.ctx, l.who(), l.c.ID, paying, l.once())
	default:
		_, err = l.do(transact.OnContract{ContractID: l.c.ID, Command: cmd})
		return a.done, err
	}
	if agreement, ok := outcome.Result.(transact.Agreement); ok && agreement.Contract.Payment.UnderWay() {
		return l.underWay("pending"), err
	}
	return a.done, err
}

// look is the viewer looking at the contract of the address.
func (v *visit) look() (*look, error) {
	c, role, err := v.contract()
	if err != nil {
		return nil, err
	}
	p, err := v.page("")
	return &look{v, p, &c, role, contract.Actions(c, v.occasion())}, err
}

func (a *act) show(l *look, status int, f *view.Form) error {
	drawn, err := a.draw(l, f)
	if err != nil {
		return err
	}
	drawn.Contract = &view.ActContract{ID: l.c.ID, Title: l.c.Title, State: l.state()}
	for _, part := range []*view.Act{&drawn, drawn.Second} {
		if part == nil {
			continue
		}
		if part.Title == "" {
			part.Title = l.t(a.name)
		}
		if part.Form == nil {
			part.Form = f
		}
	}
	if drawn.Action == "" && drawn.Submit+drawn.Check != "" {
		drawn.Action = l.path(a.verb)
	}
	l.page.Title = drawn.Title
	return l.show(status, view.ActPage(l.page, &drawn))
}

// closed is the page of an act that is not possible now: it says why.
func (l *look) closed(no *refusal.Refusal) view.Act {
	return view.Act{Intro: []string{l.why(no)}}
}

// try takes the command on a copy: what would happen, or why it is refused.
func (l *look) try(cmd contract.Command) (contract.Outlook, *refusal.Refusal, error) {
	out, err := contract.Preview(*l.c, cmd, l.occasion())
	var no *refusal.Refusal
	if errors.As(err, &no) {
		return out, no, nil
	}
	return out, nil, err
}

// preview shows what a command would do, at once and later (もしも, R6.8).
func (l *look) preview(title words.Text, out contract.Outlook) *view.Preview {
	p := &view.Preview{Title: l.t(title)}
	if out.IfAgreed == nil {
		p.Cases = append(p.Cases, l.outcome(l.t(words.PreviewNow), out.After, out.Moved))
	} else {
		p.Cases = append(p.Cases, l.outcome(l.t(words.PreviewAgreed), out.IfAgreed.After, out.IfAgreed.Moved))
	}
	if out.IfSilent != nil {
		p.Cases = append(p.Cases, l.outcome(l.t(words.PreviewSilent, l.page.When(out.IfSilent.At)), out.IfSilent.After, out.IfSilent.Moved))
	}
	return p
}

func (l *look) outcome(when string, after contract.Contract, moved contract.Paid) view.Case {
	state := stateName(after.State)
	rows := []view.Fact{{Name: l.t(words.PreviewState), Value: l.t(state)}}
	if moved == (contract.Paid{}) {
		rows = append(rows, view.Fact{Name: l.t(words.MoneyTitle), Value: l.t(words.PreviewNoChange)})
	} else {
		rows = append(rows,
			view.Fact{Name: l.t(words.PreviewWorker), Value: l.page.Yen(moved.Net)},
			view.Fact{Name: l.t(words.PreviewClient), Value: l.page.Yen(moved.Refunded)},
			view.Fact{Name: l.t(words.PreviewFee), Value: l.page.Yen(moved.Charge.Sum())},
		)
	}
	if after.Ended() {
		rows = append(rows, view.Fact{Name: l.t(words.PreviewRecord), Value: words.Effect(l.lang, after.Effect())})
	}
	return view.Case{When: when, Facts: rows}
}

// drawFund explains the escrow first, and then asks for the final confirmation
// (最終確認, R2.5): what, how much, when it is paid out, how it comes back.
func drawFund(l *look, f *view.Form) (view.Act, error) {
	_, no, err := l.try(contract.Fund{})
	if no != nil || err != nil {
		return l.closed(no), err
	}
	what, until, due := l.c.Milestone().Title, l.c.Until, l.page.Day(l.c.Milestone().DueOn)
	paying, _ := l.c.ToFund()
	if a := l.c.Amendment; a.AwaitsEscrow() {
		what, until, due = l.t(words.FundDifference), a.DueAt, l.page.Day(a.New.DueOn)
	}
	if due == "" {
		due = l.t(words.CardDueOpen)
	}
	amount, method := view.Fact{Name: l.t(words.FundAmount), Value: l.page.Yen(paying.Amount)}, l.method()
	if l.r.Method == http.MethodGet && l.r.URL.Query().Get("step") != "final" {
		return view.Act{
			Intro: []string{l.t(words.FundIntro)}, Facts: []view.Fact{amount, method},
			Next: &view.Button{Path: l.path(contract.VerbFund) + "?step=final", Name: l.t(words.FundNext), Tone: "primary"},
		}, nil
	}
	return view.Act{
		Title: l.t(words.FundFinal),
		Facts: []view.Fact{
			amount,
			{Name: l.t(words.FundFor), Value: what},
			{Name: l.t(words.FundDelivery), Value: due},
			method,
			{Name: l.t(words.FundWhenPaid), Value: l.t(words.FundWhenPaidText, l.c.InspectionDays)},
			{Name: l.t(words.FundBack), Value: l.t(words.FundBackText, l.c.Policy().TerminationDays)},
			{Name: l.t(words.FundPeriod), Value: l.page.When(until)},
		},
		Submit: l.orders(words.FundSubmit), Tone: "primary",
	}, nil
}

func drawCancel(l *look, f *view.Form) (view.Act, error) {
	out, no, err := l.try(contract.Cancel{})
	if no != nil || err != nil {
		return l.closed(no), err
	}
	return view.Act{Intro: []string{l.t(words.CancelIntro)}, Preview: l.preview(words.PreviewTitle, out), Submit: l.t(words.CancelSubmit), Tone: "danger"}, nil
}

func drawDeliver(l *look, f *view.Form) (view.Act, error) {
	out, no, err := l.try(contract.Deliver{Note: "…"})
	if no != nil || err != nil {
		return l.closed(no), err
	}
	unsent, err := l.unsent(l.c.ProposalID)
	if err != nil {
		return view.Act{}, err
	}
	return view.Act{
		Files: &view.Upload{Unsent: unsent},
		Intro: []string{l.t(words.DeliverIntro, l.c.InspectionDays, l.page.When(out.After.Until))},
		Fields: []view.Field{
			{Name: "note", Label: l.t(words.DeliverNote), Hint: l.t(words.DeliverHint), Required: true, Max: 10_000, Rows: 6},
			{Name: "files", Label: l.t(words.DeliverLinks), Hint: l.t(words.DeliverLinksH), Max: 10_000, Rows: 3},
		},
		Preview: l.preview(words.PreviewTitle, out), Submit: l.t(words.DeliverSubmit), Tone: "primary",
	}, nil
}

func readDeliver(_ *look, e *entered) contract.Command {
	d := contract.Deliver{Note: e.text("note", 10_000, true), Files: []string{}}
	for line := range strings.Lines(e.text("files", 10_000, false)) {
		if line = strings.TrimSpace(line); line != "" {
			d.Files = append(d.Files, line)
		}
	}
	d.Files = append(e.chosen(), d.Files...)
	if len(d.Files) > message.MostFiles {
		e.wrong("files", words.FilesTooMany, message.MostFiles)
	}
	return d
}

func drawAccept(l *look, f *view.Form) (view.Act, error) {
	out, no, err := l.try(contract.Accept{})
	if no != nil || err != nil {
		return l.closed(no), err
	}
	return view.Act{Intro: []string{l.t(words.AcceptIntro)}, Preview: l.preview(words.PreviewTitle, out), Submit: l.t(words.AcceptSubmit), Tone: "primary"}, nil
}

func drawRevise(l *look, f *view.Form) (view.Act, error) {
	if !l.may(contract.VerbRequestRevision) {
		_, no, err := l.try(contract.RequestRevision{Reason: "…"})
		return l.closed(no), err
	}
	a := view.Act{
		Intro:    []string{l.t(words.ReviseIntro, l.c.RevisionRounds-l.c.Milestone().Revisions)},
		Fields:   []view.Field{{Name: "reason", Label: l.t(words.ReviseReason), Required: true, Max: 10_000, Rows: 6}},
		ChecksOf: l.t(words.ReviseCriteria), Submit: l.t(words.ReviseSubmit), Tone: "primary",
	}
	for i, line := range l.c.Criteria {
		n := strconv.Itoa(i)
		a.Checks = append(a.Checks, view.Check{Value: n, Label: line, Ticked: slices.Contains(l.r.PostForm["criteria"], n)})
	}
	return a, nil
}

func readRevise(l *look, e *entered) contract.Command {
	r := contract.RequestRevision{Reason: e.text("reason", 10_000, true)}
	for _, n := range e.r.PostForm["criteria"] {
		if i, err := strconv.Atoi(n); err == nil && i >= 0 && i < len(l.c.Criteria) {
			r.FailedCriteria = append(r.FailedCriteria, contract.Criterion{Text: l.c.Criteria[i]})
		}
	}
	if len(l.c.Criteria) > 0 && len(r.FailedCriteria) == 0 {
		e.wrong("criteria", words.ReviseOneCriterion)
	}
	return r
}

func drawEnd(l *look, f *view.Form) (view.Act, error) {
	var amount money.Yen
	if f.Error("worker_amount") == "" {
		n, _ := strconv.ParseInt(f.Value("worker_amount"), 10, 64)
		amount = min(money.Yen(n), l.c.Escrow())
	}
	out, no, err := l.try(contract.RequestTermination{Reason: "…", WorkerAmount: amount})
	if no != nil || err != nil {
		return l.closed(no), err
	}
	return view.Act{
		Intro: []string{l.t(words.EndIntro, l.c.Policy().TerminationDays)},
		Fields: []view.Field{
			{Name: "reason", Label: l.t(words.EndReason), Required: true, Max: 10_000, Rows: 4},
			{Name: "worker_amount", Label: l.t(words.EndAmount, l.page.Yen(l.c.Escrow())), Hint: l.t(words.EndAmountHint), Required: true, Value: "0", Unit: l.t(words.YenUnit), InputMode: "numeric"},
		},
		Again: l.t(words.EndRecompute), Preview: l.preview(words.PreviewSend, out), Submit: l.t(words.EndSubmit), Tone: "procedure",
	}, nil
}

func readEnd(l *look, e *entered) contract.Command {
	r := contract.RequestTermination{WorkerAmount: e.yen("worker_amount", 0)}
	if r.WorkerAmount > l.c.Escrow() {
		e.wrong("worker_amount", words.EndTooMuch, l.page.Yen(l.c.Escrow()))
	}
	e.form.Values["worker_amount"] = strconv.FormatInt(int64(r.WorkerAmount), 10)
	if e.r.PostFormValue("again") == "" {
		r.Reason = e.text("reason", 10_000, true)
	}
	return r
}

// drawAnswer is one page for both answers to a request to end.
func drawAnswer(l *look, f *view.Form) (view.Act, error) {
	out, no, err := l.try(contract.AgreeTermination{})
	if no != nil || err != nil {
		return l.closed(no), err
	}
	t := l.c.Termination
	asker, err := l.Engine.Store.Account(l.ctx, l.c.Party(t.By))
	if err != nil {
		return view.Act{}, err
	}
	declining := l.r.Method == http.MethodPost && strings.HasSuffix(l.r.URL.Path, string(contract.VerbDeclineTermination))
	agree, decline := form(), form()
	if declining {
		decline = f
	} else {
		agree = f
	}
	return view.Act{
		Title: l.t(words.DoEnd), Intro: []string{l.t(words.AnswerIntro, asker.Name)},
		Facts: []view.Fact{
			{Name: l.t(words.AnswerReason), Value: t.Reason},
			{Name: l.t(words.AnswerBy), Value: l.page.When(t.DueAt)},
			{Name: l.t(words.AnswerSilence), Value: l.silence(t)},
		},
		Action: l.path(contract.VerbAgreeTermination), Keep: seen(t.ID), Preview: l.preview(words.PreviewAgree, out), Submit: l.t(words.DoAgree), Tone: "primary", Form: agree,
		Second: &view.Act{
			Title: l.t(words.DoDecline), Intro: []string{l.t(words.DeclineHint)}, Action: l.path(contract.VerbDeclineTermination), Keep: seen(t.ID),
			Fields: []view.Field{{Name: "reason", Label: l.t(words.DeclineReason), Required: true, Max: 10_000, Rows: 3}},
			Submit: l.t(words.DoDecline), Tone: "outline", Form: decline,
		},
	}, nil
}

func readAgree(_ *look, e *entered) contract.Command {
	return contract.AgreeTermination{Seen: e.seen()}
}

func readDecline(_ *look, e *entered) contract.Command {
	return contract.DeclineTermination{Reason: e.text("reason", 10_000, true), Seen: e.seen()}
}

func drawWithdraw(l *look, f *view.Form) (view.Act, error) {
	_, no, err := l.try(contract.WithdrawTermination{})
	if no != nil || err != nil {
		return l.closed(no), err
	}
	return view.Act{Intro: []string{l.t(words.WithdrawIntro)}, Submit: l.t(words.WithdrawSubmit), Tone: "primary"}, nil
}

// drawNudge explains the request; where it is too early it offers the message
// box instead (R5.2, R5.3).
func drawNudge(l *look, f *view.Form) (view.Act, error) {
	_, no, err := l.try(contract.RequestNudge{})
	if err != nil {
		return view.Act{}, err
	}
	if no == nil {
		reviewed := l.Engine.Calendar.EndOfBusinessDays(l.now, l.c.Policy().NudgeReviewDays)
		return view.Act{
			Title: l.t(words.NudgeTitle), Intro: []string{l.t(words.NudgeIntro)},
			Steps: []string{l.t(words.NudgeStep1, l.page.When(reviewed)), l.t(words.NudgeStep2), l.t(words.NudgeStep3)}, Promise: l.t(words.NudgePromise),
			Fields: []view.Field{{Name: "note", Label: l.t(words.NudgeNote), Max: 10_000, Rows: 3}},
			Submit: l.t(words.NudgeSubmit), Tone: "procedure",
		}, nil
	}
	a := view.Act{Title: l.t(words.NudgeTitle)}
	switch no.Code {
	case refusal.NudgeOpen:
		a.Intro = []string{l.t(words.NudgeOpen)}
		return a, nil
	case refusal.NudgeTooEarly, refusal.NudgeCooldown:
		a.Intro = []string{l.t(words.NudgeWhen, l.page.When(no.AvailableAt))}
	case refusal.MessageFirst:
		a.Intro = []string{l.t(words.NudgeMessage)}
	default:
		a.Intro = []string{l.t(words.NudgeNotNow)}
		return a, nil
	}
	a.Second = &view.Act{
		Title: l.t(words.ThreadWrite), Action: contractPath(l.c.ID) + "/messages", Form: form(),
		Fields: []view.Field{{Name: "body", Label: l.t(words.ThreadWrite), Value: l.t(words.NudgeGreeting), Required: true, Max: 10_000, Rows: 3}},
		Submit: l.t(words.ThreadSend), Tone: "primary",
	}
	return a, nil
}

func readNudge(_ *look, e *entered) contract.Command {
	return contract.RequestNudge{Note: e.text("note", 10_000, false)}
}

func drawDispute(l *look, f *view.Form) (view.Act, error) {
	out, no, err := l.try(contract.OpenDispute{Reason: "…"})
	if no != nil || err != nil {
		return l.closed(no), err
	}
	return view.Act{
		Intro:  []string{l.t(words.DisputeIntro, l.page.When(out.After.Dispute.DecideBy))},
		Fields: []view.Field{{Name: "reason", Label: l.t(words.DisputeReason), Required: true, Max: 10_000, Rows: 6}},
		Submit: l.t(words.DisputeSubmit), Tone: "procedure",
	}, nil
}

func readDispute(_ *look, e *entered) contract.Command {
	return contract.OpenDispute{Reason: e.text("reason", 10_000, true)}
}

func drawOffer(l *look, f *view.Form) (view.Act, error) {
	_, no, err := l.try(contract.OfferSettlement{})
	if no != nil || err != nil {
		return l.closed(no), err
	}
	return view.Act{
		Intro:  []string{l.t(words.OfferIntro)},
		Fields: []view.Field{{Name: "worker_amount", Label: l.t(words.OfferAmount, l.page.Yen(l.c.Escrow())), Hint: l.t(words.EndAmountHint), Required: true, Unit: l.t(words.YenUnit), InputMode: "numeric"}},
		Submit: l.t(words.OfferSubmit), Tone: "primary",
	}, nil
}

func readOffer(l *look, e *entered) contract.Command {
	o := contract.OfferSettlement{WorkerAmount: e.yen("worker_amount", 0)}
	if o.WorkerAmount > l.c.Escrow() {
		e.wrong("worker_amount", words.EndTooMuch, l.page.Yen(l.c.Escrow()))
	}
	return o
}

func drawTake(l *look, f *view.Form) (view.Act, error) {
	out, no, err := l.try(contract.AcceptOffer{})
	if no != nil || err != nil {
		return l.closed(no), err
	}
	return view.Act{Intro: []string{l.t(words.TakeIntro)}, Keep: seen(l.c.Dispute.OfferAmount.Digits()), Preview: l.preview(words.PreviewTitle, out), Submit: l.t(words.TakeSubmit), Tone: "primary"}, nil
}

func readTake(_ *look, e *entered) contract.Command {
	if amount, ok := digits(e.seen()); ok {
		return contract.AcceptOffer{Seen: new(money.Yen(amount))}
	}
	return contract.AcceptOffer{}
}
