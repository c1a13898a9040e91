package watch

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"

	"azukari/internal/base/id"
	"azukari/internal/domain/attention"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/report"
	"azukari/internal/store"
)

// owedNotices counts what people should be told: by account, kind and whether a
// letter goes with it (O1).
type owedNotices map[string]int

func (o owedNotices) add(account string, kind notice.Kind, mail bool) {
	o[fmt.Sprintf("%s hears of %s, mail %v", account, kind, mail)]++
}

func (o owedNotices) addAll(notices []notice.Notice) {
	for _, n := range notices {
		o.add(n.AccountID, n.Kind, n.Mail != notice.NoMail)
	}
}

// difference is empty when both are the same.
func (o owedNotices) difference(told owedNotices) string {
	if maps.Equal(o, told) {
		return ""
	}
	return fmt.Sprintf("owed %v, told %v", o, told)
}

// owes adds what a step must tell: of its events, and of what a nudge's applicant
// alone hears.
func (s step) owes(owed owedNotices) {
	throwaway := id.NewMinter(rand.NewChaCha8([32]byte{}))
	for _, f := range s.facts {
		f.Data = nil // as the notice's own table sees it, but for who asked
		if by := tell(f).By; by != "" {
			f.Data = map[string]any{"by": string(by)}
		}
		owed.addAll(notice.Of(s.is, f, throwaway))
	}
	n := s.is.Nudge
	if n == nil || s.was.Nudge != nil && s.was.Nudge.ID == n.ID && s.was.Nudge.State == n.State {
		return
	}
	switch n.State {
	case contract.NudgeDenied:
		owed.add(s.is.Party(n.By), "nudge.denied", true)
	case contract.NudgeClosedByReply: // or by the contract's end, of which its own notices tell
		if s.is.Presence(contract.Other(n.By)).ActedAt != n.ClosedAt {
			break
		}
		owed.add(s.is.Party(n.By), "nudge.answered", false)
	}
}

// told compares the new notices of a commit with what it owes.
func (w *Watch) told(c store.Changes, owed owedNotices) {
	fresh := owedNotices{}
	for _, n := range c.Notices {
		if !w.notices[n.ID] {
			w.notices[n.ID] = true
			if strings.HasPrefix(string(n.Kind), "account.") {
				continue // of the keys to an account, which no contract owes
			}
			if kind := event.Kind(n.Kind); kind == attention.Digest || kind == attention.Reminder {
				w.absent(n, c.Attention)
				continue
			}
			fresh.addAll([]notice.Notice{n})
		}
	}
	for _, p := range c.Proposals {
		w.proposed(p, owed)
	}
	for _, r := range c.Reports {
		switch r.State {
		case report.Warned, report.Removed:
			owed.add(r.OwnerID, notice.ReportWarned, true)
			fallthrough
		case report.NoViolation:
			owed.add(r.By, notice.ReportDecided, true)
		}
	}
	for _, m := range c.Messages {
		w.written(m, owed)
	}
	for _, b := range c.PaidTo {
		if b.ReplacedAt == 0 {
			owed.add(b.AccountID, notice.BankAccountChanged, true)
		}
	}
	if d := owed.difference(fresh); d != "" {
		w.wrong("notices: %s", d)
	}
}

// absent holds a digest or a reminder against what is kept of who does not look:
// after the first none of it is digested again, and after the second it takes a
// visit for another.
func (w *Watch) absent(n notice.Notice, noted []attention.Attention) {
	for _, a := range noted {
		digested := event.Kind(n.Kind) == attention.Digest && a.DigestedAt == w.now.Add(-attention.DigestAfter)
		reminded := event.Kind(n.Kind) == attention.Reminder && a.RemindedAt == w.now && a.WaitingAt == 0 && a.SeenAt <= w.now.Add(-attention.RemindAfter)
		if a.AccountID == n.AccountID && a.SeenAt > 0 && (digested || reminded) {
			return
		}
	}
	w.wrong("%s to %s without cause: %+v", n.Kind, n.AccountID, noted)
}

// proposed adds what a proposal's other side hears, which follows from where it
// stood and stands.
func (w *Watch) proposed(is job.Proposal, owed owedNotices) {
	was := w.proposals[is.ID]
	w.proposals[is.ID] = is
	if is.Version != was.Version+1 {
		w.wrong("proposal %s went from version %d to %d", is.ID, was.Version, is.Version)
	}
	switch {
	case is.State == job.Entered || was.State == job.Entered: // its contest tells
	case was.ID == "":
		owed.add(is.ClientID, notice.ProposalReceived, true)
	case is.State == job.Accepted: // told as contract.formed
	case is.State == job.Withdrawn:
		owed.add(is.ClientID, notice.ProposalWithdrawn, true)
	case is.State == job.Countered:
		owed.add(is.WorkerID, notice.ProposalCountered, true)
	case is.State == job.Declined && was.State == job.Countered:
		owed.add(is.ClientID, notice.ProposalDeclined, true)
	case is.State == job.Declined:
		owed.add(is.WorkerID, notice.ProposalDeclined, true)
	case show(is.Own) == show(was.Own): // the client took the counter-offer back
		owed.add(is.WorkerID, notice.ProposalWithdrawn, true)
	default: // every counter-offer of a history has words of its own
		owed.add(is.ClientID, notice.ProposalCountered, true)
	}
}

// written adds what the other side of a thread hears of a person's message.
func (w *Watch) written(m message.Message, owed owedNotices) {
	if m.From == "" {
		return // the platform's own, beside a notice of its own
	}
	p := w.proposals[m.Thread]
	to := p.ClientID
	if m.From == p.ClientID {
		to = p.WorkerID
	}
	owed.add(to, notice.ProposalMessage, true)
}
