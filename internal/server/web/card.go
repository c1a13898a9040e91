package web

import (
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/server/web/view"
)

// card is the one card (次にすること): who must act, by when, and what happens by
// itself otherwise. Its instants and amounts are the engine's own: the running
// deadline, and the clock's decision on a copy of the contract.
func (l *look) card() view.Card {
	var card view.Card
	if d, ok := l.c.Deadline(); ok {
		card.Due = d.At
	}
	say := func(t words.Text, fill ...any) { card.Sentences = append(card.Sentences, l.t(t, fill...)) }
	mine := func(buttons ...view.Button) { card.Mine, card.Primary = true, append(card.Primary, buttons...) }
	if l.c.Payment.UnderWay() && l.transferring(&card, l.page, l.orderedOn(*l.c)) && l.c.State == contract.AwaitingEscrow {
		l.nudged(say)
		return card
	}
	if l.c.Termination.Open() {
		l.termination(say, mine)
	}
	if l.c.Amendment.Undecided() {
		l.changing(say, mine)
	}
	switch l.c.State {
	case contract.AwaitingEscrow:
		l.awaiting(say, mine)
	case contract.InProgress, contract.Revising:
		l.working(say, mine)
	case contract.Delivered:
		l.inspecting(say, mine)
	case contract.Disputed:
		card.Due = l.c.Dispute.DecideBy
		l.disputed(say, mine)
	default:
		l.ended(say)
	}
	if !l.c.Ended() {
		l.nudged(say)
	}
	return card
}

type (
	say  = func(t words.Text, fill ...any)
	mine = func(buttons ...view.Button)
)

func (l *look) awaiting(say say, mine mine) {
	until := l.page.When(l.c.Until)
	paying, before := l.c.Payment.UnderWay(), false
	if paying { // another one, for what has passed meanwhile, comes to its end first
		_, awaited := l.c.Awaited(l.c.Payment)
		before = !awaited
	}
	switch {
	case before && l.role == contract.Client:
		say(words.CardPaidBefore, until)
	case paying && l.role == contract.Client:
		say(words.CardPaying, until)
	case paying:
		say(words.CardPayingWorker, until)
	case l.role == contract.Client:
		say(words.CardFund, until)
		mine(l.act(contract.VerbFund, "primary"))
	default:
		say(words.CardFundWaits, until)
	}
}

func (l *look) working(say say, mine mine) {
	due := l.c.Milestone().DueOn
	switch {
	case l.role == contract.Worker && l.c.State == contract.Revising:
		say(words.CardRevise, l.c.InspectionDays)
	case l.role == contract.Worker && due == "":
		say(words.CardWork, "", l.c.InspectionDays)
	case l.role == contract.Worker:
		say(words.CardWork, l.t(words.CardDueBy, l.page.Day(due)), l.c.InspectionDays)
	case l.c.State == contract.Revising:
		say(words.CardReviseWaits, l.page.Yen(l.c.Escrow()))
	case due == "":
		say(words.CardWorkWaits, l.t(words.CardDueOpen), l.page.Yen(l.c.Escrow()))
	default:
		say(words.CardWorkWaits, l.t(words.CardDueAgreed, l.page.Day(due)), l.page.Yen(l.c.Escrow()))
	}
	if l.role == contract.Worker {
		mine(l.act(contract.VerbDeliver, "primary"))
	}
}

func (l *look) inspecting(say say, mine mine) {
	until, net := l.page.When(l.c.Until), l.page.Yen(l.c.IfAccepted().Net)
	if l.role == contract.Worker {
		say(words.CardInspectWaits, until, net)
		return
	}
	say(words.CardInspect, until, net)
	buttons := []view.Button{l.act(contract.VerbAccept, "primary")}
	if l.may(contract.VerbRequestRevision) {
		buttons = append(buttons, l.act(contract.VerbRequestRevision, "outline"))
	}
	mine(buttons...)
}

func (l *look) termination(say say, mine mine) {
	t := l.c.Termination
	due, silence := l.page.When(t.DueAt), l.silence(t)
	if t.By == l.role {
		say(words.CardEndAsks, due, silence)
		return
	}
	say(words.CardEndAsked, due, silence)
	mine(view.Button{Path: l.path(contract.VerbAgreeTermination), Name: l.t(words.DoAnswerEnd), Tone: "primary"})
}

func (l *look) changing(say say, mine mine) {
	a, due, more := l.c.Amendment, l.page.When(l.c.Amendment.DueAt), l.page.Yen(l.c.Amendment.Difference())
	switch {
	case a.Open() && a.By == l.role:
		say(words.CardChangeAsks, due)
	case a.Open():
		say(words.CardChangeAsked, due)
		mine(view.Button{Path: l.path(contract.VerbAgreeChange), Name: l.t(words.DoAnswerChange), Tone: "primary"})
	case l.role == contract.Worker:
		say(words.CardChangeFundWait, more, due)
	case l.c.Payment.UnderWay():
		if _, said := l.transfer(); !said {
			say(words.CardChangePaying)
		}
	default:
		say(words.CardChangeFund, more, due)
		mine(view.Button{Path: l.path(contract.VerbFund), Name: l.t(words.FundTheDifference), Tone: "primary"})
	}
}

// silence is what comes of an open request that nobody answers.
func (l *look) silence(t *contract.Termination) string {
	switch t.BySilence() {
	case contract.OutcomeDisputed:
		return l.t(words.SilenceDisputed)
	case contract.OutcomeLapsed:
		return l.t(words.SilenceLapsed)
	}
	if silent := contract.Silent(*l.c, l.occasion()); silent != nil {
		return l.t(words.SilenceTerminated, l.page.Yen(silent.Moved.Net), l.page.Yen(silent.Moved.Refunded))
	}
	return ""
}

func (l *look) disputed(say say, mine mine) {
	d := l.c.Dispute
	if d.OfferBy == contract.Other(l.role) {
		say(words.CardOffered, l.page.Yen(d.OfferAmount), l.page.When(d.DecideBy))
		mine(l.act(contract.VerbAcceptOffer, "primary"))
		return
	}
	say(words.CardDispute, l.page.When(d.DecideBy))
}

func (l *look) ended(say say) {
	paid := l.c.Paid
	switch {
	case l.c.State == contract.Cancelled:
		say(words.CardCancelled)
	case l.c.State == contract.Terminated:
		say(words.CardTerminated, l.page.Yen(paid.Net), l.page.Yen(paid.Refunded))
	case l.role == contract.Worker:
		say(words.CardCompletedYou, l.page.Yen(paid.Net))
	default:
		say(words.CardCompleted, l.page.Yen(paid.Net))
	}
}

// nudged tells the applicant how their request stands, and the other side that
// somebody waits. Before it is sent it is none of the other side's business
// (R5.4).
func (l *look) nudged(say say) {
	n := l.c.Nudge
	switch {
	case n == nil:
	case n.By == l.role && n.State == contract.NudgeRequested:
		say(words.CardNudgeReview, l.page.When(n.ReviewBy))
	case n.By == l.role && n.State == contract.NudgeSent:
		say(words.CardNudgeSent, l.page.When(n.ReplyBy))
	case n.State == contract.NudgeSent:
		say(words.CardNudged, l.page.When(n.ReplyBy))
	case n.By == l.role && n.State == contract.NudgeUnanswered:
		say(words.CardNudgeSilent)
		switch l.c.State {
		case contract.AwaitingEscrow:
			say(words.CardNextCancel)
		case contract.InProgress, contract.Revising:
			say(words.CardNextEnd)
		case contract.Delivered:
			say(words.CardNextWait, l.page.When(l.c.Until))
		case contract.Disputed:
			say(words.CardNextOperator, l.page.When(l.c.Dispute.DecideBy))
		}
	}
}
