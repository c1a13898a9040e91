package rating

import (
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
)

// Answer lets the rated side reply, once, when the rating is shown and for a
// while after it (R12.1). Of a rating that is not shown yet nobody but its giver
// learns that it is there.
func (r Rating) Answer(text string, on contract.Occasion) (Reply, error) {
	switch {
	case r.ID == "" || !r.SeenBy(on.Who.Account, on.Now):
		return Reply{}, refusal.NoSuch("rating")
	case r.By == on.Who.Account:
		return Reply{}, refusal.Denied("R12.1", "The reply is for the side that was rated.")
	case r.Of != on.Who.Account:
		return Reply{}, refusal.NoSuch("rating")
	case r.Reply.Given():
		return Reply{}, refusal.Conflict(refusal.AlreadyReplied, "R12.1", "You have replied to this rating; a reply cannot be changed.")
	case on.Now >= r.ReplyBy(on.Calendar):
		return Reply{}, refusal.Conflict(refusal.StateConflict, "R12.1", "The time for a reply ended at "+r.ReplyBy(on.Calendar).String()+".")
	}
	text, err := prose("text", text)
	if err != nil {
		return Reply{}, err
	}
	if text == "" {
		return Reply{}, refusal.Invalid("text", "R12.1", "A reply has words.")
	}
	return Reply{RatingID: r.ID, Text: text, At: on.Now}, nil
}
