package notice

import (
	"encoding/json"

	"azukari/internal/domain/account"
	"azukari/internal/domain/attention"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/task"
)

// A Setting says of one kind whether people may switch it off.
type Setting struct {
	Kind Kind
	Must bool // about money, a deadline, a nudge, a termination, or the keys to the account (R11.2)
}

// Settings is the table of all kinds, in the order in which a page shows them.
var Settings = []Setting{
	{"message.received", false},
	{"message.digest", false},
	{"visit.reminder", false},
	{"proposal.received", false},
	{"proposal.countered", false},
	{"proposal.declined", false},
	{"proposal.withdrawn", false},
	{"revision.requested", false},
	{"contract.completed", false},
	{"rating.open", false},    // nobody loses anything who gives none
	{"contract.formed", true}, // says until when to pay
	{"contract.accepted", true},
	{"contract.cancelled", true},
	{"contract.terminated", true},
	{"escrow.due", true},
	{"escrow.funded", true},
	{"escrow.failed", true},
	{"escrow.returned", true},
	{"delivery.made", true}, // says until when to inspect
	{"inspection.reminder", true},
	{TerminationRequested, true},
	{TerminationReminder, true},
	{"termination.agreed", true},
	{"termination.declined", true},
	{"termination.withdrawn", true},
	{"termination.lapsed", true},
	{"termination.put_off", true},
	{"nudge.approved", true},
	{"nudge.received", true},
	{"nudge.reminder", true},
	{"nudge.denied", true},
	{"nudge.answered", true},
	{"nudge.unanswered", true},
	{"change.requested", true},
	{"change.reminder", true},
	{"change.agreed", true},
	{"change.declined", true},
	{"change.withdrawn", true},
	{"change.lapsed", true},
	{"change.unfunded", true},
	{"escrow.raised", true},
	{"escrow.lowered", true},
	{"bonus.paid", true},
	{"bonus.failed", true},
	{"nda.signed", false},
	{"contact.requested", true}, // says until when to answer
	{"contact.agreed", false},
	{"contact.declined", false},
	{"contact.withdrawn", false},
	{"contact.lapsed", false},
	{"contact.approved", false},
	{"contact.denied", false},
	{ReportDecided, true}, // its reader asked for it
	{ReportWarned, true},
	{"dispute.opened", true},
	{"dispute.offered", true},
	{"dispute.resolved", true},
	{"contract.won", true}, // says until when to deliver
	{"contest.entered", false},
	{"contest.closed_early", false},
	{"contest.completed", false},
	{"contest.funded", true},
	{"contest.escrow_due", true},
	{"contest.escrow_failed", true},
	{"contest.escrow_returned", true},
	{"contest.choosing", true},
	{"contest.choice_reminder", true},
	{"contest.shared", true},
	{"contest.prizes_returned", true},
	{"contest.refunded", true},
	{"contest.cancelled", true},
	{"task.slot_lost", true},
	{"task.approved", true},
	{"task.rejected", true},
	{"task.upheld", true},
	{"task.overturned", true},
	{"task.submitted", false},
	{"task.appealed", false},
	{"task.funded", true},
	{"task.escrow_due", true},
	{"task.escrow_failed", true},
	{"task.escrow_returned", true},
	{"task.closed", true}, // says until when to decide
	{"task.review_reminder", true},
	{"task.completed", true},
	{"task.cancelled", true},
	{AccountConfirm, true},
	{AccountExists, true},
	{AccountReset, true},
	{EmailChanged, true},
	{PasswordChanged, true},
	{NewDevice, true},
	{PasskeyAdded, true},
	{PasskeyRemoved, true},
	{SecondFactorSet, true},
	{PayoutPaid, true},
	{MessagesOpened, true},
	{PayoutReturned, true},
	{BankAccountChanged, true},
	{SecondFactorRemoved, true},
	{RecoveryCodeUsed, true},
	{APIKeyMade, true},
	{APIKeyRevoked, true},
}

var mayBeMuted = func() map[Kind]bool {
	kinds := map[Kind]bool{}
	for _, s := range Settings {
		kinds[s.Kind] = !s.Must
	}
	return kinds
}()

// MayBeMuted reports whether people may switch a kind off; a kind that is not
// in the table may not be.
func MayBeMuted(k Kind) bool { return mayBeMuted[k] }

// Heeding is the notification as its reader wants it. Muted as mail, none is
// sent. Muted on the site, it is written as read: it stands in the list and in
// the history, and never counts as news.
func (n Notice) Heeding(m account.Muted) Notice {
	if m == "" || !MayBeMuted(n.Kind) {
		return n
	}
	if m.Has(account.Mail, string(n.Kind)) && n.Mail == Queued {
		n.Mail, n.MailAt = NoMail, 0
	}
	if m.Has(account.Site, string(n.Kind)) {
		n.ReadAt = n.At
	}
	return n
}

// The kinds that ask the other side to answer a request to end (R6.7); whether
// their mail arrives decides whether silence counts (R11.4).
const (
	TerminationRequested Kind = "termination.requested"
	TerminationReminder  Kind = "termination.reminder"
)

// asks are the mails that ask for something, or remind of it, each with the period
// in which it can be done, by the name of that period's reminders.
var asks = map[Kind]event.Kind{
	"escrow.due":              contract.EscrowDue,
	"delivery.made":           contract.InspectionReminder,
	"inspection.reminder":     contract.InspectionReminder,
	TerminationRequested:      contract.TerminationReminder,
	TerminationReminder:       contract.TerminationReminder,
	"nudge.received":          contract.NudgeReminder,
	"nudge.reminder":          contract.NudgeReminder,
	"change.requested":        contract.ChangeReminder,
	"change.reminder":         contract.ChangeReminder,
	"change.unfunded":         contract.ChangeUnfunded,
	"contact.requested":       outside.RequestedFact,
	"contest.escrow_due":      contest.EscrowDue,
	"contest.choosing":        contest.ChoiceReminder,
	"contest.choice_reminder": contest.ChoiceReminder,
	"task.escrow_due":         task.EscrowDue,
	"task.closed":             task.ReviewReminder,
	"task.review_reminder":    task.ReviewReminder,
	Kind(attention.Reminder):  attention.Reminder,
}

// Asks names the period in which alone a mail makes sense: what it asks for is
// done, withdrawn or over when that period has ended. Empty: it tells of what
// happened, which stays true.
func (n Notice) Asks() event.Kind { return asks[n.Kind] }

// JobID is the contest or task that a notice is about; empty for other notices.
func (n Notice) JobID() string {
	var about struct {
		JobID string `json:"job_id"`
	}
	if err := json.Unmarshal([]byte(n.Data), &about); err != nil {
		panic("notice: malformed data of " + n.ID)
	}
	return about.JobID
}
