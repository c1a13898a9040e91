package words

import "fmt"

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
