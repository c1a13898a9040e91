package words

import (
	"fmt"
	"strings"
)

// A Text is what a page says, in both languages of the house. Its fields have no
// names where it is written, so that a missing translation does not compile.
type Text struct{ ja, en string }

// In is the text in a language, with its places (%s, %d) filled.
func (t Text) In(lang Language, fill ...any) string {
	said := t.ja
	if lang == English {
		said = t.en
	}
	if len(fill) == 0 {
		return said
	}
	return fmt.Sprintf(said, fill...)
}

// Named knows the values of places that have names: {house}, {escrow_days}.
type Named func(lang Language, name string) (value string, ok bool)

// With is the text with its named places filled as well. What a person wrote is
// not looked at again.
func (t Text) With(named Named, lang Language, fill ...any) string {
	said := t.In(lang)
	if !strings.Contains(said, "{") {
		return t.In(lang, fill...)
	}
	said = place.ReplaceAllStringFunc(said, func(at string) string {
		value, ok := named(lang, at[1:len(at)-1])
		switch {
		case !ok:
			return at
		case len(fill) > 0:
			return strings.ReplaceAll(value, "%", "%%")
		}
		return value
	})
	if len(fill) == 0 {
		return said
	}
	return fmt.Sprintf(said, fill...)
}
