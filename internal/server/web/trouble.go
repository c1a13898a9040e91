package web

import (
	"errors"
	"net/http"
	"strconv"

	"azukari/internal/base/words"
	"azukari/internal/engine/transact"
	"azukari/internal/server/auth"
	"azukari/internal/store"
)

// A trouble is why nothing can be taken just now, whatever was sent.
type trouble struct {
	status      int // 0: there is none
	title, body words.Text
	wait        int // seconds after which it may be tried again; 0: it is not known
}

// troubleOf finds it in an error; ok is false for what is wrong with what was
// sent, and for our own faults.
func troubleOf(err error) (t trouble, ok bool) {
	var many *auth.TooMany
	switch {
	case errors.As(err, &many):
		return trouble{http.StatusTooManyRequests, words.TooManyTitle, words.TooManyBody, many.Seconds()}, true
	case errors.Is(err, store.ErrUnknown):
		return trouble{http.StatusServiceUnavailable, words.UnknownTitle, words.UnknownBody, 0}, true
	case store.Full(err):
		return trouble{http.StatusInsufficientStorage, words.FullTitle, words.FullBody, 10}, true
	case errors.Is(err, transact.ErrClosed), errors.Is(err, store.ErrBroken), errors.Is(err, store.ErrAway), errors.Is(err, auth.ErrBusy):
		return trouble{http.StatusServiceUnavailable, words.BusyTitle, words.BusyBody, 5}, true
	}
	return trouble{}, false
}

// meet answers with a trouble from now on: whatever page is shown says so in its
// status, and when to come again.
func (v *visit) meet(t trouble, err error) {
	v.trouble = t
	if t.wait > 0 {
		v.w.Header().Set("Retry-After", strconv.Itoa(t.wait))
	}
	if store.Full(err) {
		v.Log.ErrorContext(v.ctx, "the disk is full: nothing can be written", "fix", "make room on the disk of --data; no restart is needed", "request", v.r.Header.Get("X-Request-Id"), "error", err)
	}
}
