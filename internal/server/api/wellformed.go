package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
)

const maxDepth = 32 // of nested JSON

// readThrough reads a body token by token: it must be one JSON value, not
// nested too deeply, that every reader understands in the same way.
func readThrough(body []byte) *Problem {
	r := reader{json.NewDecoder(bytes.NewReader(body))}
	r.UseNumber()
	if no := r.value("body", 0); no != nil {
		return no
	}
	if _, err := r.Token(); err != io.EOF {
		return malformed()
	}
	return nil
}

// A reader refuses what decoders differ about.
type reader struct{ *json.Decoder }

func (r reader) value(path string, depth int) *Problem {
	token, err := r.Token()
	if err != nil {
		return malformed()
	}
	switch token := token.(type) {
	case string:
		return text(path, token)
	case json.Number:
		if strings.ContainsAny(token.String(), ".eE") {
			return unusable(path, "A number is whole, and written without a point or an exponent.")
		}
	case json.Delim:
		if depth == maxDepth {
			return unusable(path, "The body is nested too deeply.")
		}
		if token == '{' {
			return r.object(path, depth+1)
		}
		return r.list(path, depth+1)
	}
	return nil
}

// object reads the fields of an object; the same name twice is refused, as one
// reader would take the first and another the last.
func (r reader) object(path string, depth int) *Problem {
	seen := map[string]bool{}
	for r.More() {
		token, err := r.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return malformed()
		}
		at := path + "." + name
		if no := text(path, name); no != nil {
			return no
		}
		if seen[name] {
			return unusable(at, "The body names this field twice.")
		}
		seen[name] = true
		if no := r.value(at, depth); no != nil {
			return no
		}
	}
	return r.end()
}

func (r reader) list(path string, depth int) *Problem {
	for i := 0; r.More(); i++ {
		if no := r.value(path+"["+strconv.Itoa(i)+"]", depth); no != nil {
			return no
		}
	}
	return r.end()
}

// end reads the bracket that closes an object or a list.
func (r reader) end() *Problem {
	if _, err := r.Token(); err != nil {
		return malformed()
	}
	return nil
}

// text refuses strings that no database keeps.
func text(path, s string) *Problem {
	if strings.ContainsRune(s, 0) {
		return unusable(path, "A text has no NUL in it.")
	}
	return nil
}

func malformed() *Problem {
	return invalid(http.StatusBadRequest, "body", "The body is not well-formed JSON.")
}

func unusable(path, detail string) *Problem {
	return invalid(http.StatusUnprocessableEntity, path, detail)
}

// halfPair reports whether an escape in JSON names half of a surrogate pair,
// which decoders silently replace.
func halfPair(body []byte) bool {
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' {
			continue
		}
		switch unit := escaped(body[i:]); {
		case unit >= 0xDC00 && unit <= 0xDFFF:
			return true
		case unit >= 0xD800 && unit <= 0xDBFF:
			if low := escaped(body[min(i+6, len(body)):]); low < 0xDC00 || low > 0xDFFF {
				return true
			}
			i += 11
		default:
			i++ // past the escaped character, which may be a backslash
		}
	}
	return false
}

// escaped is the number that \uXXXX at the start of b names, -1 for no such.
func escaped(b []byte) int64 {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return -1
	}
	unit, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return int64(unit)
}
