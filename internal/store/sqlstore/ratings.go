package sqlstore

import (
	"context"
	"fmt"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/rating"
	"azukari/internal/store"
)

// ratings are written as they were given …
var ratings = table[rating.Rating]{
	name: "ratings",
	fixed: func(r *rating.Rating) []column {
		return append([]column{
			{"id", &r.ID},
			{"contract_id", &r.ContractID},
			{"policy_version", &r.PolicyVersion},
			{"by_id", &r.By},
			{"of_id", &r.Of},
			{"rated_as", (*string)(&r.As)},
			{"comment", &r.Comment},
			{"at", (*int64)(&r.At)},
			{"closes_at", (*int64)(&r.Until)},
		}, scores(&r.Scores)...)
	},
}

// … and read with what came to them: the other side's rating and the reply.
var wholeRatings = table[rating.Rating]{
	name: "ratings",
	fixed: func(r *rating.Rating) []column {
		return append(ratings.fixed(r),
			column{"other_at", (*int64)(&r.OtherAt)},
			column{"reply_to", &r.Reply.RatingID},
			column{"reply_text", &r.Reply.Text},
			column{"reply_at", (*int64)(&r.Reply.At)})
	},
}

var replies = table[rating.Reply]{
	name: "rating_replies",
	fixed: func(r *rating.Reply) []column {
		return []column{
			{"rating_id", &r.RatingID},
			{"text", &r.Text},
			{"at", (*int64)(&r.At)},
		}
	},
}

func scores(s *rating.Scores) []column {
	columns := make([]column, len(s))
	for _, item := range rating.Items {
		columns[item] = column{item.String(), &s[item]}
	}
	return columns
}

// wholeRating reads ratings t, each with the other side's o and the reply y.
var wholeRating = "select " + ratings.list("t") + ", o.at, y.rating_id, y.text, y.at from ratings t" +
	" left join ratings o on o.contract_id = t.contract_id and o.by_id = t.of_id" +
	" left join rating_replies y on y.rating_id = t.id"

// shown is the condition under which everybody sees rating t: the window has
// ended, or the other side has rated too.
func shown(now, other string) string {
	return "(t.closes_at <= " + now + " or " + other + ")"
}

var (
	ratingByID        = wholeRating + " where t.id = $1"
	ratingsOfContract = wholeRating + " where t.contract_id = $1 order by t.id"
	ratingsOf         = wholeRating + " where t.of_id = $1 and " + shown("$2", "o.id is not null") + " and t.id < $3 order by t.id desc limit $4"
	ratingSums        = "select t.rated_as, count(*)" + sumsOf(rating.Items) + " from ratings t where t.of_id = $1 and " +
		shown("$2", "exists (select 1 from ratings o where o.contract_id = t.contract_id and o.by_id = t.of_id)") + " group by t.rated_as"
	scanRatings = wholeRating + " order by t.id"
)

// namedRatings reads all ratings of the contracts whose ids a list holds, and
// of those whose rating's id it holds.
func namedRatings(list string) string {
	return wholeRating + " where t.contract_id in (" + list + " union all select n.contract_id from ratings n where n.id in (" + list + ")) order by t.id"
}

var (
	sqliteRatings   = namedRatings("select $1")
	postgresRatings = namedRatings("select unnest($1::text[])")
	lockRatings     = "select id from ratings where id = any($1) order by id" + holding
)

func sumsOf(items []rating.Item) (all string) {
	for _, item := range items {
		all += ", cast(sum(t." + item.String() + ") as bigint)"
	}
	return all
}

type ratingSum struct {
	as string
	rating.Tally
}

var ratingSumRows = table[ratingSum]{
	name: "ratings",
	fixed: func(s *ratingSum) []column {
		return append([]column{{"rated_as", &s.as}, {"count", &s.Count}}, scores(&s.Sums)...)
	},
}

// Rating finds one rating, shown or not.
func (r *reader) Rating(ctx context.Context, id string) (rating.Rating, error) {
	return one(ctx, r, wholeRatings, ratingByID, id)
}

// RatingsOfContract lists both sides' ratings, shown or not, oldest first.
func (r *reader) RatingsOfContract(ctx context.Context, contractID string) ([]rating.Rating, error) {
	return list(ctx, r, wholeRatings, ratingsOfContract, contractID)
}

// RatingsOf lists what is shown of somebody.
func (r *reader) RatingsOf(ctx context.Context, accountID string, now calendar.Instant, p store.Page) ([]rating.Rating, error) {
	return list(ctx, r, wholeRatings, ratingsOf, accountID, int64(now), cursorBefore(p), p.Rows())
}

// RatingSummary adds up what is shown of somebody.
func (r *reader) RatingSummary(ctx context.Context, accountID string, now calendar.Instant) (s rating.Summary, _ error) {
	sums, err := list(ctx, r, ratingSumRows, ratingSums, accountID, int64(now))
	if err != nil {
		return s, fmt.Errorf("add up ratings: %w", err)
	}
	for _, sum := range sums {
		*s.Side(contract.Role(sum.as)) = sum.Tally
	}
	return s, nil
}
