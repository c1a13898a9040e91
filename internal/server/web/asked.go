package web

import (
	"encoding/json"
	"slices"

	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// asked are the reasons that somebody gave and that still count: what to revise,
// why to end, what to decide, and what was answered.
func (l *look) asked(events []store.Event) []view.Asked {
	var all []view.Asked
	c := l.c
	if c.State == contract.Revising {
		all = append(all, l.revisions(events)[:1]...)
	}
	switch t := c.Termination; {
	case t.Open():
		all = append(all, l.endAsked(t))
	case t != nil && t.State == contract.TerminationDeclined && !c.Ended():
		all = append(all, l.endDeclined(t))
	}
	switch a := c.Amendment; {
	case a.Undecided():
		all = append(all, view.Asked{Title: l.t(words.AskedChange), By: l.by(a.By), At: a.AskedAt, Reason: a.Reason})
	case a != nil && a.State == contract.ChangeDeclined && !c.Ended():
		all = append(all, view.Asked{Title: l.t(words.AskedChangeDeclined), By: l.by(contract.Other(a.By)), At: a.ClosedAt, Reason: a.DeclineReason})
	}
	if d := c.Dispute; d != nil {
		a := view.Asked{Title: l.t(words.AskedDispute), By: l.by(d.By), At: d.OpenedAt, Reason: d.Reason}
		if d.Open() && d.OfferBy != "" {
			a.Facts = []view.Fact{{Name: l.t(words.AskedOffer, l.by(d.OfferBy)), Value: l.page.Yen(d.OfferAmount)}}
		}
		all = append(all, a)
		if !d.Open() && d.Resolution != "" {
			all = append(all, view.Asked{Title: l.t(words.AskedDecision), By: l.t(words.Platform), At: d.ClosedAt, Reason: d.Resolution})
		}
	}
	if n := c.Nudge; n != nil && n.State == contract.NudgeDenied && n.By == l.role && !c.Ended() {
		all = append(all, view.Asked{Title: l.t(words.AskedNudgeDenied), By: l.t(words.Platform), At: n.DecidedAt, Reason: n.DenialReason})
	}
	return all
}

// revisions are the requests for one, the latest first.
func (l *look) revisions(events []store.Event) (all []view.Asked) {
	for _, e := range slices.Backward(events) {
		if e.Kind != contract.RevisionRequested {
			continue
		}
		var data struct {
			Reason string
			Failed []string `json:"failed_criteria"`
			Round  int
			Rounds int
		}
		if err := json.Unmarshal([]byte(e.JSON), &data); err != nil {
			panic("web: an event with malformed data: " + e.ID)
		}
		all = append(all, view.Asked{
			Title: l.t(words.AskedRevision, data.Round, data.Rounds), By: l.by(contract.Client), At: e.At, Reason: data.Reason,
			Items: data.Failed, ItemsOf: l.t(words.AskedFailed),
		})
	}
	return all
}

func (l *look) endAsked(t *contract.Termination) view.Asked {
	return view.Asked{
		Title: l.t(words.DoEnd), By: l.by(t.By), At: t.AskedAt, Reason: t.Reason,
		Facts: []view.Fact{{Name: l.t(words.AskedWorkerAmount), Value: l.page.Yen(t.WorkerAmount)}},
	}
}

func (l *look) endDeclined(t *contract.Termination) view.Asked {
	return view.Asked{Title: l.t(words.AskedEndDeclined), By: l.by(contract.Other(t.By)), At: t.ClosedAt, Reason: t.DeclineReason}
}

// by names a side.
func (l *look) by(role contract.Role) string {
	switch role {
	case l.role:
		return l.t(words.You)
	case contract.Client:
		return l.t(words.Client)
	case contract.Worker:
		return l.t(words.Worker)
	}
	return l.t(words.ByTheClock)
}
