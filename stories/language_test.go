package stories

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
)

// A story is one situation in plain text: who does what when, and how things
// then stand. Each line is a subject, a verb and what goes with it.
type story struct {
	name  string
	title string
	lines []line
}

// A line such as
//
//	client request-revision reason="合わない" refused revision_limit_reached
type line struct {
	at      int // its number in the file
	text    string
	subject string
	verb    string
	words   []string          // what follows without a "="
	args    map[string]string // what follows with one
	refused string            // the expected refusal, empty for none
}

func read(t *testing.T, path string) story {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s := story{name: strings.TrimSuffix(path, ".story")}
	scanner := bufio.NewScanner(file)
	for n := 1; scanner.Scan(); n++ {
		text := strings.TrimSpace(scanner.Text())
		switch {
		case text == "":
		case strings.HasPrefix(text, "#"):
			if s.title == "" {
				s.title = strings.TrimSpace(strings.TrimLeft(text, "#"))
			}
		default:
			s.lines = append(s.lines, parse(n, text))
		}
	}
	if s.title == "" || len(s.lines) == 0 {
		t.Fatalf("%s: a story has a title and lines", path)
	}
	return s
}

func parse(n int, text string) line {
	l := line{at: n, text: text, args: map[string]string{}}
	if before, after, ok := strings.Cut(text, " refused "); ok {
		code, rest, _ := strings.Cut(after, " ")
		text, l.refused = before+" "+rest, code
	}
	for i, word := range split(text) {
		name, value, isArg := strings.Cut(word, "=")
		switch {
		case i == 0:
			l.subject = word
		case isArg:
			l.args[name] = value
		case i == 1:
			l.verb = word
		default:
			l.words = append(l.words, word)
		}
	}
	return l
}

// split cuts at spaces that are not between quotation marks.
func split(text string) []string {
	quoted := false
	words := strings.FieldsFunc(text, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	})
	for i := range words {
		words[i] = strings.ReplaceAll(words[i], `"`, "")
	}
	return words
}

func (l line) has(word string) bool {
	for _, w := range append([]string{l.verb}, l.words...) {
		if w == word {
			return true
		}
	}
	return false
}

func (l line) arg(name, otherwise string) string {
	if v, ok := l.args[name]; ok {
		return v
	}
	return otherwise
}

// long is a text; 2001x is one of so many characters.
func (l line) long(name, otherwise string) string {
	v := l.arg(name, otherwise)
	if n, err := strconv.Atoi(strings.TrimSuffix(v, "x")); err == nil && strings.HasSuffix(v, "x") {
		return strings.Repeat("長", n)
	}
	return v
}

func (l line) yen(name string, otherwise money.Yen) money.Yen {
	v, ok := l.args[name]
	if !ok {
		return otherwise
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil {
		panic(fmt.Sprintf("line %d: %q is not an amount", l.at, v))
	}
	return money.Yen(n)
}

func (l line) number(name string) *int {
	v, ok := l.args[name]
	if !ok {
		return nil
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		panic(fmt.Sprintf("line %d: %q is not a number", l.at, v))
	}
	return &n
}

func (l line) list(name string) []string {
	if v, ok := l.args[name]; ok {
		return strings.Split(v, "|")
	}
	return nil
}

// span reads 6d, 12h, 1us: a day is 24 hours.
func span(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.Atoi(days)
		return time.Duration(n) * 24 * time.Hour, err
	}
	return time.ParseDuration(s)
}

// instant reads an RFC 3339 instant or a Japanese wall-clock time such as
// 2026-12-01T09:00.
func instant(s string) (calendar.Instant, error) {
	if len(s) == len("2026-12-01T09:00") {
		s += ":00+09:00"
	}
	return calendar.Parse(s)
}
