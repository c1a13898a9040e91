package mail

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-message/mail"
	"github.com/emersion/go-smtp"
)

var (
	noon   = time.Date(2026, 12, 1, 12, 0, 0, 0, time.FixedZone("JST", 9*60*60))
	notice = Message{
		ID: "ntc_01@azukari.example", To: "山田 花子 <hanako@example.jp>",
		Subject: "【重要】「ロゴの制作」の納品が届きました。12月8日 12:00までに検収してください（みなし検収まであと7日）",
		Text:    "山田 花子 様\n\n納品が届きました。𠮷野家の髙橋さん 🎉\n.\n.先頭の点\n" + strings.Repeat("長い行", 400) + "\n",
	}
)

// sender sends to the port in the open, which a loopback may have.
func sender(t *testing.T, port int, change func(*Config)) *SMTP {
	t.Helper()
	config := Config{Host: "127.0.0.1", Port: port, From: "あずかり <no-reply@azukari.example>", TLS: NoTLS}
	if change != nil {
		change(&config)
	}
	s, err := NewSMTP(config, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestJapaneseArrivesAsItWasWritten(t *testing.T) {
	o := (&office{}).open(t, nil)
	if err := sender(t, o.port, nil).Send(t.Context(), notice); err != nil {
		t.Fatal(err)
	}
	got := o.letters()
	if len(got) != 1 || got[0].from != "no-reply@azukari.example" || got[0].to != "hanako@example.jp" {
		t.Fatalf("the office keeps %+v", got)
	}
	h, text := read(t, got[0].text)
	subject, err := h.Subject()
	if err != nil || subject != notice.Subject {
		t.Errorf("subject %q, %v", subject, err)
	}
	if text != notice.Text {
		t.Errorf("text %q", text)
	}
	if date, err := h.Date(); err != nil || !date.Equal(noon) {
		t.Errorf("date %s, %v", date, err)
	}
	if id, err := h.MessageID(); err != nil || id != notice.ID {
		t.Errorf("Message-ID %q, %v", id, err)
	}
	for key, want := range map[string]string{
		"Auto-Submitted": "auto-generated", "Content-Transfer-Encoding": "base64", "User-Agent": "",
		"Content-Type": "text/plain; charset=UTF-8", "Mime-Version": "1.0",
	} {
		if got := h.Get(key); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	for key, want := range map[string]mail.Address{
		"From": {Name: "あずかり", Address: "no-reply@azukari.example"}, "To": {Name: "山田 花子", Address: "hanako@example.jp"},
	} {
		if list, err := h.AddressList(key); err != nil || len(list) != 1 || *list[0] != want {
			t.Errorf("%s: %v, %v", key, list, err)
		}
	}
}

// The house's name takes the place of the configured one; the address stays.
func TestTheHouseSignsItsLetters(t *testing.T) {
	o := (&office{}).open(t, nil)
	signed := notice
	signed.Sender = "みなと仕事市場"
	if err := sender(t, o.port, nil).Send(t.Context(), signed); err != nil {
		t.Fatal(err)
	}
	got := o.letters()
	h, _ := read(t, got[0].text)
	if list, err := h.AddressList("From"); err != nil || len(list) != 1 || *list[0] != (mail.Address{Name: "みなと仕事市場", Address: "no-reply@azukari.example"}) || got[0].from != "no-reply@azukari.example" {
		t.Errorf("From: %v, %v, by %s", list, err, got[0].from)
	}
	signed.Sender = "みなと\r\nBcc: x@example.jp"
	if err := sender(t, o.port, nil).Send(t.Context(), signed); !Permanent(err) {
		t.Errorf("a name of two lines: %v", err)
	}
	if len(o.letters()) != 1 {
		t.Error("it left")
	}
}

func TestLetterIsLegalMail(t *testing.T) {
	o := (&office{}).open(t, nil)
	if err := sender(t, o.port, nil).Send(t.Context(), notice); err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(o.letters()[0].text), "\r\n") {
		if len(line) > 78 || !isASCII(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line %q", line)
		}
	}
}

func TestEveryTryBearsTheSameMessageID(t *testing.T) {
	o := (&office{}).open(t, nil)
	s := sender(t, o.port, nil)
	for range 2 {
		if err := s.Send(t.Context(), notice); err != nil {
			t.Fatal(err)
		}
	}
	letters := o.letters()
	if len(letters) != 2 || !bytes.Equal(letters[0].text, letters[1].text) {
		t.Errorf("two tries differ: %+v", letters)
	}
}

func TestSubjectArrivesWhateverItLooksLike(t *testing.T) {
	o := (&office{}).open(t, nil)
	s := sender(t, o.port, nil)
	subjects := []string{
		"", "plain", "plain but long, " + strings.Repeat("word ", 60) + "end", "=?UTF-8?B?44GC?= is not あ",
		strings.Repeat("unbroken", 200), "two  spaces", " leads and trails ", "tab\there", strings.Repeat("𠮷", 100),
	}
	for _, subject := range subjects {
		m := notice
		m.Subject = subject
		if err := s.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		letters := o.letters()
		h, _ := read(t, letters[len(letters)-1].text)
		if got, err := h.Subject(); err != nil || got != subject {
			t.Errorf("sent %q, arrived %q, %v", subject, got, err)
		}
	}
}

func TestManyLettersAtOnce(t *testing.T) {
	o := (&office{}).open(t, nil)
	s := sender(t, o.port, nil)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if err := s.Send(t.Context(), notice); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := len(o.letters()); n != 20 {
		t.Errorf("%d letters arrived", n)
	}
}

func TestServersWordDecidesWhatBecomesOfTheLetter(t *testing.T) {
	unknown := &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
	later := &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted"}
	login := &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "log in first"}
	for name, c := range map[string]struct {
		office *office
		want   string
	}{
		"recipient unknown": {&office{onRcpt: unknown}, "bounced: 550 5.1.1 no such user"},
		"letter refused":    {&office{onData: unknown}, "bounced: 550 5.1.1 no such user"},
		"greylisted":        {&office{onRcpt: later}, "4.7.1 greylisted\""},
		"letter delayed":    {&office{onData: later}, "4.7.1 greylisted\""},
		"we are refused":    {&office{onMail: unknown}, "turned away by the mail server at our address: 550 5.1.1 no such user"},
		"login is missed":   {&office{onRcpt: login}, "turned away by the mail server at its recipient: 530 5.7.0 log in first"},
	} {
		t.Run(name, func(t *testing.T) {
			o := c.office.open(t, nil)
			err := sender(t, o.port, nil).Send(t.Context(), notice)
			if err == nil || !strings.HasSuffix(err.Error(), c.want) {
				t.Errorf("error is %v, want %s", err, c.want)
			}
			if Permanent(err) != strings.HasPrefix(c.want, "bounced") {
				t.Errorf("permanent is %t", Permanent(err))
			}
			if errors.As(err, new(*TurnedAway)) != strings.HasPrefix(c.want, "turned away") {
				t.Errorf("error is %#v", err)
			}
			if n := len(o.letters()); n != 0 {
				t.Errorf("%d letters arrived", n)
			}
		})
	}
}

func TestBounceKeepsTheServersCodeAndWords(t *testing.T) {
	refusal := &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 2, 2}, Message: "mailbox\nfull"}
	o := (&office{onRcpt: refusal}).open(t, nil)
	err := sender(t, o.port, nil).Send(t.Context(), notice)
	var bounce *Bounce
	if !errors.As(err, &bounce) || bounce.Code != 552 || bounce.Text != "mailbox 5.2.2 full" {
		t.Errorf("error is %v", err)
	}
}

func TestRefusedConnectionIsTemporary(t *testing.T) {
	l := listen(t)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	err := sender(t, l.Addr().(*net.TCPAddr).Port, nil).Send(t.Context(), notice)
	if !errors.Is(err, syscall.ECONNREFUSED) || Permanent(err) {
		t.Errorf("error is %v", err)
	}
}

func TestLoginGoesOverTLSOnly(t *testing.T) {
	server, client := certificate(t)
	for _, security := range []Security{StartTLS, ImplicitTLS} {
		t.Run(string(security), func(t *testing.T) {
			o := (&office{password: "himitsu"}).open(t, func(s *smtp.Server) {
				s.TLSConfig = server
				if security == ImplicitTLS {
					s.Network = "tls"
				}
			})
			s := sender(t, o.port, func(c *Config) {
				c.TLS, c.TLSConfig, c.Username, c.Password = security, client, "azukari", "himitsu"
			})
			if err := s.Send(t.Context(), notice); err != nil {
				t.Fatal(err)
			}
			if got := o.letters(); len(got) != 1 || got[0].user != "azukari" {
				t.Errorf("the office keeps %+v", got)
			}
		})
	}
}

func TestWrongPasswordSurfacesAndIsNotTheLettersFault(t *testing.T) {
	server, client := certificate(t)
	o := (&office{password: "himitsu"}).open(t, func(s *smtp.Server) { s.TLSConfig = server })
	s := sender(t, o.port, func(c *Config) {
		c.TLS, c.TLSConfig, c.Username, c.Password = StartTLS, client, "azukari", "machigai"
	})
	err := s.Send(t.Context(), notice)
	var away *TurnedAway
	if !errors.As(err, &away) || away.Code != 535 || Permanent(err) {
		t.Errorf("error is %v", err)
	}
}

func TestUntrustedCertificateGetsNothing(t *testing.T) {
	server, _ := certificate(t)
	for _, security := range []Security{StartTLS, ImplicitTLS} {
		o := (&office{password: "himitsu"}).open(t, func(s *smtp.Server) {
			s.TLSConfig = server
			if security == ImplicitTLS {
				s.Network = "tls"
			}
		})
		s := sender(t, o.port, func(c *Config) { c.TLS, c.Username, c.Password = security, "azukari", "himitsu" })
		err := s.Send(t.Context(), notice)
		if !errors.As(err, new(*tls.CertificateVerificationError)) || Permanent(err) {
			t.Errorf("%s: error is %v", security, err)
		}
	}
}

func TestServerWithoutSTARTTLSGetsNothing(t *testing.T) {
	o := (&office{password: "himitsu"}).open(t, func(s *smtp.Server) { s.AllowInsecureAuth = true })
	s := sender(t, o.port, func(c *Config) { c.TLS, c.Username, c.Password = StartTLS, "azukari", "himitsu" })
	if err := s.Send(t.Context(), notice); err == nil || !strings.Contains(err.Error(), "STARTTLS") || Permanent(err) {
		t.Errorf("error is %v", err)
	}
	if n := len(o.letters()); n != 0 {
		t.Errorf("%d letters arrived", n)
	}
}

func TestAddressBeyondASCIINeedsAServerThatTakesIt(t *testing.T) {
	m := notice
	m.To = "花子@例え.jp"
	for _, takes := range []bool{true, false} {
		o := (&office{}).open(t, func(s *smtp.Server) { s.EnableSMTPUTF8 = takes })
		err := sender(t, o.port, nil).Send(t.Context(), m)
		if takes != (err == nil) || takes == Permanent(err) {
			t.Errorf("taken %t: error is %v", takes, err)
		}
	}
}

func TestOrdinaryAddressAsksNothingSpecialOfTheServer(t *testing.T) {
	o := (&office{}).open(t, func(s *smtp.Server) { s.EnableSMTPUTF8 = true })
	if err := sender(t, o.port, nil).Send(t.Context(), notice); err != nil {
		t.Fatal(err)
	}
	if got := o.letters(); len(got) != 1 || got[0].utf8 {
		t.Errorf("the office keeps %+v", got)
	}
}

// read is the letter as its receiver's program shows it.
func read(t *testing.T, text []byte) (mail.Header, string) {
	t.Helper()
	r, err := mail.CreateReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	part, err := r.NextPart()
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(part.Body)
	if err != nil {
		t.Fatal(err)
	}
	if bare := strings.ReplaceAll(string(body), "\r\n", ""); strings.ContainsAny(bare, "\r\n") {
		t.Errorf("lines end otherwise than mail's: %q", body)
	}
	return r.Header, strings.ReplaceAll(string(body), "\r\n", "\n")
}
