package mail

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/textproto"
	"strings"
	"unicode"
)

// ofUs is the server's word on us, who are not the letter's fault.
func ofUs(step string, err error) error {
	if said := (*textproto.Error)(nil); errors.As(err, &said) && final(said) {
		return &TurnedAway{Step: step, Code: said.Code, Text: legible(said.Msg)}
	}
	return fmt.Errorf("%s: %w", step, err)
}

// ofLetter is the server's word on the letter or its recipient, unless what it
// misses is that we log in.
func ofLetter(step string, err error) error {
	said := (*textproto.Error)(nil)
	if !errors.As(err, &said) || !final(said) {
		return fmt.Errorf("%s: %w", step, err)
	}
	switch said.Code {
	case 530, 534, 535, 538:
		return ofUs(step, err)
	}
	return &Bounce{Code: said.Code, Text: legible(said.Msg)}
}

func final(e *textproto.Error) bool { return e.Code >= 500 && e.Code <= 599 }

// legible is what a stranger wrote, in one line that can be kept and shown.
func legible(text string) string {
	const most = 500 // characters
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// hush takes our password out of what the server said while we logged in, for
// some servers repeat the line that they do not understand.
func hush(err error, c Config) error {
	if c.Password == "" {
		return err
	}
	password, hidden := string(c.Password), concealed
	encode := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	words := strings.NewReplacer(encode("\x00"+c.Username+"\x00"+password), hidden, encode(password), hidden, password, hidden)
	if said := (*textproto.Error)(nil); errors.As(err, &said) {
		return &textproto.Error{Code: said.Code, Msg: words.Replace(said.Msg)}
	}
	return &hushed{err: err, text: words.Replace(err.Error())}
}

// hushed is an error that is told in other words than its own.
type hushed struct {
	err  error
	text string
}

func (h *hushed) Error() string { return h.text }

func (h *hushed) Unwrap() error { return h.err }
