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
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"azukari/internal/base/refusal"
)

const maxBody = 1 << 20 // bytes

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
		a.write(ctx, invalid(http.StatusBadRequest, "body", "The body could not be read to its end."))
		return
	}
	if no := check(body, r.Header.Get("Content-Type")); no != nil {
		a.write(ctx, no)
		return
	}
	sum := sha256.Sum256(canonicalBody(body))
	q := ctx.Context().Value(requestKey{}).(*request)
	q.body, q.fingerprint = body, hex.EncodeToString(sum[:])
	r.Body = io.NopCloser(bytes.NewReader(body))
	next(ctx)
}

// invalid is a problem with one part of a request.
func invalid(status int, field, detail string) *Problem {
	p := NewProblem(status, string(refusal.ValidationFailed), detail)
	p.Errors = []FieldError{{field, detail}}
	return p
}

// check looks at a body before it is decoded.
func check(body []byte, contentType string) *Problem {
	if len(body) == 0 {
		return nil
	}
	if media, _, err := mime.ParseMediaType(contentType); contentType != "" && (err != nil || media != "application/json") {
		return invalid(http.StatusUnsupportedMediaType, "body", "A body is application/json.")
	}
	if !utf8.Valid(body) {
		return invalid(http.StatusBadRequest, "body", "The body is not UTF-8.")
	}
	if halfPair(body) {
		return invalid(http.StatusUnprocessableEntity, "body", "The body has half of a surrogate pair, which is no character.")
	}
	return readThrough(body)
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
