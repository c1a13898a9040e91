package mail

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// office is a real mail server in this process; it keeps what it takes.
type office struct {
	port     int
	onRcpt   error // its answer to a recipient
	onMail   error // its answer to a sender
	onData   error // its answer to a letter
	password string

	mu   sync.Mutex
	kept []kept
}

// kept is a letter as the office took it.
type kept struct {
	from, to string
	user     string
	utf8     bool // asked of the server, and so of every server after it
	text     []byte
}

// open starts the office; set up its answers before any letter is sent.
func (o *office) open(t *testing.T, settings func(*smtp.Server)) *office {
	t.Helper()
	server := smtp.NewServer(o)
	server.Domain, server.ErrorLog = "office.example", log.New(io.Discard, "", 0)
	if settings != nil {
		settings(server)
	}
	l := listen(t)
	o.port = l.Addr().(*net.TCPAddr).Port
	if server.TLSConfig != nil && server.Network == "tls" {
		l = tls.NewListener(l, server.TLSConfig)
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	t.Cleanup(func() {
		// Close knows the listener only once Serve has begun, so we close it too.
		if err := errors.Join(l.Close(), server.Close()); err != nil && !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
		if err := <-served; err != nil && !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
	})
	return o
}

func (o *office) letters() []kept {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.kept)
}

func (o *office) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{office: o}, nil }

type session struct {
	office *office
	now    kept
}

func (s *session) Reset()        { s.now = kept{user: s.now.user} }
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, options *smtp.MailOptions) error {
	s.now.from, s.now.utf8 = from, options.UTF8
	if s.office.password != "" && s.now.user == "" {
		return smtp.ErrAuthRequired
	}
	return s.office.onMail
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error { s.now.to = to; return s.office.onRcpt }

func (s *session) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.office.onData != nil {
		return s.office.onData
	}
	s.now.text = bytes.Clone(text)
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	s.office.kept = append(s.office.kept, s.now)
	return nil
}

func (s *session) AuthMechanisms() []string {
	if s.office.password == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != s.office.password {
			return smtp.ErrAuthFailed
		}
		s.now.user = user
		return nil
	}), nil
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// certificate is one that vouches for 127.0.0.1 by itself, and the roots that trust it.
func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "office.example"},
		NotBefore:   time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:    time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	server = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	return server, &tls.Config{RootCAs: roots}
}
