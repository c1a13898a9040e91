package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"azukari/internal/base/refusal"
)

const (
	maxBody  = 1 << 20 // bytes
	maxDepth = 32      // of nested JSON
)

// guardBody refuses bodies that no handler should see, and takes the
// fingerprint to which an Idempotency-Key is bound.
func (a *API) guardBody(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	if r.Method != http.MethodPost {
		next(ctx)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		a.write(ctx, NewProblem(http.StatusRequestEntityTooLarge, string(refusal.PayloadTooLarge), "A body is at most 1 MiB."))
		return
	case err != nil:
		a.write(ctx, invalid(http.StatusBadRequest, "The body could not be read to its end."))
		return
	}
	if no := check(body, r.Header.Get("Content-Type")); no != nil {
		a.write(ctx, no)
		return
	}
	sum := sha256.Sum256(canonicalBody(body))
	ctx.Context().Value(requestKey{}).(*request).fingerprint = hex.EncodeToString(sum[:])
	r.Body = io.NopCloser(bytes.NewReader(body))
	next(ctx)
}

func invalid(status int, detail string) *Problem {
	p := NewProblem(status, string(refusal.ValidationFailed), detail)
	p.Errors = []FieldError{{"body", detail}}
	return p
}

// check looks at a body before it is decoded.
func check(body []byte, contentType string) *Problem {
	if len(body) == 0 {
		return nil
	}
	if media, _, err := mime.ParseMediaType(contentType); contentType != "" && (err != nil || media != "application/json") {
		return invalid(http.StatusUnsupportedMediaType, "A body is application/json.")
	}
	if !utf8.Valid(body) {
		return invalid(http.StatusBadRequest, "The body is not UTF-8.")
	}
	return walk(body)
}

// walk reads the body token by token: it must be one JSON value, not nested too
// deeply, without strings that no database keeps.
func walk(body []byte) *Problem {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	depth := 0
	for {
		token, err := decoder.Token()
		if err == io.EOF && depth == 0 {
			return nil
		}
		if err != nil {
			return invalid(http.StatusBadRequest, "The body is not well-formed JSON.")
		}
		switch token := token.(type) {
		case json.Delim:
			if depth++; token == '}' || token == ']' {
				depth -= 2
			}
			if depth > maxDepth {
				return invalid(http.StatusUnprocessableEntity, "The body is nested too deeply.")
			}
		case string:
			if strings.ContainsAny(token, "\x00\uFFFD") {
				return invalid(http.StatusUnprocessableEntity, "The body has a character that is not text: NUL, or half a surrogate pair.")
			}
		}
	}
}

// canonicalBody is the body with its keys in order and no spaces: the same
// request, however it is written.
func canonicalBody(body []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var v any
	if len(body) == 0 || decoder.Decode(&v) != nil {
		return body
	}
	return encode(v)
}
