package ledger

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
)

// A Statement is what happened on one account in a period (明細): the opening
// balance and its lines are the closing balance (L17).
type Statement struct {
	After, Upto calendar.Instant // the period's first instant is just behind After, its last is Upto
	Opening     money.Yen
	Lines       []StatementLine // oldest first
	Closing     money.Yen
}

// A StatementLine is a line with what stood on the account after it.
type StatementLine struct {
	Line
	Balance money.Yen
}

// StatementOf cuts a period out of an account's lines, which are given newest
// first down to the period's beginning at least, with what stands on the account
// after the newest of them. A deadline that ends a day happens at its 24:00: that
// instant is still of the period that it ends.
func StatementOf(balance money.Yen, lines []Line, after, upto calendar.Instant) Statement {
	s := Statement{After: after, Upto: upto, Closing: balance}
	for _, l := range lines {
		if l.At > upto {
			s.Closing -= l.Amount
		}
	}
	s.Opening = s.Closing
	for _, l := range lines {
		if l.At > after && l.At <= upto {
			s.Opening -= l.Amount
		}
	}
	stands := s.Opening
	for i := len(lines) - 1; i >= 0; i-- {
		if l := lines[i]; l.At > after && l.At <= upto {
			stands += l.Amount
			s.Lines = append(s.Lines, StatementLine{l, stands})
		}
	}
	return s
}
