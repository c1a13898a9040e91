package task

import (
	"fmt"
	"math/big"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"

	"golang.org/x/text/unicode/norm"
)

// Kind is the sort of a question.
type Kind string

// The kinds of questions.
const (
	Text    Kind = "text"    // 自由記述
	Number  Kind = "number"  // 数値
	Choice  Kind = "choice"  // 単一選択
	Choices Kind = "choices" // 複数選択
	URL     Kind = "url"     // URL
	FileOf  Kind = "file"    // ファイル
)

// Kinds lists them in the order in which a page offers them.
var Kinds = []Kind{Text, Number, Choice, Choices, URL, FileOf}

// Bounds of a form.
const (
	MostQuestions = 50
	LongestLabel  = 200 // characters
	LongestHelp   = 1_000
	MostOptions   = 50
	LongestOption = 100
	LongestText   = 5_000
	LongestURL    = 2_000
)

// A Question (設問) is one field of the form that a task's workers fill in. It
// is named by its place: the first is "q1".
type Question struct {
	Kind     Kind
	Label    string
	Help     string // empty: none
	Required bool
	Options  []string // of a choice or choices
	Min      *int64   // of a number
	Max      *int64   // of a number
	Longest  int      // characters of a text; 0: LongestText
}

// Key names the question at a place, counted from 0.
func Key(place int) string { return "q" + strconv.Itoa(place+1) }

// MaxLength is how long a text may be.
func (q Question) MaxLength() int {
	if q.Longest > 0 {
		return q.Longest
	}
	return LongestText
}

func (q Question) choosing() bool { return q.Kind == Choice || q.Kind == Choices }

// document is the question as canonical JSON has it.
func (q Question) document(key string) canonical.Object {
	o := canonical.Object{"key": key, "kind": string(q.Kind), "label": q.Label, "required": q.Required}
	if q.Help != "" {
		o["help"] = q.Help
	}
	if q.choosing() {
		o["options"] = q.Options
	}
	if q.Min != nil {
		o["min"] = *q.Min
	}
	if q.Max != nil {
		o["max"] = *q.Max
	}
	if q.Kind == Text {
		o["max_length"] = q.MaxLength()
	}
	return o
}

// formDocument is the form as its hash is over.
func formDocument(questions []Question) string {
	all := make([]canonical.Object, len(questions))
	for i, q := range questions {
		all[i] = q.document(Key(i))
	}
	return canonical.Marshal(canonical.Object{"document": "azukari task form", "version": 1, "questions": all})
}

// fitForm refuses a form that nobody could fill in, naming the place of the
// question at fault.
func fitForm(questions []Question) error {
	if len(questions) < 1 || len(questions) > MostQuestions {
		return refusal.Invalid("task.questions", "R8.2", fmt.Sprintf("A task has 1 to %d questions.", MostQuestions))
	}
	required := false
	for i, q := range questions {
		bad := func(detail string, args ...any) error {
			return refusal.Invalid("task.questions["+strconv.Itoa(i)+"]", "R8.2", fmt.Sprintf("Question %d: "+detail, append([]any{i + 1}, args...)...))
		}
		switch {
		case !slices.Contains(Kinds, q.Kind):
			return bad("there is no such kind of question.")
		case strings.TrimSpace(q.Label) == "" || utf8.RuneCountInString(q.Label) > LongestLabel:
			return bad("write what is asked, in at most %d characters.", LongestLabel)
		case utf8.RuneCountInString(q.Help) > LongestHelp:
			return bad("the explanation has at most %d characters.", LongestHelp)
		case !q.choosing() && len(q.Options) > 0:
			return bad("only a choice has options.")
		case q.choosing() && (len(q.Options) < 2 || len(q.Options) > MostOptions):
			return bad("give 2 to %d options.", MostOptions)
		case q.Kind != Number && (q.Min != nil || q.Max != nil):
			return bad("only a number has a least and a greatest value.")
		case q.Min != nil && q.Max != nil && *q.Min > *q.Max:
			return bad("the least value is above the greatest.")
		case q.Kind != Text && q.Longest != 0:
			return bad("only a text has a longest length.")
		case q.Longest < 0 || q.Longest > LongestText:
			return bad("a text has at most %d characters.", LongestText)
		}
		for n, option := range q.Options {
			if strings.TrimSpace(option) == "" || utf8.RuneCountInString(option) > LongestOption {
				return bad("each option has 1 to %d characters.", LongestOption)
			}
			if slices.Contains(q.Options[:n], option) {
				return bad("the option %q stands twice.", option)
			}
		}
		required = required || q.Required
	}
	if !required {
		return refusal.Invalid("task.questions", "R8.2", "At least one question must be answered: an empty form could not be judged.")
	}
	return nil
}

// A Value is what was answered to one question: one text, several for choices,
// or a file.
type Value struct {
	Texts []string
	File  *File
}

// A File is an answer to a question for a file, known by the hash of its content.
type File struct {
	Name   string
	Type   string
	Size   int64
	SHA256 string
}

func (v Value) empty() bool { return v.File == nil && len(v.Texts) == 0 }

// text is a plain answer as it is kept.
func (v Value) text() string {
	if len(v.Texts) == 0 {
		return ""
	}
	return v.Texts[0]
}

var decimal = regexp.MustCompile(`^-?[0-9]{1,15}(\.[0-9]{1,6})?$`)

// IsNumber reports whether a text is a number as answers keep it.
func IsNumber(text string) bool { return decimal.MatchString(text) }

// fill holds answers, by key, against the form; what comes back is as it is
// kept: trimmed, numbers in plain digits, choices in the form's order.
func fill(questions []Question, values map[string]Value) (map[string]Value, error) {
	kept := map[string]Value{}
	for key := range values {
		if n, err := strconv.Atoi(strings.TrimPrefix(key, "q")); err != nil || n < 1 || n > len(questions) || key != Key(n-1) {
			return nil, refusal.Invalid("values."+key, "R8.2", "This task has no such question.")
		}
	}
	for i, q := range questions {
		v, err := q.fill(values[Key(i)])
		if err == nil && v.empty() && q.Required {
			err = refusal.Invalid("", "R8.2", fmt.Sprintf("Question %d must be answered.", i+1))
		}
		if no, ok := err.(*refusal.Refusal); ok {
			no.Field = "values." + Key(i)
			return nil, no
		}
		if !v.empty() {
			kept[Key(i)] = v
		}
	}
	return kept, nil
}

func (q Question) fill(v Value) (Value, error) {
	bad := func(detail string, args ...any) (Value, error) {
		return Value{}, refusal.Invalid("", "R8.2", fmt.Sprintf(detail, args...))
	}
	if q.Kind == FileOf {
		if len(v.Texts) > 0 {
			return bad("This question asks for a file.")
		}
		return v, nil
	}
	if v.File != nil {
		return bad("This question does not ask for a file.")
	}
	if q.Kind == Choices {
		for n, chosen := range v.Texts {
			if !slices.Contains(q.Options, chosen) || slices.Contains(v.Texts[:n], chosen) {
				return bad("%q is not one of the options, or is chosen twice.", chosen)
			}
		}
		var inOrder []string
		for _, option := range q.Options {
			if slices.Contains(v.Texts, option) {
				inOrder = append(inOrder, option)
			}
		}
		return Value{Texts: inOrder}, nil
	}
	if len(v.Texts) > 1 {
		return bad("This question takes one answer.")
	}
	text := v.text()
	if q.Kind != Choice {
		text = strings.TrimSpace(text)
	}
	if text == "" {
		return Value{}, nil
	}
	switch q.Kind {
	case Text:
		if utf8.RuneCountInString(text) > q.MaxLength() {
			return bad("The answer has at most %d characters.", q.MaxLength())
		}
	case Number:
		text = strings.ReplaceAll(norm.NFKC.String(text), ",", "")
		if !IsNumber(text) {
			return bad("Write a number in digits, with at most 6 after the point.")
		}
		n, _ := new(big.Rat).SetString(text)
		if q.Min != nil && n.Cmp(new(big.Rat).SetInt64(*q.Min)) < 0 {
			return bad("The number is at least %d.", *q.Min)
		}
		if q.Max != nil && n.Cmp(new(big.Rat).SetInt64(*q.Max)) > 0 {
			return bad("The number is at most %d.", *q.Max)
		}
	case Choice:
		if !slices.Contains(q.Options, text) {
			return bad("%q is not one of the options.", text)
		}
	case URL:
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || len(text) > LongestURL {
			return bad("Write an address that begins with https:// or http://.")
		}
	}
	return Value{Texts: []string{text}}, nil
}

// documents are values as canonical JSON has them, by key.
func documents(values map[string]Value) canonical.Object {
	all := canonical.Object{}
	for key, v := range values {
		if v.File != nil {
			all[key] = canonical.Object{"name": v.File.Name, "type": v.File.Type, "size": v.File.Size, "sha256": v.File.SHA256}
			continue
		}
		all[key] = v.Texts
	}
	return all
}
