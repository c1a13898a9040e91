package web

import (
	"strconv"
	"strings"

	"azukari/internal/base/words"
	"azukari/internal/domain/policy"
	"azukari/internal/server/web/view"
)

// guide is the first steps of one side, with the numbers of the rules that new
// contracts are formed under.
func guide(g *words.Guide) func(*visit) error {
	return func(v *visit) error {
		p, err := v.page(v.t(g.Title))
		if err != nil {
			return err
		}
		fill := guideNumbers(v.occasion().Policy())
		say := func(t words.Text) string { return fill.Replace(v.t(t)) }
		points := func(all []words.Point) (facts []view.Fact) {
			for _, one := range all {
				facts = append(facts, view.Fact{Name: say(one.Name), Value: say(one.Body)})
			}
			return facts
		}
		model := view.Guide{Intro: say(g.Intro), Silence: points(g.Silence), Words: points(words.GuideTerms), Cost: points([]words.Point{g.Cost})[0]}
		for _, s := range g.Path {
			step := view.GuideStep{Name: say(s.Name), Body: say(s.Body)}
			if s.To != "" {
				step.Link = view.Button{Path: s.To, Name: say(s.Link)}
			}
			model.Path = append(model.Path, step)
		}
		model.Begin = view.Button{Path: g.Path[0].To, Name: say(g.Path[0].Link), Tone: "primary"}
		model.Other = view.Button{Path: "/guide/worker", Name: v.t(words.WorkerGuide.Title)}
		if g == &words.WorkerGuide {
			model.Other = view.Button{Path: "/guide/client", Name: v.t(words.ClientGuide.Title)}
		}
		return v.ok(view.GuidePage(p, &model))
	}
}

// guideNumbers fills the places of the guides' texts.
func guideNumbers(n *policy.Policy) *strings.Replacer {
	return strings.NewReplacer(
		"{escrow_days}", strconv.Itoa(n.EscrowDays),
		"{inspection_days}", strconv.Itoa(n.Defaults.InspectionDays),
		"{revision_rounds}", strconv.Itoa(n.Defaults.RevisionRounds),
		"{nudge_hours}", strconv.Itoa(int(n.NudgeSilence.Hours())),
		"{nudge_review_days}", strconv.Itoa(n.NudgeReviewDays),
		"{nudge_reply_days}", strconv.Itoa(n.NudgeReplyDays),
		"{termination_days}", strconv.Itoa(n.TerminationDays),
		"{dispute_days}", strconv.Itoa(n.DisputeDays),
	)
}
