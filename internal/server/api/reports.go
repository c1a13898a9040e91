package api

import (
	"errors"
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/message"
	"azukari/internal/domain/report"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var reportRoutes = []route{
	post[reportIn, Report]("/v1/reports", "reports", "Report a job, a person or a message to the operator (違反報告); a message's text goes with it", person, makeReport, http.StatusCreated),
	get("/v1/reports", "reports", "The caller's own reports, newest first, with their outcomes", person, listReports),
	get("/v1/operator/reports", "operator", "Reports, newest first, with what the decision needs", staff(account.DecideRequests), listReportCases),
	post[decideReportIn, ReportCase]("/v1/operator/reports/{id}/decide", "operator", "Decide: the reporter is told, and on a warning or a removal the owner too", staff(account.DecideRequests), decideReport, http.StatusOK),
}

type reportIn struct {
	Body struct {
		SubjectID string `json:"subject_id" minLength:"1" maxLength:"64" doc:"Of a job, a person (account) or a message that the caller sees"`
		Kind      string `json:"kind" enum:"work_before_escrow,off_platform,harassment,fraud,copyright,other"`
		Text      prose  `json:"text" maxLength:"2000" doc:"What happened"`
	}
}

type decideReportIn struct {
	ID   string `path:"id"`
	Body struct {
		Outcome string `json:"outcome" enum:"no_violation,warned,removed" doc:"removed: the job takes no more proposals, the message is hidden from the other side; not for people"`
		Reason  prose  `json:"reason" maxLength:"2000" doc:"What the reporter reads, and on a warning or a removal the owner too"`
	}
}

// Report is what somebody reported.
type Report struct {
	ID          string            `json:"id"`
	SubjectType string            `json:"subject_type" enum:"job,person,message"`
	SubjectID   string            `json:"subject_id"`
	Copy        *string           `json:"copy" doc:"The reported message's text, which the operator reads"`
	Kind        string            `json:"kind" enum:"work_before_escrow,off_platform,harassment,fraud,copyright,other"`
	Text        string            `json:"text"`
	State       string            `json:"state" enum:"open,no_violation,warned,removed"`
	Reason      *string           `json:"reason" doc:"What the operator says of it"`
	At          calendar.Instant  `json:"at" format:"date-time"`
	DecideBy    calendar.Instant  `json:"decide_by" format:"date-time" doc:"An operator should have decided by then; nothing is decided by the clock"`
	DecidedAt   *calendar.Instant `json:"decided_at"`
}

// ReportCase is a report with what its decision needs.
type ReportCase struct {
	Report
	ReporterID string `json:"reporter_id"`
	OwnerID    string `json:"owner_id" doc:"Who posted the job, is the person, or wrote the message"`
	Title      string `json:"title" doc:"Of the job, or of the job that the message is about; a person's name"`
	Late       bool   `json:"late"`
}

func viewReport(r report.Report) Report {
	return Report{r.ID, string(r.SubjectType), r.Subject.ID, optional(r.Copy), string(r.Kind), r.Text, string(r.State), optional(r.Decision), r.At, r.DecideBy, instant(r.DecidedAt)}
}

func viewReportCase(r report.Report, now calendar.Instant) ReportCase {
	return ReportCase{viewReport(r), r.By, r.OwnerID, r.Title, r.Late(now)}
}

func makeReport(q *request, in *reportIn) (reply, error) {
	cmd := transact.Report{By: q.caller.ID, SubjectID: in.Body.SubjectID, Kind: report.Kind(in.Body.Kind), Text: string(in.Body.Text)}
	if report.TypeOf(cmd.SubjectID) == report.Message {
		m, err := q.store().Message(q.ctx, cmd.SubjectID, q.caller.ID)
		if err != nil && !errors.Is(err, store.ErrNotFound) { // what is not there is refused at the door, for the key
			return reply{}, err
		}
		cmd.Message = m
	}
	return q.do(cmd, func(result any) (int, any) { return http.StatusCreated, viewReport(result.(report.Report)) })
}

func listReports(q *request, in *struct{ Paging }) (List[Report], error) {
	return page(in.Paging, func(p store.Page) ([]report.Report, error) {
		return q.store().Reports(q.ctx, store.ReportQuery{By: q.caller.ID}, p)
	}, func(r report.Report) string { return r.ID }, viewReport)
}

func listReportCases(q *request, in *struct {
	Paging
	State string `query:"state" enum:"open,no_violation,warned,removed" default:"open"`
}) (List[ReportCase], error) {
	now, err := q.now()
	if err != nil {
		return List[ReportCase]{}, err
	}
	return page(in.Paging, func(p store.Page) ([]report.Report, error) {
		return q.store().Reports(q.ctx, store.ReportQuery{State: lifecycle.State(in.State)}, p)
	}, func(r report.Report) string { return r.ID }, func(r report.Report) ReportCase { return viewReportCase(r, now) })
}

func decideReport(q *request, in *decideReportIn) (reply, error) {
	r, err := q.store().Report(q.ctx, in.ID)
	if errors.Is(err, store.ErrNotFound) {
		err = refusal.NoSuch("report")
	}
	if err != nil {
		return reply{}, err
	}
	return q.do(transact.DecideReport{Report: r, Outcome: lifecycle.State(in.Body.Outcome), Text: string(in.Body.Reason)}, func(result any) (int, any) {
		r := result.(report.Report)
		return http.StatusOK, viewReportCase(r, r.DecidedAt)
	})
}

// hiding blanks, for everybody but its writer, a message that the operator has
// removed from view.
func hiding(m message.Message, removed map[string]bool, reader string) Message {
	v := viewMessage(m)
	v.Hidden = removed[m.ID]
	if v.Hidden && m.From != reader {
		v.Body = ""
	}
	return v
}
