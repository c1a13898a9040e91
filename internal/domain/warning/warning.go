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
	Funded          bool // the escrow of its contract is funded: work is as it should be
	ContactApproved bool // the operator approved contact outside for its contract; payment outside stays risky (R11.5)
}

// allows reports whether a kind is nothing to warn of there.
func (s Situation) allows(k Kind) bool {
	return k == WorkBeforeEscrow && s.Funded || k == ContactOutside && s.ContactApproved
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

// most is how many places of one kind are looked for in one text.
const most = 50

// Check lists what the rules find in a text, from its beginning to its end;
// findings of one kind do not overlap. The time it takes grows with the text's
// length and no faster.
func (r *Rules) Check(text string, s Situation) []Finding {
	p := plainOf(text)
	hits := r.hits(p.text)
	defer r.spare.Put(&hits)
	risky := func(one *rule) bool { return one.kind != ordinary && !s.allows(one.kind) }
	suspects, found := r.search(p.text, hits, r.rules, risky, most)
	if len(found) == 0 {
		return nil
	}
	near := zones(found, len(p.text))
	_, harmless := r.search(p.text, near.of(hits), r.rules, func(one *rule) bool { return one.kind == ordinary }, len(p.text))
	if len(harmless) > 0 {
		p.text = without(p.text, harmless)
		_, found = r.search(p.text, near.of(hits), suspects, risky, most)
	}
	for i, f := range found {
		found[i].From, found[i].To = p.original(f.From, f.To)
	}
	return joined(found)
}

// search looks for what some rules match, at most so many places of one kind,
// and tells by which of them.
func (r *Rules) search(text string, hits [][]int32, among []*rule, of func(*rule) bool, most int) (by []*rule, all []Finding) {
	places := map[Kind]int{}
	for _, one := range among {
		if !of(one) || places[one.kind] >= most {
			continue
		}
		before := len(all)
		one.find(text, hits, func(from, to int) bool {
			all = append(all, Finding{one.kind, from, to})
			places[one.kind]++
			return places[one.kind] < most
		})
		if len(all) > before {
			by = append(by, one)
		}
	}
	return by, all
}

// without blanks what the ordinary rows match; no pattern reaches across.
func without(text string, harmless []Finding) string {
	blank := []byte(text)
	for _, f := range harmless {
		for i := f.From; i < f.To; i++ {
			blank[i] = '\n'
		}
	}
	return string(blank)
}

// near says which bytes of a text are near to what was found at first.
type near []bool

func zones(found []Finding, length int) near {
	n := make(near, length+1)
	for _, f := range found {
		for i := max(0, f.From-maxReach); i < min(length, f.To+maxReach); i++ {
			n[i] = true
		}
	}
	return n
}

// of keeps the hits that are near.
func (n near) of(hits [][]int32) [][]int32 {
	kept := make([][]int32, len(hits))
	for set, all := range hits {
		for _, at := range all {
			if n[at] {
				kept[set] = append(kept[set], at)
			}
		}
	}
	return kept
}

// hits are the places of the text, by the set of words of which one stands there.
func (r *Rules) hits(text string) [][]int32 {
	var all [][]int32
	if spare, ok := r.spare.Get().(*[][]int32); ok { // most texts are short: making this anew is most of the work
		all = *spare
		for set := range all {
			all[set] = all[set][:0]
		}
	} else {
		all = make([][]int32, r.sets)
	}
	for at, c := range text {
		if c < 1<<16 && r.begins[c>>6]&(1<<(c&63)) == 0 {
			continue
		}
		for _, n := range r.needs[c] {
			if strings.HasPrefix(text[at:], n.word) {
				for _, set := range n.sets {
					all[set] = append(all[set], int32(at))
				}
			}
		}
	}
	return all
}

// find tells the matches of a rule until told to stop. It looks only around the
// words that the rule needs, and only where there is one of each set.
func (one *rule) find(text string, hits [][]int32, found func(from, to int) (more bool)) {
	rare := one.needs[0]
	for _, set := range one.needs {
		if len(hits[set]) == 0 {
			return
		}
		if one.starts {
			continue
		}
		if len(hits[set]) < len(hits[rare]) {
			rare = set
		}
	}
	var others [maxSets]int // how far each set has been walked
	around := hits[rare]
	if one.starts {
		for _, at := range around {
			from := int(at)
			if one.after {
				_, before := utf8.DecodeLastRuneInString(text[:at])
				from -= before
			}
			to := from + one.reach
			if one.complete(hits, &others, from, to) && !one.look(text, from, boundary(text, min(to, len(text))), found) {
				return
			}
		}
		return
	}
	for i := 0; i < len(around); {
		from, to := int(around[i])-one.reach, int(around[i])+one.reach
		complete := one.complete(hits, &others, from, to)
		for i++; i < len(around) && int(around[i])-one.reach <= to; i++ {
			next := int(around[i]) + one.reach
			near := one.complete(hits, &others, int(around[i])-one.reach, next)
			if complete && !near {
				break
			}
			if !complete {
				from = int(around[i]) - one.reach
			}
			complete, to = near, next
		}
		if complete && !one.look(text, boundary(text, max(0, from)), boundary(text, min(to, len(text))), found) {
			return
		}
	}
}

// complete reports whether every set has a word between two places; the places
// of one search only grow.
func (one *rule) complete(hits [][]int32, walked *[maxSets]int, from, to int) bool {
	for k, set := range one.needs {
		all := hits[set]
		for walked[k] < len(all) && int(all[walked[k]]) < from {
			walked[k]++
		}
		if walked[k] == len(all) || int(all[walked[k]]) > to {
			return false
		}
	}
	return true
}

// look tells the matches within a piece of the text.
func (one *rule) look(text string, from, to int, found func(from, to int) (more bool)) bool {
	for _, m := range one.pattern.FindAllStringSubmatchIndex(text[from:to], -1) {
		if a, b := m[2*one.mark], m[2*one.mark+1]; a >= 0 && a < b && !found(from+a, from+b) {
			return false
		}
	}
	return true
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
