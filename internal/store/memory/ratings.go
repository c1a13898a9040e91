package memory

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/rating"
	"azukari/internal/store"
)

// Rating finds one rating, shown or not.
func (s *Store) Rating(_ context.Context, id string) (rating.Rating, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r, ok := s.ratings.get(id)
	if !ok {
		return r, store.ErrNotFound
	}
	return s.whole(r), nil
}

// RatingsOfContract lists both sides' ratings, shown or not, oldest first.
func (s *Store) RatingsOfContract(_ context.Context, contractID string) ([]rating.Rating, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.wholeRatings(func(r rating.Rating) bool { return r.ContractID == contractID }), nil
}

// RatingsOf lists what is shown of somebody, newest first.
func (s *Store) RatingsOf(_ context.Context, accountID string, now calendar.Instant, p store.Page) ([]rating.Rating, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	found := s.ratings.newest(p, func(r rating.Rating) bool { return r.Of == accountID && s.whole(r).Visible(now) })
	for i, r := range found {
		found[i] = s.whole(r)
	}
	return found, nil
}

// RatingSummary adds up what is shown of somebody.
func (s *Store) RatingSummary(_ context.Context, accountID string, now calendar.Instant) (sum rating.Summary, _ error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, r := range s.ratings.rows {
		if r.Of == accountID && s.whole(r).Visible(now) {
			sum.Side(r.As).Add(r.Scores)
		}
	}
	return sum, nil
}

// whole is a rating with what came to it.
func (s *Store) whole(r rating.Rating) rating.Rating {
	r.Reply, r.OtherAt = s.replies.rows[r.ID], 0
	for _, o := range s.ratings.rows {
		if o.ContractID == r.ContractID && o.By == r.Of {
			r.OtherAt = o.At
		}
	}
	return r
}

func (s *Store) wholeRatings(keep func(rating.Rating) bool) []rating.Rating {
	found := s.ratings.list(s.ratings.keys(keep))
	for i, r := range found {
		found[i] = s.whole(r)
	}
	return found
}

func (s *Store) everyRating() []rating.Rating {
	return s.wholeRatings(func(rating.Rating) bool { return true })
}

// pickRatings copies all ratings of the contracts that are named, themselves or
// by one of their ratings.
func (s *Store) pickRatings(into map[string]rating.Rating, names []string) {
	for _, name := range names {
		of := name
		if r, ok := s.ratings.rows[name]; ok {
			of = r.ContractID
		}
		for _, r := range s.wholeRatings(func(r rating.Rating) bool { return r.ContractID == of }) {
			into[r.ID] = r
		}
	}
}

// addRating keeps a new rating; the second one by the same side was made by
// somebody whom the batch did not see.
func (d *draft) addRating(r rating.Rating) error {
	if err := errors.Join(free("rating", &d.ratings, r.ID), need("contract", &d.contracts, r.ContractID), need("account", &d.accounts, r.By), need("account", &d.accounts, r.Of)); err != nil {
		return err
	}
	if r.By == r.Of || r.At >= r.Until || utf8.RuneCountInString(r.Comment) > rating.MaxText || r.As != contract.Client && r.As != contract.Worker {
		return fmt.Errorf("rating %s cannot be", r.ID)
	}
	for _, item := range rating.Items {
		if r.Scores[item] < rating.Lowest || r.Scores[item] > rating.Highest {
			return fmt.Errorf("rating %s has a %s of %d", r.ID, item, r.Scores[item])
		}
	}
	for _, kept := range d.ratings.rows {
		if kept.ContractID == r.ContractID && kept.By == r.By {
			return fmt.Errorf("%s has rated %s already: %w", r.By, r.ContractID, store.ErrRetry)
		}
	}
	r.OtherAt, r.Reply = 0, rating.Reply{}
	put(d, &d.ratings, r.ID, r)
	return nil
}

func (d *draft) addReply(r rating.Reply) error {
	if err := need("rating", &d.ratings, r.RatingID); err != nil {
		return err
	}
	if r.Text == "" || utf8.RuneCountInString(r.Text) > rating.MaxText {
		return fmt.Errorf("the reply to %s cannot be", r.RatingID)
	}
	if _, taken := d.replies.rows[r.RatingID]; taken {
		return fmt.Errorf("rating %s was replied to already: %w", r.RatingID, store.ErrRetry)
	}
	put(d, &d.replies, r.RatingID, r)
	return nil
}
