package calendar

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

func tokyo(t testing.TB) Calendar {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	return In(zone)
}

func at(t testing.TB, s string) Instant {
	t.Helper()
	i, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// TestHolidaysAreTheCountrysOwn compares every day of 32 years, both ways.
func TestHolidaysAreTheCountrysOwn(t *testing.T) {
	file, err := os.Open("testdata/holidays.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	known := map[string]string{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if day, name, ok := strings.Cut(lines.Text(), "\t"); ok {
			known[day] = name
		}
	}
	if len(known) < 500 {
		t.Fatalf("only %d holidays to compare with", len(known))
	}
	for day := (Date{2019, time.January, 1}); day.Year <= 2050; day = day.Next() {
		name, is := HolidayName(day)
		want, should := known[day.String()]
		if is != should {
			t.Errorf("%s: %q, should be %q", day, name, want)
		}
	}
	for day, name := range map[string]string{"2026-05-06": "振替休日", "2026-09-22": "国民の休日", "2027-03-22": "振替休日", "2026-02-23": "天皇誕生日", "2026-11-23": "勤労感謝の日"} {
		d, err := ParseDate(day)
		if got, _ := HolidayName(d); err != nil || got != name {
			t.Errorf("%s is %q, not %q", day, got, name)
		}
	}
}

func TestPeriodsOfDaysEndAt24(t *testing.T) {
	for _, c := range []struct {
		from string
		days int
		want string
	}{
		{"2026-11-24T10:00:00+09:00", 7, "2026-12-01T15:00:00Z"}, // R0.2's own example
		{"2026-11-24T00:00:00+09:00", 7, "2026-12-01T15:00:00Z"}, // at any hour
		{"2026-11-24T23:59:59.999999+09:00", 7, "2026-12-01T15:00:00Z"},
		{"2026-11-23T14:59:59.999999Z", 7, "2026-11-30T15:00:00Z"}, // still the 23rd in Tokyo
		{"2026-11-23T15:00:00Z", 7, "2026-12-01T15:00:00Z"},
		{"2028-02-22T12:00:00+09:00", 7, "2028-02-29T15:00:00Z"}, // a leap year
		{"2026-12-31T12:00:00+09:00", 1, "2027-01-01T15:00:00Z"},
		{"2099-12-25T12:00:00+09:00", 30, "2100-01-24T15:00:00Z"},
	} {
		if got := tokyo(t).EndOfDays(at(t, c.from), c.days); got.String() != c.want {
			t.Errorf("%d days from %s end at %s, not %s", c.days, c.from, got, c.want)
		}
	}
}

func TestPeriodsOfBusinessDaysSkipHolidays(t *testing.T) {
	for _, c := range []struct {
		from string
		days int
		want string
	}{
		{"2026-11-20T10:00:00+09:00", 2, "2026-11-25T15:00:00Z"}, // R0.3's own example
		{"2026-11-20T23:59:59+09:00", 2, "2026-11-25T15:00:00Z"},
		{"2026-11-21T10:00:00+09:00", 2, "2026-11-25T15:00:00Z"}, // a Saturday
		{"2026-04-28T10:00:00+09:00", 2, "2026-05-01T15:00:00Z"}, // golden week: 4/30 and 5/1 count
		{"2026-05-01T10:00:00+09:00", 2, "2026-05-08T15:00:00Z"}, // … 5/6 is a substitute
		{"2026-09-18T10:00:00+09:00", 2, "2026-09-25T15:00:00Z"}, // 21 敬老, 22 国民の休日, 23 秋分
		{"2026-12-28T10:00:00+09:00", 2, "2027-01-05T15:00:00Z"}, // 12-29…01-03 closed
		{"2026-12-25T10:00:00+09:00", 1, "2026-12-28T15:00:00Z"},
		{"2027-03-19T10:00:00+09:00", 1, "2027-03-23T15:00:00Z"}, // 22 振替
	} {
		if got := tokyo(t).EndOfBusinessDays(at(t, c.from), c.days); got.String() != c.want {
			t.Errorf("%d business days from %s end at %s, not %s", c.days, c.from, got, c.want)
		}
	}
}

// TestBusinessDaysOfTwoYears counts them against a sum made by hand: days of the
// year, less weekends, less holidays on weekdays, less other weekdays of the
// year's two ends.
func TestBusinessDaysOfTwoYears(t *testing.T) {
	for year, want := range map[int]int{2026: 365 - 104 - 17 - 4, 2027: 365 - 104 - 16 - 3} {
		count := 0
		for day := (Date{year, time.January, 1}); day.Year == year; day = day.Next() {
			if IsBusinessDay(day) {
				count++
			}
			if IsBusinessDay(day) && !IsBankDay(day) {
				t.Errorf("%s is a business day on which banks are closed", day)
			}
		}
		if count != want {
			t.Errorf("%d has %d business days, not %d", year, count, want)
		}
	}
}

func TestTheMachinesOwnZoneDoesNotMatter(t *testing.T) {
	was := time.Local
	defer func() { time.Local = was }()
	for _, name := range []string{"UTC", "America/New_York", "Asia/Tokyo"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = zone
		if got := tokyo(t).EndOfDays(at(t, "2026-11-01T06:30:00Z"), 1).String(); got != "2026-11-02T15:00:00Z" {
			t.Errorf("in %s: %s", name, got)
		}
	}
}

func TestInstantsReadAndWrite(t *testing.T) {
	for _, s := range []string{"2026-12-01T15:00:00Z", "2026-12-01T14:59:59.999999Z", "2100-01-01T00:00:00.5Z"} {
		i := at(t, s)
		b, err := json.Marshal(i)
		var back Instant
		if err != nil || json.Unmarshal(b, &back) != nil || back != i || string(b) != `"`+s+`"` || i.String() != s {
			t.Errorf("%s became %s, then %s", s, b, back)
		}
	}
	for _, s := range []string{"", "yesterday", "2026-12-01", "2026-12-01T15:00:00.0000001Z", "2016-12-31T23:59:60Z", "2026-02-30T00:00:00Z", "1969-12-31T00:00:00Z"} {
		if i, err := Parse(s); err == nil {
			t.Errorf("%q was read as %s", s, i)
		}
	}
	if _, err := ParseDate("2026-02-30"); err == nil {
		t.Error("30 February was read")
	}
	if b, _ := json.Marshal(Instant(0)); string(b) != "null" {
		t.Errorf("none is %s", b)
	}
}

func TestABusinessDayCostsNoMemory(t *testing.T) {
	day := Date{2026, time.May, 6}
	if n := testing.AllocsPerRun(100, func() { IsBusinessDay(day) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
