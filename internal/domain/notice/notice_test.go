package notice

import (
	"slices"
	"strings"
	"testing"

	"azukari/internal/base/words"
)

// TestEveryNoticeHasItsWords compares the table of who is told with the
// catalogue, in both languages and both ways.
func TestEveryNoticeHasItsWords(t *testing.T) {
	kinds := []string{string(ProposalReceived), string(ProposalCountered), string(ProposalDeclined), string(ProposalWithdrawn), string(ProposalMessage)}
	for _, lines := range told {
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

// TestThePublicKindsAreAllTold holds the list of the API, less those of ratings
// and of paid payouts, which have no machine yet.
func TestThePublicKindsAreAllTold(t *testing.T) {
	public := strings.Fields(`contract.formed escrow.due escrow.funded delivery.made inspection.reminder revision.requested
		contract.accepted contract.completed nudge.received nudge.reminder nudge.approved nudge.denied nudge.answered
		nudge.unanswered termination.requested termination.reminder termination.agreed termination.declined
		contract.terminated contract.cancelled dispute.opened dispute.resolved message.received`)
	for _, kind := range public {
		if !slices.Contains(words.NoticeKinds(words.Japanese), kind) {
			t.Errorf("%s is never told", kind)
		}
	}
}
