package demo

import (
	"slices"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
	"azukari/internal/engine"
	"azukari/internal/store"
	"azukari/internal/store/memory"
)

// TestTheSampleIsWhatItSays makes the sample at several presents: on a weekday,
// before a long holiday, on a leap day.
func TestTheSampleIsWhatItSays(t *testing.T) {
	for _, present := range []string{"2026-11-24T01:00:00Z", "2027-05-02T13:30:00Z", "2028-02-28T23:59:00Z"} {
		t.Run(present, func(t *testing.T) {
			t.Parallel()
			now, err := calendar.Parse(present)
			if err != nil {
				t.Fatal(err)
			}
			e, err := engine.Open(t.Context(), engine.Options{Store: memory.New(), Sandbox: true, Start: now.Add(-Before)})
			if err != nil {
				t.Fatal(err)
			}
			defer e.Close()
			sample, err := Make(t.Context(), e, now)
			if err != nil {
				t.Fatal(err)
			}
			if at, err := e.Now(t.Context()); err != nil || at != now {
				t.Errorf("the clock stands at %s, %v", at, err)
			}
			if len(sample.Everyone) < 30 || len(sample.People) < 6 || len(postings()) != 60 {
				t.Errorf("%d people, %d of them main ones, %d jobs", len(sample.Everyone), len(sample.People), len(postings()))
			}
			all, err := e.Store.Contracts(t.Context(), store.ContractQuery{}, store.Page{})
			if err != nil {
				t.Fatal(err)
			}
			var states []contract.State
			byJob := map[string]contract.Contract{}
			for _, c := range all {
				states = append(states, c.State)
				byJob[c.Title] = c
			}
			for _, s := range contract.Machine.States() {
				if !slices.Contains(states, s) {
					t.Errorf("no contract is %s", s)
				}
			}
			titles := map[string]string{}
			for _, p := range postings() {
				titles[p.key] = p.title
			}
			for _, s := range stories {
				if c, ok := byJob[titles[s.job]]; !ok || c.State != s.ends {
					t.Errorf("%s is %s, not %s", s.job, c.State, s.ends)
				}
			}
			report, err := engine.Check(t.Context(), e.Store)
			if err != nil || !report.OK {
				t.Errorf("the book: %+v, %v", report, err)
			}
		})
	}
}

// TestNobodyRepeatsThemselves looks for texts that stand twice.
func TestNobodyRepeatsThemselves(t *testing.T) {
	seen := map[string]string{}
	say := func(where, text string) {
		if was, ok := seen[text]; ok && text != "" {
			t.Errorf("%s and %s both say %q", was, where, text)
		}
		seen[text] = where
	}
	for _, p := range postings() {
		say(p.key, p.title)
		say(p.key, p.text)
		for _, b := range p.bids {
			say(p.key+"/"+b.who, b.text)
		}
	}
}
