// Package desk is how the staff shares its work (運営デスク, R13.3): who has taken a
// case in hand, how the texts begin that it sends again and again, and how urgent
// a case is by its service clock.
package desk

import (
	"time"

	"azukari/internal/base/calendar"
)

// ClaimLasts is how long a case stays with whoever took it in hand.
const ClaimLasts = 30 * time.Minute

// A Claim is that somebody of the staff has taken a case in hand (担当), so that
// two do not do it twice. It binds nobody and ends by itself.
type Claim struct {
	CaseID string
	By     string // account; empty: given back
	Until  calendar.Instant
}

// Take takes a case in hand.
func Take(caseID, by string, now calendar.Instant) Claim {
	return Claim{caseID, by, now.Add(ClaimLasts)}
}

// Holds reports whether the claim is in force.
func (c Claim) Holds(now calendar.Instant) bool { return c.By != "" && now < c.Until }

// Urgency is how soon a case must be decided.
type Urgency string

// The urgencies, the least first.
const (
	Calm  Urgency = "calm"
	Today Urgency = "today" // its last business day
	Late  Urgency = "late"
)

// Clock is a case's service clock: the business days that are left after today
// (0: it ends today), and how urgent that is.
func Clock(cal calendar.Calendar, now, by calendar.Instant) (days int, urgency Urgency) {
	if now >= by {
		return 0, Late
	}
	days = cal.BusinessDaysLeft(now, by)
	if days == 0 {
		return 0, Today
	}
	return days, Calm
}
