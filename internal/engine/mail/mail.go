// Package mail is the post office's door to the outside: it hands one letter to
// a mail server and says truthfully what became of it. It promises that a letter
// which the server took is never reported as failed, that one and the same
// Message-ID goes out however often a letter is tried, and that only the server's
// final word on the letter or its recipient is a Bounce. It refuses letters whose
// headers could be forged, plain connections to other machines unless allowed,
// and to give a password to anyone over a plain connection to another machine. It
// keeps no queue and reads no clock: trying again is the outbox's business.
package mail

import (
	"context"
	"errors"
	"fmt"
)

// Message is a letter of ours to one person.
type Message struct {
	ID      string // the Message-ID, such as ntc_1@azukari.example, kept over retries
	Sender  string // the name that it comes from, at our own address; empty: as the configuration says
	To      string // an address, with or without a name
	Subject string
	Text    string // plain text with lines ended by \n
}

// Sender hands letters on. It returns nil once the letter is taken; of an error,
// Permanent says whether trying again is in vain. It is safe for concurrent use.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// Bounce is that the server finally refuses the letter or its recipient (R11.4):
// never try it again.
type Bounce struct {
	Code int    // the server's, 500 to 599
	Text string // the server's words
}

func (b *Bounce) Error() string { return fmt.Sprintf("bounced: %d %s", b.Code, b.Text) }

// TurnedAway is that the server refuses us and not the letter: our password, our
// address, our machine. The letter is to be tried again, and an operator is to be
// told, for every other letter will fare the same.
type TurnedAway struct {
	Step string // what we were about when the server refused
	Code int    // the server's, 500 to 599
	Text string // the server's words
}

func (t *TurnedAway) Error() string {
	return fmt.Sprintf("turned away by the mail server at %s: %d %s", t.Step, t.Code, t.Text)
}

// Unsendable is that the letter can never leave as it is written.
type Unsendable struct{ Why string }

func (u *Unsendable) Error() string { return "unsendable: " + u.Why }

// Permanent is whether no later try of the same letter can succeed.
func Permanent(err error) bool {
	return errors.As(err, new(*Bounce)) || errors.As(err, new(*Unsendable))
}
