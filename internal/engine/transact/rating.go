package transact

import (
	"azukari/internal/domain/rating"
	"azukari/internal/store"
)

// Rate lets the actor rate the other side of an ended contract (R12.1); the
// answer is the rating.Rating.
type Rate struct {
	ContractID string
	Items      rating.Scores
	Comment    string
}

// Names the contract with its ratings.
func (o Rate) Names() store.Names {
	return store.Names{Contracts: []string{o.ContractID}, Ratings: []string{o.ContractID}}
}

// Decide takes what the clock owed first, which may be the contract's end.
func (o Rate) Decide(w *Work) (any, error) {
	c, _, err := w.Contract(o.ContractID)
	if err != nil {
		return nil, err
	}
	given := w.ratings(c.ID)
	r, err := rating.Rate(c, given, o.Items, o.Comment, w.Occasion())
	if err != nil {
		return nil, err
	}
	for _, other := range given {
		other.OtherAt = r.At
		w.Rows.Ratings[other.ID] = other
	}
	w.Rows.Ratings[r.ID] = r
	w.pending.Ratings = append(w.pending.Ratings, r)
	return r, nil
}

// ratings are those given on a contract so far: two at most.
func (w *Work) ratings(contractID string) (given []rating.Rating) {
	for _, r := range w.Rows.Ratings {
		if r.ContractID == contractID {
			given = append(given, r)
		}
	}
	return given
}

// ReplyToRating lets the actor reply to what was said of them (R12.1); the
// answer is the rating.Rating with the reply.
type ReplyToRating struct {
	RatingID string
	Text     string
}

// Names the rating.
func (o ReplyToRating) Names() store.Names { return store.Names{Ratings: []string{o.RatingID}} }

// Decide replies.
func (o ReplyToRating) Decide(w *Work) (any, error) {
	r := w.Rows.Ratings[o.RatingID]
	reply, err := r.Answer(o.Text, w.Occasion())
	if err != nil {
		return nil, err
	}
	r.Reply = reply
	w.Rows.Ratings[r.ID] = r
	w.pending.Replies = append(w.pending.Replies, reply)
	return r, nil
}
