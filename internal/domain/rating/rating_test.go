package rating

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/policy"
)

var tokyo = calendar.In(time.FixedZone("Asia/Tokyo", 9*60*60))

func at(t *testing.T, s string) calendar.Instant {
	t.Helper()
	i, err := calendar.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// ended is a contract that came to its end on the 24th of November at 10:00 in
// Tokyo: the window goes to the 24th of December, 24:00.
func ended(t *testing.T) contract.Contract {
	t.Helper()
	return contract.Contract{
		ID: "ctr_1", ClientID: "acc_c", WorkerID: "acc_w", State: contract.Completed,
		Since: at(t, "2026-11-24T01:00:00Z"), PolicyVersion: policy.First.Version,
	}
}

const windowEnds = "2026-12-24T15:00:00Z"

var fours = Scores{4, 4, 4, 4, 4}

func by(account string, now calendar.Instant) contract.Occasion {
	return contract.Occasion{Who: contract.Actor{Account: account}, Now: now, Calendar: tokyo, IDs: id.NewMinter(rand.NewChaCha8([32]byte{1}))}
}

func code(err error) refusal.Code {
	var no *refusal.Refusal
	if errors.As(err, &no) {
		return no.Code
	}
	return ""
}

func TestWhoMayRateWhat(t *testing.T) {
	noon := at(t, "2026-11-25T03:00:00Z")
	own := Rating{ID: "rtg_1", By: "acc_c", Of: "acc_w", At: noon}
	tests := map[string]struct {
		state   contract.State
		who     contract.Actor
		given   []Rating
		scores  Scores
		comment string
		want    refusal.Code
		field   string
	}{
		"the client":               {contract.Completed, contract.Actor{Account: "acc_c"}, nil, fours, "よかった", "", ""},
		"the worker":               {contract.Completed, contract.Actor{Account: "acc_w"}, []Rating{own}, Scores{1, 5, 1, 5, 1}, "", "", ""},
		"after an end midway":      {contract.Terminated, contract.Actor{Account: "acc_w"}, nil, fours, "", "", ""},
		"a cancelled one":          {contract.Cancelled, contract.Actor{Account: "acc_w"}, nil, fours, "", refusal.StateConflict, ""},
		"a running one":            {contract.Delivered, contract.Actor{Account: "acc_w"}, nil, fours, "", refusal.StateConflict, ""},
		"a stranger":               {contract.Completed, contract.Actor{Account: "acc_x"}, nil, fours, "", refusal.Missing, ""},
		"an operator":              {contract.Completed, contract.Actor{Account: "acc_x", Operator: true}, nil, fours, "", refusal.Forbidden, ""},
		"the clock":                {contract.Completed, contract.Actor{System: contract.Clock}, nil, fours, "", refusal.Missing, ""},
		"twice":                    {contract.Completed, contract.Actor{Account: "acc_c"}, []Rating{own}, fours, "", refusal.AlreadyRated, ""},
		"an item left out":         {contract.Completed, contract.Actor{Account: "acc_c"}, nil, Scores{4, 4, 0, 4, 4}, "", refusal.ValidationFailed, "schedule"},
		"a six":                    {contract.Completed, contract.Actor{Account: "acc_c"}, nil, Scores{6, 4, 4, 4, 4}, "", refusal.ValidationFailed, "skill"},
		"below one":                {contract.Completed, contract.Actor{Account: "acc_c"}, nil, Scores{4, 4, 4, 4, -1}, "", refusal.ValidationFailed, "partnership"},
		"as long as may be":        {contract.Completed, contract.Actor{Account: "acc_c"}, nil, fours, strings.Repeat("𠮷", MaxText), "", ""},
		"a character too long":     {contract.Completed, contract.Actor{Account: "acc_c"}, nil, fours, strings.Repeat("あ", MaxText+1), refusal.ValidationFailed, "comment"},
		"what no database keeps":   {contract.Completed, contract.Actor{Account: "acc_c"}, nil, fours, "a\x00b", refusal.ValidationFailed, "comment"},
		"what is not text":         {contract.Completed, contract.Actor{Account: "acc_c"}, nil, fours, "\xff", refusal.ValidationFailed, "comment"},
		"a stranger, a wrong item": {contract.Completed, contract.Actor{Account: "acc_x"}, nil, Scores{}, "", refusal.Missing, ""},
	}
	for what, test := range tests {
		c := ended(t)
		c.State = test.state
		on := by("", noon)
		on.Who = test.who
		r, err := Rate(c, test.given, test.scores, test.comment, on)
		if code(err) != test.want {
			t.Errorf("%s: %v", what, err)
		}
		var no *refusal.Refusal
		if errors.As(err, &no) && no.Field != test.field {
			t.Errorf("%s is wrong at %q", what, no.Field)
		}
		if err == nil && (r.By != test.who.Account || r.Of == r.By || r.Scores != test.scores || c.Party(r.As) != r.Of || !id.Valid(id.Rating, r.ID)) {
			t.Errorf("%s: %+v", what, r)
		}
	}
}

// TestTheWindowEndsToTheMicrosecond rates at its last instant and at its end,
// where the other's rating is shown (R0.2, R12.1).
func TestTheWindowEndsToTheMicrosecond(t *testing.T) {
	c, end := ended(t), at(t, windowEnds)
	if got := c.RateBy(tokyo); got != end {
		t.Fatalf("the window ends at %s", got)
	}
	first, err := Rate(c, nil, fours, "", by("acc_c", end-1))
	if err != nil {
		t.Fatal(err)
	}
	if first.Visible(end-1) || !first.Visible(end) || first.VisibleFrom() != end {
		t.Errorf("one side alone: shown from %s", first.VisibleFrom())
	}
	if _, err := Rate(c, []Rating{first}, fours, "", by("acc_w", end)); code(err) != refusal.StateConflict {
		t.Errorf("at the end of the window: %v", err)
	}
	second, err := Rate(c, []Rating{first}, fours, "", by("acc_w", end-1))
	if err != nil || second.OtherAt != first.At || !second.Visible(end-1) {
		t.Errorf("the second one: %+v %v", second, err)
	}
	for _, test := range []struct {
		given []Rating
		who   string
		now   calendar.Instant
		want  Standing
	}{
		{nil, "acc_c", end - 1, Open},
		{[]Rating{first}, "acc_c", end - 1, Waiting},
		{[]Rating{first}, "acc_w", end - 1, Open},
		{[]Rating{first, second}, "acc_w", end - 1, Shown},
		{[]Rating{first}, "acc_w", end, Shown},
		{nil, "acc_w", end, Shown},
	} {
		if got := Stands(c, test.given, test.who, test.now, tokyo); got != test.want {
			t.Errorf("%d given, %s at %s: %s, not %s", len(test.given), test.who, test.now, got, test.want)
		}
	}
	c.State = contract.Cancelled
	if got := Stands(c, nil, "acc_c", end-1, tokyo); got != None {
		t.Errorf("a cancelled contract: %s", got)
	}
}

// TestBothSidesAreBlind looks at one rating with all eyes.
func TestBothSidesAreBlind(t *testing.T) {
	noon, end := at(t, "2026-11-25T03:00:00Z"), at(t, windowEnds)
	alone := Rating{ID: "rtg_1", By: "acc_c", Of: "acc_w", At: noon, Until: end}
	both := alone
	both.OtherAt = noon + 5
	for _, test := range []struct {
		r    Rating
		who  string
		now  calendar.Instant
		seen bool
	}{
		{alone, "acc_c", noon, true}, {alone, "acc_w", noon, false}, {alone, "acc_x", noon, false}, {alone, "", noon, false},
		{alone, "acc_w", end - 1, false}, {alone, "acc_w", end, true}, {alone, "acc_x", end, true},
		{both, "acc_w", noon + 4, false}, {both, "acc_w", noon + 5, true}, {both, "", noon + 5, true},
	} {
		if got := len(Seen([]Rating{test.r}, test.who, test.now)) == 1; got != test.seen {
			t.Errorf("%q sees it at %s: %v", test.who, test.now, got)
		}
	}
}

func TestOneReplyByTheRatedSideInTime(t *testing.T) {
	noon, end := at(t, "2026-11-25T03:00:00Z"), at(t, windowEnds)
	alone := Rating{ID: "rtg_1", PolicyVersion: policy.First.Version, By: "acc_c", Of: "acc_w", At: noon, Until: end}
	both := alone
	both.OtherAt = noon + 5
	replied := both
	replied.Reply = Reply{RatingID: "rtg_1", Text: "はい", At: noon + 6}
	afterBoth, afterEnd := at(t, "2026-12-25T15:00:00Z"), at(t, "2027-01-24T15:00:00Z")
	for what, test := range map[string]struct {
		r    Rating
		who  string
		now  calendar.Instant
		text string
		want refusal.Code
	}{
		"before it is shown":      {alone, "acc_w", end - 1, "はい", refusal.Missing},
		"when it is shown":        {alone, "acc_w", end, "はい", ""},
		"at the last microsecond": {alone, "acc_w", afterEnd - 1, "はい", ""},
		"a microsecond late":      {alone, "acc_w", afterEnd, "はい", refusal.StateConflict},
		"once both have rated":    {both, "acc_w", noon + 5, "はい", ""},
		"in time after that":      {both, "acc_w", afterBoth - 1, "はい", ""},
		"late after that":         {both, "acc_w", afterBoth, "はい", refusal.StateConflict},
		"twice":                   {replied, "acc_w", noon + 7, "はい", refusal.AlreadyReplied},
		"to one's own":            {both, "acc_c", noon + 7, "はい", refusal.Forbidden},
		"to one's own, hidden":    {alone, "acc_c", noon + 7, "はい", refusal.Forbidden},
		"by a stranger":           {both, "acc_x", noon + 7, "はい", refusal.Missing},
		"to nothing":              {Rating{}, "acc_w", noon + 7, "はい", refusal.Missing},
		"without words":           {both, "acc_w", noon + 7, " \r\n", refusal.ValidationFailed},
		"too long":                {both, "acc_w", noon + 7, strings.Repeat("あ", MaxText+1), refusal.ValidationFailed},
	} {
		reply, err := test.r.Answer(test.text, by(test.who, test.now))
		if code(err) != test.want || err == nil && reply != (Reply{RatingID: "rtg_1", Text: "はい", At: test.now}) {
			t.Errorf("%s: %+v %v", what, reply, err)
		}
		if test.r.ID != "" && (err == nil || test.want == refusal.ValidationFailed) != test.r.MayReply(test.who, test.now, tokyo) {
			t.Errorf("%s: offered otherwise than allowed", what)
		}
	}
}

// TestSilenceGivesNoStars adds up only what was given (R12.2).
func TestSilenceGivesNoStars(t *testing.T) {
	var s Summary
	if _, ok := s.AsWorker.Overall(); ok {
		t.Error("nobody rated, and there is an average")
	}
	s.Side(contract.Worker).Add(Scores{5, 5, 5, 5, 5})
	s.Side(contract.Worker).Add(Scores{5, 4, 4, 4, 4})
	s.Side(contract.Worker).Add(Scores{5, 5, 5, 5, 3})
	for item, want := range map[Item]int{Skill: 50, Quality: 46, Partnership: 40} {
		if got, ok := s.AsWorker.Tenths(item); got != want || !ok {
			t.Errorf("%s is %d, not %d", item, got, want)
		}
	}
	if got, _ := s.AsWorker.Overall(); got != 46 || s.AsWorker.Count != 3 || s.AsClient.Count != 0 {
		t.Errorf("overall %d of %+v", got, s)
	}
}
