package notice

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/domain/event"
	"azukari/internal/domain/task"
)

type taskLine struct {
	kind   Kind
	worker bool // to the answer's worker; else to the client
	mail   bool
}

// toldOfTasks is the table of who hears of what in a task. What many answers
// bring comes in-site alone; what somebody has to act on comes by mail too.
var toldOfTasks = map[event.Kind][]taskLine{
	task.EscrowDue:      {{"task.escrow_due", false, true}},
	task.EscrowFailed:   {{"task.escrow_failed", false, true}},
	task.EscrowReturned: {{"task.escrow_returned", false, true}},
	task.Funded:         {{"task.funded", false, true}},
	task.Submitted:      {{"task.submitted", false, false}},
	task.AnswerPaid:     {{"task.approved", true, false}},
	task.AnswerRefused:  {{"task.rejected", true, true}},
	task.Appealed:       {{"task.appealed", false, false}},
	task.AppealLost:     {{"task.upheld", true, true}},
	task.AppealWon:      {{"task.overturned", true, true}, {"task.overturned", false, false}},
	task.SlotLost:       {{"task.slot_lost", true, false}},
	task.Closed:         {{"task.closed", false, true}},
	task.ReviewReminder: {{"task.review_reminder", false, true}},
	task.CompletedFact:  {{"task.completed", false, true}},
	task.CancelledFact:  {{"task.cancelled", false, true}},
}

// OfTask lists the notices of one fact of a task. Of the answers that come in,
// the client hears when the first one waits, and not of each.
func OfTask(t task.Task, f task.Fact, ids *id.Minter) (notices []Notice) {
	if waiting, ok := f.Data["waiting"].(int); f.Kind == task.Submitted && ok && waiting > 1 {
		return nil
	}
	if f.Kind == task.AppealLost && f.Data["reason"] == "" { // nobody appealed: nothing new is said
		return nil
	}
	data := withTitle(f.Data, t.Title)
	data["job_id"] = t.JobID
	text := canonical.Marshal(data)
	for _, l := range toldOfTasks[f.Kind] {
		n := Notice{
			ID: ids.New(id.Notification, f.At), AccountID: t.ClientID, Kind: l.kind, Data: text, At: f.At, Mail: NoMail, StaleAt: stale(f.Fact),
		}
		if l.worker {
			n.AccountID = f.WorkerID
		}
		if l.mail {
			n.Mail, n.MailAt = Queued, f.At
		}
		notices = append(notices, n)
	}
	return notices
}
