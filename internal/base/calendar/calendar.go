package calendar

import (
	"time"
	_ "time/tzdata" // machines and containers without time zones compute the same
)

// A Calendar computes the rules' periods in one time zone with one country's
// holidays. It holds no state and is safe for concurrent use.
type Calendar struct{ zone *time.Location }

// In makes a Calendar for the platform's time zone (R0.1; default Asia/Tokyo).
func In(zone *time.Location) Calendar { return Calendar{zone: zone} }

// Zone is the platform's time zone.
func (c Calendar) Zone() *time.Location { return c.zone }

// Day is the platform's date at i.
func (c Calendar) Day(i Instant) Date {
	y, m, d := i.Time().In(c.zone).Date()
	return Date{y, m, d}
}

// StartOf is 0:00 of the day.
func (c Calendar) StartOf(d Date) Instant {
	return Of(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, c.zone))
}

// At is the wall-clock hour (0–24) of the n-th day after the day of i: the hour
// at which reminders of "day n" go out.
func (c Calendar) At(i Instant, n, hour int) Instant {
	d := c.Day(i)
	return Of(time.Date(d.Year, d.Month, d.Day+n, hour, 0, 0, 0, c.zone))
}

// EndOfDays is the end of a period of n days from i: the day of i is not
// counted, the period ends with the end (24:00) of the n-th day (R0.2, Civil
// Code art. 140–141).
func (c Calendar) EndOfDays(i Instant, n int) Instant { return c.At(i, n, 24) }

// EndOfBusinessDays is the end (24:00) of the n-th business day (営業日) after
// the day of i, which is not counted (R0.3).
func (c Calendar) EndOfBusinessDays(i Instant, n int) Instant {
	day := c.Day(i)
	for n > 0 {
		day = day.Next()
		if IsBusinessDay(day) {
			n--
		}
	}
	return c.StartOf(day.Next())
}

// BusinessDaysLeft counts the business days (営業日) after the day of now up to
// the day that ends at by: 0 on the last of them, and on a day off that no
// business day follows.
func (c Calendar) BusinessDaysLeft(now, by Instant) (left int) {
	last := c.Day(by - 1)
	for day := c.Day(now).Next(); !last.Before(day); day = day.Next() {
		if IsBusinessDay(day) {
			left++
		}
	}
	return left
}
