package web

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// entered reads a form field by field, and notes what will not do beside the
// field; everything that was entered stays.
type entered struct {
	*visit
	form *view.Form
}

func (v *visit) entered() *entered {
	f := form()
	f.Once = v.r.PostFormValue("once")
	for name, values := range v.r.PostForm {
		f.Values[name] = strings.ToValidUTF8(values[0], "?")
	}
	return &entered{v, f}
}

// fit reports whether nothing is wrong so far.
func (e *entered) fit() bool { return len(e.form.Errors) == 0 && e.form.Said == "" }

func (e *entered) wrong(field string, text words.Text, fill ...any) {
	if e.form.Errors[field] == "" {
		e.form.Errors[field] = e.t(text, fill...)
	}
}

// text is a text of at most max characters, without spaces around it.
func (e *entered) text(field string, max int, required bool) string {
	s := strings.TrimSpace(strings.ReplaceAll(e.r.PostFormValue(field), "\r\n", "\n"))
	switch {
	case !utf8.ValidString(s) || strings.ContainsRune(s, 0):
		e.wrong(field, words.FieldText)
	case s == "" && required:
		e.wrong(field, words.FieldRequired)
	case utf8.RuneCountInString(s) > max:
		e.wrong(field, words.FieldTooLong, max)
	}
	return s
}

func (e *entered) number(field string) (int64, bool) { return digits(e.r.PostFormValue(field)) }

// digits reads a number as people type it: with full-width digits and commas.
func digits(s string) (int64, bool) {
	s = strings.NewReplacer(",", "", "円", "", "¥", "", " ", "").Replace(width.Narrow.String(strings.TrimSpace(s)))
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

// yen is an amount of at least least.
func (e *entered) yen(field string, least money.Yen) money.Yen {
	n, ok := e.number(field)
	y := money.Yen(n)
	if !ok || y < least || y > money.Max {
		if least == 0 {
			e.wrong(field, words.FieldYenFromZero)
		} else {
			e.wrong(field, words.FieldYen)
		}
		return 0
	}
	return y
}

// between is a whole number between two bounds.
func (e *entered) between(field string, least, most int) int {
	n, ok := e.number(field)
	if !ok || n < int64(least) || n > int64(most) {
		e.wrong(field, words.FieldNumber, least, most)
		return least
	}
	return int(n)
}

// day is a date such as 2026-12-01, or nothing.
func (e *entered) day(field string, required bool) string {
	s := strings.TrimSpace(e.r.PostFormValue(field))
	if s == "" && !required {
		return ""
	}
	if _, err := calendar.ParseDate(s); err != nil {
		e.wrong(field, words.FieldDate)
	}
	return s
}

// seen is what an answer answers, as its page showed it; the page sends it back.
func (e *entered) seen() string { return e.r.PostFormValue("seen") }

func seen(what string) []view.Fact { return []view.Fact{{Name: "seen", Value: what}} }

// refused notes a refusal beside the field that it names, or above the form, and
// so what keeps the form from being taken just now; other errors are handed back.
// Of what has changed since it was seen it says so: the page shows what stands now.
func (e *entered) refused(err error) error {
	if met, troubled := troubleOf(err); troubled {
		e.meet(met, err)
		e.form.Said = e.t(met.body) + e.t(words.KeptBelow)
		if errors.Is(err, store.ErrUnknown) {
			e.form.Said = e.t(words.UnknownHere)
		}
		return nil // the form keeps its id: what was done after all is not done twice
	}
	var no *refusal.Refusal
	if !errors.As(err, &no) || no.Kind == refusal.NotFound {
		return err
	}
	e.form.Once = form().Once // the same entries may be sent again
	if field := e.fieldOf(no); field != "" {
		why := e.t(words.FieldRefused)
		switch {
		case strings.TrimSpace(e.r.PostFormValue(field)) == "":
			why = e.t(words.FieldRequired)
		case e.lang == words.English:
			why = no.Detail
		}
		e.form.Errors[field] = why
		return nil
	}
	e.form.Said = e.why(no)
	if no.Code == refusal.StateConflict && e.seen() != "" {
		e.form.Said = e.t(words.SeenOther)
	}
	return nil
}

// fieldOf is the field of the form that a refusal names by the API's name; empty
// where the form has none for it.
func (e *entered) fieldOf(no *refusal.Refusal) string {
	if no.Kind != refusal.NotThis || no.Field == "" {
		return ""
	}
	names := []string{no.Field}
	if at := strings.LastIndexByte(no.Field, '.'); at >= 0 {
		names = append(names, no.Field[at+1:])
	}
	for _, name := range names {
		if other, ok := pageFields[name]; ok {
			name = other
		}
		if len(e.r.PostForm[name]) > 0 {
			return name
		}
	}
	return ""
}

// pageFields are the fields of pages whose names are shorter than the API's.
var pageFields = map[string]string{
	"entries_until": "until", "answers_until": "until", "guaranteed_entries": "guaranteed", "prizes": "prize-1",
	"unit_amount": "unit", "min_approval_rate": "rate", "budget_amount": "budget", "questions": "q1-label", "failed_criteria": "criteria",
}
