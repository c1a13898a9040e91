package notice

import (
	"slices"
	"strings"
	"testing"

	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/attention"
)

// TestEveryNoticeHasItsWords compares the table of who is told with the
// catalogue, in both languages and both ways.
func TestEveryNoticeHasItsWords(t *testing.T) {
	kinds := []string{string(ProposalReceived), string(ProposalCountered), string(ProposalDeclined), string(ProposalWithdrawn), string(ProposalMessage), string(attention.Digest), string(attention.Reminder)}
	for _, k := range []Kind{AccountConfirm, AccountExists, AccountReset, EmailChanged, PasswordChanged, NewDevice, PasskeyAdded, PasskeyRemoved, SecondFactorSet, SecondFactorRemoved, RecoveryCodeUsed, APIKeyMade, APIKeyRevoked, PayoutPaid, PayoutReturned, BankAccountChanged, MessagesOpened, ReportDecided, ReportWarned} {
		kinds = append(kinds, string(k))
	}
	for _, lines := range told {
		for _, l := range lines {
			kinds = append(kinds, string(l.kind))
		}
	}
	for _, lines := range toldOfContests {
		for _, l := range lines {
			kinds = append(kinds, string(l.kind))
		}
	}
	for _, lines := range toldOfTasks {
		for _, l := range lines {
			kinds = append(kinds, string(l.kind))
		}
	}
	slices.Sort(kinds)
	kinds = slices.Compact(kinds)
	for _, lang := range []words.Language{words.Japanese, words.English} {
		texts := words.NoticeKinds(lang)
		slices.Sort(texts)
		if !slices.Equal(kinds, texts) {
			t.Errorf("%s: told %v,\nwords for %v", lang, kinds, texts)
		}
	}
	var settings []string
	for _, s := range Settings {
		settings = append(settings, string(s.Kind))
	}
	if slices.Sort(settings); !slices.Equal(kinds, settings) {
		t.Errorf("told %v,\nsettings for %v", kinds, settings)
	}
}

// TestMoneyDeadlinesNudgesAndTerminationsCannotBeMuted holds R11.2.
func TestMoneyDeadlinesNudgesAndTerminationsCannotBeMuted(t *testing.T) {
	for _, s := range Settings {
		family, _, _ := strings.Cut(string(s.Kind), ".")
		if slices.Contains([]string{"escrow", "inspection", "nudge", "termination", "dispute", "account"}, family) && !s.Must {
			t.Errorf("%s may be switched off", s.Kind)
		}
	}
	var all account.Muted
	for _, s := range Settings {
		all = all.With(account.Mail, string(s.Kind)).With(account.Site, string(s.Kind))
	}
	for _, s := range Settings {
		n := Notice{Kind: s.Kind, At: 7, Mail: Queued, MailAt: 7}
		if heard := n.Heeding(all); s.Must != (heard == n) {
			t.Errorf("%s, all muted: %+v", s.Kind, heard)
		}
	}
	if MayBeMuted("unheard.of") {
		t.Error("an unknown kind may be muted")
	}
}

// TestEachChannelIsMutedByItself keeps the mail of what is muted on the site,
// and the other way round.
func TestEachChannelIsMutedByItself(t *testing.T) {
	n := Notice{Kind: ProposalMessage, At: 7, Mail: Queued, MailAt: 7}
	onSite, byMail := n, n
	onSite.ReadAt = 7
	byMail.Mail, byMail.MailAt = NoMail, 0
	if got := n.Heeding(account.Muted("").With(account.Site, string(n.Kind))); got != onSite {
		t.Errorf("muted on the site: %+v", got)
	}
	if got := n.Heeding(account.Muted("").With(account.Mail, string(n.Kind))); got != byMail {
		t.Errorf("muted as mail: %+v", got)
	}
	if got := n.Heeding(account.Muted("").With(account.Mail, "proposal.received")); got != n {
		t.Errorf("another kind muted: %+v", got)
	}
}

// TestOneEventSendsAPersonAtMostOneMail looks at each fact's lines.
func TestOneEventSendsAPersonAtMostOneMail(t *testing.T) {
	for fact, lines := range told {
		mails := map[to]int{}
		for _, l := range lines {
			if l.mail {
				mails[l.to]++
			}
		}
		for who, n := range mails {
			if n > 1 {
				t.Errorf("%s mails %v %d times", fact, who, n)
			}
		}
	}
}

// TestThePublicKindsAreAllTold holds the list of the API.
func TestThePublicKindsAreAllTold(t *testing.T) {
	public := strings.Fields(`contract.formed escrow.due escrow.funded delivery.made inspection.reminder revision.requested
		contract.accepted contract.completed nudge.received nudge.reminder nudge.approved nudge.denied nudge.answered
		nudge.unanswered termination.requested termination.reminder termination.agreed termination.declined
		contract.terminated contract.cancelled dispute.opened dispute.resolved message.received payout.paid payout.returned rating.open`)
	for _, kind := range public {
		if !slices.Contains(words.NoticeKinds(words.Japanese), kind) {
			t.Errorf("%s is never told", kind)
		}
	}
}
