package crash

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/mail"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"

	"azukari/internal/domain/notice"
)

// An office is a real mail server. It takes every letter, and remembers under
// which Message-ID it came.
type office struct {
	url string

	mu      sync.Mutex
	taken   map[string][]envelope // by the notification that the Message-ID names
	within  func()                // called inside DATA, when a letter is here and not yet confirmed; may be nil
	foreign []string              // what is wrong with letters
}

type envelope struct{ to, subject string }

func openOffice(t *testing.T) *office {
	t.Helper()
	o := &office{taken: map[string][]envelope{}}
	server := smtp.NewServer(o)
	server.Domain, server.ErrorLog = "office.example", log.New(io.Discard, "", 0)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	t.Cleanup(func() {
		if err := errors.Join(l.Close(), server.Close()); err != nil && !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
		<-served
	})
	o.url = "smtp://" + l.Addr().String()
	return o
}

// NewSession lets a sender in.
func (o *office) NewSession(*smtp.Conn) (smtp.Session, error) { return &counter{office: o}, nil }

// A counter is where one letter is taken.
type counter struct {
	office *office
	to     string
}

func (*counter) Reset()                                      {}
func (*counter) Logout() error                               { return nil }
func (*counter) Mail(string, *smtp.MailOptions) error        { return nil }
func (c *counter) Rcpt(to string, _ *smtp.RcptOptions) error { c.to = to; return nil }

var leadsTo = regexp.MustCompile(`/notifications/(ntf_\w+)`)

// Data takes a letter. Its link leads to the notification that it is about, and
// that is what its Message-ID must say.
func (c *counter) Data(r io.Reader) error {
	letter, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(letter.Body)
	if err != nil {
		return err
	}
	id, _, _ := strings.Cut(strings.TrimPrefix(letter.Header.Get("Message-Id"), "<"), "@")
	o := c.office
	o.mu.Lock()
	within := o.within
	o.taken[id] = append(o.taken[id], envelope{c.to, letter.Header.Get("Subject")})
	if link := leadsTo.FindSubmatch(text); link != nil && string(link[1]) != id {
		o.foreign = append(o.foreign, fmt.Sprintf("the letter of %s came as %s", link[1], id))
	}
	o.mu.Unlock()
	if within != nil {
		within()
	}
	return nil
}

// delivered compares what arrived with what the house says that it sent: each
// letter is here, under one Message-ID, and no more often than once for each time
// that a node was interrupted; in all there are no more of those than
// interruptions either, for a node sends one letter at a time.
func (o *office) delivered(notices map[string]notice.Notice, interrupted int) (letters, again int, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, wrong := range o.foreign {
		return 0, 0, errors.New(wrong)
	}
	for id, n := range notices {
		switch came := o.taken[id]; {
		case n.Mail == notice.Queued || n.Mail == notice.Bounced:
			return 0, 0, fmt.Errorf("the letter %s (%s) is %s after %d tries", id, n.Kind, n.Mail, n.MailTries)
		case n.Mail == notice.Sent && len(came) == 0:
			return 0, 0, fmt.Errorf("LOST: the letter %s (%s) is sent, and never came", id, n.Kind)
		}
	}
	for id, came := range o.taken {
		if n, ok := notices[id]; !ok || n.Mail == notice.NoMail {
			return 0, 0, fmt.Errorf("the letter %s came %d times, and is nobody's (known: %v)", id, len(came), ok)
		}
		for _, one := range came {
			if one != came[0] {
				return 0, 0, fmt.Errorf("the letter %s came as %v and as %v", id, came[0], one)
			}
		}
		letters++
		again += len(came) - 1
	}
	if again > interrupted {
		return letters, again, fmt.Errorf("%d letters came once more, and a node was interrupted %d times", again, interrupted)
	}
	return letters, again, nil
}

// mailing builds the program so that mail leaves a sandbox.
func mailing(t *testing.T) string {
	t.Helper()
	return changed(t, "cmd/azukari/serve.go", capturing, orLeaving)
}

// mailingByHours is for a sandbox whose clock a customer moves by hours in a
// moment while letters leave: so a claim of the outbox lasts for days.
func mailingByHours(t *testing.T) string {
	t.Helper()
	return changedIn(t, map[string][]string{
		"cmd/azukari/serve.go":             {capturing, orLeaving},
		"internal/engine/outbox/outbox.go": {"lease = 10 * time.Minute", "lease  = 48 * time.Hour"},
	})
}

const (
	capturing = "o.Mail = mail.Capture{}"
	orLeaving = "if sender == nil { o.Mail = mail.Capture{} }"
)
