// Package warning looks at what somebody is about to write, or has received, for
// what goes wrong on marketplaces: work before the money is held, contact and
// payment past the platform (注意, R2.4, R11.5). It is rules over the text alone:
// nothing is learned, kept or sent, nobody is told, and nothing is forbidden. The
// rules are a table, rules.txt, which an operator can replace; the text is
// brought to one form first (plain), so that full-width, spelled-out and spaced
// writing is the same to a rule.
package warning

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Kind is what a warning is about.
type Kind string

// The kinds of warnings.
const (
	WorkBeforeEscrow Kind = "work_before_escrow" // work is asked for, or offered, while nothing is held (仮払い前の着手)
	ContactOutside   Kind = "contact_outside"    // contact past the platform (サービス外の連絡)
	PaymentOutside   Kind = "payment_outside"    // payment past the platform (サービス外の支払い)
)

// ordinary is the kind of the rows that name what only looks like one of these;
// what they match is taken out of the text before the others look at it.
const ordinary Kind = "ordinary"

// Kinds lists them in the order in which they are told.
var Kinds = []Kind{WorkBeforeEscrow, ContactOutside, PaymentOutside}

// A Situation is where the text stands.
type Situation struct {
	Funded bool // the escrow of its contract is funded: work is as it should be
}

// A Finding is one place of the text that a rule warns of: the bytes from From
// up to To, both on the boundary of a character.
type Finding struct {
	Kind     Kind
	From, To int
}

// Check looks at a text by the rules that come with the program.
func Check(text string, s Situation) []Finding { return Default().Check(text, s) }

// Has reports whether there is a finding of a kind.
func Has(all []Finding, k Kind) bool {
	return slices.ContainsFunc(all, func(f Finding) bool { return f.Kind == k })
}

// Check lists what the rules find in a text, from its beginning to its end;
// findings of one kind do not overlap. The time it takes grows with the text's
// length and no faster.
func (r *Rules) Check(text string, s Situation) []Finding {
	p := plainOf(text)
	hits := r.hits(p.text)
	p.text = r.withoutOrdinary(p.text, hits)
	var all []Finding
	for i, one := range r.rules {
		if one.kind == ordinary || one.kind == WorkBeforeEscrow && s.Funded {
			continue
		}
		one.find(p.text, hits[i], func(from, to int) {
			from, to = p.original(from, to)
			all = append(all, Finding{one.kind, from, to})
		})
	}
	return joined(all)
}

// withoutOrdinary blanks what the ordinary rows match; no pattern reaches across.
func (r *Rules) withoutOrdinary(text string, hits [][]int) string {
	var blank []byte
	for i, one := range r.rules {
		if one.kind != ordinary {
			continue
		}
		one.find(text, hits[i], func(from, to int) {
			if blank == nil {
				blank = []byte(text)
			}
			for j := from; j < to; j++ {
				blank[j] = '\n'
			}
		})
	}
	if blank == nil {
		return text
	}
	return string(blank)
}

// hits are the places where a rule has one of the words that it needs.
func (r *Rules) hits(text string) [][]int {
	all := make([][]int, len(r.rules))
	for at, c := range text {
		if c < 1<<16 && r.begins[c>>6]&(1<<(c&63)) == 0 {
			continue
		}
		for _, n := range r.needs[c] {
			if strings.HasPrefix(text[at:], n.word) {
				for _, i := range n.rules {
					all[i] = append(all[i], at)
				}
			}
		}
	}
	return all
}

// reach is how far around a word that a rule needs its pattern may look, in bytes.
const reach = 200

// find tells every match of a rule near the words that it needs.
func (one *rule) find(text string, hits []int, found func(from, to int)) {
	for i := 0; i < len(hits); {
		from, to := max(0, hits[i]-reach), hits[i]+reach
		for i++; i < len(hits) && hits[i]-reach <= to; i++ {
			to = hits[i] + reach
		}
		from, to = boundary(text, from), boundary(text, min(to, len(text)))
		for _, m := range one.pattern.FindAllStringSubmatchIndex(text[from:to], -1) {
			if a, b := m[2*one.mark], m[2*one.mark+1]; a >= 0 && a < b {
				found(from+a, from+b)
			}
		}
	}
}

// boundary is the beginning of the character at a place of the text.
func boundary(text string, at int) int {
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// joined puts findings in order, and those of one kind that overlap into one.
func joined(all []Finding) []Finding {
	slices.SortFunc(all, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To))
	})
	kept := all[:0]
	for _, f := range all {
		if n := len(kept); n > 0 && kept[n-1].Kind == f.Kind && f.From <= kept[n-1].To {
			kept[n-1].To = max(kept[n-1].To, f.To)
			continue
		}
		kept = append(kept, f)
	}
	slices.SortStableFunc(kept, func(a, b Finding) int { return cmp.Compare(a.From, b.From) })
	return kept
}
