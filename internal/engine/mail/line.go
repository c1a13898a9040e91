package mail

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// goodbye is how long we wait for the server's farewell after it took the letter.
const goodbye = 2 * time.Second

// line is one connection to the mail server.
type line struct {
	conn   net.Conn // beneath TLS, if there is any
	forget func() bool
	client *smtp.Client
}

// dial connects, secures the connection and logs in. The connection is cut when
// ctx ends, whatever either side is doing then.
func (s *SMTP) dial(ctx context.Context) (*line, error) {
	l := &line{}
	client, err := gomail.NewClient(s.config.Host, s.options(func(context.Context, string, string) (net.Conn, error) {
		return l.connect(ctx, s.config)
	})...)
	if err != nil {
		return nil, fmt.Errorf("set up the connection: %w", err)
	}
	if l.client, err = client.DialToSMTPClientWithContext(ctx); err != nil {
		l.hangUp()
		return nil, ofUs("connection and login", hush(err, s.config))
	}
	return l, nil
}

// options are the connection's. Its own timeout is longer than ours, so that the
// context alone decides when time is up.
func (s *SMTP) options(dial gomail.DialContextFunc) []gomail.Option {
	c := s.config
	options := []gomail.Option{gomail.WithPort(c.Port), gomail.WithTimeout(2 * c.Timeout), gomail.WithHELO(c.Hello),
		gomail.WithTLSConfig(c.TLSConfig), gomail.WithDialContextFunc(dial)}
	switch c.TLS {
	case StartTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case ImplicitTLS:
		options = append(options, gomail.WithSSL())
	case NoTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if c.Username != "" {
		options = append(options, gomail.WithUsername(c.Username), gomail.WithPassword(string(c.Password)),
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthPlain, gomail.SMTPAuthLogin, gomail.SMTPAuthSCRAMSHA256))
	}
	return options
}

// connect opens the connection. What a name leads to shows only now, so that a
// plain connection is looked at again.
func (l *line) connect(ctx context.Context, c Config) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", net.JoinHostPort(c.Host, strconv.Itoa(c.Port)))
	if err != nil {
		return nil, err
	}
	l.conn = conn
	l.forget = context.AfterFunc(ctx, func() { _ = conn.Close() }) // to cut it is the aim; nothing is left to lose
	if c.TLS == NoTLS && !(c.AllowPlain && c.Username == "") && !here(conn.RemoteAddr()) {
		return nil, fmt.Errorf("%s leads to %s, which mail does not reach without TLS", c.Host, conn.RemoteAddr())
	}
	if c.TLS != ImplicitTLS {
		return conn, nil
	}
	secured := tls.Client(conn, c.TLSConfig)
	return secured, secured.HandshakeContext(ctx)
}

func here(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// hangUp cuts the connection without a word: a farewell in the midst of a letter
// would be taken for its end.
func (l *line) hangUp() {
	if l.conn == nil {
		return
	}
	l.forget()
	_ = l.conn.Close() // nothing is left to lose
}

// deliver is nil from the moment at which the server has taken the letter.
func (l *line) deliver(letter *letter) error {
	if known, _ := l.client.Extension("SMTPUTF8"); letter.beyond && !known {
		return &Unsendable{"an address beyond ASCII, which the mail server does not take"}
	}
	l.client.SkipSMTPUTF8(!letter.beyond)
	if err := l.client.Mail(letter.from); err != nil {
		return ofUs("our address", err)
	}
	if err := l.client.Rcpt(letter.to); err != nil {
		return ofLetter("its recipient", err)
	}
	body, err := l.client.Data()
	if err != nil {
		return ofLetter("the letter's announcement", err)
	}
	if _, err := body.Write(letter.text); err != nil {
		return fmt.Errorf("write the letter: %w", err)
	}
	if err := body.Close(); err != nil {
		return ofLetter("the letter", err)
	}
	if l.client.UpdateDeadline(goodbye) == nil {
		_ = l.client.Quit() // the letter is taken, whatever becomes of the farewell
	}
	return nil
}
