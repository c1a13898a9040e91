package payout

import (
	"testing"

	"azukari/internal/base/calendar"
)

func TestPayDays(t *testing.T) {
	for asked, want := range map[string]string{
		"2026-11-01": "2026-11-30", "2026-11-15": "2026-11-30", "2026-11-16": "2026-12-15", "2026-11-30": "2026-12-15",
		"2026-10-10": "2026-11-02", // the 31st is a Saturday
		"2026-12-01": "2027-01-04", // banks rest from the 31st to the 3rd
		"2026-12-20": "2027-01-15", "2027-01-31": "2027-02-15", "2028-02-10": "2028-02-29",
	} {
		on, err := calendar.ParseDate(asked)
		if err != nil {
			t.Fatal(err)
		}
		if got := PayDay(on, false).String(); got != want {
			t.Errorf("%s: %s, not %s", asked, got, want)
		}
	}
}

func TestOnDemandIsTheNextBankDay(t *testing.T) {
	for asked, want := range map[string]string{
		"2026-11-24": "2026-11-25", "2026-11-20": "2026-11-24", // a weekend and a holiday
		"2026-12-29": "2026-12-30", "2026-12-30": "2027-01-04",
	} {
		on, err := calendar.ParseDate(asked)
		if err != nil {
			t.Fatal(err)
		}
		if got := PayDay(on, true).String(); got != want {
			t.Errorf("%s: %s, not %s", asked, got, want)
		}
	}
}
