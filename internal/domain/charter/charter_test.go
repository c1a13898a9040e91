package charter

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/colour"
	"azukari/internal/base/id"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/policy"
)

var tokyo = func() calendar.Calendar {
	zone, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		panic(err)
	}
	return calendar.In(zone)
}()

// at is an occasion at an instant.
func at(t *testing.T, when string) event.Occasion {
	t.Helper()
	now, err := calendar.Parse(when)
	if err != nil {
		t.Fatal(err)
	}
	return event.Occasion{Who: event.Actor{Account: "acc_admin", Operator: true}, Now: now, Calendar: tokyo, IDs: id.NewMinter(rand.NewChaCha8([32]byte{7}))}
}

func day(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// said is how a refusal reads in a table: its code, and the field at fault.
func said(err error) string {
	var no *refusal.Refusal
	if errors.As(err, &no) {
		return strings.TrimSpace(string(no.Code) + " " + no.Field)
	}
	return fmt.Sprint(err)
}

// publish publishes numbers and hands back the book with them.
func publish(t *testing.T, b *Book, version int, starts, when string, to map[string]int64) *Book {
	t.Helper()
	e, _, err := b.ChangeNumbers(version, day(t, starts), to, at(t, when))
	if err != nil {
		t.Fatal(err)
	}
	next, err := b.With(e)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// TestNumbersBeginWithTheirDay: an edition is in force from 0:00 of its day in
// the house's zone, not a microsecond before, until a later one begins (R0.5).
func TestNumbersBeginWithTheirDay(t *testing.T) {
	b := publish(t, &Book{}, 2, "2026-12-01", "2026-11-24T01:00:00Z", map[string]int64{"escrow_days": 5})
	b = publish(t, b, 3, "2026-12-01", "2026-11-25T01:00:00Z", map[string]int64{"escrow_days": 6})
	b = publish(t, b, 4, "2027-01-01", "2026-11-25T02:00:00Z", map[string]int64{"termination_days": 10})
	for _, c := range []struct {
		when              string
		version, escrow   int
		terminationsAfter int
	}{
		{"2026-11-30T14:59:59.999999Z", 1, 7, 7},
		{"2026-11-30T15:00:00Z", 3, 6, 7}, // the later one of the same day
		{"2026-12-31T14:59:59.999999Z", 3, 6, 7},
		{"2026-12-31T15:00:00Z", 4, 6, 10}, // and each starts from the one before
	} {
		if p := b.Policy(at(t, c.when).Now); p.Version != c.version || p.EscrowDays != c.escrow || p.TerminationDays != c.terminationsAfter {
			t.Errorf("%s: version %d with %d and %d days", c.when, p.Version, p.EscrowDays, p.TerminationDays)
		}
	}
	if b.LastPolicy().Version != 4 || len(b.Editions(Numbers)) != 3 || b.Editions(Numbers)[0].Version != 4 || len(b.Editions(Face)) != 0 {
		t.Errorf("%+v", b.Editions(Numbers))
	}
}

func TestAnEditionIsRefused(t *testing.T) {
	b := publish(t, &Book{}, 2, "2026-12-10", "2026-11-24T01:00:00Z", map[string]int64{"escrow_days": 5})
	shorter := map[string]int64{"escrow_days": 4}
	for name, c := range map[string]struct {
		version      int
		starts, when string
		to           map[string]int64
		want         string
	}{
		"as it should be":                      {3, "2026-12-10", "2026-11-24T02:00:00Z", shorter, "<nil>"},
		"a version that somebody was first at": {2, "2026-12-10", "2026-11-24T02:00:00Z", shorter, "state_conflict"},
		"a version too far":                    {4, "2026-12-10", "2026-11-24T02:00:00Z", shorter, "state_conflict"},
		"today":                                {3, "2026-12-11", "2026-12-11T02:00:00Z", shorter, "validation_failed starts_on"},
		"tomorrow":                             {3, "2026-12-12", "2026-12-11T02:00:00Z", shorter, "<nil>"},
		"tomorrow, a minute before it":         {3, "2026-12-12", "2026-12-11T14:59:00Z", shorter, "<nil>"},
		"tomorrow, in its last minute":         {3, "2026-12-12", "2026-12-11T14:59:00.000001Z", shorter, "validation_failed starts_on"},
		"before one that is published":         {3, "2026-12-09", "2026-11-24T02:00:00Z", shorter, "validation_failed starts_on"},
		"nothing new":                          {3, "2026-12-10", "2026-11-24T02:00:00Z", map[string]int64{"escrow_days": 5}, "validation_failed numbers"},
		"beyond its bounds":                    {3, "2026-12-10", "2026-11-24T02:00:00Z", map[string]int64{"escrow_days": 31}, "validation_failed escrow_days"},
	} {
		if _, _, err := b.ChangeNumbers(c.version, day(t, c.starts), c.to, at(t, c.when)); said(err) != c.want {
			t.Errorf("%s: %s, not %s", name, said(err), c.want)
		}
	}
	if _, err := Read([]Edition{{ID: "edn_1", Kind: Numbers, Version: 2, Document: `{"Version":3}`}}); err == nil {
		t.Error("a document of another version was read")
	}
	if _, err := Read([]Edition{{ID: "edn_1", Kind: "prices", Version: 1, Document: `{}`}}); err == nil {
		t.Error("an edition of nothing was read")
	}
}

func TestAFaceIsRefusedOrShownAtOnce(t *testing.T) {
	wide := func(w, h int) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		house House
		want  string
	}{
		"all of it": {House{Version: 1, Name: "みなと仕事市場", Colour: "#7a1f5c", Logo: wide(240, 60), MailFooter: "みなと仕事市場\nお問い合わせ", Terms: "第1条\n第2条",
			Closed: []job.Format{job.Contest, job.Task}}, "<nil>"},
		"nothing":                       {House{Version: 1}, "<nil>"},
		"as long as may be":             {House{Version: 1, Name: strings.Repeat("港", MaxName), MailFooter: strings.Repeat("港", MaxFooter)}, "<nil>"},
		"somebody was first":            {House{Version: 2}, "state_conflict"},
		"a name too long":               {House{Version: 1, Name: strings.Repeat("港", MaxName+1)}, "validation_failed name"},
		"a name of two lines":           {House{Version: 1, Name: "港\nBcc: x@example.jp"}, "validation_failed name"},
		"a footer too long":             {House{Version: 1, MailFooter: strings.Repeat("港", MaxFooter+1)}, "validation_failed mail_footer"},
		"control characters":            {House{Version: 1, Terms: "第1条\x00"}, "validation_failed terms"},
		"broken text":                   {House{Version: 1, Name: "\xff"}, "validation_failed name"},
		"no colour":                     {House{Version: 1, Colour: "green"}, "validation_failed colour"},
		"a style instead of one":        {House{Version: 1, Colour: "#fff;}a{"}, "validation_failed colour"},
		"yellow under white":            {House{Version: 1, Colour: "#ffd700"}, "validation_failed colour"},
		"too pale by a little":          {House{Version: 1, Colour: "#767676"}, "validation_failed colour"},
		"dark enough":                   {House{Version: 1, Colour: "#696969"}, "<nil>"},
		"a format that there is none":   {House{Version: 1, Closed: []job.Format{"hourly"}}, "validation_failed closed"},
		"a logo that is a page":         {House{Version: 1, Logo: []byte("<svg onload=alert(1)>")}, "validation_failed logo"},
		"half a logo":                   {House{Version: 1, Logo: wide(20, 20)[:20]}, "validation_failed logo"},
		"a logo as wide as may be":      {House{Version: 1, Logo: wide(MaxSide, 1)}, "<nil>"},
		"a logo too wide":               {House{Version: 1, Logo: wide(MaxSide+1, 1)}, "validation_failed logo"},
		"a logo too large for the book": {House{Version: 1, Logo: append(wide(8, 8), make([]byte, MaxLogo)...)}, "validation_failed logo"},
	} {
		now := at(t, "2026-11-24T01:00:00Z")
		e, err := (&Book{}).ChangeHouse(c.house, now)
		if said(err) != c.want {
			t.Errorf("%s: %s, not %s", name, said(err), c.want)
		}
		if err != nil {
			continue
		}
		b, err := (&Book{}).With(e)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.House(now.Now); fmt.Sprint(*got) != fmt.Sprint(c.house) || b.House(now.Now-1).Version != 0 || b.LastHouse() != got {
			t.Errorf("%s: it looks like %+v", name, got)
		}
	}
}

// TestEveryColourCanBeRead: whatever colour is let in, by day and by night what
// is written in it and on it has the contrast that text needs (WCAG 1.4.3).
func TestEveryColourCanBeRead(t *testing.T) {
	dice, on := rand.New(rand.NewPCG(1, 2)), at(t, "2026-11-24T01:00:00Z")
	let := 0
	for range 2_000 {
		h := House{Version: 1, Colour: fmt.Sprintf("#%06x", dice.IntN(1<<24))}
		if _, err := (&Book{}).ChangeHouse(h, on); err != nil {
			continue
		}
		let++
		tones, ok := h.Tones()
		for _, pair := range [][2]string{
			{tones.Day, "#ffffff"}, {tones.Day, "#fbfbf9"}, {tones.Day, tones.DayTint}, {tones.DayStrong, tones.DayTint}, {"#ffffff", tones.DayStrong},
			{tones.Night, "#1e211d"}, {tones.Night, "#141613"}, {tones.Night, tones.NightTint}, {tones.NightStrong, tones.NightTint}, {"#141613", tones.Night}, {"#141613", tones.NightStrong},
			{"#1a1a1a", tones.DayTint}, {"#f0f0ec", tones.NightTint}, {"#b9b9b2", tones.NightTint}, {"#595959", tones.DayTint},
		} {
			one, good := colour.Parse(pair[0])
			other, fine := colour.Parse(pair[1])
			if got := colour.Contrast(one, other); !ok || !good || !fine || got < colour.Readable {
				t.Fatalf("%s: %s on %s has only %.2f", h.Colour, pair[0], pair[1], got)
			}
		}
	}
	if let < 500 {
		t.Errorf("only %d colours were let in", let)
	}
	if _, ok := (&House{}).Tones(); ok {
		t.Error("a house without a colour has tones")
	}
}

func TestAHouseWithoutAFaceIsThePrograms(t *testing.T) {
	h := (&Book{}).House(0)
	if h.Called() != "azukari" || !h.Open(job.Project) || !h.Open(job.Contest) || !h.Open(job.Task) || (&Book{}).Policy(0) != &policy.First {
		t.Errorf("%+v", h)
	}
	closed := House{Name: "港", Closed: []job.Format{job.Task}}
	if closed.Called() != "港" || closed.Open(job.Task) || !closed.Open(job.Contest) {
		t.Errorf("%+v", closed)
	}
}
