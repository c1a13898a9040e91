package api

import "github.com/danielgtaylor/huma/v2"

// prose is a text that a person wrote: at least one character of it can be
// seen.
type prose string

// visible finds a character that is not a space, in the pattern language of
// every reader of the document: \s alone knows no full-width space in Go.
const visible = "[^\\s\u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]"

// Schema says so.
func (prose) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, MinLength: new(1), Pattern: visible, PatternDescription: "more than spaces"}
}

func texts(all []prose) []string {
	var plain []string
	for _, p := range all {
		plain = append(plain, string(p))
	}
	return plain
}

func proses(all []string) []prose {
	var views []prose
	for _, s := range all {
		views = append(views, prose(s))
	}
	return views
}
