package web

import (
	"strings"
	"testing"

	"azukari/internal/base/words"
	"azukari/internal/domain/notice"
)

// TestEveryNotificationLeadsSomewhere follows each kind of the table. A warning
// about one's use of the site says all there is to say where it stands.
func TestEveryNotificationLeadsSomewhere(t *testing.T) {
	s := openShop(t)
	g := s.as("佐藤 健", words.Japanese)
	v := &visit{Site: &Site{Options: Options{Engine: s.engine}}, ctx: t.Context()}
	for kind, want := range map[notice.Kind]string{
		notice.PayoutPaid: "/earnings", notice.PayoutReturned: "/settings/bank", notice.BankAccountChanged: "/settings/bank", "message.digest": "/messages", "visit.reminder": "/my",
		notice.NewDevice: "/settings/security", notice.PasswordChanged: "/settings/security", notice.SecondFactorSet: "/settings/two-factor", notice.ReportDecided: "/reports",
	} {
		if to := v.leadsTo(notice.Notice{Kind: kind, Data: "{}"}); to != want {
			t.Errorf("%s leads to %s, not to %s", kind, to, want)
		} else {
			g.get(200, to)
		}
	}
	for _, setting := range notice.Settings {
		n := notice.Notice{Kind: setting.Kind, Data: "{}", ContractID: "ctr_1"}
		switch of, _, _ := strings.Cut(string(n.Kind), "."); of {
		case "account", "payout", "visit", "report":
			n.ContractID = ""
		case "proposal", "contest", "task":
			n.ContractID, n.Data = "", `{"answer_id":"ans_1","job_id":"job_1","proposal_id":"prp_1"}`
		case "message":
			if n.Kind == "message.digest" {
				n.ContractID = ""
			}
		}
		if to := v.leadsTo(n); (to == "/notifications") != (n.Kind == notice.ReportWarned) {
			t.Errorf("%s leads to %s", n.Kind, to)
		}
	}
}
