package message

import "azukari/internal/base/calendar"

// A Mark (既読) says how far somebody has read a thread (R11.1).
type Mark struct {
	Thread    string // the proposal's id
	AccountID string
	Upto      string // the id of the last message read
	At        calendar.Instant
}

// Read reports whether a message lies within the mark.
func (m Mark) Read(messageID string) bool { return messageID <= m.Upto }

// A Thread is one line of somebody's list of messages.
type Thread struct {
	ID         string // the proposal's
	JobID      string
	ContractID string // empty before there is one
	Title      string // of the job
	OtherID    string // account of the other side
	OtherName  string
	Last       Message
	Unread     int              // messages of the other side that lie beyond the mark
	UnreadAt   calendar.Instant // the last one of them; zero when there is none
}
