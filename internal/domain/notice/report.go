package notice

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/domain/report"
)

// The notifications about reports.
const (
	ReportDecided Kind = "report.decided" // to who reported
	ReportWarned  Kind = "report.warned"  // to whose thing it is, when it was found to be wrong; it does not say who reported
)

// OfReport tells of a decided report.
func OfReport(r report.Report, ids *id.Minter, at calendar.Instant) []Notice {
	data := canonical.Marshal(canonical.Object{
		"report_id": r.ID, "subject_type": string(r.SubjectType), "title": r.Title, "kind": string(r.Kind), "outcome": string(r.State), "reason": r.Decision,
	})
	told := []Notice{ofReport(ReportDecided, r.By, data, ids, at)}
	if r.State != report.NoViolation {
		anonymous := canonical.Marshal(canonical.Object{
			"subject_type": string(r.SubjectType), "title": r.Title, "kind": string(r.Kind), "outcome": string(r.State), "reason": r.Decision,
		})
		told = append(told, ofReport(ReportWarned, r.OwnerID, anonymous, ids, at))
	}
	return told
}

func ofReport(kind Kind, accountID, data string, ids *id.Minter, at calendar.Instant) Notice {
	return Notice{ID: ids.New(id.Notification, at), AccountID: accountID, Kind: kind, Data: data, At: at, Mail: Queued, MailAt: at}
}
