package outside

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/policy"
)

var (
	tokyo   = calendar.In(time.FixedZone("Asia/Tokyo", 9*60*60))
	ids     = id.NewMinter(rand.NewChaCha8([32]byte{1}))
	tuesday = calendar.Of(time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC))
)

var people = map[contract.Role]event.Actor{
	contract.Client: {Account: "acc_c"}, contract.Worker: {Account: "acc_w"}, contract.Operator: {Account: "acc_o", Operator: true},
	contract.Stranger: {Account: "acc_x"}, contract.Clock: {System: contract.Clock}, contract.Gateway: {System: contract.Gateway},
}

func by(role contract.Role) event.Occasion {
	return event.Occasion{Who: people[role], Now: tuesday, Calendar: tokyo, IDs: ids}
}

func running() contract.Contract {
	return contract.Contract{ID: "ctr_1", ClientID: "acc_c", WorkerID: "acc_w", State: contract.InProgress, PolicyVersion: policy.First.Version}
}

func code(err error) refusal.Code {
	var no *refusal.Refusal
	if errors.As(err, &no) {
		return no.Code
	}
	return ""
}

func asked(t *testing.T, by_ contract.Role) Request {
	t.Helper()
	c, err := Ask(running(), Request{}, "ビデオ通話", "画面を見ながら", by(by_))
	if err != nil {
		t.Fatal(err)
	}
	return c.Request
}

func TestWhoMayAskWhen(t *testing.T) {
	in := func(s lifecycle.State) Request { r := asked(t, contract.Client); r.State = s; return r }
	for what, test := range map[string]struct {
		state         contract.State
		who           contract.Role
		last          Request
		means, reason string
		want          refusal.Code
		field         string
	}{
		"the client":              {contract.InProgress, contract.Client, Request{}, "電話", "急ぎ", "", ""},
		"the worker, unfunded":    {contract.AwaitingEscrow, contract.Worker, Request{}, "電話", "急ぎ", "", ""},
		"in a dispute":            {contract.Disputed, contract.Worker, Request{}, "電話", "急ぎ", "", ""},
		"after the end":           {contract.Completed, contract.Worker, Request{}, "電話", "急ぎ", refusal.StateConflict, ""},
		"after a cancellation":    {contract.Cancelled, contract.Client, Request{}, "電話", "急ぎ", refusal.StateConflict, ""},
		"while one is asked":      {contract.InProgress, contract.Worker, in(Requested), "電話", "急ぎ", refusal.ContactOpen, ""},
		"while one is agreed":     {contract.InProgress, contract.Client, in(Agreed), "電話", "急ぎ", refusal.ContactOpen, ""},
		"once it is approved":     {contract.InProgress, contract.Client, in(Approved), "電話", "急ぎ", refusal.StateConflict, ""},
		"once it is denied":       {contract.InProgress, contract.Client, in(Denied), "電話", "急ぎ", "", ""},
		"once it is declined":     {contract.InProgress, contract.Client, in(Declined), "電話", "急ぎ", "", ""},
		"once it is withdrawn":    {contract.InProgress, contract.Client, in(Withdrawn), "電話", "急ぎ", "", ""},
		"once it has lapsed":      {contract.InProgress, contract.Client, in(Lapsed), "電話", "急ぎ", "", ""},
		"a stranger":              {contract.InProgress, contract.Stranger, Request{}, "電話", "急ぎ", refusal.Missing, ""},
		"an operator":             {contract.InProgress, contract.Operator, Request{}, "電話", "急ぎ", refusal.Forbidden, ""},
		"without means":           {contract.InProgress, contract.Client, Request{}, " ", "急ぎ", refusal.ValidationFailed, "means"},
		"without a reason":        {contract.InProgress, contract.Client, Request{}, "電話", "", refusal.ValidationFailed, "reason"},
		"means as long as may be": {contract.InProgress, contract.Client, Request{}, strings.Repeat("𠮷", MaxMeans), "急ぎ", "", ""},
		"means too long":          {contract.InProgress, contract.Client, Request{}, strings.Repeat("あ", MaxMeans+1), "急ぎ", refusal.ValidationFailed, "means"},
		"a reason too long":       {contract.InProgress, contract.Client, Request{}, "電話", strings.Repeat("あ", MaxText+1), refusal.ValidationFailed, "reason"},
		"what no database keeps":  {contract.InProgress, contract.Client, Request{}, "a\x00", "急ぎ", refusal.ValidationFailed, "means"},
	} {
		c := running()
		c.State = test.state
		made, err := Ask(c, test.last, test.means, test.reason, by(test.who))
		if code(err) != test.want {
			t.Errorf("%s: %v", what, err)
		}
		var no *refusal.Refusal
		if errors.As(err, &no) && no.Field != test.field {
			t.Errorf("%s is wrong at %q", what, no.Field)
		}
		r := made.Request
		if err == nil && (r.State != Requested || r.By != test.who || made.Kind != RequestedFact || r.AnswerBy.String() != "2026-12-01T15:00:00Z" || !id.Valid(id.OutsideContact, r.ID)) {
			t.Errorf("%s: %+v", what, made)
		}
	}
}

// granted says who may do what in which state, apart from the table.
func granted(s lifecycle.State, v lifecycle.Verb, asker, who contract.Role) bool {
	side := who == contract.Client || who == contract.Worker
	switch v {
	case VerbAgree, VerbDecline:
		return s == Requested && side && who != asker
	case VerbWithdraw:
		return (s == Requested || s == Agreed) && who == asker
	case VerbApprove, VerbDeny:
		return s == Agreed && who == contract.Operator
	case VerbLapse:
		return s == Requested && who == contract.Clock
	}
	return false
}

// TestEveryCellOfARequest tries every verb by everybody in every state.
func TestEveryCellOfARequest(t *testing.T) {
	leads := map[lifecycle.Verb]lifecycle.State{
		VerbAgree: Agreed, VerbDecline: Declined, VerbWithdraw: Withdrawn, VerbApprove: Approved, VerbDeny: Denied, VerbLapse: Lapsed,
	}
	for _, asker := range []contract.Role{contract.Client, contract.Worker} {
		for _, state := range Machine.States() {
			for verb, to := range leads {
				for who := range people {
					r := asked(t, asker)
					r.State = state
					made, err := Take(running(), r, verb, "理由", by(who))
					ok := granted(state, verb, asker, who)
					if ok != (err == nil) || ok != slices.Contains(Verbs(running(), r, people[who]), verb) {
						t.Errorf("%s by the %s of the %s's request that is %s: %v", verb, who, asker, state, err)
					}
					if err == nil && (made.Request.State != to || made.Data["contact_id"] != r.ID || made.Data["by"] != string(asker)) {
						t.Errorf("%s led to %+v", verb, made)
					}
					if err == nil && Machine.IsFinal(to) && made.Request.Open() {
						t.Errorf("%s left it open", verb)
					}
					if who == contract.Stranger && code(err) != refusal.Missing {
						t.Errorf("a stranger learns %v", err)
					}
				}
			}
		}
	}
	for who := range people {
		if _, err := Take(running(), Request{}, VerbAgree, "", by(who)); err == nil {
			t.Errorf("%s agrees to nothing", who)
		}
	}
}

// TestNothingComesAboutBySilence lets time pass: the other side's silence lapses
// a request at its instant, the operator's leaves it waiting, late.
func TestNothingComesAboutBySilence(t *testing.T) {
	r := asked(t, contract.Client)
	if r.Due() != r.AnswerBy || r.Seen(r.AnswerBy-1).State != Requested || r.Seen(r.AnswerBy).State != Lapsed {
		t.Errorf("it lapses at another instant: %+v", r.Seen(r.AnswerBy))
	}
	made, err := Take(running(), r, VerbAgree, "", by(contract.Worker))
	if err != nil {
		t.Fatal(err)
	}
	r = made.Request
	if r.Due() != 0 || r.DecideBy.String() != "2026-11-26T15:00:00Z" || r.Late(r.DecideBy-1) || !r.Late(r.DecideBy) || r.Seen(r.DecideBy.Add(1000*time.Hour)).State != Agreed {
		t.Errorf("the operator's silence: %+v", r)
	}
	if _, err := Take(running(), r, VerbDeny, " ", by(contract.Operator)); code(err) != refusal.ValidationFailed {
		t.Errorf("denied without a reason: %v", err)
	}
	if _, err := Take(running(), r, VerbApprove, "", by(contract.Operator)); err != nil {
		t.Errorf("approved late, without a word: %v", err)
	}
	for _, row := range Machine.Rows {
		if slices.Contains(row.By, lifecycle.Clock) && (slices.Contains(row.To, Agreed) || slices.Contains(row.To, Approved)) {
			t.Errorf("the clock may %s", row.Verb)
		}
	}
}

// TestAnOperatorWhoIsAPartyIsAParty holds R13.2.
func TestAnOperatorWhoIsAPartyIsAParty(t *testing.T) {
	r := asked(t, contract.Client)
	r.State = Agreed
	on := by(contract.Worker)
	on.Who.Operator = true
	if _, err := Take(running(), r, VerbApprove, "", on); code(err) != refusal.NotYourRequest {
		t.Errorf("they approve their own: %v", err)
	}
}
