package storetest

import (
	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/rating"
	"azukari/internal/store"
)

// over is a contract that has ended midway.
func (w *world) over() contract.Contract {
	w.t.Helper()
	c := w.take(w.funded(10_000, job.Conditions{}), contract.RequestTermination{Reason: "都合"}, w.by(w.client))
	return w.take(c, contract.AgreeTermination{}, w.by(w.worker))
}

// rated lets one side rate as the door does.
func (w *world) rated(c contract.Contract, by account.Account, s rating.Scores) (r rating.Rating) {
	w.t.Helper()
	w.must(w.store.Write(w.ctx(), store.Names{Contracts: []string{c.ID}, Ratings: []string{c.ID}}, func(rows store.Rows) (store.Changes, error) {
		var given []rating.Rating
		for _, g := range rows.Ratings {
			given = append(given, g)
		}
		made, err := rating.Rate(rows.Contracts[c.ID], given, s, "「丁寧」でした。", w.on(w.by(by)))
		r = made
		return store.Changes{Ratings: []rating.Rating{made}}, err
	}))
	return r
}

func (w *world) replied(to rating.Rating, by account.Account) rating.Reply {
	w.t.Helper()
	reply, err := to.Answer("ありがとうございました", w.on(w.by(by)))
	w.must(err)
	w.write(store.Changes{Replies: []rating.Reply{reply}})
	return reply
}

// loaded is what a batch sees that names a contract or a rating.
func (w *world) loadedRatings(names ...string) (seen map[string]rating.Rating) {
	w.t.Helper()
	w.must(w.store.Write(w.ctx(), store.Names{Ratings: names}, func(rows store.Rows) (store.Changes, error) {
		seen = rows.Ratings
		return store.Changes{}, nil
	}))
	return seen
}

func (w *world) sum(of account.Account, now calendar.Instant) rating.Summary {
	w.t.Helper()
	s, err := w.store.RatingSummary(w.ctx(), of.ID, now)
	return get(w, s, err)
}

func (w *world) shownOf(of account.Account, now calendar.Instant) []rating.Rating {
	w.t.Helper()
	return paged(w, func(r rating.Rating) string { return r.ID }, func(p store.Page) ([]rating.Rating, error) {
		return w.store.RatingsOf(w.ctx(), of.ID, now, p)
	})
}

func (w *world) ofContract(c contract.Contract) []rating.Rating {
	w.t.Helper()
	all, err := w.store.RatingsOfContract(w.ctx(), c.ID)
	return get(w, all, err)
}

func ratingsComeBack(w *world) {
	c, other := w.over(), w.over()
	w.same("no ratings", w.ofContract(c), []rating.Rating{})
	w.same("no ratings to decide on", w.loadedRatings(c.ID, "rtg_none"), map[string]rating.Rating{})
	first := w.rated(c, w.client, rating.Scores{5, 4, 3, 2, 1})
	apart := w.rated(other, w.worker, rating.Scores{1, 1, 1, 1, 1})
	got, err := w.store.Rating(w.ctx(), first.ID)
	w.same("a rating", get(w, got, err), first)
	w.same("one side's", w.ofContract(c), []rating.Rating{first})

	second := w.rated(c, w.worker, rating.Scores{2, 2, 3, 3, 4})
	w.same("what the second one knows of the first", second.OtherAt, first.At)
	first.OtherAt = second.At
	first.Reply = w.replied(first, w.worker)
	w.same("both sides'", w.ofContract(c), []rating.Rating{first, second})
	both := map[string]rating.Rating{first.ID: first, second.ID: second}
	w.same("what a contract's id loads", w.loadedRatings(c.ID, c.ID), both)
	w.same("what a rating's id loads", w.loadedRatings(second.ID), both)
	w.same("what both load", w.loadedRatings(second.ID, other.ID, c.ID), map[string]rating.Rating{first.ID: first, second.ID: second, apart.ID: apart})
	got, err = w.store.Rating(w.ctx(), first.ID)
	w.same("a rating with its reply", get(w, got, err), first)
	var scanned []rating.Rating
	w.must(w.store.Scan(w.ctx(), store.Scan{Rating: into(&scanned)}))
	w.same("all ratings", scanned, []rating.Rating{first, apart, second})
}

func ratingsAreShownInTime(w *world) {
	alone, both, later := w.over(), w.over(), w.over()
	hidden := w.rated(alone, w.client, rating.Scores{1, 1, 1, 1, 1})
	first := w.rated(both, w.client, rating.Scores{5, 5, 5, 5, 5})
	w.same("before anybody may see", w.shownOf(w.worker, w.now), []rating.Rating{})
	w.same("no stars before", w.sum(w.worker, w.now), rating.Summary{})
	second := w.rated(both, w.worker, rating.Scores{4, 4, 4, 4, 4})
	first.OtherAt = second.At
	third := w.rated(later, w.client, rating.Scores{2, 3, 4, 5, 5})
	fourth := w.rated(later, w.worker, rating.Scores{3, 3, 3, 3, 3})
	third.OtherAt = fourth.At

	w.same("of the worker, newest first", w.shownOf(w.worker, w.now), []rating.Rating{third, first})
	w.same("of the client", w.shownOf(w.client, w.now), []rating.Rating{fourth, second})
	w.same("of a stranger", w.shownOf(w.operator, w.now), []rating.Rating{})
	w.same("the worker's stars", w.sum(w.worker, w.now), rating.Summary{AsWorker: rating.Tally{Count: 2, Sums: rating.Scores{7, 8, 9, 10, 10}}})
	w.same("the client's stars", w.sum(w.client, w.now), rating.Summary{AsClient: rating.Tally{Count: 2, Sums: rating.Scores{7, 7, 7, 7, 7}}})
	w.same("the last microsecond", w.shownOf(w.worker, hidden.Until-1), []rating.Rating{third, first})
	w.same("the end of the window", w.shownOf(w.worker, hidden.Until), []rating.Rating{third, first, hidden})
	w.same("the stars of the last microsecond", w.sum(w.worker, hidden.Until-1).AsWorker.Count, 2)
	w.same("the stars at the end", w.sum(w.worker, hidden.Until), rating.Summary{AsWorker: rating.Tally{Count: 3, Sums: rating.Scores{8, 9, 10, 11, 11}}})
}

func aSideRatesOnce(w *world) {
	c := w.over()
	first := w.rated(c, w.client, rating.Scores{5, 5, 5, 5, 5})
	again := first
	again.ID = w.ids.New("rtg", w.tick())
	w.refused("a second rating", w.tryWrite(store.Names{}, store.Changes{Ratings: []rating.Rating{again}}), store.ErrRetry)
	w.rated(c, w.worker, rating.Scores{4, 4, 4, 4, 4})
	first = w.ofContract(c)[0]
	reply := w.replied(first, w.worker)
	w.refused("a second reply", w.tryWrite(store.Names{}, store.Changes{Replies: []rating.Reply{reply}}), store.ErrRetry)
	for what, spoil := range map[string]func(*rating.Rating){
		"a rating of nothing":      func(r *rating.Rating) { r.Scores[rating.Schedule] = 0 },
		"a rating of six":          func(r *rating.Rating) { r.Scores[rating.Partnership] = 6 },
		"a rating of oneself":      func(r *rating.Rating) { r.Of = r.By },
		"a rating of an operator":  func(r *rating.Rating) { r.As = contract.Operator },
		"a rating of no contract":  func(r *rating.Rating) { r.ContractID = "ctr_none" },
		"a rating after the end":   func(r *rating.Rating) { r.At = r.Until },
		"a rating by nobody known": func(r *rating.Rating) { r.By = "acc_none" },
	} {
		other := again
		other.ContractID, other.By, other.Of = c.ID, w.operator.ID, w.worker.ID
		spoil(&other)
		w.refused(what, w.tryWrite(store.Names{}, store.Changes{Ratings: []rating.Rating{other}}), nil)
	}
	w.refused("a reply to nothing", w.tryWrite(store.Names{}, store.Changes{Replies: []rating.Reply{{RatingID: "rtg_none", Text: "x", At: 1}}}), nil)
	w.refused("a reply without words", w.tryWrite(store.Names{}, store.Changes{Replies: []rating.Reply{{RatingID: w.ofContract(c)[1].ID, At: 1}}}), nil)
	w.same("what is kept", len(w.ofContract(c)), 2)
}
