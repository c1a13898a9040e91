package desk

import (
	"testing"
	"time"

	"azukari/internal/base/calendar"
)

var cal = func() calendar.Calendar {
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		panic(err)
	}
	return calendar.In(tokyo)
}()

func instant(text string) calendar.Instant {
	at, err := calendar.Parse(text)
	if err != nil {
		panic(err)
	}
	return at
}

// decided is a decision that took so many hours of so many.
func decided(took, had int, byClock bool) Decision {
	asked := instant("2026-11-24T01:00:00Z")
	return Decision{"nudges", asked, asked.Add(time.Duration(had) * time.Hour), asked.Add(time.Duration(took) * time.Hour), byClock}
}

func TestFiguresAreCounted(t *testing.T) {
	for name, c := range map[string]struct {
		all    []Decision
		want   Figures
		onTime int // percent
	}{
		"nothing":                      {nil, Figures{}, 0},
		"one on time":                  {[]Decision{decided(3, 48, false)}, Figures{1, 1, 0, 3 * time.Hour}, 100},
		"at the very end is late":      {[]Decision{decided(48, 48, false)}, Figures{1, 0, 0, 48 * time.Hour}, 0},
		"the clock is never on time":   {[]Decision{decided(48, 48, true), decided(1, 48, true)}, Figures{2, 0, 2, 24*time.Hour + 30*time.Minute}, 0},
		"the middle of three":          {[]Decision{decided(90, 48, false), decided(2, 48, false), decided(5, 48, false)}, Figures{3, 2, 0, 5 * time.Hour}, 66},
		"between the middle two":       {[]Decision{decided(1, 48, false), decided(9, 48, false), decided(4, 48, false), decided(6, 48, false)}, Figures{4, 4, 0, 5 * time.Hour}, 100},
		"one of 200 late is not 100 %": {append(make([]Decision, 0, 200), append(many(199), decided(50, 48, false))...), Figures{200, 199, 0, time.Hour}, 99},
	} {
		if got := Measure(c.all); got != c.want || got.Percent(got.OnTime) != c.onTime {
			t.Errorf("%s: %+v, %d%%", name, got, got.Percent(got.OnTime))
		}
	}
}

func many(n int) (all []Decision) {
	for range n {
		all = append(all, decided(1, 48, false))
	}
	return all
}

// TestADecisionBelongsToTheMonthItWasMadeIn: in the house's zone, and what is
// done at 24:00 belongs to the day that ends.
func TestADecisionBelongsToTheMonthItWasMadeIn(t *testing.T) {
	var all []Decision
	for _, at := range []string{
		"2025-12-31T15:00:00Z",     // 24:00 of 31 December: before the first month
		"2025-12-31T15:00:01Z",     // January
		"2026-01-31T15:00:00Z",     // 24:00 of 31 January
		"2026-01-31T15:00:00.001Z", // February
		"2026-03-31T15:00:01Z",     // April: after the last month
	} {
		all = append(all, Decision{Kind: at, DecidedAt: instant(at)})
	}
	got := ByMonth(all, cal, calendar.Date{Year: 2026, Month: time.January, Day: 1}, 3)
	if len(got) != 3 || len(got[0]) != 2 || len(got[1]) != 1 || len(got[2]) != 0 || got[1][0].Kind != all[3].Kind {
		t.Errorf("%+v", got)
	}
}
