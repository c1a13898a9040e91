package policy

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"azukari/internal/base/refusal"
)

// TestTheFirstNumbersAreWithinTheirBounds: what can be published is never
// narrower than what the house began with.
func TestTheFirstNumbersAreWithinTheirBounds(t *testing.T) {
	seen := map[string]bool{}
	for _, n := range Numbers {
		if v := n.Of(&First); v < n.Min || v > n.Max || seen[n.Name] || n.Rule == "" || n.Unit == "" {
			t.Errorf("%+v is %d in the first version", n, v)
		}
		seen[n.Name] = true
	}
}

// TestAmendingChangesWhatIsNamedAndNothingElse goes through every number, to both
// of its bounds and one step beyond them (R0.5).
func TestAmendingChangesWhatIsNamedAndNothingElse(t *testing.T) {
	before, _ := json.Marshal(First)
	for _, n := range Numbers {
		for _, to := range []int64{n.Min, n.Max} {
			if n.Name == "fee_up_to_1" && to == n.Max || n.Name == "fee_up_to_2" && to == n.Min {
				continue // the bands would not ascend
			}
			next, changed, err := First.Amend(2, map[string]int64{n.Name: to})
			if err != nil {
				t.Errorf("%s to %d: %v", n.Name, to, err)
				continue
			}
			if len(changed) != 1 || changed[0].Name != n.Name || changed[0].Before != n.Of(&First) || changed[0].After != to || next.Version != 2 {
				t.Errorf("%s to %d changed %+v", n.Name, to, changed)
			}
			for _, other := range Numbers {
				if want := other.Of(&First); other.Name != n.Name && other.Of(next) != want {
					t.Errorf("%s to %d made %s %d", n.Name, to, other.Name, other.Of(next))
				}
			}
		}
		for _, to := range []int64{n.Min - 1, n.Max + 1} {
			if _, _, err := First.Amend(2, map[string]int64{n.Name: to}); field(err) != n.Name {
				t.Errorf("%s to %d: %v", n.Name, to, err)
			}
		}
	}
	if after, _ := json.Marshal(First); string(after) != string(before) {
		t.Error("the first version has changed")
	}
}

func TestAmendingRefusesWhatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		to    map[string]int64
		field string
	}{
		"nothing at all":              {nil, "numbers"},
		"what holds already":          {map[string]int64{"escrow_days": 7, "termination_days": 7}, "numbers"},
		"a number that there is none": {map[string]int64{"reminder_hour": 8}, "reminder_hour"},
		"bands that meet":             {map[string]int64{"fee_up_to_1": 200_000}, "fee_up_to_2"},
		"bands that cross":            {map[string]int64{"fee_up_to_2": 50_000}, "fee_up_to_2"},
	} {
		if _, _, err := First.Amend(2, c.to); field(err) != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRemindersComeBeforeTheEnd: a shorter period has no reminder at or after its
// end, and a longer one keeps those that it had.
func TestRemindersComeBeforeTheEnd(t *testing.T) {
	for _, c := range []struct {
		number string
		to     int64
		of     func(*Policy) []int
		want   []int
	}{
		{"escrow_days", 6, func(p *Policy) []int { return p.EscrowReminderDays }, []int{3}},
		{"escrow_days", 2, func(p *Policy) []int { return p.EscrowReminderDays }, []int{}},
		{"nudge_reply_days", 4, func(p *Policy) []int { return p.NudgeReminderDays }, []int{3}},
		{"termination_days", 3, func(p *Policy) []int { return p.TerminationReminders }, []int{1}},
		{"termination_days", 30, func(p *Policy) []int { return p.TerminationReminders }, []int{1, 3, 5, 6}},
		{"change_days", 3, func(p *Policy) []int { return p.ChangeReminderDays }, []int{}},
		{"task_review_days", 8, func(p *Policy) []int { return p.TaskReminderDays }, []int{3, 7}},
		{"contest_choose_days", 6, func(p *Policy) []int { return p.ContestReminderDays }, []int{3, 7, 11}},
		{"contest_grace_days", 3, func(p *Policy) []int { return p.ContestReminderDays }, []int{3, 7, 11, 13, 14}},
	} {
		next, _, err := First.Amend(2, map[string]int64{c.number: c.to})
		if err != nil || !slices.Equal(c.of(next), c.want) {
			t.Errorf("%s %d: reminders on %v, %v", c.number, c.to, c.of(next), err)
		}
	}
}

// TestAVersionSaysTheSameForEver: what is written is read again as it was, an
// older document takes what it does not know from the first version, and a
// version that says something else is refused.
func TestAVersionSaysTheSameForEver(t *testing.T) {
	next, _, err := First.Amend(901, map[string]int64{"escrow_days": 5, "fee_rate_1": 1_500, "nudge_silence_hours": 48})
	if err != nil {
		t.Fatal(err)
	}
	text, _ := json.Marshal(next)
	read, err := Decode(string(text))
	if err != nil || !reflect.DeepEqual(read, next) {
		t.Fatalf("%+v became %+v, %v", next, read, err)
	}
	if err := Learn(read); err != nil || Version(901) != read {
		t.Errorf("it was not learned: %v", err)
	}
	if again, _ := Decode(string(text)); Learn(again) != nil {
		t.Error("the same version could not be learned twice")
	}
	other, _, _ := next.Amend(901, map[string]int64{"escrow_days": 6})
	if Learn(other) == nil || Version(901).EscrowDays != 5 {
		t.Error("a version has changed what it says")
	}
	if old, err := Decode(`{"Version":3,"EscrowDays":9}`); err != nil || old.EscrowDays != 9 || old.NudgeSilence != 72*time.Hour || old.Fees.Bands[1].Rate != 1_000 {
		t.Errorf("%+v, %v", old, err)
	}
	if _, err := Decode(`{"Version":`); err == nil {
		t.Error("half a document was read")
	}
	defer func() {
		if recover() == nil {
			t.Error("a version that nobody knows was found")
		}
	}()
	Version(902)
}

// field is the field that a refusal names.
func field(err error) string {
	var no *refusal.Refusal
	if !errors.As(err, &no) || no.Code != refusal.ValidationFailed {
		return ""
	}
	return no.Field
}
