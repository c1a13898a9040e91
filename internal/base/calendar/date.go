package calendar

import (
	"fmt"
	"time"
)

// Date is a day of the platform's calendar.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads 2026-12-01 and refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date such as 2026-12-01", s)
	}
	y, m, d := t.Date()
	return Date{y, m, d}, nil
}

// String is 2026-12-01, and empty for no date.
func (d Date) String() string {
	if d == (Date{}) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Next is the day after.
func (d Date) Next() Date { return d.Plus(1) }

// Plus is the day n days later.
func (d Date) Plus(n int) Date {
	y, m, day := d.utc().AddDate(0, 0, n).Date()
	return Date{y, m, day}
}

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.utc().Before(e.utc()) }

// Weekday of the day.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
