// Package outside is the request to be in touch outside the platform about a
// contract (サービス外連絡申請, R11.5): one side asks, with the means and a reason,
// the other side agrees, and an operator approves. Its life is the table below;
// it never comes about by silence, neither the other side's, which lapses it,
// nor the operator's, which leaves it waiting and shown as late. What happens to
// a request is an event of its contract's chain. Payment outside the platform is
// no part of it, whatever was approved.
package outside

import (
	"strings"
	"unicode/utf8"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
)

// The lengths of what is written, in characters.
const (
	MaxMeans = 200
	MaxText  = 2_000
)

const rule = "R11.5"

// The states of a request.
const (
	Requested lifecycle.State = "requested" // awaits the other side
	Agreed    lifecycle.State = "agreed"    // awaits an operator
	Approved  lifecycle.State = "approved"
	Denied    lifecycle.State = "denied"    // by the operator
	Declined  lifecycle.State = "declined"  // by the other side
	Withdrawn lifecycle.State = "withdrawn" // by who asked
	Lapsed    lifecycle.State = "lapsed"    // the other side said nothing
)

// The verbs, as the API's paths name those of people.
const (
	VerbAsk      lifecycle.Verb = "outside-contact"
	VerbAgree    lifecycle.Verb = "outside-contact/agree"
	VerbDecline  lifecycle.Verb = "outside-contact/decline"
	VerbWithdraw lifecycle.Verb = "outside-contact/withdraw"
	VerbApprove  lifecycle.Verb = "outside-contact/approve"
	VerbDeny     lifecycle.Verb = "outside-contact/deny"
	VerbLapse    lifecycle.Verb = "lapse-outside-contact"
)

// Machine is a request's life.
var Machine = (&lifecycle.Machine{
	Name: "outside contact", Version: 1, Start: Requested,
	Final: []lifecycle.State{Approved, Denied, Declined, Withdrawn, Lapsed},
	Rows: []lifecycle.Row{
		{Verb: VerbAgree, From: []lifecycle.State{Requested}, By: []lifecycle.Role{contract.Asked}, To: []lifecycle.State{Agreed}, Rule: rule},
		{Verb: VerbDecline, From: []lifecycle.State{Requested}, By: []lifecycle.Role{contract.Asked}, To: []lifecycle.State{Declined}, Rule: rule},
		{Verb: VerbWithdraw, From: []lifecycle.State{Requested, Agreed}, By: []lifecycle.Role{contract.Asker}, To: []lifecycle.State{Withdrawn}, Rule: rule},
		{Verb: VerbLapse, From: []lifecycle.State{Requested}, By: []lifecycle.Role{lifecycle.Clock}, To: []lifecycle.State{Lapsed}, Rule: rule, When: "the other side said nothing to the end of its time"},
		{Verb: VerbApprove, From: []lifecycle.State{Agreed}, By: []lifecycle.Role{lifecycle.Operator}, To: []lifecycle.State{Approved}, Rule: rule},
		{Verb: VerbDeny, From: []lifecycle.State{Agreed}, By: []lifecycle.Role{lifecycle.Operator}, To: []lifecycle.State{Denied}, Rule: rule},
	},
}).MustCheck()

// What can happen to a request, as its contract's chain tells it.
const (
	RequestedFact event.Kind = "contact.requested"
	AgreedFact    event.Kind = "contact.agreed"
	DeclinedFact  event.Kind = "contact.declined"
	WithdrawnFact event.Kind = "contact.withdrawn"
	LapsedFact    event.Kind = "contact.lapsed"
	ApprovedFact  event.Kind = "contact.approved"
	DeniedFact    event.Kind = "contact.denied"
)

// A Request is one side's wish to be in touch outside the platform.
type Request struct {
	ID         string
	ContractID string
	By         contract.Role // who asks
	Means      string        // by what: a video call, a chat, a meeting
	Reason     string
	AskedAt    calendar.Instant
	AnswerBy   calendar.Instant // the other side's silence lapses it here

	State      lifecycle.State
	AnsweredAt calendar.Instant // when the other side agreed or declined, or it lapsed or was withdrawn
	DecideBy   calendar.Instant // once agreed: by then an operator should have decided; late afterwards
	DecidedAt  calendar.Instant
	DecidedBy  string // account of the operator
	Answer     string // why it was declined, or what the operator says of it
}

// Open reports whether somebody is still to answer.
func (r Request) Open() bool { return r.State == Requested || r.State == Agreed }

// Seen is the request as the clock leaves it at an instant.
func (r Request) Seen(now calendar.Instant) Request {
	if due := r.Due(); !due.IsZero() && due <= now {
		r.State, r.AnsweredAt = Lapsed, due
	}
	return r
}

// Runs reports whether the request that stood at an instant still awaits its
// answer.
func (r Request) Runs(then calendar.Instant) bool { return r.State == Requested && r.AskedAt <= then }

// Late reports whether an operator should have decided already.
func (r Request) Late(now calendar.Instant) bool { return r.State == Agreed && now >= r.DecideBy }

// Due is when the clock comes by; never when zero.
func (r Request) Due() calendar.Instant {
	if r.State == Requested {
		return r.AnswerBy
	}
	return 0
}

// A Change is what one decision brings about: the request as it stands then, and
// what its contract's chain says of it.
type Change struct {
	Request Request
	Kind    event.Kind
	Data    canonical.Object
}

// Ask makes a request on a contract that has not ended; last is the one before,
// zero when there was none.
func Ask(c contract.Contract, last Request, means, reason string, on event.Occasion) (Change, error) {
	role, err := party(c, on.Who)
	if err != nil {
		return Change{}, err
	}
	switch {
	case c.Ended():
		return Change{}, refusal.Conflict(refusal.StateConflict, rule, "The contract is "+string(c.State)+".").In(string(c.State))
	case last.Open():
		return Change{}, refusal.Conflict(refusal.ContactOpen, rule, "A request to be in touch outside the platform is open already; there can be one at a time.").In(string(last.State))
	case last.State == Approved:
		return Change{}, refusal.Conflict(refusal.StateConflict, rule, "This contract's request is approved already.").In(string(last.State))
	}
	if means, err = prose("means", means, MaxMeans, true); err != nil {
		return Change{}, err
	}
	if reason, err = prose("reason", reason, MaxText, true); err != nil {
		return Change{}, err
	}
	on.IDs.Past(last.ID) // the latest is the one with the highest id
	r := Request{
		ID: on.IDs.New(id.OutsideContact, on.Now), ContractID: c.ID, By: role, Means: means, Reason: reason,
		AskedAt: on.Now, AnswerBy: on.Calendar.EndOfDays(on.Now, c.Policy().OutsideReplyDays), State: Requested,
	}
	return r.told(RequestedFact, canonical.Object{"means": r.Means, "reason": r.Reason, "answer_by": r.AnswerBy.String()}), nil
}

// Take decides a verb on a request; text is the reason of a refusal, or what an
// operator says of the decision. Whoever is no party and no operator learns
// nothing of it.
func Take(c contract.Contract, r Request, verb lifecycle.Verb, text string, on event.Occasion) (Change, error) {
	if err := permit(c, r, verb, on.Who); err != nil {
		return Change{}, err
	}
	text, err := prose("reason", text, MaxText, verb == VerbDeny)
	if err != nil {
		return Change{}, err
	}
	switch verb {
	case VerbAgree:
		r.State, r.AnsweredAt, r.DecideBy = Agreed, on.Now, on.Calendar.EndOfBusinessDays(on.Now, c.Policy().OutsideReviewDays)
		return r.told(AgreedFact, canonical.Object{"decide_by": r.DecideBy.String()}), nil
	case VerbDecline:
		r.State, r.AnsweredAt, r.Answer = Declined, on.Now, text
		return r.told(DeclinedFact, canonical.Object{"reason": text}), nil
	case VerbWithdraw:
		r.State, r.AnsweredAt = Withdrawn, on.Now
		return r.told(WithdrawnFact, nil), nil
	case VerbLapse:
		r.State, r.AnsweredAt = Lapsed, on.Now
		return r.told(LapsedFact, nil), nil
	case VerbApprove:
		r.State, r.DecidedAt, r.DecidedBy, r.Answer = Approved, on.Now, on.Who.Account, text
		return r.told(ApprovedFact, canonical.Object{"means": r.Means, "reason": text}), nil
	}
	r.State, r.DecidedAt, r.DecidedBy, r.Answer = Denied, on.Now, on.Who.Account, text
	return r.told(DeniedFact, canonical.Object{"reason": text}), nil
}

// Name is the last part of a verb, such as agree.
func Name(v lifecycle.Verb) string { return string(v[strings.LastIndexByte(string(v), '/')+1:]) }

// Verbs lists what somebody may do with a request now, in the table's order.
func Verbs(c contract.Contract, r Request, who event.Actor) []lifecycle.Verb {
	verbs := []lifecycle.Verb{}
	for _, v := range Machine.Verbs() {
		if permit(c, r, v, who) == nil {
			verbs = append(verbs, v)
		}
	}
	return verbs
}

// permit asks the table.
func permit(c contract.Contract, r Request, verb lifecycle.Verb, who event.Actor) error {
	role := c.RoleOf(who)
	if role == contract.Stranger {
		return refusal.NoSuch("contract")
	}
	if r.ID == "" {
		return refusal.Conflict(refusal.NoContactOpen, rule, "Nobody asks on this contract to be in touch outside the platform.")
	}
	if role == contract.Client || role == contract.Worker {
		side := contract.Asked
		if role == r.By {
			side = contract.Asker
		}
		role = side
	}
	switch _, verdict := Machine.Judge(r.State, verb, role); {
	case verdict == lifecycle.NotNow || verdict == lifecycle.NotYou && !r.Open():
		return refusal.Conflict(refusal.NoContactOpen, rule, "The request is "+string(r.State)+"; this is not possible any more.").In(string(r.State))
	case verdict == lifecycle.NotYou && (role == contract.Asked || role == contract.Asker):
		return &refusal.Refusal{Kind: refusal.NotYou, Code: refusal.NotYourRequest, Rule: rule, Detail: "Who asked may take the request back, the other side answers it, an operator decides."}
	case verdict == lifecycle.NotYou:
		return refusal.Denied(rule, "This is not for the "+string(role)+" to do.")
	}
	return nil
}

// party is the side that somebody is on.
func party(c contract.Contract, who event.Actor) (contract.Role, error) {
	switch role := c.RoleOf(who); role {
	case contract.Client, contract.Worker:
		return role, nil
	case contract.Stranger:
		return "", refusal.NoSuch("contract")
	}
	return "", refusal.Denied(rule, "This is for the two sides to do.")
}

func (r Request) told(kind event.Kind, data canonical.Object) Change {
	all := canonical.Object{"contact_id": r.ID, "by": string(r.By)}
	for k, v := range data {
		all[k] = v
	}
	return Change{r, kind, all}
}

// prose is a text as it is kept, or why it cannot be.
func prose(field, text string, most int, must bool) (string, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	switch {
	case must && text == "":
		return "", refusal.Invalid(field, rule, "This is required.")
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return "", refusal.Invalid(field, rule, "This text cannot be read.")
	case utf8.RuneCountInString(text) > most:
		return "", refusal.Invalid(field, rule, "This text is too long.")
	}
	return text, nil
}
