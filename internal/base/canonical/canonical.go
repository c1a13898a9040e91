// Package canonical writes JSON in one form only (RFC 8785 for the values that
// we use: strings, whole numbers, booleans, lists, objects with sorted keys, no
// spaces), so that a hash over it can be checked by anyone in any language.
package canonical

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Object is a JSON object.
type Object = map[string]any

// Marshal writes v canonically. It panics on a type that is not listed in
// append: such a value would be a fault of the calling code, not of its data.
func Marshal(v any) string { return string(appendValue(make([]byte, 0, 256), v)) }

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case string:
		return appendString(b, v)
	case json.RawMessage: // canonical already
		return append(b, v...)
	case []string:
		return appendList(b, v, appendString)
	case []int:
		return appendList(b, v, func(b []byte, n int) []byte { return strconv.AppendInt(b, int64(n), 10) })
	case []Object:
		return appendList(b, v, func(b []byte, o Object) []byte { return appendValue(b, o) })
	case Object:
		b = append(b, '{')
		for i, key := range slices.Sorted(maps.Keys(v)) {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendString(b, key), ':')
			b = appendValue(b, v[key])
		}
		return append(b, '}')
	}
	panic(fmt.Sprintf("canonical: a value of type %T", v))
}

func appendList[T any](b []byte, items []T, one func([]byte, T) []byte) []byte {
	b = append(b, '[')
	for i, item := range items {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(b, item)
	}
	return append(b, ']')
}

// appendString quotes as RFC 8785 does: only what JSON itself demands is
// escaped, which is encoding/json without HTML escapes and with U+2028 and
// U+2029 as they are.
func appendString(b []byte, s string) []byte {
	if plain(s) {
		b = append(b, '"')
		b = append(b, s...)
		return append(b, '"')
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic("canonical: " + err.Error()) // a string always encodes
	}
	quoted := bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
	return append(b, unescapeSeparators(quoted)...)
}

// plain reports whether s needs no escape: nearly all that people write.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			return false
		}
	}
	return utf8.ValidString(s)
}

// unescapeSeparators turns the escapes \u2028 and \u2029 back into the
// characters, but not a backslash of the text that precedes "u2028".
func unescapeSeparators(quoted []byte) []byte {
	if !bytes.Contains(quoted, []byte(`\u202`)) {
		return quoted
	}
	out := make([]byte, 0, len(quoted))
	for i := 0; i < len(quoted); i++ {
		if quoted[i] != '\\' {
			out = append(out, quoted[i])
			continue
		}
		switch rest := quoted[i:]; {
		case bytes.HasPrefix(rest, []byte(`\u2028`)):
			out, i = append(out, "\u2028"...), i+5
		case bytes.HasPrefix(rest, []byte(`\u2029`)):
			out, i = append(out, "\u2029"...), i+5
		default:
			out, i = append(out, rest[0], rest[1]), i+1
		}
	}
	return out
}
