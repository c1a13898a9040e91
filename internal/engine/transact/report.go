package transact

import (
	"slices"

	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/job"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/report"
	"azukari/internal/store"
)

// Report tells the operator of a job, a person or a message that the actor can
// see (違反報告); the answer is the report.Report.
type Report struct {
	By        string // account: the actor
	SubjectID string
	Message   message.Message // the subject, where it is a message: as read in a thread of the actor's
	Kind      report.Kind
	Text      string
}

// Names the reporter with their open reports, and the thing.
func (o Report) Names() store.Names {
	n := store.Names{Accounts: []string{o.By}, Reports: []string{o.By}}
	switch report.TypeOf(o.SubjectID) {
	case report.Job:
		n.Jobs = []string{o.SubjectID}
	case report.Person:
		n.Accounts = append(n.Accounts, o.SubjectID)
	case report.Message:
		n.Proposals = []string{o.Message.Thread}
	}
	return n
}

// Decide keeps the report.
func (o Report) Decide(w *Work) (any, error) {
	subject, err := o.subject(w)
	if err != nil {
		return nil, err
	}
	var open []report.Report
	for _, r := range w.Rows.Reports {
		if r.By == w.Actor.Account {
			open = append(open, r)
		}
	}
	r, err := report.Make(subject, open, o.Kind, o.Text, w.Occasion())
	if err != nil {
		return nil, err
	}
	w.putReport(r)
	return r, nil
}

// subject is the thing as the actor sees it; of what they do not see there is
// nothing to report.
func (o Report) subject(w *Work) (report.Subject, error) {
	switch report.TypeOf(o.SubjectID) {
	case report.Job:
		if j, ok := w.Rows.Jobs[o.SubjectID]; ok && j.SeenBy(w.Actor.Account) {
			return report.Subject{ID: j.ID, OwnerID: j.ClientID, Title: j.Title}, nil
		}
		return report.Subject{}, refusal.NoSuch("job")
	case report.Person:
		if a, ok := w.Rows.Accounts[o.SubjectID]; ok && !a.Staff() {
			return report.Subject{ID: a.ID, OwnerID: a.ID, Title: a.Name}, nil
		}
		return report.Subject{}, refusal.NoSuch("person")
	case report.Message:
		p, ok := w.Rows.Proposals[o.Message.Thread]
		if ok && p.Party(w.Actor.Account) && o.Message.ID == o.SubjectID && o.Message.From != "" {
			return report.Subject{ID: o.Message.ID, OwnerID: o.Message.From, Title: w.Rows.Jobs[p.JobID].Title, Copy: o.Message.Body}, nil
		}
		return report.Subject{}, refusal.NoSuch("message")
	}
	return report.Subject{}, refusal.Invalid("subject_id", report.Rule, "A job, a person or a message can be reported.")
}

// Outcomes lists how a report may be decided. A contest or a task is not removed,
// for the pay of others stands in its escrow: it ends by its own rules alone.
func Outcomes(r report.Report, format job.Format) []lifecycle.State {
	all := r.SubjectType.Outcomes()
	if r.SubjectType == report.Job && format != job.Project {
		return slices.DeleteFunc(slices.Clone(all), func(o lifecycle.State) bool { return o == report.Removed })
	}
	return all
}

// DecideReport is an operator's decision; the answer is the report.Report.
type DecideReport struct {
	Report  report.Report // as read before
	Outcome lifecycle.State
	Text    string // for the reporter, and on a warning or a removal for the owner too
}

// Names the report, and the job that may be closed.
func (o DecideReport) Names() store.Names {
	n := store.Names{Reports: []string{o.Report.ID}}
	if o.Report.SubjectType == report.Job {
		n.Jobs = []string{o.Report.Subject.ID}
	}
	return n
}

// Decide decides, closes a job that is removed to new proposals, and tells both
// sides; the owner never learns who reported.
func (o DecideReport) Decide(w *Work) (any, error) {
	r, ok := w.Rows.Reports[o.Report.ID]
	if !ok {
		return nil, refusal.NoSuch("report")
	}
	r, err := r.Decide(o.Outcome, o.Text, w.Occasion())
	if err != nil {
		return nil, err
	}
	j := w.Rows.Jobs[r.Subject.ID]
	switch {
	case !slices.Contains(Outcomes(r, j.Format), r.State):
		return nil, refusal.Invalid("outcome", report.Rule, "The pay of others is at stake: this ends by its own rules alone, and its client can be warned.")
	case r.State == report.Removed && j.State == job.Open:
		w.putJob(j.Moved(job.Closed))
	}
	w.putReport(r)
	w.notify(notice.OfReport(r, w.IDs, w.Now)...)
	return r, nil
}

func (w *Work) putReport(r report.Report) {
	w.Rows.Reports[r.ID] = r
	w.pending.Reports = put(w.pending.Reports, r, func(o report.Report) bool { return o.ID == r.ID })
}
