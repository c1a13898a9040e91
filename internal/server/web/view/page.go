// Package view draws the pages: templ components over plain view models. It
// reads nothing and decides nothing; every text comes from base/words.
package view

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/words"
)

// A Page is what every page has around its content.
type Page struct {
	Lang   words.Language
	Named  words.Named // what stands in the texts' named places
	House  House
	Title  string
	Path   string // with its query, for coming back
	Viewer *Viewer
	Bar    *Bar             // in the sandbox
	Backup calendar.Instant // when the backup was made that this house in quarantine is of; zero: it is in none
	Said   string           // what was just done
	Now    calendar.Instant
	Cal    calendar.Calendar
	Live   string // the address of this page's event stream; empty: it stays as it is
}

// House is who runs the site, as the pages show it.
type House struct {
	Name    string
	Own     bool   // the name is the house's own, and not the program's
	Logo    string // address; empty: the program's mark
	Style   string // address of the house's own colours; empty: the program's
	Terms   bool   // there are terms
	Formats []Tab  // in which it takes new jobs
	Closed  string // the names of the others
}

// fits reports whether the name has room in the picture of the money's way.
func (h House) fits() bool { return utf8.RuneCountInString(h.Name) <= 10 }

// Viewer is who looks.
type Viewer struct {
	ID, Name string
	Unread   int // notifications
	Operator bool
}

// Bar is the sandbox's own (R20).
type Bar struct {
	People []Choice
	Moods  []Choice
	Next   calendar.Instant // the next deadline, none when zero
}

// A Choice is one line of a list to choose from.
type Choice struct {
	Value, Name string
	Chosen      bool
}

// T says a text in the page's language.
func (p *Page) T(t words.Text, fill ...any) string { return t.With(p.Named, p.Lang, fill...) }

// Yen writes an amount.
func (p *Page) Yen(y money.Yen) string { return words.Yen(p.Lang, y) }

// When writes an instant with date and hour.
func (p *Page) When(at calendar.Instant) string { return words.When(p.Lang, at, p.Cal) }

// Day writes a day such as 2026-12-01; "" when none was agreed.
func (p *Page) Day(on string) string { return words.Day(p.Lang, on) }

// Machine writes an instant for a time element.
func Machine(at calendar.Instant) string { return at.String() }

// Left is how long it is until an instant, for people.
func (p *Page) Left(at calendar.Instant) string {
	left := at.Time().Sub(p.Now.Time())
	switch {
	case left <= 0:
		return ""
	case left >= 24*time.Hour:
		return p.T(words.CountdownDays, int(left.Hours())/24, int(left.Hours())%24)
	case left >= time.Hour:
		return p.T(words.CountdownHours, int(left.Hours()), int(left.Minutes())%60)
	}
	return p.T(words.CountdownMinutes, int(left.Minutes())+1)
}

// Bytes writes a file's size.
func Bytes(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1fMB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%dKB", n>>10)
	}
	return fmt.Sprintf("%dB", n)
}

// Other is the language that the page is not in.
func (p *Page) Other() words.Language {
	if p.Lang == words.English {
		return words.Japanese
	}
	return words.English
}

// bare is the page's address without its query.
func (p *Page) bare() string {
	here, _, _ := strings.Cut(p.Path, "?")
	return here
}

// At reports whether the page stands at a path, for the navigation.
func (p *Page) At(path string) bool {
	here, _, _ := strings.Cut(p.Path, "?")
	return here == path
}
