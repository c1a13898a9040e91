// Package calendar is time as the rules speak of it: instants, periods of days
// and of business days (営業日), in the platform's time zone. It promises that
// every period ends exactly where Civil Code art. 140–141 and rule R0.3 say, and
// it refuses to read a clock: "now" is always handed in (engine/clock reads it).
package calendar

import (
	"fmt"
	"strconv"
	"time"
)

// Instant is a point in time in whole microseconds since 1970-01-01T00:00:00Z
// (R0.1). The zero Instant means "none"; no real instant of ours is that old.
type Instant int64

// Of truncates t to the microsecond.
func Of(t time.Time) Instant { return Instant(t.UnixMicro()) }

// Parse reads an RFC 3339 instant; digits past the microsecond are refused.
func Parse(s string) (Instant, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return 0, fmt.Errorf("%q is not an RFC 3339 instant", s)
	}
	if t.Nanosecond()%1000 != 0 {
		return 0, fmt.Errorf("%q is finer than a microsecond", s)
	}
	if t.Year() < 1970 || t.Year() > 9999 {
		return 0, fmt.Errorf("%q is outside the years 1970 to 9999", s)
	}
	return Of(t), nil
}

// Time is the instant in UTC, without a monotonic reading.
func (i Instant) Time() time.Time { return time.UnixMicro(int64(i)).UTC() }

// IsZero reports "none".
func (i Instant) IsZero() bool { return i == 0 }

// Add moves the instant by d, truncated to the microsecond.
func (i Instant) Add(d time.Duration) Instant { return i + Instant(d.Microseconds()) }

// Sub is the time from j to i.
func (i Instant) Sub(j Instant) time.Duration { return time.Duration(i-j) * time.Microsecond }

// String is RFC 3339 in UTC with as many decimals as needed, at most six.
func (i Instant) String() string {
	if i == 0 {
		return ""
	}
	return i.Time().Format(time.RFC3339Nano)
}

// MarshalJSON writes the RFC 3339 string, and null for "none".
func (i Instant) MarshalJSON() ([]byte, error) {
	if i == 0 {
		return []byte("null"), nil
	}
	b := make([]byte, 0, 34)
	b = append(b, '"')
	b = i.Time().AppendFormat(b, time.RFC3339Nano)
	return append(b, '"'), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (i *Instant) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*i = 0
		return nil
	}
	s, err := strconv.Unquote(string(b))
	if err != nil {
		return fmt.Errorf("an instant is a string: %w", err)
	}
	*i, err = Parse(s)
	return err
}
