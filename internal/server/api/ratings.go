package api

import (
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/rating"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var ratingRoutes = []route{
	post[ratingIn, Rating]("/v1/contracts/{id}/ratings", "ratings", "Rate the other side of an ended contract, once (評価)", person, giveRating, http.StatusCreated),
	get("/v1/contracts/{id}/ratings", "ratings", "The contract's ratings: the caller's own, and the other side's once it is shown", person, readRatings),
	post[replyIn, Rating]("/v1/ratings/{id}/reply", "ratings", "Reply to a rating of oneself, once (返信)", person, replyToRating, http.StatusCreated),
	get("/v1/people/{id}/ratings", "ratings", "What is shown of a person, newest first, with its sums", person, listRatings),
}

type ratingIn struct {
	ID   string `path:"id"`
	Body struct {
		Skill         int    `json:"skill" minimum:"1" maximum:"5" doc:"スキル"`
		Quality       int    `json:"quality" minimum:"1" maximum:"5" doc:"クオリティ"`
		Schedule      int    `json:"schedule" minimum:"1" maximum:"5" doc:"スケジュール"`
		Communication int    `json:"communication" minimum:"1" maximum:"5" doc:"コミュニケーション"`
		Partnership   int    `json:"partnership" minimum:"1" maximum:"5" doc:"パートナーシップ"`
		Comment       string `json:"comment,omitempty" maxLength:"2000"`
	}
}

type replyIn struct {
	ID   string `path:"id"`
	Body struct {
		Text prose `json:"text" maxLength:"2000"`
	}
}

// Rating is what one side of a contract says of the other.
type Rating struct {
	ID            string           `json:"id"`
	ContractID    *string          `json:"contract_id" doc:"null where the caller is not a party"`
	ByID          string           `json:"by_id"`
	OfID          string           `json:"of_id"`
	As            string           `json:"as" enum:"client,worker" doc:"What the rated side was"`
	Skill         int              `json:"skill"`
	Quality       int              `json:"quality"`
	Schedule      int              `json:"schedule"`
	Communication int              `json:"communication"`
	Partnership   int              `json:"partnership"`
	Comment       string           `json:"comment"`
	At            calendar.Instant `json:"at" format:"date-time"`
	Visible       bool             `json:"visible" doc:"Shown to everybody; before that only to who gave it"`
	VisibleFrom   calendar.Instant `json:"visible_from" format:"date-time" doc:"While it is not visible: at the latest"`
	Reply         *RatingReply     `json:"reply"`
}

// RatingReply is the rated side's one answer.
type RatingReply struct {
	Text string           `json:"text"`
	At   calendar.Instant `json:"at" format:"date-time"`
}

func viewRating(r rating.Rating, caller string, now calendar.Instant) Rating {
	s := r.Scores
	v := Rating{
		ID: r.ID, ByID: r.By, OfID: r.Of, As: string(r.As),
		Skill: s[rating.Skill], Quality: s[rating.Quality], Schedule: s[rating.Schedule], Communication: s[rating.Communication], Partnership: s[rating.Partnership],
		Comment: r.Comment, At: r.At, Visible: r.Visible(now), VisibleFrom: r.VisibleFrom(),
	}
	if caller == r.By || caller == r.Of {
		v.ContractID = &r.ContractID
	}
	if r.Reply.Given() {
		v.Reply = &RatingReply{r.Reply.Text, r.Reply.At}
	}
	return v
}

// renderRating shows the rating that a command answers with, as it stood then.
func (q *request) renderRating(at func(rating.Rating) calendar.Instant) func(any) (int, any) {
	return func(result any) (int, any) {
		r := result.(rating.Rating)
		return http.StatusCreated, viewRating(r, q.caller.ID, at(r))
	}
}

func giveRating(q *request, in *ratingIn) (reply, error) {
	b := in.Body
	return q.do(transact.Rate{
		ContractID: in.ID, Items: rating.Scores{b.Skill, b.Quality, b.Schedule, b.Communication, b.Partnership}, Comment: b.Comment,
	}, q.renderRating(func(r rating.Rating) calendar.Instant { return r.At }))
}

func replyToRating(q *request, in *replyIn) (reply, error) {
	return q.do(transact.ReplyToRating{RatingID: in.ID, Text: string(in.Body.Text)},
		q.renderRating(func(r rating.Rating) calendar.Instant { return r.Reply.At }))
}

// ContractRatings are a contract's ratings as the caller sees them.
type ContractRatings struct {
	Data       []Rating          `json:"data" nullable:"false"`
	NextCursor *string           `json:"next_cursor" doc:"null: there are two at most"`
	State      string            `json:"state" enum:"none,open,waiting,shown" doc:"none: not to be rated (yet); open: the caller may rate; waiting: they have, and the other side still may; shown: all that was given is shown"`
	RateBy     *calendar.Instant `json:"rate_by" doc:"Until when both sides may rate"`
}

func readRatings(q *request, in *struct {
	ID string `path:"id"`
}) (ContractRatings, error) {
	c, on, err := q.asSeen(in.ID)
	if err != nil {
		return ContractRatings{}, err
	}
	all, err := q.store().RatingsOfContract(q.ctx, c.ID)
	if err != nil {
		return ContractRatings{}, err
	}
	v := ContractRatings{Data: []Rating{}, State: string(rating.Stands(c, all, q.caller.ID, on.Now, on.Calendar))}
	for _, r := range rating.Seen(all, q.caller.ID, on.Now) {
		v.Data = append(v.Data, viewRating(r, q.caller.ID, on.Now))
	}
	if c.Rateable() {
		v.RateBy = instant(c.RateBy(on.Calendar))
	}
	return v, nil
}

// PersonRatings is a page of what is shown of a person, and the sum of all.
type PersonRatings struct {
	Data       []Rating  `json:"data" nullable:"false"`
	NextCursor *string   `json:"next_cursor" doc:"null on the last page"`
	AsClient   RatingSum `json:"as_client"`
	AsWorker   RatingSum `json:"as_worker"`
}

// RatingSum adds up what is shown: an item's average is its sum by the count.
type RatingSum struct {
	Count         int `json:"count" doc:"Ratings given; silence is none"`
	Skill         int `json:"skill"`
	Quality       int `json:"quality"`
	Schedule      int `json:"schedule"`
	Communication int `json:"communication"`
	Partnership   int `json:"partnership"`
}

func viewSum(t rating.Tally) RatingSum {
	s := t.Sums
	return RatingSum{t.Count, s[rating.Skill], s[rating.Quality], s[rating.Schedule], s[rating.Communication], s[rating.Partnership]}
}

func listRatings(q *request, in *struct {
	ID string `path:"id"`
	Paging
}) (PersonRatings, error) {
	now, err := q.now()
	if err != nil {
		return PersonRatings{}, err
	}
	who, err := q.store().Account(q.ctx, in.ID)
	if err == nil && who.Staff() {
		err = refusal.NoSuch("person")
	}
	if err != nil {
		return PersonRatings{}, err
	}
	all, err := page(in.Paging, func(p store.Page) ([]rating.Rating, error) { return q.store().RatingsOf(q.ctx, who.ID, now, p) },
		func(r rating.Rating) string { return r.ID }, func(r rating.Rating) Rating { return viewRating(r, q.caller.ID, now) })
	if err != nil {
		return PersonRatings{}, err
	}
	sum, err := q.store().RatingSummary(q.ctx, who.ID, now)
	return PersonRatings{all.Data, all.NextCursor, viewSum(*sum.Side(contract.Client)), viewSum(*sum.Side(contract.Worker))}, err
}
