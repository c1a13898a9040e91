// Package report is what somebody tells the operator of a job, a person or a
// message that smells wrong (違反報告). Its life is one table: open, then decided
// once by an operator, with a text. Nothing comes to an operator but what was
// reported: a report of a message carries a copy of that one message, which its
// reporter hands over. It refuses a report of one's own, a second one while the
// first is open, and an outcome that the thing reported cannot have. Who is told
// is domain/notice's; what a removal does is done by engine/transact.
package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
)

// MaxText is the length of a report's text and of a decision's, in characters.
const MaxText = 2_000

// Rule is the number of the rule that reports follow.
const Rule = "R13.3"

// A Kind is what is wrong with the thing.
type Kind string

// The kinds.
const (
	WorkBeforeEscrow Kind = "work_before_escrow" // 仮払い前の作業依頼
	OffPlatform      Kind = "off_platform"       // サービス外への誘導
	Harassment       Kind = "harassment"         // ハラスメント
	Fraud            Kind = "fraud"              // 詐欺・なりすまし
	Copyright        Kind = "copyright"          // 著作権
	Other            Kind = "other"              // その他
)

// Kinds lists them in the order in which a page offers them.
var Kinds = []Kind{WorkBeforeEscrow, OffPlatform, Harassment, Fraud, Copyright, Other}

// A SubjectType is what sort of thing is reported.
type SubjectType string

// The types.
const (
	Job     SubjectType = "job"
	Person  SubjectType = "person"
	Message SubjectType = "message"
)

// TypeOf tells by its id what sort of thing somebody means; no type when it is
// none that can be reported.
func TypeOf(subjectID string) SubjectType {
	switch {
	case id.Valid(id.Job, subjectID):
		return Job
	case id.Valid(id.Account, subjectID):
		return Person
	case id.Valid(id.Message, subjectID):
		return Message
	}
	return ""
}

// A Subject is a thing as its reporter sees it.
type Subject struct {
	ID      string
	OwnerID string // account: who posted it, is it, or wrote it
	Title   string // of the job, or of the job that a message is about; empty for a person
	Copy    string // of a message: its text, handed over with the report
}

// The states of a report: open, or how it was decided.
const (
	Open        lifecycle.State = "open"
	NoViolation lifecycle.State = "no_violation" // 違反なし
	Warned      lifecycle.State = "warned"       // 注意: the owner is told what must not happen again
	Removed     lifecycle.State = "removed"      // 非公開: the job takes no more proposals, the message is hidden
)

// Outcomes lists the ways to decide.
var Outcomes = []lifecycle.State{NoViolation, Warned, Removed}

// VerbDecide is an operator's decision.
const VerbDecide lifecycle.Verb = "decide"

// Machine is a report's life. It stays open until somebody decides: no clock
// finds for or against anybody, and what is late is shown as late.
var Machine = (&lifecycle.Machine{
	Name: "report", Version: 1, Start: Open, Final: Outcomes,
	Rows: []lifecycle.Row{
		{Verb: VerbDecide, From: []lifecycle.State{Open}, By: []lifecycle.Role{lifecycle.Operator}, To: Outcomes, Rule: Rule, When: "removed is for projects and messages"},
	},
}).MustCheck()

// A Report is one thing reported by one person. What was said is never changed;
// the decision comes to it once.
type Report struct {
	ID          string
	By          string // account of the reporter
	SubjectType SubjectType
	Subject
	Kind     Kind
	Text     string
	At       calendar.Instant
	DecideBy calendar.Instant // by then an operator should have decided; late afterwards

	State     lifecycle.State
	DecidedAt calendar.Instant
	DecidedBy string // account of the operator
	Decision  string // what the operator says of it
}

// Late reports whether the report waits for longer than it should.
func (r Report) Late(now calendar.Instant) bool { return r.State == Open && now >= r.DecideBy }

// Make reports a thing. Given are the reporter's open reports so far.
func Make(s Subject, open []Report, kind Kind, text string, on event.Occasion) (Report, error) {
	if s.OwnerID == on.Who.Account {
		return Report{}, refusal.Invalid("subject_id", Rule, "This is your own.")
	}
	if slices.ContainsFunc(open, func(r Report) bool { return r.Subject.ID == s.ID && r.State == Open }) {
		return Report{}, refusal.Conflict(refusal.ReportOpen, Rule, "You have reported this, and an operator has not decided yet.").In(string(Open))
	}
	if !slices.Contains(Kinds, kind) {
		return Report{}, refusal.Invalid("kind", Rule, "There is no such kind of report.")
	}
	text, err := prose("text", text)
	if err != nil {
		return Report{}, err
	}
	return Report{
		ID: on.IDs.New(id.Report, on.Now), By: on.Who.Account, SubjectType: TypeOf(s.ID), Subject: s, Kind: kind, Text: text,
		At: on.Now, DecideBy: on.Calendar.EndOfBusinessDays(on.Now, on.Policy().ReportDays), State: Open,
	}, nil
}

// Outcomes lists how a report of this type may be decided: a person is not
// hidden by a report.
func (t SubjectType) Outcomes() []lifecycle.State {
	if t == Person {
		return []lifecycle.State{NoViolation, Warned}
	}
	return Outcomes
}

// Decide is an operator's decision, with a text that the reporter reads. An
// operator does not decide on what they reported, nor on what is said of them.
func (r Report) Decide(outcome lifecycle.State, text string, on event.Occasion) (Report, error) {
	if !on.Who.Operator || on.Who.Account == r.By || on.Who.Account == r.OwnerID {
		return r, refusal.Denied(Rule, "This is for another operator to decide.")
	}
	if _, verdict := Machine.Judge(r.State, VerbDecide, lifecycle.Operator); verdict != lifecycle.Allowed {
		return r, refusal.Conflict(refusal.StateConflict, Rule, "This report is decided already.").In(string(r.State))
	}
	if !slices.Contains(r.SubjectType.Outcomes(), outcome) {
		return r, refusal.Invalid("outcome", Rule, "A report of a "+string(r.SubjectType)+" cannot be decided like this.")
	}
	text, err := prose("reason", text)
	if err != nil {
		return r, err
	}
	r.State, r.Decision, r.DecidedAt, r.DecidedBy = outcome, text, on.Now, on.Who.Account
	return r, nil
}

// prose is a text as it is kept, or why it cannot be.
func prose(field, text string) (string, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	switch {
	case text == "":
		return "", refusal.Invalid(field, Rule, "Say what is wrong, or why.")
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return "", refusal.Invalid(field, Rule, "This text cannot be read.")
	case utf8.RuneCountInString(text) > MaxText:
		return "", refusal.Invalid(field, Rule, "A text has at most 2,000 characters.")
	}
	return text, nil
}
