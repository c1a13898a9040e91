package web

import (
	"time"

	"errors"
	"net/http"
	"strconv"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/rating"
	"azukari/internal/domain/record"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

func init() { saids["rate"], saids["reply"] = words.RateDone, words.ReplyDone }

// ratingPages are where the two sides of an ended contract rate each other.
func ratingPages() []page {
	return []page{
		{"GET", "/contracts/{id}/rate", member, askRating},
		{"POST", "/contracts/{id}/rate", member, giveRating},
		{"GET", "/ratings/{id}/reply", member, askReply},
		{"POST", "/ratings/{id}/reply", member, giveReply},
	}
}

// ratingBox is 評価 on the contract's page; there is none before its end.
func (l *look) ratingBox(partner view.Person) (*view.RatingBox, error) {
	if !l.c.Rateable() {
		return nil, nil
	}
	all, err := l.Engine.Store.RatingsOfContract(l.ctx, l.c.ID)
	if err != nil {
		return nil, err
	}
	box, until := &view.RatingBox{}, l.page.When(l.c.RateBy(l.Engine.Calendar))
	switch rating.Stands(*l.c, all, l.viewer.ID, l.now, l.Engine.Calendar) {
	case rating.Open:
		box.Says = l.t(words.RatingOpen, until, partner.Name)
		box.Rate = &view.Button{Path: contractPath(l.c.ID) + "/rate", Name: l.t(words.RatingDo), Tone: "primary"}
	case rating.Waiting:
		box.Says = l.t(words.RatingWaits, partner.Name, until)
	default:
		box.Says = l.t(words.RatingShown)
		if len(all) == 0 {
			box.Says = l.t(words.RatingNobody, until)
		}
	}
	for _, r := range rating.Seen(all, l.viewer.ID, l.now) {
		box.Given = append(box.Given, l.rated(r, partner))
	}
	return box, nil
}

// rated shows a rating to one of the two sides.
func (v *visit) rated(r rating.Rating, partner view.Person) view.Rated {
	by, of := v.t(words.RatingByYou), partner.Name
	if r.By != v.viewer.ID {
		by, of = v.t(words.RatingBy, partner.Name), v.viewer.Name
	}
	shown := v.ratedPlain(r, of)
	shown.Title, shown.Hidden = by, !r.Visible(v.now)
	if r.MayReply(v.viewer.ID, v.now, v.Engine.Calendar) {
		shown.ReplyPath = "/ratings/" + r.ID + "/reply"
	}
	return shown
}

// ratedPlain is what a rating of somebody says.
func (v *visit) ratedPlain(r rating.Rating, of string) view.Rated {
	var t rating.Tally
	t.Add(r.Scores)
	overall, _ := t.Overall()
	shown := view.Rated{At: r.At, Overall: words.Tenths(v.lang, overall), Comment: r.Comment}
	for _, item := range rating.Items {
		shown.Items = append(shown.Items, view.Fact{Name: words.RatingItem(v.lang, item.String()), Value: words.Score(v.lang, r.Scores[item])})
	}
	if r.Reply.Given() {
		shown.Reply = &view.RatedReply{Title: v.t(words.RatingReply, of), Text: r.Reply.Text, At: r.Reply.At}
	}
	return shown
}

func askRating(v *visit) error { return v.showRating(http.StatusOK, form()) }

// showRating is the form, or why there is none.
func (v *visit) showRating(status int, f *view.Form) error {
	c, role, err := v.contract()
	if err != nil {
		return err
	}
	partner, err := v.Engine.Store.Account(v.ctx, c.Party(contract.Other(role)))
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.RateTitle, partner.Name))
	if err != nil {
		return err
	}
	all, err := v.Engine.Store.RatingsOfContract(v.ctx, c.ID)
	if err != nil {
		return err
	}
	until := p.When(c.RateBy(v.Engine.Calendar))
	shown := view.RateForm{
		Contract: view.ActContract{ID: c.ID, Title: c.Title}, Form: f, MaxText: rating.MaxText,
		Intro: v.t(words.RateOf, c.Title), Notes: []string{v.t(words.RateBlind, until, partner.Name), v.t(words.RateForGood)},
	}
	switch rating.Stands(c, all, v.viewer.ID, v.now, v.Engine.Calendar) {
	case rating.None:
		shown.Closed = v.t(words.RateNotYet)
		if c.Ended() {
			shown.Closed = v.t(words.RateNever)
		}
	case rating.Waiting:
		shown.Closed = v.t(words.RateDid)
	case rating.Shown:
		shown.Closed = v.t(words.RateOver, until)
		for _, r := range all {
			if r.By == v.viewer.ID {
				shown.Closed = v.t(words.RateDid)
			}
		}
	}
	for _, item := range rating.Items {
		one := view.RateItem{Name: item.String(), Label: words.RatingItem(v.lang, item.String()), Hint: words.RatingHint(v.lang, item.String(), string(contract.Other(role)))}
		for score := rating.Lowest; score <= rating.Highest; score++ {
			n := strconv.Itoa(score)
			one.Choices = append(one.Choices, view.Choice{Value: n, Name: words.Score(v.lang, score), Chosen: f.Value(one.Name) == n})
		}
		shown.Items = append(shown.Items, one)
	}
	return v.show(status, view.RatePage(p, &shown))
}

func giveRating(v *visit) error {
	e := v.entered()
	cmd := transact.Rate{ContractID: v.r.PathValue("id"), Comment: e.text("comment", rating.MaxText, false)}
	for _, item := range rating.Items {
		n, ok := e.number(item.String())
		if !ok || n < rating.Lowest || n > rating.Highest {
			e.wrong(item.String(), words.RateChoose)
		}
		cmd.Items[item] = int(n)
	}
	if e.fit() {
		_, err := v.do(cmd)
		if err == nil {
			return v.done(contractPath(cmd.ContractID), "rate")
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showRating(http.StatusUnprocessableEntity, e.form)
}

func askReply(v *visit) error { return v.showReply(http.StatusOK, form()) }

// showReply is the rating with the form below it, for the rated side alone.
func (v *visit) showReply(status int, f *view.Form) error {
	r, err := v.Engine.Store.Rating(v.ctx, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	if r.Of != v.viewer.ID || !r.Visible(v.now) {
		return refusal.NoSuch("rating")
	}
	c, err := v.Engine.Store.Contract(v.ctx, r.ContractID)
	if err != nil {
		return err
	}
	by, err := v.Engine.Store.Account(v.ctx, r.By)
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.ReplyTitle))
	if err != nil {
		return err
	}
	until := p.When(r.ReplyBy(v.Engine.Calendar))
	shown := view.ReplyForm{
		ID: r.ID, Contract: view.ActContract{ID: c.ID, Title: c.Title}, Rated: v.rated(r, view.Person{ID: by.ID, Name: by.Name}),
		Intro: v.t(words.ReplyIntro, until), MaxText: rating.MaxText, Form: f,
	}
	shown.Rated.ReplyPath, shown.Rated.HeadingTwo = "", true
	switch {
	case r.Reply.Given():
		shown.Closed = v.t(words.ReplyDid)
	case !r.MayReply(v.viewer.ID, v.now, v.Engine.Calendar):
		shown.Closed = v.t(words.ReplyOver, until)
	}
	return v.show(status, view.ReplyPage(p, &shown))
}

func giveReply(v *visit) error {
	e := v.entered()
	text := e.text("text", rating.MaxText, true)
	if e.fit() {
		replied, err := v.do(transact.ReplyToRating{RatingID: v.r.PathValue("id"), Text: text})
		if err == nil {
			return v.replied(replied)
		}
		var no *refusal.Refusal
		if errors.As(err, &no) && no.Kind == refusal.NotYou {
			return err
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showReply(http.StatusUnprocessableEntity, e.form)
}

// replied goes back to the contract; a second click has no result of its own.
func (v *visit) replied(result any) error {
	r, ok := result.(rating.Rating)
	if !ok {
		kept, err := v.Engine.Store.Rating(v.ctx, v.r.PathValue("id"))
		if err != nil {
			return err
		}
		r = kept
	}
	return v.done(contractPath(r.ContractID), "reply")
}

const ratingsShown = 10

// stars are what is shown of a person; after is the id of the rating before the
// page.
func (v *visit) stars(p *view.Page, who view.Person) (*view.Stars, error) {
	sum, err := v.Engine.Store.RatingSummary(v.ctx, who.ID, v.now)
	if err != nil {
		return nil, err
	}
	after := clean(v.r.URL.Query().Get("ratings"), 64)
	s := &view.Stars{Past: after != ""}
	for _, side := range []struct {
		as   contract.Role
		name words.Text
	}{{contract.Worker, words.StarsWorker}, {contract.Client, words.StarsClient}} {
		t := sum.Side(side.as)
		if t.Count == 0 {
			continue
		}
		shown := view.StarsSide{Name: v.t(side.name), Overall: v.average(*t)}
		for _, item := range rating.Items {
			tenths, _ := t.Tenths(item)
			shown.Items = append(shown.Items, view.Average{
				Name: words.RatingItem(v.lang, item.String()), Value: words.Tenths(v.lang, tenths), Meter: strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10),
			})
		}
		s.Sides = append(s.Sides, shown)
	}
	found, err := v.Engine.Store.RatingsOf(v.ctx, who.ID, v.now, store.Page{Limit: ratingsShown + 1, Cursor: after})
	if err != nil {
		return nil, err
	}
	if len(found) > ratingsShown {
		found = found[:ratingsShown]
		s.Older = "/people/" + who.ID + "?ratings=" + found[ratingsShown-1].ID + "#ratings"
	}
	names := map[string]string{}
	for _, r := range found {
		if names[r.By] == "" {
			by, err := v.Engine.Store.Account(v.ctx, r.By)
			if err != nil {
				return nil, err
			}
			names[r.By] = by.Name
		}
		as := words.Client // who rates a worker is a client
		if r.As == contract.Client {
			as = words.Worker
		}
		shown := v.ratedPlain(r, who.Name)
		shown.Title, shown.By = v.t(words.StarsBy, names[r.By], v.t(as)), &view.Person{ID: r.By, Name: names[r.By]}
		s.Rows = append(s.Rows, shown)
	}
	return s, nil
}

// average is the average of all items with the number of ratings.
func (v *visit) average(t rating.Tally) string {
	tenths, ok := t.Overall()
	switch {
	case !ok:
		return v.t(words.StarsNone)
	case t.Count == 1:
		return v.t(words.StarsOfOne, words.Tenths(v.lang, tenths))
	}
	return v.t(words.StarsOf, words.Tenths(v.lang, tenths), t.Count)
}

// trust is what somebody decides by about a person as a client or a worker: the
// facts of their record, and apart from them what others think (R12.3).
func (v *visit) trust(who view.Person, as contract.Role) (*view.Trust, error) {
	a, err := v.Engine.Store.Account(v.ctx, who.ID)
	if err != nil {
		return nil, err
	}
	r, err := v.Engine.Store.Record(v.ctx, who.ID)
	if err != nil {
		return nil, err
	}
	sum, err := v.Engine.Store.RatingSummary(v.ctx, who.ID, v.now)
	if err != nil {
		return nil, err
	}
	side := r.AsWorker
	if as == contract.Client {
		side = r.AsClient
	}
	t := &view.Trust{Person: who, Identified: a.Identified(), Stars: v.average(*sum.Side(as))}
	if as == contract.Client {
		if t.Early, t.Bad = v.t(words.TrustNeverEarly), r.Warned > 0; t.Bad {
			t.Early = v.t(words.TrustWasEarly, r.Warned)
		}
	}
	ended := side.Completed + side.Terminated
	switch {
	case ended == 0 && side.Running == 0:
		t.New = v.t(words.TrustNew)
	case ended == 0:
		t.New = v.t(words.TrustRunning, side.Running)
	default:
		t.Facts = v.trustFacts(side, as)
	}
	return t, nil
}

// took writes how long something took: in tenths of a day, or in hours.
func (v *visit) took(d time.Duration) string {
	if hours := int(d.Round(time.Hour).Hours()); hours < 24 {
		return v.t(words.TrustHours, max(1, hours))
	}
	tenths := int(d / (24 * time.Hour / 10))
	return v.t(words.TrustDays, tenths/10, tenths%10)
}

func (v *visit) trustFacts(side record.Side, as contract.Role) (facts []view.Fact) {
	add := func(name words.Text, value string) { facts = append(facts, view.Fact{Name: v.t(name), Value: value}) }
	if percent, ok := side.CompletedPercent(); ok {
		add(words.TrustRate, v.t(words.TrustRateOf, percent, side.Completed+side.Terminated, side.Completed))
	}
	if as == contract.Client {
		if percent, ok := side.FundedPercent(); ok {
			add(words.TrustFunded, v.t(words.TrustFundedOf, percent))
		}
		if side.Inspections > 0 {
			add(words.TrustInspects, v.took(side.InspectionMedian))
		}
		if contests := side.ContestsAwarded + side.ContestsLapsed; contests > 0 {
			add(words.ContestAwardShare, v.t(words.ContestAwardShareOf, contests, side.ContestsAwarded))
		}
		if side.Deemed > 0 {
			add(words.TrustDeemed, v.t(words.PersonCount, side.Deemed))
		}
	}
	if side.NudgesReceived > 0 {
		add(words.TrustNudged, v.t(words.TrustNudgedOf, side.NudgesReceived, side.NudgesAnswered))
	}
	return facts
}
