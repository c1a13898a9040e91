package desk

import (
	"testing"
	"time"

	"azukari/internal/base/calendar"
)

// TestTheServiceClockIsRightOverAllHolidays walks through every day of 2026 and
// 2027: two business days from any of them are two on that day, one less with
// each business day that passes, none on the last, and late from its end on.
func TestTheServiceClockIsRightOverAllHolidays(t *testing.T) {
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	cal := calendar.In(tokyo)
	for day := (calendar.Date{Year: 2026, Month: 1, Day: 1}); day.Year < 2028; day = day.Next() {
		asked := cal.StartOf(day).Add(9*time.Hour + 30*time.Minute)
		for _, n := range []int{1, 2, 5, 10} {
			by := cal.EndOfBusinessDays(asked, n)
			want := n
			for on := day; cal.StartOf(on) < by; on = on.Next() {
				if on != day && calendar.IsBusinessDay(on) {
					want--
				}
				for _, at := range []calendar.Instant{max(asked, cal.StartOf(on)), cal.StartOf(on.Next()) - 1} {
					left, urgency := Clock(cal, at, by)
					if left != want || urgency != map[bool]Urgency{true: Today, false: Calm}[want == 0] {
						t.Fatalf("%d days from %s, on %s: %d left and %s, not %d", n, day, on, left, urgency, want)
					}
				}
			}
			if want != 0 {
				t.Fatalf("%d days from %s end before %d of them have passed", n, day, want)
			}
			if left, urgency := Clock(cal, by, by); left != 0 || urgency != Late {
				t.Errorf("at the end: %d, %s", left, urgency)
			}
		}
	}
}

func TestAClaimEndsByItself(t *testing.T) {
	c := Take("ndg_1", "acc_1", 1_000)
	if !c.Holds(1_000) || !c.Holds(c.Until-1) || c.Holds(c.Until) || (Claim{CaseID: "ndg_1", Until: 9_000}).Holds(1) {
		t.Errorf("%+v", c)
	}
}
