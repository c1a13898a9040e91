package web

import (
	"azukari/internal/base/words"
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
		points := func(all []words.Point) (facts []view.Fact) {
			for _, one := range all {
				facts = append(facts, view.Fact{Name: v.t(one.Name), Value: v.t(one.Body)})
			}
			return facts
		}
		model := view.Guide{Intro: v.t(g.Intro), Silence: points(g.Silence), Words: points(words.GuideTerms), Cost: points([]words.Point{g.Cost})[0]}
		for _, s := range g.Path {
			step := view.GuideStep{Name: v.t(s.Name), Body: v.t(s.Body)}
			if s.To != "" {
				step.Link = view.Button{Path: s.To, Name: v.t(s.Link)}
			}
			model.Path = append(model.Path, step)
		}
		model.Begin = view.Button{Path: g.Path[0].To, Name: v.t(g.Path[0].Link), Tone: "primary"}
		model.Other = view.Button{Path: "/guide/worker", Name: v.t(words.WorkerGuide.Title)}
		if g == &words.WorkerGuide {
			model.Other = view.Button{Path: "/guide/client", Name: v.t(words.ClientGuide.Title)}
		}
		return v.ok(view.GuidePage(p, &model))
	}
}
