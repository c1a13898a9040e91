package demo

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/payout"
	"azukari/internal/engine"
	"azukari/internal/store"
	"azukari/internal/store/memory"
)

// made is the sample as it is at a present, the dice being the same each time.
func made(t *testing.T, present string) (*engine.Engine, Sample) {
	t.Helper()
	now, err := calendar.Parse(present)
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.Open(t.Context(), engine.Options{Store: memory.New(), Sandbox: true, Start: now.Add(-Before), Random: rand.NewChaCha8([32]byte{})})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	sample, err := Make(t.Context(), e, now)
	if err != nil {
		t.Fatal(err)
	}
	if at, err := e.Now(t.Context()); err != nil || at != now {
		t.Errorf("the clock stands at %s, %v", at, err)
	}
	return e, sample
}

const aTuesday = "2026-11-24T01:00:00Z"

func contracts(t *testing.T, e *engine.Engine) []contract.Contract {
	t.Helper()
	all, err := e.Store.Contracts(t.Context(), store.ContractQuery{}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestTheSampleIsWhatItSays makes the sample at several presents: on a weekday,
// before a long holiday, on a leap day.
func TestTheSampleIsWhatItSays(t *testing.T) {
	for _, present := range []string{aTuesday, "2027-05-02T13:30:00Z", "2028-02-28T23:59:00Z"} {
		t.Run(present, func(t *testing.T) {
			t.Parallel()
			e, sample := made(t, present)
			if people, jobs := len(sample.Everyone), len(postings()); people < 30 || people > 40 || len(sample.People) < 6 || jobs < 60 || jobs > 80 {
				t.Errorf("%d people, %d of them main ones, %d jobs", people, len(sample.People), jobs)
			}
			for _, told := range contests {
				j, err := e.Store.Jobs(t.Context(), store.JobQuery{ClientID: id(sample, told.by), Format: job.Contest, State: store.AnyState}, store.Page{})
				if err != nil || len(j) != 1 || j[0].Title != told.title {
					t.Fatalf("the contests of %s: %+v, %v", told.by, j, err)
				}
				if c, err := e.Store.Contest(t.Context(), j[0].ID); err != nil || c.State != told.ends || len(c.Entries) != len(told.entries) {
					t.Errorf("contest %s is %s with %d entries, %v", told.key, c.State, len(c.Entries), err)
				}
			}
			seen := map[contract.State]bool{}
			byJob := map[string]contract.Contract{}
			for _, c := range contracts(t, e) {
				seen[c.State] = true
				byJob[c.Title] = c
				if c.Nudge != nil {
					seen["nudge "+c.Nudge.State] = true
				}
				if c.Termination != nil {
					seen["termination "+c.Termination.State] = true
				}
				if c.Dispute != nil {
					seen["dispute "+c.Dispute.State] = true
				}
				if c.Deemed {
					seen["deemed"] = true
				}
				seen["ended by "+contract.State(c.EndedBy)] = true
			}
			for _, s := range append(contract.Machine.States(),
				"nudge requested", "nudge sent", "nudge denied", "nudge answered", "nudge unanswered", "nudge closed_by_reply",
				"termination open", "termination agreed", "termination declined", "termination withdrawn", "termination lapsed", "termination expired",
				"dispute open", "dispute settled", "dispute resolved", "deemed",
				"ended by client", "ended by clock", "ended by agreement", "ended by operator") {
				if !seen[s] {
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
			won := 0
			for _, c := range contests {
				won += len(c.awards)
			}
			if len(byJob) != len(stories)+won {
				t.Errorf("%d contracts of %d stories and %d prizes", len(byJob), len(stories), won)
			}
			report, err := engine.Check(t.Context(), e.Store)
			if err != nil || !report.OK {
				t.Errorf("the book: %+v, %v", report, err)
			}
		})
	}
}

// id is somebody's account.
func id(sample Sample, key string) string {
	for i, p := range cast {
		if p.key == key {
			return sample.Everyone[i].ID
		}
	}
	return ""
}

// TestMakingItTwiceGivesTheSame compares all that is kept, but the tokens, which
// nobody may guess.
func TestMakingItTwiceGivesTheSame(t *testing.T) {
	dump := func() (all []string) {
		keep := func(row any) error {
			text, err := json.Marshal(row)
			all = append(all, fmt.Sprintf("%T %s", row, text))
			return err
		}
		e, _ := made(t, aTuesday)
		err := e.Store.Scan(t.Context(), store.Scan{
			Account:  func(a account.Account) error { return keep(a) },
			Job:      func(j job.Job) error { return keep(j) },
			Proposal: func(p job.Proposal) error { return keep(p) },
			Balance:  func(b ledger.Balance) error { return keep(b) },
			Contract: func(c contract.Contract) error { return keep(c) },
			Contest:  func(c contest.Contest) error { return keep(c) },
			Event:    func(e store.Event) error { return keep(e) },
			Transfer: func(p ledger.Posted) error {
				p.Entries = slices.Clone(p.Entries)
				slices.SortFunc(p.Entries, func(a, b ledger.Entry) int { return cmp.Compare(a.Account, b.Account) })
				return keep(p)
			},
			Message: func(m message.Message) error { return keep(m) },
			Payout:  func(p payout.Payout) error { return keep(p) },
			Notice:  func(n notice.Notice) error { return keep(n) },
			Mark:    func(m message.Mark) error { return keep(m) },
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	once, again := dump(), dump()
	if len(once) != len(again) {
		t.Fatalf("%d rows and %d rows", len(once), len(again))
	}
	for i := range once {
		if once[i] != again[i] {
			t.Fatalf("once\n%s\nthen\n%s", once[i], again[i])
		}
	}
}

// TestTheMainPeopleHaveSomethingToDo is what the first look at somebody's page
// promises.
func TestTheMainPeopleHaveSomethingToDo(t *testing.T) {
	e, sample := made(t, aTuesday)
	people := map[string]string{}
	for _, p := range sample.Everyone {
		people[p.Name] = p.ID
	}
	nudged := func(c contract.Contract, s contract.State) bool { return c.Nudge != nil && c.Nudge.State == s }
	all := contracts(t, e)
	for what, is := range map[string]func(contract.Contract) bool{
		"森デザイン事務所 inspects": func(c contract.Contract) bool {
			return c.ClientID == people["森デザイン事務所"] && c.State == contract.Delivered
		},
		"森デザイン事務所 funds": func(c contract.Contract) bool {
			return c.ClientID == people["森デザイン事務所"] && c.State == contract.AwaitingEscrow
		},
		"佐藤 健 revises": func(c contract.Contract) bool {
			return c.WorkerID == people["佐藤 健"] && c.State == contract.Revising
		},
		"田中 美咲 waits for a client who has vanished": func(c contract.Contract) bool {
			return c.WorkerID == people["田中 美咲"] && c.State == contract.Delivered && nudged(c, contract.NudgeSent)
		},
		"運営 窓口 is asked to nudge 髙橋 一郎": func(c contract.Contract) bool {
			return c.WorkerID == people["髙橋 一郎"] && nudged(c, contract.NudgeRequested)
		},
	} {
		if !slices.ContainsFunc(all, is) {
			t.Errorf("there is no contract in which %s", what)
		}
	}
	for _, name := range []string{"佐藤 健", "田中 美咲", "森デザイン事務所"} {
		if unread, err := e.Store.UnreadNotices(t.Context(), people[name]); err != nil || unread == 0 || unread > 20 {
			t.Errorf("%s has %d unread notifications, %v", name, unread, err)
		}
	}
	months := map[string]bool{}
	lines, err := e.Store.Lines(t.Context(), ledger.User(people["佐藤 健"]), store.Page{})
	for _, l := range lines {
		if l.Amount > 0 {
			months[e.Calendar.Day(l.At).String()[:7]] = true
		}
	}
	paid, err2 := e.Store.Payouts(t.Context(), store.PayoutQuery{AccountID: people["佐藤 健"]}, store.Page{})
	if len(months) < 6 || len(paid) == 0 || err != nil || err2 != nil {
		t.Errorf("佐藤 健 earned in %d months and withdrew %d times, %v, %v", len(months), len(paid), err, err2)
	}
}

// TestNobodyRepeatsThemselves looks for texts that stand twice, and for days
// that were not filled in.
func TestNobodyRepeatsThemselves(t *testing.T) {
	seen := map[string]string{}
	say := func(where, text string) error {
		if was, ok := seen[text]; ok && text != "" {
			t.Errorf("%s and %s both say %q", was, where, text)
		}
		if strings.ContainsAny(text, "{}") {
			t.Errorf("%s has an unfilled day: %q", where, text)
		}
		seen[text] = where
		return nil
	}
	e, _ := made(t, aTuesday)
	err := e.Store.Scan(t.Context(), store.Scan{
		Job: func(j job.Job) error { return cmp.Or(say(j.ID, j.Title), say(j.ID, j.Description)) },
		Message: func(m message.Message) error {
			if m.From == "" {
				return nil // the platform's own words
			}
			return say(m.ID, m.Body)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range postings() {
		for _, b := range p.bids {
			seen[b.text] = cmp.Or(seen[b.text], "")
			if seen[b.text] != "" {
				t.Errorf("%s says again %q", b.who, b.text)
			}
			seen[b.text] = p.key + "/" + b.who
		}
	}
}

// TestTheBookIsWholeThroughAMonthOfAllFormats lets the sample run on by itself,
// projects, contests and tasks side by side, and checks the book every day.
func TestTheBookIsWholeThroughAMonthOfAllFormats(t *testing.T) {
	e, _ := made(t, aTuesday)
	present, err := e.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fired := map[store.Room]int{}
	for day := 1; day <= 60; day++ {
		done, err := e.Sandbox.Advance(t.Context(), present.Add(time.Duration(day)*24*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range done {
			fired[f.Room]++
		}
		report, err := engine.Check(t.Context(), e.Store)
		if err != nil || !report.OK {
			t.Fatalf("on day %d the book is not whole: %+v, %v", day, report.Checks, err)
		}
	}
	for _, room := range []store.Room{store.ContractRoom, store.ContestRoom, store.TaskRoom, store.WorkRoom} {
		if fired[room] == 0 {
			t.Errorf("in 60 days the clock did nothing to a %s", room)
		}
	}
	for _, a := range tasks {
		all, err := e.Store.Tasks(t.Context(), store.TaskQuery{}, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range all {
			if one.Title == a.title && !one.Ended() {
				t.Errorf("after 60 days the task %s is %s", a.key, one.State)
			}
		}
	}
}

// TestTheSampleIsMadeAtAnyHour makes it at every hour of a day: what was planned
// for yesterday and today never lies ahead.
func TestTheSampleIsMadeAtAnyHour(t *testing.T) {
	for hour := range 24 {
		present := fmt.Sprintf("2026-11-24T%02d:34:00Z", hour)
		t.Run(present, func(t *testing.T) {
			t.Parallel()
			made(t, present)
		})
	}
}
