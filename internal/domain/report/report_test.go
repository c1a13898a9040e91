package report

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
)

var (
	tokyo = calendar.In(time.FixedZone("Asia/Tokyo", 9*60*60))
	ids   = id.NewMinter(rand.NewChaCha8([32]byte{1}))
	// Friday the 20th of November 2026, 10:00 in Tokyo; the Monday after it is a
	// holiday (R0.3).
	friday = calendar.Of(time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC))
)

func by(account string, operator bool) event.Occasion {
	return event.Occasion{Who: event.Actor{Account: account, Operator: operator}, Now: friday, Calendar: tokyo, IDs: ids}
}

func code(err error) refusal.Code {
	var no *refusal.Refusal
	if errors.As(err, &no) {
		return no.Code
	}
	return ""
}

var (
	aJob     = Subject{ID: ids.New(id.Job, friday), OwnerID: "acc_owner", Title: "翻訳"}
	aPerson  = Subject{ID: ids.New(id.Account, friday), OwnerID: "acc_owner", Title: "花子"}
	aMessage = Subject{ID: ids.New(id.Message, friday), OwnerID: "acc_owner", Title: "翻訳", Copy: "LINE で"}
)

func made(t *testing.T, s Subject) Report {
	t.Helper()
	r, err := Make(s, nil, Fraud, "怪しい", by("acc_1", false))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatMayBeReported(t *testing.T) {
	open := made(t, aJob)
	decided := open
	decided.State = Warned
	for what, test := range map[string]struct {
		who   string
		of    Subject
		open  []Report
		kind  Kind
		text  string
		want  refusal.Code
		field string
	}{
		"a job":                       {"acc_1", aJob, nil, Copyright, "写真が同じ", "", ""},
		"a person":                    {"acc_1", aPerson, nil, Harassment, "怖い", "", ""},
		"a message":                   {"acc_1", aMessage, nil, OffPlatform, "LINE に誘われた", "", ""},
		"another thing meanwhile":     {"acc_1", aPerson, []Report{open}, Other, "はい", "", ""},
		"again, once it is decided":   {"acc_1", aJob, []Report{decided}, Other, "はい", "", ""},
		"again, while it is open":     {"acc_1", aJob, []Report{open}, Other, "はい", refusal.ReportOpen, ""},
		"one's own":                   {"acc_owner", aJob, nil, Other, "はい", refusal.ValidationFailed, "subject_id"},
		"of no kind":                  {"acc_1", aJob, nil, "", "はい", refusal.ValidationFailed, "kind"},
		"of an unknown kind":          {"acc_1", aJob, nil, "gossip", "はい", refusal.ValidationFailed, "kind"},
		"without words":               {"acc_1", aJob, nil, Other, " \r\n", refusal.ValidationFailed, "text"},
		"as long as may be":           {"acc_1", aJob, nil, Other, strings.Repeat("𠮷", MaxText), "", ""},
		"a character too long":        {"acc_1", aJob, nil, Other, strings.Repeat("あ", MaxText+1), refusal.ValidationFailed, "text"},
		"what is not text":            {"acc_1", aJob, nil, Other, "\xff", refusal.ValidationFailed, "text"},
		"what no database would keep": {"acc_1", aJob, nil, Other, "a\x00b", refusal.ValidationFailed, "text"},
	} {
		r, err := Make(test.of, test.open, test.kind, test.text, by(test.who, false))
		if code(err) != test.want {
			t.Errorf("%s: %v", what, err)
		}
		var no *refusal.Refusal
		if errors.As(err, &no) && no.Field != test.field {
			t.Errorf("%s is wrong at %q", what, no.Field)
		}
		if err == nil && (r.State != Open || r.By != test.who || r.Subject != test.of || r.SubjectType != TypeOf(test.of.ID) || !id.Valid(id.Report, r.ID)) {
			t.Errorf("%s: %+v", what, r)
		}
	}
}

func TestOnlyJobsPeopleAndMessagesCanBeReported(t *testing.T) {
	for prefix, want := range map[id.Prefix]SubjectType{id.Job: Job, id.Account: Person, id.Message: Message, id.Contract: "", id.Report: "", id.Transfer: ""} {
		if got := TypeOf(ids.New(prefix, friday)); got != want {
			t.Errorf("%s is a %q", prefix, got)
		}
	}
	if TypeOf("job_1") != "" || TypeOf("") != "" {
		t.Error("what is no id names something")
	}
}

// TestEveryCellOfADecision tries every outcome on every sort of thing, in every
// state, by everybody.
func TestEveryCellOfADecision(t *testing.T) {
	for _, subject := range []Subject{aJob, aPerson, aMessage} {
		for _, state := range Machine.States() {
			for _, outcome := range append(Machine.States(), "nonsense") {
				for who, operator := range map[string]bool{"acc_op": true, "acc_1": true, "acc_owner": true, "acc_x": false} {
					r := made(t, subject)
					r.State = state
					got, err := r.Decide(outcome, "確認しました", by(who, operator))
					want := refusal.Code("")
					switch {
					case who != "acc_op":
						want = refusal.Forbidden
					case state != Open:
						want = refusal.StateConflict
					case outcome == Open || outcome == "nonsense" || outcome == Removed && subject == aPerson:
						want = refusal.ValidationFailed
					}
					if code(err) != want {
						t.Errorf("%s of a %s that is %s, by %s: %v, not %s", outcome, r.SubjectType, state, who, err, want)
					}
					if err == nil && (got.State != outcome || got.DecidedBy != who || got.DecidedAt != friday || got.Decision == "" || r.State != Open) {
						t.Errorf("decided: %+v", got)
					}
				}
			}
		}
	}
	for _, text := range []string{"", " ", strings.Repeat("あ", MaxText+1), "\xff"} {
		if _, err := made(t, aJob).Decide(Warned, text, by("acc_op", true)); code(err) != refusal.ValidationFailed {
			t.Errorf("decided with %.9q: %v", text, err)
		}
	}
}

// TestTheServiceClock holds the two business days to the microsecond: a report
// is late afterwards, and stays open for ever.
func TestTheServiceClock(t *testing.T) {
	r := made(t, aJob)
	if r.DecideBy.String() != "2026-11-25T15:00:00Z" {
		t.Errorf("to be decided by %s", r.DecideBy)
	}
	if r.Late(r.DecideBy-1) || !r.Late(r.DecideBy) {
		t.Error("late at another instant")
	}
	done, err := r.Decide(NoViolation, "問題ありません", by("acc_op", true))
	if err != nil || done.Late(r.DecideBy) {
		t.Errorf("a decided report is late: %v", err)
	}
	for _, row := range Machine.Rows {
		for _, role := range row.By {
			if role == lifecycle.Clock {
				t.Error("the clock decides")
			}
		}
	}
}
