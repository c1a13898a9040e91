package mail

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"
)

func TestConfigurationThatWouldBetrayUsIsRefused(t *testing.T) {
	good := Config{Host: "mail.example.jp", From: "no-reply@azukari.example", Username: "azukari", Password: "himitsu"}
	for name, c := range map[string]struct {
		change func(*Config)
		want   string // in the error; empty: accepted
	}{
		"as it is":                   {func(*Config) {}, ""},
		"no server":                  {func(c *Config) { c.Host = "" }, "not a mail server's name"},
		"a path":                     {func(c *Config) { c.Host = "unix:///run/mail" }, "not a mail server's name"},
		"no sender":                  {func(c *Config) { c.From = "" }, "not an address"},
		"forged sender":              {func(c *Config) { c.From = "a@b.example\r\nBcc: c@d.example" }, "not an address"},
		"port":                       {func(c *Config) { c.Port = 65536 }, "not a port"},
		"user alone":                 {func(c *Config) { c.Password = "" }, "come together"},
		"password alone":             {func(c *Config) { c.Username = "" }, "come together"},
		"unknown security":           {func(c *Config) { c.TLS = "ssl" }, "none of"},
		"forged greeting":            {func(c *Config) { c.Hello = "a\r\nMAIL" }, "not a name to greet with"},
		"negative timeout":           {func(c *Config) { c.Timeout = -1 }, "not a time"},
		"any certificate":            {func(c *Config) { c.TLSConfig = &tls.Config{InsecureSkipVerify: true} }, "certificate"},
		"plain":                      {func(c *Config) { c.TLS = NoTLS; c.Username, c.Password = "", "" }, "not allowed"},
		"plain and allowed":          {func(c *Config) { c.TLS, c.AllowPlain = NoTLS, true; c.Username, c.Password = "", "" }, ""},
		"plain password":             {func(c *Config) { c.TLS = NoTLS }, "never goes"},
		"plain password, allowed":    {func(c *Config) { c.TLS, c.AllowPlain = NoTLS, true }, "never goes"},
		"plain password to loopback": {func(c *Config) { c.TLS, c.Host = NoTLS, "::1" }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			config := good
			c.change(&config)
			_, err := NewSMTP(config, time.Time{}.UTC)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("error is %v, want %q", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "himitsu") {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
}

func TestDefaultsAreSafe(t *testing.T) {
	c, err := Config{Host: "mail.example.jp", From: "あずかり <no-reply@azukari.example>"}.checked()
	if err != nil {
		t.Fatal(err)
	}
	if c.TLS != StartTLS || c.Port != 587 || c.Hello != "azukari.example" || c.Timeout != 2*time.Minute ||
		c.TLSConfig.ServerName != "mail.example.jp" || c.TLSConfig.MinVersion != tls.VersionTLS12 {
		t.Errorf("the configuration becomes %+v", c)
	}
}

func TestPasswordNeverShows(t *testing.T) {
	config := Config{Host: "mail.example.jp", From: "a@b.example", Username: "azukari", Password: "himitsu"}
	s, err := NewSMTP(config, time.Time{}.UTC)
	if err != nil {
		t.Fatal(err)
	}
	var told strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		fmt.Fprintf(&told, verb+verb+verb+"\n", config, s, struct{ C Config }{config})
	}
	slog.New(slog.NewJSONHandler(&told, nil)).Info("mail", "config", config, "sender", s)
	slog.New(slog.NewTextHandler(&told, nil)).Info("mail", "config", config, "sender", s)
	if err := json.NewEncoder(&told).Encode(struct{ P Secret }{config.Password}); err != nil {
		t.Fatal(err)
	}
	if text := told.String(); strings.Contains(text, "himitsu") || strings.Contains(text, "68696d697473") || !strings.Contains(text, concealed) {
		t.Errorf("it shows: %s", text)
	}
}

func TestNameThatLeadsElsewhereGetsNothingInTheOpen(t *testing.T) {
	l, err := net.Listen("tcp", net.JoinHostPort(elsewhere(t), "0"))
	if err != nil {
		t.Skip("no address but loopback can be listened at:", err)
	}
	defer l.Close()
	at := l.Addr().(*net.TCPAddr)
	for _, user := range []string{"", "azukari"} {
		// As if "localhost" had led there: the name itself has passed.
		s := sender(t, at.Port, func(c *Config) { c.Username, c.Password, c.Timeout = user, Secret(user), time.Second })
		s.config.Host, s.config.AllowPlain = at.IP.String(), user != ""
		if err := s.Send(t.Context(), notice); err == nil || !strings.Contains(err.Error(), "does not reach without TLS") {
			t.Errorf("user %q: error is %v", user, err)
		}
	}
}

// elsewhere is an address of this machine that is not loopback, as good as another machine's.
func elsewhere(t *testing.T) string {
	t.Helper()
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && ip.IP.IsGlobalUnicast() {
			return ip.IP.String()
		}
	}
	t.Skip("this machine has no address but loopback")
	return ""
}

func TestForgedHeadersAreRefused(t *testing.T) {
	o := (&office{}).open(t, nil)
	s := sender(t, o.port, nil)
	for name, change := range map[string]func(*Message){
		"subject": func(m *Message) { m.Subject = "納品\r\nBcc: all@example.jp" },
		"lf":      func(m *Message) { m.Subject = "納品\nBcc: all@example.jp" },
		"cr":      func(m *Message) { m.Subject = "plain\rBcc: all@example.jp" },
		"to":      func(m *Message) { m.To = "a@example.jp\r\nBcc: all@example.jp" },
		"to fold": func(m *Message) { m.To = "a\r\n <a@example.jp>" },
		"two":     func(m *Message) { m.To = "a@example.jp, b@example.jp" },
		"nobody":  func(m *Message) { m.To = "" },
		"id":      func(m *Message) { m.ID = "a@b>\r\nBcc: all@example.jp" },
		"id none": func(m *Message) { m.ID = "" },
		"id word": func(m *Message) { m.ID = "ntc_1" },
	} {
		t.Run(name, func(t *testing.T) {
			m := notice
			change(&m)
			err := s.Send(t.Context(), m)
			if !errors.As(err, new(*Unsendable)) || !Permanent(err) || strings.ContainsAny(err.Error(), "\r\n") {
				t.Errorf("error is %v", err)
			}
		})
	}
	if n := len(o.letters()); n != 0 {
		t.Errorf("%d letters arrived", n)
	}
}
