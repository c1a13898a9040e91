package transact

import (
	"strings"

	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// An Official act is something that only the operator's staff may do (R13.2).
type Official struct {
	Duty    account.Duty
	Act     audit.Act
	Subject string // the id of what it is done to
	Data    canonical.Object
}

// official marks the commands that may be acts of the staff. The door lets an
// act in for those whose roles, as they stand in the commit, carry its duty,
// and writes it on the audit trail in that same commit. A command that is no
// official act this time answers false.
type official interface{ official() (Official, bool) }

// act is the official act in a command; ok is false for all that people do for
// themselves.
func act(c Command) (Official, bool) {
	if o, may := c.(official); may {
		return o.official()
	}
	return Official{}, false
}

func (o OnContract) official() (Official, bool) {
	does := Official{Act: audit.Act(o.Command.Verb()), Subject: o.ContractID}
	switch cmd := o.Command.(type) {
	case contract.ApproveNudge:
		does.Duty = account.DecideRequests
	case contract.DenyNudge:
		does.Duty, does.Data = account.DecideRequests, canonical.Object{"code": cmd.Code, "reason": cmd.Reason}
	case contract.ResolveDispute:
		does.Duty, does.Data = account.DecideDisputes, canonical.Object{"worker_amount": int64(cmd.WorkerAmount), "reason": cmd.Reason}
	}
	return does, does.Duty != ""
}

func (o OnOutside) official() (Official, bool) {
	does := Official{account.DecideRequests, audit.Act("outside/" + o.Verb), o.ContractID, canonical.Object{"reason": o.Text}}
	return does, o.Verb == outside.VerbApprove || o.Verb == outside.VerbDeny
}

func (o OnAnswers) official() (Official, bool) {
	verb := o.Command.Verb()
	does := Official{account.DecideRequests, audit.Act("appeal/" + verb), strings.Join(o.IDs, " "), nil}
	return does, verb == task.VerbUphold || verb == task.VerbOverturn
}

func (o DecideReport) official() (Official, bool) {
	return Official{account.DecideRequests, "report/decide", o.Report.ID, canonical.Object{"outcome": string(o.Outcome), "reason": o.Text}}, true
}

func (o CheckIdentity) official() (Official, bool) {
	data := canonical.Object{"checked": o.Checked}
	if o.Reason != "" {
		data["reason"] = o.Reason
	}
	return Official{account.DecideRequests, "identity", o.AccountID, data}, true
}

// entitled refuses an official act to those of the staff whose roles do not
// carry its duty. Who is not of the staff at all hears from the kernel.
func (w *Work) entitled(c Command) error {
	o, ok := act(c)
	if !ok || !w.Actor.Operator {
		return nil
	}
	if !w.roles().May(o.Duty) || w.confirms(c) && !w.roles().May(account.ConfirmLarge) {
		return refusal.Denied("R13.2", "This is for another role of the staff.")
	}
	return nil
}

// confirms reports whether a decision is a second person's on a large sum
// (R7.2).
func (w *Work) confirms(c Command) bool {
	o, _ := c.(OnContract)
	decision, resolves := o.Command.(contract.ResolveDispute)
	d := w.Rows.Contracts[o.ContractID].Dispute
	return resolves && d.Open() && d.ProposedBy != "" && d.ProposedBy != w.Actor.Account && d.ProposedAmount == decision.WorkerAmount
}

// roles are the actor's, as they stand now.
func (w *Work) roles() account.Roles { return w.Rows.Accounts[w.Actor.Account].Roles }

// note writes an official act on the trail.
func (w *Work) note(c Command) {
	if o, ok := act(c); ok && w.Actor.Operator {
		w.audit(o.Act, o.Subject, o.Data)
	}
}

// audit writes a line of the trail. Whoever does so names its end.
func (w *Work) audit(act audit.Act, subject string, data canonical.Object) {
	var l audit.Line
	l, w.Rows.Audit = audit.Write(w.Rows.Audit, w.Actor.Account, act, subject, data, w.Now)
	w.pending.Audit = append(w.pending.Audit, l)
}

// officially adds what an official act needs to what its command names.
func officially(r Request) store.Names {
	n := r.Command.Names()
	if _, ok := act(r.Command); ok && r.Actor.Operator {
		n.Audit, n.Accounts = true, append(n.Accounts, r.Actor.Account)
	}
	return n
}
