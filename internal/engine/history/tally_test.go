package history

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
)

// A tally counts what succeeded and what was refused over all histories: those
// that show too little prove too little.
type tally map[string]int

func (t tally) count(cmd any, err error) {
	name := nameOf(cmd)
	if err != nil {
		name += " refused"
	}
	t[name]++
}

func nameOf(cmd any) string {
	switch on := cmd.(type) {
	case transact.OnContract:
		return nameOf(on.Command)
	case transact.OnRequest:
		return nameOf(on.Command)
	case transact.OnContest:
		return "contest." + nameOf(on.Command)
	case transact.OnEntry:
		return nameOf(on.Command)
	case transact.OnTask:
		return "task." + nameOf(on.Command)
	case transact.OnAnswers:
		return "task." + nameOf(on.Command)
	}
	if on, ok := cmd.(transact.OnOutside); ok {
		return string(on.Verb)
	}
	name := fmt.Sprintf("%T", cmd)
	return name[strings.LastIndexByte(name, '.')+1:]
}

// mustShow fails when something never happened.
func (t tally) mustShow(tb testing.TB) {
	tb.Helper()
	if tb.Failed() {
		return
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(t)) {
		lines = append(lines, fmt.Sprintf("%s %d", name, t[name]))
	}
	tb.Logf("seen: %s", strings.Join(lines, ", "))
	for _, what := range t.missing() {
		tb.Errorf("never seen: %s", what)
	}
}

// missing lists what has not been seen yet.
func (t tally) missing() (all []string) {
	if testing.Short() {
		return nil
	}
	for _, cmd := range []any{
		contract.Cancel{}, contract.Deliver{}, contract.Accept{}, contract.RequestRevision{}, contract.OpenDispute{},
		contract.RequestTermination{}, contract.AgreeTermination{}, contract.DeclineTermination{}, contract.WithdrawTermination{},
		contract.OfferSettlement{}, contract.AcceptOffer{}, contract.ResolveDispute{},
		contract.RequestNudge{}, contract.ApproveNudge{}, contract.DenyNudge{}, contract.SignNDA{},
		contract.RequestChange{}, contract.AgreeChange{}, contract.DeclineChange{}, contract.WithdrawChange{}, contract.PayBonus{},
		transact.PostJob{}, transact.CloseJob{}, transact.Propose{}, transact.CounterOffer{}, transact.WithdrawProposal{}, transact.DeclineProposal{},
		transact.AcceptProposal{}, transact.WriteMessage{}, transact.RequestPayout{}, transact.ReadNotice{}, transact.Preview{},
		transact.SignUp{}, transact.ConfirmEmail{}, transact.ResetPassword{}, transact.ChangeEmail{}, transact.ChangePassword{},
		transact.SignIn{}, transact.TouchSession{}, transact.EndSession{}, transact.EndOtherSessions{}, transact.AddPasskey{}, transact.RemovePasskey{},
		transact.MakeAPIKey{}, transact.IssueAPIKey{}, transact.RevokeAPIKey{}, transact.TouchAPIKey{},
		transact.Rate{}, transact.ReplyToRating{},
		transact.PostContest{}, transact.EnterContest{}, transact.AwardPrize{}, contest.WithdrawEntry{}, contest.Favour{},
		transact.PostTask{}, transact.TakeSlot{}, transact.PreviewAnswers{}, transact.CheckIdentity{},
		transact.OnAnswers{Command: task.Submit{}}, transact.OnAnswers{Command: task.Release{}}, transact.OnAnswers{Command: task.Approve{}},
		transact.OnAnswers{Command: task.Reject{}}, transact.OnAnswers{Command: task.Appeal{}}, transact.OnAnswers{Command: task.Uphold{}}, transact.OnAnswers{Command: task.Overturn{}},
		transact.OnTask{Command: task.Close{}}, transact.OnTask{Command: task.Cancel{}},
		transact.Report{}, transact.DecideReport{}, transact.AskOutside{}, transact.OnOutside{Verb: outside.VerbAgree}, transact.OnOutside{Verb: outside.VerbDecline},
		transact.OnOutside{Verb: outside.VerbWithdraw}, transact.OnOutside{Verb: outside.VerbApprove}, transact.OnOutside{Verb: outside.VerbDeny},
	} {
		if t[nameOf(cmd)] == 0 {
			all = append(all, nameOf(cmd)+" with success")
		}
	}
	for _, what := range []string{
		"deemed", "terminated by clock", "disputed by clock", "cancelled by clock", "paid too late", "replayed", "asked anew", "batch",
		"nudge approved by clock", "nudge unanswered", "amount raised", "amount lowered", "change lapsed by clock", "superseded letters", "bounced letters", "ratings shown",
		"contests completed", "contests shared", "contests refunded", "contests cancelled", "contest.Close", "contest.Cancel",
		"tasks completed", "tasks cancelled", "answers released", "answers approved", "answers upheld", "answers decided by clock",
		"report no_violation", "report warned", "report removed", "contact lapsed", "contact approved",
	} {
		if t[what] == 0 {
			all = append(all, what)
		}
	}
	return all
}
