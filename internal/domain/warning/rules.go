package warning

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed rules.txt
var rulesText string

// Default are the rules that come with the program.
var Default = sync.OnceValue(func() *Rules {
	r, err := Parse(strings.NewReader(rulesText))
	if err != nil {
		panic("warning: rules.txt: " + err.Error()) // it is embedded above
	}
	return r
})

// Rules are a table of rules, ready to look at texts; any number of goroutines
// may.
type Rules struct {
	rules  []*rule
	sets   int             // of words that rules need
	needs  map[rune][]need // by the character that they begin with
	begins [1 << 10]uint64 // those characters, in bits
	spare  sync.Pool       // of hits
}

// A rule is one row of the table.
type rule struct {
	line    int
	kind    Kind
	lang    string
	text    string // of the pattern
	pattern *regexp.Regexp
	mark    int   // the group that is the finding; 0: the whole match
	needs   []int // sets of words: a match has a word of each
	reach   int   // the bytes of the longest match, as far as it is looked for
	starts  bool  // a match begins with a word of the first set,
	after   bool  // or one character before it
	yes, no string
}

// A need is a word and the sets that it is in.
type need struct {
	word string
	sets []int
}

// Limits of a table, so that none makes every message slow.
const (
	maxRules   = 1_000
	maxLine    = 16 << 10 // bytes
	maxPattern = 8 << 10  // bytes, with its names filled in
	maxNeeds   = 400      // words of one set that a rule needs
	maxSets    = 4        // of them
	maxReach   = 240      // bytes of a match
	maxRepeat  = 60       // bytes of what may be repeated without end
)

// Parse reads a table of rules and tries each row on its own examples. An error
// names the line and what is wrong with it. rules.txt says what a table is.
func Parse(from io.Reader) (*Rules, error) {
	r := &Rules{needs: map[rune][]need{}}
	names := map[string]string{}
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		if err := r.read(n, lines.Text(), names); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n+1, err)
	}
	if len(r.rules) == 0 {
		return nil, errors.New("there are no rules in it")
	}
	for _, one := range r.rules {
		if err := r.try(one); err != nil {
			return nil, fmt.Errorf("line %d: %w", one.line, err)
		}
	}
	return r, nil
}

var (
	columns = regexp.MustCompile(`\t+`)
	named   = regexp.MustCompile(`\{[a-z_]+\}`)
	newName = regexp.MustCompile(`^[a-z_]+$`)
)

// read takes in one line.
func (r *Rules) read(n int, line string, names map[string]string) error {
	line = strings.TrimRight(line, " \t\r")
	if n == 1 {
		line = strings.TrimPrefix(line, "\ufeff")
	}
	if line == "" || strings.HasPrefix(line, "#") {
		return nil
	}
	if !utf8.ValidString(line) {
		return errors.New("it is not UTF-8")
	}
	cells := columns.Split(line, -1)
	if cells[0] == "let" {
		if len(cells) != 3 || !newName.MatchString(cells[1]) {
			return errors.New("write it as let, name, pattern, with tabs between them and the name in small letters")
		}
		filled, err := fill(cells[2], names)
		names[cells[1]] = "(?:" + filled + ")"
		return err
	}
	if len(cells) != 5 {
		return fmt.Errorf("it has %d columns, not 5: kind, language, pattern, a text to warn of, a text to leave alone, with tabs between them", len(cells))
	}
	one := &rule{line: n, kind: Kind(cells[0]), lang: cells[1], yes: cells[3], no: cells[4]}
	if one.kind != ordinary && !slices.Contains(Kinds, one.kind) {
		return fmt.Errorf("%q is none of the kinds work_before_escrow, contact_outside, payment_outside, ordinary", cells[0])
	}
	if one.lang != "ja" && one.lang != "en" && one.lang != "any" {
		return fmt.Errorf("the language %q is none of ja, en, any", one.lang)
	}
	filled, err := fill(cells[2], names)
	if err != nil {
		return err
	}
	if len(r.rules) == maxRules {
		return fmt.Errorf("there are more than %d rules", maxRules)
	}
	return r.add(one, filled)
}

// fill puts patterns in the place of their names.
func fill(pattern string, names map[string]string) (string, error) {
	var missing string
	filled := named.ReplaceAllStringFunc(pattern, func(name string) string {
		meant, ok := names[strings.Trim(name, "{}")]
		if !ok && missing == "" {
			missing = name
		}
		return meant
	})
	if missing != "" {
		return "", fmt.Errorf("%s has not been given a meaning by a let line above", missing)
	}
	if len(filled) > maxPattern {
		return "", fmt.Errorf("the pattern is longer than %d bytes", maxPattern)
	}
	return filled, nil
}

// add compiles a rule and notes the words that it needs.
func (r *Rules) add(one *rule, pattern string) error {
	re, err := regexp.Compile(pattern)
	if err != nil {
		return fmt.Errorf("the pattern does not compile: %w", err)
	}
	if strings.ToLower(one.yes) == "" || re.MatchString("") {
		return errors.New("the pattern matches an empty text")
	}
	one.pattern, one.text, one.mark = re, pattern, max(0, re.SubexpIndex("mark"))
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return fmt.Errorf("the pattern does not compile: %w", err)
	}
	sets := needed(tree)
	slices.SortStableFunc(sets, func(a, b []string) int { return worth(b) - worth(a) })
	if len(sets) == 0 {
		return errors.New("the pattern asks for no particular word: every text would have to be searched for it letter by letter; name a word, or a few with |, that it cannot do without")
	}
	single := func(words []string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return utf8.RuneCountInString(w) > 1 })
	}
	if !single(sets[0]) { // then single characters rule out little more
		sets = slices.DeleteFunc(sets, single)
	}
	tree = tree.Simplify()
	one.reach = min(longest(tree), maxReach)
	if first, after := starts(tree); len(first) > 0 {
		sets = append([][]string{first}, sets...)
		one.starts, one.after, one.pattern = true, after, regexp.MustCompile("^(?:"+pattern+")")
	}
	for _, words := range sets[:min(len(sets), maxSets)] {
		for _, w := range words {
			if strings.ContainsFunc(w, unicode.IsUpper) {
				return fmt.Errorf("the pattern has a capital letter in %q: texts are compared in small letters", w)
			}
			r.need(w, r.sets)
		}
		one.needs = append(one.needs, r.sets)
		r.sets++
	}
	r.rules = append(r.rules, one)
	return nil
}

func (r *Rules) need(word string, set int) {
	first, _ := utf8.DecodeRuneInString(word)
	if first < 1<<16 {
		r.begins[first>>6] |= 1 << (first & 63)
	}
	all := r.needs[first]
	i := slices.IndexFunc(all, func(n need) bool { return n.word == word })
	if i < 0 {
		i, all = len(all), append(all, need{word: word})
	}
	if !slices.Contains(all[i].sets, set) {
		all[i].sets = append(all[i].sets, set)
	}
	r.needs[first] = all
}

// needed are sets of words; every match of a pattern has a word of each.
func needed(re *syntax.Regexp) (sets [][]string) {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return [][]string{{string(re.Rune)}}
		}
	case syntax.OpCharClass:
		var all []string
		for i := 0; i < len(re.Rune); i += 2 {
			for c := re.Rune[i]; c <= re.Rune[i+1]; c++ {
				if all = append(all, string(c)); len(all) > 12 {
					return nil
				}
			}
		}
		if len(all) > 0 {
			return [][]string{all}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			words := best(needed(sub))
			if len(words) == 0 {
				return nil
			}
			all = append(all, words...)
		}
		slices.Sort(all)
		if all = slices.Compact(all); len(all) <= maxNeeds {
			return [][]string{all}
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			sets = append(sets, needed(sub)...)
		}
	}
	return sets
}

// starts are words of which one stands where every match begins, or, after, one
// character later; none if there are no such words.
func starts(re *syntax.Regexp) (words []string, after bool) {
	switch re.Op {
	case syntax.OpLiteral, syntax.OpCharClass:
		return best(needed(re)), false
	case syntax.OpCapture, syntax.OpPlus:
		return starts(re.Sub[0])
	case syntax.OpAlternate:
		for i, sub := range re.Sub {
			more, later := starts(sub)
			if len(more) == 0 || i > 0 && later != after {
				return nil, false
			}
			words, after = append(words, more...), later
		}
		slices.Sort(words)
		if words = slices.Compact(words); len(words) <= maxNeeds {
			return words, after
		}
	case syntax.OpConcat:
		if !besides(re.Sub[0]) {
			return starts(re.Sub[0])
		}
		if len(re.Sub) > 1 {
			if words, again := starts(re.Sub[1]); !again {
				return words, true
			}
		}
	}
	return nil, false
}

// besides reports whether a part is at most one character that is looked at
// only for what it is not, as in (?:^|[^a-z]).
func besides(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpCharClass:
		return needed(re) == nil
	case syntax.OpBeginText, syntax.OpBeginLine, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return true
	case syntax.OpCapture:
		return besides(re.Sub[0])
	case syntax.OpAlternate:
		return !slices.ContainsFunc(re.Sub, func(sub *syntax.Regexp) bool { return !besides(sub) })
	}
	return false
}

// worth orders sets of words by how much they rule out: long words first, then
// few of them.
func worth(words []string) int {
	least := maxPattern
	for _, w := range words {
		least = min(least, utf8.RuneCountInString(w))
	}
	return least*(maxNeeds+1) - len(words)
}

func best(sets [][]string) []string {
	if len(sets) == 0 {
		return nil
	}
	return slices.MaxFunc(sets, func(a, b []string) int { return worth(a) - worth(b) })
}

// longest is how many bytes a match may have, at most a little over maxReach.
func longest(re *syntax.Regexp) (n int) {
	switch re.Op {
	case syntax.OpLiteral:
		return len(string(re.Rune))
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return utf8.UTFMax - 1
	case syntax.OpStar, syntax.OpPlus:
		return maxRepeat
	case syntax.OpRepeat:
		if re.Max < 0 {
			return maxRepeat
		}
		return min(maxReach, re.Max*longest(re.Sub[0]))
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			n = max(n, longest(sub))
		}
	default:
		for _, sub := range re.Sub {
			n = min(maxReach, n+longest(sub))
		}
	}
	return n
}

// try looks at a rule's own examples.
func (r *Rules) try(one *rule) error {
	alone := &Rules{needs: map[rune][]need{}}
	if err := alone.add(&rule{kind: one.kind, yes: one.yes}, one.text); err != nil {
		return err
	}
	matches := func(text string) (found bool) {
		p := plainOf(text)
		alone.rules[0].find(p.text, alone.hits(p.text), func(int, int) bool { found = true; return false })
		return found
	}
	switch {
	case !matches(one.yes):
		return fmt.Errorf("the pattern does not match its own example %q", one.yes)
	case matches(one.no):
		return fmt.Errorf("the pattern matches %q, which it should leave alone", one.no)
	case one.kind != ordinary && !Has(r.Check(one.yes, Situation{}), one.kind):
		return fmt.Errorf("an ordinary row takes its example %q away", one.yes)
	}
	return nil
}
