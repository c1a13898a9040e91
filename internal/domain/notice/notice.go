// Package notice decides who is told of what (お知らせ): every notification is
// in-site and, by its kind, e-mail (R11.2). Deciding is pure; the rows are
// written in the same commit as the fact, and mail leaves after it.
package notice

import (
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/outside"
)

// Kind names a notification for good; the API lists them.
type Kind string

// OfAccount reports whether a kind tells of an account and not of work.
func (k Kind) OfAccount() bool { return strings.HasPrefix(string(k), "account.") }

// MailState is where a notification's e-mail stands.
type MailState string

// The states of a mail.
const (
	NoMail     MailState = "none"
	Queued     MailState = "queued"
	Sent       MailState = "sent"
	Bounced    MailState = "bounced"    // refused for good, or not accepted within 3 days
	Superseded MailState = "superseded" // its reason had gone before it could be sent
)

// A Notice tells one account of one fact.
type Notice struct {
	ID         string
	AccountID  string
	Kind       Kind
	ContractID string // empty for what belongs to no contract
	Data       string // canonical JSON: what the text needs
	At         calendar.Instant
	ReadAt     calendar.Instant

	Mail      MailState
	MailTries int
	MailAt    calendar.Instant // when it is to be tried next, or was last
	StaleAt   calendar.Instant // a mail not sent by then is superseded; none when zero
	MailTo    string           // where the mail goes; empty: to the account's own address
	MailLink  string           // a path with a secret that only the mail shows; let go when it has left
	HandledAt calendar.Instant // when the staff saw to a mail that did not arrive; not yet when zero
}

// to says which side a notification is for.
type to int

const (
	theClient to = iota
	theWorker
	theOther // the side opposite to who did it
	theAsker // data.by: whose request it is
	theAsked
)

// A line of the table: one fact tells these.
type line struct {
	kind Kind
	to   to
	mail bool
}

// told is the table of who hears of what. One event sends a person at most one
// mail: who has one about the end reads there that the rating is open.
var told = map[contract.FactKind][]line{
	contract.Formed:                {{"contract.formed", theClient, true}, {"contract.formed", theWorker, true}},
	contract.Won:                   {{"contract.won", theWorker, true}, {"contract.won", theClient, false}},
	contract.EscrowDue:             {{"escrow.due", theClient, true}},
	contract.EscrowFunded:          {{"escrow.funded", theWorker, true}, {"escrow.funded", theClient, true}},
	contract.EscrowFailed:          {{"escrow.failed", theClient, true}},
	contract.EscrowReturned:        {{"escrow.returned", theClient, true}},
	contract.DeliveryMade:          {{"delivery.made", theClient, true}},
	contract.InspectionReminder:    {{"inspection.reminder", theClient, true}},
	contract.RevisionRequested:     {{"revision.requested", theWorker, true}},
	contract.Accepted:              {{"contract.accepted", theWorker, true}, {"contract.accepted", theClient, false}},
	contract.CompletedFact:         {{"contract.completed", theClient, true}, {"contract.completed", theWorker, false}, {"rating.open", theClient, false}, {"rating.open", theWorker, true}},
	contract.CancelledFact:         {{"contract.cancelled", theClient, true}, {"contract.cancelled", theWorker, true}},
	contract.TerminatedFact:        {{"contract.terminated", theClient, true}, {"contract.terminated", theWorker, true}, {"rating.open", theClient, false}, {"rating.open", theWorker, false}},
	contract.TerminationRequested:  {{TerminationRequested, theAsked, true}},
	contract.TerminationReminder:   {{TerminationReminder, theAsked, true}},
	contract.TerminationAgreedFact: {{"termination.agreed", theOther, false}},
	contract.TerminationDeclinedBy: {{"termination.declined", theOther, true}},
	contract.TerminationWithdrawnF: {{"termination.withdrawn", theOther, true}},
	contract.TerminationLapsedFact: {{"termination.lapsed", theClient, false}, {"termination.lapsed", theWorker, false}},
	contract.TerminationPutOff:     {{"termination.put_off", theAsked, true}, {"termination.put_off", theAsker, true}},
	contract.NudgeApproved:         {{"nudge.approved", theAsker, true}, {"nudge.received", theAsked, true}},
	contract.NudgeDeniedFact:       {{"nudge.denied", theAsker, true}},
	contract.NudgeReminder:         {{"nudge.reminder", theAsked, true}},
	contract.NudgeAnsweredFact:     {{"nudge.answered", theOther, true}},
	contract.NudgeClosed:           {{"nudge.answered", theAsker, false}},
	contract.NudgeUnansweredFact:   {{"nudge.unanswered", theAsker, true}},
	contract.DisputeOpened:         {{"dispute.opened", theClient, true}, {"dispute.opened", theWorker, true}},
	contract.DisputeOffered:        {{"dispute.offered", theAsked, true}},
	contract.DisputeResolvedFact:   {{"dispute.resolved", theClient, false}, {"dispute.resolved", theWorker, false}},
	contract.ChangeRequested:       {{"change.requested", theAsked, true}},
	contract.ChangeReminder:        {{"change.reminder", theAsked, true}},
	contract.ChangeAgreedFact:      {{"change.agreed", theClient, true}, {"change.agreed", theWorker, true}},
	contract.ChangeDeclinedFact:    {{"change.declined", theAsker, true}},
	contract.ChangeWithdrawnFact:   {{"change.withdrawn", theAsked, true}},
	contract.ChangeLapsedFact:      {{"change.lapsed", theClient, false}, {"change.lapsed", theWorker, false}},
	contract.ChangeUnfunded:        {{"change.unfunded", theClient, true}},
	contract.EscrowRaised:          {{"escrow.raised", theWorker, true}, {"escrow.raised", theClient, true}},
	contract.EscrowLowered:         {{"escrow.lowered", theClient, false}},
	contract.BonusPaidFact:         {{"bonus.paid", theWorker, true}, {"bonus.paid", theClient, false}},
	contract.BonusFailedFact:       {{"bonus.failed", theClient, true}},
	contract.NDASigned:             {{"nda.signed", theOther, true}},
	outside.RequestedFact:          {{"contact.requested", theOther, true}},
	outside.AgreedFact:             {{"contact.agreed", theAsker, true}},
	outside.DeclinedFact:           {{"contact.declined", theAsker, true}},
	outside.WithdrawnFact:          {{"contact.withdrawn", theAsked, false}},
	outside.LapsedFact:             {{"contact.lapsed", theAsker, true}},
	outside.ApprovedFact:           {{"contact.approved", theClient, true}, {"contact.approved", theWorker, true}},
	outside.DeniedFact:             {{"contact.denied", theClient, true}, {"contact.denied", theWorker, true}},
	contract.MessageReceived:       {{"message.received", theOther, true}},
}

// Of lists the notices of one fact of a contract.
func Of(c contract.Contract, f event.Fact, ids *id.Minter) []Notice {
	lines := told[f.Kind]
	notices := make([]Notice, 0, len(lines))
	data := canonical.Marshal(withTitle(f.Data, c.Title))
	for _, l := range lines {
		n := Notice{
			ID: ids.New(id.Notification, f.At), AccountID: c.Party(l.side(f)), Kind: l.kind,
			ContractID: c.ID, Data: data, At: f.At, Mail: NoMail, StaleAt: stale(f),
		}
		if l.mail {
			n.Mail, n.MailAt = Queued, f.At
		}
		notices = append(notices, n)
	}
	return notices
}

func (l line) side(f event.Fact) contract.Role {
	by, _ := f.Data["by"].(string)
	switch l.to {
	case theWorker:
		return contract.Worker
	case theOther:
		return contract.Other(f.Actor)
	case theAsker:
		return contract.Role(by)
	case theAsked:
		return contract.Other(contract.Role(by))
	}
	return contract.Client
}

// stale is when the reason of what asks for something will have gone at the
// latest: at its own deadline.
func stale(f event.Fact) calendar.Instant {
	for _, deadline := range []string{"due_at", "answer_by", "reply_by", "inspect_by"} {
		if due, _ := f.Data[deadline].(string); due != "" {
			at, err := calendar.Parse(due)
			if err != nil {
				panic("notice: a fact with a malformed instant: " + due)
			}
			return at
		}
	}
	return 0
}

func withTitle(data canonical.Object, title string) canonical.Object {
	all := canonical.Object{"title": title}
	for k, v := range data {
		all[k] = v
	}
	return all
}

// The notifications about proposals, before there is a contract.
const (
	ProposalReceived  Kind = "proposal.received"
	ProposalCountered Kind = "proposal.countered"
	ProposalDeclined  Kind = "proposal.declined"
	ProposalWithdrawn Kind = "proposal.withdrawn"
	ProposalMessage   Kind = "message.received"
)

// OfProposal tells the other side of a proposal what one side did.
func OfProposal(kind Kind, p job.Proposal, j job.Job, by string, ids *id.Minter, at calendar.Instant) Notice {
	to := p.ClientID
	if by == p.ClientID {
		to = p.WorkerID
	}
	data := canonical.Marshal(canonical.Object{"title": j.Title, "proposal_id": p.ID, "amount": int64(p.Offer.Amount)})
	return Notice{
		ID: ids.New(id.Notification, at), AccountID: to, Kind: kind, Data: data, At: at, Mail: Queued, MailAt: at,
	}
}
