package web

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/charter"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/policy"
	"azukari/internal/server/web/view"
)

// example is the contract by which the guides explain the fee.
const example = money.Yen(100_000)

// policy is the numbers of what the page is about, or those in force (R0.5).
func (v *visit) policy() *policy.Policy {
	if v.numbers != nil {
		return v.numbers
	}
	return v.occasion().Policy()
}

// named knows what stands in the named places of texts: the house's name, and
// the numbers of the rules.
func (v *visit) named(lang words.Language, name string) (string, bool) {
	p := v.policy()
	switch name {
	case "house":
		return v.Engine.Door.Book().House(v.now).Called(), true
	case "contest_split_days":
		return strconv.Itoa(p.ContestChooseDays + p.ContestGraceDays), true
	case "example_amount":
		return words.Yen(lang, example), true
	case "example_net":
		return words.Yen(lang, example-ledger.FeeOn(p.Fees, 0, ledger.Charge{}, example).Sum()), true
	}
	for _, n := range policy.Numbers {
		if n.Name == name {
			return written(lang, n, n.Of(p)), true
		}
	}
	return "", false
}

// written is a number of the rules as a sentence has it: amounts and rates with
// their unit, the others as digits.
func written(lang words.Language, n policy.Number, value int64) string {
	switch n.Unit {
	case policy.Yen:
		return words.Yen(lang, money.Yen(value))
	case policy.Rate:
		return hundredths(value) + "%"
	}
	return strconv.FormatInt(value, 10)
}

// hundredths writes a rate in percent, with as many decimals as it has.
func hundredths(rate int64) string {
	text := strconv.FormatInt(rate/100, 10)
	if part := rate % 100; part != 0 {
		text += "." + strings.TrimRight(strconv.FormatInt(100+part, 10)[1:], "0")
	}
	return text
}

// postings are where a new job of each format is posted.
var postings = []struct {
	format job.Format
	path   string
	name   words.Text
}{
	{job.Project, "/jobs/new", words.JobProject}, {job.Contest, "/jobs/new/contest", words.JobContest}, {job.Task, "/jobs/new/task", words.JobTask},
}

// house is how the house shows itself now.
func (v *visit) house() view.House {
	h := v.Engine.Door.Book().House(v.now)
	shown := view.House{Name: h.Called(), Own: h.Name != "", Terms: h.Terms != ""}
	version := "?v=" + strconv.Itoa(h.Version)
	if len(h.Logo) > 0 {
		shown.Logo = "/brand/logo" + version
	}
	if _, own := h.Tones(); own {
		shown.Style = "/brand/colours.css" + version
	}
	var closed []string
	for _, p := range postings {
		if h.Open(p.format) {
			shown.Formats = append(shown.Formats, view.Tab{Name: p.name.In(v.lang), Path: p.path})
		} else {
			closed = append(closed, p.name.In(v.lang))
		}
	}
	shown.Closed = strings.Join(closed, v.t(words.Comma))
	return shown
}

// taking serves the form of a new job, where the house takes one of the format.
func taking(f job.Format, draft func(*visit) error) func(*visit) error {
	return func(v *visit) error {
		if v.Engine.Door.Book().House(v.now).Open(f) {
			return draft(v)
		}
		p, err := v.page(v.t(words.NavPostJob))
		if err != nil {
			return err
		}
		if f == job.Project && len(p.House.Formats) > 0 { // where the menu leads
			v.redirect(p.House.Formats[0].Path)
			return nil
		}
		return v.ok(view.ClosedFormatPage(p))
	}
}

// brandPages are the house's own colours and logo, and its terms.
func brandPages() []page {
	return []page{
		{"GET", "/brand/colours.css", anyone, colours},
		{"GET", "/brand/sample.css", anyone, sample},
		{"GET", "/brand/logo", anyone, logo},
		{"GET", "/terms", anyone, terms},
		{"GET", "/rules", anyone, rules},
	}
}

// keep lets a browser keep what is of the version that it asks for.
func (v *visit) keep(version int, kind string) {
	v.w.Header().Set("Content-Type", kind)
	if v.r.URL.Query().Get("v") == strconv.Itoa(version) {
		v.w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
}

// colours is the style of the house's own colour, by day and by night.
func colours(v *visit) error {
	h := v.Engine.Door.Book().House(v.now)
	v.keep(h.Version, "text/css; charset=utf-8")
	_, err := io.WriteString(v.w, style(":root", h))
	return err
}

// sample shows a colour on a sample, before anybody chooses it.
func sample(v *visit) error {
	v.keep(-1, "text/css; charset=utf-8")
	_, err := io.WriteString(v.w, style(".sample", &charter.House{Colour: v.r.URL.Query().Get("colour")}))
	return err
}

// style is a house's colour on what a selector names; nothing where it has none.
func style(on string, h *charter.House) string {
	t, ok := h.Tones()
	if !ok {
		return ""
	}
	tone := func(accent, strong, tint, ink string) string {
		return on + " { --accent: " + accent + "; --accent-strong: " + strong + "; --tint: " + tint + "; --on-accent: " + ink + "; }"
	}
	return "@layer base {\n" + tone(t.Day, t.DayStrong, t.DayTint, "#ffffff") +
		"\n@media (prefers-color-scheme: dark) { " + tone(t.Night, t.NightStrong, t.NightTint, "#141613") + " }\n}\n"
}

// logo is the house's logo: a picture and nothing else.
func logo(v *visit) error {
	h := v.Engine.Door.Book().House(v.now)
	if len(h.Logo) == 0 {
		return refusal.NoSuch("logo")
	}
	v.keep(h.Version, h.LogoType())
	v.w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	_, err := v.w.Write(h.Logo)
	return err
}

// terms is 利用規約.
func terms(v *visit) error {
	book := v.Engine.Door.Book()
	h := book.House(v.now)
	if h.Terms == "" {
		return refusal.NoSuch("page")
	}
	p, err := v.page(v.t(words.SiteTerms))
	if err != nil {
		return err
	}
	since := p.Day(v.Engine.Calendar.Day(book.TermsSince()).String())
	return v.ok(view.TermsPage(p, h.Terms, since))
}

// rules are the numbers in force and those to come, for everyone (R0.5).
func rules(v *visit) error {
	p, err := v.page(v.t(words.RulesTitle))
	if err != nil {
		return err
	}
	book := v.Engine.Door.Book()
	m := &view.Rules{Numbers: v.numberGroups(book.Policy(v.now))}
	for _, e := range slices.Backward(book.Editions(charter.Numbers)) { // what comes first stands first
		if e.StartsAt > v.now {
			m.Coming = append(m.Coming, v.version(e))
		}
	}
	return v.ok(view.RulesPage(p, m))
}
