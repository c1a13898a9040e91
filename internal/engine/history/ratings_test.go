package history

import (
	"context"
	"slices"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/rating"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// over draws a contract, mostly one that has ended.
func (h *history) over() string {
	var over []string
	for _, id := range h.contracts {
		if c, _ := h.contract(id); c.Rateable() {
			over = append(over, id)
		}
	}
	if len(over) > 0 && h.between("any contract", 0, 5) > 0 {
		return oneOf(h, "over", over)
	}
	return h.one(h.contracts, id.Contract)
}

// rate lets one side of a contract rate the other, and sometimes both.
func (h *history) rate() {
	in := h.over()
	cmd := func() transact.Rate {
		o := transact.Rate{ContractID: in, Comment: oneOf(h, "comment", []string{"ありがとうございました", "", " 助かり\r\nました "})}
		for i := range o.Items {
			o.Items[i] = h.between("score", rating.Lowest, rating.Highest)
		}
		switch h.between("malformed", 0, 15) {
		case 0:
			o.Items[h.between("item", 0, len(o.Items)-1)] = oneOf(h, "no score", []int{0, 6, -1})
		case 1:
			o.Comment = strings.Repeat("長", rating.MaxText+1)
		}
		return o
	}
	c, ok := h.contract(in)
	if ok && h.maybe("both sides") {
		for _, who := range []string{c.WorkerID, c.ClientID} {
			h.keyed(&repeat{who: contract.Actor{Account: who}, cmd: cmd()})
		}
		return
	}
	h.keyed(&repeat{who: h.party(in), cmd: cmd()})
}

// ratings lists all that were ever given.
func (h *history) ratings(one *house) (all []rating.Rating) {
	err := one.store.Scan(context.Background(), store.Scan{Rating: func(r rating.Rating) error {
		all = append(all, r)
		return nil
	}})
	if err != nil {
		h.r.Fatal(err)
	}
	return all
}

// reply replies to a rating, mostly as who may.
func (h *history) reply() {
	all := h.ratings(h.model())
	to := h.one(ids(all, func(r rating.Rating) string { return r.ID }), id.Rating)
	who := h.anyone()
	if at := slices.IndexFunc(all, func(r rating.Rating) bool { return r.ID == to }); at >= 0 && h.between("somebody else", 0, 5) > 0 {
		who = contract.Actor{Account: all[at].Of}
	}
	text := oneOf(h, "reply", []string{"こちらこそ", "こちらこそ", "またお願いします", " "})
	h.keyed(&repeat{who: who, cmd: transact.ReplyToRating{RatingID: to, Text: text}})
}

// askRatings draws a question about ratings.
func (h *history) askRatings(who string, now calendar.Instant) func(store.Reader) (any, error) {
	ctx := context.Background()
	all := ids(h.ratings(h.model()), func(r rating.Rating) string { return r.ID })
	switch oneOf(h, "about", []string{"one", "contract", "sum", "person"}) {
	case "one":
		of := h.one(all, id.Rating)
		return func(r store.Reader) (any, error) { return value(r.Rating(ctx, of)) }
	case "contract":
		of := h.over()
		return func(r store.Reader) (any, error) { return rows(r.RatingsOfContract(ctx, of)) }
	case "sum":
		return func(r store.Reader) (any, error) { return value(r.RatingSummary(ctx, who, now)) }
	}
	p := store.Page{Limit: oneOf(h, "limit", []int{1_000, 1, 2})}
	if len(all) > 0 && h.maybe("cursor") {
		p.Cursor = oneOf(h, "after", all)
	}
	return func(r store.Reader) (any, error) { return rows(r.RatingsOf(ctx, who, now, p)) }
}

// stars recomputes from all ratings what is shown of each person: the window
// and the other side's rating alone decide it (R12.1), and who said nothing
// counts for nothing (R12.2).
func (h *history) stars(one *house) {
	ctx, now := context.Background(), h.now()
	all := h.ratings(one)
	for _, who := range h.people {
		var sum rating.Summary
		var shown []rating.Rating
		for _, r := range all {
			other := slices.ContainsFunc(all, func(o rating.Rating) bool { return o.ContractID == r.ContractID && o.By == r.Of })
			if r.Of == who.Account && (other || now >= r.Until) {
				shown = append([]rating.Rating{r}, shown...)
				sum.Side(r.As).Add(r.Scores)
			}
		}
		if got := must(one.store.RatingSummary(ctx, who.Account, now)); got != sum {
			h.r.Fatalf("%s: the stars of %s are %+v, not %+v", one.name, who.Account, got, sum)
		}
		if got := must(one.store.RatingsOf(ctx, who.Account, now, store.Page{})); !slices.Equal(got, shown) {
			h.r.Fatalf("%s: shown of %s is %+v, not %+v", one.name, who.Account, got, shown)
		}
		h.seen["ratings shown"] += len(shown)
	}
	for _, r := range all {
		c, _ := h.contract(r.ContractID)
		if !c.Rateable() || r.At < c.Since || r.At >= r.Until || r.Reply.Given() && r.Reply.At < r.VisibleFrom() {
			h.r.Fatalf("%s: a rating that cannot be: %+v of %s", one.name, r, show(c))
		}
	}
}
