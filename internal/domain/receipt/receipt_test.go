package receipt

import (
	"errors"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
)

var tokyo = calendar.In(time.FixedZone("JST", 9*60*60))

func at(s string) calendar.Instant {
	i, err := calendar.Parse(s)
	if err != nil {
		panic(err)
	}
	return i
}

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// TestACodeIsReadAsItStandsOnAStatement: in full width, cut by spaces, or with
// the letters that nobody tells from digits.
func TestACodeIsReadAsItStandsOnAStatement(t *testing.T) {
	code := Code("pmt_0123456789abcdef01j0k3f9")
	if code != "01J0K3F9" {
		t.Fatalf("the code is %s", code)
	}
	for _, written := range []string{"01J0K3F9", "01j0k3f9", "０１Ｊ０Ｋ３Ｆ９", "01J0 K3F9", "01j0-k3f9", "OIJOK3F9", "ol j0k3f9"} {
		if got := ReadCode(written); got != code {
			t.Errorf("%q is read as %s", written, got)
		}
	}
	if got := ReadCode("０１Ｊ０Ｋ３Ｆ９　アオキシヨウテン"); !strings.Contains(got, code) {
		t.Errorf("with a name it is read as %s", got)
	}
}

// TestMoneyIsSentToBeSeenInTime: what arrives on the day that is named is seen on
// the next business day, before the deadline, also around days off.
func TestMoneyIsSentToBeSeenInTime(t *testing.T) {
	for _, c := range []struct{ until, now, by string }{
		{"2026-12-01T15:00:00Z", "2026-11-24T01:00:00Z", "2026-11-30"}, // a Tuesday's end: Monday
		{"2026-11-30T15:00:00Z", "2026-11-24T01:00:00Z", "2026-11-27"}, // a Monday's end: the Friday before
		{"2026-11-29T15:00:00Z", "2026-11-24T01:00:00Z", "2026-11-26"}, // a Sunday's end: nobody looks on Saturday
		{"2026-11-24T15:00:00Z", "2026-11-20T01:00:00Z", "2026-11-20"}, // Monday is a holiday
		{"2026-11-24T15:00:00Z", "2026-11-21T01:00:00Z", ""},
		{"2027-01-05T15:00:00Z", "2026-12-25T01:00:00Z", "2027-01-04"},
		{"2027-01-04T15:00:00Z", "2026-12-25T01:00:00Z", "2026-12-30"}, // banks work until the 30th, the staff until the 28th
		{"2026-11-24T15:00:00Z", "2026-11-24T01:00:00Z", ""},
	} {
		by, ok := SendBy(at(c.until), at(c.now), tokyo)
		if got := by.String(); got != c.by || ok != (c.by != "") {
			t.Errorf("until %s, on %s: by %q", c.until, c.now, got)
		}
	}
}

// TestOnlyTheWholeAmountPays is what must hold before the staff's word counts.
func TestOnlyTheWholeAmountPays(t *testing.T) {
	now := at("2026-11-26T01:00:00Z")
	ordered := contract.Payment{ID: "pmt_1", Amount: 50_000, State: contract.PaymentOrdered, At: at("2026-11-24T23:00:00Z")} // the 25th in Tokyo
	staff := event.Actor{Account: "acc_staff", Operator: true}
	good := Receipt{50_000, day("2026-11-26")}
	for name, c := range map[string]struct {
		change func(*Receipt, *Order, *event.Occasion)
		code   refusal.Code
		field  string
	}{
		"as ordered":           {func(*Receipt, *Order, *event.Occasion) {}, "", ""},
		"on the day of order":  {func(r *Receipt, _ *Order, _ *event.Occasion) { r.On = day("2026-11-25") }, "", ""},
		"before it":            {func(r *Receipt, _ *Order, _ *event.Occasion) { r.On = day("2026-11-24") }, refusal.ValidationFailed, "on"},
		"tomorrow":             {func(r *Receipt, _ *Order, _ *event.Occasion) { r.On = day("2026-11-27") }, refusal.ValidationFailed, "on"},
		"no day":               {func(r *Receipt, _ *Order, _ *event.Occasion) { r.On = calendar.Date{} }, refusal.ValidationFailed, "on"},
		"a yen less":           {func(r *Receipt, _ *Order, _ *event.Occasion) { r.Amount-- }, refusal.ValidationFailed, "amount"},
		"a yen more":           {func(r *Receipt, _ *Order, _ *event.Occasion) { r.Amount++ }, refusal.ValidationFailed, "amount"},
		"settled":              {func(_ *Receipt, o *Order, _ *event.Occasion) { o.Payment.State = contract.PaymentSucceeded }, refusal.StateConflict, ""},
		"given up":             {func(_ *Receipt, o *Order, _ *event.Occasion) { o.Payment.State = contract.PaymentFailed }, refusal.StateConflict, ""},
		"another since":        {func(_ *Receipt, o *Order, _ *event.Occasion) { o.Payment.ID = "pmt_2" }, refusal.StateConflict, ""},
		"nothing ordered":      {func(_ *Receipt, o *Order, _ *event.Occasion) { o.Payment = nil }, refusal.StateConflict, ""},
		"one's own":            {func(_ *Receipt, o *Order, _ *event.Occasion) { o.Parties = []string{"acc_client", "acc_staff"} }, refusal.Forbidden, ""},
		"not of the staff":     {func(_ *Receipt, _ *Order, on *event.Occasion) { on.Who.Operator = false }, refusal.Forbidden, ""},
		"the gateway's actor ": {func(_ *Receipt, _ *Order, on *event.Occasion) { on.Who = event.Actor{System: contract.Gateway} }, refusal.Forbidden, ""},
	} {
		p := ordered
		r, o, on := good, Order{"pmt_1", &p, []string{"acc_client", "acc_worker"}}, event.Occasion{Who: staff, Now: now, Calendar: tokyo}
		c.change(&r, &o, &on)
		checkRefusal(t, name, r.Pays(o, on), c.code, c.field)
		if c.field == "" {
			checkRefusal(t, name+", given up", o.GiveUp("入金がないため", on), c.code, "")
		}
	}
	o := Order{"pmt_1", &ordered, nil}
	for _, reason := range []string{"", strings.Repeat("あ", MaxReason+1)} {
		checkRefusal(t, "a reason", o.GiveUp(reason, event.Occasion{Who: staff, Now: now, Calendar: tokyo}), refusal.ValidationFailed, "reason")
	}
}

func checkRefusal(t *testing.T, name string, err error, code refusal.Code, field string) {
	t.Helper()
	var no *refusal.Refusal
	errors.As(err, &no)
	switch {
	case code == "" && err == nil:
	case no == nil || no.Code != code || no.Field != field:
		t.Errorf("%s: %v", name, err)
	}
}
