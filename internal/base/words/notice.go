package words

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
)

// Language of a text.
type Language string

// The two languages of the house.
const (
	Japanese Language = "ja"
	English  Language = "en"
)

// A text is what one kind of notification says. {title}, {amount}, {due} and so
// on stand for the fact's own data; due instants are written with the hour.
type text struct{ subject, body string }

// Notice writes a notification's title and body from the data kept with it.
func Notice(lang Language, kind, data string, cal calendar.Calendar) (title, body string) {
	var fields map[string]any
	decoder := json.NewDecoder(strings.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&fields); err != nil {
		panic("words: a notification with malformed data: " + data)
	}
	t, ok := notices[lang][kind]
	if !ok {
		panic("words: no text for " + kind)
	}
	values := map[string]string{}
	for name, value := range fields {
		values[name] = show(lang, name, value, cal)
	}
	if outcome, ok := fields["by_silence"].(string); ok {
		values["by_silence"] = fill(silence[lang][outcome], values)
	}
	return fill(t.subject, values), fill(t.body, values)
}

var place = regexp.MustCompile(`\{([a-z_0-9]+)\}`)

// fill puts the values into their places, once: what a person wrote is not
// looked at again. A line with a place that has no value is left out.
func fill(template string, values map[string]string) string {
	var lines []string
	for line := range strings.SplitSeq(template, "\n") {
		lacking := false
		said := place.ReplaceAllStringFunc(line, func(at string) string {
			value := values[at[1:len(at)-1]]
			lacking = lacking || value == ""
			return value
		})
		if !lacking {
			lines = append(lines, said)
		}
	}
	return strings.Join(lines, "\n")
}

// show writes one value: amounts with their unit, instants in the platform's
// own time.
func show(lang Language, name string, value any, cal calendar.Calendar) string {
	switch v := value.(type) {
	case json.Number:
		n, err := v.Int64()
		if strings.HasSuffix(name, "amount") && err == nil {
			return Yen(lang, money.Yen(n))
		}
		return v.String()
	case string:
		if strings.HasSuffix(name, "_by") || strings.HasSuffix(name, "_at") || strings.HasSuffix(name, "_until") {
			if at, err := calendar.Parse(v); err == nil {
				return When(lang, at, cal)
			}
		}
		if said, ok := reportWords[name][v]; ok {
			return said.In(lang)
		}
		return v
	case []any:
		var all []string
		for _, one := range v {
			all = append(all, show(lang, name, one, cal))
		}
		return strings.Join(all, map[Language]string{Japanese: "、", English: ", "}[lang])
	}
	return ""
}

// Yen writes an amount: 78,000円, ¥78,000.
func Yen(lang Language, y money.Yen) string {
	if lang == English {
		return "¥" + strings.TrimSuffix(y.String(), "円")
	}
	return y.String()
}

var weekdays = [...]string{"日", "月", "火", "水", "木", "金", "土"}

// When writes an instant as people read a deadline: the end of a day is 24:00
// of that day, not 0:00 of the next.
func When(lang Language, at calendar.Instant, cal calendar.Calendar) string {
	t := at.Time().In(cal.Zone())
	clock := t.Format("15:04")
	if clock == "00:00" && t.Second() == 0 {
		t, clock = t.AddDate(0, 0, -1), "24:00"
	}
	if lang == English {
		return fmt.Sprintf("%s %s", t.Format("Mon 2 Jan 2006"), clock)
	}
	return fmt.Sprintf("%d年%d月%d日(%s) %s", t.Year(), t.Month(), t.Day(), weekdays[t.Weekday()], clock)
}

// Short writes an instant's day for narrow places: 12月1日 24:00, 1 Dec 24:00.
func Short(lang Language, at calendar.Instant, cal calendar.Calendar) string {
	t := at.Time().In(cal.Zone())
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return shortDay(lang, t.AddDate(0, 0, -1)) + " 24:00"
	}
	return shortDay(lang, t) + " " + t.Format("15:04")
}

// ShortDay writes a day such as 2026-12-01 for narrow places.
func ShortDay(lang Language, on string) string {
	t, err := time.Parse(time.DateOnly, on)
	if err != nil {
		return on
	}
	return shortDay(lang, t)
}

func shortDay(lang Language, t time.Time) string {
	if lang == English {
		return t.Format("2 Jan")
	}
	return fmt.Sprintf("%d月%d日", t.Month(), t.Day())
}

// Day writes a day such as 2026-12-01 as people read it; what is no day stays as
// it is.
func Day(lang Language, on string) string {
	t, err := time.Parse(time.DateOnly, on)
	if err != nil {
		return on
	}
	if lang == English {
		return t.Format("Mon 2 Jan 2006")
	}
	return fmt.Sprintf("%d年%d月%d日(%s)", t.Year(), t.Month(), t.Day(), weekdays[t.Weekday()])
}

// Mail frames a notification's body as a letter of a house with a name, and with
// what stands at the foot of its mail.
func Mail(lang Language, name, body, house, foot string) string {
	if foot != "" {
		foot = "\n" + foot
	}
	if lang == English {
		return "Dear " + name + ",\n\n" + body + "\n\n-- \n" + house + foot + "\nThis mail was sent automatically.\n"
	}
	return name + " 様\n\n" + body + "\n\n--\n" + house + foot + "\nこのメールは自動で送信しています。\n"
}

// MailLink is the line of a letter that its reader opens; nothing when there is
// none.
func MailLink(lang Language, url string) string {
	switch {
	case url == "":
		return ""
	case lang == English:
		return "\n\nOpen this link:\n" + url
	}
	return "\n\nこちらからご確認ください：\n" + url
}

// NoticeKinds lists every kind that has a text.
func NoticeKinds(lang Language) []string {
	var kinds []string
	for kind := range notices[lang] {
		kinds = append(kinds, kind)
	}
	return kinds
}

var silence = map[Language]map[string]string{
	Japanese: {
		"terminated": "契約は自動的に終了します（ワーカーの受取額 {worker_net_amount}、クライアントへの返金額 {refunded_amount}）",
		"disputed":   "運営による調整に移ります",
		"lapsed":     "リクエストは失効し、契約はそのまま続きます",
	},
	English: {
		"terminated": "the contract ends by itself: {worker_net_amount} for the worker, {refunded_amount} back to the client",
		"disputed":   "the matter goes to the operator",
		"lapsed":     "the request lapses and the contract goes on",
	},
}

// List reads a list of texts out of a kept document.
func List(data, name string) (all []string) {
	var fields map[string]any
	if err := json.Unmarshal([]byte(data), &fields); err != nil {
		panic("words: malformed data: " + data)
	}
	list, _ := fields[name].([]any)
	for _, one := range list {
		if text, ok := one.(string); ok {
			all = append(all, text)
		}
	}
	return all
}

// Field is one text of the data kept with a notification, "" where there is
// none.
func Field(data, name string) string {
	var fields map[string]any
	if err := json.Unmarshal([]byte(data), &fields); err != nil {
		panic("words: a notification with malformed data: " + data)
	}
	text, _ := fields[name].(string)
	return text
}
