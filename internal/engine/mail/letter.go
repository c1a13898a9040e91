package mail

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"
)

// letter is a message as it goes over the wire.
type letter struct {
	from, to string // in angle brackets
	beyond   bool   // an address is beyond ASCII, which the server must know how to take
	text     []byte
}

// compose writes the letter out in full before any of it is sent, so that no
// half of it can ever be taken for the whole.
func compose(m Message, from string, at time.Time) (*letter, error) {
	if err := check(m); err != nil {
		return nil, err
	}
	msg := gomail.NewMsg(gomail.WithEncoding(gomail.EncodingB64), gomail.WithNoDefaultUserAgent())
	if err := msg.From(from); err != nil {
		return nil, fmt.Errorf("address the letter: %w", err)
	}
	if ours := msg.GetFrom(); m.Sender != "" && len(ours) == 1 {
		if err := msg.FromFormat(m.Sender, ours[0].Address); err != nil {
			return nil, &Unsendable{fmt.Sprintf("%q cannot be the name of a sender", m.Sender)}
		}
	}
	if err := msg.To(m.To); err != nil {
		return nil, &Unsendable{fmt.Sprintf("%q is not an address", m.To)}
	}
	msg.SetDateWithValue(at)
	msg.SetMessageIDWithValue(bare(m.ID))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader(gomail.HeaderSubject, encodeSubject(m.Subject))
	msg.SetBodyString(gomail.TypeTextPlain, canonical(m.Text))
	return render(msg)
}

func render(msg *gomail.Msg) (*letter, error) {
	from, err := msg.GetSender(false)
	if err != nil {
		return nil, fmt.Errorf("write the letter's sender: %w", err)
	}
	to, err := msg.GetRecipients()
	if err != nil || len(to) != 1 {
		return nil, fmt.Errorf("write the letter's one recipient (%d): %w", len(to), err)
	}
	var text bytes.Buffer
	if _, err := msg.WriteTo(&text); err != nil {
		return nil, fmt.Errorf("write the letter: %w", err)
	}
	return &letter{from: from, to: to[0], beyond: !isASCII(from + to[0]), text: text.Bytes()}, nil
}

// check refuses what could write headers of its own or could not be a header.
func check(m Message) error {
	if hasControl(m.Sender) {
		return &Unsendable{fmt.Sprintf("a control character in the sender's name %q", m.Sender)}
	}
	if hasControl(m.To) {
		return &Unsendable{fmt.Sprintf("a control character in the address %q", m.To)}
	}
	if _, err := mail.ParseAddress(m.To); err != nil {
		return &Unsendable{fmt.Sprintf("%q is not an address: %v", m.To, err)}
	}
	if strings.ContainsAny(m.Subject, "\r\n\x00") {
		return &Unsendable{fmt.Sprintf("a line break in the subject %q", m.Subject)}
	}
	id := bare(m.ID)
	left, right, _ := strings.Cut(id, "@")
	if left == "" || right == "" || !isASCII(id) || hasControl(id) || strings.ContainsAny(id, " <>") || strings.Contains(right, "@") {
		return &Unsendable{fmt.Sprintf("%q is not a Message-ID", m.ID)}
	}
	return nil
}

// bare is the Message-ID without its angle brackets, if it has them.
func bare(id string) string {
	if inner, ok := strings.CutPrefix(id, "<"); ok {
		if inner, ok = strings.CutSuffix(inner, ">"); ok {
			return inner
		}
	}
	return id
}

// encodeSubject writes the subject as RFC 2047 words where a header could not
// hold it as it is, or where a reader would take it for such words.
func encodeSubject(subject string) string {
	const most = 36 // bytes in a word: it then fits behind "Subject:" in a line of 76
	subject = strings.ToValidUTF8(subject, "\uFFFD")
	if plain(subject) {
		return subject
	}
	var words []string
	for subject != "" {
		n := len(subject)
		if n > most {
			for n = most; !utf8.RuneStart(subject[n]); n-- {
			}
		}
		words = append(words, "=?UTF-8?B?"+base64.StdEncoding.EncodeToString([]byte(subject[:n]))+"?=")
		subject = subject[n:]
	}
	return strings.Join(words, " ")
}

// plain is whether the subject can stand in a header and be folded there unchanged.
func plain(subject string) bool {
	if !isASCII(subject) || hasControl(subject) || strings.Contains(subject, "=?") {
		return false
	}
	for word := range strings.SplitSeq(subject, " ") {
		if word == "" || len(word) > 60 {
			return subject == ""
		}
	}
	return true
}

// canonical is text with the line ends that mail has, and no broken characters.
func canonical(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n")
	return strings.ReplaceAll(text, "\n", "\r\n")
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

func hasControl(s string) bool { return strings.IndexFunc(s, unicode.IsControl) >= 0 }
