package transact

import (
	"strings"
	"unicode/utf8"

	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/desk"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// ClaimCase takes a case of the desk in hand, or gives it back (担当, R13.3); the
// answer is the desk.Claim. It binds nobody, so it is no line of the trail.
type ClaimCase struct {
	CaseID string
	Back   bool
}

// Names nothing.
func (ClaimCase) Names() store.Names { return store.Names{} }

// Decide takes it.
func (o ClaimCase) Decide(w *Work) (any, error) {
	if !w.Actor.Operator {
		return nil, refusal.Denied("R13.3", "This is for the operator's staff.")
	}
	c := desk.Take(o.CaseID, w.Actor.Account, w.Now)
	if o.Back {
		c.By = ""
	}
	w.pending.Claims = put(w.pending.Claims, c, func(other desk.Claim) bool { return other.CaseID == c.CaseID })
	return c, nil
}

// MaxLookReason bounds why messages were opened, in characters.
const MaxLookReason = 500

// OpenMessages opens what two people wrote to each other to one of the staff, for
// a case and with a reason; both are told, and the trail says so (R13.2). There
// is no answer.
type OpenMessages struct {
	ContractID string
	Reason     string
}

// Names the contract.
func (o OpenMessages) Names() store.Names { return store.Names{Contracts: []string{o.ContractID}} }

func (o OpenMessages) official() (Official, bool) {
	return Official{account.ReadMessages, audit.Opened, o.ContractID, canonical.Object{"reason": o.Reason}}, true
}

// Decide opens them, while a nudge or a dispute is open on the contract.
func (o OpenMessages) Decide(w *Work) (any, error) {
	c, _, err := w.Contract(o.ContractID)
	reason := strings.TrimSpace(o.Reason)
	switch {
	case err != nil:
		return nil, err
	case !w.Actor.Operator || c.RoleOf(w.Actor) != "operator":
		return nil, refusal.Denied("R13.2", "This is for the operator's staff, and for nobody who is a party.")
	case !c.Nudge.Open() && !c.Dispute.Open():
		return nil, refusal.Conflict(refusal.StateConflict, "R13.2", "Messages open only for a case: neither a nudge nor a dispute is open here.").In(string(c.State))
	case reason == "" || utf8.RuneCountInString(reason) > MaxLookReason || !utf8.ValidString(reason):
		return nil, refusal.Invalid("reason", "R13.2", "Say in up to 500 characters why: both sides read it.")
	}
	for _, party := range []string{c.ClientID, c.WorkerID} {
		w.notify(notice.OfLook(c, party, reason, w.IDs, w.Now))
	}
	return nil, nil
}

// OpenAnswer opens what was answered in a task to one of the staff, once an
// appeal asks them to decide on it: the trail says so (R13.2). Its worker handed
// it over with the appeal, so nobody is told. There is no answer.
type OpenAnswer struct{ AnswerID string }

// Names the answer, with its task.
func (o OpenAnswer) Names() store.Names { return store.Names{Works: []string{o.AnswerID}} }

func (o OpenAnswer) official() (Official, bool) {
	return Official{account.DecideRequests, audit.AnswerOpened, o.AnswerID, nil}, true
}

// Decide opens it.
func (o OpenAnswer) Decide(w *Work) (any, error) {
	a, ok := w.Rows.Works[o.AnswerID]
	if !ok {
		return nil, refusal.NoSuch("answer")
	}
	t := w.Rows.Tasks[a.JobID]
	if t.RoleOn(a, w.Actor) != task.Operator || !t.MayRead(a, w.Actor) {
		return nil, refusal.Denied("R13.2", "This is for the operator's staff, once its worker has appealed.")
	}
	return nil, nil
}

// MaxHandled bounds what the staff notes of a mail that did not arrive, in
// characters.
const MaxHandled = 500

// HandleBounces notes what the staff did about mail that does not reach somebody
// (R11.3): they were told in another way, or the address was put right. The
// answer is how many mails it was.
type HandleBounces struct {
	AccountID string
	Notices   []string // mails of that account which did not arrive
	Note      string
}

// Names the mails.
func (o HandleBounces) Names() store.Names { return store.Names{Notices: o.Notices} }

func (o HandleBounces) official() (Official, bool) {
	return Official{account.DecideRequests, audit.BounceHandled, o.AccountID, canonical.Object{"notices": o.Notices, "note": o.Note}}, true
}

// Decide notes it; what somebody else has seen to meanwhile stays as it is.
func (o HandleBounces) Decide(w *Work) (any, error) {
	note, handled := strings.TrimSpace(o.Note), 0
	switch {
	case !w.Actor.Operator:
		return nil, refusal.Denied("R11.3", "This is for the operator's staff.")
	case note == "" || utf8.RuneCountInString(note) > MaxHandled || !utf8.ValidString(note):
		return nil, refusal.Invalid("note", "R11.3", "Say in up to 500 characters what was done.")
	}
	for _, id := range o.Notices {
		n, ok := w.Rows.Notices[id]
		if !ok || n.AccountID != o.AccountID || n.Mail != notice.Bounced {
			return nil, refusal.NoSuch("mail")
		}
		if n.HandledAt.IsZero() {
			n.HandledAt = w.Now
			w.putNotice(n)
			handled++
		}
	}
	if handled == 0 {
		return nil, refusal.Conflict(refusal.StateConflict, "R11.3", "Somebody has seen to this already.")
	}
	return handled, nil
}
