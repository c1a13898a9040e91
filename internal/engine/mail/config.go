package mail

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"strings"
	"time"
)

// Security is how the connection to the mail server is protected.
type Security string

const (
	StartTLS    Security = "starttls" // begins in the open and must become TLS; the default
	ImplicitTLS Security = "tls"      // TLS from the first byte
	NoTLS       Security = "none"     // in the open
)

// Config says which mail server takes our letters and how we reach it.
type Config struct {
	Host     string
	Port     int // 0: 587, 465 or 25, as TLS demands
	Username string
	Password Secret
	From     string // our address, with or without a name
	TLS      Security

	TLSConfig  *tls.Config   // roots to trust and the like; nil: the system's
	AllowPlain bool          // lets NoTLS reach other machines; never with a password
	Timeout    time.Duration // for one letter as a whole; 0: two minutes
	Hello      string        // the name that we greet with; empty: the domain of From
}

// Secret is text that never shows when it is printed, logged or encoded.
type Secret string

// Format prints a placeholder, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(concealed)) }

// MarshalText encodes a placeholder, for JSON and for structured logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(concealed), nil }

const concealed = "(secret)"

// checked is the configuration with its defaults filled in, or what is wrong with it.
func (c Config) checked() (Config, error) {
	from, err := mail.ParseAddress(c.From)
	switch {
	case c.Host == "" || strings.ContainsAny(c.Host, "/ \r\n"):
		return c, fmt.Errorf("%q is not a mail server's name", c.Host)
	case err != nil || hasControl(c.From):
		return c, fmt.Errorf("%q is not an address to send from", c.From)
	case (c.Username == "") != (c.Password == ""):
		return c, errors.New("the mail server's username and password come together or not at all")
	case c.Port < 0 || c.Port > 65535:
		return c, fmt.Errorf("%d is not a port", c.Port)
	case c.Timeout < 0:
		return c, fmt.Errorf("%s is not a time to wait", c.Timeout)
	case hasControl(c.Hello):
		return c, fmt.Errorf("%q is not a name to greet with", c.Hello)
	}
	if err := c.checkSecurity(); err != nil {
		return c, err
	}
	return c.withDefaults(from), nil
}

func (c Config) checkSecurity() error {
	switch c.TLS {
	case "", StartTLS, ImplicitTLS:
		if c.TLSConfig != nil && c.TLSConfig.InsecureSkipVerify {
			return errors.New("TLS without a look at the certificate protects nothing: hand in the roots to trust")
		}
		return nil
	case NoTLS:
		if loopback(c.Host) || c.AllowPlain && c.Username == "" {
			return nil
		}
		if c.Username != "" {
			return fmt.Errorf("a password never goes to %s without TLS", c.Host)
		}
		return fmt.Errorf("mail to %s would go without TLS, which is not allowed", c.Host)
	}
	return fmt.Errorf(`%q is none of "starttls", "tls" and "none"`, string(c.TLS))
}

func (c Config) withDefaults(from *mail.Address) Config {
	if c.TLS == "" {
		c.TLS = StartTLS
	}
	if c.Port == 0 {
		c.Port = map[Security]int{StartTLS: 587, ImplicitTLS: 465, NoTLS: 25}[c.TLS]
	}
	if c.Timeout == 0 {
		c.Timeout = 2 * time.Minute
	}
	if c.Hello == "" {
		c.Hello = "localhost"
		if domain := from.Address[strings.LastIndex(from.Address, "@")+1:]; isASCII(domain) {
			c.Hello = domain
		}
	}
	c.TLSConfig = c.tlsConfig()
	return c
}

func (c Config) tlsConfig() *tls.Config {
	config := &tls.Config{}
	if c.TLSConfig != nil {
		config = c.TLSConfig.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = c.Host
	}
	config.MinVersion = max(config.MinVersion, tls.VersionTLS12)
	return config
}

// loopback is whether the host is this machine by its very name.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
