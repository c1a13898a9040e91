package rating

import (
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
)

// Rate lets one side of an ended contract rate the other, once and within the
// window (R12.1). Given are the contract's ratings so far.
func Rate(c contract.Contract, given []Rating, scores Scores, comment string, on contract.Occasion) (Rating, error) {
	role, by := c.RoleOf(on.Who), on.Who.Account
	switch role {
	case contract.Client, contract.Worker:
	case contract.Operator:
		return Rating{}, refusal.Denied("R12.1", "This is not for the operator to do.")
	default:
		return Rating{}, refusal.NoSuch("contract")
	}
	switch {
	case !c.Rateable():
		return Rating{}, refusal.Conflict(refusal.StateConflict, "R12.1", "A contract is rated once it is completed or ended midway; this one is "+string(c.State)+".").In(string(c.State))
	case slices.ContainsFunc(given, func(r Rating) bool { return r.By == by }):
		return Rating{}, refusal.Conflict(refusal.AlreadyRated, "R12.1", "You have rated this contract; a rating cannot be changed.").In(string(c.State))
	case on.Now >= c.RateBy(on.Calendar):
		return Rating{}, refusal.Conflict(refusal.StateConflict, "R12.1", "The time for ratings ended at "+c.RateBy(on.Calendar).String()+".").In(string(c.State))
	}
	for _, item := range Items {
		if scores[item] < Lowest || scores[item] > Highest {
			return Rating{}, refusal.Invalid(item.String(), "R12.1", "Each item is rated from 1 to 5.")
		}
	}
	comment, err := prose("comment", comment)
	if err != nil {
		return Rating{}, err
	}
	r := Rating{
		ID: on.IDs.New(id.Rating, on.Now), ContractID: c.ID, PolicyVersion: c.PolicyVersion,
		By: by, Of: c.Party(contract.Other(role)), As: contract.Other(role),
		Scores: scores, Comment: comment, At: on.Now, Until: c.RateBy(on.Calendar),
	}
	for _, other := range given {
		r.OtherAt = other.At
	}
	return r, nil
}

// Standing is how the rating of a contract stands for one side.
type Standing string

// The standings.
const (
	None    Standing = "none"    // the contract is not one to be rated, or not yet
	Open    Standing = "open"    // they may rate
	Waiting Standing = "waiting" // they have rated, and the other side still may
	Shown   Standing = "shown"   // nobody may any more; all that was given is shown
)

// Stands says how the rating of a contract stands for one side. Before they have
// rated it does not tell whether the other side has.
func Stands(c contract.Contract, given []Rating, account string, now calendar.Instant, cal calendar.Calendar) Standing {
	rated := slices.ContainsFunc(given, func(r Rating) bool { return r.By == account })
	switch {
	case !c.Rateable():
		return None
	case now >= c.RateBy(cal) || rated && len(given) == 2:
		return Shown
	case rated:
		return Waiting
	}
	return Open
}
