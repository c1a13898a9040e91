// Package rating is what the two sides of an ended contract think of each other
// (評価): five items of 1 to 5 and a comment, given once, and one reply. Neither
// side sees the other's before both have spoken or the window has ended, and
// who says nothing gives no stars. What is seen follows from the rows and the
// time alone; nothing has to happen at the end of the window. It refuses what
// is late, given twice or out of range. Facts are domain/record's.
package rating

import (
	"strings"
	"unicode/utf8"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/policy"
)

// MaxText is the length of a comment and of a reply, in characters.
const MaxText = 2_000

// The bounds of a score.
const (
	Lowest  = 1
	Highest = 5
)

// An Item is one of the five things that are rated.
type Item int

// The items (R12.1).
const (
	Skill         Item = iota // スキル
	Quality                   // クオリティ
	Schedule                  // スケジュール
	Communication             // コミュニケーション
	Partnership               // パートナーシップ
	items
)

// Items lists them in their order.
var Items = []Item{Skill, Quality, Schedule, Communication, Partnership}

var itemNames = [items]string{"skill", "quality", "schedule", "communication", "partnership"}

// String is the item's name for programs.
func (i Item) String() string { return itemNames[i] }

// Scores are one number for each item.
type Scores [items]int

// A Rating is what one side of a contract says of the other. It is never
// changed.
type Rating struct {
	ID            string
	ContractID    string
	PolicyVersion int           // of the contract
	By, Of        string        // accounts
	As            contract.Role // what the rated side was on the contract
	Scores        Scores
	Comment       string // may be empty
	At            calendar.Instant
	Until         calendar.Instant // the end of the window in which both could rate

	OtherAt calendar.Instant // when the other side rated; not (yet) when zero
	Reply   Reply            // the rated side's; none when its At is zero
}

// A Reply (返信) is the rated side's one answer to a rating.
type Reply struct {
	RatingID string
	Text     string
	At       calendar.Instant
}

// Given reports whether there is a reply.
func (r Reply) Given() bool { return !r.At.IsZero() }

// VisibleFrom is when a rating is shown: once both sides have rated, and at the
// end of the window at the latest.
func (r Rating) VisibleFrom() calendar.Instant {
	if r.OtherAt.IsZero() {
		return r.Until
	}
	return min(max(r.At, r.OtherAt), r.Until)
}

// Visible reports whether everybody may see the rating; before that only who
// gave it does.
func (r Rating) Visible(now calendar.Instant) bool { return now >= r.VisibleFrom() }

// SeenBy reports whether one person may see the rating.
func (r Rating) SeenBy(account string, now calendar.Instant) bool {
	return r.By == account || r.Visible(now)
}

// Seen lists those of a contract's ratings that one person may see.
func Seen(all []Rating, account string, now calendar.Instant) []Rating {
	seen := []Rating{}
	for _, r := range all {
		if r.SeenBy(account, now) {
			seen = append(seen, r)
		}
	}
	return seen
}

// ReplyBy is until when the rated side may reply, counted from the instant at
// which the rating is shown.
func (r Rating) ReplyBy(cal calendar.Calendar) calendar.Instant {
	return cal.EndOfDays(r.VisibleFrom(), policy.Version(r.PolicyVersion).RatingReplyDays)
}

// MayReply reports whether somebody may reply to the rating now.
func (r Rating) MayReply(account string, now calendar.Instant, cal calendar.Calendar) bool {
	return r.Of == account && r.Visible(now) && !r.Reply.Given() && now < r.ReplyBy(cal)
}

// prose is a text as it is kept, or why it cannot be.
func prose(field, text string) (string, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	switch {
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return "", refusal.Invalid(field, "R12.1", "This text cannot be read.")
	case utf8.RuneCountInString(text) > MaxText:
		return "", refusal.Invalid(field, "R12.1", "A comment or a reply has at most 2,000 characters.")
	}
	return text, nil
}
