package web

import (
	"strings"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/notice"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// notifications lists what the viewer was told, newest first.
func notifications(v *visit) error {
	p, err := v.page(v.t(words.NavNotices))
	if err != nil {
		return err
	}
	p.Live = "/events?account=" + v.viewer.ID
	const rows = 30
	found, err := v.Engine.Store.Notices(v.ctx, v.viewer.ID, false, store.Page{Limit: rows + 1, Cursor: clean(v.r.URL.Query().Get("after"), 64)})
	if err != nil {
		return err
	}
	list := view.Notices{}
	if len(found) > rows {
		found = found[:rows]
		list.Older = "/notifications?after=" + found[rows-1].ID
	}
	for _, n := range found {
		title, body := words.Notice(v.lang, string(n.Kind), n.Data, v.Engine.Calendar)
		list.Rows = append(list.Rows, view.Notice{Path: "/notifications/" + n.ID, Title: title, Body: body, At: n.At, Unread: n.ReadAt.IsZero()})
	}
	return v.ok(view.NoticesPage(p, &list))
}

// openNotification marks one as read and goes to what it is about; a request
// that awaits an answer is answered there at once.
func openNotification(v *visit) error {
	id := v.r.PathValue("id")
	read, err := v.do(transact.ReadNotice{NoticeID: id})
	if err != nil {
		return err
	}
	n, ok := read.(notice.Notice)
	if !ok {
		return refusal.NoSuch("notification")
	}
	v.redirect(v.leadsTo(n))
	return nil
}

// leads are the pages of what is about no work.
var leads = map[notice.Kind]string{
	"message.digest": "/messages", "visit.reminder": "/my", notice.ReportDecided: "/reports",
	notice.PayoutPaid: "/earnings", notice.PayoutReturned: "/settings/bank", notice.BankAccountChanged: "/settings/bank",
	notice.SecondFactorSet: "/settings/two-factor", notice.SecondFactorRemoved: "/settings/two-factor", notice.RecoveryCodeUsed: "/settings/two-factor",
	notice.APIKeyMade: apiKeysPath, notice.APIKeyRevoked: apiKeysPath,
}

// leadsTo is the page that a notification is about.
func (v *visit) leadsTo(n notice.Notice) string {
	switch {
	case leads[n.Kind] != "":
		return leads[n.Kind]
	case n.Kind.OfAccount():
		return "/settings/security"
	case n.ContractID == "":
		if p := words.Field(n.Data, "proposal_id"); p != "" {
			return "/proposals/" + p
		}
		if a := words.Field(n.Data, "answer_id"); a != "" && strings.HasPrefix(string(n.Kind), "task.") {
			if n.Kind == "task.submitted" {
				return "/tasks/" + words.Field(n.Data, "job_id") + "/review"
			}
			return "/answers/" + a
		}
		if j := words.Field(n.Data, "job_id"); j != "" {
			return "/jobs/" + j
		}
		return "/notifications"
	case n.Kind == "termination.requested" || n.Kind == "termination.reminder":
		if c, err := v.Engine.Store.Contract(v.ctx, n.ContractID); err == nil && c.Termination.Open() {
			return contractPath(n.ContractID) + "/termination/agree"
		}
	}
	if strings.HasPrefix(string(n.Kind), "contact.") {
		return outsidePath(n.ContractID)
	}
	if n.Kind == "rating.open" {
		return contractPath(n.ContractID) + "/rate"
	}
	return contractPath(n.ContractID)
}
